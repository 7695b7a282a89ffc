"""Another role for a colleague, and with it a place in the team or none (models/roles.py; domain.md A16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.models.roles import in_team
from wijkdesk.services import leaving
from wijkdesk.services.founding import give_organisation_key, give_team_key, state
from wijkdesk.storage import renewal, teamkeys
from wijkdesk.vault.statements import Member

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.core.roles import Role
    from wijkdesk.services.session import Session
    from wijkdesk.storage.unit_of_work import Unit
    from wijkdesk.vault.signing import SigningKey


def change_role(session: Session, user: Id, role: Role) -> ChangeSet:
    """Give a colleague another role; who leaves the team by it has no key of what follows.

    Refused `not_admin`, `yourself`, `not_a_member`, `is_admin`, or `still_assigned` when dossiers must go first.
    """
    issuer = leaving.check_admin(session)
    trust = session.store.trusts[session.organisation]
    places = [place for place in trust.places(user) if place.state == "in"]
    _check(session, user, role, places)
    at = trust.next_at(session.store.clock.now_ms())
    with session.store.unit("admit") as unit:
        if in_team(role) == any(place.team is not None for place in places):
            for place in places:
                state(unit, issuer, msgspec.structs.replace(place, role=role.value, at=at))
        elif in_team(role):
            _into_team(session, unit, issuer, Member(user, places[0].key, role.value, session.team, "in", at))
            _out(unit, issuer, places, at)
        else:
            state(unit, issuer, Member(user, places[0].key, role.value, None, "in", at))
            _out(unit, issuer, places, at)
            _renew(session, unit, issuer, places, at)
    return unit.changes


def _check(session: Session, user: Id, role: Role, places: Sequence[Member]) -> None:
    if user == session.user:
        raise _refused("yourself", _("Je kunt je eigen rol niet wijzigen."), _("Vraag een andere beheerder."))
    if not places:
        raise _refused("not_a_member", _("Deze collega is niet in je organisatie."), "")
    if session.store.trusts[session.organisation].is_admin(user):
        raise _refused("is_admin", _("Deze collega is beheerder."), _("Neem eerst het beheer af."))
    has = leaving.had(session, user)
    if not in_team(role) and (has.dossiers or has.elsewhere):
        raise _refused(
            "still_assigned",
            _("{name} heeft nog dossiers. Deze rol krijgt geen dossiers.").format(name=has.name),
            _("Laat de dossiers eerst overdragen."),
        )


def _refused(code: str, text: str, todo: str) -> Refused:
    return Refused(code, text, kept=_("Er is niets veranderd."), todo=todo)


def _into_team(session: Session, unit: Unit, issuer: SigningKey, member: Member) -> None:
    trust = session.store.trusts[session.organisation]
    held = teamkeys.in_force(unit.connection, trust, session.team)
    if held is None:
        raise _refused("no_team_key", _("De sleutel van het team staat niet op deze laptop."), "")
    state(unit, issuer, member)
    give_team_key(unit, session.team, held[1], [(Id(member.user), member.key)], key=held[0])


def _out(unit: Unit, issuer: SigningKey, places: Sequence[Member], at: int) -> None:
    for place in places:
        state(unit, issuer, msgspec.structs.replace(place, state="out", at=at))


def _renew(session: Session, unit: Unit, issuer: SigningKey, places: Sequence[Member], at: int) -> None:
    """The team goes on under a key that this colleague never had; the organisation's he keeps reading."""
    for place in places:
        if place.team is not None:
            leaving.renew_team_key(session, unit, issuer, Id(place.team), at)
    renewal.renew(session.store, unit)
    give_organisation_key(session, unit, Id(places[0].user), places[0].key)

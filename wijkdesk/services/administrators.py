"""More than one administrator: made where the root key is, taken back by any other (architecture.md §3, Trust)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.roles import in_team
from wijkdesk.services.colleagues import role_of
from wijkdesk.services.founding import state
from wijkdesk.services.leaving import check_admin
from wijkdesk.services.session import organisation_space
from wijkdesk.storage.userkeys import ADMIN
from wijkdesk.vault import wraps
from wijkdesk.vault.signing import SigningKey
from wijkdesk.vault.statements import Admin

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session
    from wijkdesk.storage.unit_of_work import Unit


def holds_root(session: Session) -> bool:
    """Whether administrators can be made on this laptop."""
    return session.store.identity.root_key is not None


def make_administrator(session: Session, user: Id) -> ChangeSet:
    """Let a colleague invite, admit and take out. Refused `not_root`, `not_admin`, `not_a_member` or `not_allowed`.

    The key is made here, where the root is, and handed to the colleague sealed: no laptop needs to be online.
    """
    issuer = check_admin(session)
    me, store = session.store.identity, session.store
    if me.root_key is None:
        raise Refused(
            "not_root",
            _("Alleen op de laptop waar de organisatie begon, maak je beheerders."),
            kept=_("Er is niets veranderd."),
        )
    trust = store.trusts[me.organisation]
    public = trust.member_public(user)
    if public is None:
        raise Refused("not_a_member", _("Deze collega is nog niet toegelaten tot je organisatie."))
    if not in_team(role_of(session, user) or ""):
        raise Refused(
            "not_allowed",
            _("Alleen een medewerker of coördinator kan beheerder worden."),
            kept=_("Er is niets veranderd."),
            todo=_("Wijzig eerst de rol."),
        )
    with store.unit("admit") as unit:
        if not trust.has_admin_key(user):
            pair = SigningKey.generate()
            state(unit, me.root_key, Admin(user, pair.public, me.root))
            _hand_over(unit, user, public, pair)
        _say_role(session, unit, issuer, user, "admin")
    return unit.changes


def take_back(session: Session, user: Id) -> ChangeSet:
    """A colleague is no administrator any more, and stays a colleague. Refused `not_admin` or `yourself`."""
    issuer = check_admin(session)
    if user == session.user:
        raise Refused(
            "yourself", _("Je kunt je eigen beheer niet afnemen."), kept=_("Er is niets veranderd.")
        )
    with session.store.unit("admit") as unit:
        _say_role(session, unit, issuer, user, "worker")
    return unit.changes


def _hand_over(unit: Unit, user: Id, public: bytes, pair: SigningKey) -> None:
    organisation, key = unit.identity.organisation, new_id()
    wrapped = wraps.wrap_key(public, organisation, user, key, pair.to_bytes())
    fields = {"of": "user", "owner": user, "key": key, "kind": ADMIN, "wraps": [["user", user, wrapped]]}
    unit.control(organisation_space(organisation), "KEYWRAP", fields | {"previous": None})


def _say_role(session: Session, unit: Unit, issuer: SigningKey, user: Id, role: str) -> None:
    trust = session.store.trusts[session.organisation]
    at = trust.next_at(session.store.clock.now_ms())
    for place in trust.places(user):
        if place.state == "in" and place.role != role:
            state(unit, issuer, msgspec.structs.replace(place, role=role, at=at))

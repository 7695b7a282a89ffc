"""Someone leaves the organisation: out with laptops and role, new keys for what follows (architecture.md §3).

Needs no network: it is written here and shared like all else. What honest colleagues wrote offline under the old
keys still counts; what the leaving laptops wrote after the last commit known here does not.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from wijkdesk.core.commit import decode_control
from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.disclosure import DisclosedItem
from wijkdesk.models.dossier import IndexCard, SpaceKind
from wijkdesk.models.roles import may_have
from wijkdesk.services import assignments
from wijkdesk.services.colleagues import name_of, role_of
from wijkdesk.services.dossiers import assigned_users
from wijkdesk.services.founding import give_team_key, state
from wijkdesk.services.quarantine import place_name
from wijkdesk.services.session import organisation_space, team_space, worker_id
from wijkdesk.storage import departures, queries, renewal, teamkeys
from wijkdesk.vault.hpke import KeyPair
from wijkdesk.vault.statements import Device, Team

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session
    from wijkdesk.storage.unit_of_work import Unit
    from wijkdesk.vault.signing import SigningKey
    from wijkdesk.vault.trust import Trust


@dataclass(frozen=True)
class Held:
    """A dossier that someone works in: its name, since when, and whether nobody else of the team does."""

    space: Id
    name: str
    since: dt.datetime | None
    alone: bool


@dataclass(frozen=True)
class Handed:
    """What was shared with someone in an assignment: the question, and each item in the words of then."""

    question: str
    items: tuple[DisclosedItem, ...]


@dataclass(frozen=True)
class Had:
    """What someone already had; `elsewhere` = dossiers of which this laptop knows the index card only."""

    user: Id
    name: str
    dossiers: tuple[Held, ...]
    elsewhere: tuple[str, ...]
    laptops: int
    shared: tuple[Handed, ...] = ()


def had(session: Session, user: Id) -> Had:
    """What a colleague already had, as far as this laptop may know: taking someone out does not take that back."""
    mine = [space for space, since in _assigned_since(session, user).items() if _is_dossier(session, space)]
    since = _assigned_since(session, user)
    held = [
        Held(space, place_name(session, space), since[space], assigned_users(session, space) == [user])
        for space in mine
    ]
    asked = [one for space in since if (one := assignments.of_space(session, space)) is not None]
    guest = not may_have(role_of(session, user), SpaceKind.DOSSIER)
    return Had(
        user=user,
        name=name_of(session, user),
        dossiers=tuple(sorted(held, key=_by_name)),
        elsewhere=_by_index_card(session, user, mine),
        laptops=len(session.store.trusts[session.organisation].devices_of(user)),
        shared=tuple(_handed(session, one) for one in asked) if guest else (),
    )


def _handed(session: Session, one: assignments.Asked) -> Handed:
    return Handed(one.record.question or "", tuple(assignments.already_have(session, one)))


def _by_name(held: Held) -> str:
    return held.name.casefold()


def _is_dossier(session: Session, space: Id) -> bool:
    return bool(session.store.execute("SELECT 1 FROM row WHERE kind = 'dossier' AND space = ?", (space,)))


def _assigned_since(session: Session, user: Id) -> dict[Id, dt.datetime | None]:
    """The spaces that are in a user's hands, and since when."""
    rows = session.store.execute(
        "SELECT body FROM log WHERE op = 'ASSIGN' AND organisation = ? AND body IS NOT NULL ORDER BY hlc",
        (session.organisation,),
    )
    found: dict[Id, dt.datetime | None] = {}
    for (body,) in rows:
        fields = decode_control(body).fields
        if (fields["to"], fields["id"]) != ("user", user):
            continue
        space = Id(fields["space"])
        if fields["state"] == "out":
            found.pop(space, None)
        elif space not in found:
            at = fields.get("at")
            found[space] = dt.datetime.fromtimestamp(at / 1000).astimezone() if at else None
    return found


def _by_index_card(session: Session, user: Id, known: Iterable[Id]) -> tuple[str, ...]:
    worker = worker_id(session.organisation, user)
    cards = queries.find(session.store, IndexCard, responsible=worker)
    names = [card.calling_name or _("Zonder naam") for card in cards if card.dossier not in set(known)]
    return tuple(sorted(names))


def check_admin(session: Session) -> SigningKey:
    """The key this laptop speaks with. Refused `not_admin` when its user is no administrator (any more)."""
    me = session.store.identity
    if me.admin_key is None or not session.store.trusts[me.organisation].is_admin(me.user):
        raise Refused(
            "not_admin",
            _("Alleen een beheerder mag dit doen."),
            kept=_("Er is niets veranderd."),
            todo=_("Vraag het aan een beheerder."),
        )
    return me.admin_key


def remove_colleague(session: Session, user: Id) -> ChangeSet:
    """Take a colleague out of the organisation, with all laptops. Refused `not_admin` or `yourself`."""
    issuer = check_admin(session)
    if user == session.user:
        raise Refused(
            "yourself",
            _("Je kunt jezelf niet uit de organisatie halen."),
            todo=_("Vraag een andere beheerder."),
        )
    store, trust = session.store, session.store.trusts[session.organisation]
    at = trust.next_at(store.clock.now_ms())
    with store.unit("admit") as unit:
        for device in sorted(trust.devices_of(user)):
            put_out(session, unit, issuer, device, at)
        teams = []
        for place in trust.places(user):
            if place.state == "in":
                state(unit, issuer, msgspec.structs.replace(place, state="out", at=at))
                teams += [place.team] if place.team is not None else []
        for team in teams:
            renew_team_key(session, unit, issuer, Id(team), at)
        renewal.renew(store, unit)
    return unit.changes


def put_out(session: Session, unit: Unit, issuer: SigningKey, device: Id, at: int) -> None:
    """State that a laptop is out, with the last commit of it that counts in each space known here."""
    trust = session.store.trusts[session.organisation]
    user, sign = trust.user_of(device), trust.device_public(device)
    if user is None or sign is None:
        raise Refused("unknown_device", _("Deze laptop is hier niet bekend."))
    spaces = _open_to(session, trust, user)
    last = departures.last_taken(unit.connection, device, spaces)
    state(unit, issuer, Device(device, user, sign, "out", at, last))


def _open_to(session: Session, trust: Trust, user: Id) -> set[Id]:
    """The spaces this laptop reads and that a user could write in."""
    organisation = session.organisation
    found = {organisation_space(organisation), *_assigned_since(session, user)}
    found |= {team_space(organisation, team) for team in trust.teams() if user in trust.members(team)}
    return found & set(session.store.keyring.spaces())


def renew_team_key(session: Session, unit: Unit, issuer: SigningKey, team: Id, at: int) -> None:
    """Within a unit: a new key of a team for those who are in it now. Refused `no_team_key`."""
    trust = session.store.trusts[session.organisation]
    old = teamkeys.in_force(unit.connection, trust, team)
    if old is None:
        raise Refused("no_team_key", _("De sleutel van het team staat niet op deze laptop."))
    pair, key = KeyPair.generate(), new_id()
    state(unit, issuer, Team(team, pair.public, at))
    left = [(user, public) for user in sorted(trust.members(team)) if (public := trust.member_public(user))]
    give_team_key(unit, team, pair, left, key=key, previous=(old[0], old[1].private))

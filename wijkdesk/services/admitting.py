"""Letting a newcomer in, after the fingerprint was compared aloud: MEMBER, DEVICE, team key (architecture.md §3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.services.founding import give_team_key, state
from wijkdesk.services.invitations import invitation_for
from wijkdesk.services.joining import newcomer_fingerprint
from wijkdesk.storage import teamkeys
from wijkdesk.sync.protocol import PendingJoin
from wijkdesk.vault.statements import Device, Member

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session


@dataclass(frozen=True)
class Newcomer:
    """Someone who waits: the name on the invitation, and what must sound the same on both laptops."""

    join: PendingJoin
    name: str
    fingerprint: str

    @property
    def key(self) -> Id:
        """What tells newcomers apart."""
        return self.join.device


def is_admin(session: Session) -> bool:
    """Whether this user may let people in, on this laptop."""
    me = session.store.identity
    return me.admin_key is not None and session.store.trusts[me.organisation].is_admin(me.user)


def note_pending(session: Session, organisation: Id, pending: tuple[PendingJoin, ...]) -> None:
    """Remember who waits, as the server said at the last contact."""
    session.store.set_secret(_secret(organisation), msgspec.msgpack.encode(pending))


def pending(session: Session) -> list[Newcomer]:
    """Who waited at the last contact and is not in yet; empty for who is no administrator."""
    raw = session.store.secret(_secret(session.organisation))
    if raw is None or not is_admin(session):
        return []
    trust = session.store.trusts[session.organisation]
    found = msgspec.msgpack.decode(raw, type=tuple[PendingJoin, ...])
    return [_newcomer(session, one) for one in found if trust.device_public(one.device) is None]


def _newcomer(session: Session, join: PendingJoin) -> Newcomer:
    invitation = invitation_for(session, join.token)
    name = (invitation.name if invitation else "") or _("Onbekende collega")
    return Newcomer(join, name, newcomer_fingerprint(join.user, join.user_key, join.device, join.sign))


def admit(session: Session, newcomer: Newcomer) -> ChangeSet:
    """Let a newcomer into the team. Only after both fingerprints were compared aloud.

    Refused `not_admin` on a laptop without an administrator's key, `no_team_key` without the team's key.
    """
    join = newcomer.join
    store, me = session.store, session.store.identity
    if me.admin_key is None:
        raise Refused("not_admin", _("Alleen een beheerder laat collega’s toe."))
    team = session.teams[0]
    with store.database.read() as connection:
        held = teamkeys.in_force(connection, store.trusts[me.organisation], team)
    if held is None:
        raise Refused("no_team_key", _("De sleutel van het team staat niet op deze laptop."))
    at = store.clock.now_ms()
    with store.unit("admit") as unit:
        state(unit, me.admin_key, Member(join.user, join.user_key, "worker", team, "in", at))
        state(unit, me.admin_key, Device(join.device, join.user, join.sign, "in", at))
        give_team_key(unit, team, held[1], [(join.user, join.user_key)], key=held[0])
        if invitation := invitation_for(session, join.token):
            unit.change(invitation, user=join.user)
    return unit.changes


def turn_away(session: Session, newcomer: Newcomer) -> ChangeSet:
    """The fingerprint differed: this laptop never comes in, and the server asks no more."""
    join, me = newcomer.join, session.store.identity
    if me.admin_key is None:
        raise Refused("not_admin", _("Alleen een beheerder laat collega’s toe."))
    with session.store.unit("admit") as unit:
        at = session.store.clock.now_ms()
        state(unit, me.admin_key, Device(join.device, join.user, join.sign, "out", at))
    return unit.changes


def _secret(organisation: Id) -> str:
    return f"pending/{organisation.hex()}"

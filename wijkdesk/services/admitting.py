"""Letting a newcomer in, after the fingerprint was compared aloud: MEMBER, DEVICE, team key (architecture.md §3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.core.roles import Role
from wijkdesk.models.roles import MemberRole, in_team, label, sees
from wijkdesk.services.colleagues import name_of
from wijkdesk.services.founding import give_organisation_key, give_team_key, state
from wijkdesk.services.invitations import invitation_for
from wijkdesk.services.joining import newcomer_fingerprint
from wijkdesk.services.leaving import check_admin
from wijkdesk.storage import teamkeys
from wijkdesk.sync.protocol import PendingJoin
from wijkdesk.vault.statements import Device, Member

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session
    from wijkdesk.storage.unit_of_work import Unit
    from wijkdesk.vault.signing import SigningKey


@dataclass(frozen=True)
class Newcomer:
    """Someone who waits: the name on the invitation, and what must sound the same on both laptops.

    `again` = another laptop of a colleague who is in already. `role`, `sees` = what he becomes, in words.
    """

    join: PendingJoin
    name: str
    fingerprint: str
    again: bool = False
    role: str = ""
    sees: str = ""

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
    shown = newcomer_fingerprint(join.user, join.user_key, join.device, join.sign)
    trust = session.store.trusts[session.organisation]
    if trust.member_public(join.user) is not None:
        return Newcomer(join, name_of(session, join.user), shown, again=True)
    invitation = invitation_for(session, join.token)
    name = (invitation.name if invitation else "") or _("Onbekende collega")
    role = _invited_as(session, join)
    return Newcomer(join, name, shown, role=label(role), sees=sees(role))


def admit(session: Session, newcomer: Newcomer) -> ChangeSet:
    """Let a newcomer into the team, or another laptop of a member. Only after comparing both fingerprints aloud.

    Refused `not_admin` on a laptop without an administrator's key, `no_team_key` without the team's key,
    `known_user` when someone brings another key under the name of a colleague.
    """
    join, store = newcomer.join, session.store
    issuer = check_admin(session)
    trust = store.trusts[session.organisation]
    at = trust.next_at(store.clock.now_ms())
    with store.unit("admit") as unit:
        if trust.places(join.user):
            if trust.member_public(join.user) != join.user_key:
                raise _known_user()
        else:
            _take_in(session, unit, issuer, join, _invited_as(session, join), at)
        state(unit, issuer, Device(join.device, join.user, join.sign, "in", at))
        if invitation := invitation_for(session, join.token):
            unit.change(invitation, user=join.user)
    return unit.changes


def _invited_as(session: Session, join: PendingJoin) -> Role:
    """The role that the administrator chose with the invitation."""
    invitation = invitation_for(session, join.token)
    role = invitation.role if invitation else None
    return Role(role) if isinstance(role, MemberRole) else Role.WORKER


def _take_in(
    session: Session, unit: Unit, issuer: SigningKey, join: PendingJoin, role: Role, at: int
) -> None:
    trust = session.store.trusts[session.organisation]
    if not in_team(role):
        state(unit, issuer, Member(join.user, join.user_key, role.value, None, "in", at))
        give_organisation_key(session, unit, join.user, join.user_key)
        return
    team = session.team
    held = teamkeys.in_force(unit.connection, trust, team)
    if held is None:
        raise Refused("no_team_key", _("De sleutel van het team staat niet op deze laptop."))
    state(unit, issuer, Member(join.user, join.user_key, role.value, team, "in", at))
    give_team_key(unit, team, held[1], [(join.user, join.user_key)], key=held[0])


def _known_user() -> Refused:
    return Refused(
        "known_user",
        _("Deze laptop noemt zich een collega, maar heeft een andere sleutel."),
        kept=_("Er is niemand toegelaten."),
        todo=_("Kies weigeren, en vraag wie dit was."),
    )


def turn_away(session: Session, newcomer: Newcomer) -> ChangeSet:
    """The fingerprint differed: this laptop never comes in, and the server asks no more."""
    join, issuer = newcomer.join, check_admin(session)
    with session.store.unit("admit") as unit:
        at = session.store.trusts[session.organisation].next_at(session.store.clock.now_ms())
        state(unit, issuer, Device(join.device, join.user, join.sign, "out", at))
    return unit.changes


def _secret(organisation: Id) -> str:
    return f"pending/{organisation.hex()}"

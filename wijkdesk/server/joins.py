"""Invitations and newcomers: a one-time token brings public keys in, an administrator's commits let them in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from wijkdesk.core.ids import Id
from wijkdesk.server import tables as t
from wijkdesk.server.writing import token_hash
from wijkdesk.sync.codes import refusal
from wijkdesk.sync.protocol import Invite, InviteReply, Join, JoinReply, JoinState, JoinStatus, PendingJoin

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from wijkdesk.server.people import Caller

_SAME = ("user", "user_key", "device", "sign")


def invite(connection: Connection, caller: Caller, ask: Invite) -> InviteReply:
    """Remember an invitation; only an administrator makes one. The first word about a token counts."""
    if not caller.admin:
        raise refusal("not_admin")
    key = {"organisation": caller.organisation, "token": ask.token_hash}
    known = connection.execute(_of(t.invitation, **key)).first()
    if known is None:
        connection.execute(t.invitation.insert().values(**key, made_by=caller.user, expires=ask.expires))
    return InviteReply(expires=known.expires if known else ask.expires)


def join(connection: Connection, organisation: Id, ask: Join, now_ms: int) -> JoinReply:
    """Put a newcomer's keys down. The same keys again are the same join; others under one token are refused."""
    key = {"organisation": organisation, "token": token_hash(ask.token)}
    known = connection.execute(_of(t.joining, **key)).first()
    if known is None:
        _check_invitation(connection, key, now_ms)
        values = {name: getattr(ask, name) for name in (*_SAME, "recovery")}
        connection.execute(t.joining.insert().values(**key, **values, at=now_ms))
    elif any(getattr(known, name) != getattr(ask, name) for name in _SAME):
        raise refusal("used_token")
    return JoinReply(state=_state(connection, organisation, ask.device))


def _check_invitation(connection: Connection, key: dict[str, bytes], now_ms: int) -> None:
    invitation = connection.execute(_of(t.invitation, **key)).first()
    if invitation is None:
        raise refusal("bad_token")
    if invitation.expires < now_ms:
        raise refusal("expired_token")


def joining_key(connection: Connection, organisation: Id, device: Id, ask: JoinStatus) -> bytes:
    """The public key of a device that has joined with this token; `Refused` when it has not."""
    key = {"organisation": organisation, "token": token_hash(ask.token)}
    row = connection.execute(_of(t.joining, **key)).first()
    if row is None or row.device != device:
        raise refusal("bad_token")
    return bytes(row.sign)


def join_status(connection: Connection, organisation: Id, device: Id) -> JoinReply:
    """How far the join of a device is."""
    return JoinReply(state=_state(connection, organisation, device))


def _state(connection: Connection, organisation: Id, device: Id) -> JoinState:
    row = connection.execute(_of(t.device, organisation=organisation, device=device)).first()
    if row is None:
        return JoinState.WAITING
    return JoinState.IN if row.state == "in" else JoinState.OUT


def pending(connection: Connection, caller: Caller) -> tuple[PendingJoin, ...]:
    """Newcomers whose device no administrator has spoken about yet, oldest first; empty for who is no
    administrator."""
    if not caller.admin:
        return ()
    waiting, device = t.joining.c, t.device.c
    spoken = sa.select(device.device).where(
        device.organisation == waiting.organisation, device.device == waiting.device
    )
    rows = connection.execute(
        sa.select(t.joining)
        .where(waiting.organisation == caller.organisation, ~spoken.exists())
        .order_by(waiting.at)
    )
    return tuple(PendingJoin(r.token, Id(r.user), r.user_key, Id(r.device), r.sign, r.at) for r in rows)


def _of(table: sa.Table, **key: bytes) -> sa.Select[Any]:
    return sa.select(table).where(*(table.c[name] == value for name, value in key.items()))

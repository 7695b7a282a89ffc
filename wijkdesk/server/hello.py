"""The answer to a hello: epoch, head, the lease, and for administrators who waits to be let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from wijkdesk.server import tables as t
from wijkdesk.server.joins import pending
from wijkdesk.sync.protocol import Hello, HelloReply

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from wijkdesk.core.ids import Id
    from wijkdesk.server.people import Caller


def reply(connection: Connection, caller: Caller, ask: Hello, now_ms: int, lease_days: int) -> HelloReply:
    """Where the server is, for a client that was last in `ask.epoch`."""
    table = t.organisation.c
    row = connection.execute(
        sa.select(table.epoch, table.head).where(table.organisation == caller.organisation)
    ).one()
    return HelloReply(
        epoch=row.epoch,
        resume=resume(connection, caller.organisation, ask.epoch),
        head=row.head,
        now=now_ms,
        lease_days=lease_days,
        pending=pending(connection, caller),
    )


def resume(connection: Connection, organisation: Id, epoch: int) -> int:
    """The last seq that means the same now as in `epoch`; 0 when that epoch is not one of ours.

    Each later epoch began at the head of a backup; what lies above the lowest of those heads may differ.
    """
    table = t.epoch.c
    rows = connection.execute(
        sa.select(table.epoch, table.head).where(table.organisation == organisation, table.epoch >= epoch)
    ).all()
    if all(row.epoch != epoch for row in rows):
        return 0
    current = connection.scalar(
        sa.select(t.organisation.c.head).where(t.organisation.c.organisation == organisation)
    )
    return min((row.head for row in rows if row.epoch > epoch), default=current or 0)

"""Where an organisation's log stands, and the one lock a push takes: its row, late (store-and-sync.md §3.4).

A push is judged before the lock, on rows that another push may be changing. Two things tell afterwards whether the
verdict still holds: `head` (something came in between; is it the same commits?) and `changed`, which moves with each
push that holds a control commit. What a judge may depend on changes by control commits only, so a verdict under an
unmoved `changed` is as good as one made under the lock; else it is made again, now under it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from wijkdesk.server import tables as t

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from wijkdesk.core.ids import Id


@dataclass(frozen=True)
class Standing:
    """Epoch and head of a log; `changed` = head after the last push with a control commit in it."""

    epoch: int
    head: int
    changed: int


def read(connection: Connection, organisation: Id) -> Standing | None:
    """How it stands now; None when the server does not know the organisation."""
    return _found(connection, _select(organisation))


def lock(connection: Connection, organisation: Id) -> Standing | None:
    """How it stands, and nobody else moves it before this transaction ends.

    Whoever numbers commits, or writes what was judged by rows of the roster, holds this lock.
    """
    return _found(connection, _select(organisation).with_for_update())


def move(connection: Connection, organisation: Id, now: Standing) -> None:
    """Put the counter on; only under `lock`."""
    mine = t.organisation.c.organisation == organisation
    connection.execute(t.organisation.update().where(mine).values(head=now.head, changed=now.changed))


def _select(organisation: Id) -> sa.Select[tuple[int, int, int]]:
    table = t.organisation.c
    return sa.select(table.epoch, table.head, table.changed).where(table.organisation == organisation)


def _found(connection: Connection, ask: sa.Select[tuple[int, int, int]]) -> Standing | None:
    row = connection.execute(ask).first()
    return Standing(row.epoch, row.head, row.changed) if row else None

"""Handing out the log: pages of what a user may read (store-and-sync.md §3.2, I7 and I8).

The order of reads is the point. Head first: what is committed after that has a higher number and waits for
the next page. Then access: a change of it above the head is announced with the page that reaches it.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

import sqlalchemy as sa

from wijkdesk.core.commit import Commit, encode_unit
from wijkdesk.core.ids import Id
from wijkdesk.server import tables as t
from wijkdesk.server.access import readable
from wijkdesk.sync.codes import refusal
from wijkdesk.sync.protocol import PAGE_BYTES, Backfill, BackfillReply, Granted, Pull, PullReply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection

    from wijkdesk.server.people import Caller

_SIZE = sa.func.length(t.log.c.header) + sa.func.coalesce(sa.func.length(t.log.c.body), 32) + 100


def cut_page(rows: Sequence[tuple[int, int]], limit: int, size: int = PAGE_BYTES) -> int | None:
    """Where a page of about `limit` commits and `size` bytes ends: after a whole unit, never inside one.

    `rows` = (seq of the unit's last commit, bytes) of each commit, at most `limit` + 1 of them. None = all that
    there is fits. A unit longer than a page is a page of its own.
    """
    end, count, total = 0, 0, 0
    for unit, group in groupby(rows, itemgetter(0)):
        weights = [weight for _unit, weight in group]
        count += len(weights)
        total += sum(weights)
        if end and (count > limit or total > size):
            return end
        end = unit
    return None if len(rows) <= limit else end


class Reader:
    """Reads for one caller over a connection where every statement stands alone."""

    def __init__(self, connection: Connection, caller: Caller) -> None:
        self.connection = connection
        self.organisation = caller.organisation
        self.readable = readable(caller.organisation, caller.user)

    def pull(self, ask: Pull) -> PullReply:
        """What came after `ask.since`, as far as the user may read it."""
        epoch, head = self.head()
        where = self.seen(ask.since, head)
        end = self.page_end(where, ask.limit)
        upto = max(ask.since, head if end is None else end)
        return PullReply(
            epoch=epoch,
            next=upto,
            more=end is not None,
            units=self.units(where, upto),
            granted=self.granted(ask.since, upto),
        )

    def backfill(self, ask: Backfill) -> BackfillReply:
        """The past of one space; `Refused` when the user may not read it."""
        epoch, head = self.head()
        mine = sa.select(self.readable.c.mark).where(self.readable.c.space == ask.space)
        if self.connection.scalar(mine) is None:
            raise refusal("no_access")
        last = min(ask.upto, head)
        where = [*self._between(ask.after, last), t.log.c.space == ask.space]
        end = self.page_end(where, ask.limit)
        upto = max(ask.after, last if end is None else end)
        return BackfillReply(epoch=epoch, next=upto, more=end is not None, units=self.units(where, upto))

    def head(self) -> tuple[int, int]:
        """Epoch and head of the organisation."""
        table = t.organisation.c
        ask = sa.select(table.epoch, table.head).where(table.organisation == self.organisation)
        row = self.connection.execute(ask).one()
        return row.epoch, row.head

    def seen(self, since: int, head: int) -> Sequence[sa.ColumnElement[bool]]:
        """The condition for what a pull hands out: in a readable space and above its mark."""
        allowed = sa.select(self.readable.c.space).where(
            self.readable.c.space == t.log.c.space, self.readable.c.mark < t.log.c.seq
        )
        return [*self._between(since, head), allowed.exists()]

    def page_end(self, where: Sequence[sa.ColumnElement[bool]], limit: int) -> int | None:
        """Where the page ends; None = nothing is left after it."""
        rows = self.connection.execute(
            sa.select(t.log.c.unit, _SIZE).where(*where).order_by(t.log.c.seq).limit(limit + 1)
        )
        return cut_page([(row[0], row[1]) for row in rows], limit)

    def units(self, where: Sequence[sa.ColumnElement[bool]], upto: int) -> tuple[bytes, ...]:
        """The units up to a seq, each with those of its commits that the condition lets through."""
        table = t.log.c
        rows = self.connection.execute(
            sa.select(table.unit, table.header, table.body, table.signature, table.redacted)
            .where(*where, table.seq <= upto)
            .order_by(table.seq)
        )
        return tuple(
            encode_unit([Commit(row.header, row.body, row.signature, row.redacted) for row in group])
            for _unit, group in groupby(rows, attrgetter("unit"))
        )

    def granted(self, since: int, upto: int) -> tuple[Granted, ...]:
        """Spaces that became readable in this stretch of the log."""
        mark = self.readable.c.mark
        rows = self.connection.execute(sa.select(self.readable).where(mark > since, mark <= upto))
        return tuple(Granted(Id(row.space), row.mark) for row in rows)

    def _between(self, after: int, last: int) -> list[sa.ColumnElement[bool]]:
        table = t.log.c
        return [table.organisation == self.organisation, table.seq > after, table.seq <= last]

"""Handing out the log: pages of what a user may read (store-and-sync.md §3.2, I7 and I8).

The order of reads is the point. Head first: what is committed after that has a higher number and waits for
the next page. Then access: a change of it above the head is announced with the page that reaches it.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.selectable import Join

from wijkdesk.core.commit import Commit, encode_unit
from wijkdesk.core.ids import Id
from wijkdesk.server import tables as t
from wijkdesk.server.access import readable
from wijkdesk.sync.codes import refusal
from wijkdesk.sync.digest import NOTHING, count
from wijkdesk.sync.protocol import (
    PAGE_BYTES,
    Backfill,
    BackfillReply,
    Digest,
    DigestReply,
    Granted,
    Pull,
    PullReply,
    SpaceDigest,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.engine import Connection
    from sqlalchemy.sql.compiler import SQLCompiler

    from wijkdesk.server.people import Caller

_FIRST: Final = 8  # rows looked through first, for each row that fits in a page
_LONGER: Final = 16
_ROW: Final = t.log.alias("numbered")
_SEQ: Final = _ROW.c.seq
_AROUND: Final = 100  # bytes of a commit beside header and body, and a little of its unit
Numbers = sa.Select[tuple[int]]  # of a select that may be asked for other columns of the numbered row too


class InOrder(Join):
    """A join that walks its left side and looks up its right one, also where SQLite would guess otherwise."""

    inherit_cache = True


@compiles(InOrder, "sqlite")
def _in_order(join: InOrder, compiler: SQLCompiler, **kwargs: Any) -> str:  # noqa: ANN401 - as the compiler passes on
    left, right = (compiler.process(side, **kwargs) for side in (join.left, join.right))
    kwargs.pop("asfrom", None)
    condition = sa.true() if join.onclause is None else join.onclause
    return f"{left} CROSS JOIN {right} ON {compiler.process(condition, **kwargs)}"


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


def _stretches(since: int, head: int, limit: int) -> Iterator[int]:
    """Ends of ever longer stretches of the log after `since`; the last is the head."""
    length = _FIRST * limit
    while since + length < head:
        yield since + length
        length *= _LONGER
    yield head


class Reader:
    """Reads for one caller over a connection where every statement stands alone."""

    def __init__(self, connection: Connection, caller: Caller) -> None:
        self.connection = connection
        self.organisation = caller.organisation
        self.readable = readable(caller.organisation, caller.user, caller.now)

    def pull(self, ask: Pull) -> PullReply:
        """What came after `ask.since`, as far as the user may read it."""
        epoch, head = self.head()
        end = self.first_end(ask.since, head, ask.limit)
        upto = max(ask.since, head if end is None else end)
        return PullReply(
            epoch=epoch,
            next=upto,
            more=end is not None,
            units=self.units(self.seen(ask.since, upto), upto),
            granted=self.granted(ask.since, upto),
        )

    def first_end(self, since: int, head: int, limit: int) -> int | None:
        """Where a page after `since` ends; None = it reaches the head.

        Looks in a short stretch of the log first: someone who reads much fills a page from it, and looking
        through all that is left for each page would cost the square of it.
        """
        for last in _stretches(since, head, limit):
            seen = self.seen(since, last)
            if last == head or self.connection.scalar(seen.order_by(_SEQ).offset(limit).limit(1)):
                return self.page_end(seen, limit)
        return None

    def backfill(self, ask: Backfill) -> BackfillReply:
        """The past of one space; `Refused` when the user may not read it."""
        epoch, head = self.head()
        mine = sa.select(self.readable.c.mark).where(self.readable.c.space == ask.space)
        if self.connection.scalar(mine) is None:
            raise refusal("no_access")
        last = min(ask.upto, head)
        seen = sa.select(_SEQ).where(_ROW.c.space == ask.space, *self._between(ask.after, last))
        end = self.page_end(seen, ask.limit)
        upto = max(ask.after, last if end is None else end)
        return BackfillReply(epoch=epoch, next=upto, more=end is not None, units=self.units(seen, upto))

    def digest(self, ask: Digest) -> DigestReply:
        """What each space holds up to a seq, counted from the rows themselves: a lost one must show."""
        epoch, head = self.head()
        last, mine = min(ask.upto, head), self.readable
        spaces = [
            Id(space) for space in self.connection.scalars(sa.select(mine.c.space).where(mine.c.mark <= last))
        ]
        held = sa.and_(_ROW.c.space == mine.c.space, *self._between(0, last))
        rows = sa.select(_ROW.c.space, _ROW.c.id).select_from(InOrder(mine, _ROW, held))
        found = count((Id(space), commit) for space, commit in self.connection.execute(rows))
        counts = (SpaceDigest(space, *found.get(space, NOTHING)) for space in spaces)
        return DigestReply(epoch=epoch, spaces=tuple(counts))

    def head(self) -> tuple[int, int]:
        """Epoch and head of the organisation."""
        table = t.organisation.c
        ask = sa.select(table.epoch, table.head).where(table.organisation == self.organisation)
        row = self.connection.execute(ask).one()
        return row.epoch, row.head

    def seen(self, since: int, last: int) -> Numbers:
        """The numbers of what a pull hands out: in a readable space and above its mark.

        Space by space through the index (organisation, space, seq), which holds all that is asked: a member of few
        spaces costs what he may read, not what there is.
        """
        mine = self.readable
        held = sa.and_(_ROW.c.space == mine.c.space, *self._between(since, last))
        return sa.select(_SEQ).select_from(InOrder(mine, _ROW, held)).where(mine.c.mark < _SEQ)

    def page_end(self, seen: Numbers, limit: int) -> int | None:
        """Where the page ends; None = nothing is left after it."""
        first = seen.with_only_columns(_ROW.c.unit, _ROW.c.size).order_by(_SEQ).limit(limit + 1)
        return cut_page([(row[0], row[1] + _AROUND) for row in self.connection.execute(first)], limit)

    def units(self, seen: Numbers, upto: int) -> tuple[bytes, ...]:
        """The units up to a seq, each with those of its commits that are among the seen."""
        table = t.log.c
        wanted = seen.where(upto >= _SEQ).subquery("wanted")
        found = sa.and_(table.organisation == self.organisation, table.seq == wanted.c.seq)
        ask = sa.select(
            table.seq, table.unit, table.header, table.body, table.signature, table.redacted
        ).select_from(InOrder(wanted, t.log, found))
        rows = self.connection.execute(ask).all()
        rows = sorted(rows, key=itemgetter(0))  # here, for SQLite would copy each body to sort
        return tuple(
            encode_unit([Commit(*row[2:]) for row in group]) for _unit, group in groupby(rows, itemgetter(1))
        )

    def granted(self, since: int, upto: int) -> tuple[Granted, ...]:
        """Spaces that became readable in this stretch of the log."""
        mark = self.readable.c.mark
        rows = self.connection.execute(sa.select(self.readable).where(mark > since, mark <= upto))
        return tuple(Granted(Id(row.space), row.mark) for row in rows)

    def _between(self, after: int, last: int) -> list[sa.ColumnElement[bool]]:
        return [_ROW.c.organisation == self.organisation, after < _SEQ, last >= _SEQ]

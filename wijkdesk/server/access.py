"""Which spaces a user may read, as SQL. The server knows assignments and nothing else (architecture.md §3).

Each readable space has a mark: what it held up to that seq comes by backfill, what came later by pull. The
organisation space has mark 0. A space held in two ways has the lower mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from wijkdesk.core.roles import MAY_BREAK_GLASS
from wijkdesk.server import tables as t

if TYPE_CHECKING:
    from wijkdesk.core.ids import Id


def readable(organisation: Id, user: Id, now: int) -> sa.Subquery:
    """Rows (space, mark) of what a member may read at `now` (ms)."""
    ways = sa.union_all(
        _everyones(organisation),
        _own(organisation, user),
        _of_teams(organisation, user),
        _granted(organisation, user, now),
        _standing_in(organisation, user, now),
    )
    every = ways.subquery("ways")
    marks = sa.select(every.c.space, sa.func.min(every.c.mark).label("mark")).group_by(every.c.space)
    return marks.subquery("readable")


def _everyones(organisation: Id) -> sa.Select[tuple[bytes, int]]:
    table = t.organisation.c
    return sa.select(table.space, sa.literal(0).label("mark")).where(table.organisation == organisation)


def _own(organisation: Id, user: Id) -> sa.Select[tuple[bytes, int]]:
    table = t.assign.c
    return sa.select(table.space, table.seq.label("mark")).where(
        table.organisation == organisation,
        table.kind == "user",
        table.holder == user,
        table.state == "in",
    )


def _granted(organisation: Id, user: Id, now: int) -> sa.Select[tuple[bytes, int]]:
    """Through a broken glass, while the grant runs."""
    table = t.granted.c
    return sa.select(table.space, table.seq.label("mark")).where(
        table.organisation == organisation, table.user == user, table.until > now
    )


def _standing_in(organisation: Id, user: Id, now: int) -> sa.Select[tuple[bytes, int]]:
    """In the place of who holds it, while that runs and the role still allows it."""
    table, member = t.standing_in.c, t.member.c
    allowed = sa.exists().where(
        member.organisation == organisation,
        member.user == user,
        member.state == "in",
        member.role.in_(sorted(MAY_BREAK_GLASS)),
    )
    return sa.select(table.space, table.seq.label("mark")).where(
        table.organisation == organisation, table.user == user, table.until > now, allowed
    )


def _of_teams(organisation: Id, user: Id) -> sa.Select[tuple[bytes, int]]:
    """Through a team: from when both the team held the space and the user was in the team."""
    assign, member = t.assign.c, t.member.c
    later = sa.case((assign.seq > member.seq, assign.seq), else_=member.seq)
    return sa.select(assign.space, later.label("mark")).where(
        assign.organisation == organisation,
        assign.kind == "team",
        assign.state == "in",
        member.organisation == organisation,
        member.user == user,
        member.team == assign.holder,
        member.state == "in",
    )

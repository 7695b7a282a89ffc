"""One summary line a household, for lists of 100,000: derived, filled when a list is read, sorted by index.

Lines are made anew for the spaces that got commits since the last look (the log's own numbers tell), so writing
costs nothing. Call `forget` after an erasure: what was erased must leave the lines at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wijkdesk.core.ids import Id
from wijkdesk.core.text import fold
from wijkdesk.storage.keyring import get_secret, put_secret

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from wijkdesk.storage.store import Store

_MARK = "household_line/2"
_KNOWN = "SELECT 1 FROM sqlite_master WHERE name = 'household_line'"
_LAST = "~"  # sorts after every date: no appointment, no promise
QUIET = f"last <> '' AND last < ? AND next = '{_LAST}' AND practice = 0"  # as Line.quiet; value: a moment
_MOST = 500  # spaces in one IN list; more at once = all of them
_TABLE = (
    "DROP TABLE IF EXISTS household_line",
    """CREATE TABLE household_line (
        id BLOB PRIMARY KEY, space BLOB NOT NULL, name TEXT, sorting TEXT NOT NULL, people INTEGER NOT NULL,
        street TEXT NOT NULL, last TEXT NOT NULL, last_kind TEXT, next TEXT NOT NULL, needs TEXT NOT NULL,
        calm INTEGER NOT NULL, promise TEXT NOT NULL, responsible BLOB, practice INTEGER NOT NULL)""",
    "CREATE INDEX household_line_space ON household_line (space)",
    *(
        f"CREATE INDEX household_line_{name} ON household_line ({columns}, id, responsible)"
        for name, columns in (
            ("name", "sorting"),
            ("street", "street, sorting"),
            ("last", "last, sorting"),
            ("next", "next, sorting"),
            ("care", "calm, promise, sorting"),
        )
    ),
)
ORDERS = {
    "name": ("sorting",),
    "street": ("street", "sorting"),
    "last": ("last", "sorting"),
    "next": ("next", "sorting"),
    "care": ("calm", "promise", "sorting"),
}


@dataclass(frozen=True)
class Cut:
    """From when an appointment is still to come (a UTC moment), and which day it is (ISO)."""

    moment: str
    day: str


@dataclass(frozen=True)
class Line:
    """What is known of a household for a list; texts are as stored, empty when there is none."""

    id: Id
    space: Id
    name: str
    people: int
    street: str
    last: str
    last_kind: str
    next: str
    needs: tuple[str, ...]
    promise: str
    practice: bool

    def quiet(self, before: str) -> bool:
        """Whether the last contact was before a moment and nothing is planned; as QUIET says it."""
        return "" < self.last < before and not self.next and not self.practice


def refresh(store: Store, cut: Cut) -> bool:
    """Bring the lines up to date; gives whether anything was done."""
    with store.database.read() as connection:
        stale, top = _stale(connection, cut)
    if stale == []:
        return False
    with store.writing() as connection:
        if stale is None:
            for statement in _TABLE:
                connection.exec_driver_sql(statement)
            _write(connection, cut, None)
        else:
            for start in range(0, len(stale), _MOST):
                _write(connection, cut, stale[start : start + _MOST])
        put_secret(connection, _MARK, str(top).encode())
    return True


def forget(connection: Connection, space: Id) -> None:
    """Throw away the lines of a space; the next look makes them anew. For an erasure."""
    if connection.exec_driver_sql(_KNOWN).scalar() is not None:
        connection.exec_driver_sql("DELETE FROM household_line WHERE space = ?", (space,))


def forget_all(connection: Connection) -> None:
    """All lines are made anew at the next look: commits have left the log, and their numbers may come again."""
    put_secret(connection, _MARK, b"-1")


def _stale(connection: Connection, cut: Cut) -> tuple[list[Id] | None, int]:
    """The spaces to look at again (None = all), and the number of the log's last commit."""
    top = int(connection.exec_driver_sql("SELECT coalesce(max(no), 0) FROM log").scalar_one())
    mark = int(get_secret(connection, _MARK) or b"-1")
    if mark < 0 or mark > top or connection.exec_driver_sql(_KNOWN).scalar() is None:
        return None, top
    if _keys_came(connection, mark):
        return None, top
    queries = (  # two statements: as one UNION the whole index is walked
        ("SELECT DISTINCT space FROM log WHERE no > ?", mark),
        ("SELECT space FROM household_line WHERE next < ?", cut.moment),
    )
    spaces = list({Id(row[0]) for sql, value in queries for row in connection.exec_driver_sql(sql, (value,))})
    return (spaces if len(spaces) <= 20 * _MOST else None), top


def _keys_came(connection: Connection, mark: int) -> bool:
    """Whether a team key came in: then commits of other spaces, which waited, may have been opened."""
    sql = (
        "SELECT 1 FROM log JOIN kind_space AS space ON space.space = log.space"
        " WHERE log.no > ? AND log.op = 'KEYWRAP' AND space.kind = 'organisation' LIMIT 1"
    )
    return connection.exec_driver_sql(sql, (mark,)).scalar() is not None


def _write(connection: Connection, cut: Cut, spaces: list[Id] | None) -> None:
    if spaces is not None:
        marks = ",".join("?" * len(spaces))
        connection.exec_driver_sql(f"DELETE FROM household_line WHERE space IN ({marks})", tuple(spaces))
    rows = list(_made(connection, cut, spaces))
    if rows:
        marks = ",".join("?" * 14)
        connection.exec_driver_sql(f"INSERT OR REPLACE INTO household_line VALUES ({marks})", rows)


class _Reader:
    """Reads one aggregate at a time, for some spaces or for all."""

    def __init__(self, connection: Connection, spaces: list[Id] | None) -> None:
        self._connection = connection
        self._spaces = spaces

    def rows(self, what: str, table: str, where: str, values: tuple[Any, ...] = ()) -> Any:
        """The rows of a SELECT; `where` may end in GROUP BY."""
        within = ""
        more: tuple[Any, ...] = ()
        if self._spaces is not None:
            within = f"{table}.space IN ({','.join('?' * len(self._spaces))}) AND "
            more = tuple(self._spaces)
        sql = f"SELECT {what} FROM kind_{table} AS {table} WHERE {within}{table}.deleted = 0 AND {where}"
        return self._connection.exec_driver_sql(sql, more + values)

    def by_first(self, *query: Any) -> dict[bytes, Any]:
        """The rest of each row by its first column."""
        return {row[0]: row[1:] for row in self.rows(*query) if row[0] is not None}


def _made(connection: Connection, cut: Cut, spaces: list[Id] | None) -> Any:
    read = _Reader(connection, spaces)
    people = read.by_first(
        "household, count(*)",
        "membership",
        "(until IS NULL OR typeof(until) = 'blob' OR until > ?) AND NOT EXISTS (SELECT 1 FROM kind_person AS p"
        " WHERE p.id = membership.person AND p.space = membership.space AND p.deleted) GROUP BY household",
        (cut.day,),
    )
    streets = {  # by space too: a protected address stands in another space and never in a list
        (owner, space): street
        for owner, space, street in read.rows(
            "owner, space, street", "address", "until IS NULL ORDER BY changed"
        )
    }
    last = read.by_first(
        "household, max(started), kind", "contact_moment", "started IS NOT NULL GROUP BY household"
    )
    coming = read.by_first(
        "household, min(starts)",
        "appointment",
        "starts >= ? AND coalesce(state, 'planned') = 'planned' GROUP BY household",
        (cut.moment,),
    )
    needs = read.by_first("household, group_concat(need)", "urgent_need", "state = 'now' GROUP BY household")
    promises = read.by_first(
        "household, min(due)",
        "promise",
        "due IS NOT NULL AND coalesce(state, 'open') = 'open' GROUP BY household",
    )
    frames = read.by_first("space, responsible, practice", "dossier", "1")
    for row, space, name in read.rows("id, space, name", "household", "1"):
        when, kind = last.get(row, ("", ""))
        urgent = needs.get(row, ("",))[0] or ""
        responsible, practice = frames.get(space, (None, 0))
        yield (
            row, space, name, fold(name or ""), people.get(row, (0,))[0], streets.get((row, space)) or "",
            when, kind, coming.get(row, (_LAST,))[0], urgent, 0 if urgent else 1,
            promises.get(row, (_LAST,))[0], responsible, practice or 0,
        )  # fmt: skip


def ids(
    store: Store, order: str, descending: bool, where: str = "1", values: tuple[Any, ...] = ()
) -> list[bytes]:
    """The ids of all lines that fit, in order of a key of ORDERS."""
    way = "DESC" if descending else "ASC"
    columns = ", ".join(f"{column} {way}" for column in ORDERS[order])
    sql = f"SELECT id FROM household_line WHERE {where} ORDER BY {columns}, id {way}"
    with store.database.read() as connection:
        return list(connection.exec_driver_sql(sql, values).scalars())


def count(store: Store, where: str = "1", values: tuple[Any, ...] = ()) -> int:
    """How many lines fit."""
    return int(store.execute(f"SELECT count(*) FROM household_line WHERE {where}", values)[0][0])


def lines(store: Store, wanted: Sequence[bytes]) -> list[Line]:
    """The lines with those ids (at most a page), in any order."""
    if not wanted:
        return []
    marks = ",".join("?" * len(wanted))
    rows = store.execute(
        "SELECT id, space, name, people, street, last, last_kind, next, needs, promise, practice"
        f" FROM household_line WHERE id IN ({marks})",
        tuple(wanted),
    )
    return [_line(row) for row in rows]


def _line(row: tuple[Any, ...]) -> Line:
    id_, space, name, people, street, last, kind, coming, needs, promise, practice = row
    return Line(
        Id(id_), Id(space), name or "", people, street, last, kind or "", "" if coming == _LAST else coming,
        tuple(needs.split(",")) if needs else (), "" if promise == _LAST else promise, bool(practice),
    )  # fmt: skip


def unshared(store: Store, spaces: Sequence[bytes]) -> dict[Id, int]:
    """How many commits of each of these spaces the server has not acknowledged."""
    if not spaces:
        return {}
    marks = ",".join("?" * len(spaces))
    rows = store.execute(
        f"SELECT space, count(*) FROM log WHERE space IN ({marks}) AND no IN (SELECT no FROM outbox)"
        " GROUP BY space",
        tuple(spaces),
    )
    return {Id(space): int(number) for space, number in rows}

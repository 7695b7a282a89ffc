"""The log: append-only, the only truth. Reading it back, its chains, and its outbox."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.commit import NO_PREV, Commit, Header, decode_header
from wijkdesk.core.ids import Id

if TYPE_CHECKING:
    from sqlalchemy import Connection

APPLIED = "applied"
APART = "apart"  # it was taken into the log and turned out not to count
WAITING = "waiting"  # no key, or a newer schema: kept, passed on, applied later

_COLUMNS = "no, state, header, body, signature, redacted, stub"


@dataclass(frozen=True)
class Entry:
    """One commit in the log; `no` counts on this laptop, `stub` is what a redacted commit still tells."""

    no: int
    state: str
    commit: Commit
    header: Header
    stub: bytes | None


def append(
    connection: Connection,
    commit: Commit,
    header: Header,
    state: str,
    op: str | None,
    unit: bytes | None = None,
) -> int:
    """Write a commit at the end; gives its number. `unit` = the id that the commits of one use case share."""
    sql = (
        "INSERT INTO log (id, unit, organisation, space, device, hlc, op, state, header, body, signature, hash,"
        " prev, redacted) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
    )
    values = (
        header.id, unit or header.id, header.organisation, header.space, header.device, header.hlc, op, state,
        commit.header, commit.body, commit.signature, commit.hash, header.prev, commit.redacted,
    )  # fmt: skip
    return int(connection.exec_driver_sql(sql, values).lastrowid)


def known_hash(connection: Connection, commit_id: bytes) -> bytes | None:
    """The hash of the commit with that id, or None when it is not in the log."""
    return connection.exec_driver_sql("SELECT hash FROM log WHERE id = ?", (commit_id,)).scalar()


def last_hash(connection: Connection, space: bytes, device: bytes) -> bytes:
    """The hash to name as `prev` in the next commit of a device in a space."""
    found = connection.exec_driver_sql(
        "SELECT hash FROM log WHERE space = ? AND device = ? ORDER BY hlc DESC LIMIT 1", (space, device)
    ).scalar()
    return found if found is not None else NO_PREV


def organisation_of(connection: Connection, space: bytes) -> Id | None:
    """The organisation a space belongs to; None when nothing of it is here."""
    found = connection.exec_driver_sql(
        "SELECT organisation FROM log WHERE space = ? LIMIT 1", (space,)
    ).scalar()
    return Id(found) if found is not None else None


def highest_hlc(connection: Connection) -> int:
    """The highest stamp ever seen, so that the clock goes on after it."""
    return int(connection.exec_driver_sql("SELECT coalesce(max(hlc), 0) FROM log").scalar_one())


def entry(connection: Connection, commit_id: bytes) -> Entry | None:
    """The commit with that id."""
    return next(_entries(connection, "WHERE id = ?", (commit_id,)), None)


def entries(connection: Connection, *, after: int = 0, state: str = APPLIED) -> Iterator[Entry]:
    """The commits after a number, in the order they came."""
    yield from _entries(connection, "WHERE no > ? AND state = ? ORDER BY no", (after, state))


def in_space(connection: Connection, space: bytes) -> Iterator[Entry]:
    """The commits of a space that count, in the order they came."""
    yield from _entries(connection, "WHERE space = ? AND state = ? ORDER BY no", (space, APPLIED))


def of_device(connection: Connection, space: bytes, device: bytes) -> list[Entry]:
    """The commits of one device in a space that count."""
    where = "WHERE space = ? AND device = ? AND state = ? ORDER BY no"
    return list(_entries(connection, where, (space, device, APPLIED)))


def of_row(connection: Connection, commits: Sequence[bytes]) -> list[Entry]:
    """The commits a row was made of (its state names them), in the order of the clock."""
    found = [entry for commit in commits for entry in _entries(connection, "WHERE id = ?", (commit,))]
    return sorted(found, key=lambda entry: (entry.header.hlc, entry.header.device))


def controls(connection: Connection, *ops: str) -> Iterator[Entry]:
    """The control commits of some operations, in the order they came."""
    marks = ",".join("?" * len(ops))
    yield from _entries(connection, f"WHERE op IN ({marks}) ORDER BY no", ops)


def gaps(connection: Connection) -> list[tuple[Id, Id, int]]:
    """Devices of which a predecessor is missing: (space, device, how many). Two after one is a copy, not a gap."""
    found = connection.exec_driver_sql(
        "SELECT space, device, count(*) FROM (SELECT space, device, prev,"
        " lag(hash) OVER (PARTITION BY space, device ORDER BY hlc) AS before FROM log) AS later"
        " WHERE prev <> coalesce(before, ?) AND prev <> ? AND NOT EXISTS"
        " (SELECT 1 FROM log WHERE space = later.space AND device = later.device AND hash = later.prev)"
        " GROUP BY space, device",
        (NO_PREV, NO_PREV),
    )
    return [(Id(space), Id(device), int(count)) for space, device, count in found]


def forked(connection: Connection, space: bytes, device: bytes) -> bool:
    """Whether two commits of a device in a space follow the same one."""
    sql = "SELECT count(*) > count(DISTINCT prev) FROM log WHERE space = ? AND device = ?"
    return bool(connection.exec_driver_sql(sql, (space, device)).scalar())


def set_state(connection: Connection, no: int, state: str) -> None:
    """Move a commit between applied and waiting."""
    connection.exec_driver_sql("UPDATE log SET state = ? WHERE no = ?", (state, no))


def set_stub(connection: Connection, no: int, stub: bytes) -> None:
    """Keep what a redacted commit once wrote, without the values."""
    connection.exec_driver_sql("UPDATE log SET stub = ? WHERE no = ?", (stub, no))


def to_outbox(connection: Connection, no: int, unit: bytes, organisation: bytes) -> None:
    """Mark a commit as not yet acknowledged by the server."""
    connection.exec_driver_sql("INSERT INTO outbox VALUES (?,?,?)", (no, unit, organisation))


def _entries(connection: Connection, where: str, values: tuple[object, ...]) -> Iterator[Entry]:
    sql = f"SELECT {_COLUMNS} FROM log {where}"
    result = connection.exec_driver_sql(sql, values)
    while chunk := result.fetchmany(500):
        for no, state, header, body, signature, redacted, stub in chunk:
            commit = Commit(header, body, signature, redacted)
            yield Entry(int(no), str(state), commit, decode_header(header), stub)

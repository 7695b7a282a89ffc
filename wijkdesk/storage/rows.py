"""Row states in the database, with a bounded cache: the one place where patches meet heads."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from wijkdesk.core.ids import Id
from wijkdesk.sync.merge import RowState, decode_state, encode_state

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.core.commit import Header, Patch

Key = tuple[Id, Id]


class _Entry:
    __slots__ = ("dirty", "kind", "no", "state")

    def __init__(self, no: int, kind: str, state: RowState) -> None:
        self.no = no
        self.kind = kind
        self.state = state
        self.dirty = False


class Rows:
    """States by (row, space) within one transaction. `flush` writes what changed and returns it."""

    def __init__(self, connection: Connection, limit: int = 4_000) -> None:
        self._connection = connection
        self._limit = limit
        self._cache: OrderedDict[Key, _Entry] = OrderedDict()
        self._touched: list[tuple[Id, int]] = []
        self._next = _first_free(connection)

    def state(self, row: Id, space: Id) -> RowState:
        """The state of a row; an empty one when it is not there yet."""
        entry = self._find((row, space))
        return entry.state if entry else RowState()

    def apply(self, no: int, header: Header, patch: Patch) -> None:
        """Take in one patch of the commit with number `no` in the log."""
        key = (Id(patch.row), Id(header.space))
        entry = self._find(key)
        if entry is None:
            entry = _Entry(self._next, patch.table, RowState())
            self._next += 1
            self._cache[key] = entry
        entry.state.apply(
            header.id, header.hlc, header.device, patch.fields, lambda base: self._arrived(key[0], base)
        )
        entry.dirty = True
        self._touched.append((key[0], no))

    def put(self, row: Id, space: Id, state: RowState) -> None:
        """Replace the state of a known row (erasure does)."""
        entry = self._find((row, space))
        if entry is not None:
            entry.state = state
            entry.dirty = True

    def flush(self) -> Iterator[tuple[int, str, Key, RowState]]:
        """Write what changed; gives (number, kind, key, state) of each written row."""
        written = [(key, entry) for key, entry in self._cache.items() if entry.dirty]
        self._write(written)
        for key, entry in written:
            yield entry.no, entry.kind, key, entry.state

    def trim(self) -> None:
        """Keep the cache within its limit; call between commits of a long run."""
        surplus = len(self._cache) - self._limit
        if surplus <= 0:
            return
        oldest = [self._cache.popitem(last=False) for _ in range(max(surplus, self._limit // 4))]
        self._write([(key, entry) for key, entry in oldest if entry.dirty])

    def _write(self, entries: list[tuple[Key, _Entry]]) -> None:
        driver = self._connection.exec_driver_sql
        if entries:
            rows = [
                (entry.no, key[0], key[1], entry.kind, encode_state(entry.state)) for key, entry in entries
            ]
            driver("INSERT OR REPLACE INTO row VALUES (?,?,?,?,?)", rows)
        if self._touched:
            driver("INSERT OR IGNORE INTO touched VALUES (?,?)", self._touched)
            self._touched = []
        for _key, entry in entries:
            entry.dirty = False

    def _find(self, key: Key) -> _Entry | None:
        entry = self._cache.get(key)
        if entry is not None:
            self._cache.move_to_end(key)
            return entry
        found = self._connection.exec_driver_sql(
            "SELECT no, kind, state FROM row WHERE row = ? AND space = ?", key
        ).one_or_none()
        if found is None:
            return None
        entry = _Entry(int(found[0]), str(found[1]), decode_state(found[2]))
        self._cache[key] = entry
        return entry

    def _arrived(self, row: Id, commit: bytes) -> bool:
        self._write([])
        sql = "SELECT 1 FROM touched JOIN log ON log.no = touched.no WHERE touched.row = ? AND log.id = ?"
        return self._connection.exec_driver_sql(sql, (row, commit)).one_or_none() is not None


def _first_free(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT coalesce(max(no), 0) + 1 FROM row").scalar_one())

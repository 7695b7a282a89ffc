"""Row states in the database, behind a bounded cache: the one place where patches meet heads."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wijkdesk.core.ids import Id
from wijkdesk.sync.merge import RowState, decode_state, encode_state

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.core.commit import Header, Patch

Key = tuple[Id, Id]

_OPEN = 4_000  # states kept decoded
_HELD = 90_000_000  # bytes of states kept in memory, decoded or not
_OVERHEAD = 420  # what Python adds to one state: key, entry, number, place in the dict
_PRIMED = 500  # rows asked for by one statement
_AT_ONCE = 2_000  # rows written by one statement


class _Entry:
    """One row: its number and kind, and its state either decoded or as bytes."""

    __slots__ = ("dirty", "kind", "no", "raw", "size", "state")

    def __init__(self, no: int, kind: str, state: RowState | None, raw: bytes = b"") -> None:
        self.no = no
        self.kind = kind
        self.state = state
        self.raw = raw
        self.dirty = False
        self.size = 0  # bytes counted for it so far

    def open(self) -> RowState:
        if self.state is None:
            self.state = decode_state(self.raw)
            self.raw = b""
        return self.state

    def shut(self) -> bytes:
        if self.state is not None:
            self.raw = encode_state(self.state)
            self.state = None
        return self.raw


class Rows:
    """States by (row, space) within one transaction.

    A long run (rebuild) keeps tens of megabytes of states as bytes and writes them in the order of their
    numbers: random writes into an encrypted file cost ten times what merging does.
    """

    def __init__(self, connection: Connection, *, empty: bool = False) -> None:
        self._connection = connection
        self._entries: dict[Key, _Entry] = {}
        self._open: OrderedDict[Key, None] = OrderedDict()
        self._absent: set[Key] = set()  # looked up, not there
        self._held = 0
        self._spaces: dict[bytes, Id] = {}  # one object a space, not one a row
        self._next = 1 if empty else 0  # the first free number; 0 = not asked yet
        self.erased = False
        self._empty = empty  # nothing stored yet: no use asking for a row

    def state(self, row: Id, space: Id) -> RowState:
        """The state of a row; an empty one when it is not there yet."""
        entry = self._find((row, space))
        return entry.open() if entry else RowState()

    def apply(self, header: Header, patch: Patch) -> None:
        """Take in one patch of a commit."""
        key = (Id(patch.row), self._spaces.setdefault(header.space, Id(header.space)))
        entry = self._find(key)
        if entry is None:
            self._next = self._next or _first_free(self._connection)
            entry = self._entries[key] = _Entry(self._next, patch.table, RowState())
            self._open[key] = None
            self._next += 1
        entry.open().apply(header.id, header.hlc, header.device, patch.fields)
        entry.dirty = True

    def put(self, row: Id, space: Id, state: RowState) -> None:
        """Replace the state of a known row (erasure does, and what it took must leave the search index too)."""
        entry = self._find((row, space))
        self.erased = True
        if entry is not None:
            entry.state, entry.raw = state, b""
            entry.dirty = True

    def drop(self, space: Id) -> None:
        """Forget what was to be written in a space that is erased."""
        for key in [key for key in self._entries if key[1] == space]:
            del self._entries[key]
            self._open.pop(key, None)
        self.erased = True

    def prime(self, space: Id, rows: Sequence[Id]) -> None:
        """Look up many rows of a space at once, before they are asked for one by one."""
        asked = [row for row in rows if (row, space) not in self._entries] if not self._empty else []
        for start in range(0, len(asked) if len(asked) > 1 else 0, _PRIMED):
            some = asked[start : start + _PRIMED]
            found = self._connection.exec_driver_sql(
                f"SELECT row, no, kind, state FROM row WHERE space = ? AND row IN ({','.join('?' * len(some))})",
                (space, *some),
            )
            for row, no, kind, state in found:
                self._entries[Id(row), space] = _Entry(int(no), str(kind), None, state)
            self._absent.update((row, space) for row in some if (row, space) not in self._entries)

    def flush(self) -> list[tuple[int, str, Key, RowState]]:
        """Write what changed; gives (number, kind, key, state) of each written row."""
        changed = [(key, entry) for key, entry in self._entries.items() if entry.dirty]
        states = [(entry.no, entry.kind, key, entry.open()) for key, entry in changed]
        self._write(changed)
        return states

    def trim(self) -> None:
        """Keep within the bounds; call between the commits of a long run."""
        while len(self._open) > _OPEN:
            key, _nothing = self._open.popitem(last=False)
            entry = self._entries[key]
            size = len(entry.shut()) + _OVERHEAD
            self._held += size - entry.size
            entry.size = size
        if self._held > _HELD:
            self.write_all()

    def write_all(self) -> None:
        """Write what changed and forget it, without telling what it was."""
        self._write([(key, entry) for key, entry in self._entries.items() if entry.dirty])
        self._entries.clear()
        self._absent.clear()
        self._open.clear()
        self._held = 0

    def _write(self, changed: list[tuple[Key, _Entry]]) -> None:
        if not changed:
            return
        changed.sort(key=lambda item: item[1].no)
        sql = "INSERT INTO row VALUES (?,?,?,?,?) ON CONFLICT (no) DO UPDATE SET state = excluded.state"
        for start in range(0, len(changed), _AT_ONCE):
            some = changed[start : start + _AT_ONCE]
            rows = [(entry.no, key[0], key[1], entry.kind, entry.shut()) for key, entry in some]
            self._connection.exec_driver_sql(sql, rows)
        self._empty = False
        for _key, entry in changed:
            entry.dirty = False

    def _find(self, key: Key) -> _Entry | None:
        entry = self._entries.get(key)
        if entry is None and (self._empty or key in self._absent):
            return None
        if entry is None:
            found = self._connection.exec_driver_sql(
                "SELECT no, kind, state FROM row WHERE row = ? AND space = ?", key
            ).one_or_none()
            if found is None:
                return None
            entry = self._entries[key] = _Entry(int(found[0]), str(found[1]), None, found[2])
        self._open[key] = None
        self._open.move_to_end(key)
        return entry


def _first_free(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT coalesce(max(no), 0) + 1 FROM row").scalar_one())

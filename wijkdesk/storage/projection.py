"""From row states to what screens read: the table of the kind, the search index, the list of clashes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from wijkdesk.core.ids import Id
from wijkdesk.core.text import fold
from wijkdesk.models.base import SET_MARK, FieldType, Merge, Record
from wijkdesk.models.registry import KINDS, SCHEMA, declaration_hash
from wijkdesk.storage.keyring import get_secret, put_secret
from wijkdesk.storage.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from wijkdesk.sync.merge import RowState

Changed = tuple[
    int, str, tuple[Id, Id], "RowState"
]  # number, kind, (row, space), state: as Rows.flush gives it
_AT_ONCE = 500
_SEARCHED = {
    kind: tuple(spec.name for spec in cls.specs().values() if spec.searched) for kind, cls in KINDS.items()
}


def latest_wins(kind: str, name: str) -> bool:
    """Whether a field of a kind takes the latest value by itself; an unknown field asks."""
    cls = KINDS.get(kind)
    spec = cls.specs().get(name.split(SET_MARK, maxsplit=1)[0]) if cls else None
    return spec is not None and spec.merge is Merge.LATEST


def record_of(kind: str, row: Id, space: Id, state: RowState) -> Record | None:
    """The record that a state shows; None for a kind that this version does not know (it waits, untouched)."""
    cls = KINDS.get(kind)
    return cls.from_values(row, space, state.shown(), deleted=state.deleted) if cls else None


def searched_text(record: Record) -> str:
    """The folded text under which a record is found; empty when in the bin."""
    if record.deleted:
        return ""
    values = (getattr(record, name) for name in _SEARCHED[record.KIND])
    return fold(" ".join(value for value in values if isinstance(value, str)))


def project(connection: Connection, changed: Iterable[Changed], *, fresh: bool = False) -> None:
    """Write what rows show now: their tables, the search index, the list of clashes; many at once cost far less each.

    `fresh` = nothing of them was written before (a rebuild).
    """
    tables: dict[str, list[tuple[Any, ...]]] = {}
    texts: list[tuple[int, str, str, Id, Id]] = []
    clashes: list[tuple[Id, Id, str, str]] = []
    shown: list[tuple[Id, Id]] = []
    for no, kind, (row, space), state in changed:
        if not state.fields:
            _take_away(connection, no, kind, row, space)
            continue
        record = record_of(kind, row, space, state)
        if record is None:
            continue
        found = state.conflicts(partial(latest_wins, kind))
        tables.setdefault(kind, []).append(TABLES[kind].row(record, len(found), state.latest_hlc()))
        shown.append((row, space))
        clashes += [(row, space, kind, name) for name in found]
        if _SEARCHED[kind]:
            texts.append((no, searched_text(record), kind, row, space))
    for kind, rows in tables.items():
        connection.exec_driver_sql(TABLES[kind].insert, rows)
    _index(connection, texts, {} if fresh else _indexed(connection, [text[0] for text in texts]))
    if shown and not fresh:
        connection.exec_driver_sql("DELETE FROM clash WHERE row = ? AND space = ?", shown)
    if clashes:
        connection.exec_driver_sql("INSERT INTO clash VALUES (?,?,?,?)", clashes)


def _take_away(connection: Connection, no: int, kind: str, row: Id, space: Id) -> None:
    """Nothing that was written of a row counts any more: it is not there."""
    connection.exec_driver_sql("DELETE FROM row WHERE no = ?", (no,))
    connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", (no,))
    connection.exec_driver_sql("DELETE FROM clash WHERE row = ? AND space = ?", (row, space))
    if kind in TABLES:
        name = TABLES[kind].name
        connection.exec_driver_sql(f"DELETE FROM {name} WHERE id = ? AND space = ?", (row, space))


def _indexed(connection: Connection, numbers: list[int]) -> dict[int, str]:
    """What the index holds of these rows."""
    found: dict[int, str] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        some = tuple(numbers[start : start + _AT_ONCE])
        marks = ",".join("?" * len(some))
        rows = connection.exec_driver_sql(f"SELECT rowid, text FROM search WHERE rowid IN ({marks})", some)
        found.update((int(no), str(text)) for no, text in rows)
    return found


def _index(connection: Connection, texts: list[tuple[int, str, str, Id, Id]], old: dict[int, str]) -> None:
    """Put texts in the place of what the index held; an empty one is not found."""
    gone = [(no,) for no, text, *_rest in texts if no in old and old[no] != text]
    come = [line for line in texts if line[1] and old.get(line[0]) != line[1]]
    if gone:
        connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", gone)
    if come:
        connection.exec_driver_sql(
            "INSERT INTO search (rowid, text, kind, row, space) VALUES (?,?,?,?,?)", come
        )


def purge_index(connection: Connection) -> None:
    """Take what is no longer found out of the index itself: deleted words linger there until segments merge.

    Done at an erasure; on every edit it would cost ten times the edit (docs/decisions/0004-search-index.md).
    """
    connection.exec_driver_sql("INSERT INTO search (search) VALUES ('optimize')")


_SCHEMA = "schema"


def schema_raised(connection: Connection) -> bool:
    """Whether the states of rows were made by an older schema: only the log, upcast, tells what they are now."""
    return int(get_secret(connection, _SCHEMA) or b"1") < SCHEMA


def note_schema(connection: Connection) -> None:
    """The states of rows are of the present schema."""
    put_secret(connection, _SCHEMA, str(SCHEMA).encode())


def changed_kinds(connection: Connection) -> list[str]:
    """The kinds whose declaration is not the one their table was made from; all when the schema was raised."""
    if schema_raised(connection):
        return list(KINDS)
    found = connection.exec_driver_sql("SELECT kind, hash FROM kind_hash")
    known = {str(kind): bytes(value) for kind, value in found}
    return [kind for kind, cls in KINDS.items() if known.get(kind) != declaration_hash(cls)]


def make_table(connection: Connection, kind: str) -> None:
    """An empty table for a kind as it is declared now, in place of an older one."""
    table = TABLES[kind]
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name}")
    for statement in table.create:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO kind_hash VALUES (?,?)", (kind, declaration_hash(KINDS[kind]))
    )


def forget(connection: Connection, kind: str) -> None:
    """Take the rows of a kind out of the search index and the list of clashes."""
    connection.exec_driver_sql(
        "DELETE FROM search WHERE rowid IN (SELECT no FROM row WHERE kind = ?)", (kind,)
    )
    connection.exec_driver_sql("DELETE FROM clash WHERE kind = ?", (kind,))


def is_set(kind: str, name: str) -> bool:
    """Whether a field of a kind is a set."""
    cls = KINDS.get(kind)
    spec = cls.specs().get(name) if cls else None
    return spec is not None and spec.type is FieldType.SET

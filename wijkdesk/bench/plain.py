"""The twin of a store as a plain SQLite file: same tables, same rows, same pragmas, no encryption."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wijkdesk.storage.store import Store

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "temp_store=MEMORY",
    "cache_size=-32000",
    "secure_delete=ON",  # as SQLCipher has it
)
_SHADOWS = ("config", "content", "data", "docsize", "idx")


def connect(path: Path) -> sqlite3.Connection:
    """A plain connection with the pragmas of the store."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def twin(store: Store, path: Path, tables: Sequence[str] = ()) -> sqlite3.Connection:
    """A plain copy of some tables of a store (all when none is named), with their indexes."""
    connection = connect(path)
    connection.execute("BEGIN")
    for name, sql in _tables(store, tables):
        connection.execute(sql)
        columns = _columns(store, name)
        names, marks = ", ".join(columns), ",".join("?" * len(columns))
        rows = store.execute(f"SELECT {names} FROM {name}")  # noqa: S608 - names come from the file itself
        connection.executemany(f"INSERT INTO {name} ({names}) VALUES ({marks})", rows)  # noqa: S608
    for sql in _indexes(store, tables):
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return connection


def _tables(store: Store, wanted: Sequence[str]) -> list[tuple[str, str]]:
    found = store.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL")
    shadows = {f"search_{part}" for part in _SHADOWS}
    return [
        (name, sql)
        for name, sql in found
        if name not in shadows and not name.startswith("sqlite_") and (not wanted or name in wanted)
    ]


def _indexes(store: Store, wanted: Sequence[str]) -> list[str]:
    found = store.execute("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    return [sql for name, sql in found if not wanted or name in wanted]


def _columns(store: Store, table: str) -> list[str]:
    found = [f'"{row[0]}"' for row in store.execute("SELECT name FROM pragma_table_info(?)", (table,))]
    return ["rowid", *found] if table == "search" else found

"""The store's own tables: the log, what is derived of it row by row, and what is local to this laptop.

Only `log` is the truth (docs/formats.md §5). `row`, `clash`, `search` and the tables of the kinds can
be rebuilt from it; `outbox`, `cursor`, `draft`, `secret`, `content_key`, `apart` and `undo_step` are local.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

VERSION = 1

LOCAL = (
    """CREATE TABLE log (
        no INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, unit BLOB NOT NULL,
        organisation BLOB NOT NULL, space BLOB NOT NULL,
        device BLOB NOT NULL, hlc INTEGER NOT NULL, op TEXT, state TEXT NOT NULL, header BLOB NOT NULL,
        body BLOB, signature BLOB NOT NULL, hash BLOB NOT NULL, prev BLOB NOT NULL, redacted BLOB, stub BLOB)""",
    "CREATE INDEX log_chain ON log (space, device, hlc)",
    "CREATE INDEX log_op ON log (op, no) WHERE op IS NOT NULL",
    "CREATE INDEX log_state ON log (state, space) WHERE state <> 'applied'",
    """CREATE TABLE outbox (
        no INTEGER PRIMARY KEY, unit BLOB NOT NULL, organisation BLOB NOT NULL)""",
    """CREATE TABLE cursor (
        organisation BLOB NOT NULL, space BLOB NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL,
        upto INTEGER NOT NULL, PRIMARY KEY (organisation, space)) WITHOUT ROWID""",
    """CREATE TABLE draft (
        space BLOB NOT NULL, kind TEXT NOT NULL, row BLOB NOT NULL, field TEXT NOT NULL, text TEXT NOT NULL,
        caret INTEGER NOT NULL, bases BLOB NOT NULL, place TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (row, field)) WITHOUT ROWID""",
    "CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    """CREATE TABLE content_key (
        id BLOB PRIMARY KEY, space BLOB NOT NULL, key BLOB NOT NULL, newest INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE apart (
        id BLOB PRIMARY KEY, organisation BLOB NOT NULL, code TEXT NOT NULL, text TEXT NOT NULL,
        raw BLOB NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE undo_step (
        no INTEGER PRIMARY KEY, unit BLOB NOT NULL, text TEXT NOT NULL, undone INTEGER NOT NULL)""",
    "CREATE TABLE kind_hash (kind TEXT PRIMARY KEY, hash BLOB NOT NULL) WITHOUT ROWID",
)

DERIVED = (
    """CREATE TABLE row (
        no INTEGER PRIMARY KEY, row BLOB NOT NULL, space BLOB NOT NULL, kind TEXT NOT NULL, state BLOB NOT NULL,
        UNIQUE (row, space))""",
    "CREATE INDEX row_kind ON row (kind, no)",
    """CREATE TABLE clash (
        row BLOB NOT NULL, space BLOB NOT NULL, kind TEXT NOT NULL, field TEXT NOT NULL,
        PRIMARY KEY (row, space, field)) WITHOUT ROWID""",
    """CREATE VIRTUAL TABLE search USING fts5 (
        text, kind UNINDEXED, row UNINDEXED, space UNINDEXED,
        tokenize = "unicode61 remove_diacritics 0", prefix = '2 3')""",
)

DERIVED_NAMES = ("row", "clash", "search")


def create(connection: Connection) -> None:
    """Make all tables of version 1 in an empty store."""
    for statement in LOCAL + DERIVED:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")


def version(connection: Connection) -> int:
    """The version of the store's own tables; 0 for an empty file."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())

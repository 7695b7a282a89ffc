"""Whole copies of a server's database. A backup is always a SQLite file with the same tables, whatever it was taken
from, and goes back into either kind: so it is also the way from SQLite to PostgreSQL."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from alembic.migration import MigrationContext

from wijkdesk.core.errors import EnvironmentFault
from wijkdesk.core.i18n import _
from wijkdesk.server import tables as t
from wijkdesk.server.database import Place, is_url, open_postgres, open_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlalchemy.engine import Connection

_CHUNK: Final = 1000


def copy_out(place: Place, target: Path) -> None:
    """Copy a database, also while it is served, into an empty file."""
    if is_url(place):
        _rows_out(str(place), target)
        return
    with closing(sqlite3.connect(place)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def _rows_out(url: str, target: Path) -> None:
    with (
        closing(open_sqlite(target)) as copy,
        closing(open_postgres(url, migrate=False)) as source,
        source.snapshot() as rows,
        copy.writing() as out,
    ):
        if _version(rows) != _version(out):
            raise EnvironmentFault(
                _("De database is van een andere versie van WijkDesk."),
                kept=_("Er is niets gekopieerd."),
                todo=_("Gebruik de versie die de server draait."),
            )
        copy_rows(rows, out)
    fold_wal(target)


def copy_in(source: Path, url: str) -> None:
    """Put the rows of a backup into a PostgreSQL database that holds no organisation yet; all or nothing.

    `source` must be of the newest form: whoever calls opens it first.
    """
    with (
        closing(open_sqlite(source)) as copy,
        closing(open_postgres(url)) as database,
        copy.reading() as rows,
        database.writing() as into,
    ):
        if into.scalar(sa.select(sa.func.count()).select_from(t.organisation)):
            raise EnvironmentFault(
                _("De database is niet leeg."),
                kept=_("Er is niets overschreven."),
                todo=_("Maak een nieuwe, lege database en noem die."),
            )
        copy_rows(rows, into)


def copy_rows(source: Connection, target: Connection) -> None:
    """All rows of all tables, in place of what the target has."""
    for table in t.metadata.sorted_tables:
        target.execute(table.delete())
        for some in _chunks(source, table):
            target.execute(table.insert(), some)


@contextmanager
def scratch(path: Path) -> Iterator[Path]:
    """A SQLite file to work in, made anew; what is still there afterwards goes, also when it went wrong."""
    remove(path)
    path.touch(mode=0o600)
    try:
        yield path
    finally:
        remove(path)


def remove(path: Path) -> None:
    """A SQLite file goes, with what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def fold_wal(path: Path) -> None:
    """Bring everything into the one SQLite file, so that it can be moved."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _chunks(source: Connection, table: sa.Table) -> Iterable[list[dict[str, Any]]]:
    with source.execution_options(yield_per=_CHUNK).execute(sa.select(table)) as rows:
        for some in rows.mappings().partitions():
            yield [dict(row) for row in some]


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()

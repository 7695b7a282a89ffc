"""Opening the server's SQLite file: WAL, full sync, migrated to the newest form.

PostgreSQL comes here as a second opener; all else speaks SQLAlchemy Core and does not know which one it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy import event

from wijkdesk.server import migrations

if TYPE_CHECKING:
    import sqlite3
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy.engine import Connection, Engine

_PRAGMAS: Final = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000", "trusted_schema=OFF")
_READS: Final = "wijkdesk_reads"


class Database:
    """Connections of two sorts: `writing()` is one immediate transaction, `reading()` is none.

    Each statement of `reading()` stands alone, as on PostgreSQL (READ COMMITTED): the order of reads must be
    right by thought, not by the luck of a snapshot.
    """

    def __init__(self, engine: Engine) -> None:
        self._writer = engine
        self._reader = engine.execution_options(**{_READS: True})

    def writing(self) -> AbstractContextManager[Connection]:
        """A context manager with a connection in a transaction that commits at the end."""
        return self._writer.begin()

    def reading(self) -> AbstractContextManager[Connection]:
        """A context manager with a connection without transaction."""
        return self._reader.connect()

    def close(self) -> None:
        """Close all connections."""
        self._writer.dispose()


def open_sqlite(path: Path) -> Database:
    """The database in that file, made or migrated when needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    engine = sa.create_engine(f"sqlite:///{path}", hide_parameters=True, pool_size=20, max_overflow=20)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    with engine.begin() as connection:
        upgrade(connection)
    return Database(engine)


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest form, in the transaction of `connection`."""
    config = Config()
    config.set_main_option("script_location", str(next(iter(migrations.__path__))))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _prepare(raw: sqlite3.Connection, _record: object) -> None:
    raw.isolation_level = None  # the driver starts no transactions by itself; `_begin` does
    for pragma in _PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    if not connection.get_execution_options().get(_READS):
        connection.exec_driver_sql("BEGIN IMMEDIATE")

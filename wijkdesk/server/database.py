"""Opening the server's database: a SQLite file by default, PostgreSQL by URL; migrated to the newest form.

All else speaks SQLAlchemy Core and does not know which one it has. On both, what is right is right by the order
of statements (READ COMMITTED) and by two locks: `alone` here, and the organisation's row (standing.py).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError

from wijkdesk.core.errors import EnvironmentFault
from wijkdesk.core.i18n import _
from wijkdesk.server import migrations
from wijkdesk.server import tables as t

if TYPE_CHECKING:
    import sqlite3
    from contextlib import AbstractContextManager

    from sqlalchemy.engine import Connection, Engine

Place = Path | str  # a SQLite file, or a PostgreSQL URL
_PRAGMAS: Final = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000", "trusted_schema=OFF")
_READS: Final = "wijkdesk_reads"
_POSTGRES: Final = "postgresql://"
_ALONE: Final = 0x57494A4B  # the number of our advisory lock in a PostgreSQL database
# An acknowledged push is on disk, whatever the cluster's default is; nothing may hold a lock for ever.
_SESSION: Final = (
    "SET statement_timeout = '60s'",
    "SET lock_timeout = '30s'",
    "SET idle_in_transaction_session_timeout = '60s'",
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
)


class Database:
    """Connections of three sorts: `writing()` is one transaction, `reading()` none, `snapshot()` one view of all.

    Each statement of `reading()` stands alone, and on PostgreSQL each of `writing()` sees what was committed before
    it: the order of statements must be right by thought, not by the luck of a snapshot. On SQLite only one
    `writing()` runs at a time.
    """

    def __init__(self, engine: Engine, file: Path | None = None) -> None:
        self._writer = engine
        self._file = file
        sqlite = file is not None
        self._reader = engine.execution_options(**({_READS: True} if sqlite else _isolated("AUTOCOMMIT")))
        self._viewer = engine.execution_options(**({} if sqlite else _isolated("REPEATABLE READ")))

    def writing(self) -> AbstractContextManager[Connection]:
        """A context manager with a connection in a transaction that commits at the end."""
        return self._writer.begin()

    def reading(self) -> AbstractContextManager[Connection]:
        """A context manager with a connection without transaction."""
        return self._reader.connect()

    def snapshot(self) -> AbstractContextManager[Connection]:
        """A context manager with a connection in which all statements see the same moment."""
        return self._viewer.begin()

    def answers(self) -> bool:
        """Whether the database can be asked something now, and has our tables."""
        if self._file is not None and not self._file.exists():
            return False  # SQLite would go on in a file that has no name any more
        try:
            with self.reading() as connection:
                connection.execute(sa.select(t.secret.c.name).limit(1)).first()
        except SQLAlchemyError:
            return False
        return True

    def close(self) -> None:
        """Close all connections."""
        self._writer.dispose()


def is_url(place: Place) -> bool:
    """Whether a place is a PostgreSQL URL, not a file."""
    return isinstance(place, str) and place.startswith(_POSTGRES)


def open_database(place: Place) -> Database:
    """The database at that place, made or migrated when needed; `EnvironmentFault` when it cannot be reached."""
    return open_postgres(str(place)) if is_url(place) else open_sqlite(Path(place))


def open_sqlite(path: Path) -> Database:
    """The database in that file, made or migrated when needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    engine = sa.create_engine(f"sqlite:///{path}", hide_parameters=True, pool_size=20, max_overflow=20)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    try:
        with engine.begin() as connection:
            upgrade(connection)
    except EnvironmentFault:
        engine.dispose()
        raise
    return Database(engine, path)


def open_postgres(url: str, *, migrate: bool = True) -> Database:
    """The PostgreSQL database at that URL (user, host and options as in libpq), migrated when needed."""
    try:
        engine = postgres_engine(url)
    except ArgumentError as error:
        raise _away() from error
    try:
        with engine.begin() as connection:
            if migrate:
                alone(connection)
                upgrade(connection)
    except OperationalError as error:
        raise _away() from error
    finally:
        engine.dispose()
    event.listen(engine, "connect", _fetch_bytes)  # after the migrations: Alembic reads the catalogue as text
    return Database(engine)


def postgres_engine(url: str) -> Engine:
    """Connections as the server wants them, with text and numbers fetched the common way."""
    engine = sa.create_engine(
        sa.make_url(url).set(drivername="postgresql+psycopg"),
        hide_parameters=True, isolation_level="READ COMMITTED",
        pool_size=10, max_overflow=10, pool_pre_ping=True,
        connect_args={"connect_timeout": 5, "application_name": "wijkdesk"},
    )  # fmt: skip
    event.listen(engine, "connect", _settle)
    return engine


def alone(connection: Connection) -> None:
    """Wait until no other transaction is `alone`, on any server process: for what is rare and has no row to lock.

    Ends with the transaction. On SQLite each writing transaction is alone already.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ALONE)))


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest form, in the transaction of `connection`."""
    config = Config()
    config.set_main_option("script_location", str(next(iter(migrations.__path__))))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:  # it knows no such form
        raise EnvironmentFault(
            _("De database is van een nieuwere versie van WijkDesk."),
            kept=_("Er is niets veranderd."),
            todo=_("Gebruik die versie, of zet een oudere reservekopie terug."),
        ) from error


def _away() -> EnvironmentFault:
    return EnvironmentFault(
        _("De database is niet bereikbaar."),
        kept=_("Er is niets veranderd."),
        todo=_("Controleer het adres, de gebruiker en of PostgreSQL draait."),
    )


def _isolated(level: str) -> dict[str, Any]:
    return {"isolation_level": level}


def _prepare(raw: sqlite3.Connection, _record: object) -> None:
    raw.isolation_level = None  # the driver starts no transactions by itself; `_begin` does
    for pragma in _PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    if not connection.get_execution_options().get(_READS):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _settle(raw: Any, _record: object) -> None:  # noqa: ANN401 - a connection of the driver
    with raw.cursor() as cursor:
        for statement in _SESSION:
            cursor.execute(statement)
    raw.commit()


def _fetch_bytes(raw: Any, _record: object) -> None:  # noqa: ANN401 - a connection of the driver
    raw.cursor_factory = _in_binary(raw.cursor_factory)


@cache
def _in_binary(kind: type[Any]) -> type[Any]:
    """Cursors that fetch bytes as bytes, not as their hexadecimal text."""

    def begin(cursor: Any, *values: Any, **named: Any) -> None:  # noqa: ANN401 - as the driver has it
        kind.__init__(cursor, *values, **named)
        cursor.format = 1

    return type("BinaryCursor", (kind,), {"__init__": begin})

"""Encrypted connections: SQLCipher with a raw key under SQLAlchemy (store-and-sync.md §1.4)."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from wijkdesk.core.errors import EnvironmentFault, Refused
from wijkdesk.core.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA cache_size=-32000",
    "PRAGMA busy_timeout=10000",
)


class Database:
    """One encrypted file. Raises Refused("damaged") when the key does not fit or the file is broken."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key
        self.engine: Engine = create_engine(
            "sqlite+pysqlite://",
            module=sqlcipher,
            creator=self._open,
            poolclass=QueuePool,
            pool_size=4,
            pool_use_lifo=True,  # the last one used has the warmest pages; opening them again costs a decryption
            max_overflow=4,
            hide_parameters=True,
        )

    def _open(self) -> Any:
        connection = sqlcipher.connect(str(self.path), check_same_thread=False, isolation_level=None)
        try:
            connection.execute("PRAGMA cipher_log_level=NONE")
            connection.execute(f"PRAGMA key=\"x'{self._key.hex()}'\"")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            for pragma in PRAGMAS:
                connection.execute(pragma)
        except sqlcipher.DatabaseError as error:
            connection.close()
            raise _translate(error) from error
        return connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for one consistent look."""
        with self.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            try:
                yield connection
            except DBAPIError as error:
                raise _translate(error.orig or error) from error
            finally:
                connection.rollback()
                connection.exec_driver_sql("ROLLBACK") if _open_transaction(connection) else None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing. Disk trouble comes out as EnvironmentFault in Dutch."""
        with self.engine.connect() as connection:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield connection
                connection.exec_driver_sql("COMMIT")
            except DBAPIError as error:
                _undo(connection)
                raise _translate(error.orig or error) from error
            except BaseException:
                _undo(connection)
                raise

    def integrity(self) -> list[str]:
        """The pages whose seal is broken, or else the findings of SQLite's own check; empty when whole."""
        with self.engine.connect() as connection:
            broken = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
            if broken:  # SQLite's check would fail on reading such a page
                return broken
            checked = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check")]
        return [finding for finding in checked if finding != "ok"]

    def copy_to(self, target: Path) -> None:
        """A whole, encrypted copy under the same key, made while others go on."""
        target.unlink(missing_ok=True)
        with self.engine.connect() as connection:
            try:
                connection.exec_driver_sql("VACUUM INTO ?", (str(target),))
            except DBAPIError as error:
                raise _translate(error.orig or error) from error

    def close(self) -> None:
        """Close all connections; the WAL is folded in by the last one."""
        self.engine.dispose()


def _open_transaction(connection: Connection) -> bool:
    return bool(connection.connection.driver_connection.in_transaction)  # type: ignore[union-attr]


def _undo(connection: Connection) -> None:
    if _open_transaction(connection):
        connection.exec_driver_sql("ROLLBACK")


def _translate(error: BaseException) -> Exception:
    """SQLite's trouble in the worker's words; an unknown one comes back as it is."""
    text = str(error)
    if "not a database" in text or "malformed" in text or "HMAC" in text:
        return Refused(
            "damaged",
            _("Het bestand met de dossiers is beschadigd of past niet bij deze kluis."),
            kept=_("Er is niets overschreven."),
            todo=_("Zet een reservekopie terug, of bel de beheerder."),
        )
    if "full" in text:
        return EnvironmentFault(
            _("De schijf is vol."),
            kept=_("Wat je eerder schreef, is bewaard."),
            todo=_("Maak ruimte vrij. WijkDesk probeert het opnieuw."),
        )
    if (
        "readonly" in text
        or "unable to open" in text
        or "disk I/O" in text
        or isinstance(error, OperationalError)
    ):
        return EnvironmentFault(
            _("WijkDesk kan niet op de schijf schrijven."),
            kept=_("Wat je eerder schreef, is bewaard."),
            todo=_("Controleer de schijf en probeer het opnieuw."),
        )
    return error if isinstance(error, Exception) else RuntimeError(text)

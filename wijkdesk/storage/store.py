"""One profile's encrypted store, open: the log and all that is derived from it, behind one door."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wijkdesk.core.clock import Clock, HybridClock, SystemClock
from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _
from wijkdesk.storage import control, log, projection, schema
from wijkdesk.storage.engine import Database
from wijkdesk.storage.holdings import LOCAL_SPACES, Holdings
from wijkdesk.storage.identity import Identity, load_identities
from wijkdesk.storage.keyring import Keyring, get_secret, put_secret, secrets
from wijkdesk.storage.unit_of_work import Unit

if TYPE_CHECKING:
    from sqlalchemy import Connection

FILE = "wijkdesk.db"
BLOBS = "blobs"
ERASED = "gewist"  # beside the profiles: what was erased, as ids without any meaning


class Store(Holdings):
    """The open store. Thread-safe: writes queue behind one lock, reads have connections of their own."""

    def __init__(self, folder: Path, key: bytes, clock: Clock | None = None) -> None:
        super().__init__(clock or SystemClock())
        self.folder = folder
        self.database = Database(folder / FILE, key)
        self._lock = threading.RLock()
        try:
            self._open()
        except BaseException:
            self.database.close()
            raise

    def _open(self) -> None:
        with self.database.write() as connection:
            _bring_up_to_date(connection)
            self.hlc = HybridClock(self.clock, log.highest_hlc(connection))
            self.identities = load_identities(connection)
            self.keyring.load(connection)
            self.local = {bytes.fromhex(name) for name in secrets(connection, LOCAL_SPACES)}
            for identity in self.identities.values():
                self._load_trust(connection, identity)

    def _load_trust(self, connection: Connection, identity: Identity) -> None:
        self.trusts[identity.organisation] = control.trust_of(connection, identity)

    @contextmanager
    def unit(self, kind: str = "edit", *, undo: str = "", identity: Identity | None = None) -> Iterator[Unit]:
        """Collect changes and write them as one; `undo` names the step for Ctrl+Z (empty: not undoable).

        Nothing is written when the block raises.
        """
        with self._lock, self.database.write() as connection:
            unit = Unit(self, connection, identity or self.identity, kind, undo)
            try:
                yield unit
                unit.finish()
            except BaseException:
                self._forget_unwritten()
                raise
        self._after_erasing()

    def _forget_unwritten(self) -> None:
        """Keys and trust taken in by a unit that failed are read again from what is stored."""
        self.keyring = Keyring()
        self.doomed.clear()
        self.erased.clear()
        with self.database.read() as connection:
            self.identities = load_identities(connection)
            self.keyring.load(connection)
            for identity in self.identities.values():
                self._load_trust(connection, identity)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction for what is no commit: drafts, cursors, received commits."""
        with self._lock:
            try:
                with self.database.write() as connection:
                    yield connection
            except BaseException:
                self._forget_unwritten()
                raise
        self._after_erasing()

    def _after_erasing(self) -> None:
        """Files of what was erased go; the notes beside the profiles are for backups that are put back later.

        Should this be cut off: a file that stays has no key any more, and the next contact erases again.
        """
        while self.doomed:
            name = self.doomed.pop().hex()
            for part in (name, f"{name}.part"):  # the second is what was still coming in
                (self.folder / BLOBS / part).unlink(missing_ok=True)
        if self.erased:
            with (self.folder.parent / ERASED).open("a", encoding="ascii") as file:
                file.writelines(line + "\n" for line in self.erased)
            self.erased.clear()

    def add_identity(self, connection: Connection, identity: Identity) -> None:
        """Make this profile a member of an organisation."""
        identity.save(connection)
        self.identities[identity.organisation] = identity
        self._load_trust(connection, identity)

    def secret(self, name: str) -> bytes | None:
        """A local secret or small setting of this laptop."""
        with self.database.read() as connection:
            return get_secret(connection, name)

    def set_secret(self, name: str, value: bytes) -> None:
        """Keep a local secret or small setting of this laptop."""
        with self.writing() as connection:
            put_secret(connection, name, value)

    def stale_kinds(self) -> list[str]:
        """Kinds whose tables were made from another declaration; `rebuild.kinds` makes them anew."""
        with self.database.read() as connection:
            return projection.changed_kinds(connection)

    def execute(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Rows of one reading statement."""
        with self.database.read() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(sql, values)]

    def close(self) -> None:
        """Close the file and forget the keys."""
        self.database.close()
        self.forget()


def _bring_up_to_date(connection: Connection) -> None:
    """Make the tables of a new file, migrate those of an older one. Refused for a newer one."""
    version = schema.version(connection)
    if version == 0:
        schema.create(connection)
    elif version > schema.VERSION:
        raise Refused(
            "newer_store",
            _("Deze dossiers zijn geopend met een nieuwere WijkDesk."),
            kept=_("Er is niets veranderd."),
            todo=_("Werk WijkDesk bij op deze laptop."),
        )
    elif version < schema.VERSION:
        from wijkdesk.storage import migrations  # Alembic takes a tenth of a second to import

        migrations.upgrade(connection)

"""The sealed files of a profile, as `sync.ports.BlobFiles` asks for them: which lack here, which lack at the server.

A file that is coming in lies beside the others as `<id>.part`; it takes its name once its hash is right.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import msgspec

from wijkdesk.core.clock import hlc_ms
from wijkdesk.core.commit import Hash32, Id16, Malformed, Natural
from wijkdesk.core.errors import EnvironmentFault
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.storage import log
from wijkdesk.storage.control import decode
from wijkdesk.storage.keyring import get_secret
from wijkdesk.storage.keywraps import read
from wijkdesk.storage.store import BLOBS
from wijkdesk.sync.ports import SealedFile
from wijkdesk.sync.protocol import BLOB_PART, MAX_BLOB_PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from wijkdesk.storage.store import Store

_SHARED = "blob/"  # the epoch of the server that has the file


class Blob(msgspec.Struct, frozen=True):
    """BLOB: a sealed file that belongs to a space."""

    space: Id16
    blob: Id16
    size: Natural
    hash: Hash32


class BlobFolder:
    """`BlobFiles` over the folder beside the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._folder = store.folder / BLOBS

    def to_send(self, organisation: Id, epoch: int) -> Sequence[SealedFile]:
        """What lies here whole and is not noted as shared with this epoch, the oldest first."""
        with self._store.database.read() as connection:
            named = self._named(connection, organisation)
            noted = {file.blob: get_secret(connection, _SHARED + file.blob.hex()) for file in named}
        return [file for file in named if noted[file.blob] != _epoch(epoch) and self._size(file) == file.size]

    def to_fetch(self, organisation: Id) -> Sequence[SealedFile]:
        """What is named, readable for this user, and not here; the newest first."""
        with self._store.database.read() as connection:
            named = self._named(connection, organisation)
        return [file for file in reversed(named) if not self._path(file).exists()]

    def whole(self, organisation: Id) -> list[tuple[int, SealedFile]]:
        """The files that lie here whole, each with when (ms) its BLOB was written; the oldest first."""
        with self._store.database.read() as connection:
            named = self._statements(connection, organisation)
        return [(hlc_ms(entry.header.hlc), file) for entry, file in named if self._size(file) == file.size]

    def numbered(self, organisation: Id) -> list[tuple[int, SealedFile]]:
        """The same, each with the number of its BLOB in this laptop's log."""
        with self._store.database.read() as connection:
            named = self._statements(connection, organisation)
        return [(entry.no, file) for entry, file in named if self._size(file) == file.size]

    def _named(self, connection: Connection, organisation: Id | None = None) -> list[SealedFile]:
        """The files that statements name in spaces that are read here and do travel."""
        return [file for _entry, file in self._statements(connection, organisation)]

    def _statements(
        self, connection: Connection, organisation: Id | None = None
    ) -> list[tuple[log.Entry, SealedFile]]:
        mine = {key.space for key in self._store.keyring.all() if not self._store.is_local(key.space)}
        found = [
            (entry, _named_by(entry))
            for entry in log.controls(connection, "BLOB")
            if entry.commit.body is not None
            and entry.header.space in mine
            and organisation in (None, entry.header.organisation)
        ]
        return [(entry, file) for entry, file in found if file is not None]

    def read(self, file: SealedFile, part: int) -> bytes:
        """A part of a file; empty when it is gone."""
        try:
            with self._path(file).open("rb") as opened:
                opened.seek(part * BLOB_PART)
                return opened.read(BLOB_PART)
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise _no_disk() from error

    def fetched(self, file: SealedFile) -> int:
        """Whole parts that lie here; the last one of the file may be shorter."""
        try:
            size = self._coming(file).stat().st_size
        except FileNotFoundError:
            return 0
        return -(-size // BLOB_PART) if size == file.size else size // BLOB_PART

    def keep(self, file: SealedFile, part: int, data: bytes) -> None:
        """Write a part in its place, on disk before it counts; what a cut left of it is overwritten."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(self._coming(file), os.O_RDWR | os.O_CREAT, 0o600)
            with os.fdopen(handle, "r+b") as opened:
                opened.seek(part * BLOB_PART)
                opened.write(data)
                opened.truncate()
                opened.flush()
                os.fsync(handle)
        except OSError as error:
            raise _no_disk() from error

    def finish(self, file: SealedFile) -> bool:
        """Give the file its name when its hash is right; else its parts go."""
        coming = self._coming(file)
        try:
            if _hash(coming) != file.hash:
                coming.unlink(missing_ok=True)
                return False
            with self._store.writing() as connection:
                if file not in self._named(connection):
                    coming.unlink(missing_ok=True)  # erased while it came in
                    return False
                os.replace(coming, self._path(file))
        except OSError as error:
            raise _no_disk() from error
        return True

    def forget(self, file: SealedFile) -> None:
        """The parts of a file that is coming in go."""
        self._coming(file).unlink(missing_ok=True)

    def shared(self, file: SealedFile, epoch: int) -> None:
        """Note that the server has it."""
        self._store.set_secret(_SHARED + file.blob.hex(), _epoch(epoch))

    def _path(self, file: SealedFile) -> Path:
        return self._folder / file.blob.hex()

    def _coming(self, file: SealedFile) -> Path:
        return self._folder / f"{file.blob.hex()}.part"

    def _size(self, file: SealedFile) -> int:
        try:
            return self._path(file).stat().st_size
        except FileNotFoundError:
            return -1


def shared(store: Store, blob: Id) -> bool:
    """Whether the server ever said that it has the whole file."""
    return store.secret(_SHARED + blob.hex()) is not None


def _named_by(entry: log.Entry) -> SealedFile | None:
    """The file that a statement names; None for one that stands elsewhere or says what cannot be."""
    try:
        given = read(Blob, decode(entry.commit).fields)
    except Malformed:
        return None
    if given.space != entry.header.space or not 0 < given.size <= MAX_BLOB_PARTS * BLOB_PART:
        return None
    return SealedFile(Id(given.space), Id(given.blob), given.size, given.hash)


def _epoch(epoch: int) -> bytes:
    return str(epoch).encode()


def _hash(path: Path) -> bytes:
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        while chunk := opened.read(BLOB_PART):
            digest.update(chunk)
    return digest.digest()


def _no_disk() -> EnvironmentFault:
    return EnvironmentFault(
        _("Een document kon niet op deze laptop worden bewaard."),
        kept=_("De tekst van je dossiers is wel gedeeld."),
        todo=_("Maak ruimte op de schijf. WijkDesk gaat dan vanzelf verder."),
    )

"""Where blobs lie: parts of 1 MiB that may come in any order, one file once they are all there and fit the hash.

A blob is known by organisation, space and id together: the same id in two spaces is two blobs, and erasing a
space takes one folder away. The server sees ciphertext only (docs/formats.md §6).
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from wijkdesk.core.ids import Id, new_id
from wijkdesk.sync.protocol import BLOB_PART

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True)
class Blob:
    """A blob as a BLOB statement names it: `size` in bytes and SHA-256 of the whole."""

    organisation: Id
    space: Id
    blob: Id
    size: int
    hash: bytes

    @property
    def parts(self) -> int:
        """How many parts it has."""
        return -(-self.size // BLOB_PART)

    def length(self, part: int) -> int:
        """Bytes in that part; 0 beyond the last."""
        return max(0, min(BLOB_PART, self.size - part * BLOB_PART))


class BlobStore(Protocol):
    """Keeps parts of blobs. Safe to use from several threads and processes; a repeat has no second effect."""

    def put(self, blob: Blob, part: int, data: bytes) -> int:
        """Store a part on disk; how many there are now. ValueError when the whole does not fit its hash: then
        all parts are gone again."""

    def have(self, blob: Blob) -> tuple[int, ...]:
        """The parts that are stored."""

    def whole(self, blob: Blob) -> bool:
        """Whether all of it is there, and its hash was right."""

    def get(self, blob: Blob, part: int) -> bytes | None:
        """A part of a whole blob; None when the blob is not whole."""

    def drop(self, organisation: Id, space: Id, blob: Id | None = None) -> None:
        """Take away a blob, or all blobs of a space."""


class FolderBlobs:
    """A `BlobStore` in a folder: `organisation/space/blob`, and beside it `blob.parts/` while it comes in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, blob: Blob, part: int, data: bytes) -> int:
        """Store a part; the last one makes it whole."""
        if not self.whole(blob):
            parts = self._parts(blob)
            parts.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write(parts / str(part), [data])
            if len(self.have(blob)) == blob.parts:
                self._assemble(blob)
        return len(self.have(blob))

    def have(self, blob: Blob) -> tuple[int, ...]:
        """The parts that are stored."""
        if self.whole(blob):
            return tuple(range(blob.parts))
        try:
            names = os.listdir(self._parts(blob))
        except FileNotFoundError:
            return ()
        return tuple(sorted(int(name) for name in names if name.isdecimal() and int(name) < blob.parts))

    def whole(self, blob: Blob) -> bool:
        """Whether all of it is there."""
        return self._file(blob).is_file()

    def get(self, blob: Blob, part: int) -> bytes | None:
        """A part of a whole blob."""
        try:
            with self._file(blob).open("rb") as file:
                file.seek(part * BLOB_PART)
                return file.read(BLOB_PART)
        except FileNotFoundError:
            return None

    def drop(self, organisation: Id, space: Id, blob: Id | None = None) -> None:
        """Take away a blob, or all blobs of a space."""
        home = self.folder / organisation.hex() / space.hex()
        if blob is None:
            shutil.rmtree(home, ignore_errors=True)
            return
        (home / blob.hex()).unlink(missing_ok=True)
        shutil.rmtree(home / f"{blob.hex()}.parts", ignore_errors=True)

    def _assemble(self, blob: Blob) -> None:
        """All parts into one file. Two processes may do this at once: both make the same file."""
        parts = self._parts(blob)
        try:
            digest = _write(self._file(blob), (_read(parts / str(n)) for n in range(blob.parts)), blob.hash)
        except FileNotFoundError:
            return  # another process was faster, and took the parts away
        shutil.rmtree(parts, ignore_errors=True)
        if digest != blob.hash:
            raise ValueError("the whole does not fit its hash")

    def _file(self, blob: Blob) -> Path:
        return self.folder / blob.organisation.hex() / blob.space.hex() / blob.blob.hex()

    def _parts(self, blob: Blob) -> Path:
        file = self._file(blob)
        return file.with_name(f"{file.name}.parts")


def _read(path: Path) -> bytes:
    return path.read_bytes()


def _write(path: Path, chunks: Iterable[bytes], wanted: bytes = b"") -> bytes:
    """Write beside, to disk, then rename; SHA-256 of it. With `wanted` only what has that hash takes the name."""
    beside = path.with_name(f"{path.name}.{new_id().hex()}.new")
    digest = hashlib.sha256()
    try:
        with open(beside, "xb", opener=_private) as file:
            for chunk in chunks:
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        if not wanted or digest.digest() == wanted:
            os.replace(beside, path)
            _sync_folder(path.parent)
    finally:
        beside.unlink(missing_ok=True)
    return digest.digest()


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

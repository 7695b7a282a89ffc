"""Files sealed beside the store: written before the record that names them, and gone again when that fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.ids import Id, new_id
from wijkdesk.storage.store import BLOBS
from wijkdesk.vault import blobs
from wijkdesk.vault.blobs import Written

if TYPE_CHECKING:
    from pathlib import Path

    from wijkdesk.services.session import Session
    from wijkdesk.storage.unit_of_work import Unit


@dataclass(frozen=True)
class Sealed:
    """A file on disk that no record names yet."""

    blob: Id
    written: Written

    @property
    def key(self) -> str:
        """The key as a record keeps it."""
        return self.written.key.hex()

    def name_in(self, unit: Unit, space: Id) -> None:
        """Say in the space that the file belongs to it, so that the server takes it (docs/formats.md, BLOB)."""
        fields = {"space": space, "blob": self.blob, "size": self.written.size, "hash": self.written.sha}
        unit.control(space, "BLOB", fields)


@contextmanager
def sealing(session: Session, *contents: bytes) -> Iterator[list[Sealed]]:
    """Seal each content in a file of its own; when the block raises, the files go.

    Raises EnvironmentFault when the disk refuses.
    """
    made: list[Sealed] = []
    try:
        for content in contents:
            blob = new_id()
            made.append(Sealed(blob, blobs.write(path_of(session, blob), blob, [content])))
        yield made
    except BaseException:
        for sealed in made:
            path_of(session, sealed.blob).unlink(missing_ok=True)
        raise


def is_here(session: Session, blob: Id | None) -> bool:
    """Whether the sealed file is on this laptop."""
    return blob is not None and path_of(session, blob).is_file()


def content(session: Session, blob: Id, key: str) -> bytes:
    """What is in a sealed file, in memory only. Refused `blob_damaged`; EnvironmentFault when it cannot be read."""
    return b"".join(blobs.read(path_of(session, blob), blob, bytes.fromhex(key)))


def path_of(session: Session, blob: Id) -> Path:
    """Where the sealed file lies."""
    return session.folder / BLOBS / blob.hex()

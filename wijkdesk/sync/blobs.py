"""Sealed files between laptop and server, part by part, after the text of a round: text never waits for them. Pure.

It may be cut at any part and goes on there. A file counts only when the hash of the whole is right, whatever the
server hands out; the parts of one that is not right are thrown away, and the next round asks anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wijkdesk.core.commit import sha256
from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.progress import Silent
from wijkdesk.sync import protocol as p

if TYPE_CHECKING:
    from collections.abc import Callable

    from wijkdesk.core.ids import Id
    from wijkdesk.core.progress import Progress
    from wijkdesk.sync.ports import BlobFiles, BlobTransport, SealedFile

# What concerns one file and not the way to the server: the others go on.
_OF_ONE_FILE = frozenset(
    {"no_blob", "no_access", "too_big", "shredded", "redacted", "unreadable", "bad_request"}
)


@dataclass
class Moved:
    """What a round did with files: sent, fetched, number still on their way here, number fetched but not right."""

    sent: list[SealedFile] = field(default_factory=list)
    fetched: list[SealedFile] = field(default_factory=list)
    coming: int = 0
    damaged: int = 0


def parts_of(file: SealedFile) -> int:
    """In how many parts a file travels."""
    return -(-file.size // p.BLOB_PART)


def length_of(file: SealedFile, part: int) -> int:
    """Bytes in that part."""
    return max(0, min(p.BLOB_PART, file.size - part * p.BLOB_PART))


def exchange(
    files: BlobFiles,
    transport: BlobTransport,
    organisation: Id,
    epoch: int,
    moved: Moved,
    progress: Progress | None = None,
) -> None:
    """Send and fetch what is lacking; `moved` tells what was done, also when it is broken off.

    Raises `Offline`, `Cut`, `Refused`, `Cancelled` or EnvironmentFault (disk full); the next round goes on there.
    """
    _Exchange(files, transport, organisation, epoch, moved, progress or Silent()).go()


class _Exchange:
    def __init__(
        self,
        files: BlobFiles,
        transport: BlobTransport,
        organisation: Id,
        epoch: int,
        moved: Moved,
        progress: Progress,
    ) -> None:
        self.files = files
        self.transport = transport
        self.organisation = organisation
        self.epoch = epoch
        self.moved = moved
        self.progress = progress
        self.done = self.total = 0

    def go(self) -> None:
        out, back = self.files.to_send(self.organisation, self.epoch), self.files.to_fetch(self.organisation)
        self.total = sum(map(parts_of, (*out, *back)))
        for file in out:
            self._guarded(file, self._send)
        for file in back:
            if not self._guarded(file, self._fetch):
                self.moved.coming += 1

    def _guarded(self, file: SealedFile, step: Callable[[SealedFile], bool]) -> bool:
        """One file that does not go never stops the others."""
        before = self.done
        try:
            return step(file)
        except Refused as error:
            if error.code not in _OF_ONE_FILE:
                raise
            return False
        finally:
            self.done = before + parts_of(file)

    def _report(self) -> None:
        self.progress.report(min(self.done, self.total), self.total, _("Documenten delen"))

    def _send(self, file: SealedFile) -> bool:
        have = self.transport.blob_have(p.BlobHave(space=file.space, blob=file.blob))
        there = set(have.parts)
        for part in range(parts_of(file)):
            if not have.whole and part not in there and not self._put(file, part):
                return False
            self.done += 1
        if (
            not have.whole
            and not self.transport.blob_have(p.BlobHave(space=file.space, blob=file.blob)).whole
        ):
            return False
        self.files.shared(file, self.epoch)
        self.moved.sent.append(file)
        return True

    def _put(self, file: SealedFile, part: int) -> bool:
        self._report()
        data = self.files.read(file, part)
        if len(data) != length_of(file, part):
            return False  # erased meanwhile, or spoiled on this disk: then it is not sent
        put = p.BlobPut(
            space=file.space, blob=file.blob, part=part, parts=parts_of(file), sha=sha256(data), data=data
        )
        self.transport.blob_put(put)
        return True

    def _fetch(self, file: SealedFile) -> bool:
        start = self.files.fetched(file)
        self.done += start
        for part in range(start, parts_of(file)):
            self._report()
            reply = self.transport.blob_get(p.BlobGet(space=file.space, blob=file.blob, part=part))
            if len(reply.data) != length_of(file, part):
                self.files.forget(file)
                self.moved.damaged += 1
                return False
            self.files.keep(file, part, reply.data)
            self.done += 1
        if self.files.finish(file):
            self.files.shared(file, self.epoch)
            self.moved.fetched.append(file)
            return True
        self.moved.damaged += 1
        return False

"""Documents between this laptop and the server, after the text of a round, and where each of them is."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from wijkdesk.core.changes import Change, ChangeSet
from wijkdesk.services import sealed_files
from wijkdesk.services.servers import server_of
from wijkdesk.storage import blob_files
from wijkdesk.storage.blob_files import BlobFolder
from wijkdesk.storage.sync_store import SyncStore
from wijkdesk.sync import blobs

if TYPE_CHECKING:
    from wijkdesk.core.ids import Id
    from wijkdesk.core.progress import Progress
    from wijkdesk.services.session import Session
    from wijkdesk.sync.ports import BlobTransport

_KIND = "attachment"


class Where(Enum):
    """Where a document is: `ALONE` = on this laptop and nowhere else, as long as no server has it."""

    ALONE = "alone"
    SHARED = "shared"
    COMING = "coming"


class Round:
    """One exchange with the server of an organisation; what came before a cut counts."""

    def __init__(self, session: Session, organisation: Id) -> None:
        self._session = session
        self._organisation = organisation
        self.moved = blobs.Moved()

    def go(self, transport: BlobTransport, progress: Progress) -> None:
        """Send and fetch what is lacking; raises as `sync.blobs.exchange`."""
        store = self._session.store
        epoch = SyncStore(store).cursor(self._organisation).epoch
        blobs.exchange(BlobFolder(store), transport, self._organisation, epoch, self.moved, progress)

    @property
    def changes(self) -> ChangeSet:
        """For the screens: documents that are here now, or shared now."""
        files = (*self.moved.sent, *self.moved.fetched)
        return ChangeSet(tuple(Change(_KIND, file.blob, file.space) for file in files))


def where(session: Session, blob: Id | None) -> Where:
    """Where a sealed file is."""
    if blob is None or not sealed_files.is_here(session, blob):
        return Where.COMING
    shared = server_of(session) is not None and blob_files.shared(session.store, blob)
    return Where.SHARED if shared else Where.ALONE

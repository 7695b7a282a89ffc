"""What the sync engine needs from the outside: the laptop's store and a way to the server."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from wijkdesk.core.errors import EnvironmentFault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wijkdesk.core.commit import Commit, Header
    from wijkdesk.core.ids import Id
    from wijkdesk.sync import protocol as p
    from wijkdesk.sync.digest import Count


class Offline(EnvironmentFault):
    """The server cannot be reached; trying again at once makes no sense."""


class Cut(EnvironmentFault):
    """The connection broke or stalled half-way; a smaller portion may come through."""


@dataclass(frozen=True)
class Cursor:
    """How far an organisation's log was read; (0, 0) = never."""

    epoch: int = 0
    seq: int = 0


@dataclass(frozen=True)
class OutUnit:
    """A unit that waits to be pushed: the store's own key for it, and its bytes (docs/formats.md §1)."""

    key: Id
    raw: bytes


@dataclass(frozen=True)
class Arrived:
    """A commit from the server: readable, of the right organisation; author not yet judged."""

    header: Header
    commit: Commit


@dataclass(frozen=True)
class Refusal:
    """Something set apart: the commits concerned, a code of codes.py, its Dutch sentence, the bytes."""

    ids: tuple[Id, ...]
    code: str
    text: str
    raw: bytes = b""


@dataclass(frozen=True)
class Page:
    """What one transaction of the store takes: units, what to set apart, and the cursor after it."""

    epoch: int
    next: int
    units: tuple[tuple[Arrived, ...], ...]
    refused: tuple[Refusal, ...] = ()
    granted: tuple[p.Granted, ...] = ()


@dataclass(frozen=True)
class Task:
    """A backfill under way: commits of `space` with after < seq <= upto are still to come."""

    space: Id
    after: int
    upto: int


@dataclass(frozen=True)
class Greeting:
    """A successful contact: server's time, this laptop's offset to it in ms, and the lease in days."""

    now_ms: int
    offset_ms: int
    lease_days: int


@dataclass(frozen=True)
class Applied:
    """What a store did with a page: number of new commits, and what it set apart itself."""

    new: int = 0
    refused: tuple[Refusal, ...] = field(default=())


class Store(Protocol):
    """The laptop's log, outbox and cursors. Each method is one transaction; a repeat has no second effect.

    `apply_page` and `apply_backfill` judge signature, author and chain (vault), open and apply what holds,
    set apart what does not (and `page.refused`), skip what is held already, move the cursor: all or nothing.
    """

    def cursor(self, organisation: Id) -> Cursor:
        """How far the log was read."""

    def outbox(self, organisation: Id, units: int, size: int) -> Sequence[OutUnit]:
        """The oldest waiting units: at most `units`, about `size` bytes, at least one if any waits."""

    def acknowledged(self, organisation: Id, keys: Sequence[Id]) -> None:
        """These units are safe on the server: out of the outbox."""

    def refused(self, organisation: Id, key: Id, refusal: Refusal) -> None:
        """The server does not take this unit: from the outbox to the visible quarantine."""

    def apply_page(self, organisation: Id, page: Page) -> Applied:
        """Take a page, remember `page.granted` as backfills (a newer one replaces), and move the cursor."""

    def backfills(self, organisation: Id) -> Sequence[Task]:
        """Backfills that are not ready."""

    def apply_backfill(self, organisation: Id, task: Task, page: Page) -> Applied:
        """Take a page of one space; the task goes on at `page.next`, and is ready at `task.upto`."""

    def drop_backfill(self, organisation: Id, space: Id) -> None:
        """The space is no longer ours to read: forget its backfill."""

    def reoffer(self, organisation: Id, epoch: int, resume: int) -> None:
        """The server was restored: set the cursor to (epoch, min(cursor, resume)), put every commit held that
        the server may lack back in the outbox in its old order, forget backfills above `resume` (I12)."""

    def compare_due(self, organisation: Id) -> bool:
        """Whether it is time to compare with the server: each week, and after `doubt`."""

    def doubt(self, organisation: Id) -> None:
        """Something went wrong: compare at the next occasion."""

    def tally(self, organisation: Id) -> Mapping[Id, Count]:
        """The count (digest.py) of each space, without what waits for the server or was refused by it."""

    def mend(self, organisation: Id, differing: Mapping[Id, bytes]) -> Sequence[Id]:
        """Note that they were compared now. Spaces that differ are to be fetched again up to the cursor and are
        back in the outbox whole; not those whose difference (digest.py) stayed the same since the last time."""

    def greeted(self, organisation: Id, greeting: Greeting) -> None:
        """Remember the contact: it starts the lease anew and corrects shown times."""


class Transport(Protocol):
    """One device's way to one organisation's server.

    Raises `Offline`, `Cut`, or `Refused` with a code of codes.py.
    """

    @property
    def organisation(self) -> Id:
        """The organisation it speaks for."""

    def hello(self, message: p.Hello) -> p.HelloReply:
        """Say where we are."""

    def push(self, message: p.Push) -> p.PushReply:
        """Offer units."""

    def pull(self, message: p.Pull) -> p.PullReply:
        """Ask for a page."""

    def backfill(self, message: p.Backfill) -> p.BackfillReply:
        """Ask for a page of one space."""

    def digest(self, message: p.Digest) -> p.DigestReply:
        """Ask for the server's counts."""

    def invite(self, message: p.Invite) -> p.InviteReply:
        """Announce an invitation (administrators)."""

    def join(self, message: p.Join) -> p.JoinReply:
        """Offer a newcomer's public keys."""

    def join_status(self, message: p.JoinStatus) -> p.JoinReply:
        """Ask how far a join is."""


class BlobTransport(Protocol):
    """The way for blobs, apart from the text: that never waits for them. Raises as `Transport` does."""

    def blob_put(self, message: p.BlobPut) -> p.BlobPutReply:
        """Bring a part of a blob."""

    def blob_have(self, message: p.BlobHave) -> p.BlobHaveReply:
        """Ask which parts of a blob are there."""

    def blob_get(self, message: p.BlobGet) -> p.BlobGetReply:
        """Ask for a part of a blob."""


class Way(Transport, BlobTransport, Protocol):
    """The whole way to a server: text and blobs."""


@dataclass(frozen=True)
class SealedFile:
    """A blob as its BLOB statement names it: `size` in bytes and SHA-256 of the whole sealed file."""

    space: Id
    blob: Id
    size: int
    hash: bytes


class BlobFiles(Protocol):
    """The laptop's sealed files. Each method is safe to cut and to repeat."""

    def to_send(self, organisation: Id, epoch: int) -> Sequence[SealedFile]:
        """Files that lie here whole, and of which the server of this epoch has not said that it has them."""

    def to_fetch(self, organisation: Id) -> Sequence[SealedFile]:
        """Files that a statement names and that do not lie here; the newest first."""

    def read(self, file: SealedFile, part: int) -> bytes:
        """A part of a file that lies here; empty when it went meanwhile."""

    def fetched(self, file: SealedFile) -> int:
        """How many parts of a file that is coming in lie here, from the first on."""

    def keep(self, file: SealedFile, part: int, data: bytes) -> None:
        """Put the next part behind the others, on disk."""

    def finish(self, file: SealedFile) -> bool:
        """Take a file whose parts are all here for whole, if its hash is right; else throw all parts away."""

    def forget(self, file: SealedFile) -> None:
        """Throw away the parts of a file that is coming in."""

    def shared(self, file: SealedFile, epoch: int) -> None:
        """Note that the server of this epoch has the whole file."""


class Signer(Protocol):
    """The private half of a device key (vault.signing)."""

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature of a message."""

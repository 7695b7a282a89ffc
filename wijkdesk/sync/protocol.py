"""The messages between laptop and server: typed, bounded, versioned (docs/protocol.md). Pure data.

A message travels as one zstd frame around one msgpack map. Unknown map keys are ignored, so that later
versions may add some; a changed meaning raises `VERSION`. Sizes are judged before anything is unpacked.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

import msgspec

from wijkdesk.core.commit import Hash32, Id16, Natural

VERSION: Final = 1
SCHEMA: Final = (1, 1)  # lowest and highest schema number of commits this version writes and reads
MAX_BODY: Final = 10 * 1024 * 1024
MAX_MESSAGE: Final = 10 * 1024 * 1024
MAX_UNITS: Final = 1000
PAGE_BYTES: Final = 4 * 1024 * 1024
NONCE_BYTES: Final = 56
BLOB_PART: Final = 1024 * 1024
MAX_BLOB_PARTS: Final = 4096  # what numbers can say; the server sets a lower limit in bytes

NonceBytes = Annotated[bytes, msgspec.Meta(min_length=NONCE_BYTES, max_length=NONCE_BYTES)]
Token = Annotated[bytes, msgspec.Meta(max_length=32)]
Limit = Annotated[int, msgspec.Meta(ge=1, le=2000)]
Word = Annotated[str, msgspec.Meta(max_length=40)]
STAND_IN = "stand_in"  # the code of a GRANT by who holds the space, for a colleague (docs/protocol.md §5)
Units = Annotated[tuple[bytes, ...], msgspec.Meta(max_length=2 * MAX_UNITS)]
PublicKey = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
Span = tuple[Natural, Natural]
PartNumber = Annotated[int, msgspec.Meta(ge=0, lt=MAX_BLOB_PARTS)]
Xor64 = Annotated[bytes, msgspec.Meta(min_length=8, max_length=8)]


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """What every message has: the version of the protocol it was written for."""

    v: Natural = VERSION


class Nonce(Message, frozen=True, kw_only=True):
    """A number to sign with, bound to one device; `expires` and `now` are the server's clock in ms."""

    nonce: NonceBytes
    expires: Natural
    now: Natural


class Hello(Message, frozen=True, kw_only=True):
    """A device says where it is: the epoch and seq up to which it has read."""

    epoch: Natural
    cursor: Natural
    schema: Span = SCHEMA
    app: Word = ""


class PendingJoin(msgspec.Struct, frozen=True, array_like=True):
    """A newcomer's public keys, waiting for an administrator; `token` is H(token) of the invitation."""

    token: Hash32
    user: Id16
    user_key: PublicKey
    device: Id16
    sign: PublicKey
    at: Natural


class HelloReply(Message, frozen=True, kw_only=True):
    """Where the server is. `resume` = last seq that certainly means the same in both epochs."""

    epoch: Natural
    resume: Natural
    head: Natural
    now: Natural
    lease_days: Natural
    schema: Span = SCHEMA
    pending: tuple[PendingJoin, ...] = ()


class Push(Message, frozen=True, kw_only=True):
    """Units to store, oldest first; `founding` is the token that lets a new organisation in."""

    units: Annotated[tuple[bytes, ...], msgspec.Meta(max_length=MAX_UNITS)]
    founding: Token = b""


class Rejection(msgspec.Struct, frozen=True, array_like=True):
    """A unit not taken: id of the commit at fault (zeros when unreadable), `unit` = its place in the push."""

    id: Id16
    code: Word
    text: Annotated[str, msgspec.Meta(max_length=300)]
    unit: Natural


class PushReply(Message, frozen=True, kw_only=True):
    """What became of a push, counted in units; all that is not rejected is safe on the server's disk."""

    epoch: Natural
    head: Natural
    accepted: Natural
    known: Natural
    rejected: tuple[Rejection, ...] = ()


class Pull(Message, frozen=True, kw_only=True):
    """Ask for what came after `since`, about `limit` commits of it."""

    since: Natural
    limit: Limit = 1000


class Granted(msgspec.Struct, frozen=True, array_like=True):
    """A space that became readable: what it holds up to seq `upto` comes by backfill, the rest by pull."""

    space: Id16
    upto: Natural


class PullReply(Message, frozen=True, kw_only=True):
    """A page of the log; it never ends inside a unit. `next` is the cursor after it."""

    epoch: Natural
    next: Natural
    more: bool
    units: Units
    granted: tuple[Granted, ...] = ()


class Backfill(Message, frozen=True, kw_only=True):
    """Ask for older commits of one space: those with after < seq <= upto."""

    space: Id16
    after: Natural
    upto: Natural
    limit: Limit = 1000


class BackfillReply(Message, frozen=True, kw_only=True):
    """A page of one space; `next` is where to go on."""

    epoch: Natural
    next: Natural
    more: bool
    units: Units


class Invite(Message, frozen=True, kw_only=True):
    """An administrator announces an invitation: H(token) and its end in ms."""

    token_hash: Hash32
    expires: Natural


class InviteReply(Message, frozen=True, kw_only=True):
    """The invitation is known until `expires`."""

    expires: Natural


class Join(Message, frozen=True, kw_only=True):
    """A newcomer's public keys with the invitation's token; `recovery` = user key under the printed code."""

    token: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
    user: Id16
    user_key: PublicKey
    device: Id16
    sign: PublicKey
    recovery: Annotated[bytes, msgspec.Meta(max_length=512)] = b""


class JoinState(StrEnum):
    """How far a newcomer is."""

    WAITING = "waiting"
    IN = "in"
    OUT = "out"


class JoinStatus(Message, frozen=True, kw_only=True):
    """Ask how far a join is."""

    token: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]


class JoinReply(Message, frozen=True, kw_only=True):
    """How far a join is."""

    state: JoinState


class BlobPut(Message, frozen=True, kw_only=True):
    """One part of a blob that a BLOB statement of this space names: 1 MiB, the last one what is left.

    `sha` = H(data). A part sent again has no second effect; parts may come in any order, on any day.
    """

    space: Id16
    blob: Id16
    part: PartNumber
    parts: Annotated[int, msgspec.Meta(ge=1, le=MAX_BLOB_PARTS)]
    sha: Hash32
    data: Annotated[bytes, msgspec.Meta(min_length=1, max_length=BLOB_PART)]


class BlobPutReply(Message, frozen=True, kw_only=True):
    """How many parts are stored; all of them = the blob is whole and its hash was right."""

    have: Natural


class BlobHave(Message, frozen=True, kw_only=True):
    """Ask which parts of a blob the server has."""

    space: Id16
    blob: Id16


class BlobHaveReply(Message, frozen=True, kw_only=True):
    """The numbers of the parts that are stored."""

    parts: tuple[PartNumber, ...]
    whole: bool


class BlobGet(Message, frozen=True, kw_only=True):
    """Ask for one part of a whole blob."""

    space: Id16
    blob: Id16
    part: PartNumber


class BlobGetReply(Message, frozen=True, kw_only=True):
    """One part, and how many there are."""

    data: Annotated[bytes, msgspec.Meta(max_length=BLOB_PART)]
    parts: Natural


class Digest(Message, frozen=True, kw_only=True):
    """Ask what each readable space holds up to a seq, to see whether laptop and server hold the same."""

    upto: Natural


class SpaceDigest(msgspec.Struct, frozen=True, array_like=True):
    """A space: how many commits, and the exclusive or of the first 8 bytes of H(id) of each."""

    space: Id16
    count: Natural
    xor: Xor64


class DigestReply(Message, frozen=True, kw_only=True):
    """One digest for each space that the caller could read at that seq, empty ones too."""

    epoch: Natural
    spaces: tuple[SpaceDigest, ...]


class Failure(Message, frozen=True, kw_only=True):
    """Instead of any reply: a fixed word of codes.py and the server's Dutch sentence.

    `statement`: with `device_out`, the WIPE commit about the asking device if there is one, as bytes of a commit.
    Who gets it verifies it as any commit before obeying it. `wait`: with `too_many`, seconds until another try.
    """

    code: Word
    text: Annotated[str, msgspec.Meta(max_length=300)] = ""
    statement: Annotated[bytes, msgspec.Meta(max_length=4096)] = b""
    wait: Natural = 0

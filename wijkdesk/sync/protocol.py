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

NonceBytes = Annotated[bytes, msgspec.Meta(min_length=NONCE_BYTES, max_length=NONCE_BYTES)]
Token = Annotated[bytes, msgspec.Meta(max_length=32)]
Limit = Annotated[int, msgspec.Meta(ge=1, le=2000)]
Word = Annotated[str, msgspec.Meta(max_length=40)]
Units = Annotated[tuple[bytes, ...], msgspec.Meta(max_length=2 * MAX_UNITS)]
PublicKey = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
Span = tuple[Natural, Natural]


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


class Failure(Message, frozen=True, kw_only=True):
    """Instead of any reply: a fixed word of codes.py and the server's Dutch sentence."""

    code: Word
    text: Annotated[str, msgspec.Meta(max_length=300)] = ""

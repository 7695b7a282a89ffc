"""Who may bring and fetch which part of a blob; what lies in the store is `blobs.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from wijkdesk.core.commit import sha256
from wijkdesk.server import tables as t
from wijkdesk.server.access import readable
from wijkdesk.server.blobs import Blob
from wijkdesk.sync.codes import refusal
from wijkdesk.sync.protocol import BlobGetReply, BlobPut, BlobPutReply

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from wijkdesk.core.ids import Id
    from wijkdesk.server.blobs import BlobStore
    from wijkdesk.server.people import Caller
    from wijkdesk.server.roster import Attached, Roster


def writable(roster: Roster, caller: Caller, ask: BlobPut, limit: int) -> Blob:
    """The blob that a part belongs to; `Refused` for who may not write there, and for a part that does not fit."""
    if not roster.may(caller.user, ask.space):
        raise refusal("no_access")
    if roster.shredded(ask.space):
        raise refusal("shredded")
    found = named(roster, ask)
    if found is None:
        raise refusal("no_blob")
    if found.size > limit:
        raise refusal("too_big")
    blob = Blob(caller.organisation, ask.space, ask.blob, found.size, found.hash)
    if ask.parts != blob.parts or len(ask.data) != blob.length(ask.part):
        raise refusal("bad_request")
    return blob


def named(roster: Roster, ask: BlobPut) -> Attached | None:
    """The blob as its statement names it; None when there is none, or its content was erased."""
    found = roster.blobs.get((ask.space, ask.blob))
    return found if found and found.size else None


def put(store: BlobStore, blob: Blob, ask: BlobPut) -> BlobPutReply:
    """Store a part whose hash is right."""
    if sha256(ask.data) != ask.sha:
        raise refusal("unreadable")
    try:
        return BlobPutReply(have=store.put(blob, ask.part, ask.data))
    except ValueError as error:
        raise refusal("unreadable") from error


def readable_blob(connection: Connection, caller: Caller, space: Id, blob: Id) -> Blob:
    """A blob in a space that the caller may read. A foreign space tells nothing about what is in it."""
    mine = readable(caller.organisation, caller.user, caller.now)
    if connection.scalar(sa.select(mine.c.mark).where(mine.c.space == space)) is None:
        raise refusal("no_access")
    row = connection.execute(
        sa.select(t.blob.c.size, t.blob.c.hash).where(
            t.blob.c.organisation == caller.organisation,
            t.blob.c.space == space,
            t.blob.c.blob == blob,
            t.blob.c.size > 0,
        )
    ).first()
    if row is None:
        raise refusal("no_blob")
    return Blob(caller.organisation, space, blob, row.size, row.hash)


def get(store: BlobStore, blob: Blob, part: int) -> BlobGetReply:
    """A part of a whole blob."""
    data = store.get(blob, part) if part < blob.parts else None
    if data is None:
        raise refusal("no_blob")
    return BlobGetReply(data=data, parts=blob.parts)

"""REDACT and SHRED: bodies go, what hung on them keeps its place (architecture.md §2, Erasure).

A commit without its body still shows its header, hash and signature, so each device's chain holds. SHRED takes of a
space all that is sealed, its keys and its blobs; statements of ids and times stay. Erasure beats "never lost": what
comes in late is refused, or taken without its body when something else came in the same unit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
import sqlalchemy as sa

from wijkdesk.core.commit import Id16, Malformed, decode_control, decode_header, sha256
from wijkdesk.core.ids import Id
from wijkdesk.server import tables as t
from wijkdesk.server.statements import read_fields
from wijkdesk.sync.ports import Arrived
from wijkdesk.sync.protocol import Word
from wijkdesk.sync.receive import Unfit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlalchemy.engine import Connection

    from wijkdesk.core.commit import Control, Header
    from wijkdesk.server.blobs import BlobStore
    from wijkdesk.server.database import Database
    from wijkdesk.server.roster import Roster
    from wijkdesk.sync.receive import Unit

_CHUNK: Final = 500
Gone = tuple[Id, Id | None]  # a space, and a blob in it; None = all its blobs


class RedactFields(msgspec.Struct, frozen=True):
    """REDACT: the commits of this space whose content goes, and the code of the ground."""

    commits: tuple[Id16, ...]
    ground: Word


class ShredFields(msgspec.Struct, frozen=True):
    """SHRED: all content of this space goes."""

    space: Id16
    ground: Word


def apply_redact(roster: Roster, header: Header, fields: dict[str, Any]) -> None:
    """Let a REDACT in: it reaches what stands in its own space, here already or still to come."""
    for commit in read_fields(RedactFields, fields).commits:
        roster.erased.put((Id(header.space), Id(commit)), True)


def apply_shred(roster: Roster, header: Header, fields: dict[str, Any], hands: Iterable[Id]) -> None:
    """Let a SHRED in: by or through someone to whom the space is assigned in person, or an administrator."""
    given = read_fields(ShredFields, fields)
    if given.space != header.space:
        raise Unfit("wrong_space")
    hands = tuple(hands)
    if not any(roster.in_person(user, given.space) or roster.is_admin(user) for user in hands):
        known = any(roster.may(user, given.space) for user in hands)
        raise Unfit("not_allowed" if known else "no_access")
    if given.space == roster.space:
        raise Unfit("not_allowed")
    roster.shreds.put(Id(given.space), True)
    roster.sealed.put(Id(given.space), frozenset())


def erased(roster: Roster, item: Arrived, op: str = "") -> bool:
    """Whether the body of a commit is not to be kept. `op` = its statement, when it is one and can be read."""
    space = Id(item.header.space)
    if roster.shredded(space):
        return op in ("", "KEYWRAP")
    named = roster.erased.get((space, Id(item.header.id)))
    return named and (not item.header.control or op in ("", "BLOB"))


def without_erased(roster: Roster, new: Unit, controls: Mapping[Id, Control]) -> Unit:
    """The unit without the bodies that were erased; `Unfit` when that is all that it brings."""
    taken = []
    for item in new:
        control = controls.get(Id(item.header.id))
        gone = item.commit.body is not None and erased(roster, item, control.op if control else "")
        taken.append(Arrived(item.header, item.commit.without_body()) if gone else item)
    brought = [item for item in new if item.commit.body is not None]
    if brought and all(item.commit.body is None for item in taken):
        space = next(item.header.space for item in brought)
        raise Unfit("shredded" if roster.shredded(Id(space)) else "redacted", (brought[0].header.id,))
    return tuple(taken)


def prime(connection: Connection, roster: Roster, items: Sequence[Arrived]) -> None:
    """Tell the roster at once which of these commits a REDACT names; it would ask for them one by one."""
    ids = [item.header.id for item in items]
    table = t.erased.c
    found: set[tuple[bytes, bytes]] = set()
    for start in range(0, len(ids), _CHUNK):
        ask = sa.select(table.space, table.id).where(
            table.organisation == roster.organisation, table.id.in_(ids[start : start + _CHUNK])
        )
        found.update((row.space, row.id) for row in connection.execute(ask))
    for item in items:
        place = (Id(item.header.space), Id(item.header.id))
        roster.erased.prime(place, place in found)


def carry_out(connection: Connection, roster: Roster) -> list[Gone]:
    """Take the bodies out that this push erases; the blobs to drop once the transaction has committed."""
    gone: list[Gone] = [(space, None) for space in roster.shreds.kept]
    for space in roster.shreds.kept:
        _take_bodies(connection, roster.organisation, [t.log.c.space == space], _outlives_redact_and_shred)
        for table in (t.sealed_to, t.granted, t.standing_in):
            connection.execute(table.delete().where(*_in(table, roster.organisation, space)))
        connection.execute(t.blob.update().where(*_in(t.blob, roster.organisation, space)).values(size=0))
    named: dict[Id, list[Id]] = {}
    for (space, commit), word in roster.erased.kept.items():
        if word:
            named.setdefault(space, []).append(commit)
    for space, commits in named.items():
        gone += _redact(connection, roster.organisation, space, commits)
    return gone


def _redact(connection: Connection, organisation: Id, space: Id, commits: Sequence[Id]) -> list[Gone]:
    gone: list[Gone] = []
    for start in range(0, len(commits), _CHUNK):
        some = commits[start : start + _CHUNK]
        _take_bodies(
            connection, organisation, [t.log.c.space == space, t.log.c.id.in_(some)], _outlives_redact
        )
        where = [*_in(t.blob, organisation, space), t.blob.c.commit.in_(some), t.blob.c.size > 0]
        gone += [(space, Id(row.blob)) for row in connection.execute(sa.select(t.blob.c.blob).where(*where))]
        connection.execute(t.blob.update().where(*where).values(size=0))
    return gone


def _take_bodies(
    connection: Connection,
    organisation: Id,
    where: list[sa.ColumnElement[bool]],
    outlives: Callable[[bytes, bytes], bool],
) -> None:
    table, after = t.log, 0
    while True:
        rows = connection.execute(
            sa.select(table.c.seq, table.c.header, table.c.body)
            .where(
                table.c.organisation == organisation, table.c.seq > after, *where, table.c.body.is_not(None)
            )
            .order_by(table.c.seq)
            .limit(_CHUNK)
        ).all()
        for row in rows:
            if not outlives(row.header, row.body):
                connection.execute(
                    table.update()
                    .where(table.c.organisation == organisation, table.c.seq == row.seq)
                    .values(body=None, redacted=sha256(row.body))
                )
        if len(rows) < _CHUNK:
            return
        after = rows[-1].seq


def _outlives_redact(header: bytes, body: bytes) -> bool:
    return decode_header(header).control and _op(body) != "BLOB"


def _outlives_redact_and_shred(header: bytes, body: bytes) -> bool:
    return decode_header(header).control and _op(body) not in ("", "KEYWRAP")


def _op(body: bytes) -> str:
    try:
        return decode_control(body).op
    except Malformed:
        return ""


def _in(table: sa.Table, organisation: Id, space: Id) -> list[sa.ColumnElement[bool]]:
    return [table.c.organisation == organisation, table.c.space == space]


def drop_blobs(store: BlobStore, organisation: Id, gone: Iterable[Gone]) -> None:
    """Take the files away, after what said so is on disk."""
    for space, blob in gone:
        store.drop(organisation, space, blob)


def sweep(database: Database, store: BlobStore) -> None:
    """Take away what a server that died between the two had left."""
    with database.reading() as connection:
        spaces = connection.execute(sa.select(t.shredded.c.organisation, t.shredded.c.space)).all()
        blobs = connection.execute(sa.select(t.blob).where(t.blob.c.size == 0)).all()
    for row in spaces:
        store.drop(Id(row.organisation), Id(row.space))
    for row in blobs:
        store.drop(Id(row.organisation), Id(row.space), Id(row.blob))

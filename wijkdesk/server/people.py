"""The roster's rows in the database: loading them one by one, and writing back what a push changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec
import sqlalchemy as sa

from wijkdesk.core.commit import decode_header
from wijkdesk.core.ids import Id
from wijkdesk.server import tables as t
from wijkdesk.server.roster import (
    Admins,
    Assign,
    Assigns,
    Attached,
    Device,
    Grant,
    Member,
    Members,
    Roster,
    Standing,
    Wipe,
)
from wijkdesk.sync.codes import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection

    from wijkdesk.core.errors import Refused
    from wijkdesk.server.roster import Place


@dataclass(frozen=True)
class Caller:
    """Who makes a request, at `now` (ms): a device that is in, of a user who is a member."""

    organisation: Id
    device: Id
    user: Id
    admin: bool
    now: int


class Rows:
    """The `roster.Source` of one organisation over a connection."""

    def __init__(self, connection: Connection, organisation: Id) -> None:
        self.connection = connection
        self.organisation = organisation

    def admins(self) -> Admins:
        """All administrator keys."""
        return {bytes(row.key): Id(row.user) for row in self._select(t.admin)}

    def members(self, user: Id) -> Members:
        """The places of a user."""
        rows = self._select(t.member, t.member.c.user == user)
        return {Id(row.team): Member(row.role, row.state, row.at, row.seq) for row in rows}

    def device(self, device: Id) -> Device | None:
        """A device, if known."""
        for row in self._select(t.device, t.device.c.device == device):
            return Device(Id(row.user), row.sign, row.state, row.at, _last(row.last))
        return None

    def assigns(self, space: Id) -> Assigns:
        """Who holds a space, or held it."""
        rows = self._select(t.assign, t.assign.c.space == space)
        return {(row.kind, Id(row.holder)): Assign(row.state, row.at, row.seq) for row in rows}

    def blob(self, place: Place) -> Attached | None:
        """A blob, if known."""
        space, blob = place
        for row in self._select(t.blob, t.blob.c.space == space, t.blob.c.blob == blob):
            return Attached(row.size, row.hash, Id(row.commit))
        return None

    def wipe(self, device: Id) -> Wipe | None:
        """The request to wipe a device, if there is one."""
        for row in self._select(t.wipe, t.wipe.c.device == device):
            return Wipe(row.at, row.statement)
        return None

    def sealed(self, space: Id) -> frozenset[Id]:
        """The teams that were handed a key of a space."""
        return frozenset(Id(row.team) for row in self._select(t.sealed_to, t.sealed_to.c.space == space))

    def grants(self, place: Place) -> frozenset[Grant]:
        """The grants of a (space, user)."""
        space, user = place
        rows = self._select(t.granted, t.granted.c.space == space, t.granted.c.user == user)
        return frozenset(Grant(row.until, row.seq) for row in rows)

    def standing(self, place: Place) -> Standing | None:
        """Until when a (space, user) is stood in for."""
        space, user = place
        for row in self._select(t.standing_in, t.standing_in.c.space == space, t.standing_in.c.user == user):
            return Standing(row.until, row.at, row.seq)
        return None

    def erased(self, place: Place) -> bool:
        """Whether a REDACT names a (space, commit)."""
        space, commit = place
        return bool(self._select(t.erased, t.erased.c.space == space, t.erased.c.id == commit))

    def shredded(self, space: Id) -> bool:
        """Whether a space was erased whole."""
        return bool(self._select(t.shredded, t.shredded.c.space == space))

    def chain(self, place: Place) -> list[tuple[Id, bytes, bytes]]:
        """Id, hash and prev of the commits of a device in a space, as (device, space)."""
        device, space = place
        rows = self._select(t.log, t.log.c.space == space, t.log.c.device == device)
        return [(Id(row.id), row.hash, decode_header(row.header).prev) for row in rows]

    def _select(self, table: sa.Table, *where: sa.ColumnElement[bool]) -> Sequence[Any]:
        return self.connection.execute(
            sa.select(table).where(table.c.organisation == self.organisation, *where)
        ).all()


def _last(packed: bytes | None) -> tuple[Place, ...] | None:
    if packed is None:
        return None
    return tuple((Id(space), Id(commit)) for space, commit in msgspec.msgpack.decode(packed))


def load_roster(connection: Connection, organisation: Id, now: int) -> Roster | None:
    """The roster of an organisation at `now` (ms); None when the server does not know it."""
    row = connection.execute(
        sa.select(t.organisation.c.root, t.organisation.c.space).where(
            t.organisation.c.organisation == organisation
        )
    ).first()
    return Roster(organisation, row.root, Id(row.space), Rows(connection, organisation), now) if row else None


def recognise(roster: Roster, device: Id) -> Caller:
    """Who that device speaks for; `Refused` when it, or its user, is not in. One to be wiped hears so."""
    found = roster.devices.get(device)
    if found is None:
        raise refusal("unknown_device")
    if roster.is_out(device):
        raise out(roster, device)
    if not roster.is_member(found.user):
        raise refusal("not_member")
    return Caller(roster.organisation, device, found.user, roster.is_admin(found.user), roster.now)


def out(roster: Roster, device: Id) -> Refused:
    """The refusal for a device that is out, with the WIPE about it if there is one."""
    wipe = roster.wipes.get(device)
    return refusal("device_out", wipe.statement if wipe else b"")


def save_roster(connection: Connection, roster: Roster, base: int) -> None:
    """Write what a push changed; marks below zero count from `base`, the head before the push."""
    for admins in roster.admins.kept.values():
        _write(connection, t.admin, roster, [{"key": key, "user": user} for key, user in admins.items()])
    for user, places in roster.members.kept.items():
        _write(connection, t.member, roster, [_member(user, team, row, base) for team, row in places.items()])
    for device, row in roster.devices.kept.items():
        if row is not None:
            _write(connection, t.device, roster, [_device(device, row)])
    for space, held in roster.assigns.kept.items():
        _write(connection, t.assign, roster, [_assign(space, *item, base) for item in held.items()])
    for (space, blob), named in roster.blobs.kept.items():
        if named is not None:
            values = {"space": space, "blob": blob, "size": named.size, "hash": named.hash}
            _write(connection, t.blob, roster, [{**values, "commit": named.commit}])
    for device, wipe in roster.wipes.kept.items():
        if wipe is not None:
            values = {"device": device, "at": wipe.at, "statement": wipe.statement}
            _write(connection, t.wipe, roster, [values])
    _save_places(connection, roster, base)


def _save_places(connection: Connection, roster: Roster, base: int) -> None:
    for space, teams in roster.sealed.kept.items():
        _write(connection, t.sealed_to, roster, [{"space": space, "team": team} for team in teams])
    for (space, user), given in roster.grants.kept.items():
        place = {"space": space, "user": user}
        rows = [{**place, "until": grant.until, "seq": _seq(grant.seq, base)} for grant in given]
        _write(connection, t.granted, roster, rows)
    for (space, user), row in roster.standing.kept.items():
        if row is not None:
            values = {"until": row.until, "at": row.at, "seq": _seq(row.seq, base)}
            _write(connection, t.standing_in, roster, [{"space": space, "user": user, **values}])
    for space, commit in roster.erased.kept:
        _write(connection, t.erased, roster, [{"space": space, "id": commit}])
    for space in roster.shreds.kept:
        _write(connection, t.shredded, roster, [{"space": space}])


def _device(device: Id, row: Device) -> dict[str, Any]:
    last = None if row.last is None else msgspec.msgpack.encode(row.last)
    return {
        "device": device, "user": row.user, "sign": row.sign, "state": row.state, "at": row.at, "last": last,
    }  # fmt: skip


def _member(user: Id, team: Id, row: Member, base: int) -> dict[str, Any]:
    seq = _seq(row.seq, base)
    return {"user": user, "team": team, "role": row.role, "state": row.state, "at": row.at, "seq": seq}


def _assign(space: Id, holder: tuple[str, Id], row: Assign, base: int) -> dict[str, Any]:
    kind, who = holder
    seq = _seq(row.seq, base)
    return {"space": space, "kind": kind, "holder": who, "state": row.state, "at": row.at, "seq": seq}


def _seq(mark: int, base: int) -> int:
    return mark if mark >= 0 else base - mark


_KEYS: Final = {table: [column.name for column in table.primary_key] for table in t.metadata.tables.values()}


def _write(connection: Connection, table: sa.Table, roster: Roster, rows: list[dict[str, Any]]) -> None:
    """Put each row in the place of the one with its key (delete and insert: the same on every database)."""
    for row in rows:
        values = {"organisation": roster.organisation, **row}
        connection.execute(table.delete().where(*(table.c[name] == values[name] for name in _KEYS[table])))
        connection.execute(table.insert().values(**values))

"""The roster's rows in the database: loading them one by one, and writing back what a push changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from wijkdesk.core.ids import Id
from wijkdesk.server import tables as t
from wijkdesk.server.roster import Admins, Assign, Assigns, Attached, Device, Member, Members, Roster
from wijkdesk.sync.codes import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection

    from wijkdesk.server.roster import Place


@dataclass(frozen=True)
class Caller:
    """Who makes a request: a device that is in, of a user who is a member."""

    organisation: Id
    device: Id
    user: Id
    admin: bool


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
            return Device(Id(row.user), row.sign, row.state, row.at)
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

    def _select(self, table: sa.Table, *where: sa.ColumnElement[bool]) -> Iterable[Any]:
        return self.connection.execute(
            sa.select(table).where(table.c.organisation == self.organisation, *where)
        ).all()


def load_roster(connection: Connection, organisation: Id) -> Roster | None:
    """The roster of an organisation; None when the server does not know it."""
    row = connection.execute(
        sa.select(t.organisation.c.root, t.organisation.c.space).where(
            t.organisation.c.organisation == organisation
        )
    ).first()
    return Roster(organisation, row.root, Id(row.space), Rows(connection, organisation)) if row else None


def recognise(roster: Roster, device: Id) -> Caller:
    """Who that device speaks for; `Refused` when it, or its user, is not in."""
    found = roster.devices.get(device)
    if found is None:
        raise refusal("unknown_device")
    if found.state == "out":
        raise refusal("device_out")
    if not roster.is_member(found.user):
        raise refusal("not_member")
    return Caller(roster.organisation, device, found.user, roster.is_admin(found.user))


def save_roster(connection: Connection, roster: Roster, base: int) -> None:
    """Write what a push changed; marks below zero count from `base`, the head before the push."""
    for admins in roster.admins.kept.values():
        _write(connection, t.admin, roster, [{"key": key, "user": user} for key, user in admins.items()])
    for user, places in roster.members.kept.items():
        _write(connection, t.member, roster, [_member(user, team, row, base) for team, row in places.items()])
    for device, row in roster.devices.kept.items():
        if row is not None:
            values = {"device": device, "user": row.user, "sign": row.sign, "state": row.state, "at": row.at}
            _write(connection, t.device, roster, [values])
    for space, held in roster.assigns.kept.items():
        _write(connection, t.assign, roster, [_assign(space, *item, base) for item in held.items()])
    for (space, blob), named in roster.blobs.kept.items():
        if named is not None:
            values = {"space": space, "blob": blob, "size": named.size, "hash": named.hash}
            _write(connection, t.blob, roster, [{**values, "commit": named.commit}])


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

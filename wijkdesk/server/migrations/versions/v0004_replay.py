"""Key wraps and erasures already in the log, for servers that only stored them so far: the versions before wrote no
other statement that the server acts on."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa
from alembic import op

from wijkdesk.core.commit import Id16, Malformed, decode_control

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

revision = "0004"
down_revision = "0003"

_CONTROL = b"\x99\x01\x01"  # how the header of a control commit of format 1 begins
Place = tuple[bytes, bytes, bytes]  # organisation, space, and what is in it


class Keywrap(msgspec.Struct, frozen=True):
    """KEYWRAP, as far as it is looked at here."""

    owner: Id16
    wraps: tuple[tuple[str, Id16, bytes], ...]


class Redact(msgspec.Struct, frozen=True):
    """REDACT, as far as it is looked at here."""

    commits: tuple[Id16, ...]


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


_LOG = _table("log", "organisation", "seq", "id", "space", "header", "body", "redacted")


def upgrade() -> None:
    """Read the statements once."""
    replay(op.get_bind())


def replay(connection: Connection) -> None:
    """Note the teams that can open a space; take out the bodies that a REDACT names, and note the names."""
    sealed: set[Place] = set()
    erased: set[Place] = set()
    for row in connection.execute(
        sa.select(_LOG).where(sa.func.substr(_LOG.c.header, 1, 3) == _CONTROL, _LOG.c.body.is_not(None))
    ).all():
        with suppress(Malformed, msgspec.ValidationError):  # never taken for more than bytes, and not now
            _hear(row, sealed, erased)
    for place in erased:
        _take(connection, place)
    _write(connection, "sealed_to", "team", sealed)
    _write(connection, "erased", "id", erased)


def _hear(row: sa.Row[Any], sealed: set[Place], erased: set[Place]) -> None:
    control = decode_control(row.body)
    if control.op == "KEYWRAP" and control.fields.get("of") == "space":
        given = msgspec.convert(control.fields, Keywrap)
        if given.owner == row.space:
            teams = [holder for kind, holder, _wrap in given.wraps if kind == "team"]
            sealed.update((row.organisation, row.space, team) for team in teams)
    elif control.op == "REDACT":
        named = msgspec.convert(control.fields, Redact).commits
        erased.update((row.organisation, row.space, commit) for commit in named)


def _take(connection: Connection, place: Place) -> None:
    organisation, space, commit = place
    mine = (_LOG.c.organisation == organisation, _LOG.c.space == space, _LOG.c.id == commit)
    for row in connection.execute(sa.select(_LOG).where(*mine, _LOG.c.body.is_not(None))).all():
        if row.header[:3] != _CONTROL:
            gone = hashlib.sha256(row.body).digest()
            connection.execute(_LOG.update().where(*mine).values(body=None, redacted=gone))


def _write(connection: Connection, name: str, last: str, places: set[Place]) -> None:
    columns = ("organisation", "space", last)
    if places:
        rows = [dict(zip(columns, place, strict=True)) for place in sorted(places)]
        connection.execute(_table(name, *columns).insert(), rows)

"""The first push of an organisation founds it: ADMIN, MEMBER and DEVICE, signed from the root down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from wijkdesk.core.ids import Id
from wijkdesk.server import tables as t
from wijkdesk.server.judge import read_control
from wijkdesk.server.people import Rows
from wijkdesk.server.roster import Roster
from wijkdesk.server.statements import PEOPLE, AdminFields, apply_attested, read_fields
from wijkdesk.server.writing import token_hash
from wijkdesk.sync.codes import refusal
from wijkdesk.sync.receive import Unfit, check_place, read_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection

    from wijkdesk.core.commit import Control
    from wijkdesk.sync.ports import Arrived
    from wijkdesk.sync.protocol import PushReply


def first_roster(connection: Connection, organisation: Id, units: Sequence[bytes], now_ms: int) -> Roster:
    """The roster that the first push itself describes; `Refused` when it does not hold together.

    The people are looked at before the units are judged, as the laptop that signs them is named among them.
    """
    try:
        statements = sorted(_statements(organisation, units), key=_admins_first)
        item, control = next(pair for pair in statements if pair[1].op == "ADMIN")
        root = read_fields(AdminFields, control.fields).root
        roster = Roster(organisation, root, item.header.space, Rows(connection, organisation), now_ms)
        for _item, statement in statements:
            apply_attested(roster, statement, 0)
    except (Unfit, StopIteration) as error:
        raise refusal("founding") from error
    roster.keep()
    return roster


def _admins_first(pair: tuple[Arrived, Control]) -> bool:
    return pair[1].op != "ADMIN"


def _statements(organisation: Id, units: Iterable[bytes]) -> Iterable[tuple[Arrived, Control]]:
    for raw in units:
        unit = read_unit(raw)
        check_place(unit, organisation)
        yield from (
            (item, read_control(item))
            for item in unit
            if item.header.control and item.commit.body is not None
        )


def begins_whole(units: Sequence[bytes], reply: PushReply) -> bool:
    """Whether all that was said of people was taken; other units may wait for what comes in a later push."""
    refused = [read_unit(units[item.unit]) for item in reply.rejected]
    items = (item for unit in refused for item in unit)
    said = (read_control(item) for item in items if item.header.control and item.commit.body is not None)
    return not any(statement.op in PEOPLE for statement in said)


def admit(connection: Connection, organisation: Id, token: bytes, now_ms: int, *, open_: bool) -> None:
    """Raise `Refused` unless the server is open to new organisations or the token is good; uses the token up."""
    if open_:
        return
    used = (
        t.founding.update()
        .where(t.founding.c.token == token_hash(token), t.founding.c.expires > now_ms)
        .where(t.founding.c.used_by.is_(None))
        .values(used_by=organisation)
    )
    if connection.execute(used).rowcount != 1:
        raise refusal("not_open")


def found(connection: Connection, roster: Roster, now_ms: int) -> None:
    """Write the organisation down. Its epoch is the moment: never used before, so no client can mistake it."""
    key = {"organisation": roster.organisation}
    connection.execute(
        t.organisation.insert().values(
            **key, root=roster.root, space=roster.space, epoch=now_ms, head=0, founded=now_ms
        )
    )
    connection.execute(t.epoch.insert().values(**key, epoch=now_ms, head=0))


def exists(connection: Connection, organisation: Id) -> bool:
    """Whether the server knows the organisation."""
    known = sa.select(t.organisation.c.epoch).where(t.organisation.c.organisation == organisation)
    return connection.scalar(known) is not None

"""Who stands in for whom, as GRANTs with the code `stand_in` and their records say (docs/formats.md §3)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from wijkdesk.core.commit import Id16, Natural
from wijkdesk.core.ids import Id
from wijkdesk.storage import log
from wijkdesk.storage.control import decode
from wijkdesk.storage.keywraps import read
from wijkdesk.sync.protocol import STAND_IN

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.storage.holdings import Holdings
    from wijkdesk.storage.log import Entry

_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


class _Fields(msgspec.Struct, frozen=True):
    space: Id16
    user: Id16
    code: str
    until: Natural
    since: Natural = 0


@dataclass(frozen=True)
class Standing:
    """A user stands in for `by` from `since` until `until` (ms); `by` = who said so last."""

    organisation: Id
    space: Id
    user: Id
    by: Id
    since: int
    until: int


def standing(store: Holdings, connection: Connection, space: Id | None = None) -> list[Standing]:
    """Who stands in, or did: the latest word about each space and user, of one space or all.

    It ends earlier when its record in `team` says so: a GRANT that ends it early no longer reaches who stood in.
    """
    said: dict[tuple[Id, Id], Standing] = {}
    for entry in sorted(log.controls(connection, "GRANT"), key=_hlc):
        if entry.commit.body is not None and space in (None, entry.header.space):
            one = _read(store, entry)
            if one is not None:
                said[one.space, one.user] = one
    return [_ended(connection, one) for one in said.values()]


def _hlc(entry: Entry) -> int:
    return entry.header.hlc


def _read(store: Holdings, entry: Entry) -> Standing | None:
    given = read(_Fields, decode(entry.commit).fields)
    trust = store.trusts.get(Id(entry.header.organisation))
    author = trust.user_of(entry.header.device) if trust is not None else None
    if given.code != STAND_IN or author is None or author == given.user:
        return None
    organisation = Id(entry.header.organisation)
    return Standing(organisation, Id(entry.header.space), Id(given.user), author, given.since, given.until)


def _ended(connection: Connection, one: Standing) -> Standing:
    since = dt.datetime.fromtimestamp(one.since / 1000, dt.UTC).strftime(_MOMENT)
    rows = connection.exec_driver_sql(
        'SELECT until FROM kind_stand_in WHERE deleted = 0 AND dossier = ? AND "user" = ? AND since = ?',
        (one.space, one.user, since),
    ).scalars()
    ends = [_ms(str(until)) for until in list(rows) if until]
    return replace(one, until=min([one.until, *ends]))


def _ms(moment: str) -> int:
    return int(dt.datetime.strptime(moment, _MOMENT).replace(tzinfo=dt.UTC).timestamp() * 1000)

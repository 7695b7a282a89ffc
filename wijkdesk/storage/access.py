"""Reading for a while and no longer: grants (break-glass, standing in), and taking a space off this laptop after it.

What goes: keys, rows, tables, search entries, what others wrote, the wraps of the keys. What stays: this laptop's own
commits, sealed (its chain in the space goes on), and its drafts. Whoever may read again gets the rest by backfill.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from wijkdesk.core.clock import hlc_ms
from wijkdesk.core.commit import Id16, Natural
from wijkdesk.core.ids import Id
from wijkdesk.storage import erasure, household_lines, log
from wijkdesk.storage.control import Assign, decode
from wijkdesk.storage.keywraps import read
from wijkdesk.storage.projection import purge_index
from wijkdesk.storage.standing import Standing, standing

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.storage.holdings import Holdings
    from wijkdesk.storage.identity import Identity


class _Fields(msgspec.Struct, frozen=True):
    space: Id16
    user: Id16
    until: Natural


@dataclass(frozen=True)
class Grant:
    """A user broke the glass of a space at `at`, until `until` (ms)."""

    organisation: Id
    space: Id
    user: Id
    at: int
    until: int


def grants(store: Holdings, connection: Connection, space: Id | None = None) -> list[Grant]:
    """The grants that this laptop knows, of one space or all; one that another wrote than it names is none."""
    found = []
    for entry in log.controls(connection, "GRANT"):
        if entry.commit.body is None or (space is not None and entry.header.space != space):
            continue
        given = read(_Fields, decode(entry.commit).fields)
        trust = store.trusts.get(Id(entry.header.organisation))
        if trust is not None and trust.user_of(entry.header.device) == given.user:
            at = hlc_ms(entry.header.hlc)
            organisation = Id(entry.header.organisation)
            found.append(Grant(organisation, Id(entry.header.space), Id(given.user), at, given.until))
    return found


def by_grant_alone(store: Holdings, connection: Connection, me: Identity) -> dict[Id, int]:
    """The spaces this user reads by a grant only, broken glass or standing in, each with the end of the last (ms)."""
    until: dict[Id, int] = {}
    lent: list[Grant | Standing] = [*grants(store, connection), *standing(store, connection)]
    for one in lent:
        if (one.organisation, one.user) == (me.organisation, me.user):
            until[one.space] = max(one.until, until.get(one.space, 0))
    return {space: end for space, end in until.items() if not _assigned(connection, space, me.user)}


def _assigned(connection: Connection, space: Id, user: Id) -> bool:
    rows = connection.exec_driver_sql(
        "SELECT id FROM log WHERE space = ? AND op = 'ASSIGN' AND body IS NOT NULL ORDER BY hlc", (space,)
    ).scalars()
    state = "out"
    for commit in list(rows):
        entry = log.entry(connection, commit)
        fields = decode(entry.commit).fields if entry is not None else {}
        given = read(Assign, fields)
        if (given.to, given.id) == ("user", user):
            state = str(fields["state"])
    return state == "in"


def leave(store: Holdings, connection: Connection, me: Identity, space: Id) -> None:
    """This user may not read a space any more: take it off this laptop, in the caller's transaction."""
    erasure.clear(store, connection, space)
    connection.exec_driver_sql(
        "DELETE FROM log WHERE space = ? AND (device <> ? OR op = 'KEYWRAP')", (space, me.device)
    )
    connection.exec_driver_sql(
        "UPDATE log SET state = ? WHERE space = ? AND op IS NULL AND body IS NOT NULL", (log.WAITING, space)
    )
    connection.exec_driver_sql(
        "DELETE FROM cursor WHERE organisation = ? AND space = ?", (me.organisation, space)
    )
    household_lines.forget_all(connection)  # numbers of the log may be given again
    store.forget_space(connection, space)
    purge_index(connection)

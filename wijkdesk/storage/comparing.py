"""The store's side of the comparison with the server: what each space holds, when they were last held side by side,
and mending a space that differs: fetched again from the start, and offered again whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkdesk.core.ids import Id
from wijkdesk.storage import quarantine
from wijkdesk.storage.intake import APART
from wijkdesk.storage.keyring import get_secret, put_secret
from wijkdesk.sync.digest import Count, count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import Connection

    from wijkdesk.storage.store import Store

HELD = "held/"  # the log's numbers of a unit that the server refused
WEEK_MS = 7 * 24 * 3600 * 1000


def due(store: Store, organisation: Id) -> bool:
    """Whether a week has gone by, or something went wrong; a laptop that never compared begins its week now."""
    at = store.secret(_at(organisation))
    if at is None:
        compared(store, organisation)
    return at is not None and store.clock.now_ms() - int(at) >= WEEK_MS


def compared(store: Store, organisation: Id) -> None:
    """They were held side by side now."""
    store.set_secret(_at(organisation), str(store.clock.now_ms()).encode())


def doubt(store: Store, organisation: Id) -> None:
    """Something went wrong: compare at the next occasion."""
    store.set_secret(_at(organisation), b"0")


def tally(connection: Connection, organisation: Id) -> dict[Id, Count]:
    """What the server should hold of each space as well: all but what waits for it or was refused by it."""
    return count(_shared(connection, organisation))


def _shared(connection: Connection, organisation: Id) -> Iterator[tuple[Id, bytes]]:
    refused = _refused(connection)
    logged: set[bytes] = set()
    rows = connection.exec_driver_sql(
        "SELECT no, space, id FROM log WHERE organisation = ? AND no NOT IN (SELECT no FROM outbox)",
        (organisation,),
    )
    for no, space, commit in rows:
        logged.add(commit)
        if no not in refused:
            yield Id(space), commit
    for held in quarantine.everything(connection):
        if held.organisation == organisation and get_secret(connection, HELD + held.id.hex()) is None:
            for header, _commit in held.commits():
                if header.id not in logged:
                    yield Id(header.space), header.id


def _refused(connection: Connection) -> set[int]:
    values = connection.exec_driver_sql(
        "SELECT value FROM secret WHERE substr(name, 1, ?) = ?", (len(HELD), HELD)
    ).scalars()
    return {int(no) for value in values for no in bytes(value).decode().split(",") if no}


def known(connection: Connection, space: Id, difference: bytes) -> bool:
    """Whether this space was mended for that same difference before, and it stayed; remembers it from now on."""
    name = f"differs/{space.hex()}"
    if get_secret(connection, name) == difference:
        return True
    put_secret(connection, name, difference)
    return False


def offer_again(connection: Connection, organisation: Id, spaces: Collection[Id]) -> None:
    """Put whole units with a commit in these spaces back in the outbox, in their old order."""
    for space in spaces:
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO outbox SELECT no, unit, organisation FROM log WHERE organisation = ?"
            " AND state <> ? AND body IS NOT NULL AND unit IN (SELECT unit FROM log WHERE space = ?)"
            " AND NOT EXISTS (SELECT 1 FROM secret WHERE name = 'local_space/' || lower(hex(log.space)))",
            (organisation, APART, space),
        )


def _at(organisation: Id) -> str:
    return f"compared/{organisation.hex()}"

"""Making the derived tables anew from the log: wholly, or for the kinds whose declaration changed (I1)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wijkdesk.core.ids import Id
from wijkdesk.core.progress import Progress, Silent
from wijkdesk.models.registry import KINDS
from wijkdesk.storage import log, projection, schema
from wijkdesk.storage.intake import Intake
from wijkdesk.storage.patches import patches_of
from wijkdesk.storage.projection import make_table
from wijkdesk.storage.rows import Rows
from wijkdesk.storage.tables import TABLES
from wijkdesk.sync.merge import decode_state

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from wijkdesk.storage.store import Store

_CHUNK = 2_000


def everything(store: Store, progress: Progress | None = None) -> None:
    """Throw away all that is derived and make it again from the log, in one transaction."""
    progress = progress or Silent()
    with store.writing() as connection, _whole_pages(connection):
        for name in schema.DERIVED_NAMES:
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
        for statement in schema.DERIVED:
            connection.exec_driver_sql(statement)
        _replay(store, connection, progress)
        for kind in KINDS:
            make_table(connection, kind)
        _fill(connection, list(KINDS), progress)
        _open_what_waited(store, connection)
        projection.note_schema(connection)


def _open_what_waited(store: Store, connection: Connection) -> None:
    """What a later version wrote waits in the log, until this one is that version."""
    intake = Intake(store, connection)
    intake.retry()
    intake.finish()


@contextmanager
def _whole_pages(connection: Connection) -> Iterator[None]:
    """Let tables go without writing zeros over them: that statement would hold all their pages in memory.

    The pages are overwritten by the tables made next; until then they lie in the file as sealed as the log.
    """
    connection.exec_driver_sql("PRAGMA secure_delete=OFF")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA secure_delete=ON")


def kinds(store: Store, names: Iterable[str], progress: Progress | None = None) -> None:
    """Make the tables of some kinds anew; the states of their rows stay, unless the schema was raised."""
    chosen = list(names)
    with store.database.read() as connection:
        raised = projection.schema_raised(connection)
    if raised:
        everything(store, progress)
        return
    with store.writing() as connection, _whole_pages(connection):
        for kind in chosen:
            projection.forget(connection, kind)
            make_table(connection, kind)
        _fill(connection, chosen, progress or Silent())
        projection.note_schema(connection)


def _replay(store: Store, connection: Connection, progress: Progress) -> None:
    total = int(connection.exec_driver_sql("SELECT count(*) FROM log").scalar_one())
    rows = Rows(connection, empty=True)
    for done, entry in enumerate(log.entries(connection)):
        if not entry.header.control:
            for patch in patches_of(store, entry):
                rows.apply(entry.header, patch)
            rows.trim()
        if done % _CHUNK == 0:
            progress.report(done, total * 2)
    rows.write_all()


def _fill(connection: Connection, names: list[str], progress: Progress) -> None:
    total = int(connection.exec_driver_sql("SELECT count(*) FROM row").scalar_one())
    done = 0
    for kind in names:
        last = 0
        while chunk := connection.exec_driver_sql(
            "SELECT no, row, space, state FROM row WHERE kind = ? AND no > ? ORDER BY no LIMIT ?",
            (kind, last, _CHUNK),
        ).fetchall():
            states = [(no, kind, (Id(row), Id(space)), decode_state(raw)) for no, row, space, raw in chunk]
            projection.project(connection, states, fresh=True)
            last = chunk[-1][0]
            done += len(chunk)
            progress.report(total + done, total * 2)


def digest(store: Store) -> str:
    """SHA-256 over all tables of kinds, rows sorted by id and space: equal sets of commits give equal digests."""
    total = hashlib.sha256()
    with store.database.read() as connection:
        for kind in sorted(TABLES):
            for row in connection.exec_driver_sql(f"{TABLES[kind].select} ORDER BY id, space"):
                total.update(repr(tuple(row)).encode())
    return total.hexdigest()

"""REDACT: the content of commits goes, what hung on them keeps its place (architecture.md §2, Erasure)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from wijkdesk.core.commit import Patch
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import Id
from wijkdesk.storage import log
from wijkdesk.sync.merge import REDACTED, RowState
from wijkdesk.vault.commits import open_body

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.storage.rows import Rows
    from wijkdesk.storage.store import Store


def redact(store: Store, commits: Sequence[Id], ground: str) -> None:
    """Erase the content of commits of one space, here and by a signed REDACT everywhere. `ground` is a code."""
    with store.unit("redact") as unit:
        first = log.entry(unit.connection, commits[0])
        if first is None:
            raise Refused("not_here", "commit not in this log")
        fields = {"commits": list(commits), "ground": ground}
        unit.control(Id(first.header.space), "REDACT", fields)
        erase(store, unit.connection, unit.rows, commits)


def stub_of(patches: Sequence[Patch]) -> bytes:
    """{table, row, field, bases} of patches, without any value."""
    plain = [[p.table, p.row, {name: list(f.bases) for name, f in p.fields.items()}] for p in patches]
    return msgspec.msgpack.encode(plain)


def erase(store: Store, connection: Connection, rows: Rows, commits: Sequence[bytes]) -> None:
    """Take out bodies and values; heads of redacted commits stay as "gewist"."""
    for commit in commits:
        found = log.entry(connection, commit)
        if found is None or found.commit.body is None:
            continue
        key = store.keyring.by_id(found.header.key)
        patches = open_body(found.commit, key.key).patches if key else ()
        gone = found.commit.without_body()
        connection.exec_driver_sql(
            "UPDATE log SET body = NULL, redacted = ?, stub = ? WHERE no = ?",
            (gone.redacted, stub_of(patches), found.no),
        )
        for patch in patches:
            _wipe(rows, Id(patch.row), Id(found.header.space), commit)


def _wipe(rows: Rows, row: Id, space: Id, commit: bytes) -> None:
    state: RowState = rows.state(row, space)
    for heads in state.fields.values():
        for head in heads:
            if head.commit == commit:
                head.value = REDACTED
    rows.put(row, space, state)

"""The past of a record, read from the log: who changed what, when. Every version is there; `steps` only groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wijkdesk.core.ids import Id
from wijkdesk.models.history import upcast
from wijkdesk.storage import log
from wijkdesk.storage.rows import Rows
from wijkdesk.sync.merge import REDACTED, RowState, decode_state, unpack
from wijkdesk.vault.commits import open_body

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.core.commit import FieldPatch
    from wijkdesk.storage.store import Store

ONE_STEP_MS = 10 * 60 * 1000


@dataclass(frozen=True)
class Version:
    """A record as one commit left it: `values` are shown after it, `changed` what it changed; `kind` of the commit."""

    commit: Id
    user: Id
    device: Id
    wall: int
    kind: str
    values: dict[str, Any]
    changed: dict[str, tuple[Any, Any]]
    own: bool


@dataclass(frozen=True)
class Side:
    """One of several values that people gave a field without seeing each other."""

    commit: Id
    user: Id
    device: Id
    wall: int
    value: Any
    redacted: bool = False


def commits_of(connection: Connection, row: Id) -> list[bytes]:
    """The commits a row was made of; none when it is not here."""
    raw = connection.exec_driver_sql("SELECT state FROM row WHERE row = ?", (row,)).scalars().all()
    return [commit for state in raw for commit in decode_state(state).commits]


def written_by(store: Store, rows: Sequence[Id]) -> list[tuple[Id, Id, Id]]:
    """The commits that some rows were made of, oldest first: (row, commit, device)."""
    out: list[tuple[int, Id, Id, Id]] = []
    with store.database.read() as connection:
        for row in rows:
            for commit in commits_of(connection, row):
                device, hlc = connection.exec_driver_sql(
                    "SELECT device, hlc FROM log WHERE id = ?", (commit,)
                ).one()
                out.append((int(hlc), row, Id(commit), Id(device)))
    out.sort(key=lambda found: found[0])
    return [(row, commit, device) for _hlc, row, commit, device in out]


def versions(store: Store, row: Id) -> list[Version]:
    """All versions of a record that can be read here, oldest first."""
    out: list[Version] = []
    state = RowState()
    with store.database.read() as connection:
        for entry in log.of_row(connection, commits_of(connection, row)):
            key = store.keyring.by_id(entry.header.key)
            if key is None or entry.commit.body is None:
                continue
            inner = upcast(open_body(entry.commit, key.key))
            patch = next((p for p in inner.patches if p.row == row), None)
            if patch is None:
                continue
            before = state.shown()
            state.apply(entry.header.id, entry.header.hlc, entry.header.device, patch.fields)
            after = state.shown()
            changed = {
                name: (before.get(name), after.get(name))
                for name in patch.fields
                if before.get(name) != after.get(name)
            }
            device = Id(entry.header.device)
            own = any(device == identity.device for identity in store.identities.values())
            out.append(
                Version(
                    Id(entry.header.id), Id(inner.actor), device, inner.wall, inner.kind, after, changed, own
                )
            )
    return out


def steps(found: Sequence[Version]) -> list[list[Version]]:
    """Versions grouped as people see them: one author's edits on one laptop within ten minutes are one step."""
    out: list[list[Version]] = []
    for version in found:
        if out and _together(out[-1][0], version):
            out[-1].append(version)
        else:
            out.append([version])
    return out


def _together(first: Version, found: Version) -> bool:
    same = (first.user, first.device, first.kind) == (found.user, found.device, found.kind)
    return same and found.kind == "edit" and 0 <= found.wall - first.wall <= ONE_STEP_MS


def changed_in(step: Sequence[Version]) -> dict[str, tuple[Any, Any]]:
    """What a step changed as a whole: each field before its first and after its last version."""
    changed: dict[str, tuple[Any, Any]] = {}
    for version in step:
        for name, (old, new) in version.changed.items():
            changed[name] = (changed[name][0] if name in changed else old, new)
    return changed


def sides(store: Store, row: Id, space: Id, field: str) -> list[Side]:
    """The values of a field that nobody chose from yet, with who and when; highest rank last."""
    with store.database.read() as connection:
        state = Rows(connection).state(row, space)
        heads = sorted(state.fields.get(field, []), key=lambda head: head.rank)
        return [
            _side(store, connection, row, field, Id(head.commit), unpack(head.value), head.value == REDACTED)
            for head in heads
        ]


def _side(
    store: Store,
    connection: Connection,
    row: Id,
    field: str,
    commit: Id,
    value: Any,
    redacted: bool,
) -> Side:
    entry = log.entry(connection, commit)
    assert entry is not None, "a head names a commit of the log"
    key = store.keyring.by_id(entry.header.key)
    if key is None or entry.commit.body is None:
        return Side(commit, Id(bytes(16)), Id(entry.header.device), 0, None, redacted=True)
    inner = open_body(entry.commit, key.key)
    return Side(commit, Id(inner.actor), Id(entry.header.device), inner.wall, value, redacted)


def patch_of(store: Store, connection: Connection, commit: Id, row: Id) -> dict[str, FieldPatch]:
    """What one commit wrote in one row; empty when it cannot be read here."""
    entry = log.entry(connection, commit)
    key = store.keyring.by_id(entry.header.key) if entry else None
    if entry is None or key is None or entry.commit.body is None:
        return {}
    patches = upcast(open_body(entry.commit, key.key)).patches
    return dict(next((p.fields for p in patches if p.row == row), {}))

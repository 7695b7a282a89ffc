"""Erasing (architecture.md §2): REDACT takes the content of commits, SHRED all of a space; the log keeps its shape.

A stub tells what a commit wrote: rows, fields and bases, without a value. It travels sealed beside its REDACT, so
that a laptop that never saw the content knows the same heads as one that did (I2; docs/decisions/0006-erasure.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.commit import FieldPatch, Id16, Inner, Malformed, decode_control, sha256
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import Id
from wijkdesk.models.registry import KINDS
from wijkdesk.storage import household_lines, log
from wijkdesk.storage.keyring import get_secret, put_secret
from wijkdesk.storage.patches import stub_of, stub_patches
from wijkdesk.storage.projection import project, purge_index
from wijkdesk.storage.rows import Rows
from wijkdesk.storage.tables import TABLES
from wijkdesk.sync.merge import REDACTED, unpack, winner
from wijkdesk.vault.commits import open_body

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.models.base import Record
    from wijkdesk.storage.holdings import Holdings
    from wijkdesk.storage.store import Store
    from wijkdesk.storage.unit_of_work import Unit

STUBS = "stubs"  # in the `extra` of a sealed commit: [[commit id, stub], ...]
_EARLY = "stub/"  # a stub that came before its commit

Rest = dict[tuple[str, Id], dict[str, FieldPatch]]


def redact(store: Store, commits: Sequence[Id], ground: str) -> ChangeSet:
    """Erase the content of commits of one space, here and by a signed REDACT everywhere. `ground` is a code."""
    with store.unit("redact") as unit:
        first = log.entry(unit.connection, commits[0])
        if first is None:
            raise Refused("not_here", "commit not in this log")
        take_out(store, unit, Id(first.header.space), commits, ground)
    return unit.changes


def take_out(store: Store, unit: Unit, space: Id, commits: Sequence[Id], ground: str) -> None:
    """Within a unit: REDACT of commits of a space, with their stubs."""
    unit.control(space, "REDACT", {"commits": list(commits), "ground": ground})
    stubs = erase(store, unit.connection, unit.rows, commits)
    unit.attach(space, STUBS, [[commit, stub] for commit, stub in stubs.items()])


def erase_records(store: Store, unit: Unit, records: Sequence[Record], ground: str) -> None:
    """All that was ever written in these records goes. What the same commits wrote elsewhere is written again."""
    for space in dict.fromkeys(record.space for record in records):
        mine = [record for record in records if record.space == space]
        rows = {record.id for record in mine}
        commits = _commits_of(unit, rows, space)
        rest = _rest(store, unit, rows, space, commits)
        for record in mine:
            unit.delete(record)
            blobs = _blobs_in(unit.connection, record.KIND, record.id, space)
            _doom(store, blobs)
            commits += [commit for blob, commit in blobs_named(unit.connection, space) if blob in blobs]
            unit.connection.exec_driver_sql("DELETE FROM draft WHERE row = ?", (record.id,))
        if commits:
            take_out(store, unit, space, commits, ground)
        for (kind, row), fields in rest.items():
            unit.patch(kind, row, space, fields)


def _commits_of(unit: Unit, rows: Iterable[Id], space: Id) -> list[Id]:
    """The commits that wrote the rows, as far as they still have a body."""
    named = dict.fromkeys(commit for row in rows for commit in unit.rows.state(row, space).commits)
    found = (log.entry(unit.connection, commit) for commit in named)
    return [Id(entry.header.id) for entry in found if entry is not None and entry.commit.body is not None]


def _rest(store: Store, unit: Unit, rows: set[Id], space: Id, commits: list[Id]) -> Rest:
    """What these commits still show in other rows: the values that must stay."""
    rest: Rest = {}
    for commit in commits:
        entry = log.entry(unit.connection, commit)
        key = store.keyring.by_id(entry.header.key) if entry else None
        if entry is None or key is None:
            continue
        for patch in open_body(entry.commit, key.key).patches:
            if patch.row not in rows:
                rest[patch.table, Id(patch.row)] = _kept(unit, space, Id(patch.row), commits)
    return {key: fields for key, fields in rest.items() if fields}


def _kept(unit: Unit, space: Id, row: Id, commits: list[Id]) -> dict[str, FieldPatch]:
    kept: dict[str, FieldPatch] = {}
    for name, heads in unit.rows.state(row, space).fields.items():
        gone = [head for head in heads if head.commit in commits and head.value != REDACTED]
        if gone:
            value: Any = unpack(winner(gone).value)
            kept[name] = FieldPatch(value, tuple(sorted(Id(head.commit) for head in gone)))
    return kept


# ---- what a REDACT does to a log, here and on every laptop


def erase(store: Holdings, connection: Connection, rows: Rows, commits: Sequence[bytes]) -> dict[Id, bytes]:
    """Take out bodies and values; heads of redacted commits stay as "gewist". Gives the stubs it made."""
    stubs: dict[Id, bytes] = {}
    for commit in commits:
        found = log.entry(connection, commit)
        if found is None or found.commit.body is None:
            continue
        if found.header.control:
            named = blob_in(found.commit.body)
            if not named:
                continue  # no other statement can be erased so
            _doom(store, named)
        key = store.keyring.by_id(found.header.key)
        inner = open_body(found.commit, key.key) if key else None
        stub = stub_of(inner.patches) if inner else None
        _take_body(connection, found, stub)
        store.erased.append(f"{found.header.space.hex()} {commit.hex()}")
        if inner is not None and stub is not None:
            stubs |= _carried(inner) | {Id(commit): stub}
            for patch in stub_patches(stub):
                _wipe(rows, Id(patch.row), Id(found.header.space), commit)
    return stubs


def _carried(inner: Inner) -> dict[Id, bytes]:
    """The stubs that a commit brought along: they must outlive it."""
    return {Id(commit): bytes(stub) for commit, stub in inner.extra.get(STUBS, ())}


def take_stubs(connection: Connection, rows: Rows, space: bytes, given: Any) -> None:
    """Hear what redacted commits of a space once wrote; one that is not here yet finds its stub when it comes."""
    try:
        pairs = msgspec.convert(given, tuple[tuple[Id16, bytes], ...])
    except msgspec.ValidationError as error:
        raise Malformed(f"stubs: {error}") from error
    for commit, stub in pairs:
        patches = stub_patches(stub)
        entry = log.entry(connection, commit)
        if entry is None:
            put_secret(connection, _EARLY + commit.hex(), space + stub)
        elif entry.header.space == space and entry.commit.body is None and entry.stub is None:
            log.set_stub(connection, entry.no, stub)
            for patch in patches:
                rows.apply(entry.header, patch)


def early_stub(connection: Connection, space: bytes, commit: bytes) -> bytes | None:
    """The stub of a commit, when it came before the commit itself did."""
    found = get_secret(connection, _EARLY + commit.hex())
    return found[16:] if found is not None and found[:16] == space else None


def _take_body(connection: Connection, entry: log.Entry, stub: bytes | None) -> None:
    gone = entry.commit.without_body()
    connection.exec_driver_sql(
        "UPDATE log SET body = NULL, redacted = ?, stub = ?, state = ? WHERE no = ?",
        (gone.redacted, stub, log.APPLIED, entry.no),
    )
    connection.exec_driver_sql(
        "DELETE FROM undo_step WHERE unit = (SELECT unit FROM log WHERE no = ?)", (entry.no,)
    )


def _wipe(rows: Rows, row: Id, space: Id, commit: bytes) -> None:
    state = rows.state(row, space)
    for heads in state.fields.values():
        for head in heads:
            if head.commit == commit:
                head.value = REDACTED
    rows.put(row, space, state)


# ---- what a SHRED does


def shred(store: Store, unit: Unit, space: Id, ground: str) -> None:
    """Within a unit: all of a space goes, its keys with it, here and by a signed SHRED everywhere."""
    unit.control(space, "SHRED", {"space": space, "ground": ground})
    empty(store, unit.connection, space)


def empty(store: Holdings, connection: Connection, space: Id) -> None:
    """Take out all that a space held: content, keys, tables, index, drafts, blobs. Who wrote when stays."""
    clear(store, connection, space)
    connection.exec_driver_sql("DELETE FROM draft WHERE space = ?", (space,))
    bodies = connection.exec_driver_sql(
        "SELECT no, body FROM log WHERE space = ? AND body IS NOT NULL AND (op IS NULL OR op = 'KEYWRAP')",
        (space,),
    ).fetchall()
    connection.exec_driver_sql(
        "UPDATE log SET body = NULL, redacted = ?, state = 'applied' WHERE no = ?",
        [(sha256(body), no) for no, body in bodies],
    ) if bodies else None
    connection.exec_driver_sql("UPDATE log SET stub = NULL WHERE space = ? AND stub IS NOT NULL", (space,))
    household_lines.forget(connection, space)
    store.forget_space(connection, space)
    store.erased.append(f"{space.hex()} *")


def clear(store: Holdings, connection: Connection, space: Id) -> None:
    """Take out what was made of a space: rows, tables, index, keys, blobs, steps to undo. Its log stays."""
    for kind in TABLES:
        _doom(store, _blobs_in(connection, kind, None, space))
    for table in ("row", "search", "clash", "content_key", *(found.name for found in TABLES.values())):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE space = ?", (space,))
    connection.exec_driver_sql(
        "DELETE FROM undo_step WHERE unit IN (SELECT unit FROM log WHERE space = ?)", (space,)
    )


# ---- after a restore


def again(store: Store, notes: Sequence[str]) -> None:
    """Erase in a store that was put back from a backup what was erased since; `notes` = lines of `Store.erased`."""
    pairs = [tuple(map(bytes.fromhex, line.replace("*", "").split(" "))) for line in notes]
    with store.writing() as connection:
        rows = Rows(connection)
        for space in {pair[0] for pair in pairs if not pair[1]}:
            rows.drop(Id(space))
            empty(store, connection, Id(space))
        erase(store, connection, rows, [commit for _space, commit in pairs if commit])
        project(connection, rows.flush())
        purge_index(connection)


def _blobs_in(connection: Connection, kind: str, row: Id | None, space: Id) -> list[bytes]:
    """The blobs that records of a kind name, as their tables show them."""
    fields = [spec.name for spec in KINDS[kind].specs().values() if spec.is_blob]
    if not fields:
        return []
    where, values = ("space = ?", (space,)) if row is None else ("space = ? AND id = ?", (space, row))
    columns = ", ".join(f'"{name}"' for name in fields)
    found = connection.exec_driver_sql(f"SELECT {columns} FROM {TABLES[kind].name} WHERE {where}", values)
    return [blob for line in found for blob in line if isinstance(blob, bytes) and len(blob) == 16]


def blob_in(statement: bytes) -> list[bytes]:
    """The blob that a statement names when it is a BLOB."""
    try:
        control = decode_control(statement)
    except Malformed:
        return []
    blob = control.fields.get("blob") if control.op == "BLOB" else None
    return [blob] if isinstance(blob, bytes) and len(blob) == 16 else []


def blobs_named(connection: Connection, space: Id) -> list[tuple[bytes, Id]]:
    """The blobs that statements of a space name, each with the commit that does."""
    return [
        (blob, Id(entry.header.id))
        for entry in log.controls(connection, "BLOB")
        if entry.header.space == space and entry.commit.body is not None
        for blob in blob_in(entry.commit.body)
    ]


def _doom(store: Holdings, blobs: Iterable[bytes]) -> None:
    store.doomed.extend(Id(blob) for blob in blobs)

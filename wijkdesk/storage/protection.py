"""Becoming protected: a record goes to another space, and what stood open is erased, in one unit (architecture.md §3).

A commit is erased whole. What else it wrote is written again in the same unit, on top of the erased heads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from wijkdesk.core.commit import FieldPatch
from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.base import Record
from wijkdesk.storage import erasure, log
from wijkdesk.sync.merge import unpack, winner
from wijkdesk.vault.commits import open_body

if TYPE_CHECKING:
    from wijkdesk.storage.store import Store
    from wijkdesk.storage.unit_of_work import Unit

R = TypeVar("R", bound=Record)
Rest = dict[tuple[str, Id], dict[str, FieldPatch]]


def move(store: Store, unit: Unit, record: R, to_space: Id, ground: str) -> R:
    """Make the record anew in another space (with `moved_from`) and erase the old one; gives the new one."""
    made = record.with_(id=new_id(), space=to_space, moved_from=record.id)
    unit.create(made)
    commits = _commits_of(unit, record)
    rest = _rest(store, unit, record, commits)
    unit.delete(record)
    unit.control(record.space, "REDACT", {"commits": commits, "ground": ground})
    erasure.erase(store, unit.connection, unit.rows, commits)
    for (kind, row), fields in rest.items():
        unit.patch(kind, row, record.space, fields)
    return made


def _commits_of(unit: Unit, record: Record) -> list[Id]:
    """The commits that wrote the record, as far as they still have a body."""
    found = (
        log.entry(unit.connection, commit) for commit in unit.rows.state(record.id, record.space).commits
    )
    return [Id(entry.header.id) for entry in found if entry is not None and entry.commit.body is not None]


def _rest(store: Store, unit: Unit, record: Record, commits: list[Id]) -> Rest:
    """What these commits still show in other rows: the values that must stay."""
    rest: Rest = {}
    for commit in commits:
        entry = log.entry(unit.connection, commit)
        key = store.keyring.by_id(entry.header.key) if entry else None
        if entry is None or key is None:
            continue
        for patch in open_body(entry.commit, key.key).patches:
            if patch.row != record.id:
                rest[patch.table, Id(patch.row)] = _kept(unit, record.space, Id(patch.row), commits)
    return {key: fields for key, fields in rest.items() if fields}


def _kept(unit: Unit, space: Id, row: Id, commits: list[Id]) -> dict[str, FieldPatch]:
    kept: dict[str, FieldPatch] = {}
    for name, heads in unit.rows.state(row, space).fields.items():
        gone = [Id(head.commit) for head in heads if head.commit in commits]
        if gone:
            value: Any = unpack(winner(heads).value)
            kept[name] = FieldPatch(value, tuple(sorted(gone)))
    return kept

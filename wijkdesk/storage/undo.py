"""Undo and redo: the inverse of one's own steps, read from the log and written as new commits (architecture.md §6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.commit import FieldPatch, Inner
from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.models.base import DELETED
from wijkdesk.models.history import upcast
from wijkdesk.storage import log
from wijkdesk.storage.history import patch_of
from wijkdesk.vault.commits import open_body

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.storage.store import Store
    from wijkdesk.storage.unit_of_work import Unit

MOST_STEPS = 50


@dataclass(frozen=True)
class Step:
    """A step that can be undone or redone; `text` says which, in Dutch."""

    no: int
    unit: Id
    text: str


def next_undo(store: Store) -> Step | None:
    """The step that Ctrl+Z takes back."""
    return _step(store, "undone = 0", "DESC")


def next_redo(store: Store) -> Step | None:
    """The step that Ctrl+Shift+Z does again: the oldest undone one after which nothing new was done."""
    return _step(
        store, "undone = 1 AND no > (SELECT coalesce(max(no), 0) FROM undo_step WHERE undone = 0)", "ASC"
    )


def newest(store: Store) -> int:
    """The number of the last step that stands; 0 = none. It tells what happened since apart from what went before."""
    return int(store.execute("SELECT coalesce(max(no), 0) FROM undo_step WHERE undone = 0")[0][0])


def _step(store: Store, where: str, direction: str) -> Step | None:
    found = store.execute(
        f"SELECT no, unit, text FROM undo_step WHERE {where} ORDER BY no {direction} LIMIT 1"
    )
    return Step(int(found[0][0]), Id(found[0][1]), str(found[0][2])) if found else None


def start_session(store: Store) -> None:
    """Forget the steps of an earlier session; a lock does not end a session."""
    with store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM undo_step")


def undo(store: Store) -> tuple[ChangeSet, str]:
    """Take back the last step. Raises UserError when someone else built on it, or there is none."""
    step = next_undo(store)
    if step is None:
        raise UserError(_("Er is niets om ongedaan te maken."))
    return _reverse(store, step, "undo", undone=1), step.text


def redo(store: Store) -> tuple[ChangeSet, str]:
    """Do an undone step again."""
    step = next_redo(store)
    if step is None:
        raise UserError(_("Er is niets om opnieuw te doen."))
    return _reverse(store, step, "redo", undone=0), step.text


def _reverse(store: Store, step: Step, kind: str, undone: int) -> ChangeSet:
    with store.unit(kind) as unit:
        mine = _passed_over(unit.connection, step, undone)
        for commit, inner in _commits_of(store, unit.connection, step.unit):
            for patch in inner.patches:
                _reverse_row(store, unit, commit, patch.table, Id(patch.row), dict(patch.fields), mine)
        unit.connection.exec_driver_sql(
            "UPDATE undo_step SET undone = ?, unit = ? WHERE no = ?", (undone, unit.id, step.no)
        )
    return unit.changes


def _passed_over(connection: Connection, step: Step, undone: int) -> set[bytes]:
    """The units by which one's own later steps were undone (or earlier ones redone): they block nothing."""
    side = ">" if undone else "<"
    sql = f"SELECT unit FROM undo_step WHERE undone = ? AND no {side} ?"
    return set(connection.exec_driver_sql(sql, (undone, step.no)).scalars())


def _reverse_row(
    store: Store,
    unit: Unit,
    commit: log.Entry,
    table: str,
    row: Id,
    fields: dict[str, FieldPatch],
    mine: set[bytes],
) -> None:
    space = Id(commit.header.space)
    state = unit.rows.state(row, space)
    born = state.commits[:1] == [commit.header.id] and not any(patch.bases for patch in fields.values())
    if born:
        _must_be_ours(store, unit, commit, state.bases(DELETED, None), mine)
        unit.patch(table, row, space, {DELETED: FieldPatch(True, _ids(state.bases(DELETED, None)))})
        return
    back: dict[str, FieldPatch] = {}
    for name, patch in fields.items():
        heads = state.heads(name)
        _must_be_ours(store, unit, commit, heads, mine)
        before = _value_before(store, unit.connection, row, name, patch)
        if name == DELETED:
            back[name] = FieldPatch(not patch.value, _ids(state.bases(DELETED, None)))
        else:
            back[name] = FieldPatch(before, _ids(heads))
    unit.patch(table, row, space, back)


def _must_be_ours(
    store: Store, unit: Unit, commit: log.Entry, heads: tuple[bytes, ...], mine: set[bytes]
) -> None:
    """Raise UserError when a value shown is neither of this step nor of one's own steps back and forth."""
    for head in heads:
        if head == commit.header.id or _unit_of(store, unit.connection, head) in mine:
            continue
        raise UserError(
            _("Iemand schreef hierop verder. Ongedaan maken kan niet meer."),
            kept=_("Alles staat er nog."),
            todo=_("Kijk in de geschiedenis en zet daar een versie terug."),
        )


def _unit_of(store: Store, connection: Connection, commit: bytes) -> bytes | None:
    """The unit a commit belongs to; None when it cannot be read here."""
    entry = log.entry(connection, commit)
    key = store.keyring.by_id(entry.header.key) if entry else None
    if entry is None or key is None or entry.commit.body is None:
        return None
    return open_body(entry.commit, key.key).unit


def _value_before(store: Store, connection: Connection, row: Id, name: str, patch: FieldPatch) -> Any:
    """What the field showed before this patch: the value of the base with the highest stamp that wrote it."""
    best: tuple[int, Any] = (-1, None)
    for base in patch.bases:
        entry = log.entry(connection, base)
        written = patch_of(store, connection, Id(base), row).get(name)
        if entry is not None and written is not None and entry.header.hlc > best[0]:
            best = (entry.header.hlc, written.value)
    return best[1]


def _ids(commits: tuple[bytes, ...]) -> tuple[Id, ...]:
    return tuple(sorted(Id(commit) for commit in commits))


def _commits_of(store: Store, connection: Connection, unit: Id) -> list[tuple[log.Entry, Inner]]:
    """The readable commits of a unit; the last 200 of this laptop hold every unit that can be undone."""
    found = []
    numbers = connection.exec_driver_sql(
        "SELECT id FROM log WHERE device IN (SELECT value FROM secret WHERE name LIKE 'identity/%/device')"
        " AND op IS NULL ORDER BY no DESC LIMIT ?",
        (MOST_STEPS * 8,),
    ).scalars()
    for commit in list(numbers):
        entry = log.entry(connection, commit)
        key = store.keyring.by_id(entry.header.key) if entry else None
        if entry is None or key is None or entry.commit.body is None:
            continue
        inner = upcast(open_body(entry.commit, key.key))
        if inner.unit == unit:
            found.append((entry, inner))
        elif found:
            break
    return found

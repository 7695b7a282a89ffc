"""Drafts: what is being typed, kept every two seconds, encrypted, never synced (architecture.md §6, Draft)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from wijkdesk.core.ids import Id

if TYPE_CHECKING:
    from wijkdesk.storage.store import Store


@dataclass(frozen=True)
class Draft:
    """Text of one field that is not yet a commit; `bases` = the heads on screen when editing began."""

    space: Id
    kind: str
    row: Id
    field: str
    text: str
    caret: int
    bases: tuple[bytes, ...] = ()
    place: str = ""
    at: int = 0


def keep(store: Store, draft: Draft) -> None:
    """Write or overwrite the draft of a field. `place` tells the screen where to come back to."""
    values = (
        draft.space, draft.kind, draft.row, draft.field, draft.text, draft.caret,
        msgspec.msgpack.encode(draft.bases), draft.place, store.clock.now_ms(),
    )  # fmt: skip
    with store.writing() as connection:
        connection.exec_driver_sql("INSERT OR REPLACE INTO draft VALUES (?,?,?,?,?,?,?,?,?)", values)


def drop(store: Store, row: Id, field: str) -> None:
    """The draft became a commit, or was thrown away."""
    with store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM draft WHERE row = ? AND field = ?", (row, field))


def all_drafts(store: Store) -> list[Draft]:
    """All drafts, the newest first."""
    rows = store.execute(
        "SELECT space, kind, row, field, text, caret, bases, place, at FROM draft ORDER BY at DESC"
    )
    return [
        Draft(
            Id(space), str(kind), Id(row), str(field), str(text), int(caret),
            tuple(msgspec.msgpack.decode(bases)), str(place), int(at),
        )
        for space, kind, row, field, text, caret, bases, place, at in rows
    ]  # fmt: skip


def draft_of(store: Store, row: Id, field: str) -> Draft | None:
    """The draft of one field, if there is one."""
    return next((draft for draft in all_drafts(store) if (draft.row, draft.field) == (row, field)), None)

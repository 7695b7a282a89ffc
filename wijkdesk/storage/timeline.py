"""The past of a whole space, newest first: which commit touched which rows, and what it wrote there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wijkdesk.core.ids import Id
from wijkdesk.models.history import upcast
from wijkdesk.storage import log
from wijkdesk.vault.commits import open_body

if TYPE_CHECKING:
    from wijkdesk.core.commit import Patch
    from wijkdesk.storage.store import Store


@dataclass(frozen=True)
class Touch:
    """What one commit wrote in one row."""

    kind: str
    row: Id
    values: dict[str, Any]


@dataclass(frozen=True)
class Moment:
    """One commit: who, on which laptop, when (`wall`, ms), in which kind of act, and the rows it wrote."""

    commit: Id
    user: Id
    device: Id
    wall: int
    kind: str
    touches: tuple[Touch, ...]


def of_space(store: Store, space: Id, limit: int = 200) -> list[Moment]:
    """The last commits of a space that can be read here, newest first."""
    with store.database.read() as connection:
        numbers = connection.exec_driver_sql(
            "SELECT id FROM log WHERE space = ? AND op IS NULL AND body IS NOT NULL ORDER BY hlc DESC LIMIT ?",
            (space, limit),
        ).scalars()
        entries = [log.entry(connection, commit) for commit in list(numbers)]
    found = (_moment(store, entry) for entry in entries)
    return [one for one in found if one is not None]


def of_commit(store: Store, commit: Id) -> Moment | None:
    """One commit; None when it is not here, erased, not sealed, or its key is not here."""
    with store.database.read() as connection:
        return _moment(store, log.entry(connection, commit))


def _moment(store: Store, entry: log.Entry | None) -> Moment | None:
    if entry is None or entry.header.control or entry.commit.body is None:
        return None
    key = store.keyring.by_id(entry.header.key)
    if key is None:
        return None
    inner = upcast(open_body(entry.commit, key.key))
    touches = tuple(_touch(patch) for patch in inner.patches)
    who, device = Id(inner.actor), Id(entry.header.device)
    return Moment(Id(entry.header.id), who, device, inner.wall, inner.kind, touches)


def _touch(patch: Patch) -> Touch:
    return Touch(patch.table, Id(patch.row), {name: field.value for name, field in patch.fields.items()})

"""The bin of a dossier: what lies in it, since when, and back out of it. Nothing in it is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.models.base import Record
from wijkdesk.models.registry import KINDS
from wijkdesk.services.wording import name_of, whole_name
from wijkdesk.storage import history, queries

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session

_NEVER = ("space", "pin", "setting", "read_entry", "index_card", "invitation", "worker")


@dataclass(frozen=True)
class BinItem:
    """A record in the bin: what it is, who put it there and when."""

    record: Record
    what: str
    who: str
    when: dt.datetime | None


def content(session: Session, spaces: Sequence[Id]) -> list[BinItem]:
    """What lies in the bin of a dossier (and its safety space), the newest first."""
    items = [
        _item(session, record)
        for space in spaces
        for kind, cls in KINDS.items()
        if kind not in _NEVER
        for record in queries.find(session.store, cls, binned=True, space=space)
        if record.values()
    ]
    return sorted(items, key=_when, reverse=True)


def _when(item: BinItem) -> float:
    return item.when.timestamp() if item.when else 0.0


def _item(session: Session, record: Record) -> BinItem:
    past = history.versions(session.store, record.id)
    if not past:
        return BinItem(record, whole_name(session, record), "", None)
    last = past[-1]
    when = dt.datetime.fromtimestamp(last.wall / 1000).astimezone()
    return BinItem(record, whole_name(session, record), session.worker_of(last.user).caption, when)


def restore(session: Session, record: Record) -> ChangeSet:
    """Take a record out of the bin."""
    with session.store.unit("edit", undo=_("{name} terugzetten").format(name=name_of(record))) as unit:
        unit.restore(record)
    return unit.changes

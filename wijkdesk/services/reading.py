"""Who looked where: one sealed row per user, space and day (NEN 7513; architecture.md §2, Reading is audited).

Notes are gathered in memory and written at cover, lock and each hour. No content, no search words.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.ids import Id, natural_id
from wijkdesk.models.dossier import Space, SpaceKind
from wijkdesk.models.visit import ReadEntry
from wijkdesk.services import expiring
from wijkdesk.storage import queries

if TYPE_CHECKING:
    from wijkdesk.services.session import Session
    from wijkdesk.storage.store import Store
    from wijkdesk.storage.unit_of_work import Unit

READ, SEARCH, PRINT, COPY, EXPORT, BREAK_GLASS = "read", "search", "print", "copy", "export", "break_glass"
ACTS = (READ, SEARCH, PRINT, COPY, EXPORT, BREAK_GLASS)
_NOT_AUDITED = (SpaceKind.PERSONAL, SpaceKind.PRACTICE, SpaceKind.ORGANISATION)


@dataclass
class _Seen:
    first: str
    last: str
    acts: set[str]


class _Notes:
    """What was looked at since the last writing, by space and day."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.seen: dict[tuple[Id, str], _Seen] = {}


_notes: weakref.WeakKeyDictionary[Store, _Notes] = weakref.WeakKeyDictionary()


def _of(store: Store) -> _Notes:
    return _notes.setdefault(store, _Notes())


def note(session: Session, space: Id, act: str = READ) -> None:
    """Remember that this user looked in a space. `act` is one of ACTS (else ValueError)."""
    if act not in ACTS:
        raise ValueError(f"no such act: {act}")
    acts = {act, BREAK_GLASS} if expiring.is_glass(session, space) else {act}
    now, day = session.stamp(), session.today().isoformat()
    notes = _of(session.store)
    with notes.lock:
        seen = notes.seen.setdefault((space, day), _Seen(now, now, set()))
        seen.last = now
        seen.acts |= acts


def note_rows(session: Session, rows: Iterable[bytes]) -> None:
    """Remember that records were opened, by their ids; ids that are no record are left out.

    Under break-glass it is written at once: once the time is over nothing can be written there any more.
    """
    spaces = [
        Id(found[0])
        for row in rows
        for found in session.store.execute("SELECT space FROM row WHERE row = ?", (row,))
    ]
    for space in spaces:
        note(session, space)
    if any(expiring.is_lent(session, space) for space in spaces):
        write(session)


def write(session: Session) -> int:
    """Write what was remembered; gives the number of rows. Called at cover, lock and each hour."""
    notes = _of(session.store)
    with notes.lock:
        taken, notes.seen = notes.seen, {}
    kept = {key: seen for key, seen in taken.items() if _audited(session, key[0])}
    if kept:
        with session.store.unit("read") as unit:
            for (space, day), seen in kept.items():
                _put(session, unit, space, day, seen)
    return len(kept)


def _audited(session: Session, space: Id) -> bool:
    kinds = {one.kind for one in queries.find(session.store, Space, space=space)}
    return session.store.keyring.newest(space) is not None and not kinds.intersection(_NOT_AUDITED)


def _put(session: Session, unit: Unit, space: Id, day: str, seen: _Seen) -> None:
    user = unit.of_space(space).user
    row = natural_id(space, ReadEntry.KIND, user, day)
    old = queries.get(session.store, ReadEntry, row)
    if old is None:
        entry = ReadEntry(
            id=row, space=space, user=user, day=day,
            first=seen.first, last=seen.last, acts=frozenset(seen.acts),
        )  # fmt: skip
        unit.create(entry)
    else:
        unit.change(old, last=max(old.last or "", seen.last), acts=old.acts | seen.acts)


def entries(session: Session, space: Id) -> list[ReadEntry]:
    """Who looked in a space, the latest day first."""
    return queries.find(session.store, ReadEntry, space=space, order="-day,id")

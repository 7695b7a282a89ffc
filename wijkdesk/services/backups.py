"""Backups of a profile: daily and before an upgrade, kept 30 days (docs/formats.md §7)."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wijkdesk.storage import backup
from wijkdesk.storage import verify as checking

if TYPE_CHECKING:
    from wijkdesk.core.progress import Progress
    from wijkdesk.services.session import Session
    from wijkdesk.storage.store import Store

Report = checking.Report

FOLDER = "backup"
KEEP_DAYS = 30


@dataclass(frozen=True)
class Kept:
    """A backup on this laptop: its file, day and size in bytes."""

    path: Path
    day: dt.date
    size: int


def make(session: Session, target: Path | None = None) -> Path:
    """Back up now, to `target` or in the profile's own folder under today's date. EnvironmentFault: disk."""
    path = target or session.folder / FOLDER / backup.name_for(session.today())
    return backup.write(session.store, path)


def daily(session: Session) -> Path | None:
    """The backup of today when there is none yet; old ones go. Gives what was made."""
    folder = session.folder / FOLDER
    backup.prune(folder, session.today(), KEEP_DAYS)
    if (folder / backup.name_for(session.today())).exists():
        return None
    return make(session)


def before_upgrade(store: Store, today: dt.date) -> Path | None:
    """A backup before tables are made anew for another version; None for a store that has nothing yet."""
    if not store.execute("SELECT 1 FROM log LIMIT 1"):
        return None
    name = backup.name_for(today).replace(backup.ENDING, f"-bijwerken{backup.ENDING}")
    return backup.write(store, store.folder / FOLDER / name)


def kept(session: Session) -> list[Kept]:
    """The backups on this laptop, the newest first."""
    found = []
    for path in sorted((session.folder / FOLDER).glob(f"*{backup.ENDING}"), reverse=True):
        with suppress(ValueError, OSError):
            found.append(Kept(path, dt.date.fromisoformat(path.name[:10]), path.stat().st_size))
    return found


def verify(session: Session, progress: Progress | None = None) -> Report:
    """Look at every page, signature, chain and seal, and whether the tables follow from the log."""
    return checking.verify(session.store, progress)

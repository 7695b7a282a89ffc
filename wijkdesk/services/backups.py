"""Backups of a profile: daily and before an upgrade, kept 30 days, put back as a new device (docs/formats.md §7)."""

from __future__ import annotations

import datetime as dt
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from wijkdesk.core.ids import new_id
from wijkdesk.storage import backup
from wijkdesk.storage.verify import Report
from wijkdesk.storage.verify import verify as verify_store
from wijkdesk.vault.signing import SigningKey
from wijkdesk.vault.statements import Device

if TYPE_CHECKING:
    from wijkdesk.core.clock import Clock
    from wijkdesk.core.progress import Progress
    from wijkdesk.services.profiles import Strain
    from wijkdesk.services.session import Session
    from wijkdesk.storage.identity import Identity
    from wijkdesk.storage.store import Store

FOLDER = "backup"
KEEP_DAYS = 30


@dataclass(frozen=True)
class Restored:
    """A profile put back; `pending` = an administrator must let this laptop in before it can share again."""

    session: Session
    pending: bool


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


def restore(
    source: Path,
    passphrase: str,
    *,
    home: Path | None = None,
    clock: Clock | None = None,
    strain: Strain | None = None,
) -> Restored:
    """Put a backup back in a new profile. It takes a new device id before its first write.

    Refused when the file is no whole backup or the passphrase is wrong; then nothing stays behind.
    """
    from wijkdesk.services import profiles

    folder = profiles.folder_for("", home)
    backup.restore(source, folder)
    try:
        session = profiles.unlock(folder, passphrase, clock=clock, strain=strain or profiles.FULL)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    pending = [_new_device(session, identity) for identity in list(session.store.identities.values())]
    return Restored(session, any(pending))


def _new_device(session: Session, old: Identity) -> bool:
    """Write as another laptop from now on; gives whether an administrator must still let it in."""
    from wijkdesk.services import founding

    new = replace(old, device=new_id(), device_key=SigningKey.generate())
    store = session.store
    with store.writing() as connection:
        store.add_identity(connection, new)
    if new.admin_key is None:
        return True
    with store.unit(identity=new) as unit:
        now = store.clock.now_ms()
        founding.state(unit, new.admin_key, Device(new.device, new.user, new.device_key.public, "in", now))
    return False


def verify(session: Session, progress: Progress | None = None) -> Report:
    """Look at every page, signature, chain and seal, and whether the tables follow from the log."""
    return verify_store(session.store, progress)

"""Putting a backup back as another laptop: a new device id before its first write (architecture.md §2, Clock)."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wijkdesk.services import profiles
from wijkdesk.services.copied_profile import as_new_laptop
from wijkdesk.services.profiles import Strain
from wijkdesk.services.session import Session
from wijkdesk.storage import backup, erasure
from wijkdesk.storage.store import ERASED, Store

if TYPE_CHECKING:
    from wijkdesk.core.clock import Clock

_APART = ".herstel"


@dataclass(frozen=True)
class Restored:
    """A profile put back; `pending` = an administrator must let this laptop in before it can share again."""

    session: Session
    pending: bool


def restore(
    source: Path,
    passphrase: str,
    *,
    home: Path | None = None,
    clock: Clock | None = None,
    strain: Strain = profiles.FULL,
) -> Restored:
    """Put a backup back in a new profile. It takes a new device id before its first write.

    Refused when the file is no whole backup or the passphrase is wrong; then nothing stays behind. Until the new
    device id is kept the profile stands where no start finds it: a crash in between leaves no copied laptop.
    """
    folder = profiles.folder_for("", home)
    apart = folder.parent / _APART
    shutil.rmtree(apart, ignore_errors=True)
    try:
        fresh = apart / folder.name
        backup.restore(source, fresh)
        session = profiles.unlock(fresh, passphrase, clock=clock, strain=strain)
        try:
            _erase_again(session, folder.parent)
            known = list(session.store.identities.values())
            pending = [as_new_laptop(session, identity) for identity in known]
        finally:
            session.close()
        os.replace(fresh, folder)
    finally:
        shutil.rmtree(apart, ignore_errors=True)
    store = Store(folder, session.opened.db_key(), clock)
    return Restored(Session(folder, store, session.opened), any(pending))


def _erase_again(session: Session, home: Path) -> None:
    """What was erased after the backup was made goes before anything is shown (architecture.md §2, Erasure)."""
    notes = home / ERASED
    if notes.exists():
        erasure.again(session.store, notes.read_text("ascii").splitlines())

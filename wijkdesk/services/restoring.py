"""Putting a backup back as another laptop: a new device id before its first write (architecture.md §2, Clock)."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from wijkdesk.core.ids import new_id
from wijkdesk.services import founding, profiles
from wijkdesk.services.profiles import Strain
from wijkdesk.services.session import Session
from wijkdesk.storage import backup, erasure
from wijkdesk.storage.store import ERASED, Store
from wijkdesk.vault.signing import SigningKey
from wijkdesk.vault.statements import Device

if TYPE_CHECKING:
    from wijkdesk.core.clock import Clock
    from wijkdesk.storage.identity import Identity

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
            pending = [_new_device(session, identity) for identity in known]
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


def _new_device(session: Session, old: Identity) -> bool:
    """Write as another laptop from now on; gives whether an administrator must still let it in."""
    new = replace(old, device=new_id(), device_key=SigningKey.generate())
    store = session.store
    with store.unit(identity=new) as unit:
        store.add_identity(unit.connection, new)
        if new.admin_key is not None:
            now = store.clock.now_ms()
            device = Device(new.device, new.user, new.device_key.public, "in", now)
            founding.state(unit, new.admin_key, device)
    return new.admin_key is None

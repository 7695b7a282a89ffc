"""Putting a backup back as another laptop: a new device id before its first write (architecture.md §2, Clock)."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from wijkdesk.core.ids import new_id
from wijkdesk.services import founding, profiles
from wijkdesk.services.profiles import Strain
from wijkdesk.services.session import Session
from wijkdesk.storage import backup
from wijkdesk.vault.signing import SigningKey
from wijkdesk.vault.statements import Device

if TYPE_CHECKING:
    from wijkdesk.core.clock import Clock
    from wijkdesk.storage.identity import Identity


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

    Refused when the file is no whole backup or the passphrase is wrong; then nothing stays behind.
    """
    folder = profiles.folder_for("", home)
    backup.restore(source, folder)
    try:
        session = profiles.unlock(folder, passphrase, clock=clock, strain=strain)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    pending = [_new_device(session, identity) for identity in list(session.store.identities.values())]
    return Restored(session, any(pending))


def _new_device(session: Session, old: Identity) -> bool:
    """Write as another laptop from now on; gives whether an administrator must still let it in."""
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

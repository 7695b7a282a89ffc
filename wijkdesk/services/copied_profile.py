"""A profile that stands on two laptops: both wrote on after the same commit (architecture.md §2, §3).

What both wrote stays. This laptop takes a new device id before it writes again, and its user is told in a sentence.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wijkdesk.core.ids import new_id
from wijkdesk.services import founding
from wijkdesk.storage.intake import COPIED
from wijkdesk.vault.signing import SigningKey
from wijkdesk.vault.statements import Device

if TYPE_CHECKING:
    from wijkdesk.services.session import Session
    from wijkdesk.storage.identity import Identity

_SEEN, _TELL, _READ = b"?", b"!", b"-"


def as_new_laptop(session: Session, old: Identity) -> bool:
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


def step_aside(session: Session, me: Identity) -> bool:
    """Become another laptop when a round showed that this one was copied; whether that was so."""
    name = COPIED + me.organisation.hex()
    if session.store.secret(name) != _SEEN:
        return False
    as_new_laptop(session, me)
    session.store.set_secret(name, _TELL)
    return True


def to_tell(session: Session) -> bool:
    """Whether the user still has to read that this profile was copied."""
    return any(session.store.secret(COPIED + mine.hex()) == _TELL for mine in session.store.identities)


def was_read(session: Session) -> None:
    """The user read it."""
    for mine in session.store.identities:
        if session.store.secret(COPIED + mine.hex()) == _TELL:
            session.store.set_secret(COPIED + mine.hex(), _READ)

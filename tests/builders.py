"""Test profiles: real vault and real SQLCipher, with a key derivation that costs nothing."""

from __future__ import annotations

from pathlib import Path

from wijkdesk.core.clock import Clock
from wijkdesk.services import profiles
from wijkdesk.services.profiles import Strain
from wijkdesk.services.session import Session
from wijkdesk.vault.kdf import Bounds, KdfParams

CHEAP = Strain(KdfParams(64, 1, 1), Bounds(min_m=8, min_t=1))
WORDS = "lantaarn pannenkoek vijver merel trapgevel"


def make_session(folder: Path, name: str = "Noor de Bruin", clock: Clock | None = None) -> Session:
    """A new profile with its own organisation, unlocked."""
    session, _code = profiles.create(
        folder / "profiel", WORDS, name, function="ouder- en kindcoach", team="Team Oost", clock=clock, strain=CHEAP
    )
    return session


def reopen(session: Session) -> Session:
    """The same profile after a lock."""
    clock = session.store.clock
    session.close()
    return profiles.unlock(session.folder, WORDS, clock=clock, strain=CHEAP)

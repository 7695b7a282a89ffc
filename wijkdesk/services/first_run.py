"""The first run in two acts: make the kluis and its code, then found the organisation (architecture.md §3).

Between the acts the worker writes the recovery code over. Whoever stops there finds the second act again after
unlocking, with a new code.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import _
from wijkdesk.core.paths import KLUIS
from wijkdesk.services import founding, profiles
from wijkdesk.services.profiles import FULL, Strain
from wijkdesk.services.session import Session
from wijkdesk.storage.store import Store
from wijkdesk.vault import kluis, recovery

if TYPE_CHECKING:
    from wijkdesk.core.clock import Clock

_CONFIRMED = "code_confirmed"


@dataclass(frozen=True)
class Begun:
    """A kluis with an empty store, and the code to be shown once."""

    session: Session
    code: bytes = field(repr=False)

    @property
    def blocks(self) -> tuple[str, ...]:
        """Eight blocks of four and the check character."""
        return recovery.blocks(self.code)


def begin(folder: Path, passphrase: str, *, clock: Clock | None = None, strain: Strain = FULL) -> Begun:
    """Make folder, kluis and an empty store. UserError when the passphrase is too weak."""
    opened = profiles.open_kluis(folder, passphrase, clock=clock, strain=strain)
    session = Session(folder, Store(folder, opened.db_key(), clock), opened)
    profiles.prepare(session.store)
    return Begun(session, opened.recovery_code or b"")


def unfinished(session: Session) -> bool:
    """Whether the second act was never done."""
    return not session.store.identities


def resume(session: Session) -> Begun:
    """Go on where an earlier first run stopped, with a new code in place of the one nobody confirmed."""
    session.opened = kluis.renew_code(session.folder / KLUIS, session.opened)
    return Begun(session, session.opened.recovery_code or b"")


def confirm(session: Session) -> None:
    """The worker typed the code over without a mistake."""
    session.store.set_secret(_CONFIRMED, b"1")


def confirmed(session: Session) -> bool:
    """Whether the code in force was ever typed over."""
    return session.store.secret(_CONFIRMED) is not None


def finish(session: Session, name: str, function: str, team: str) -> None:
    """Found the organisation with this worker in it. UserError when the name is empty."""
    if not name.strip():
        raise UserError(_("Vul je naam in. Zo weten collega’s wie iets schreef."), field="name")
    code = session.opened.recovery_code or b""
    founding.found(session.store, name.strip(), function.strip(), team.strip(), code)


def wrong_blocks(typed: tuple[str, ...], code: bytes) -> tuple[int, ...]:
    """Which blocks (1-9) differ from the code."""
    return recovery.wrong_blocks(typed, code)

"""What the screens before unlocking may do; imports the heavy parts only when they are used.

The window must be on screen before SQLAlchemy is in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wijkdesk.core.i18n import _
from wijkdesk.core.paths import KLUIS, data_home

if TYPE_CHECKING:
    from wijkdesk.core.clock import Clock
    from wijkdesk.core.ids import Id
    from wijkdesk.services.first_run import Begun
    from wijkdesk.services.profiles import Strain
    from wijkdesk.services.restoring import Restored
    from wijkdesk.services.session import Session
    from wijkdesk.services.words import Strength


@dataclass(frozen=True)
class Profile:
    """A profile on this laptop: its folder, and a name that says nothing about the worker."""

    folder: Path
    name: str


class Door:
    """The way into profiles. `strain` is cheap in tests only."""

    def __init__(
        self, home: Path | None = None, strain: Strain | None = None, clock: Clock | None = None
    ) -> None:
        self.home = home or data_home()
        self._strain, self._clock = strain, clock

    def profiles(self) -> list[Profile]:
        """The profiles on this laptop, by name; reads no file."""
        folders = sorted(path.parent for path in self.home.glob(f"*/{KLUIS}"))
        return [Profile(folder, _name(folder)) for folder in folders]

    def strain(self) -> Strain:
        """What a derivation may cost."""
        from wijkdesk.services.profiles import FULL

        return self._strain or FULL

    def unlock(self, folder: Path, words: str) -> Session:
        """Open with the passphrase; takes about a second."""
        from wijkdesk.services import profiles

        return profiles.unlock(folder, words, clock=self._clock, strain=self.strain())

    def unlock_with_code(self, folder: Path, code: str) -> Session:
        """Open with the printed code."""
        from wijkdesk.services import profiles

        return profiles.unlock_with_code(folder, code, clock=self._clock)

    def restore(self, file: Path, words: str) -> Restored:
        """Put a backup back in a new profile; takes some seconds."""
        from wijkdesk.services import restoring

        return restoring.restore(file, words, home=self.home, clock=self._clock, strain=self.strain())

    def wipe(self, folder: Path) -> None:
        """Destroy a closed profile: an administrator asked for it."""
        from wijkdesk.services import wiping

        wiping.wipe(folder)

    def wiped(self) -> bool:
        """Whether a profile here was wiped and nobody has read that yet; one that was cut off is finished."""
        from wijkdesk.services import wiping

        return bool(wiping.wiped(self.home))

    def forget_wiped(self) -> None:
        """It was read."""
        from wijkdesk.services import wiping

        wiping.forget(self.home)

    def propose(self) -> tuple[str, ...]:
        """Five Dutch words."""
        from wijkdesk.services import words

        return words.propose()

    def strength(self, text: str) -> Strength:
        """How strong own words are."""
        from wijkdesk.services import words

        return words.strength(text)

    def begin(self, words: str) -> Begun:
        """Make a new profile; takes some seconds."""
        from wijkdesk.services import first_run, profiles

        folder = profiles.folder_for("", self.home)
        return first_run.begin(folder, words, clock=self._clock, strain=self.strain())

    def resume(self, session: Session) -> Begun:
        """Go on with a first run that was broken off."""
        from wijkdesk.services import first_run

        return first_run.resume(session)

    def wrong_blocks(self, typed: tuple[str, ...], code: bytes) -> tuple[int, ...]:
        """Which blocks of the code were typed wrongly."""
        from wijkdesk.services import first_run

        return first_run.wrong_blocks(typed, code)

    def sheet(self, begun: Begun) -> tuple[bytes, ...]:
        """The recovery sheet as pictures of its pages, for the printer."""
        from wijkdesk.services import recovery_paper

        return recovery_paper.pages(begun.blocks, begun.session.today())

    def unfinished(self, session: Session) -> bool:
        """Whether a first run was broken off before it was ready."""
        from wijkdesk.services import first_run

        return first_run.unfinished(session)

    def begin_session(self, session: Session, *, after_lock: bool) -> None:
        """Steps that can be undone go on after a lock; a new start begins without."""
        from wijkdesk.services import undoing

        undoing.start(session, same_session=after_lock)

    def practice(self, session: Session) -> Id:
        """Make the practice household; gives its id."""
        from wijkdesk.services import practice

        return practice.make(session)[0].id

    def confirm(self, session: Session) -> None:
        """The code is on paper."""
        from wijkdesk.services import first_run

        first_run.confirm(session)

    def finish(self, session: Session, name: str, function: str, team: str) -> None:
        """Found the organisation."""
        from wijkdesk.services import first_run

        first_run.finish(session, name, function, team)

    def change_words(self, session: Session, words: str) -> None:
        """Put new words in place of the old; takes about a second."""
        from wijkdesk.services import profiles

        profiles.change_passphrase(session, words, self.strain())


def _name(folder: Path) -> str:
    number = folder.name.rpartition("-")[2]
    return _("Profiel {number}").format(number=number) if number.isdigit() else _("Profiel 1")

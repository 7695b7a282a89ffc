"""Settings: the worker's choices, words and PIN, backups; no Qt. Look and language are the window's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.errors import UserError, WijkError
from wijkdesk.core.i18n import _, format_day, ngettext
from wijkdesk.services import backups, credentials, practice, profiles, settings
from wijkdesk.services.profiles import FULL, Strain
from wijkdesk.services.settings import Preferences

if TYPE_CHECKING:
    from wijkdesk.models.dossier import Household
    from wijkdesk.services.backups import Kept, Report
    from wijkdesk.services.ports import Jobs, Shell
    from wijkdesk.services.session import Session

SECTIONS = ("look", "profile", "secrets", "backup", "practice", "keys", "about")
PROFILE_FIELDS = ("name", "function", "phone", "hours", "team_name", "office")
MEGABYTE = 1_000_000
NORMAL = Preferences()


@dataclass(frozen=True)
class SettingsState:
    """What the pages show; `error_field` = old, new, again, pin or pin_again."""

    section: str = "look"
    chosen: Preferences = NORMAL
    has_pin: bool = False
    strength: str = ""
    strong: bool = False
    proposed: str = ""
    busy: bool = False
    error: str = ""
    error_field: str = ""
    done: int = 0  # counts what was stored, so that fields empty themselves once
    backups: tuple[str, ...] = ()
    checked: str = ""
    whole: bool = True
    practice: bool = False
    profile: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True)
class _Found:
    chosen: Preferences
    has_pin: bool
    backups: tuple[str, ...]
    practice: bool
    profile: tuple[tuple[str, str | None], ...]


class SettingsPresenter:
    """Everything works at once; there is no save button but for words and PIN."""

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        shell: Shell,
        render: Callable[[SettingsState], None],
        strain: Strain = FULL,
    ) -> None:
        self._session, self._jobs, self._shell, self._render = session, jobs, shell, render
        self._strain = strain
        self.state = SettingsState()

    def load(self) -> None:
        """Read the choices anew."""
        self._jobs.read(self._load, owner=self, done=self._on_loaded)

    def _load(self) -> _Found:
        session = self._session
        return _Found(
            settings.load(session),
            profiles.has_pin(session),
            tuple(_kept_words(one) for one in backups.kept(session)),
            practice.existing(session) is not None,
            tuple((name, getattr(session.me, name)) for name in PROFILE_FIELDS),
        )

    def _on_loaded(self, found: _Found) -> None:
        self._show(
            chosen=found.chosen, has_pin=found.has_pin, backups=found.backups, practice=found.practice,
            profile=found.profile,
        )  # fmt: skip

    def change_profile(self, name: str, value: object) -> None:
        """Keep a field of the worker's own profile."""
        work = partial(settings.change_profile, self._session, name, str(value or ""))
        self._jobs.write(work, owner=self, done=self._on_saved, failed=self._on_failed)

    def go(self, section: str) -> None:
        """Another section."""
        self._show(section=section, error="", error_field="", strength="", proposed="")

    def choose(self, name: str, value: bool | int) -> None:
        """Keep one choice."""
        work = partial(settings.save, self._session, **{name: value})
        self._jobs.write(work, owner=self, done=self._on_saved)

    def _on_saved(self, changes: ChangeSet) -> None:
        self._shell.changed(changes)
        self.load()

    def judge(self, words: str) -> None:
        """Say how strong new words are."""
        judged = profiles.strength(words)
        self._show(strength=judged.hint if words else "", strong=judged.enough, error="", error_field="")

    def propose(self) -> None:
        """Five words to take over."""
        words = " ".join(profiles.propose_words())
        judged = profiles.strength(words)
        self._show(proposed=words, strength=judged.hint, strong=judged.enough)

    def change_words(self, old: str, new: str, again: str) -> None:
        """Other words from now on."""
        work = partial(credentials.change_words, self._session, old, new, again, self._strain)
        self._store(work, self._on_words)

    def change_pin(self, digits: str, again: str) -> None:
        """Another PIN from now on."""
        self._store(partial(credentials.change_pin, self._session, digits, again), self._on_pin)

    def _store(self, work: Callable[[], None], done: Callable[[None], None]) -> None:
        if not self.state.busy:
            self._show(busy=True, error="", error_field="")
            self._jobs.write(work, owner=self, done=done, failed=self._on_failed)

    def _on_words(self, _none: None) -> None:
        self._stored(_("Je wachtzin is veranderd. De herstelcode blijft gelijk."))

    def _on_pin(self, _none: None) -> None:
        self._stored(_("Je pincode is veranderd."))

    def _stored(self, text: str) -> None:
        self._show(busy=False, done=self.state.done + 1, strength="", proposed="")
        self._shell.toast(text)
        self._shell.changed(ChangeSet())
        self.load()

    def _on_failed(self, error: WijkError) -> None:
        if isinstance(error, UserError):
            self._show(busy=False, error=error.sentences, error_field=error.field)
        else:
            self._show(busy=False)
            self._shell.trouble(error)

    def back_up(self, target: Path | None = None) -> None:
        """Make a backup now, in the profile's own folder or elsewhere."""
        work = partial(backups.make, self._session, target)
        self._jobs.long(
            lambda _progress: work(), owner=self, done=self._on_backed_up, title=_("Reservekopie")
        )

    def _on_backed_up(self, _path: Path) -> None:
        self._shell.toast(_("Reservekopie gemaakt. Hij is versleuteld."))
        self.load()

    def verify(self) -> None:
        """Look at everything that is stored."""
        self._show(checked=_("Bezig met nakijken…"), whole=True)
        work = partial(backups.verify, self._session)
        self._jobs.long(work, owner=self, done=self._on_verified, failed=self._on_failed, title=_("Nakijken"))

    def _on_verified(self, report: Report) -> None:
        whole = ngettext(
            "Alles is heel. {n} wijziging nagekeken.",
            "Alles is heel. {n} wijzigingen nagekeken.",
            report.commits,
        ).format(n=report.commits)
        found = " ".join(dict.fromkeys(one.text for one in report.findings))
        self._show(checked=whole if report.whole else found, whole=report.whole)

    def open_practice(self) -> None:
        """Go to the practice household; made when it is not there."""
        self._jobs.write(partial(practice.make, self._session), owner=self, done=self._on_practice)

    def _on_practice(self, made: tuple[Household, ChangeSet]) -> None:
        household, changes = made
        self._shell.changed(changes)
        self._shell.open("dossier", household=household.id)

    def remove_practice(self) -> None:
        """Throw the practice household away."""
        self._jobs.write(partial(practice.remove, self._session), owner=self, done=self._on_removed)

    def _on_removed(self, changes: ChangeSet) -> None:
        self._shell.changed(changes)
        self._shell.toast(_("Oefengezin weggegooid."), undo=True)
        self.load()

    def _show(self, **changed: object) -> None:
        self.state = replace(self.state, **changed)  # type: ignore[arg-type]  # names of SettingsState only
        self._render(self.state)


def _kept_words(one: Kept) -> str:
    size = max(1, round(one.size / MEGABYTE))
    return _("{day} · {size} MB").format(day=format_day(one.day, year=True), size=size)

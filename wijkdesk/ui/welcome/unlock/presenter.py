"""Unlocking: which profile, with words or with the code, and what went wrong; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wijkdesk.core.errors import Refused, UserError, WijkError
from wijkdesk.core.greeting import greeting
from wijkdesk.core.i18n import _, ngettext
from wijkdesk.core.settings import WindowSettings

if TYPE_CHECKING:
    from wijkdesk.services.ports import Jobs
    from wijkdesk.services.session import Session
    from wijkdesk.ui.welcome.door import Door, Profile


@dataclass(frozen=True)
class UnlockState:
    """What the unlock page shows."""

    title: str = ""
    lead: str = ""
    profile: str = ""
    many: bool = False
    by_code: bool = False
    busy: bool = False
    error: str = ""
    hint: str = ""


def parting_words(settings: WindowSettings) -> str:
    """When and why the laptop was locked, or what this page is for."""
    why = {
        "idle": _("Vergrendeld om {time}, omdat je even weg was."),
        "pins": _("Vergrendeld om {time}, na drie keer een verkeerde pincode."),
        "sleep": _("Vergrendeld om {time}, toen de laptop ging slapen."),
        "system": _("Vergrendeld om {time}, samen met je laptop."),
        "hand": _("Vergrendeld om {time}."),
        "crash": _("WijkDesk stopte onverwacht. Wat je schreef, is bewaard."),
    }.get(settings.locked_why)
    return why.format(time=settings.locked_at) if why else _("Je dossiers staan versleuteld op deze laptop.")


def parting_notes(settings: WindowSettings) -> list[tuple[str, str, str]]:
    """What is safe: (kind, bold, text), kind "draft" or "unshared"."""
    notes = []
    if settings.draft_at:
        bold = _("Je concept van {time} is bewaard.").format(time=settings.draft_at)
        notes.append(("draft", bold, _("Je gaat straks verder waar je was.")))
    if settings.unshared:
        bold = ngettext(
            "{n} wijziging nog niet gedeeld.", "{n} wijzigingen nog niet gedeeld.", settings.unshared
        ).format(n=settings.unshared)
        notes.append(("unshared", bold, _("Ze staan veilig in je kluis.")))
    return notes


class UnlockPresenter:
    """Gives the open session to `opened(session, by_code)`."""

    def __init__(
        self,
        door: Door,
        jobs: Jobs,
        render: Callable[[UnlockState], None],
        opened: Callable[[Session, bool], None],
        now: dt.datetime,
    ) -> None:
        self._door, self._jobs, self._render, self._opened = door, jobs, render, opened
        self.profiles: list[Profile] = door.profiles()
        self.chosen = 0
        self._tries = 0
        self._greeting = greeting(now)
        self.state = UnlockState()

    def start(self, folder_name: str = "") -> None:
        """Begin with the profile used last."""
        names = [profile.folder.name for profile in self.profiles]
        self.chosen = names.index(folder_name) if folder_name in names else 0
        self._fresh(by_code=False)

    @property
    def profile(self) -> Profile:
        """The profile to open."""
        return self.profiles[self.chosen]

    def switch(self) -> None:
        """The next profile of this laptop."""
        self.chosen = (self.chosen + 1) % len(self.profiles)
        self._tries = 0
        self._fresh(by_code=False)

    def use_code(self, by_code: bool) -> None:
        """Open with the printed code, or with the words after all."""
        self._fresh(by_code=by_code)

    def _fresh(self, *, by_code: bool) -> None:
        lead = _("Typ de code van je papier over.") if by_code else _("Typ je wachtzin om verder te gaan.")
        title = _("Open met je herstelcode") if by_code else self._greeting
        many = len(self.profiles) > 1
        name = (
            self.profile.name if many else _("Jouw kluis op deze laptop")
        )  # no name of anyone lies outside a kluis
        self._show(UnlockState(title, lead, name, many, by_code))

    def unlock(self, words: str) -> None:
        """Try the words."""
        if self.state.busy:
            return
        if not words.strip():
            self._fail(_("Typ eerst je wachtzin."), "")
            return
        self._busy()
        folder = self.profile.folder
        self._jobs.read(
            lambda: self._door.unlock(folder, words), owner=self, done=self._on_open, failed=self._on_failed
        )

    def unlock_code(self, code: str) -> None:
        """Try the code."""
        if self.state.busy:
            return
        self._busy()
        folder = self.profile.folder
        self._jobs.read(
            lambda: self._door.unlock_with_code(folder, code),
            owner=self, done=self._on_open_by_code, failed=self._on_failed,
        )  # fmt: skip

    def _busy(self) -> None:
        self._show(replace(self.state, busy=True, error="", hint=""))

    def _on_open(self, session: Session) -> None:
        self._opened(session, False)

    def _on_open_by_code(self, session: Session) -> None:
        self._opened(session, True)

    def _on_failed(self, error: WijkError) -> None:
        if isinstance(error, Refused) and error.code == "wrong_passphrase":
            self._tries += 1
            self._fail(
                _("Deze wachtzin past niet. Je gegevens zijn veilig."),
                _("Staat Caps Lock aan? Typ de woorden met een spatie ertussen."),
            )
        elif isinstance(error, UserError):
            self._fail(error.text, error.todo)
        else:
            self._fail(error.text, " ".join(part for part in (error.kept, error.todo) if part))

    def _fail(self, error: str, hint: str) -> None:
        title, lead = self.state.title, self.state.lead
        if self._tries and not self.state.by_code:
            title = _("Probeer het nog eens")
            lead = _("Dit was poging {n}. Er is niets gewist.").format(n=self._tries)
        self._show(replace(self.state, title=title, lead=lead, busy=False, error=error, hint=hint))

    def _show(self, state: UnlockState) -> None:
        self.state = state
        self._render(state)

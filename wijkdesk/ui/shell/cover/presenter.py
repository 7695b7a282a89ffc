"""The cover: choosing a PIN the first time, lifting it with the PIN after that; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wijkdesk.core.errors import WijkError
from wijkdesk.core.i18n import _, format_time, ngettext
from wijkdesk.services import profiles

if TYPE_CHECKING:
    from wijkdesk.services.ports import Jobs
    from wijkdesk.services.session import Session


@dataclass(frozen=True)
class CoverState:
    """What the cover shows; `choosing` while there is no PIN yet."""

    since: str = ""
    choosing: bool = False
    busy: bool = False
    error: str = ""
    hint: str = ""


class CoverPresenter:
    """Calls `lifted` when the PIN was right, `chosen` when one was made, `spent` after three wrong ones."""

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        render: Callable[[CoverState], None],
        lifted: Callable[[], None],
        chosen: Callable[[], None],
        spent: Callable[[], None],
    ) -> None:
        self._session, self._jobs, self._render = session, jobs, render
        self._lifted, self._chosen, self._spent = lifted, chosen, spent
        self.state = CoverState()

    def begin(self, has_pin: bool) -> None:
        """The screen was just covered."""
        since = _("Afgedekt om {time}").format(time=format_time(self._session.now()))
        self._show(CoverState(since=since, choosing=not has_pin))

    def enter(self, digits: str) -> None:
        """Try a PIN."""
        if self.state.busy or not digits:
            return
        self._show(replace(self.state, busy=True, error="", hint=""))
        self._jobs.write(
            lambda: self._check(digits), owner=self, done=self._on_checked, failed=self._on_failed
        )

    def _check(self, digits: str) -> tuple[bool, int]:
        right = profiles.check_pin(self._session, digits)
        return right, profiles.MOST_TRIES - profiles.tries(self._session)

    def _on_checked(self, outcome: tuple[bool, int]) -> None:
        right, left = outcome
        if right:
            self._show(CoverState())
            self._lifted()
        elif left <= 0:
            self._spent()
        else:
            hint = ngettext(
                "Nog {n} keer, daarna vraagt WijkDesk je wachtzin.",
                "Nog {n} keer, daarna vraagt WijkDesk je wachtzin.",
                left,
            ).format(n=left)
            self._show(replace(self.state, busy=False, error=_("Deze pincode klopt niet."), hint=hint))

    def choose(self, digits: str, again: str) -> None:
        """Make the first PIN."""
        if self.state.busy:
            return
        if complaint := profiles.pin_complaint(digits):
            self._show(replace(self.state, error=complaint, hint=""))
        elif digits != again:
            hint = _("Typ twee keer dezelfde cijfers.")
            self._show(replace(self.state, error=_("De twee pincodes zijn niet gelijk."), hint=hint))
        else:
            self._show(replace(self.state, busy=True, error="", hint=""))
            self._jobs.write(
                lambda: profiles.set_pin(self._session, digits),
                owner=self, done=self._on_chosen, failed=self._on_failed,
            )  # fmt: skip

    def _on_chosen(self, _none: None) -> None:
        self._show(replace(self.state, choosing=False, busy=False))
        self._chosen()

    def _on_failed(self, error: WijkError) -> None:
        hint = " ".join(part for part in (error.kept, error.todo) if part)
        self._show(replace(self.state, busy=False, error=error.text, hint=hint))

    def _show(self, state: CoverState) -> None:
        self.state = state
        self._render(state)

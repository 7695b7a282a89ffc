"""Putting a backup back before there is an open profile; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from wijkdesk.core.errors import Refused, WijkError
from wijkdesk.core.i18n import _

if TYPE_CHECKING:
    from wijkdesk.services.ports import Jobs
    from wijkdesk.services.restoring import Restored
    from wijkdesk.services.session import Session
    from wijkdesk.ui.welcome.door import Door


@dataclass(frozen=True)
class RestoreState:
    """`file` = the name of the backup that was chosen."""

    file: str = ""
    busy: bool = False
    error: str = ""
    hint: str = ""


class RestorePresenter:
    """Gives the open session to `opened(session, pending)`; pending = an administrator must let this laptop in."""

    def __init__(
        self,
        door: Door,
        jobs: Jobs,
        render: Callable[[RestoreState], None],
        opened: Callable[[Session, bool], None],
    ) -> None:
        self._door, self._jobs, self._render, self._opened = door, jobs, render, opened
        self._file: Path | None = None
        self.state = RestoreState()

    def start(self) -> None:
        """Show the page."""
        self._render(self.state)

    def choose(self, file: Path) -> None:
        """A backup was chosen."""
        self._file = file
        self._show(file=file.name, error="", hint="")

    def restore(self, words: str) -> None:
        """Put it back with the words of that day."""
        file = self._file
        if self.state.busy:
            return
        if file is None or not words.strip():
            missing = _("Kies eerst een reservekopie.") if file is None else _("Typ eerst je wachtzin.")
            self._show(error=missing, hint="")
            return
        self._show(busy=True, error="", hint="")
        self._jobs.write(
            lambda: self._door.restore(file, words),
            owner=self, done=self._on_restored, failed=self._on_failed,
        )  # fmt: skip

    def _on_restored(self, restored: Restored) -> None:
        self._opened(restored.session, restored.pending)

    def _on_failed(self, error: WijkError) -> None:
        if isinstance(error, Refused) and error.code == "wrong_passphrase":
            text = _("Deze wachtzin past niet bij deze kopie.")
            self._show(busy=False, error=text, hint=_("Typ de wachtzin die je had op de dag van de kopie."))
        else:
            self._show(busy=False, error=error.text, hint=f"{error.kept} {error.todo}".strip())

    def _show(self, **changed: object) -> None:
        self.state = replace(self.state, **changed)  # type: ignore[arg-type]  # names of RestoreState only
        self._render(self.state)

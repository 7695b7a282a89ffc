"""Another recovery code for a lost or seen paper; no Qt. The old one works until the new one is typed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.errors import UserError, WijkError
from wijkdesk.core.i18n import _, format_time
from wijkdesk.services import credentials, recovery_paper
from wijkdesk.services.code_typing import NOTHING, CodeTyping
from wijkdesk.services.profiles import FULL, Strain

if TYPE_CHECKING:
    from wijkdesk.services.credentials import NewCode
    from wijkdesk.services.ports import Jobs, Shell
    from wijkdesk.services.session import Session


@dataclass(frozen=True)
class CodeState:
    """`making` = a new code is there, not yet in force."""

    making: bool = False
    busy: bool = False
    error: str = ""
    code: CodeTyping = NOTHING


class CodePresenter:
    """Asks for the words, shows the code once, puts it in force when it was typed over."""

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        shell: Shell,
        render: Callable[[CodeState], None],
        strain: Strain = FULL,
    ) -> None:
        self._session, self._jobs, self._shell, self._render = session, jobs, shell, render
        self._strain = strain
        self._new: NewCode | None = None
        self.state = CodeState()

    def ask(self, words: str) -> None:
        """Make a code for whoever knows the present words."""
        if not self.state.busy:
            self._show(busy=True, error="")
            self._jobs.write(
                lambda: credentials.new_code(self._session, words, self._strain),
                owner=self, done=self._on_made, failed=self._on_failed,
            )  # fmt: skip

    def _on_made(self, new: NewCode) -> None:
        self._new = new
        self._show(making=True, busy=False, code=CodeTyping(new.blocks))

    def _on_failed(self, error: WijkError) -> None:
        if isinstance(error, UserError):
            self._show(busy=False, error=error.sentences)
        else:
            self._show(busy=False)
            self._shell.trouble(error)

    def typed(self, text: Sequence[str]) -> None:
        """The boxes changed."""
        if self._new is not None:
            self._show(code=self.state.code.typed(text, self._new.wrong_blocks(tuple(text))))

    def show_code(self) -> None:
        """Show the code again; what was typed stays."""
        if self._new is not None:
            self._show(code=replace(self.state.code, blocks=self._new.blocks))

    def hide_code(self) -> None:
        """The page leaves sight: the code does too."""
        if self._new is not None:
            self._show(code=replace(self.state.code, blocks=()))

    def pages(self, then: Callable[[tuple[bytes, ...]], None]) -> None:
        """Make the sheet for the printer; its pages go to `then`, never to the disk."""
        if self._new is not None:
            blocks, today = self._new.blocks, self._session.today()
            self._jobs.read(
                lambda: recovery_paper.pages(blocks, today), owner=self, done=then, failed=self._on_failed
            )

    def printed(self) -> None:
        """The sheet went to the printer."""
        when = format_time(self._session.now())
        self._show(code=replace(self.state.code, printed=when, blocks=()))

    def keep(self) -> None:
        """The code is on paper: it is in force from now on."""
        new = self._new
        if new is not None and self.state.code.typed_over and not self.state.busy:
            self._show(busy=True)
            self._jobs.write(
                lambda: credentials.renew_code(self._session, new),
                owner=self, done=self._on_kept, failed=self._on_failed,
            )  # fmt: skip

    def _on_kept(self, _none: None) -> None:
        self._end()
        self._shell.toast(_("Je nieuwe herstelcode werkt. De oude niet meer."))
        self._shell.changed(ChangeSet())

    def leave(self) -> None:
        """Let the old code stand."""
        if self._new is not None and not self.state.busy:
            self._end()
            self._shell.toast(_("Er is niets veranderd. Je oude code werkt nog."))

    def _end(self) -> None:
        self._new = None
        self._show(making=False, busy=False, error="", code=NOTHING)

    def _show(self, **changed: object) -> None:
        self.state = replace(self.state, **changed)  # type: ignore[arg-type]  # names of CodeState only
        self._render(self.state)

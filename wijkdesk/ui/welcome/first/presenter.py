"""The first run: words, code on paper, name and team, ready; no Qt.

The same pages serve whoever opened with the code and needs new words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from wijkdesk.core.errors import UserError, WijkError
from wijkdesk.core.i18n import _, format_time
from wijkdesk.services.code_typing import BLOCKS, NOTHING, CodeTyping

if TYPE_CHECKING:
    from wijkdesk.services.first_run import Begun
    from wijkdesk.services.ports import Jobs
    from wijkdesk.services.session import Session
    from wijkdesk.ui.welcome.door import Door

__all__ = ["BLOCKS", "FirstPresenter", "FirstState", "Page"]


class Page(IntEnum):
    """The pages in order."""

    WORDS = 0
    OWN = 1
    RETYPE = 2
    CODE = 3
    TEAM = 4
    READY = 5


@dataclass(frozen=True)
class FirstState:
    """What the pages show."""

    page: Page = Page.WORDS
    words: tuple[str, ...] = ()
    own: bool = False
    strength: str = ""
    strong: bool = True
    wrong_words: frozenset[int] = frozenset()
    busy: bool = False
    code: CodeTyping = NOTHING
    error: str = ""
    error_field: str = ""
    only_words: bool = False

    @property
    def step(self) -> int:
        """Which of the four steps this page belongs to, from 0."""
        return {Page.CODE: 1, Page.TEAM: 2, Page.READY: 3}.get(self.page, 0)

    @property
    def blocks(self) -> tuple[str, ...]:
        """The code while it is shown."""
        return self.code.blocks


class FirstPresenter:
    """Gives the founded session to `ready(session, practice)`, or to `invited(session)` before it is founded."""

    def __init__(
        self,
        door: Door,
        jobs: Jobs,
        render: Callable[[FirstState], None],
        ready: Callable[[Session, bool], None],
        invited: Callable[[Session], None] | None = None,
    ) -> None:
        self._door, self._jobs, self._render, self._ready = door, jobs, render, ready
        self._invited = invited
        self._begun: Begun | None = None
        self._session: Session | None = None
        self._chosen = ""
        self.state = FirstState()

    def start(self) -> None:
        """Propose words."""
        self._jobs.read(self._door.propose, owner=self, done=self._on_words)

    def start_with(self, session: Session, *, only_words: bool) -> None:
        """Go on with an open profile: new words after the code was used, or a first run that was broken off."""
        self._session = session
        if only_words:
            self.state = replace(self.state, only_words=True)
            self.start()
        else:
            self._jobs.write(lambda: self._door.resume(session), owner=self, done=self._on_begun)

    def other_words(self) -> None:
        """Propose others."""
        self.start()

    def _on_words(self, words: tuple[str, ...]) -> None:
        self._show(page=Page.WORDS, words=words, own=False, strength="", strong=True, error="")

    def choose_own(self) -> None:
        """Let the worker think of words."""
        self._show(page=Page.OWN, own=True, strength=_("Typ je woorden"), strong=False, error="")

    def judge(self, text: str) -> None:
        """Say how strong own words are."""
        judged = self._door.strength(text)
        self._show(strength=judged.hint, strong=judged.enough, error="")

    def take_own(self, text: str) -> None:
        """Own words were chosen."""
        self.judge(text)
        if self.state.strong:
            self._chosen = text
            self._show(page=Page.RETYPE, wrong_words=frozenset(), error="")

    def remembered(self) -> None:
        """The proposed words are in the worker's head."""
        self._chosen = " ".join(self.state.words)
        self._show(page=Page.RETYPE, wrong_words=frozenset(), error="")

    def look_again(self) -> None:
        """Back to the words."""
        self._show(page=Page.OWN if self.state.own else Page.WORDS, error="")

    def retype(self, typed: Sequence[str]) -> None:
        """Compare what was typed again; when right, make the kluis."""
        if self.state.busy:
            return
        wrong = _wrong_words(self._chosen, typed, own=self.state.own)
        if wrong:
            sentence = _("Dit is niet gelijk aan je woorden. Kijk nog een keer.")
            self._show(wrong_words=wrong, error=sentence)
            return
        self._show(busy=True, wrong_words=frozenset(), error="")
        words, session = self._chosen, self._session
        if self.state.only_words and session is not None:
            self._jobs.write(
                lambda: self._door.change_words(session, words),
                owner=self, done=self._on_changed, failed=self._on_failed,
            )  # fmt: skip
        else:
            self._jobs.write(
                lambda: self._door.begin(words), owner=self, done=self._on_begun, failed=self._on_failed
            )

    def _on_changed(self, _none: None) -> None:
        assert self._session is not None, "words are changed in an open profile only"
        self._chosen = ""
        self._ready(self._session, False)

    def _on_begun(self, begun: Begun) -> None:
        self._begun, self._session, self._chosen = begun, begun.session, ""
        self._show(page=Page.CODE, busy=False, words=(), code=CodeTyping(begun.blocks))

    def typed(self, blocks: Sequence[str]) -> None:
        """The boxes changed: the code hides, and each full box is judged."""
        if self._begun is None:
            return
        wrong = self._door.wrong_blocks(tuple(blocks), self._begun.code)
        self._show(code=self.state.code.typed(blocks, wrong))

    def show_code(self) -> None:
        """Show the code again; what was typed stays."""
        if self._begun is not None:
            self._show(code=replace(self.state.code, blocks=self._begun.blocks))

    def pages(self, then: Callable[[tuple[bytes, ...]], None]) -> None:
        """Make the sheet for the printer; its pages go to `then`, never to the disk."""
        begun = self._begun
        if begun is not None:
            self._jobs.read(lambda: self._door.sheet(begun), owner=self, done=then, failed=self._on_failed)

    def printed(self) -> None:
        """The sheet went to the printer."""
        if self._session is not None:
            when = format_time(self._session.now())
            self._show(code=replace(self.state.code, printed=when, blocks=()))

    def code_done(self) -> None:
        """The code is on paper."""
        if self.state.code.typed_over and self._session is not None:
            session = self._session
            self._jobs.write(lambda: self._door.confirm(session), owner=self, done=self._on_confirmed)

    def _on_confirmed(self, _none: None) -> None:
        self._begun = None
        self._show(page=Page.TEAM, code=NOTHING)

    def found(self, name: str, function: str, team: str) -> None:
        """Make organisation and team."""
        session = self._session
        if session is not None and not self.state.busy:
            self._show(busy=True, error="", error_field="")
            self._jobs.write(
                lambda: self._door.finish(session, name, function, team),
                owner=self, done=self._on_founded, failed=self._on_failed,
            )  # fmt: skip

    def use_invitation(self) -> None:
        """Join an organisation that is there already."""
        if self._invited is not None and self._session is not None and not self.state.busy:
            self._invited(self._session)

    def resume_at_team(self, session: Session) -> None:
        """Back from the invitation: found an organisation after all."""
        self._session = session
        self._show(page=Page.TEAM)

    def _on_founded(self, _none: None) -> None:
        self._show(page=Page.READY, busy=False)

    def go(self, practice: bool) -> None:
        """To work: with the practice household, or straight."""
        if self._session is not None:
            self._ready(self._session, practice)

    def _on_failed(self, error: WijkError) -> None:
        field = error.field if isinstance(error, UserError) else ""
        self._show(busy=False, error=error.sentences, error_field=field)

    def _show(self, **changed: object) -> None:
        self.state = replace(self.state, **changed)  # type: ignore[arg-type]  # names of FirstState only
        self._render(self.state)


def _wrong_words(chosen: str, typed: Sequence[str], *, own: bool) -> frozenset[int]:
    """Which fields are wrong, from 0; spaces and capitals at the ends do not matter for proposed words."""
    if own:
        same = " ".join(" ".join(typed).split()) == " ".join(chosen.split())
        return frozenset() if same else frozenset({0})
    words = chosen.split()
    given = [text.strip().lower() for text in typed]
    return frozenset(number for number, word in enumerate(words) if given[number : number + 1] != [word])

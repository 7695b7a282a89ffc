"""The pages of the first run in one frame (design 01 and 02)."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.printing import PagesDialog, has_printer
from wijkdesk.ui.welcome.first.parts.code_page import CodePage
from wijkdesk.ui.welcome.first.parts.heads import FirstPage
from wijkdesk.ui.welcome.first.parts.last_pages import ReadyPage, TeamPage
from wijkdesk.ui.welcome.first.parts.retype_page import RetypePage
from wijkdesk.ui.welcome.first.parts.words_page import OwnPage, WordsPage
from wijkdesk.ui.welcome.first.presenter import FirstPresenter, FirstState, Page
from wijkdesk.ui.welcome.panes import Note, Pane, Panes, Steps


class FirstView(QWidget):
    """Give it its presenter with `take`; `only_words` leaves out what an open profile already has."""

    def __init__(
        self, *, only_words: bool = False, practice: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.presenter: FirstPresenter | None = None
        self.steps = Steps(
            (
                (_("Wachtzin"), _("Vijf woorden die jij onthoudt")),
                (_("Herstelcode"), _("Op papier, voor als je ze vergeet")),
                (_("Organisatie"), _("Je naam en je team")),
                (_("Klaar"), _("Met een oefengezin om te proberen")),
            ),
            self,
        )
        self.steps.setVisible(not only_words)
        lead = _("Welkom. In vier stappen staat je eigen kluis klaar op deze laptop.")
        again = _("Je bent binnen met je code. Kies nu een nieuwe wachtzin.")
        pane = Pane(again if only_words else lead, None if only_words else self.steps)
        pane.add_note(Note(Icon.WIFI_OFF, _("Je hebt geen internet nodig.")))
        self.panes = Panes(pane, 822)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.panes)
        first = 0 if only_words else 1
        self.words, self.own, self.retype = WordsPage(first), OwnPage(first), RetypePage(first)
        self.code, self.team, self.ready = CodePage(has_printer()), TeamPage(), ReadyPage(practice)
        self.stack = QStackedWidget()
        self.pages: dict[Page, FirstPage] = {
            Page.WORDS: self.words, Page.OWN: self.own, Page.RETYPE: self.retype,
            Page.CODE: self.code, Page.TEAM: self.team, Page.READY: self.ready,
        }  # fmt: skip
        for page in self.pages.values():
            self.stack.addWidget(page)
        self.panes.body.addWidget(self.stack)
        self._now: Page | None = None

    def take(self, presenter: FirstPresenter) -> None:
        """Connect the pages to their presenter."""
        self.presenter = presenter
        self.words.remembered.connect(presenter.remembered)
        self.words.others.connect(presenter.other_words)
        self.words.own.connect(presenter.choose_own)
        self.own.typing.connect(presenter.judge)
        self.own.taken.connect(presenter.take_own)
        self.own.proposed.connect(presenter.other_words)
        self.retype.typed.connect(presenter.retype)
        self.retype.look.connect(presenter.look_again)
        self.code.typed.connect(presenter.typed)
        self.code.again.connect(presenter.show_code)
        self.code.print_it.connect(self._on_print)
        self.code.done.connect(presenter.code_done)
        self.team.founded.connect(presenter.found)
        self.team.invited.connect(presenter.use_invitation)
        self.ready.go.connect(presenter.go)

    def show_state(self, state: FirstState) -> None:
        """Show the state; a page that comes into sight gets the focus."""
        page = self.pages[state.page]
        fresh = state.page is not self._now
        if fresh and state.page is Page.RETYPE:
            self.retype.empty(state.own)
        self._now = state.page
        self.steps.show_step(state.step)
        for known in (self.words, self.own, self.retype, self.code, self.team):
            if known is page:
                known.show_state(state)
        self.stack.setCurrentWidget(page)
        if fresh:
            page.start.setFocus()

    def _on_print(self) -> None:
        if self.presenter is not None:
            self.presenter.pages(self._on_pages)

    def _on_pages(self, pages: tuple[bytes, ...]) -> None:
        assert self.presenter is not None, "pages are asked of the presenter"
        dialog = PagesDialog(pages, self.window())
        dialog.printed.connect(self.presenter.printed)
        dialog.show()

"""The paper screen in the window: view and presenter together, its actions and its keys."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import Id
from wijkdesk.services.papers import Language
from wijkdesk.ui.kit.actions import ActionSpec
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.screen import SLIM, Screen, ScreenContext, ScreenSpec
from wijkdesk.ui.papers.presenter import PapersPresenter
from wijkdesk.ui.papers.state import Audience, Paper, State, Way
from wijkdesk.ui.papers.view import PapersView

_SECTION = N_("Papier")


class PapersScreen(Screen):
    """`activate(household=Id, contact_moment=Id | None, paper="family" | "note")`; one of the ids will do."""

    chrome: ClassVar[str] = SLIM

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        # the window puts the focus back by these names after a lock
        self.presenter = PapersPresenter(context.session, context.jobs, context.shell, self._render, self)
        self.view = PapersView(self.presenter.state.languages)
        self.body.addWidget(self.view)
        self._connect()
        for spec, handler in (
            (ActionSpec("papers.print", N_("Afdrukken"), Icon.PRINTER, "Ctrl+P", _SECTION), self.print),
            (
                ActionSpec("papers.save", N_("Bewaren als PDF"), Icon.FILE_DOWN, "Ctrl+Shift+S", _SECTION),
                self.save,
            ),
            (
                ActionSpec("papers.show", N_("Blad laten zien"), Icon.MAXIMIZE, "F11", _SECTION),
                self.show_paper,
            ),
            (
                ActionSpec("papers.codes", N_("Blad als code"), Icon.QR_CODE, "Ctrl+Shift+C", _SECTION),
                self.codes,
            ),
            (ActionSpec("papers.sign", N_("Verslag vaststellen"), Icon.FILE_CHECK, "", _SECTION), self.sign),
        ):
            self.add_action(spec, handler)

    def _connect(self) -> None:
        view, header, presenter = self.view, self.view.header, self.presenter
        header.back.connect(self.go_back)
        header.show_wanted.connect(self.show_paper)
        header.codes_wanted.connect(self.codes)
        header.save_wanted.connect(self.save)
        header.print_wanted.connect(self.print)
        header.sign_wanted.connect(self.sign)
        view.paper_chosen.connect(self._on_paper)
        view.language_chosen.connect(self._on_language)
        view.look_switched.connect(presenter.choose)
        view.item_switched.connect(presenter.choose_item)
        view.dpi_wanted.connect(presenter.choose_dpi)
        view.preview.pages.show_wanted.connect(self.show_paper)
        view.preview.pages.codes_wanted.connect(self.codes)
        view.panel.audience.chosen.connect(self._on_audience)
        view.panel.audience.picked.connect(presenter.choose_outsider)
        view.panel.audience.agreeing.connect(presenter.agree)
        view.way_taken.connect(self._on_way)
        view.print_confirmed.connect(presenter.print)
        view.printer_missing.connect(presenter.no_printer)

    def activate(self, **params: Any) -> None:  # noqa: ANN401 - see the class
        """Show a paper; the same one again keeps its choices."""
        household: Id | None = params.get("household")
        contact_moment: Id | None = params.get("contact_moment")
        paper = cast("Paper", params.get("paper", "family"))
        same = (household, contact_moment) == (self.presenter.household, self.presenter.contact_moment)
        super().activate()
        if same and self.presenter.loaded is not None:
            if paper != self.presenter.state.paper and "paper" in params:
                self.presenter.choose_paper(paper)
        else:
            self.presenter.open(household, contact_moment, paper)
        self.view.begin()

    def deactivate(self) -> None:
        """Leave no page on the screen."""
        super().deactivate()
        self.view.stop_showing()

    def keep_drafts(self) -> None:
        """The cover comes: take the page off the screen."""
        self.view.stop_showing()

    def refresh(self, changes: ChangeSet) -> None:
        """Read anew what changed."""
        self.presenter.refresh(changes)

    def relook(self) -> None:
        """Names are hidden or shown."""
        self.presenter.hide_again()
        super().relook()

    def areas(self) -> list[Any]:
        """What F6 moves between."""
        return list(self.view.areas())

    def go_back(self) -> None:
        """To where the worker came from."""
        self.context.shell.back()

    @property
    def _usable(self) -> bool:
        return self.presenter.state.ready and not self.presenter.state.hidden

    def print(self) -> None:
        """Ask for a printer."""
        if self._usable:
            self.view.ask_printer()

    def save(self) -> None:
        """Ask where; the name says that the file is not encrypted."""
        if self._usable:
            title = _("Bewaar als PDF (niet versleuteld)")
            self.context.dialogs.save_file(
                title, self.presenter.file_name, "PDF (*.pdf)", self.presenter.save
            )

    def show_paper(self) -> None:
        """The page over the whole screen."""
        if self._usable:
            self.presenter.show()

    def codes(self) -> None:
        """The page as codes."""
        if self._usable and self.presenter.state.paper == "family":
            self.presenter.codes()

    def sign(self) -> None:
        """Ask before signing off."""
        if self._usable and self.presenter.state.can_sign and self.presenter.state.paper == "note":
            self.context.dialogs.confirm(
                _("Verslag vaststellen?"),
                _("Een PDF met jouw naam wordt bewaard. Verbeteren kan daarna met een nieuwe regel."),
                _("Stel het verslag vast"),
                self.presenter.sign,
            )

    def _render(self, state: State) -> None:
        self.view.show_state(state)

    def show_pages(self, pages: tuple[bytes, ...]) -> None:
        """Stage: pages over the whole screen."""
        self.view.show_pages(pages)

    def show_codes(self, codes: tuple[Any, ...]) -> None:
        """Stage: codes over the whole screen."""
        self.view.show_codes(codes)

    def print_pages(self, pages: tuple[bytes, ...]) -> None:
        """Stage: pages to the printer."""
        self.view.print_pages(pages)

    def _on_paper(self, paper: str) -> None:
        self.presenter.choose_paper(cast("Paper", paper))

    def _on_language(self, code: str) -> None:
        self.presenter.choose_language(cast("Language", code))

    def _on_audience(self, audience: str) -> None:
        self.presenter.choose_audience(cast("Audience", audience))

    def _on_way(self, way: str) -> None:
        self.presenter.take(cast("Way", way))


SPEC = ScreenSpec("papers", N_("Papier"), Icon.PRINTER, "", 0, "", PapersScreen, rail="households")

"""Huishoudens in the window: list, empty page and the form for a new dossier."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import Id
from wijkdesk.services import assignments
from wijkdesk.ui.households.colleagues.presenter import ColleaguesPresenter
from wijkdesk.ui.households.colleagues.view import ColleaguesView
from wijkdesk.ui.households.opening.presenter import OpeningPresenter
from wijkdesk.ui.households.opening.view import OpeningView
from wijkdesk.ui.households.presenter import HouseholdsPresenter, State
from wijkdesk.ui.households.rows import Rows
from wijkdesk.ui.households.view import HouseholdsView
from wijkdesk.ui.kit.actions import ActionSpec
from wijkdesk.ui.kit.cards import EmptyState, Way
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.screen import Screen, ScreenContext, ScreenSpec

_SECTION = N_("Huishoudens")
_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class HouseholdsScreen(Screen):
    """The list; `activate(new=True)` opens the form for a new dossier, `card=Id` the card of a colleague's."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        session, jobs, shell = context.session, context.jobs, context.shell
        self.presenter = HouseholdsPresenter(session, jobs, shell, self.render_list)
        self.view = HouseholdsView(Rows(self.presenter.ids, self.presenter.rows))
        self.opening = OpeningView()
        self.opener = OpeningPresenter(session, jobs, shell, self.opening.show_state)
        self.colleagues = ColleaguesView()
        self.cards = ColleaguesPresenter(session, jobs, shell, self.colleagues.show_state)
        self.empty, self.elsewhere = self._make_empty(), False
        self.first_look = True
        self.stack = QStackedWidget()
        for page in (self.view, self.empty, self.opening, self.colleagues):
            self.stack.addWidget(page)
        self.body.addWidget(self.stack)
        self._connect()
        self._add_actions()

    def _make_empty(self, elsewhere: bool = False) -> EmptyState:
        ways = [
            Way("new", _("Dossier openen"), Icon.USER_PLUS, _("Dossier openen"),
                _("Typ wie er wonen, een regel per persoon. Dat kan in een minuut."), keys="Ctrl N"),
            Way("practise", _("Oefengezin openen"), Icon.SPARKLES, _("Eerst oefenen"),
                _("Gezin Zonneveld is verzonnen. Je kunt niets stukmaken."), Icon.ARROW_RIGHT),
        ]  # fmt: skip
        if elsewhere:
            text = _("Je ziet alleen hun kaartje. In nood open je er een, met een reden.")
            title = _("Dossiers van collega’s")
            ways.append(Way("cards", _("Kaartjes bekijken"), Icon.LOCK, title, text))
        page = EmptyState(
            Icon.USERS,
            _("Nog geen huishoudens"),
            _("Begin met een naam en wie er wonen. De rest mag later."),
            ways,
        )
        page.chosen.connect(self._on_way)
        return page

    def _connect(self) -> None:
        view, form, presenter = self.view, self.opening, self.presenter
        view.opened.connect(presenter.open)
        view.pinned.connect(presenter.pin)
        view.visited.connect(presenter.visit)
        view.binned.connect(presenter.throw_away)
        view.narrowed.connect(presenter.narrow)
        view.searched.connect(presenter.search)
        view.everywhere.connect(presenter.search_team)
        view.creating.connect(self.show_form)
        view.table.paged.failed.connect(self._on_failed)
        form.typed.connect(self.opener.typed)
        form.kept.connect(self.opener.keep)
        form.compared.connect(self.opener.compare)
        form.opened.connect(self.open_new)
        form.cleared.connect(self.clear_form)
        form.other.connect(self.opener.open_other)
        form.left.connect(self.show_list)
        view.colleagues.clicked.connect(self.show_cards)
        self.colleagues.chosen.connect(self.cards.choose)
        self.colleagues.asked.connect(self.cards.ask)
        self.colleagues.stayed.connect(self.cards.leave)
        self.colleagues.searched.connect(self.cards.search)
        self.colleagues.left.connect(self.show_list)

    def _add_actions(self) -> None:
        for spec, handler in (
            (ActionSpec("households.new", N_("Dossier openen"), Icon.USER_PLUS, "Ctrl+N", _SECTION),
             self.show_form),
            (ActionSpec("households.filter", N_("Lijst filteren"), Icon.LIST_FILTER, "/", _SECTION, False, _HERE),
             self.filter),
            (ActionSpec("households.visit", N_("Bezoek starten"), Icon.NOTEBOOK_PEN, "B", _SECTION, False, _HERE),
             self.visit),
            (ActionSpec("households.pin", N_("Huishouden vastzetten"), Icon.PIN, "P", _SECTION, False, _HERE),
             self.pin),
            (ActionSpec("households.bin", N_("Huishouden weggooien"), Icon.TRASH, "Del", _SECTION, False, _HERE),
             self.throw_away),
            (ActionSpec("households.open", N_("Nieuw dossier opslaan"), Icon.CHECK, "Ctrl+Return", _SECTION,
                        False, _HERE), self.open_new),
            (ActionSpec("households.back", N_("Terug naar de lijst"), Icon.ARROW_LEFT, "Esc", _SECTION, False,
                        _HERE), self.show_list),
        ):  # fmt: skip
            self.add_action(spec, handler)

    def activate(self, **params: Any) -> None:  # noqa: ANN401 - as declared by Screen
        """Show the list, or the form with `new=True`."""
        super().activate(**params)
        self.presenter.start()
        if params.get("new"):
            self.show_form()
        elif params.get("card"):
            self._open_cards(Id(params["card"]))
        elif self.stack.currentWidget() in (self.opening, self.colleagues):
            self.show_list()

    def refresh(self, changes: ChangeSet) -> None:
        """Read anew what changed."""
        self.presenter.refresh(changes)
        if self.stack.currentWidget() is self.colleagues:
            self.cards.refresh(changes)

    def keep_drafts(self) -> None:
        """Keep what is typed in the form."""
        self.opening.keep()

    def areas(self) -> list[QWidget]:
        """Filters and list, or the page in sight."""
        if self.stack.currentWidget() is self.view:
            return [self.view.search, self.view.stack]
        page = self.stack.currentWidget()
        return [page] if page is not None else []

    def render_list(self, state: State) -> None:
        """Show a state of the list; the form stays in sight while it is used."""
        self.view.show_state(state)
        if bool(state.elsewhere) != self.elsewhere:
            self._renew_empty(bool(state.elsewhere))
        if self.stack.currentWidget() not in (self.opening, self.colleagues):
            self._show(self.empty if state.empty else self.view)
        if self.first_look and self.stack.currentWidget() is self.view and self.view.table.paged.rowCount():
            self.first_look = False
            if self.may_take_focus():
                self.view.go_to_list()

    def _renew_empty(self, elsewhere: bool) -> None:
        """The page that says how to begin gets or loses the way to the cards of colleagues."""
        old, self.elsewhere = self.empty, elsewhere
        self.empty = self._make_empty(elsewhere)
        self.stack.addWidget(self.empty)
        if self.stack.currentWidget() is old:
            self._show(self.empty)
        self.stack.removeWidget(old)
        old.deleteLater()

    def _show(self, page: QWidget) -> None:
        if self.stack.currentWidget() is page:
            return
        self.stack.setCurrentWidget(page)
        if not self.may_take_focus():
            return
        if page is self.view:
            self.view.go_to_list()
        elif page is self.empty:
            self.empty.buttons[0].setFocus()

    def show_form(self) -> None:
        """Open the form for a new dossier."""
        self.stack.setCurrentWidget(self.opening)
        self.opener.start()
        self.opening.begin()

    def show_cards(self) -> None:
        """The index cards of dossiers that are not on this laptop."""
        self._open_cards(None)

    def _open_cards(self, card: Id | None) -> None:
        self.stack.setCurrentWidget(self.colleagues)
        self.cards.open(card)
        if self.may_take_focus():
            self.colleagues.first().setFocus()

    def show_list(self) -> None:
        """Leave the form or the cards; what was typed stays a draft."""
        if self.stack.currentWidget() is self.colleagues and self.cards.state.chosen is not None:
            self.cards.leave()
            return
        self.opening.keep()
        self._show(self.empty if self.presenter.state.empty else self.view)

    def open_new(self) -> None:
        """Open the dossier of the form."""
        if self.stack.currentWidget() is self.opening:
            self.opening.forget()
            self.opener.open()

    def clear_form(self) -> None:
        """Throw away what was typed."""
        self.opening.forget()
        self.opener.clear()
        self.opening.begin()

    def filter(self) -> None:
        """Go to the filter field."""
        if self.stack.currentWidget() is self.view:
            self.view.go_to_search()

    def visit(self) -> None:
        """Begin a visit for the row in use."""
        if self.stack.currentWidget() is self.view:
            self.view.visit_row()

    def pin(self) -> None:
        """Pin the row in use."""
        if self.stack.currentWidget() is self.view:
            self.view.pin_row()

    def throw_away(self) -> None:
        """Throw the row in use away."""
        if self.stack.currentWidget() is self.view:
            self.view.bin_row()

    def _on_way(self, key: str) -> None:
        if key == "new":
            self.show_form()
        elif key == "cards":
            self.show_cards()
        else:
            self.presenter.practise()

    def _on_failed(self, error: object) -> None:
        if isinstance(error, Exception):
            raise error


def build(context: ScreenContext) -> Screen:
    """Make the screen."""
    return HouseholdsScreen(context)


SPEC = ScreenSpec(
    "households",
    N_("Huishoudens"),
    Icon.USERS,
    "work",
    20,
    "Ctrl+2",
    build,
    fits=assignments.works_in_dossiers,
)

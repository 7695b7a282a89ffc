"""Vandaag: the day and the week at the left; what is needed, promised, agreed, not finished, gone quiet at the right.

Picture: design 04, with what is needed now and the days that follow added.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Signal, SignalInstance
from PySide6.QtWidgets import QLayout, QStackedWidget, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _, ngettext
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.banner import Banner
from wijkdesk.ui.kit.buttons import Button
from wijkdesk.ui.kit.cards import Card, EmptyState, Hairline, Page, Way
from wijkdesk.ui.kit.flow import FlowGrid, FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Label
from wijkdesk.ui.kit.row_lists import StepList
from wijkdesk.ui.kit.rows import StepItem
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.today.parts import MeetingView, NowLine, SideView
from wijkdesk.ui.today.presenter import SideRow, StepRow, TodayState

_Box = TypeVar("_Box", bound=QLayout)
NARROW = 900  # px at 100 % of the whole page: one column below


class TodayView(QStackedWidget):
    """Signals: all but two give a key; `way` a name; `choosing` = two versions.

    `ticked` a promise and `taken` a step, each with whether it is done; `step` opens where either belongs.
    """

    acted = Signal(object)
    ticked = Signal(object, bool)
    taken = Signal(object, bool)
    step = Signal(object)
    resumed = Signal(object)
    household = Signal(object)
    way = Signal(str)
    choosing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = TodayState()
        self.page = Page(_("Vandaag"))
        self.empty = QWidget()
        QVBoxLayout(self.empty)
        self.greeting, self.date = Heading("", 1), Label("", 16, tint="muted")
        head = FlowRow(gap=16)
        head.addWidget(self.greeting)
        head.addWidget(self.date)
        self.clash = Banner(Tone.DANGER, _("Let op:"), "", action=_("Kiezen"), icon=Icon.GIT_COMPARE)
        self.clash.acted.connect(self.choosing)
        self.glass = Banner(Tone.WARN, _("Noodtoegang:"), "", icon=Icon.SHIELD_ALERT)
        self.glass.hide()
        self.day = Card(_("Mijn dag"))
        self.soon, self.urgent = Card(_("Binnenkort")), Card(_("Nu nodig"))
        self.promised, self.unfinished = Card(_("Beloofd")), Card(_("Nog niet af"))
        self.agreed = Card(_("Stappen"))
        self.quiet = Card(_("Stil geworden"), note=_("Geen haast, wel even denken"))
        self.promises = StepList(_("Beloofd"))
        self.promises.ticked.connect(self.ticked)
        self.promised.add(self.promises)
        self.steps = StepList(_("Stappen"))
        self.steps.ticked.connect(self.taken)
        self.agreed.add(self.steps)
        for steps in (self.promises, self.steps):
            steps.opened.connect(self.step)
        self.meetings: list[MeetingView] = []
        self.later: list[MeetingView] = []
        self._shown: dict[Card, tuple[object, ...]] = {}
        self.rows = {
            card: _inner(card) for card in (self.day, self.soon, self.urgent, self.unfinished, self.quiet)
        }
        self._lay_out(head)
        self.addWidget(QWidget())  # until the day was read there is nothing to see, and nothing to press
        self.addWidget(self.page)
        self.addWidget(self.empty)
        self._built: object = None
        self.page.installEventFilter(self)
        theme.follow(self.restyle)

    def _lay_out(self, head: FlowRow) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        for card in (self.urgent, self.promised, self.agreed, self.unfinished, self.quiet):
            column.addWidget(card)
        column.addStretch(1)
        self.side = column
        left = QWidget()
        day = QVBoxLayout(left)
        day.setContentsMargins(0, 0, 0, 0)
        day.addWidget(self.day)
        day.addWidget(self.soon)
        day.addStretch(1)
        self.left = day
        grid = FlowGrid(390, weights=(662, 432), gap=16)
        grid.addWidget(left)
        grid.addWidget(side)
        self.page.body.addLayout(head)
        self.page.body.addWidget(self.clash)
        self.page.body.addWidget(self.glass)
        self.page.body.addLayout(grid)
        self.page.body.addStretch(1)

    def restyle(self) -> None:
        """Distances in the scale of the look; rows are made anew."""
        self.side.setSpacing(theme.px(16))
        self.left.setSpacing(theme.px(16))
        self._built = None
        self._shown = {}
        if self.state.ready:
            self.show_state(self.state)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Rows stand otherwise where it is narrow."""
        if event.type() == QEvent.Type.Resize and self.state.ready:
            self.show_state(self.state)
        return False

    @property
    def narrow(self) -> bool:
        """Whether there is room for one column only."""
        return self.page.width() / theme.current().scale < NARROW - 120

    def show_state(self, state: TodayState) -> None:
        """Show the day; nothing is made anew when nothing changed."""
        if self._built == (state, self.narrow):
            return
        self.state = state
        self._built = (state, self.narrow)
        if state.nothing:
            self._show_empty(state)
            return
        self.setCurrentWidget(self.page)
        self.greeting.setText(state.greeting)
        self.date.setText(state.date)
        self.day.set_note(state.note)
        self._show_clash(state)
        self._show_day(state)
        self._show_soon(state)
        self._show_steps(state)
        self._show_side(state)
        self._order()

    def _show_clash(self, state: TodayState) -> None:
        if state.clash != self.clash.text.text():
            bold, action = _("Let op:"), _("Kiezen")
            self.clash.show_message(Tone.DANGER, bold, state.clash, action=action, icon=Icon.GIT_COMPARE)
        self.clash.setVisible(bool(state.clash))
        if state.glass != self.glass.text.text():
            self.glass.show_message(Tone.WARN, _("Noodtoegang:"), state.glass, icon=Icon.SHIELD_ALERT)
        self.glass.setVisible(bool(state.glass))

    def _show_day(self, state: TodayState) -> None:
        focus = next((view.row.key for view in self.meetings if view.button and view.button.hasFocus()), None)
        self.meetings = []
        box = _clear(self.rows[self.day])
        for number, row in enumerate(state.meetings):
            if number == state.now_at:
                box.addWidget(NowLine(state.now))
            elif number and not row.coming and not state.meetings[number - 1].coming:
                box.addWidget(Hairline())
            view = MeetingView(row, self.narrow)
            view.acted.connect(self.acted)
            self.meetings.append(view)
            box.addWidget(view)
            view.show()  # at once, so that its button can take the focus
            if view.button is not None and focus == row.key:
                view.button.setFocus()
        if not state.meetings:
            box.addWidget(
                Label(_("Geen afspraken vandaag. Tijd om iemand te bellen?"), tint="muted", wrap=True)
            )
        elif state.now_at == len(state.meetings):
            box.addWidget(NowLine(state.now))

    def _show_soon(self, state: TodayState) -> None:
        self.soon.set_note(_more(state.more_soon))
        box = self._anew(self.soon, (state.soon, self.narrow))
        if box is None:
            return
        self.later = []
        for number, day in enumerate(state.soon):
            if number:
                box.addWidget(Hairline())
            box.addWidget(Label(day.title, 13, 600, tint="muted"))
            for row in day.rows:
                view = MeetingView(row, self.narrow)
                view.acted.connect(self.acted)
                self.later.append(view)
                box.addWidget(view)

    def _anew(self, card: Card, rows: tuple[object, ...]) -> QVBoxLayout | None:
        """The emptied box of a card; None when it shows these rows already, so that a focus in it stays."""
        card.setVisible(bool(rows[0]))
        if self._shown.get(card) == rows:
            return None
        self._shown[card] = rows
        return _clear(self.rows[card])

    def _show_steps(self, state: TodayState) -> None:
        for card, steps, rows, more in (
            (self.promised, self.promises, state.promises, state.more_promises),
            (self.agreed, self.steps, state.steps, state.more_steps),
        ):
            card.setVisible(bool(rows))
            card.set_note(_more(more))
            steps.set_items([_step(row) for row in rows])

    def _show_side(self, state: TodayState) -> None:
        self._place_urgent()
        self.urgent.set_note(_more(state.more_urgent))
        self._show_rows(self.urgent, state.urgent, self.household, Icon.TRIANGLE_ALERT, _("Openen"), "danger")
        self._show_rows(self.unfinished, state.unfinished, self.resumed, Icon.NOTEBOOK_PEN, _("Verder"))
        self._show_rows(self.quiet, state.quiet, self.household, Icon.HOURGLASS, _("Bekijken"))

    def _place_urgent(self) -> None:
        """At the top of the right column; in one column right below the day."""
        box, place = (self.left, 1) if self.narrow else (self.side, 0)
        if box.indexOf(self.urgent) < 0:
            box.insertWidget(place, self.urgent)

    def _order(self) -> None:
        """Tab goes as the eye does; rows that were made anew would come last."""
        near = (self.urgent, self.soon) if self.narrow else (self.soon, self.urgent)
        cards = (self.clash, self.day, *near, self.promised, self.agreed, self.unfinished, self.quiet)
        stops = [stop for card in cards for stop in _stops(card)]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _show_rows(
        self,
        card: Card,
        rows: tuple[SideRow, ...],
        to: SignalInstance,
        icon: Icon,
        button: str,
        role: str = "",
    ) -> None:
        box = self._anew(card, (rows,))
        if box is None:
            return
        for row in rows:
            view = SideView(row, icon, button, role)
            view.acted.connect(to)
            box.addWidget(view)

    def _show_empty(self, state: TodayState) -> None:
        layout = self.empty.layout()
        assert layout is not None, "made in __init__"
        _clear(layout)
        page = _empty_page(state)
        page.chosen.connect(self.way)
        layout.addWidget(page)
        self.setCurrentWidget(self.empty)

    def start(self) -> QWidget | None:
        """What gets the focus: the coming visit's button, or the first way on from top to bottom."""
        if self.currentWidget() is self.empty:
            page = self.empty.findChild(EmptyState)
            return page.buttons[0] if page and page.buttons else None
        coming = next((view.button for view in self.meetings if view.row.coming and view.button), None)
        return coming or next((view.button for view in self.meetings if view.button), None) or self._first()

    def _first(self) -> QWidget | None:
        """The first button of the days that follow, or the first list of steps."""
        lists = [steps for steps in (self.promises, self.steps) if steps.rows.items]
        return next((view.button for view in self.later if view.button), None) or next(iter(lists), None)


def _inner(card: Card) -> QVBoxLayout:
    box = QVBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme.px(4))
    card.body.addLayout(box)
    return box


def _clear(box: _Box) -> _Box:
    """Take everything out of a layout, sub-layouts too; gives the layout."""
    while (item := box.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _clear(inner)
    return box


def _stops(card: QWidget) -> list[QWidget]:
    """What Tab reaches in a card, from top to bottom."""
    found: list[QWidget] = [*card.findChildren(Button), *card.findChildren(StepList)]
    return [widget for widget in found if not widget.isHidden() and widget.isVisibleTo(card)]


def _more(count: int) -> str:
    """ "nog 3 meer"; empty when the list is whole."""
    return ngettext("nog {n} meer", "nog {n} meer", count).format(n=count) if count else ""


def _step(row: StepRow) -> StepItem:
    tone = Tone(row.due.tone) if row.due else Tone.INFO
    icon = {Tone.DANGER: Icon.CIRCLE_ALERT, Tone.WARN: Icon.CLOCK}.get(tone)
    return StepItem(row.key, row.text, row.to, row.due.text if row.due else "", tone, icon)


def _empty_page(state: TodayState) -> EmptyState:
    handbook = Way(
        "handbook",
        _("Handboek lezen"),
        Icon.BOOK_OPEN_TEXT,
        _("Eerst lezen"),
        _("In tien minuten ken je WijkDesk."),
    )
    open_ = Way(
        "households", _("Huishoudens openen"), Icon.USERS_ROUND, _("Een huishouden"),
        _("Namen en jaren, meer hoeft niet."), Icon.ARROW_RIGHT,
    )  # fmt: skip
    practice = Way(
        "practice", _("Oefengezin openen"), Icon.SPARKLES, _("Eerst oefenen"),
        _("Gezin Zonneveld is verzonnen. Je kunt niets stukmaken."), Icon.ARROW_RIGHT,
    )  # fmt: skip
    if state.assigned:
        asked = Way(
            "assignments", _("Opdrachten bekijken"), Icon.SEND, _("Gevraagd aan jou"),
            _("Je ziet wat een collega met je deelt."), Icon.ARROW_RIGHT,
        )  # fmt: skip
        title = _("{greeting}. Je werk staat bij Opdrachten.").format(greeting=state.greeting)
        return EmptyState(Icon.SUN, title, _("Dossiers blijven bij het team."), (asked, handbook))
    if state.no_households:
        title = _("{greeting}. Hier begint je dag.").format(greeting=state.greeting)
        text = _("Zodra je een huishouden hebt, zie je hier afspraken en beloftes.")
        return EmptyState(Icon.SUN, title, text, (open_, practice, handbook))
    title = _("{greeting}. Niets op de agenda.").format(greeting=state.greeting)
    text = _("De komende week is leeg. Niets beloofd, niets dringend. Dat mag.")
    return EmptyState(Icon.SUN, title, text, (open_, handbook))

"""Vandaag: the day at the left, what was promised, not finished and gone quiet at the right (design 04)."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _, ngettext
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.banner import Banner, Mark
from wijkdesk.ui.kit.cards import Card, EmptyState, Hairline, Page, Way
from wijkdesk.ui.kit.flow import FlowGrid, FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Label
from wijkdesk.ui.kit.row_lists import StepList
from wijkdesk.ui.kit.rows import StepItem
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.today.parts import MeetingView, NowLine, SideView
from wijkdesk.ui.today.presenter import PromiseRow, TodayState

_Box = TypeVar("_Box", bound=QLayout)
NARROW = 900  # px at 100 % of the whole page: one column below


class TodayView(QStackedWidget):
    """Signals: `acted`, `ticked`, `resumed` and `household` give a key, `way` a name; `choosing` = two versions."""

    acted = Signal(object)
    ticked = Signal(object, bool)
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
        self.promised, self.unfinished = Card(_("Beloofd")), Card(_("Nog niet af"))
        self.quiet = Card(_("Stil geworden"), note=_("Geen haast, wel even denken"))
        self.promises = StepList(_("Beloofd"))
        self.promises.ticked.connect(self.ticked)
        self.promised.add(self.promises)
        self.meetings: list[MeetingView] = []
        self.rows = {card: _inner(card) for card in (self.day, self.unfinished, self.quiet)}
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
        for card in (self.promised, self.unfinished, self.quiet):
            column.addWidget(card)
        column.addStretch(1)
        self.side = column
        left = QWidget()
        day = QVBoxLayout(left)
        day.setContentsMargins(0, 0, 0, 0)
        day.addWidget(self.day)
        day.addStretch(1)
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
        self._built = None
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
        self._show_promises(state)
        self._show_side(state)

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
        if state.tomorrow:
            box.addSpacing(theme.px(12))
            box.addWidget(Hairline())
            box.addLayout(_tomorrow(state.tomorrow))

    def _show_promises(self, state: TodayState) -> None:
        self.promised.setVisible(bool(state.promises))
        more = ngettext("nog {n} meer", "nog {n} meer", state.more_promises).format(n=state.more_promises)
        self.promised.set_note(more if state.more_promises else "")
        self.promises.set_items([_step(row) for row in state.promises])

    def _show_side(self, state: TodayState) -> None:
        self.unfinished.setVisible(bool(state.unfinished))
        self.quiet.setVisible(bool(state.quiet))
        box = _clear(self.rows[self.unfinished])
        for row in state.unfinished:
            view = SideView(row, Icon.NOTEBOOK_PEN, _("Verder"), Icon.ARROW_RIGHT)
            view.acted.connect(self.resumed)
            box.addWidget(view)
        box = _clear(self.rows[self.quiet])
        for row in state.quiet:
            view = SideView(row, Icon.HOURGLASS, _("Bekijken"), Icon.ARROW_RIGHT)
            view.acted.connect(self.household)
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
        """What gets the focus: the coming visit's button, or the first way on."""
        if self.currentWidget() is self.empty:
            page = self.empty.findChild(EmptyState)
            return page.buttons[0] if page and page.buttons else None
        coming = next((view.button for view in self.meetings if view.row.coming and view.button), None)
        return coming or next((view.button for view in self.meetings if view.button), None)


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
    return box


def _tomorrow(text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, theme.px(8), 0, 0)
    row.setSpacing(theme.px(8))
    row.addWidget(Mark(Icon.SUN))
    row.addWidget(Label(text, tint="muted", wrap=True), 1)
    return row


def _step(row: PromiseRow) -> StepItem:
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
    if state.no_households:
        title = _("{greeting}. Hier begint je dag.").format(greeting=state.greeting)
        text = _("Zodra je een huishouden hebt, zie je hier afspraken en beloftes.")
        return EmptyState(Icon.SUN, title, text, (open_, practice, handbook))
    title = _("{greeting}. Niets op de agenda.").format(greeting=state.greeting)
    text = _("Geen afspraken, niets beloofd, niemand stil. Dat mag.")
    return EmptyState(Icon.SUN, title, text, (open_, handbook))

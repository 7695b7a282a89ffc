"""Dossiers of colleagues: a line for each card, and the question before break-glass."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.households.colleagues.presenter import Line, State
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.fields import TextField
from wijkdesk.ui.kit.people import PersonLine
from wijkdesk.ui.kit.search_field import SearchField
from wijkdesk.ui.kit.widgets import (
    Banner,
    Button,
    Card,
    FlowRow,
    Icon,
    Label,
    Page,
    PageHeader,
    PrimaryButton,
    QuietButton,
    Small,
    Tone,
)


class ColleaguesView(QWidget):
    """`chosen(id)` asks break-glass of a card; `asked(reason)` is the yes; `stayed` the no; `left` goes to the list."""

    chosen = Signal(object)
    asked = Signal(str)
    stayed = Signal()
    searched = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = State()
        self.back = Button(_("Terug naar de lijst"), Icon.ARROW_LEFT)
        self.back.clicked.connect(self.left)
        self.search = SearchField(_("Zoek op naam"), _("Naam op het kaartje"))
        self.search.asked.connect(self.searched)
        self.count = Small("")
        self.list = Card(_("Kaartjes"))
        self.rows = QVBoxLayout()
        self.lines: list[CardLine] = []
        self.question = QuestionCard()
        self.question.go.clicked.connect(self._on_go)
        self.question.stay.clicked.connect(self.stayed)
        page = Page(_("Dossiers van collega’s"))
        subtitle = _("Deze dossiers staan niet op jouw laptop. Je ziet alleen het kaartje.")
        page.body.addWidget(PageHeader(_("Dossiers van collega’s"), subtitle, actions=[self.back]))
        page.body.addWidget(self.question)
        page.body.addWidget(self.list)
        page.body.addStretch(1)
        head = FlowRow(gap=8)
        head.addWidget(self.search)
        head.addWidget(self.count)
        self.list.body.addLayout(head)
        self.list.body.addLayout(self.rows)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Distances in the scale of the look."""
        self.rows.setSpacing(theme.px(8))

    def show_state(self, state: State) -> None:
        """Show the cards, or the question about one."""
        turned = (state.chosen is None) != (self.state.chosen is None)
        if state.lines != self.state.lines or not self.lines:
            self._show_lines(state.lines)
        self.state = state
        self.count.setText(state.count)
        self.question.setVisible(state.chosen is not None)
        self.list.setVisible(state.chosen is None)
        self.question.show_state(state)
        if turned and self.isVisible():
            self.first().setFocus()

    def _show_lines(self, lines: tuple[Line, ...]) -> None:
        while (item := self.rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.lines = [CardLine(line) for line in lines]
        for line in self.lines:
            line.opened.connect(self.chosen)
            self.rows.addWidget(line)

    def first(self) -> QWidget:
        """Where work begins: the reason, or the search."""
        return self.question.reason.edit if self.state.chosen is not None else self.search

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc: nothing is opened."""
        if event.key() == Qt.Key.Key_Escape:
            (self.stayed if self.state.chosen is not None else self.left).emit()
        else:
            super().keyPressEvent(event)

    def _on_go(self) -> None:
        self.asked.emit(self.question.reason.edit.toPlainText())


class CardLine(QWidget):
    """One card; `opened(id)` when break-glass is wanted."""

    opened = Signal(object)

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line
        self.setProperty("ground", "clear")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(PersonLine(line.name, line.detail, stacked=True), 1)
        self.button = QuietButton(_("Noodtoegang…"), Icon.LOCK, "small")
        self.button.setAccessibleName(_("Noodtoegang tot {name}").format(name=line.name))
        self.button.clicked.connect(self._on_clicked)
        row.addWidget(self.button)

    def _on_clicked(self) -> None:
        self.opened.emit(self.line.dossier)


class QuestionCard(Card):
    """What break-glass does, and the reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Noodtoegang"), tone="open", parent=parent)
        self.about = Small("", wrap=True)
        words = _("Je leest het dossier 24 uur. Je collega ziet wie, wanneer en waarom.")
        self.effect = Banner(Tone.WARN, "", words, icon=Icon.SHIELD_ALERT)
        self.closed = Small(
            _("De veiligheidsmap blijft dicht. Na 24 uur gaat het dossier weer van je laptop."), wrap=True
        )
        self.reason = TextField(
            _("Waarom is het nodig?"), _("Dit staat in het dossier en bij het team."), least=3
        )
        self.error = Label("", tint="danger", wrap=True)
        self.go = PrimaryButton(_("Openen met noodtoegang"), Icon.LOCK)
        self.stay = Button(_("Laat zo"), keys="Esc")
        for widget in (self.about, self.effect, self.closed, self.reason, self.error):
            self.add(widget)
        row = FlowRow(gap=8)
        row.addWidget(self.go)
        row.addWidget(self.stay)
        self.body.addLayout(row)
        self.hide()

    def show_state(self, state: State) -> None:
        """Show which dossier it is about, and what stood in the way."""
        if state.chosen is None:
            self.reason.edit.clear()
            return
        title = _("Noodtoegang tot {name}").format(name=state.chosen.name)
        self.title.setText(title)
        self.setAccessibleName(title)
        self.about.setText(state.chosen.detail)
        wrong = state.error if state.field == "reason" else ""
        self.reason.show_error(wrong)
        self.error.setText("" if wrong else state.error)
        self.error.setVisible(bool(state.error) and not wrong)
        self.go.setEnabled(not state.busy)

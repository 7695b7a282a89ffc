"""Rounding off a visit: what could still be done as an invitation, then the papers. It never blocks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.flow import FlowGrid, FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.widgets import Button, Card, Heading, Label, Page, PrimaryButton, QuietButton
from wijkdesk.ui.visit.states import Invitation, VisitState

FAMILY, NOTE = "family", "note"


class Closing(Page):
    """Signals: `back`, `chosen(str)` the key of an invitation, `paper(str)` family or note."""

    back = Signal()
    chosen = Signal(str)
    paper = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Bezoek afronden"), parent=parent)
        self.shown: tuple[Invitation, ...] | None = None
        self.title = Heading(_("Bezoek afgerond"), 1)
        self.words = Label("", tint="muted", wrap=True)
        self.family = PrimaryButton(_("Blad voor het gezin"), Icon.PRINTER)
        self.note = Button(_("Verslag"), Icon.FILE_TEXT)
        self.again = QuietButton(_("Terug naar het bezoek"), Icon.ARROW_LEFT, keys="Esc")
        self.family.clicked.connect(self._on_family)
        self.note.clicked.connect(self._on_note)
        self.again.clicked.connect(self.back)
        ways = QWidget()
        row = FlowRow(ways, gap=12)
        for button in (self.family, self.note, self.again):
            row.addWidget(button)
        self.ask = Heading(_("Dit kan nog, als je wilt"), 2)
        self.cards = QWidget()
        self.grid = FlowGrid(260, gap=16)
        self.cards.setLayout(self.grid)
        for part in (self.title, self.words, ways, self.ask, self.cards):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_state(self, state: VisitState) -> None:
        """Show a state; the same one again changes nothing."""
        if state.invitations:
            self.words.setText(_("Alles is bewaard. Wat er nog niet is, mag je overslaan."))
        else:
            self.words.setText(_("Alles is bewaard, en ieder is gehoord."))
        self.ask.setVisible(bool(state.invitations))
        if state.invitations != self.shown:
            self.shown = state.invitations
            while self.grid.count():
                item = self.grid.takeAt(0)
                widget = item.widget() if item else None
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
            for one in state.invitations:
                self.grid.addWidget(self._card(one))

    def _card(self, one: Invitation) -> Card:
        card = Card(one.title)
        card.add(Label(one.text, tint="muted", wrap=True))
        button = Button(one.button, size="small")
        button.setAccessibleName(f"{one.title}: {one.button}")
        button.setProperty("key", one.key)
        button.clicked.connect(self._on_chosen)
        card.body.addSpacing(theme.px(4))
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def take_focus(self) -> None:
        """On the next action."""
        self.family.setFocus()

    def _on_family(self) -> None:
        self.paper.emit(FAMILY)

    def _on_note(self) -> None:
        self.paper.emit(NOTE)

    def _on_chosen(self) -> None:
        self.chosen.emit(str(self.sender().property("key")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the visit."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

"""Laptops that were lost: until when a report is in time, the paper for it, and the mark that it was made."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit.buttons import Button, QuietButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Small
from wijkdesk.ui.kit.stacked import Rows
from wijkdesk.ui.sharing.state import Facts, LostLine


class LostRow(QWidget):
    """One lost laptop; `paper(object)` and `reported(object)` give its line."""

    paper = Signal(object)
    reported = Signal(object)

    def __init__(self, line: LostLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Label(line.title, weight=600, wrap=True))
        box.addWidget(Small(line.detail, wrap=True, tint="warn" if line.urgent else "muted"))
        row = FlowRow(gap=8)
        self.make = Button(_("Blad voor de melding"), Icon.FILE_DOWN, "small")
        self.done = QuietButton(_("Gemeld"), Icon.CHECK, "small")
        self.make.setAccessibleName(_("Blad voor de melding: {what}").format(what=line.title))
        self.done.setAccessibleName(_("Gemeld: {what}").format(what=line.title))
        self.done.setVisible(line.open)
        row.addWidget(self.make)
        row.addWidget(self.done)
        box.addLayout(row)
        self.make.clicked.connect(self._on_make)
        self.done.clicked.connect(self._on_done)

    def _on_make(self) -> None:
        self.paper.emit(self.line)

    def _on_done(self) -> None:
        self.reported.emit(self.line)


class LostLaptopsCard(Card):
    """Hidden without any; for administrators."""

    paper = Signal(object)
    reported = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Kwijte laptops"), tone="warn", parent=parent)
        self.rows = Rows(self._row, 12)
        self.add(self.rows)

    def _row(self, line: object) -> QWidget:
        assert isinstance(line, LostLine), "rows of lost laptops only"
        row = LostRow(line)
        row.paper.connect(self.paper)
        row.reported.connect(self.reported)
        return row

    def show_facts(self, facts: Facts) -> None:
        """Show what was lost."""
        self.rows.show_items(facts.lost)
        self.setVisible(bool(facts.lost) and facts.admin)

"""A laptop is lost: when and where, what stood on it, and what happens now (domain.md F12)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _
from wijkdesk.ui.kit.buttons import Button, DangerButton
from wijkdesk.ui.kit.cards import Card, Hairline
from wijkdesk.ui.kit.effects import EffectLine, HadLine
from wijkdesk.ui.kit.fields import LineField
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Label, Small
from wijkdesk.ui.kit.stacked import Rows
from wijkdesk.ui.sharing.person_state import (
    MOMENT,
    Mode,
    PersonState,
    had_lines,
    had_summary,
    lost_effects,
)


class LostCard(Card):
    """`reported(str, str, str)`: when noticed, where, what happened; `closed` when it stays as it is."""

    reported = Signal(str, str, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Laptop kwijt"), tone="open", parent=parent)
        self.add(Small(_("Nog niets is veranderd."), wrap=True))
        self.noticed = LineField(_("Wanneer ontdekt"), _("Dag en tijd. Vanaf dan lopen de 72 uur."))
        self.place = LineField(_("Waar"), _("Zonder namen van gezinnen. Collega’s kunnen dit lezen."))
        self.happened = LineField(_("Wat gebeurde er"))
        self.effects, self.had = Rows(EffectLine, 10), Rows(HadLine, 6)
        self.summary, self.error = Small("", wrap=True), Label("", tint="danger", wrap=True)
        self.go = DangerButton(_("Uitzetten en laten wissen"), Icon.BAN)
        self.keep = Button(_("Laat zo"), keys="Esc")
        for widget in (
            self.noticed, self.place, self.happened, Hairline(), Heading(_("Vanaf nu"), 3), self.effects,
            Hairline(), Heading(_("Dit stond op de laptop"), 3), self.had, self.summary, self.error,
        ):  # fmt: skip
            self.add(widget)
        holder = QWidget()
        row = FlowRow(holder, gap=8)
        row.addWidget(self.go)
        row.addWidget(self.keep)
        self.add(holder)
        self.go.clicked.connect(self._on_go)
        self.keep.clicked.connect(self.closed)

    def show_state(self, state: PersonState, *, fresh: bool) -> None:
        """Show what it means; `fresh` = the question was just opened: begin with now."""
        person = state.person
        if person is None or state.mode is not Mode.LOST:
            return
        if fresh:
            self.noticed.edit.setText(person.now.strftime(MOMENT))
            self.place.edit.clear()
            self.happened.edit.clear()
        title = _("Laptop van {name} kwijt").format(name=shown(person.name))
        self.title.setText(title)
        self.setAccessibleName(title)
        self.effects.show_items(lost_effects())
        self.had.show_items(had_lines(person))
        self.summary.setText(had_summary(person))
        self.noticed.show_error(state.error if state.field == "noticed" else "")
        other = state.error if state.field != "noticed" else ""
        self.error.setText(other)
        self.error.setVisible(bool(other))
        self.go.setEnabled(not state.busy)

    def _on_go(self) -> None:
        self.reported.emit(self.noticed.edit.text(), self.place.edit.text(), self.happened.edit.text())

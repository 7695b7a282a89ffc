"""The question before a colleague is taken out: what happens from now on, what he has already (design 14)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _
from wijkdesk.ui.kit.banner import Banner
from wijkdesk.ui.kit.buttons import Button, DangerButton
from wijkdesk.ui.kit.cards import Card, Hairline
from wijkdesk.ui.kit.effects import EffectLine, HadLine
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Label, Small
from wijkdesk.ui.kit.stacked import Rows
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.sharing.person_state import (
    Mode,
    PersonState,
    had_lines,
    had_summary,
    leaving_effects,
    must_hand_over,
)


class LeavingCard(Card):
    """`taken` when the worker is sure; `closed` when it stays as it is."""

    taken = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Uit de organisatie halen"), tone="open", parent=parent)
        self.add(Small(_("Dit gebeurt er. Nog niets is veranderd."), wrap=True))
        self.effects, self.had = Rows(EffectLine, 10), Rows(HadLine, 6)
        self.had_title, self.summary = Heading("", 3), Small("", wrap=True)
        self.warning = Banner(Tone.WARN, "", "", icon=Icon.TRIANGLE_ALERT)
        self.error = Label("", tint="danger", wrap=True)
        self.go = DangerButton(_("Uit de organisatie halen"), Icon.BAN)
        self.keep = Button(_("Laat zo"), keys="Esc")
        for widget in (
            Heading(_("Vanaf nu"), 3), self.effects, Hairline(), self.had_title, self.had, self.summary,
            self.warning, self.error,
        ):  # fmt: skip
            self.add(widget)
        holder = QWidget()
        row = FlowRow(holder, gap=8)
        row.addWidget(self.go)
        row.addWidget(self.keep)
        self.add(holder)
        self.go.clicked.connect(self.taken)
        self.keep.clicked.connect(self.closed)

    def show_state(self, state: PersonState) -> None:
        """Show what it means for this colleague."""
        person = state.person
        if person is None or state.mode is not Mode.LEAVING:
            return
        name = shown(person.name)
        title = _("{name} uit de organisatie halen").format(name=name)
        self.title.setText(title)
        self.setAccessibleName(title)
        self.effects.show_items(leaving_effects(person))
        self.had_title.setText(_("Dit heeft {name} al").format(name=name))
        self.had.show_items(had_lines(person))
        summary = had_summary(person) + " " + _("Wat op een laptop staat, haalt WijkDesk niet terug.")
        self.summary.setText(summary)
        warning = must_hand_over(person)
        self.warning.show_message(Tone.WARN, "", warning, icon=Icon.TRIANGLE_ALERT)
        self.warning.setVisible(bool(warning))
        self.error.setText(state.error)
        self.error.setVisible(bool(state.error))
        self.go.setEnabled(not state.busy)

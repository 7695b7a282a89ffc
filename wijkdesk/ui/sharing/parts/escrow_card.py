"""The emergency key: who keeps it, what is not under it yet, and each time it was used."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit.buttons import Button
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.effects import EffectLine
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Small
from wijkdesk.ui.kit.stacked import Rows
from wijkdesk.ui.sharing.state import Facts, escrow_words


class EscrowCard(Card):
    """`naming` when the founder wants to choose the custodians."""

    naming = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Noodsleutel"), parent=parent)
        self.words, self.more = Label("", wrap=True), Small("", wrap=True)
        self.used = Rows(EffectLine, 8)
        self.name = Button(_("Drie bewaarders kiezen"), Icon.KEY_ROUND)
        self.holder = QWidget()
        row = FlowRow(self.holder, gap=8)
        row.addWidget(self.name)
        for widget in (self.words, self.more, self.used, self.holder):
            self.add(widget)
        self.name.clicked.connect(self.naming)

    def show_facts(self, facts: Facts, busy: bool) -> None:
        """Show how it stands; without custodians it is a warning."""
        missing = facts.escrow_missing
        self.setProperty("tone", "warn" if missing else "")
        self.style().polish(self)
        words, more = escrow_words(facts)
        self.words.setText(words)
        self.more.setText(more)
        self.more.setVisible(bool(more))
        self.used.show_items(facts.openings)
        self.name.setText(_("Drie bewaarders kiezen") if missing else _("Andere bewaarders kiezen"))
        self.holder.setVisible(facts.root)
        self.name.setEnabled(not busy)

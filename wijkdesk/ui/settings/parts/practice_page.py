"""Oefengezin: make it, go to it, throw it away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit.buttons import Button, PrimaryButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Small
from wijkdesk.ui.settings.presenter import SettingsState


class PracticePage(QWidget):
    """Signals: `opened` (made when it is not there), `removed`."""

    opened = Signal()
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open = PrimaryButton(_("Oefengezin maken"), Icon.SPARKLES)
        self.remove = Button(_("Oefengezin verwijderen"), Icon.TRASH)
        card = Card(_("Oefengezin"))
        lead = _("Gezin Zonneveld is verzonnen. Je kunt er alles mee proberen en niets stukmaken.")
        card.add(Label(lead, tint="muted", wrap=True))
        row = FlowRow(gap=8)
        row.addWidget(self.open)
        row.addWidget(self.remove)
        card.body.addLayout(row)
        note = _("Het gaat nooit naar de server. Op papier staat dat het om te oefenen is.")
        card.add(Small(note, wrap=True))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card)
        box.addStretch(1)
        self.open.clicked.connect(self.opened)
        self.remove.clicked.connect(self.removed)

    def show_state(self, state: SettingsState) -> None:
        """Whether there is one now."""
        self.open.setText(_("Naar het oefengezin") if state.practice else _("Oefengezin maken"))
        if not state.practice and self.remove.hasFocus():
            self.open.setFocus()
        self.remove.setVisible(state.practice)

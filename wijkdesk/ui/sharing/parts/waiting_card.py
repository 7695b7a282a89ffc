"""What a newcomer sees until an administrator has let him in: who must do what, and what to read aloud."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit.buttons import PrimaryButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Small
from wijkdesk.ui.sharing.parts.fingerprint import Fingerprint


class WaitingCard(Card):
    """The fingerprint and a way to look again; `asked` when the newcomer wants to know."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Je beheerder moet je nog toelaten"), tone="open", parent=parent)
        self.add(Label(_("Bel je beheerder. Lees deze zes blokjes hardop voor."), wrap=True))
        self.fingerprint = Fingerprint("", _("Vingerafdruk van deze laptop"))
        self.add(self.fingerprint)
        self.add(Small(_("Klinkt het bij allebei hetzelfde? Dan laat je beheerder je toe."), wrap=True))
        self.button = PrimaryButton(_("Kijken of het al mag"), Icon.REFRESH_CW, keys="F9")
        self.said = Small("", wrap=True)
        row = FlowRow(gap=8)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.add(self.said)
        self.button.clicked.connect(self.asked)

    def show_waiting(self, fingerprint: str, said: str) -> None:
        """Show the fingerprint and what was heard last."""
        self.fingerprint.set_text(fingerprint)
        self.said.setText(said)
        self.said.setVisible(bool(said))

"""Without a server: a card with the way in to packages by stick."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit.buttons import Button
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Small


class PackageCard(Card):
    """`making` when a package is to be made, `choosing` when one is to be opened."""

    making = Signal()
    choosing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Zonder server: een USB-stick"), parent=parent)
        self.add(
            Small(
                _("Geef wijzigingen verzegeld aan een collega. Alleen die collega kan het openen."), wrap=True
            )
        )
        self.make = Button(_("Pakket maken voor een collega"), Icon.HARD_DRIVE)
        self.open = Button(_("Pakket openen"), Icon.FOLDER_OPEN)
        holder = QWidget()
        row = FlowRow(holder, gap=8)
        row.addWidget(self.make)
        row.addWidget(self.open)
        self.add(holder)
        self.make.clicked.connect(self.making)
        self.open.clicked.connect(self.choosing)

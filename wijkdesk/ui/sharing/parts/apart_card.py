"""One thing that was set apart: what is wrong, what is kept, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.services.quarantine import Apart
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.buttons import Button, QuietButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Small


class ApartCard(Card):
    """`again(object)` and `saved(object)` give the item."""

    again = Signal(object)
    saved = Signal(object)

    def __init__(
        self, item: Apart, details: tuple[tuple[str, str], ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(tone="danger", parent=parent)
        self.item = item
        self.setAccessibleName(item.sentence)
        self.add(Label(item.sentence, weight=600, tint="danger", wrap=True))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(theme.px(16))
        for number, (label, words) in enumerate(details):
            grid.addWidget(Small(label, tint="text"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(words, 13, wrap=True), number, 1)
        self.body.addLayout(grid)
        row = FlowRow(gap=8)
        self.offer = Button(_("Opnieuw aanbieden"), Icon.REFRESH_CW, "small")
        self.keep = QuietButton(_("Bewaren als bestand"), Icon.FILE_DOWN, "small")
        row.addWidget(self.offer)
        row.addWidget(self.keep)
        self.body.addLayout(row)
        self.offer.clicked.connect(self._on_offer)
        self.keep.clicked.connect(self._on_keep)

    def _on_offer(self) -> None:
        self.again.emit(self.item)

    def _on_keep(self) -> None:
        self.saved.emit(self.item)

"""A scrolling part inside a card: it shows the ground of the card."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wijkdesk.ui.kit.cards import Page


class ClearPage(Page):
    """As Page, without margins and without a ground of its own."""

    def __init__(self, name: str, gap: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(name, margin=0, gap=gap, parent=parent)
        self.setProperty("ground", "clear")
        self.viewport().setAutoFillBackground(False)
        if (inner := self.widget()) is not None:
            inner.setObjectName("clear")
            inner.setProperty("ground", "clear")

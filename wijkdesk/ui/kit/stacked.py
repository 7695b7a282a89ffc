"""A column of widgets made from items, made anew only when the items differ, so that focus stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk.ui.kit import theme


class Rows(QWidget):
    """`show_items(items)`: one widget an item, by the maker given; hidden while there are none."""

    def __init__(
        self,
        make: Callable[[Any], QWidget],
        gap: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make, self._gap = make, gap
        self.items: tuple[object, ...] | None = None
        self.widgets: list[QWidget] = []
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.hide()
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Distances in the scale of the look."""
        self.box.setSpacing(theme.px(self._gap))

    def show_items(self, items: Sequence[object]) -> None:
        """Show these items."""
        if self.items == tuple(items):
            return
        self.items = tuple(items)
        for widget in self.widgets:
            self.box.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.widgets = [self._make(item) for item in self.items]
        for widget in self.widgets:
            self.box.addWidget(widget)
        self.setVisible(bool(self.items))

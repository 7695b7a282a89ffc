"""Tabs of a dossier or page: words with a line under the one in use; arrow keys move."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar, QWidget

from wijkdesk.ui.kit import theme


class TabBar(QTabBar):
    """TabBar(_("Delen van het dossier"), [("overview", _("Overzicht")), ...]); `chosen(str)` gives the key."""

    chosen = Signal(str)

    def __init__(self, name: str, tabs: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.keys = [key for key, _title in tabs]
        for _key, title in tabs:
            self.addTab(title)
        self.currentChanged.connect(self._on_changed)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Measure anew; tabs are measured in the bold weight they are painted in."""
        self.setFont(theme.font(14, 600))
        self.updateGeometry()

    def set_current(self, key: str) -> None:
        """Show a tab as the one in use, without telling anyone."""
        self.blockSignals(True)
        self.setCurrentIndex(self.keys.index(key))
        self.blockSignals(False)

    def _on_changed(self, index: int) -> None:
        if 0 <= index < len(self.keys):
            self.chosen.emit(self.keys[index])

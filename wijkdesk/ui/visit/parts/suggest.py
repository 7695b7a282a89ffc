"""Names to choose from while an @ or # is being typed; the typing field keeps the focus."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.services.mentions import Name
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.widgets import announce

_MOST = 8
_EDGE = 4
ROW = 30  # px at 100 %


class Suggest(QFrame):
    """A small list over the window; `chosen(object)` gives a Name."""

    chosen = Signal(object)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.owner = owner
        self.names: list[Name] = []
        self.setProperty("role", "card")
        self.setAccessibleName(_("Namen om uit te kiezen"))
        self.rows = QListWidget()
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setAccessibleName(self.accessibleName())
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.itemClicked.connect(self._on_clicked)
        box = QVBoxLayout(self)
        box.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        box.addWidget(self.rows)
        self.hide()

    def offer(self, names: Sequence[Name], spot: QPoint) -> None:
        """Show names under a spot (in the owner's pixels); none = go away."""
        self.names = list(names)[:_MOST]
        if not self.names:
            self.hide()
            return
        window = self.owner.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self.rows.clear()
        for name in self.names:
            item = QListWidgetItem(_words(name), self.rows)
            item.setSizeHint(QSize(0, theme.px(ROW)))
        self.rows.setCurrentRow(0)
        self._place(window, self.owner.mapTo(window, spot))
        self.show()
        self.raise_()
        self._speak()

    def _place(self, window: QWidget, spot: QPoint) -> None:
        size_w, size_h = theme.px(280), theme.px(ROW) * len(self.names) + 2 * _EDGE + 4
        left = max(0, min(spot.x(), window.width() - size_w - 8))
        below = spot.y() + theme.px(4)
        top = below if below + size_h < window.height() else spot.y() - size_h - theme.px(28)
        self.setGeometry(left, max(0, top), size_w, size_h)

    def take_key(self, event: QKeyEvent) -> bool:
        """Use a key of the typing field while names are shown; False = it is for the field."""
        if not self.isVisible():
            return False
        key, row = event.key(), self.rows.currentRow()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.rows.setCurrentRow((row + step) % len(self.names))
            self._speak()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._choose(row)
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def _speak(self) -> None:
        row = self.rows.currentRow()
        if 0 <= row < len(self.names):
            announce(self.owner, self.names[row].text)

    def _choose(self, row: int) -> None:
        self.hide()
        if 0 <= row < len(self.names):
            self.chosen.emit(self.names[row])

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._choose(self.rows.row(item))


def _words(name: Name) -> str:
    """The name as it is offered: in full when that says more."""
    if not name.detail or name.detail == name.text:
        return name.text
    return name.detail if name.detail.startswith(name.text) else f"{name.text} · {name.detail}"

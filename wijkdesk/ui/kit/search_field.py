"""A field that narrows a list while typing: a painted magnifier, and the key that leads to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from wijkdesk.ui.kit import icons, paint, theme
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.paint import TagStyle

_REST_MS = 120


class SearchField(QLineEdit):
    """`asked(str)` after a short rest in typing; Escape empties; `left` when Down or Enter goes to the list."""

    asked = Signal(str)
    left = Signal()

    def __init__(self, name: str, placeholder: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setProperty("tall", "small")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(_REST_MS)
        self.timer.timeout.connect(self.ask)
        self.textEdited.connect(self._on_edited)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Room for the magnifier and the key, in the scale of the look."""
        self.setTextMargins(theme.px(22), 0, theme.px(24) if self.key else 0, 0)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As in the designs: 255 wide."""
        return QSize(theme.px(255), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Narrower where it must."""
        return QSize(theme.px(160), super().minimumSizeHint().height())

    def ask(self) -> None:
        """Tell now what is asked."""
        self.timer.stop()
        self.asked.emit(self.text())

    def _on_edited(self) -> None:
        self.timer.start()

    def event(self, event: QEvent) -> bool:
        """Escape belongs to this field as long as there is something to empty."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.text():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties, Down and Enter go to the list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.ask()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ask()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint magnifier and key over the field."""
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.px(16)
        icons.draw(painter, Icon.SEARCH, QRect(theme.px(12), 0, side, self.height()), "muted", 16)
        if self.key and not self.text() and not self.hasFocus():
            style = TagStyle("muted", "bg", "line", 20, 4, 6, 12, 500)
            wide, high = paint.tag_width(self.key, None, style), theme.px(20)
            spot = QRect(self.width() - wide - theme.px(10), (self.height() - high) // 2, wide, high)
            paint.tag(painter, spot, self.key, None, style)

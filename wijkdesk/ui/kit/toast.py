"""A short message at the bottom of the window, with the way back in it; spoken, and gone after 8 seconds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import paint, theme
from wijkdesk.ui.kit.announce import announce
from wijkdesk.ui.kit.banner import Mark
from wijkdesk.ui.kit.buttons import QuietButton
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label

SHOWN_MS = 8000


class Toast(QWidget):
    """Child of a window; `say(text, undo=True)` shows it, `undone` when its button is used."""

    undone = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.words = Label("", weight=500)
        self.button = QuietButton(_("Ongedaan maken"), Icon.UNDO_2, "small", keys="Ctrl Z")
        self.button.clicked.connect(self._on_undo)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(SHOWN_MS)
        self.timer.timeout.connect(self._on_time)
        self.row = QHBoxLayout(self)
        self.row.addWidget(Mark(Icon.CHECK, "ok"))
        self.row.addWidget(self.words)
        self.row.addWidget(self.button)
        window.installEventFilter(self)
        self.hide()
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Room around, in the scale of the look."""
        self.row.setContentsMargins(theme.px(16), theme.px(8), theme.px(12), theme.px(8))
        self.row.setSpacing(theme.px(10))
        self.place()

    def say(self, text: str, undo: bool = False) -> None:
        """Show and speak a message."""
        self.words.setText(text)
        self.button.setVisible(undo)
        self.setAccessibleName(text)
        self.place()
        self.show()
        self.raise_()
        self.timer.start()
        announce(self, text)

    def place(self) -> None:
        """Stand in the middle, over the status bar."""
        self.adjustSize()
        window = self.parentWidget()
        if window is not None:
            self.move((window.width() - self.width()) // 2, window.height() - self.height() - theme.px(48))

    def _on_undo(self) -> None:
        self.hide()
        self.undone.emit()

    def _on_time(self) -> None:
        if self.underMouse() or self.button.hasFocus():
            self.timer.start()
        else:
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move along when the window changes size."""
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self.place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A plain surface with a strong border."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.transparent)
        paint.box(painter, QRectF(self.rect()), theme.px(8), "surface", "field")

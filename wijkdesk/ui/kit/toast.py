"""A short message over the status bar, with the way back in it; spoken, and gone after 8 seconds.

It never has the focus: Ctrl+Z does the same as its button, and it covers nothing that is being worked on.
"""

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
    """Child of a window; `say(text, undo=True)` shows it, `undone` when its button is used.

    It lies over `bar` (the status bar) when one is given, else in the middle at the bottom.
    """

    undone = Signal()

    def __init__(self, window: QWidget, bar: QWidget | None = None) -> None:
        super().__init__(window)
        self.bar = bar
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.words = Label("", weight=500)
        self.button = QuietButton(_("Ongedaan maken"), Icon.UNDO_2, "small", keys="Ctrl Z")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # else it gets the focus of a part that goes
        self.button.clicked.connect(self._on_undo)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(SHOWN_MS)
        self.timer.timeout.connect(self._on_time)
        self.row = QHBoxLayout(self)
        self.row.addWidget(Mark(Icon.CHECK, "ok"))
        self.row.addWidget(self.words)
        self.row.addWidget(self.button)
        for watched in (window, bar):
            if watched is not None:
                watched.installEventFilter(self)
        self.hide()
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Room around, in the scale of the look."""
        high = theme.px(3 if self.bar else 8)
        self.row.setContentsMargins(theme.px(16), high, theme.px(12), high)
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
        """Stand over the left side of the bar, or in the middle."""
        self.adjustSize()
        window = self.parentWidget()
        if window is not None and self.bar is not None and window.isAncestorOf(self.bar):
            corner = self.bar.mapTo(window, self.bar.rect().bottomLeft())
            self.move(corner.x() + theme.px(8), corner.y() - self.height())
        elif window is not None:
            self.move((window.width() - self.width()) // 2, window.height() - self.height() - theme.px(48))

    def _on_undo(self) -> None:
        self.hide()
        self.undone.emit()

    def _on_time(self) -> None:
        if self.underMouse():
            self.timer.start()
        else:
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move along when window or bar change place or size."""
        moved = event.type() in (QEvent.Type.Resize, QEvent.Type.Move)
        if moved and watched in (self.parent(), self.bar):
            self.place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A plain surface with a strong border."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.transparent)
        paint.box(painter, QRectF(self.rect()), theme.px(8), "surface", "field")

"""Keys typed before the note was read: they wait, and are then typed where the caret belongs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

_LEAVING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)
_MOST = 2_000  # keys; more is somebody leaning on the keyboard


class EarlyKeys:
    """A worker may type at once after unlocking: nothing is lost, and nothing lands on top of the note."""

    def __init__(self) -> None:
        self._waiting: list[QEvent] = []

    def take(self, event: QEvent) -> bool:
        """Hold a key (or a composed letter) back; False = it is not ours to hold."""
        if isinstance(event, QInputMethodEvent):
            self._hold(event.clone())
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _LEAVING:
                return False
            self._hold(event.clone())
        else:
            return False
        return True

    def _hold(self, event: QEvent) -> None:
        if len(self._waiting) < _MOST:
            self._waiting.append(event)

    def play(self, target: QWidget) -> None:
        """Type what waited."""
        waiting, self._waiting = self._waiting, []
        for event in waiting:
            QCoreApplication.sendEvent(target, event)

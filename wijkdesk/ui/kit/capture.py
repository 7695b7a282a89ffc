"""Keeping our windows out of recordings and shared screens, where the system can. A port, for most cannot.

Windows: SetWindowDisplayAffinity. Linux and macOS give a program no way that holds: there it says so.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

PRESENTING = "presenting"  # a widget property: this window is meant to be shown to others
_NONE, _MONITOR, _EXCLUDE = 0x00, 0x01, 0x11  # WDA_*; the last since Windows 10 2004

Affinity = Callable[[int, int], int]


class CaptureBlock(Protocol):
    """`available` False = not possible on this system."""

    available: bool

    def set(self, window: int, on: bool) -> None:
        """Keep a window (its native id) out of recordings, or let it in again."""


class NoCaptureBlock:
    """A system without a way."""

    available = False

    def set(self, window: int, on: bool) -> None:
        """Nothing to do."""


class WindowsCaptureBlock:
    """By SetWindowDisplayAffinity (user32), given as `affinity`; it answers 0 when it refuses."""

    available = True

    def __init__(self, affinity: Affinity) -> None:
        self._affinity = affinity

    def set(self, window: int, on: bool) -> None:
        """Leave the window out; on older Windows it is a black square."""
        if not on:
            self._affinity(window, _NONE)
        elif not self._affinity(window, _EXCLUDE):
            self._affinity(window, _MONITOR)


def system_capture_block() -> CaptureBlock:
    """What this system can."""
    if sys.platform == "win32":
        import ctypes

        return WindowsCaptureBlock(ctypes.windll.user32.SetWindowDisplayAffinity)
    return NoCaptureBlock()


class CaptureGuard(QObject):
    """Blocks each window of the program as it appears, but for those that are shown to others."""

    def __init__(self, block: CaptureBlock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.block, self.on = block, True

    @property
    def available(self) -> bool:
        """Whether this system can."""
        return self.block.available

    def start(self) -> None:
        """Watch for windows from now on; nothing where it is not possible."""
        app = QCoreApplication.instance()
        if self.available and app is not None:
            app.installEventFilter(self)

    def set_on(self, on: bool) -> None:
        """Take the worker's choice, for the windows there are as well."""
        if on == self.on:
            return
        self.on = on
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self._apply(window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window appears."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._apply(watched)
        return False

    def _apply(self, window: QWidget) -> None:
        if self.available:
            self.block.set(int(window.winId()), self.on and not window.property(PRESENTING))

"""Open a window on the display there is, see it shown, close it: the xcb libraries are all there."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

LOOK_EVERY_MS, LOOKS = 100, 50


class Watcher:
    """Waits until the window is on screen, five seconds at most."""

    def __init__(self, window: QLabel) -> None:
        self.window = window
        self.shown = False
        self._looks = 0

    def look(self) -> None:
        """Stop waiting when the window is there, or after the last look."""
        self._looks += 1
        self.shown = self.window.windowHandle().isExposed()
        if self.shown or self._looks >= LOOKS:
            QApplication.exit()


def main() -> int:
    """Give 0 when the window was on screen with the platform that a desktop uses."""
    app = QApplication([])
    label = QLabel("WijkDesk")
    label.show()
    watcher, timer = Watcher(label), QTimer()
    timer.timeout.connect(watcher.look)
    timer.start(LOOK_EVERY_MS)
    app.exec()
    print(f"window: platform {app.platformName()}, on screen {watcher.shown}")
    return 0 if watcher.shown and app.platformName() in {"xcb", "wayland"} else 1


if __name__ == "__main__":
    sys.exit(main())

"""Open a window on the display there is, see it shown, close it: the xcb libraries are all there."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel


def main() -> int:
    """Give 0 when the window was on screen with the platform that a desktop uses."""
    app = QApplication([])
    label = QLabel("WijkDesk")
    label.show()
    QTimer.singleShot(300, app.quit)
    app.exec()
    shown = label.windowHandle().isExposed()
    print(f"window: platform {app.platformName()}, exposed {shown}")
    return 0 if shown and app.platformName() in {"xcb", "wayland"} else 1


if __name__ == "__main__":
    sys.exit(main())

"""Which windows, timers and threads of Qt did a test leave behind?"""

import gc

from PySide6.QtCore import QEvent, QObject, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

# Qt keeps one tooltip label and one drag-and-drop cursor for itself.
QT_OWN = {"QTipLabel", "QShapedPixmapWindow"}
GRACE_MS = 1000


class QtLeaks:
    """Remembers what there was; `found` describes what is new and should be gone."""

    def __init__(self) -> None:
        gc.unfreeze()  # the program takes what it imported out of the collector's sight; here all is looked at
        self._windows = {id(w) for w in windows()}
        self._objects = {id(o) for o in busy_objects()}

    def found(self) -> list[str]:
        gc.unfreeze()
        finish_deletions()
        left = self._new_windows() + self._new_objects()
        if left:
            # A cycle through a widget is freed late, not leaked: only what survives a collection counts.
            left = []
            gc.collect()
            finish_deletions()
            left = self._new_windows() + self._new_objects()
        if not QThreadPool.globalInstance().waitForDone(GRACE_MS):
            left.append("work in the global QThreadPool")
        return left

    def _new_windows(self) -> list[str]:
        return [f"window {describe(w)}" for w in windows() if id(w) not in self._windows]

    def _new_objects(self) -> list[str]:
        return [describe(o) for o in busy_objects() if id(o) not in self._objects]


def finish_deletions() -> None:
    """Carry out every deleteLater() now."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def windows() -> list[QWidget]:
    """Top-level widgets that belong to nobody."""
    return [
        w for w in QApplication.topLevelWidgets() if w.parent() is None and type(w).__name__ not in QT_OWN
    ]


def busy_objects() -> list[QObject]:
    """Timers that tick and threads that run."""
    kinds = (QTimer, QThread)
    mine = [o for o in gc.get_objects() if issubclass(type(o), kinds) and isValid(o)]
    return [o for o in mine if (o.isActive() if isinstance(o, QTimer) else o.isRunning())]


def describe(thing: QObject) -> str:
    """The class, and the name or title that helps to find it."""
    title = thing.windowTitle() if isinstance(thing, QWidget) else ""
    return f"{type(thing).__name__} {thing.objectName() or title or '(no name)'}"

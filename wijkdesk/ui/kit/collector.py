"""Garbage is collected in the main thread only, for as long as threads work beside the window.

Python collects in whatever thread happens to allocate. A worker that meets a dead cycle with a QObject in it destroys
that object: Qt holds the lock of its connections and asks for Python, the main thread holds Python and asks for that
lock, and both wait for ever (seen in a rehearsal, 28 November 2026; a crash in Qt is the other way it can end).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 200

_open: set[int] = set()  # the collectors at work; the first takes over from Python, the last gives back
_was_on = True


class Collector(QObject):
    """Takes Python's own collecting over until `stop`; make it and stop it in the main thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        _take_over(id(self))
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._on_time)
        self._timer.start()

    def _on_time(self) -> None:
        turn()

    def stop(self) -> None:
        """Give collecting back to Python when no other collector is at work."""
        self._timer.stop()
        _give_back(id(self))


def turn() -> None:
    """Collect as Python would have by now: the youngest objects often, the old ones seldom."""
    count, most = gc.get_count(), gc.get_threshold()
    if count[0] > most[0]:
        gc.collect(2 if count[2] > most[2] else 1 if count[1] > most[1] else 0)


def _take_over(key: int) -> None:
    global _was_on  # noqa: PLW0603 - Python has one collector for all
    if not _open:
        _was_on = gc.isenabled()
        gc.disable()
    _open.add(key)


def _give_back(key: int) -> None:
    _open.discard(key)
    if not _open and _was_on:
        gc.enable()

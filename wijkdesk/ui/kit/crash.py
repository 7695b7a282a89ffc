"""When something unforeseen happens: keep the drafts, write a report without names, say it once.

The report holds types, file names, functions and line numbers; never messages or values, for those can
hold what a person wrote.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QObject, Qt, Signal

from wijkdesk import __version__

_LOG = logging.getLogger(__name__)
KEEP = 20  # reports kept on disk


def redacted(error: BaseException) -> str:
    """An error as types and places, causes included, without one word of its message."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        frames = traceback.extract_tb(current.__traceback__)
        lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


class CrashGuard(QObject):
    """Catches what nobody else caught. `show(path)` is called once a session, in the main thread."""

    _caught = Signal(object)

    def __init__(
        self,
        folder: Path,
        save_drafts: Callable[[], None],
        show: Callable[[Path], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.folder, self.save_drafts, self.show = folder, save_drafts, show
        self.shown = False
        self.places: set[str] = set()
        self._native: TextIO | None = None
        self._caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take the hooks of Python, of its threads, and of crashes in native code."""
        self.folder.mkdir(parents=True, exist_ok=True)
        sys.excepthook = self.on_error
        threading.excepthook = self.on_thread_error
        self._native = (self.folder / "native.txt").open("a", encoding="utf-8")
        faulthandler.enable(self._native)

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        if self._native is not None:
            faulthandler.disable()
            self._native.close()
            self._native = None

    def on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """An error in the main thread that nobody caught."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._caught.emit(error)

    def on_thread_error(self, args: threading.ExceptHookArgs) -> None:
        """An error in another thread that nobody caught."""
        if args.exc_value is not None:
            self._caught.emit(args.exc_value)

    def _on_caught(self, error: BaseException) -> None:
        text = redacted(error)
        if text in self.places:
            return
        self.places.add(text)
        try:
            self.save_drafts()
        except Exception:  # noqa: BLE001 - the report must be written even if drafts cannot be kept
            _LOG.exception("drafts not kept")
        path = self._write(text)
        if not self.shown:
            self.shown = True
            self.show(path)

    def _write(self, text: str) -> Path:
        now = dt.datetime.now(dt.UTC)
        path = self.folder / f"{now:%Y%m%d-%H%M%S-%f}.txt"
        head = f"WijkDesk {__version__}\nPython {sys.version.split()[0]} {sys.platform}\n{now:%Y-%m-%dT%H:%MZ}\n\n"
        with contextlib.suppress(OSError):  # a full disk must not hide the dialog
            path.write_text(head + text + "\n", encoding="utf-8")
            for old in sorted(self.folder.glob("2*.txt"))[:-KEEP]:
                old.unlink()
        _LOG.error("unforeseen error, report %s", path.name)
        return path

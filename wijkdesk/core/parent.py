"""The small parent of the window process: no Qt, no keys, no dossier (architecture.md §6, Cover and lock).

It holds the lock of the home, starts the window, and starts it again when it locked or crashed. What a locked
window had in memory is gone with its process.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from wijkdesk.core.filelock import FileLock

LOCKED_EXIT = 75
CRASHES, WITHIN_S = 3, 60.0
ALREADY_OPEN, KEEPS_CRASHING = 3, 4
_PORTAL_SIGNS = ("WAYLAND_DISPLAY", "FLATPAK_ID", "SNAP", "GTK_USE_PORTAL")

# Python's own failure, and an abort or a bad address as a shell tells them.
_CRASHES = frozenset({1, 134, 139})
_ASKED = frozenset({int(signal.SIGTERM), int(signal.SIGINT)})  # the system or the worker ended the window

Start = Callable[[], int]


def window_command(extra: Sequence[str] = ()) -> list[str]:
    """How this program starts its own window process, also when frozen."""
    frozen = bool(getattr(sys, "frozen", False))
    return [sys.executable, *([] if frozen else ["-m", "wijkdesk.cli"]), "window", *extra]


def start_window() -> int:
    """Run one window to its end; gives its exit code. The window ends with us, whatever ends us."""
    with subprocess.Popen(window_command()) as window:  # noqa: S603 - our own program
        try:
            return window.wait()
        except BaseException:
            window.terminate()
            raise


def watch(home: Path, start: Start = start_window, clock: Callable[[], float] = time.monotonic) -> int:
    """Hold the lock and run windows until one is closed. ALREADY_OPEN when another WijkDesk holds the home."""
    lock = FileLock(home / ".lock")
    if not lock.take():
        return ALREADY_OPEN
    no_core_dumps()
    crashed: list[float] = []
    before = signal.signal(signal.SIGTERM, _end)
    try:
        while True:
            code = start()
            if code == LOCKED_EXIT:
                continue
            if code not in _CRASHES and (code >= 0 or -code in _ASKED):
                return max(code, 0)
            crashed = [at for at in crashed if clock() - at < WITHIN_S] + [clock()]
            if len(crashed) >= CRASHES:
                return KEEPS_CRASHING
    except KeyboardInterrupt:
        return 0
    finally:
        signal.signal(signal.SIGTERM, before)
        lock.release()


def _end(_number: int, _frame: object) -> None:
    raise SystemExit(0)


def no_core_dumps() -> None:
    """A crash must leave no copy of the memory on disk; children inherit this."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def hide_memory() -> bool:
    """Keep other programs of this user out of our memory; not where a desktop portal must look at us.

    Gives whether it was done ("niet mogelijk op dit systeem" where it was not).
    """
    if not sys.platform.startswith("linux") or any(os.environ.get(sign) for sign in _PORTAL_SIGNS):
        return False
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    pr_set_dumpable = 4
    return bool(library.prctl(pr_set_dumpable, 0, 0, 0, 0) == 0)

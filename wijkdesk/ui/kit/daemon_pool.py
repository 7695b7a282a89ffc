"""Threads that may be left behind: one that waits for a dead network never holds up a lock or the end."""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Callable

_LOG = logging.getLogger(__name__)


class DaemonPool:
    """Runs work on daemon threads, `most` at once."""

    def __init__(self, most: int, name: str) -> None:
        self._free = threading.BoundedSemaphore(most)
        self._name = name
        self._numbers = itertools.count(1)
        self._closed = False
        self._threads: list[threading.Thread] = []

    def submit(self, work: Callable[..., object], *values: object) -> None:
        """Start `work(*values)` as soon as there is room; it catches its own errors."""
        name = f"{self._name}-{next(self._numbers)}"
        thread = threading.Thread(target=self._run, args=(work, values), name=name, daemon=True)
        self._threads = [one for one in self._threads if one.is_alive()] + [thread]
        thread.start()

    def _run(self, work: Callable[..., object], values: tuple[object, ...]) -> None:
        with self._free:
            if not self._closed:
                work(*values)

    def close(self, grace: float) -> bool:
        """Start nothing more and wait `grace` seconds at most; gives whether all threads ended."""
        self._closed = True
        until = time.monotonic() + grace
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        left = sum(thread.is_alive() for thread in self._threads)
        if left:
            _LOG.info("%d jobs left behind", left)
        return not left

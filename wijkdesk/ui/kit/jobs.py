"""Work outside the main thread: one lane that writes, one that reads, one for the network and files.

A job's results come back in the main thread, to methods of its owner, and never to an owner that is gone. What a job
holds (screens, through the methods it was given) is let go in the main thread as well: Qt's objects must not die in
another one.
"""

from __future__ import annotations

import inspect
import logging
import threading
import time
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, SignalInstance, Slot

from wijkdesk.core.errors import Cancelled
from wijkdesk.ui.kit.collector import Collector
from wijkdesk.ui.kit.daemon_pool import DaemonPool

T = TypeVar("T")
_LOG = logging.getLogger(__name__)
_PAUSE = 0.1  # seconds between two reports of progress: 10 Hz
GRACE = 1.0  # seconds that work on the network and on files gets to stop at the end

_left_behind: list[JobRunner] = []  # runners whose threads still wait for a dead network: they stay whole


class Lane(StrEnum):
    """Where a job waits its turn: writes are one after the other, as are reads; io runs four at once."""

    WRITE = "write"
    READ = "read"
    IO = "io"


class End(StrEnum):
    """What a job has to tell: how far it is, or how it ended."""

    STEP = "step"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Step:
    """How far a job is: `done` of `total`, and a word about it."""

    done: int
    total: int
    text: str = ""


class Job:
    """A running job: the caller may `cancel`, the work calls `report` at each safe point."""

    def __init__(self, deliver: Callable[[Step], None] | None = None) -> None:
        self._stop = threading.Event()
        self._deliver = deliver
        self._last = 0.0

    def deliver_to(self, deliver: Callable[[Step], None] | None) -> None:
        """Whom `report` tells; nobody any more with None."""
        self._deliver = deliver

    def cancel(self) -> None:
        """Ask the work to stop at its next safe point."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether stopping was asked."""
        return self._stop.is_set()

    def report(self, done: int, total: int, text: str = "") -> None:
        """Tell progress, at most ten times a second and always at the end. Raises Cancelled when asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if self._deliver and (now - self._last >= _PAUSE or done == total):
            self._last = now
            self._deliver(Step(done, total, text))


class _Target:
    """A callback that knows whether its owner still lives; holds neither of them."""

    def __init__(self, owner: object, call: Callable[..., None] | None) -> None:
        self._owner = weakref.ref(owner)
        self._call: Callable[[], Any] | None = None
        if call is not None and inspect.ismethod(call):
            self._call = weakref.WeakMethod(call)
        elif call is not None:
            self._call = _Held(call)

    def __bool__(self) -> bool:
        return self._call is not None

    def __call__(self, *values: object) -> None:
        owner = self._owner()
        if owner is None or (isinstance(owner, QObject) and not shiboken6.isValid(owner)):
            return
        call = self._call() if self._call else None
        if call is not None:
            call(*values)


class _Held:
    """A plain function, kept alive (it has no owner to follow)."""

    def __init__(self, call: Callable[..., None]) -> None:
        self.call = call

    def __call__(self) -> Callable[..., None]:
        return self.call


class JobRunner(QObject):
    """Runs jobs; made once by app.py. `busy_changed(bool)` tells when work starts and when all is done."""

    busy_changed = Signal(bool)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools = {lane: ThreadPoolExecutor(1, lane.value) for lane in (Lane.WRITE, Lane.READ)}
        self._io = DaemonPool(4, Lane.IO.value)
        self._live: dict[Job, _Task] = {}
        self._closed = False
        self._collector = Collector(self)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether any job is waiting, running or not yet delivered."""
        return bool(self._live)

    def run(
        self,
        work: Callable[[Job], T],
        *,
        owner: object,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        progress: Callable[[Step], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        lane: Lane = Lane.WRITE,
    ) -> Job:
        """Start `work(job)`; exactly one of done, failed, cancelled follows, in the main thread.

        An error without `failed` is raised there, so that the crash handler shows it.

        Raises:
            RuntimeError: after `shutdown`.
        """
        if self._closed:
            raise RuntimeError("the job runner is closed")
        told = _Target(owner, progress)
        job = Job()
        if told:
            job.deliver_to(_Post(self._arrived, job))
        if not self._live:
            self.busy_changed.emit(True)
        self._live[job] = _Task(
            work,
            {
                End.STEP: told,
                End.DONE: _Target(owner, done),
                End.FAILED: _Target(owner, failed) if failed is not None else _raise,
                End.CANCELLED: _Target(owner, cancelled),
            },
        )
        if lane is Lane.IO:
            self._io.submit(self._work, job)
        else:
            self._pools[lane].submit(self._work, job)
        return job

    def _work(self, job: Job) -> None:
        """In a thread of its own; it never holds what the job holds, so that nothing dies here."""
        try:
            if job.cancelled:
                raise Cancelled
            result = self._live[job].work(job)
        except Cancelled:
            self._post(job, End.CANCELLED, ())
        except Exception as error:  # noqa: BLE001 - delivered to the owner, or raised in the main thread
            self._post(job, End.FAILED, (error,))
        else:
            self._post(job, End.DONE, (result,))

    def _post(self, job: Job, end: End, values: tuple[object, ...]) -> None:
        if not self._closed:  # after shutdown() nobody waits for it, and the runner itself may be gone
            self._arrived.emit((job, end, values))

    @Slot(object)
    def _on_arrived(self, item: tuple[Job, End, tuple[object, ...]]) -> None:
        job, end, values = item
        if self._closed or job not in self._live:
            return  # dropped, as shutdown() says
        if end is End.STEP:
            self._live[job].calls[end](*values)
            return
        job.deliver_to(None)
        task = self._live.pop(job)
        try:
            task.calls[end](*values)
        finally:
            if not self._live:
                self.busy_changed.emit(False)

    def drain(self) -> None:
        """Wait until every write asked so far is done (their results may not be delivered yet)."""
        if not self._closed:
            self._pools[Lane.WRITE].submit(_nothing).result()

    def shutdown(self) -> None:
        """Cancel everything and wait for the threads to end; what is not delivered by then is dropped.

        Reads and writes are waited for; work on the network gets `GRACE` seconds and is then left behind.
        """
        if self._closed:
            return
        self._closed = True
        for job in list(self._live):
            job.cancel()
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)
        if self._io.close(GRACE):
            self._live.clear()
        else:
            _left_behind.append(self)
        self._collector.stop()
        _LOG.debug("jobs closed")


@dataclass(frozen=True)
class _Task:
    """What a job does and whom it tells; only the main thread holds it."""

    work: Callable[[Job], object]
    calls: dict[End, Callable[..., None]]


class _Post:
    """Sends progress from a worker thread to the main thread."""

    def __init__(self, signal: SignalInstance, job: Job) -> None:
        self.signal, self.job = signal, job

    def __call__(self, step: Step) -> None:
        self.signal.emit((self.job, End.STEP, (step,)))


def _nothing() -> None:
    """What the last in the queue does."""


def _raise(error: Exception) -> None:
    raise error

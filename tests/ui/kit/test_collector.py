"""Objects of Qt die in the main thread, whatever other threads do: else both wait for each other for ever."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wijkdesk.ui.kit.collector import Collector
from wijkdesk.ui.kit.jobs import Job, JobRunner, Lane


@pytest.fixture
def python_collects() -> Iterator[None]:
    """As in the program: Python's own collecting is on until a collector takes it over. Threads take turns quickly."""
    every = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    gc.enable()
    yield
    gc.disable()
    sys.setswitchinterval(every)


class Deaths:
    """Remembers in which thread each of its objects died."""

    def __init__(self) -> None:
        self.threads: list[int] = []

    def await_(self, one: QObject) -> QObject:
        weakref.finalize(one, self._died)
        return one

    def _died(self) -> None:
        self.threads.append(threading.get_ident())

    def complete(self, number: int) -> bool:
        return len(self.threads) == number


class Dead:
    """A dead cycle with an object of Qt in it, as a closed screen with its presenter is."""

    def __init__(self, deaths: Deaths) -> None:
        self.object = deaths.await_(QObject())
        self.me = self


def make_garbage(_job: Job) -> None:
    """Cycles enough for the collector to walk all objects there are, several times."""
    for _number in range(200_000):
        one: list[object] = []
        one.append(one)


def test_a_worker_that_makes_garbage_destroys_no_object_of_qt(qtbot: QtBot, python_collects: None) -> None:
    runner, deaths = JobRunner(), Deaths()
    for _number in range(20):
        Dead(deaths)
    for lane in Lane:
        runner.run(make_garbage, owner=runner, lane=lane)
    qtbot.waitUntil(lambda: not runner.busy, timeout=20_000)
    make_garbage(Job())
    gc.collect()
    runner.shutdown()
    assert deaths.complete(20)
    assert set(deaths.threads) == {threading.get_ident()}


def test_what_only_a_job_holds_dies_here(qtbot: QtBot, python_collects: None) -> None:
    runner, deaths = JobRunner(), Deaths()
    owner = QObject()

    class Work:
        def __init__(self) -> None:
            self.screen = deaths.await_(QObject())

        def __call__(self, _job: Job) -> None:
            """Nothing: the thread lets go of it at once."""

        def told(self) -> None:
            """Nobody listens."""

    for _number in range(300):
        work = Work()
        held = weakref.ref(work)
        runner.run(work, owner=owner, done=lambda _result, held=held: held())
        del work
    qtbot.waitUntil(lambda: deaths.complete(300), timeout=20_000)
    assert set(deaths.threads) == {threading.get_ident()}
    runner.shutdown()


def test_the_last_collector_gives_collecting_back(qapp: QApplication, python_collects: None) -> None:
    first, second = Collector(), Collector()
    assert not gc.isenabled()
    first.stop()
    assert not gc.isenabled()
    second.stop()
    second.stop()
    assert gc.isenabled()

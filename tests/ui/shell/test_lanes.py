"""The lanes of one window: nothing that arrives after its end is told to anyone."""

from __future__ import annotations

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from wijkdesk.core.errors import WijkError
from wijkdesk.core.progress import Progress
from wijkdesk.ui.kit.jobs import JobRunner
from wijkdesk.ui.shell.lanes import Lanes


class Listener:
    """Hears all that a presenter and its window can be told."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.go = threading.Event()

    def done(self, value: object) -> None:
        self.heard.append(f"done {value}")

    def failed(self, error: WijkError) -> None:
        self.heard.append(f"failed {error.text}")

    def bar(self, title: str, step: object, _stop: Callable[[], None] | None) -> None:
        self.heard.append(f"bar {title} {'on' if step else 'off'}")

    def work(self) -> int:
        self.go.wait(5)
        return 1

    def trouble(self) -> int:
        self.go.wait(5)
        raise WijkError("mis")

    def long(self, progress: Progress) -> int:
        progress.report(1, 1)
        return self.work()


def asked(qtbot: QtBot, *, closed: bool) -> list[str]:
    """Everything asked at once; the window may be gone before anything arrives."""
    runner, listener = JobRunner(), Listener()
    lanes = Lanes(runner, listener.failed, listener.bar)
    lanes.write(listener.work, owner=listener, done=listener.done)
    lanes.read(listener.trouble, owner=listener, done=listener.done)
    lanes.long(listener.long, owner=listener, done=listener.done, title="delen")
    if closed:
        lanes.close()
    listener.go.set()
    qtbot.waitUntil(lambda: not runner.busy)
    runner.shutdown()
    return sorted(listener.heard)


def test_an_open_window_is_told_everything(qtbot: QtBot) -> None:
    told = asked(qtbot, closed=False)
    assert told == ["bar delen off", "bar delen on", "done 1", "done 1", "failed mis"]


def test_a_window_that_is_gone_is_told_nothing(qtbot: QtBot) -> None:
    assert asked(qtbot, closed=True) == []


class Patient(Listener):
    """Works until it is stopped, as sharing does; the window keeps the way to stop it."""

    stop: Callable[[], None] | None = None

    def bar(self, title: str, step: object, stop: Callable[[], None] | None) -> None:
        super().bar(title, step, stop)
        self.stop = stop

    def long(self, progress: Progress) -> int:
        while not self.go.wait(0.01):
            progress.report(1, 2)
        return 1


def test_who_asked_hears_that_the_worker_stopped_it(qtbot: QtBot) -> None:
    """Found by reading: after Stoppen the background sharing believed that its round still ran, and rested for ever."""
    runner, listener = JobRunner(), Patient()
    lanes = Lanes(runner, listener.failed, listener.bar)
    lanes.long(listener.long, owner=listener, done=listener.done, failed=listener.failed, title="delen")
    qtbot.waitUntil(lambda: listener.stop is not None)
    assert listener.stop is not None
    listener.stop()
    qtbot.waitUntil(lambda: not runner.busy)
    listener.go.set()
    runner.shutdown()
    assert [text for text in listener.heard if "bar" not in text] == ["failed Gestopt."]
    assert listener.heard[-2:] == ["bar delen off", "failed Gestopt."]

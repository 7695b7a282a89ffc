"""The guards of tests/conftest.py see what they should."""

import logging
import threading

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from tests.guards.logs import LogGuard
from tests.guards.qt_leaks import QtLeaks
from tests.guards.threads import ThreadLeaks


def test_an_expected_log_line_passes_and_another_does_not(log_guard: LogGuard) -> None:
    log = logging.getLogger("wijkdesk.test")
    own = LogGuard()
    with log_guard.expect("disk is full"), log_guard.expect("something else"):
        own.install()
        with own.expect("disk is full"):
            log.warning("the disk is full")
        log.error("something else")
        own.remove()
    assert len(own.unexpected) == 1
    assert "something else" in own.unexpected[0]


def test_a_thread_that_stays_is_named_and_one_that_ends_is_not() -> None:
    leaks, stop = ThreadLeaks(), threading.Event()
    quick = threading.Thread(target=stop.is_set, name="quick")
    slow = threading.Thread(target=stop.wait, name="slow")
    quick.start()
    slow.start()
    assert leaks.found() == ["slow"]
    stop.set()
    slow.join()


def test_a_window_and_a_timer_left_behind_are_named(qapp: object) -> None:
    leaks = QtLeaks()
    window, timer = QWidget(), QTimer()
    window.setObjectName("forgotten")
    timer.setObjectName("ticking")
    timer.start(1000)
    assert leaks.found() == ["window QWidget forgotten", "QTimer ticking"]
    timer.stop()
    window.deleteLater()
    assert leaks.found() == []

"""logind's signals over a private D-Bus."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from wijkdesk.ui.shell.triggers import MANAGER, SERVICE, LogindTriggers, NoTriggers, _escaped


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    if shutil.which("dbus-daemon") is None:
        pytest.skip("no dbus-daemon on this machine")
    with subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address=unix:path={tmp_path}/bus"],
        stdout=subprocess.PIPE,
        text=True,
    ) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


def test_sleep_and_lock_are_heard(qtbot: QtBot, bus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_SESSION_ID", raising=False)
    logind = QDBusConnection.connectToBus(bus, "logind")
    assert logind.registerService(SERVICE)
    triggers = LogindTriggers(QDBusConnection.connectToBus(bus, "window"))
    assert triggers.available
    sleep = QDBusMessage.createSignal(MANAGER, f"{SERVICE}.Manager", "PrepareForSleep")
    sleep.setArguments([True])
    with qtbot.waitSignal(triggers.sleeping):
        logind.send(sleep)
    lock = QDBusMessage.createSignal(f"{MANAGER}/session/_32", f"{SERVICE}.Session", "Lock")
    with qtbot.waitSignal(triggers.locked):
        logind.send(lock)
    QDBusConnection.disconnectFromBus("window")
    QDBusConnection.disconnectFromBus("logind")


def test_waking_up_is_no_reason_to_lock(qtbot: QtBot) -> None:
    triggers = LogindTriggers(QDBusConnection("nowhere"))
    assert not triggers.available
    with qtbot.assertNotEmitted(triggers.sleeping):
        triggers.on_sleep(False)


def test_a_system_that_tells_nothing_says_so() -> None:
    assert not NoTriggers.available
    assert _escaped("2") == "_32"
    assert _escaped("c1") == "c1"

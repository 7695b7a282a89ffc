"""F9: what is not safe yet, over whatever is in sight; pausing a round and going on, in the real window."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.a11y.audit import audit
from tests.builders import person_called
from tests.scenarios.two_laptops import World
from tests.ui.both import both_change_the_phone, share_family
from wijkdesk.app import build_window
from wijkdesk.models.dossier import Household
from wijkdesk.services import backups, dossiers, people
from wijkdesk.services.servers import Connect, Server
from wijkdesk.storage import queries
from wijkdesk.storage.identity import Identity
from wijkdesk.sync import engine
from wijkdesk.ui.kit import theme
from wijkdesk.ui.shell.workplace import Workplace


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.Theme().apply(qapp)


class Gate:
    """A way to the server on which each page waits until it may come."""

    def __init__(self, connect: Connect) -> None:
        self.connect = connect
        self.asked, self.go = threading.Semaphore(0), threading.Semaphore(0)

    @contextmanager
    def __call__(self, identity: Identity, server: Server) -> Iterator[Any]:
        with self.connect(identity, server) as real:
            yield _Waiting(real, self)


class _Waiting:
    def __init__(self, real: Any, gate: Gate) -> None:
        self._real, self._gate = real, gate

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def pull(self, message: Any) -> Any:
        self._gate.asked.release()
        self._gate.go.acquire(timeout=10)
        return self._real.pull(message)


def open_window(qtbot: QtBot, world: World) -> Workplace:
    """Noor's window on Vandaag, once its own first round met nobody."""
    place = build_window(world.noor, screen="today")
    qtbot.addWidget(place.window)
    place.window.resize(1366, 768)
    place.window.show()
    place.window.activateWindow()
    qtbot.waitUntil(place.window.isActiveWindow)
    settle(qtbot, place)
    place.pulse._connect = world.connect
    return place


def settle(qtbot: QtBot, place: Workplace) -> None:
    qtbot.waitUntil(lambda: not place.runner.busy and not place.pulse._running, timeout=10_000)


def press(qtbot: QtBot, place: Workplace, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget() or place.window, key)


def end(qtbot: QtBot, place: Workplace) -> None:
    settle(qtbot, place)
    place.end("language")  # the session is the world's
    place.runner.shutdown()


def test_f9_shows_it_over_the_work_and_escape_goes_back(qtbot: QtBot, world: World) -> None:
    home = share_family(world)
    both_change_the_phone(world, home)
    people.change(world.noor, person_called(world.noor, home, "Yassin"), alias="Yas")
    place = open_window(qtbot, world)
    before = QApplication.focusWidget()
    press(qtbot, place, Qt.Key.Key_F9)
    settle(qtbot, place)
    sheet = place.unsafe
    assert sheet.isVisible()
    assert sheet.sub.text().startswith("1 wijziging staat nog niet op de server. De oudste is van")
    assert sheet.content.clashes.bold.text() == "1 keuze wacht."
    assert sheet.progress.what.text() == "Geen internet. Alles staat op de laptop."
    assert audit(sheet) == []
    press(qtbot, place, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert QApplication.focusWidget() is before
    qtbot.mouseClick(place.window.foot.shared, Qt.MouseButton.LeftButton)
    assert sheet.isVisible()
    sheet.back_up.click()
    settle(qtbot, place)
    assert len(backups.kept(world.noor)) == 1
    sheet.share.click()
    settle(qtbot, place)
    assert sheet.sub.text() == "Alles is veilig."
    assert sheet.content.good.isVisible()
    press(qtbot, place, Qt.Key.Key_F9)
    assert not sheet.isVisible()
    end(qtbot, place)


@pytest.mark.parametrize("in_the_bar", [False, True])
def test_a_round_is_paused_keeps_what_came_and_goes_on_there(
    qtbot: QtBot, world: World, monkeypatch: pytest.MonkeyPatch, in_the_bar: bool
) -> None:
    """With P in the sheet, or with the button in the bar of the window."""
    home = share_family(world)
    for number in range(5):
        dossiers.add_household(world.abrehet, home.space, f"Huis {number}")
    world.sync(world.abrehet)
    monkeypatch.setattr(engine, "PULL_COMMITS", 1)
    place = open_window(qtbot, world)
    gate = Gate(world.connect)
    place.pulse._connect = gate
    place.pulse.now()
    press(qtbot, place, Qt.Key.Key_F9)
    assert gate.asked.acquire(timeout=10)
    gate.go.release()
    assert gate.asked.acquire(timeout=10)
    qtbot.waitUntil(lambda: place.unsafe.progress.what.text() == "Ophalen")
    if in_the_bar:
        qtbot.waitUntil(place.window.work.isVisible)
        place.window.work.stop.click()
    else:
        press(qtbot, place, Qt.Key.Key_P)
    gate.go.release()
    settle(qtbot, place)
    assert place.unsafe.progress.what.text() == "Delen is gepauzeerd"
    assert not place.window.work.isVisible()
    came = len(queries.find(world.noor.store, Household))
    assert 1 < came < 6
    place.pulse.now()
    assert not place.pulse._running
    for _page in range(5):
        gate.go.release()
    press(qtbot, place, Qt.Key.Key_P)
    settle(qtbot, place)
    assert len(queries.find(world.noor.store, Household)) == 6
    assert not place.pulse.round.shown
    end(qtbot, place)

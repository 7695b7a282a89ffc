"""`rehearse --by-hand`: an open menu is on the picture, and what the reader presses or clicks reaches it."""

from __future__ import annotations

import io
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from wijkdesk.ui.rehearsal import by_hand
from wijkdesk.ui.rehearsal.hand import Hand
from wijkdesk.ui.rehearsal.ports import Ports


class Little:
    """A program of one window: a button that opens a menu of two lines."""

    code = 0

    def __init__(self) -> None:
        self.window = QWidget()
        self.window.resize(400, 300)
        self.button = QPushButton("Meer", self.window)
        self.button.setGeometry(20, 20, 120, 32)
        self.menu = QMenu(self.window)
        self.chosen: list[str] = []
        for words in ("Verbergen", "Weggooien"):
            self.menu.addAction(words)
        self.menu.triggered.connect(self._choose)
        self.button.clicked.connect(self._open)

    def start(self) -> None:
        self.window.show()
        self.window.activateWindow()

    def quit(self) -> None:
        self.menu.close()
        self.window.close()

    def _open(self) -> None:
        self.menu.popup(self.window.mapToGlobal(QPoint(30, 60)))

    def _choose(self, action: object) -> None:
        self.chosen.append(action.text())  # type: ignore[attr-defined]


@pytest.fixture
def little(qtbot: QtBot) -> Little:
    made = Little()
    qtbot.addWidget(made.window)
    return made


def obey(little: Little, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *lines: str) -> list[QImage]:
    """Send these lines; gives the picture before the first and after each."""
    ports = Ports(*[lambda _home: little] * 5)  # type: ignore[arg-type,list-item]
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in (*lines, "end"))))
    out = tmp_path / "out"
    out.mkdir()
    by_hand.run(out, tmp_path / "home", ports)
    return [QImage(str(path)) for path in sorted(out.glob("*.png"))]


def test_an_open_menu_is_on_the_picture_and_a_click_on_it_chooses(
    little: Little, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, opened, after = obey(little, tmp_path, monkeypatch, "click 40 30", "click 60 78")
    assert opened.copy(34, 64, 60, 30) != closed.copy(34, 64, 60, 30)
    assert after.copy(34, 64, 60, 30) == closed.copy(34, 64, 60, 30)
    assert little.chosen == ["Verbergen"]


def test_keys_go_to_the_open_menu(little: Little, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    obey(little, tmp_path, monkeypatch, "click 40 30", "key Down", "key Down", "key Return")
    assert little.chosen == ["Weggooien"]


def test_a_click_beside_the_menu_only_closes_it(
    little: Little, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    obey(little, tmp_path, monkeypatch, "click 40 30", "click 390 290")
    assert not little.menu.isVisible()
    assert little.chosen == []


def test_jobs_get_on_while_the_hand_waits(little: Little, tmp_path: Path) -> None:
    """Else a reader waits for pictures that never change: the work behind them stands still."""
    little.start()
    done = threading.Event()

    def work() -> None:
        for _ in range(50):
            time.sleep(0.001)
        done.set()

    worker = threading.Thread(target=work)
    worker.start()
    Hand(tmp_path).breathe(3000)
    ready = done.is_set()
    worker.join()
    assert ready

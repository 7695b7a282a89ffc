"""`wijkdesk rehearse --by-hand`: the real program for a reader who gets only pictures and answers with keys.

Commands come line by line on standard input: `key Ctrl+K`, `type some words`, `click X Y`, `double X Y`,
`wait MS`, `look`, `end`. After each one the next picture is written and its name printed. Menus and tips are on
it, and keys and clicks reach an open menu first.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from wijkdesk.ui.rehearsal.hand import Hand
from wijkdesk.ui.rehearsal.ports import Ports, Program


def run(out: Path, home: Path, ports: Ports) -> None:
    """Start the program on `home` and obey until `end`; a locked window starts again, as its parent would."""
    hand = Hand(out)
    program = _start(home, ports)
    _show(hand)
    for line in sys.stdin:
        word, _space, rest = line.rstrip("\n").partition(" ")
        if word == "end":
            break
        if word in _ACTS:
            _ACTS[word](hand, rest)
        hand.breathe(400)
        if program.code:
            program = _start(home, ports)
            hand.breathe(400)
        _show(hand)
    program.quit()


def _start(home: Path, ports: Ports) -> Program:
    home.mkdir(parents=True, exist_ok=True)
    program = ports.program(home)
    program.start()
    return program


def _show(hand: Hand) -> None:
    sys.stdout.write(f"{hand.picture('beeld')}\n")
    sys.stdout.flush()


def _press(hand: Hand, keys: str) -> None:
    hand.press(keys)


def _write(hand: Hand, text: str) -> None:
    hand.write(text)


def _click(hand: Hand, place: str) -> None:
    _mouse(hand, place, QTest.mouseClick)


def _double(hand: Hand, place: str) -> None:
    _mouse(hand, place, QTest.mouseDClick)


def _mouse(hand: Hand, place: str, act: Callable[..., None]) -> None:
    """Click what lies on top at this place of the picture; beside an open menu a click only closes the menu."""
    across, down = (int(part) for part in place.split()[:2])
    popup = QApplication.activePopupWidget()
    top = popup or hand.window
    spot = top.mapFromGlobal(hand.window.mapToGlobal(QPoint(across, down)))
    if popup is not None and not popup.rect().contains(spot):
        popup.close()
        return
    target = top.childAt(spot) or top
    act(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, target.mapFrom(top, spot))


def _wait(hand: Hand, ms: str) -> None:
    hand.breathe(int(ms or 500))


def _look(hand: Hand, _rest: str) -> None:
    hand.breathe(50)


_ACTS: dict[str, Callable[[Hand, str], None]] = {
    "key": _press, "type": _write, "click": _click, "double": _double, "wait": _wait, "look": _look,
}  # fmt: skip

"""Recordings: blocked for every window but those that are shown to others."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from wijkdesk.ui.kit.capture import PRESENTING, CaptureGuard, NoCaptureBlock, WindowsCaptureBlock


class FakeSystem:
    """Remembers what was asked; an old Windows refuses to leave a window out."""

    def __init__(self, *, old: bool = False) -> None:
        self.old = old
        self.state: dict[int, int] = {}

    def affinity(self, window: int, value: int) -> int:
        if self.old and value == 0x11:
            return 0
        self.state[window] = value
        return 1


def test_windows_are_blocked_as_they_appear_and_let_go_by_choice(qtbot: QtBot, qapp: QApplication) -> None:
    system = FakeSystem()
    guard = CaptureGuard(WindowsCaptureBlock(system.affinity), qapp)
    guard.start()
    plain, shown = QWidget(), QWidget()
    shown.setProperty(PRESENTING, True)
    for window in (plain, shown):
        qtbot.addWidget(window)
        window.show()
    assert system.state == {int(plain.winId()): 0x11, int(shown.winId()): 0}
    guard.set_on(False)
    assert system.state[int(plain.winId())] == 0
    guard.set_on(True)
    assert system.state == {int(plain.winId()): 0x11, int(shown.winId()): 0}
    app = QCoreApplication.instance()
    assert app is not None
    app.removeEventFilter(guard)
    guard.deleteLater()


def test_an_old_system_shows_a_black_square() -> None:
    system = FakeSystem(old=True)
    WindowsCaptureBlock(system.affinity).set(7, on=True)
    assert system.state == {7: 0x01}


def test_where_it_is_not_possible_nothing_is_asked(qapp: QApplication) -> None:
    guard = CaptureGuard(NoCaptureBlock(), qapp)
    guard.start()
    guard.set_on(False)
    assert not guard.available

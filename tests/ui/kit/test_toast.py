"""The toast stands over the status bar and leaves the focus where it is."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wijkdesk.ui.kit.toast import Toast


def test_it_never_takes_the_focus_of_a_button_that_goes(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    box = QVBoxLayout(window)
    going, field = QPushButton("Weg"), QLineEdit()
    box.addWidget(going)
    box.addWidget(field)
    toast = Toast(window)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    going.setFocus()
    toast.say("Naar de prullenbak", undo=True)
    going.hide()
    assert window.focusWidget() is field
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert window.focusWidget() is field
    toast.timer.stop()


def test_it_lies_over_the_status_bar(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    box = QVBoxLayout(window)
    box.setContentsMargins(88, 0, 0, 0)
    bar = QFrame()
    bar.setFixedHeight(34)
    box.addStretch(1)
    box.addWidget(bar)
    toast = Toast(window, bar)
    window.resize(1000, 600)
    window.show()
    toast.say("Dossier is geopend", undo=True)
    window.resize(1200, 700)
    qtbot.wait(10)
    assert toast.geometry().bottom() == 698
    assert toast.geometry().top() > 700 - 34 - 14
    assert toast.x() > 88
    toast.timer.stop()

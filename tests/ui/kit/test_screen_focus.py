"""What is read late may not take the focus from someone who types elsewhere in the window."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import make_session
from tests.fakes import FakeDialogs, FakeShell, NowJobs
from wijkdesk.ui.kit.actions import ActionRegistry
from wijkdesk.ui.kit.screen import Screen, ScreenContext


def test_only_who_types_elsewhere_keeps_the_focus(qtbot: QtBot, tmp_path) -> None:
    session = make_session(tmp_path)
    window = QWidget()
    qtbot.addWidget(window)
    context = ScreenContext(session, NowJobs(), FakeShell(), ActionRegistry(), FakeDialogs())
    screen, palette, rail, own = Screen(context), QLineEdit(), QPushButton("rail"), QLineEdit()
    screen.body.addWidget(own)
    box = QVBoxLayout(window)
    for widget in (rail, palette, screen):
        box.addWidget(widget)
    window.show()
    screen.activate()
    for widget, may in ((palette, False), (rail, True), (own, True)):
        widget.setFocus()
        assert screen.may_take_focus() is may
    palette.setFocus()
    palette.hide()
    assert screen.may_take_focus()
    screen.deactivate()
    assert not screen.may_take_focus()
    session.close()

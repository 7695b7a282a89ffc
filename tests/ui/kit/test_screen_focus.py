"""What is read late may not take the focus from someone who types elsewhere in the window."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import make_session
from tests.fakes import FakeDialogs, FakeShell, NowJobs
from wijkdesk.ui.kit.actions import ActionRegistry
from wijkdesk.ui.kit.cards import Page
from wijkdesk.ui.kit.fields import LineField
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


def test_a_page_follows_the_focus_however_it_got_there(qtbot: QtBot, qapp: QApplication) -> None:
    """F6 and code set the focus too, not only Tab; what is clicked stays under the mouse."""
    page = Page("Lang")
    fields = [LineField(f"Veld {number}") for number in range(30)]
    for field in fields:
        page.body.addWidget(field)
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    fields[-1].setFocus()
    qapp.processEvents()
    assert (
        page.viewport()
        .rect()
        .contains(fields[-1].edit.mapTo(page.viewport(), fields[-1].edit.rect().center()))
    )
    fields[0].setFocus()
    qapp.processEvents()
    assert page.verticalScrollBar().value() < 60

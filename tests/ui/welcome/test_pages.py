"""The pages before the work on screen: names, reach, sizes, no sideways scrolling."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.a11y.audit import audit
from tests.builders import CHEAP, make_session
from tests.fakes import NowJobs
from wijkdesk.core.settings import WindowSettings
from wijkdesk.services.code_typing import BLOCKS, CodeTyping
from wijkdesk.ui.kit.theme import Theme
from wijkdesk.ui.shell.cover.presenter import CoverState
from wijkdesk.ui.shell.cover.view import CoverView
from wijkdesk.ui.welcome.door import Door
from wijkdesk.ui.welcome.first.parts.code_page import CodePage
from wijkdesk.ui.welcome.first.parts.retype_page import RetypePage
from wijkdesk.ui.welcome.first.presenter import FirstPresenter, FirstState, Page
from wijkdesk.ui.welcome.first.view import FirstView
from wijkdesk.ui.welcome.panes import Panes
from wijkdesk.ui.welcome.unlock.presenter import UnlockPresenter, parting_notes, parting_words
from wijkdesk.ui.welcome.unlock.view import UnlockView

NOON = dt.datetime(2026, 11, 19, 13, 0, tzinfo=dt.UTC)


@pytest.fixture(params=[("light", 1.0), ("dark", 2.0), ("contrast", 1.5)], ids=str)
def look(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[float]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    name, scale = request.param
    Theme(name, scale).apply(app)
    yield scale
    Theme("light").apply(app)


def on_screen(qtbot: QtBot, page: QWidget) -> list[str]:
    """What is wrong with a page of 1366x768."""
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    qtbot.waitExposed(page)
    panes = page.findChild(Panes)
    assert panes is not None
    wide = panes.area.widget().width() > panes.area.viewport().width()
    return audit(page) + (["scrolls sideways"] if wide else [])


def first_at(tmp_path: Path, page: Page) -> FirstView:
    view = FirstView(practice=True)
    presenter = FirstPresenter(Door(tmp_path, CHEAP), NowJobs(), view.show_state, _nothing)
    view.take(presenter)
    presenter.start()
    if page is Page.OWN:
        presenter.choose_own()
    if page in (Page.WORDS, Page.OWN):
        return view
    presenter.remembered()
    if page is not Page.RETYPE:
        presenter.retype(list(presenter.state.words))
        if page is not Page.CODE:
            presenter.typed(presenter.state.blocks)
            presenter.code_done()
            if page is Page.READY:
                presenter.found("Noor", "", "")
        view.destroyed.connect(presenter._begun.session.close if presenter._begun else _nobody)
    return view


def _nothing(*_values: object) -> None:
    """Nobody goes on from here."""


def _nobody() -> None:
    """No session to close."""


@pytest.mark.parametrize("page", [Page.WORDS, Page.OWN, Page.RETYPE, Page.CODE, Page.TEAM, Page.READY])
def test_every_page_of_the_first_run_can_be_heard_and_reached(
    qtbot: QtBot, tmp_path: Path, look: float, page: Page
) -> None:
    assert look
    assert on_screen(qtbot, first_at(tmp_path, page)) == []


def test_the_unlock_page_can_be_heard_and_reached(qtbot: QtBot, tmp_path: Path, look: float) -> None:
    make_session(tmp_path).close()
    kept = WindowSettings(locked_at="13:58", locked_why="idle", draft_at="13:57", unshared=3)
    view = UnlockView(parting_words(kept), parting_notes(kept))
    presenter = UnlockPresenter(Door(tmp_path, CHEAP), NowJobs(), view.show_state, _nothing, NOON)
    view.take(presenter)
    presenter.start()
    presenter.unlock("fout")
    assert on_screen(qtbot, view) == []
    assert view.panes.below.isVisible() == (look > 1.4 and 1366 / look < 900)
    assert view.secret.edit.hasFocus()


@pytest.mark.parametrize("choosing", [True, False])
def test_the_cover_can_be_heard_and_reached(qtbot: QtBot, look: float, choosing: bool) -> None:
    assert look
    view = CoverView()
    view.show_state(
        CoverState("Afgedekt om 13:58", choosing, error="Deze pincode klopt niet.", hint="Nog 2 keer.")
    )
    assert on_screen(qtbot, view) == []


def test_enter_at_an_empty_word_says_which_one(qtbot: QtBot) -> None:
    page = RetypePage(1)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    assert page.step.text() == "Stap 1 van 4"
    page.show_state(FirstState())
    page.fields[0].edit.setText("boom")
    page.fields[0].edit.setFocus()
    qtbot.keyClick(page.fields[0].edit, Qt.Key.Key_Return)
    assert page.fields[1].edit.hasFocus()
    qtbot.keyClick(page.fields[1].edit, Qt.Key.Key_Return)
    assert page.error.text() == "Woord 2 is nog leeg."
    assert page.error.isVisible()


def test_enter_after_the_code_goes_on_and_before_it_to_the_empty_box(qtbot: QtBot) -> None:
    """docs/first-use.md 12: Enter did nothing here, on the page before and after it does."""
    page = CodePage(printer=False)
    qtbot.addWidget(page)
    page.show_state(FirstState())
    page.show()
    boxes = page.boxes.boxes
    boxes[0].setText("ABCD")
    boxes[0].setFocus()
    qtbot.keyClick(boxes[0], Qt.Key.Key_Return)
    assert page.focusWidget() is boxes[1]
    place = page.button.pos()
    page.show_state(FirstState(code=CodeTyping(right=frozenset(range(1, BLOCKS + 1)))))
    qtbot.waitUntil(page.button.isEnabled)
    assert page.button.pos() == place
    with qtbot.waitSignal(page.done):
        qtbot.keyClick(boxes[-1], Qt.Key.Key_Return)

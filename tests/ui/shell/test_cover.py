"""Choosing and typing the PIN; no Qt."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.builders import make_session
from tests.fakes import NowJobs
from wijkdesk.services import profiles
from wijkdesk.services.session import Session
from wijkdesk.ui.shell.cover.presenter import CoverPresenter, CoverState
from wijkdesk.ui.shell.cover.view import CoverView

PIN = "4826"


class Stage:
    def __init__(self, session: Session) -> None:
        self.states: list[CoverState] = []
        self.told: list[str] = []
        self.presenter = CoverPresenter(
            session, NowJobs(), self.states.append, self.lifted, self.chosen, self.spent
        )

    def lifted(self) -> None:
        self.told.append("lifted")

    def chosen(self) -> None:
        self.told.append("chosen")

    def spent(self) -> None:
        self.told.append("spent")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = make_session(tmp_path)
    yield made
    made.close()


def test_the_first_time_a_pin_is_chosen(session: Session) -> None:
    stage = Stage(session)
    stage.presenter.begin(has_pin=False)
    assert stage.states[-1].choosing
    for digits, again, part in (
        ("1234", "1234", "makkelijk"),
        (PIN, "4827", "niet gelijk"),
        ("12", "12", "4, 5 of 6"),
    ):
        stage.presenter.choose(digits, again)
        assert part in stage.states[-1].error
    stage.presenter.choose(PIN, PIN)
    assert stage.told == ["chosen"]
    assert profiles.has_pin(session)


def test_the_pin_lifts_the_cover_and_three_wrong_ones_lock(session: Session) -> None:
    profiles.set_pin(session, PIN)
    stage = Stage(session)
    stage.presenter.begin(has_pin=True)
    stage.presenter.enter("0000")
    assert stage.states[-1].error == "Deze pincode klopt niet."
    assert stage.states[-1].hint.startswith("Nog 2 keer")
    stage.presenter.enter(PIN)
    assert stage.told == ["lifted"]
    for wrong in ("1", "2", "3"):
        stage.presenter.enter(wrong * 4)
    assert stage.told == ["lifted", "spent"]


def test_wrong_pins_count_over_a_restart(session: Session) -> None:
    profiles.set_pin(session, PIN)
    Stage(session).presenter.enter("0000")
    stage = Stage(session)
    stage.presenter.enter("0000")
    assert stage.states[-1].hint.startswith("Nog 1 keer")


def test_tab_goes_from_the_first_pin_to_the_second(qtbot: QtBot) -> None:
    view = CoverView()
    qtbot.addWidget(view)
    view.show_state(CoverState(choosing=True))
    view.show()
    order = (view.pin.edit, view.again.edit, view.button, view.other, view.pin.eye, view.again.eye)
    view.pin.edit.setFocus()
    for here in order[1:]:
        qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Tab)
        assert view.focusWidget() is here

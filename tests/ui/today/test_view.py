import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from wijkdesk.core.ids import new_id
from wijkdesk.ui.today.presenter import START, MeetingRow, PromiseRow, SideRow, Tagged, TodayState
from wijkdesk.ui.today.view import TodayView

COMING = MeetingRow(
    new_id(), "14:00", "Eerste huisbezoek El Amrani-Vermeer", "Merelstraat 12", (Tagged("Wonen: nu nodig", "danger"),),
    coming=True, act=START, household=new_id(),
)  # fmt: skip
EARLIER = MeetingRow(new_id(), "11:00", "Belmoment met Bram", "", past=True, done=True)
STATE = TodayState(
    ready=True,
    greeting="Goedemiddag Noor",
    date="donderdag 19 november",
    now="nu 13:40",
    now_at=1,
    meetings=(EARLIER, COMING),
    promises=(
        PromiseRow(new_id(), "Fietsformulier meenemen", "Beloofd aan Selam", Tagged("vandaag", "warn")),
    ),
    unfinished=(SideRow(new_id(), "Bezoek Haile", "Concept van 10:15"),),
    quiet=(SideRow(new_id(), "De Wit", "5 weken stil"),),
)


@pytest.fixture
def view(qtbot: QtBot) -> TodayView:
    made = TodayView()
    qtbot.addWidget(made)
    made.resize(1158, 680)
    made.show_state(STATE)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_coming_visit_is_where_the_day_begins(qtbot: QtBot, view: TodayView) -> None:
    start = view.start()
    assert start is not None
    assert start.accessibleName() == "Bezoek starten: Eerste huisbezoek El Amrani-Vermeer"
    start.setFocus()
    with qtbot.waitSignal(view.acted) as acted:
        qtbot.keyClick(start, Qt.Key.Key_Space)
    assert acted.args == [COMING.key]


def test_a_promise_is_ticked_with_the_space_bar(qtbot: QtBot, view: TodayView) -> None:
    view.promises.setFocus()
    with qtbot.waitSignal(view.ticked) as ticked:
        qtbot.keyClick(view.promises, Qt.Key.Key_Space)
    assert ticked.args == [STATE.promises[0].key, True]


def test_the_same_day_again_changes_nothing_and_keeps_the_focus(view: TodayView) -> None:
    start = view.start()
    assert start is not None
    start.setFocus()
    view.show_state(STATE)
    assert view.start() is start
    assert start.hasFocus()


def test_another_minute_keeps_the_focus_on_the_visit(view: TodayView) -> None:
    start = view.start()
    assert start is not None
    start.setFocus()
    import dataclasses

    view.show_state(dataclasses.replace(STATE, now="nu 13:41"))
    again = view.start()
    assert again is not None
    assert again is not start
    assert again.hasFocus()


def test_an_empty_day_offers_a_way_on(qtbot: QtBot, view: TodayView) -> None:
    view.show_state(TodayState(ready=True, greeting="Goedemiddag Noor", nothing=True, no_households=True))
    start = view.start()
    assert start is not None
    with qtbot.waitSignal(view.way) as way:
        qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    assert way.args == ["households"]

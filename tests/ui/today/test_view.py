import dataclasses

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from wijkdesk.core.ids import new_id
from wijkdesk.ui.kit.buttons import Button
from wijkdesk.ui.today.presenter import OPEN, START, DayRows, MeetingRow, SideRow, StepRow, Tagged, TodayState
from wijkdesk.ui.today.view import TodayView

COMING = MeetingRow(
    new_id(), "14:00", "Eerste huisbezoek El Amrani-Vermeer", "Merelstraat 12", (Tagged("Wonen: nu nodig", "danger"),),
    coming=True, act=START, household=new_id(),
)  # fmt: skip
SATURDAY = MeetingRow(new_id(), "10:30", "Huisbezoek El Amrani-Vermeer", "", act=OPEN, household=new_id())
EARLIER = MeetingRow(new_id(), "11:00", "Belmoment met Bram", "", past=True, done=True)
STATE = TodayState(
    ready=True,
    greeting="Goedemiddag Noor",
    date="donderdag 19 november",
    now="nu 13:40",
    now_at=1,
    meetings=(EARLIER, COMING),
    promises=(StepRow(new_id(), "Fietsformulier meenemen", "Beloofd aan Selam", Tagged("vandaag", "warn")),),
    soon=(DayRows("Zaterdag 21 november", (SATURDAY,)),),
    urgent=(SideRow(new_id(), "Wonen: nu nodig", "El Amrani-Vermeer"),),
    steps=(StepRow(new_id(), "Voedselpakket halen", "Samira", Tagged("morgen", "info")),),
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
    view.show_state(dataclasses.replace(STATE, now="nu 13:41"))
    again = view.start()
    assert again is not None
    assert again is not start
    assert again.hasFocus()


def test_tab_goes_from_the_day_to_the_week_to_what_is_needed_and_enter_opens_it(
    qtbot: QtBot, view: TodayView
) -> None:
    start = view.start()
    assert start is not None
    start.setFocus()
    names = []
    for _press in range(6):
        here = view.window().focusWidget()
        names.append(here.accessibleName())
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    assert names == [
        "Bezoek starten: Eerste huisbezoek El Amrani-Vermeer", "Openen: Huisbezoek El Amrani-Vermeer",
        "Openen: Wonen: nu nodig, El Amrani-Vermeer", "Beloofd", "Stappen", "Verder: Bezoek Haile, Concept van 10:15",
    ]  # fmt: skip
    with qtbot.waitSignal(view.acted) as acted:
        qtbot.keyClick(view.later[0].button, Qt.Key.Key_Return)
    assert acted.args == [SATURDAY.key]
    with qtbot.waitSignal(view.step) as opened:
        qtbot.keyClick(view.steps, Qt.Key.Key_Return)
    assert opened.args == [STATE.steps[0].key]


def test_what_is_needed_stands_below_the_day_where_there_is_one_column(qtbot: QtBot, view: TodayView) -> None:
    view.resize(700, 680)
    qtbot.waitUntil(lambda: view.left.indexOf(view.urgent) == 1)
    view.resize(1158, 680)
    qtbot.waitUntil(lambda: view.side.indexOf(view.urgent) == 0)


def test_another_minute_keeps_the_focus_on_what_is_needed(view: TodayView) -> None:
    (button,) = [one for one in view.urgent.findChildren(Button) if not one.isHidden()]
    button.setFocus()
    view.show_state(dataclasses.replace(STATE, now="nu 13:41"))
    assert button.hasFocus()


def test_an_empty_day_offers_a_way_on(qtbot: QtBot, view: TodayView) -> None:
    view.show_state(TodayState(ready=True, greeting="Goedemiddag Noor", nothing=True, no_households=True))
    start = view.start()
    assert start is not None
    with qtbot.waitSignal(view.way) as way:
        qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    assert way.args == ["households"]


def test_who_has_no_dossiers_is_led_to_what_was_asked(qtbot: QtBot, view: TodayView) -> None:
    view.show_state(TodayState(ready=True, greeting="Goedemiddag Selam", nothing=True, assigned=True))
    start = view.start()
    assert start is not None
    with qtbot.waitSignal(view.way) as way:
        qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    assert way.args == ["assignments"]

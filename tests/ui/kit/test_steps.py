"""Steps in a list: long words take a second line; of a choice only what is on is a tab stop."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wijkdesk.ui.kit.chips import Option, SegmentedChoice
from wijkdesk.ui.kit.row_lists import StepList
from wijkdesk.ui.kit.rows import StepItem
from wijkdesk.ui.kit.theme import Theme

LONG = "Juf Lotte vragen om een gesprek op school over de klas van volgend jaar"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_row_grows_with_its_words_and_with_less_room(qtbot: QtBot, scale: float) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    Theme("light", scale=scale).apply(app)
    steps = StepList("Stappen", [StepItem(1, "Brief lezen", "Noor"), StepItem(2, LONG, "Jeroen", "morgen")])
    qtbot.addWidget(steps)
    steps.resize(int(340 * scale), 300)
    steps.show()
    short, long = (steps.visualRect(steps.rows.index(row, 0)).height() for row in (0, 1))
    assert long > short
    assert steps.sizeHint().height() == short + long + 2
    steps.resize(int(900 * scale), 300)
    qtbot.waitUntil(lambda: steps.visualRect(steps.rows.index(1, 0)).height() == short)
    Theme("light").apply(app)


def test_only_the_option_that_is_on_is_a_tab_stop(qtbot: QtBot) -> None:
    choice = SegmentedChoice("Wat?", [Option(one, one) for one in ("stap", "belofte", "afspraak")], "belofte")
    qtbot.addWidget(choice)
    choice.show()

    def stops() -> list[str]:
        buttons = choice.group.buttons()
        return [one.text() for one in buttons if one.focusPolicy() & Qt.FocusPolicy.TabFocus]

    assert stops() == ["belofte"]
    choice.set_value("stap")
    assert stops() == ["stap"]
    choice.group.buttons()[2].click()
    assert stops() == ["afspraak"]
    choice.set_value(None)
    assert stops() == ["stap"]

"""The list of households through its real widgets: keys only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.a11y.audit import audit
from tests.builders import make_family, make_session
from tests.fakes import FakeDialogs, FakeShell, NowJobs
from wijkdesk.services import household_list
from wijkdesk.services.session import Session
from wijkdesk.ui.households.screen import SPEC, HouseholdsScreen
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.actions import ActionRegistry
from wijkdesk.ui.kit.screen import ScreenContext


class Stage:
    """The screen on a real profile, alone in its window; work runs at once."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.session: Session = make_session(folder)
        self.shell = FakeShell()
        actions = ActionRegistry()
        context = ScreenContext(self.session, NowJobs(), self.shell, actions, FakeDialogs())
        made = SPEC.build(context)
        assert isinstance(made, HouseholdsScreen)
        self.screen = made
        qtbot.addWidget(made)
        made.resize(1158, 712)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        made.activate()


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    theme.Theme("light").apply(qapp)
    made = Stage(qtbot, tmp_path)
    yield made
    made.screen.deactivate()
    made.session.close()


def test_a_first_household_is_opened_with_keys_only(qtbot: QtBot, stage: Stage) -> None:
    screen = stage.screen
    assert screen.stack.currentWidget() is screen.empty
    qtbot.keyClick(screen, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    people = screen.opening.fields["people"].focusProxy()
    assert people is not None
    assert people.hasFocus()
    qtbot.keyClicks(people, "Samira El Amrani 34 moeder")
    qtbot.keyClick(people, Qt.Key.Key_Tab)
    qtbot.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rows = household_list.rows(stage.session, household_list.ids(stage.session))
    assert [(row.name, row.people) for row in rows] == [("El Amrani", 1)]
    assert stage.shell.opened[-1][0] == "dossier"


def test_the_list_is_worked_with_keys(qtbot: QtBot, stage: Stage) -> None:
    home = make_family(stage.session)
    screen = stage.screen
    screen.presenter.start()
    table = screen.view.table
    assert table.hasFocus()
    assert table.current_id() == home.id
    qtbot.keyClick(table, Qt.Key.Key_P)
    assert household_list.pinned(stage.session) == {home.id}
    qtbot.keyClick(table, Qt.Key.Key_Slash)
    assert screen.view.search.hasFocus()
    qtbot.keyClicks(screen.view.search, "bp")
    assert screen.view.search.text() == "bp"
    qtbot.waitUntil(lambda: screen.view.table.paged.rowCount() == 0)
    assert screen.view.stack.currentWidget() is screen.view.nothing
    qtbot.keyClick(screen.view.search, Qt.Key.Key_Escape)
    qtbot.keyClick(screen.view.search, Qt.Key.Key_Down)
    assert table.hasFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert stage.shell.opened[-1] == ("dossier", {"household": home.id})
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert household_list.ids(stage.session) == []


@pytest.mark.parametrize("page", ["list", "form", "empty"])
def test_every_control_has_a_name_and_is_reached(stage: Stage, page: str) -> None:
    if page != "empty":
        make_family(stage.session)
        stage.screen.presenter.start()
    if page == "form":
        stage.screen.show_form()
    assert audit(stage.screen) == []

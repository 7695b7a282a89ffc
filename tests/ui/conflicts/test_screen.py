"""Twee versies by keys alone, through the real widgets, on a real profile with what came from another laptop."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.a11y.audit import audit
from tests.builders import make_family, person_called
from tests.fakes import FakeDialogs, FakeShell, NowJobs
from tests.scenarios.two_laptops import World
from wijkdesk.core.ids import new_id
from wijkdesk.models.dossier import ContactPoint, Household
from wijkdesk.models.person import Person
from wijkdesk.models.step import Step
from wijkdesk.services import conflicts, dossiers, people, undoing
from wijkdesk.services.session import Session
from wijkdesk.storage import queries
from wijkdesk.ui.conflicts.screen import SPEC, ConflictsScreen
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.actions import ActionRegistry
from wijkdesk.ui.kit.screen import ScreenContext


class Stage:
    """The screen alone in its window; work runs at once."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.shell = FakeShell()
        self.actions = ActionRegistry()
        made = SPEC.build(ScreenContext(session, NowJobs(), self.shell, self.actions, FakeDialogs()))
        assert isinstance(made, ConflictsScreen)
        self.screen, self.qtbot = made, qtbot
        qtbot.addWidget(made)
        made.resize(1158, 712)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        made.activate()
        made.view.list.setFocus()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget() or self.screen
        self.qtbot.keyClick(target, key, modifier)


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.Theme().apply(qapp)


@pytest.fixture
def family(world: World) -> Household:
    household = make_family(world.noor)
    dossiers.assign(world.noor, household.space, world.abrehet.user)
    world.sync(world.noor, world.abrehet)
    return household


@pytest.fixture
def phone(world: World, family: Household) -> ContactPoint:
    """Both changed the same number."""
    (point,) = queries.find(world.noor.store, ContactPoint, space=family.space)
    people.change(world.noor, point, value="06 11111111")
    world.abrehet_clock.advance(60_000)
    people.change(world.abrehet, point, value="06 22222222")
    world.sync()
    return point


def step_in_two_versions(world: World, family: Household) -> Step:
    step = Step(id=new_id(), space=family.space, household=family.id, text="Bellen over de huur", order="1")
    with world.noor.store.unit("edit") as unit:
        unit.create(step)
    world.sync(world.noor, world.abrehet)
    people.change(world.noor, step, text="Bellen over de huur en de post")
    world.abrehet_clock.advance(60_000)
    people.change(world.abrehet, step, text="Donderdag bellen over de huur")
    world.sync()
    return step


def value(session: Session, point: ContactPoint) -> str | None:
    found = queries.get(session.store, ContactPoint, point.id)
    return found.value if found else None


def test_a_letter_and_enter_choose(qtbot: QtBot, world: World, phone: ContactPoint) -> None:
    stage = Stage(qtbot, world.noor)
    card = stage.screen.view.card
    assert card.title.text() == "Bereikbaar via · Samira El Amrani"
    assert not card.keep_button.isEnabled()
    stage.press(Qt.Key.Key_Return)
    assert conflicts.count(world.noor) == 1
    stage.press(Qt.Key.Key_A)
    assert card.ways.buttons["A"].isChecked()
    assert card.result.text() == "06 11111111"
    assert conflicts.count(world.noor) == 1
    stage.press(Qt.Key.Key_Return)
    assert value(world.noor, phone) == "06 11111111"
    assert conflicts.count(world.noor) == 0
    assert stage.shell.toasts == ["Gekozen. De andere versie staat in de geschiedenis."]
    assert stage.screen.view.currentWidget() is stage.screen.view.empty


def test_the_mouse_does_the_same(qtbot: QtBot, world: World, phone: ContactPoint) -> None:
    stage = Stage(qtbot, world.noor)
    card = stage.screen.view.card
    qtbot.mouseClick(card.ways.buttons["B"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card.keep_button, Qt.MouseButton.LeftButton)
    assert value(world.noor, phone) == "06 22222222"
    undoing.undo(world.noor)
    assert conflicts.count(world.noor) == 0


def test_new_words_are_typed_and_survive_a_lock(qtbot: QtBot, world: World, family: Household) -> None:
    """Letters typed in the field are text, not choices."""
    step = step_in_two_versions(world, family)
    stage = Stage(qtbot, world.noor)
    stage.press(Qt.Key.Key_N)
    card = stage.screen.view.card
    assert card.text.isVisible()
    card.text.edit.selectAll()
    qtbot.keyClicks(card.text.edit, "ab c n")
    assert stage.screen.presenter.state.card is not None
    assert stage.screen.presenter.state.card.text == "ab c n"
    stage.screen.keep_drafts()

    again = Stage(qtbot, world.noor)
    assert again.screen.view.card.text.edit.toPlainText() == "ab c n"
    again.screen.view.card.text.edit.setFocus()
    again.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    found = queries.get(world.noor.store, Step, step.id)
    assert found is not None
    assert found.text == "ab c n"


def test_texts_are_kept_both_by_one_enter(qtbot: QtBot, world: World, family: Household) -> None:
    step = step_in_two_versions(world, family)
    stage = Stage(qtbot, world.noor)
    assert stage.screen.view.card.ways.buttons["C"].isChecked()
    assert "erbij: Donderdag bellen over de huur" in stage.screen.view.card.result.accessibleName()
    stage.press(Qt.Key.Key_Return)
    found = queries.get(world.noor.store, Step, step.id)
    assert found is not None
    assert found.text == "Bellen over de huur en de post\nDonderdag bellen over de huur"


def test_several_are_walked_through(
    qtbot: QtBot, world: World, family: Household, phone: ContactPoint
) -> None:
    lina = person_called(world.noor, family, "Lina")
    people.remove(world.noor, [lina])
    people.change(world.abrehet, lina, own_script_name="لينا")
    world.sync()
    stage = Stage(qtbot, world.noor)
    assert stage.screen.view.pill.text() == "2 wachten op je keuze"
    titles = {row.title for row in stage.screen.presenter.state.rows}
    assert titles == {"Persoon: Lina Vermeer", "Bereikbaar via · Samira El Amrani"}
    first = stage.screen.presenter.state.current
    next_title = stage.screen.presenter.state.rows[1].title
    button = next(
        one for one in stage.screen.findChildren(QPushButton)
        if one.accessibleName() == f"Kiezen: {next_title}"
    )  # fmt: skip
    button.click()
    assert stage.screen.view.card.title.text() == next_title
    stage.screen.presenter.step(-1)
    stage.press(Qt.Key.Key_Down)
    assert stage.screen.presenter.state.current != first
    stage.screen.activate(row=lina.id)
    assert stage.screen.view.card.title.text() == "Persoon: Lina Vermeer"
    assert stage.screen.view.card.ways.buttons["B"].isChecked()
    stage.screen.view.list.setFocus()
    stage.press(Qt.Key.Key_Return)
    assert queries.get(world.noor.store, Person, lina.id).own_script_name == "لينا"
    assert stage.screen.view.done.text() == "1 keuze gemaakt"
    assert [row.title for row in stage.screen.presenter.state.rows] == ["Bereikbaar via · Samira El Amrani"]
    stage.screen.view.card.open_button.click()
    assert stage.shell.opened == [("dossier", {"household": family.id})]


def test_a_version_that_came_meanwhile_is_shown_first(
    qtbot: QtBot, world: World, phone: ContactPoint
) -> None:
    stage = Stage(qtbot, world.noor)
    stage.press(Qt.Key.Key_A)
    (seen,) = conflicts.conflicts(world.abrehet)
    conflicts.choose(world.abrehet, seen, "06 33333333")
    world.sync(world.abrehet, world.noor)
    stage.press(Qt.Key.Key_Return)
    assert value(world.noor, phone) == "06 33333333"
    assert stage.screen.presenter.state.rows == ()


def test_everything_has_a_name_and_can_be_reached(qtbot: QtBot, world: World, phone: ContactPoint) -> None:
    stage = Stage(qtbot, world.noor)
    assert audit(stage.screen) == []


@pytest.mark.parametrize(("name", "scale"), [("dark", 1.0), ("contrast", 2.0)])
def test_it_fits_in_every_look(
    qtbot: QtBot, world: World, phone: ContactPoint, name: str, scale: float
) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.Theme(name=name, scale=scale).apply(application)
    try:
        stage = Stage(qtbot, world.noor)
        stage.screen.resize(1366 if scale == 2.0 else 1158, 640)
        inner = stage.screen.view.right.widget()
        assert inner is not None
        qtbot.waitUntil(lambda: inner.width() <= stage.screen.view.right.viewport().width())
        assert inner.minimumSizeHint().width() <= stage.screen.view.right.viewport().width()
    finally:
        theme.Theme().apply(application)

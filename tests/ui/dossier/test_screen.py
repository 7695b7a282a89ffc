"""A dossier through its real widgets: keys only, names, reach."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.a11y.audit import audit
from tests.fakes import FakeDialogs
from tests.ui.dossier.stage import Stage
from wijkdesk.models.person import Person
from wijkdesk.services import people, practice, steps
from wijkdesk.storage import queries
from wijkdesk.ui.dossier.presenter import TABS
from wijkdesk.ui.dossier.screen import SPEC, DossierScreen
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.actions import ActionRegistry
from wijkdesk.ui.kit.rows import StepItem
from wijkdesk.ui.kit.screen import ScreenContext


class Window(Stage):
    """The screen alone in its window."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        super().__init__(folder)
        self.dialogs = FakeDialogs("Truus 71 oma")
        context = ScreenContext(self.session, self.jobs, self.shell, ActionRegistry(), self.dialogs)
        made = SPEC.build(context)
        assert isinstance(made, DossierScreen)
        self.screen = made
        qtbot.addWidget(made)
        made.resize(1286, 712)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        made.activate(household=self.home.id)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    theme.Theme("light").apply(qapp)
    made = Window(qtbot, tmp_path)
    yield made
    made.screen.deactivate()
    made.session.close()


def test_tabs_are_walked_with_keys(qtbot: QtBot, window: Window) -> None:
    view = window.screen.view
    for tab in (*TABS[1:], TABS[0]):
        qtbot.keyClick(window.screen, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        assert view.stack.currentWidget() is view.pages[tab]


def test_the_focus_of_a_page_that_goes_lands_where_the_next_begins(qtbot: QtBot, window: Window) -> None:
    """Else it falls somewhere in the middle, and with large text the page opens scrolled to that place."""
    screen = window.screen
    samira = window.person("Samira")
    screen.activate(household=window.home.id, tab="people", person=samira.id)
    screen.view.people.forms[samira.id].fields["alias"].input.setFocus()
    tabs = screen.view.header.tabs
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(0).center())
    assert screen.view.stack.currentWidget() is screen.view.overview
    assert screen.view.header.begin.hasFocus()


def test_a_name_is_changed_by_typing_and_leaving_the_field(qtbot: QtBot, window: Window) -> None:
    screen = window.screen
    samira = window.person("Samira")
    screen.activate(household=window.home.id, tab="people", person=samira.id)
    field = screen.view.people.forms[samira.id].fields["alias"].input
    field.setFocus()
    qtbot.keyClicks(field, "Vlinder")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert window.person("Samira").alias == "Vlinder"


def test_what_is_typed_is_kept_when_the_screen_is_covered(qtbot: QtBot, window: Window) -> None:
    screen = window.screen
    samira = window.person("Samira")
    screen.activate(household=window.home.id, tab="people", person=samira.id)
    field = screen.view.people.forms[samira.id].fields["alias"].input
    field.setFocus()
    qtbot.keyClicks(field, "Vli")
    screen.keep_drafts()
    rows = window.session.store.execute("SELECT field, text FROM draft")
    assert rows == [("alias", "Vli")]


def test_protecting_asks_first_and_then_shows_it(window: Window) -> None:
    screen = window.screen
    screen.activate(household=window.home.id, tab="people")
    address = people.addresses_of(window.session, window.home.id)[0]
    screen.protect(address.id)
    assert "kan niet ongedaan" in window.dialogs.asked[0]
    made = people.addresses_of(window.session, window.home.id)[0]
    assert made.space != window.home.space
    screen.refresh(window.shell.changes)
    assert made.id in screen.view.people.forms


def test_a_person_is_added_from_anywhere(qtbot: QtBot, window: Window) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window.screen, Qt.Key.Key_P, modifiers)
    assert window.person("Truus").short_name == "Truus"


def test_the_past_of_a_record_is_shown_and_put_back(qtbot: QtBot, window: Window) -> None:
    window.later()
    people.change(window.session, window.person("Lina"), family_name="El Amrani")
    lina = window.person("Lina")
    window.screen.activate(household=window.home.id, tab="past", kind="person", row=lina.id)
    past = window.screen.view.past
    assert "Vermeer" in past.then.toPlainText()
    assert "El Amrani" in past.now.toPlainText()
    assert "Roepnaam" not in past.then.toPlainText()
    qtbot.keyClick(past.list, Qt.Key.Key_D)
    assert "Roepnaam" in past.then.toPlainText()
    past.restore.setFocus()
    qtbot.keyClick(past.restore, Qt.Key.Key_Space)
    assert window.person("Lina").family_name == "Vermeer"


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("full", [True, False], ids=["full", "bare"])
def test_every_control_has_a_name_and_is_reached(qtbot: QtBot, window: Window, tab: str, full: bool) -> None:
    home = practice.make(window.session)[0] if full else window.home
    window.screen.activate(household=home.id, tab=tab)
    qtbot.wait(20)
    assert audit(window.screen) == []


def test_nothing_is_wider_than_the_window_at_200_percent(
    qtbot: QtBot, qapp: QApplication, window: Window
) -> None:
    theme.Theme("light", 2.0).apply(qapp)
    home, _changes = practice.make(window.session)
    for tab in TABS:
        window.screen.activate(household=home.id, tab=tab)
        qapp.sendPostedEvents()
        assert window.screen.minimumSizeHint().width() <= 1366, tab
    theme.Theme("light").apply(qapp)


def test_a_record_is_erased_from_its_history_with_a_ground(window: Window) -> None:
    screen, samira = window.screen, window.person("Samira")
    screen.activate(household=window.home.id, kind="person", row=samira.id, tab="past")
    assert screen.view.past.erase.isVisible()
    screen.view.past.erase.click()
    assert "Dit kan niet ongedaan worden gemaakt." in window.dialogs.asked[-1]
    found = queries.get(window.session.store, Person, samira.id)
    assert found is None or not found.values()
    assert not screen.view.past.erase.isVisible()


def test_a_dossier_is_erased_only_when_its_name_is_typed(window: Window) -> None:
    screen, space = window.screen, window.home.space
    window.dialogs.text = "een andere naam"
    screen.ask_erase_dossier()
    assert len(queries.find(window.session.store, Person, space=space)) == 5
    window.dialogs.text = window.home.caption.lower()
    screen.ask_erase_dossier()
    assert queries.find(window.session.store, Person, space=space) == []
    assert window.session.store.keyring.newest(space) is None


def test_a_step_of_the_overview_goes_with_delete_or_its_bin(qtbot: QtBot, window: Window) -> None:
    today = window.session.today()
    for words in ("Eerste morgen", "Tweede over een week"):
        steps.add(window.session, window.home, steps.read_line(words, [], today))
    window.screen.overview.load()
    view = window.screen.view.overview
    view.steps.setFocus()
    qtbot.keyClick(view.steps, Qt.Key.Key_Down)
    assert view.bin.accessibleName() == "Weggooien: Tweede"
    qtbot.keyClick(view.steps, Qt.Key.Key_Delete)
    window.screen.refresh(window.shell.changes)
    assert [item.text for item in view.steps.rows.items if isinstance(item, StepItem)] == ["Eerste"]
    view.plot.setFocus()
    view.change.setFocus()
    qtbot.keyClick(view.change, Qt.Key.Key_Delete)  # not on a step: nothing goes
    qtbot.mouseClick(view.bin, Qt.MouseButton.LeftButton)
    assert window.shell.toasts == ["Stap ligt in de prullenbak"] * 2
    window.screen.refresh(window.shell.changes)
    assert view.bin.isHidden()

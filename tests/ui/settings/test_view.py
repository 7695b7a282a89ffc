from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wijkdesk.services.settings import Preferences
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.actions import ActionRegistry
from wijkdesk.ui.kit.look import look
from wijkdesk.ui.settings.parts.secrets_page import SecretsPage
from wijkdesk.ui.settings.presenter import SettingsState
from wijkdesk.ui.settings.view import SettingsView


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[SettingsView]:
    look().open(None)
    made = SettingsView(ActionRegistry())
    qtbot.addWidget(made)
    made.resize(1158, 680)
    made.show_state(SettingsState(chosen=Preferences(cover_after=10)))
    made.show()
    qtbot.waitExposed(made)
    yield made
    look().open(None)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.Theme("light").apply(app)


def test_a_theme_holds_at_once(qtbot: QtBot, view: SettingsView) -> None:
    dark = next(tile for tile in view.look.tiles if tile.name == "dark")
    qtbot.mouseClick(dark, Qt.MouseButton.LeftButton)
    assert theme.current().actual == "dark"
    assert dark.isChecked()


def test_text_grows_with_the_arrow_keys(qtbot: QtBot, view: SettingsView) -> None:
    view.look.slider.setFocus()
    qtbot.keyClick(view.look.slider, Qt.Key.Key_Right)
    assert theme.current().scale == 1.25
    assert view.look.percent.text() == "125 %"


def test_arrow_keys_go_through_the_sections(qtbot: QtBot, view: SettingsView) -> None:
    view.list.items[0].setFocus()
    with qtbot.waitSignal(view.section) as section:
        qtbot.keyClick(view.list.items[0], Qt.Key.Key_Down)
    assert section.args == ["profile"]


def test_choices_are_shown_without_telling_and_told_when_made(qtbot: QtBot, view: SettingsView) -> None:
    assert view.look.cover.currentText() == "10 minuten"
    with qtbot.waitSignal(view.look.chosen) as chosen:
        view.look.cover.setCurrentIndex(0)
    assert chosen.args == ["cover_after", 1]
    with qtbot.assertNotEmitted(view.look.chosen):
        view.show_state(SettingsState())


def test_where_the_system_cannot_it_says_so(view: SettingsView) -> None:
    view.look.show_possible(sleep=False, capture=False)
    view.show_state(SettingsState())
    for switch, row in ((view.look.sleep, view.look.sleep_row), (view.look.capture, view.look.capture_row)):
        assert (switch.isEnabled(), switch.isChecked()) == (False, False)
        assert row.text.text() == "Niet mogelijk op dit systeem"
    view.look.show_possible(sleep=True, capture=True)
    view.show_state(SettingsState())
    assert view.look.capture.isChecked()


def test_an_error_stands_at_its_field_and_what_was_stored_empties_all(view: SettingsView) -> None:
    view.secrets.fields["old"].edit.setText("geheim")
    view.show_state(
        SettingsState(section="secrets", error="Je huidige wachtzin klopt niet.", error_field="old")
    )
    assert view.secrets.fields["old"].error.text() == "Je huidige wachtzin klopt niet."
    assert view.secrets.fields["old"].edit.hasFocus()
    view.show_state(SettingsState(section="secrets", done=1))
    assert view.secrets.fields["old"].edit.text() == ""


def test_tab_goes_from_secret_to_secret(qtbot: QtBot) -> None:
    page = SecretsPage()
    qtbot.addWidget(page)
    page.show()
    for names in (("old", "new", "again"), ("pin", "pin_again")):
        page.fields[names[0]].edit.setFocus()
        for name in names[1:]:
            qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
            assert page.focusWidget() is page.fields[name].edit

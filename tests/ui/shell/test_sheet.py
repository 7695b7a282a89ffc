"""The sheet of shortcuts is whole before every place was seen."""

from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.builders import make_session
from wijkdesk.app import build_window
from wijkdesk.ui.settings.screen import SettingsScreen


def test_the_sheet_has_the_keys_of_places_not_seen_yet(qtbot: QtBot, tmp_path: Path) -> None:
    session = make_session(tmp_path)
    place = build_window(session)
    place.window.resize(1366, 768)
    place.window.show()
    try:
        qtbot.waitUntil(lambda: not place.runner.busy)
        place.actions.trigger("sheet")
        screen = place.desk.screen
        assert isinstance(screen, SettingsScreen)
        shown = {label.text() for label in screen.view.keys.findChildren(QLabel)}
        assert {
            "Bezoek afronden",
            "Belofte erbij",
            "Bewaren als PDF",
            "Versie A houden",
            "Lijst filteren",
        } <= shown
        assert screen.isVisible()
        assert sum(one.isVisible() for one in place.desk.screens.values()) == 1
        focus = place.window.focusWidget()
        assert focus is not None
        assert screen.isAncestorOf(focus)
    finally:
        place.window.close()
        place.window.deleteLater()
        session.close()

"""Ctrl+N from another place, in the real window: the caret is in the form at once, and no key is lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.builders import make_session
from wijkdesk.app import build_window
from wijkdesk.core.ids import natural_id
from wijkdesk.models.dossier import Household
from wijkdesk.services import drafts
from wijkdesk.ui.households.opening.presenter import PLACE
from wijkdesk.ui.households.screen import HouseholdsScreen
from wijkdesk.ui.kit.look import look


@pytest.mark.parametrize("draft", ["", "Jeroen Vermeer 36 vader"])
def test_keys_typed_right_after_ctrl_n_stand_in_the_form(qtbot: QtBot, tmp_path: Path, draft: str) -> None:
    look().open(None)
    session = make_session(tmp_path)
    if draft:
        row = natural_id(session.personal_space, "draft", PLACE)
        drafts.keep(session, session.personal_space, Household.KIND, row, "people", draft, place=PLACE)
    work = build_window(session)
    window = work.window
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: not work.runner.busy)

    def focused() -> QWidget:
        widget = window.focusWidget()
        assert widget is not None
        return widget

    qtbot.keyClick(focused(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    screen = work.desk.screen
    assert isinstance(screen, HouseholdsScreen)
    assert focused() is screen.opening.fields["people"].focusProxy()
    qtbot.keyClicks(focused(), "Samira El Amrani 34 moeder")
    qtbot.waitUntil(lambda: not work.runner.busy)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.keyClicks(focused(), "Lina 8")
    typed = "Samira El Amrani 34 moeder\nLina 8"
    assert screen.opening.text_of("people") == (f"{draft}\n{typed}" if draft else typed)
    window.close()
    window.deleteLater()

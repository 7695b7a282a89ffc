"""A bug in a slot of the real window: drafts kept, a report without names, one dialog; work goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from tests.builders import CHEAP, WORDS, make_family, make_session
from tests.guards.logs import LogGuard
from wijkdesk.app import App
from wijkdesk.ui.kit.dialogs import KitDialog
from wijkdesk.ui.kit.look import look
from wijkdesk.ui.shell.triggers import NoTriggers
from wijkdesk.ui.welcome.door import Door
from wijkdesk.ui.welcome.unlock.view import UnlockView


@pytest.fixture
def app(qtbot: QtBot, tmp_path: Path) -> Iterator[App]:
    session = make_session(tmp_path)
    make_family(session)
    session.close()
    made = App(tmp_path, Door(tmp_path, CHEAP), NoTriggers(), lambda _code: None)
    made.start()
    assert isinstance(made.page, UnlockView)
    qtbot.keyClicks(made.page.secret.edit, WORDS)
    qtbot.keyClick(made.page.secret.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: made.workplace is not None, timeout=10_000)
    yield made
    made.quit()
    assert made.workplace is not None
    made.workplace.window.deleteLater()
    look().open(None)


def test_a_bug_in_a_slot_keeps_drafts_and_names_nobody(
    qtbot: QtBot, app: App, tmp_path: Path, log_guard: LogGuard
) -> None:
    assert app.workplace is not None
    window = app.workplace.window

    def break_down() -> None:
        household = "El Amrani-Vermeer"
        raise ValueError(f"kan {household} aan de Merelstraat niet lezen")

    button = QPushButton("Stuk", window)
    button.clicked.connect(break_down)
    button.show()
    with log_guard.expect("unforeseen error"), capture_exceptions() as caught:
        app.crash.install()  # after the test's own hook: this one must hear it
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: app.crash.shown)
        app.crash.uninstall()
    assert caught == []
    (dialog,) = window.findChildren(KitDialog)
    assert dialog.isVisible()
    assert "bewaard" in dialog.accessibleDescription()
    (report,) = (tmp_path / "reports").glob("2*.txt")
    text = report.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "break_down" in text
    assert not any(name in text for name in ("Amrani", "Merelstraat", "Noor"))
    dialog.close()
    app.workplace.desk.open("households")
    assert app.workplace.desk.trail.here is not None
    assert app.workplace.desk.trail.here.screen == "households"

"""From first run to lock and back, through the real windows, with keys."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.builders import CHEAP, WORDS, make_family, make_session
from tests.fakes import FakeDialogs
from wijkdesk.app import LOCKED_EXIT, App
from wijkdesk.core.discreet import set_discreet
from wijkdesk.models.dossier import Household
from wijkdesk.services import backups
from wijkdesk.storage import queries
from wijkdesk.ui.kit.look import look
from wijkdesk.ui.shell.triggers import NoTriggers
from wijkdesk.ui.welcome.door import Door
from wijkdesk.ui.welcome.first.presenter import Page
from wijkdesk.ui.welcome.first.view import FirstView
from wijkdesk.ui.welcome.restore.view import RestoreView
from wijkdesk.ui.welcome.single import SingleWindow, ring_first
from wijkdesk.ui.welcome.unlock.view import UnlockView

PATIENCE = 10_000


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], App]]:
    made: list[App] = []
    codes: list[int] = []

    def starter() -> App:
        app = App(tmp_path, Door(tmp_path, CHEAP), NoTriggers(), codes.append)
        made.append(app)
        app.start()
        assert app.frame is not None
        qtbot.waitExposed(app.frame)
        return app

    yield starter
    for app in made:
        app.quit()
        for window in (app.frame, app.workplace.window if app.workplace else None):
            if window is not None:
                window.close()
                window.deleteLater()
    look().open(None)
    set_discreet(False)


def first_page(app: App) -> FirstView:
    assert isinstance(app.page, FirstView)
    return app.page


def unlock_page(app: App) -> UnlockView:
    assert isinstance(app.page, UnlockView)
    return app.page


def test_first_run_by_keyboard_then_lock_and_unlock(
    qtbot: QtBot, start: Callable[[], App], tmp_path: Path
) -> None:
    app = start()
    page = first_page(app)
    assert page.presenter is not None
    qtbot.waitUntil(lambda: bool(page.words.tiles[0].text()), timeout=PATIENCE)
    words = [tile.text() for tile in page.words.tiles]
    assert page.words.button.hasFocus()
    qtbot.keyClick(page.words.button, Qt.Key.Key_Space)
    assert page.retype.fields[0].edit.hasFocus()
    for number, word in enumerate(words):
        qtbot.keyClicks(page.retype.fields[number].edit, word)
        qtbot.keyClick(page.retype.fields[number].edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.code, timeout=PATIENCE)
    blocks = page.presenter.state.blocks
    for box, block in zip(page.code.boxes.boxes, blocks, strict=True):
        assert box.hasFocus()
        qtbot.keyClicks(box, block.lower())
    assert page.code.button.isEnabled()
    qtbot.keyClick(page.code.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.presenter.state.page is Page.TEAM, timeout=PATIENCE)
    qtbot.keyClicks(page.team.name.edit, "Noor Bakker")
    for field in (page.team.name, page.team.function, page.team.team):
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.presenter.state.page is Page.READY, timeout=PATIENCE)
    qtbot.keyClick(page.ready.straight, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: app.workplace is not None, timeout=PATIENCE)
    assert app.workplace is not None
    assert "Noor" not in app.workplace.window.windowTitle()
    app.workplace.lock("hand")
    assert app.code == LOCKED_EXIT
    assert "Noor" not in (tmp_path / "profiel" / "window.toml").read_text(encoding="utf-8")

    again = start()
    unlock = unlock_page(again)
    qtbot.keyClicks(unlock.secret.edit, "niet deze")
    qtbot.keyClick(unlock.secret.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(unlock.secret.error.text()), timeout=PATIENCE)
    assert unlock.secret.text() == ""
    qtbot.keyClicks(unlock.secret.edit, " ".join(words))
    qtbot.keyClick(unlock.secret.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: again.workplace is not None, timeout=PATIENCE)
    assert again.frame is None


def test_practice_begins_at_the_practice_household(
    qtbot: QtBot, start: Callable[[], App], tmp_path: Path
) -> None:
    app = start()
    page = first_page(app)
    assert page.presenter is not None
    qtbot.waitUntil(lambda: bool(page.presenter.state.words), timeout=PATIENCE)
    page.presenter.remembered()
    page.presenter.retype(list(page.presenter.state.words))
    qtbot.waitUntil(lambda: page.presenter.state.page is Page.CODE, timeout=PATIENCE)
    page.presenter.typed(page.presenter.state.blocks)
    page.presenter.code_done()
    qtbot.waitUntil(lambda: page.presenter.state.page is Page.TEAM, timeout=PATIENCE)
    page.presenter.found("Noor", "", "")
    qtbot.waitUntil(lambda: page.presenter.state.page is Page.READY, timeout=PATIENCE)
    qtbot.mouseClick(page.ready.practice, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: app.workplace is not None, timeout=PATIENCE)
    assert app.workplace is not None
    assert app.workplace.desk.trail.here is not None
    assert app.workplace.desk.trail.here.screen == "dossier"


def test_the_code_opens_and_asks_for_new_words(
    qtbot: QtBot, start: Callable[[], App], tmp_path: Path
) -> None:
    from wijkdesk.services import profiles

    session, code = profiles.create(tmp_path / "profiel", WORDS, "Noor", strain=CHEAP)
    session.close()
    app = start()
    unlock = unlock_page(app)
    qtbot.mouseClick(unlock.other, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(unlock.code.edit, "-".join(profiles.recovery_blocks(code)))
    qtbot.keyClick(unlock.code.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(app.page, FirstView), timeout=PATIENCE)
    page = first_page(app)
    assert page.presenter is not None
    qtbot.waitUntil(lambda: bool(page.words.tiles[0].text()), timeout=PATIENCE)
    words = [tile.text() for tile in page.words.tiles]
    page.presenter.remembered()
    page.retype.fields[0].edit.setText(" ".join(words))
    page.retype.fields[0].edit.textEdited.emit(" ".join(words))
    qtbot.mouseClick(page.retype.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: app.workplace is not None, timeout=PATIENCE)
    app.quit()
    profiles.unlock(tmp_path / "profiel", " ".join(words), strain=CHEAP).close()


@pytest.mark.parametrize("empty", [True, False], ids=["new laptop", "beside a profile"])
def test_a_backup_is_put_back_from_the_first_page(
    qtbot: QtBot, start: Callable[[], App], tmp_path: Path, empty: bool
) -> None:
    session = make_session(tmp_path)
    make_family(session)
    made = backups.make(session, tmp_path / "kopie" / "elders.wdb")
    old = session.store.identity.device
    session.close()
    if empty:
        shutil.rmtree(session.folder)
    app = start()
    page = app.page
    button = page.words.restore if isinstance(page, FirstView) else unlock_page(app).restore
    assert isinstance(page, FirstView) is empty
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    restore = app.page
    assert isinstance(restore, RestoreView)
    qtbot.waitUntil(restore.isVisible)
    assert restore.choose.hasFocus()
    qtbot.keyClick(restore.secret.edit, Qt.Key.Key_Return)
    assert restore.secret.error.text() == "Kies eerst een reservekopie."
    restore.dialogs = FakeDialogs(path=made)
    qtbot.keyClick(restore.choose, Qt.Key.Key_Space)
    assert restore.file.text() == "elders.wdb"
    assert restore.secret.edit.hasFocus()
    qtbot.keyClicks(restore.secret.edit, "niet deze")
    qtbot.keyClick(restore.secret.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "past niet" in restore.secret.error.text(), timeout=PATIENCE)
    qtbot.keyClicks(restore.secret.edit, WORDS)
    qtbot.keyClick(restore.secret.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: app.workplace is not None, timeout=PATIENCE)
    assert app.workplace is not None
    opened = app.workplace.session
    assert opened.store.identity.device != old
    assert [home.name for home in queries.find(opened.store, Household)] == ["El Amrani-Vermeer"]


def test_another_language_makes_the_window_anew_on_the_same_screen(
    qtbot: QtBot, start: Callable[[], App], tmp_path: Path
) -> None:
    make_session(tmp_path).close()
    app = start()
    unlock = unlock_page(app)
    qtbot.keyClicks(unlock.secret.edit, WORDS)
    qtbot.keyClick(unlock.secret.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: app.workplace is not None, timeout=PATIENCE)
    first = app.workplace
    assert first is not None
    first.desk.open("settings", section="about")
    look().change(language="pseudo")
    qtbot.waitUntil(lambda: app.workplace is not first, timeout=PATIENCE)
    assert app.workplace is not None
    assert app.workplace.window.rail.items["settings"].text().startswith("[")
    assert app.workplace.desk.trail.here is not None
    assert app.workplace.desk.trail.here.screen == "settings"


def test_a_second_start_rings_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    rung: list[bool] = []
    single = SingleWindow(tmp_path, lambda: rung.append(True))
    assert ring_first(tmp_path)
    qtbot.waitUntil(lambda: bool(rung))
    single.close()

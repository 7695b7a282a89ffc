"""The real window: keys, cover, lock, undo, the way back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.builders import make_family, make_session, reopen
from wijkdesk.app import build_window
from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.discreet import discreet, set_discreet
from wijkdesk.core.errors import EnvironmentFault
from wijkdesk.models.dossier import Household
from wijkdesk.services import profiles, reading
from wijkdesk.services.session import Session
from wijkdesk.storage import queries
from wijkdesk.ui.kit.actions import ActionSpec
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.look import look
from wijkdesk.ui.kit.screen import SLIM, Screen, ScreenContext, ScreenSpec
from wijkdesk.ui.shell.workplace import Workplace

NOW_MS = 1_795_093_200_000
PIN = "4826"
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Plain(Screen):
    """Two fields; remembers what it was told."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self.first, self.second = QLineEdit(), QLineEdit()
        self.body.addWidget(self.first)
        self.body.addWidget(self.second)
        self.params: dict[str, object] = {}
        self.seen: list[ChangeSet] = []
        self.kept = 0

    def activate(self, **params: object) -> None:
        super().activate(**params)
        self.params = params

    def refresh(self, changes: ChangeSet) -> None:
        self.seen.append(changes)

    def keep_drafts(self) -> None:
        self.kept += 1


class Slim(Plain):
    """Draws its own header and has a key that the window has too."""

    chrome = SLIM

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self.pressed = 0
        self.add_action(ActionSpec("slim.f6", "Eigen deel", shortcut="F6"), self.press)

    def press(self) -> None:
        self.pressed += 1


SPECS = (
    ScreenSpec("one", "Een", Icon.SUN, "work", 1, "Ctrl+1", Plain),
    ScreenSpec("two", "Twee", Icon.HEART, "work", 2, "Ctrl+2", Slim),
    ScreenSpec("three", "Drie", Icon.SETTINGS, "foot", 1, "", Plain),
)


class FakeTriggers(QObject):
    sleeping = Signal()
    locked = Signal()
    available = True


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = make_session(tmp_path, clock=FakeClock(NOW_MS))
    look().open(None)
    yield made
    set_discreet(False)
    look().open(None)
    made.close()


@pytest.fixture
def work(qtbot: QtBot, session: Session) -> Iterator[Callable[..., Workplace]]:
    made: list[Workplace] = []

    def opener(**more: object) -> Workplace:
        workplace = build_window(session, screens=SPECS, **more)  # type: ignore[arg-type]
        made.append(workplace)
        workplace.window.resize(1366, 768)
        workplace.window.show()
        qtbot.waitExposed(workplace.window)
        qtbot.waitUntil(lambda: not workplace.runner.busy)
        return workplace

    yield opener
    for workplace in made:
        workplace.window.close()
        workplace.window.deleteLater()


def screen(workplace: Workplace) -> Plain:
    found = workplace.desk.screen
    assert isinstance(found, Plain)
    return found


def press(qtbot: QtBot, workplace: Workplace, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(workplace.window.focusWidget() or workplace.window, key, modifier)


def test_keys_lead_to_places_and_back_to_the_same_caret(qtbot: QtBot, work: Callable[..., Workplace]) -> None:
    place = work()
    assert place.window.rail.items["one"].isChecked()
    screen(place).second.setText("abcdef")
    screen(place).second.setFocus()
    screen(place).second.setCursorPosition(3)
    press(qtbot, place, Qt.Key.Key_2, CTRL)
    assert isinstance(place.desk.screen, Slim)
    assert place.window.rail.slim
    assert not place.window.top.isVisible()
    press(qtbot, place, Qt.Key.Key_Left, ALT)
    assert not isinstance(place.desk.screen, Slim)
    assert screen(place).second.hasFocus()
    assert screen(place).second.cursorPosition() == 3
    press(qtbot, place, Qt.Key.Key_Right, ALT)
    assert isinstance(place.desk.screen, Slim)


def test_a_screens_own_key_goes_before_the_windows(qtbot: QtBot, work: Callable[..., Workplace]) -> None:
    place = work(screen="two")
    press(qtbot, place, Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier)
    assert isinstance(place.desk.screen, Slim)
    assert place.desk.screen.pressed == 1
    place.desk.open("one")
    before = place.window.focusWidget()
    press(qtbot, place, Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier)
    assert place.window.focusWidget() is not before


def test_changes_reach_hidden_screens_when_they_come_back(work: Callable[..., Workplace]) -> None:
    place = work()
    first = screen(place)
    place.desk.open("two")
    place.desk.changed(ChangeSet())
    assert first.seen == []
    place.desk.back()
    assert len(first.seen) == 1


def test_ctrl_z_takes_back_the_last_step_unless_the_field_has_its_own(
    qtbot: QtBot, session: Session, work: Callable[..., Workplace]
) -> None:
    home = make_family(session)
    with session.store.unit(undo="Naam wijzigen") as unit:
        unit.change(home, name="Anders")
    place = work()
    field = screen(place).first
    field.setFocus()
    qtbot.keyClicks(field, "abc")
    press(qtbot, place, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not place.runner.busy)
    assert field.text() == ""
    assert queries.get(session.store, Household, home.id) == home.with_(name="Anders")
    press(qtbot, place, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(place.window.toast.isVisible)
    assert place.window.toast.words.text() == "Ongedaan gemaakt: Naam wijzigen"
    assert queries.get(session.store, Household, home.id) == home
    press(qtbot, place, Qt.Key.Key_Z, CTRL | SHIFT)
    assert field.text() == "abc"
    press(qtbot, place, Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: queries.get(session.store, Household, home.id) != home)


def test_ctrl_z_takes_back_the_look_in_its_turn(
    qtbot: QtBot, session: Session, work: Callable[..., Workplace]
) -> None:
    home = make_family(session)
    place = work()

    def quiet() -> bool:
        return not place.runner.busy

    place.bigger()
    qtbot.waitUntil(quiet)
    with session.store.unit(undo="Naam wijzigen") as unit:
        unit.change(home, name="Anders")
    look().change(theme="dark")
    qtbot.waitUntil(quiet)
    for theme_now, text, name in (
        ("system", 125, "Anders"),
        ("system", 125, home.name),
        ("system", 100, home.name),
    ):
        place.undoer.undo()
        qtbot.waitUntil(quiet)
        now = queries.get(session.store, Household, home.id)
        assert now is not None
        assert (look().settings.theme, look().settings.text, now.name) == (theme_now, text, name)
    assert place.window.toast.words.text() == "Ongedaan gemaakt: Weergave wijzigen"
    for theme_now, text, name in (
        ("system", 125, home.name),
        ("system", 125, "Anders"),
        ("dark", 125, "Anders"),
    ):
        place.undoer.redo()
        qtbot.waitUntil(quiet)
        now = queries.get(session.store, Household, home.id)
        assert now is not None
        assert (look().settings.theme, look().settings.text, now.name) == (theme_now, text, name)


def test_trouble_is_told_above_the_page_until_it_is_read(
    qtbot: QtBot, work: Callable[..., Workplace]
) -> None:
    place = work()
    place.desk.trouble(EnvironmentFault("De schijf is vol.", kept="Alles is bewaard.", todo="Maak ruimte."))
    assert place.window.message.accessibleName() == "De schijf is vol. Alles is bewaard. Maak ruimte."
    qtbot.mouseClick(place.window.message.button, Qt.MouseButton.LeftButton)
    assert not place.window.message.isVisible()


def test_the_cover_hides_everything_and_the_pin_brings_it_back(
    qtbot: QtBot, session: Session, work: Callable[..., Workplace]
) -> None:
    profiles.set_pin(session, PIN)
    place = work()
    screen(place).second.setFocus()
    press(qtbot, place, Qt.Key.Key_L, CTRL)
    page = place.safety.page
    assert page.isVisible()
    assert not place.window.workspace.isVisible()
    assert screen(place).kept == 1
    assert page.pin.edit.hasFocus()
    press(qtbot, place, Qt.Key.Key_K, CTRL)
    assert not place.palette.isVisible()
    qtbot.keyClicks(page.pin.edit, PIN)
    qtbot.keyClick(page.pin.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(place.window.workspace.isVisible)
    assert screen(place).second.hasFocus()


def test_three_wrong_pins_lock(qtbot: QtBot, session: Session, work: Callable[..., Workplace]) -> None:
    profiles.set_pin(session, PIN)
    place = work()
    place.safety.cover()
    for number in range(3):
        qtbot.keyClicks(place.safety.page.pin.edit, "9999")
        qtbot.keyClick(place.safety.page.pin.edit, Qt.Key.Key_Return)
        if number < 2:
            qtbot.waitUntil(lambda: bool(place.safety.presenter.state.error))
            place.safety.presenter.begin(has_pin=True)
    qtbot.waitUntil(lambda: place.ended == "locked")
    assert look().settings.locked_why == "pins"


def test_a_lock_comes_back_to_the_same_screen_field_and_caret(
    qtbot: QtBot, session: Session, work: Callable[..., Workplace]
) -> None:
    home = make_family(session)
    place = work()
    place.desk.open("three", household=home.id)
    screen(place).second.setText("halve zin")
    screen(place).second.setFocus()
    screen(place).second.setCursorPosition(5)
    kept = screen(place)
    with qtbot.waitSignal(place.left) as left:
        place.actions.trigger("lock")
    assert left.args == ["locked"]
    assert kept.kept >= 1
    again = reopen(session)
    try:
        assert [entry.acts for entry in reading.entries(again, home.space)] == [{"read"}]
        place = build_window(again, screens=SPECS)
        place.window.show()
        found = screen(place)
        assert found.params == {"household": home.id}
        assert place.window.focusWidget() is found.second
        place.window.close()
        place.window.deleteLater()
    finally:
        again.close()


def test_closing_the_window_begins_at_the_first_screen_next_time(
    session: Session, work: Callable[..., Workplace]
) -> None:
    place = work()
    place.desk.open("three")
    place.window.close()
    assert place.ended == "closed"
    again = reopen(session)
    fresh = build_window(again, screens=SPECS)
    assert fresh.desk.trail.here is not None
    assert fresh.desk.trail.here.screen == "one"
    fresh.window.close()
    fresh.window.deleteLater()


def test_rest_warns_first_and_a_key_keeps_the_work(
    qtbot: QtBot, session: Session, work: Callable[..., Workplace], monkeypatch: pytest.MonkeyPatch
) -> None:
    profiles.set_pin(session, PIN)
    place = work()
    start = place.safety.now()
    monkeypatch.setattr(place.safety, "now", lambda: start + 250)
    place.safety.tick()
    assert place.safety.warning.isVisible()
    assert "sec" in place.window.foot.countdown.text()
    qtbot.mouseClick(place.safety.warning.button, Qt.MouseButton.LeftButton)
    assert not place.safety.warning.isVisible()
    monkeypatch.setattr(place.safety, "now", lambda: start + 250 + 301)
    place.safety.tick()
    assert place.safety.page.isVisible()


def test_the_system_can_lock(qtbot: QtBot, work: Callable[..., Workplace]) -> None:
    triggers = FakeTriggers()
    place = work(triggers=triggers)
    assert "sleep" in place.context.system
    with qtbot.waitSignal(place.left):
        triggers.sleeping.emit()
    assert look().settings.locked_why == "sleep"


def test_names_are_hidden_in_the_whole_window(qtbot: QtBot, work: Callable[..., Workplace]) -> None:
    place = work()
    before = len(screen(place).seen)
    press(qtbot, place, Qt.Key.Key_H, CTRL | SHIFT)
    assert discreet()
    assert place.window.top.hide_names.isChecked()
    assert screen(place).seen[before].touches("person")
    qtbot.mouseClick(place.window.top.hide_names, Qt.MouseButton.LeftButton)
    assert not discreet()


def test_the_palette_opens_on_a_key_and_gives_the_focus_back(
    qtbot: QtBot, work: Callable[..., Workplace]
) -> None:
    place = work()
    screen(place).second.setFocus()
    press(qtbot, place, Qt.Key.Key_K, CTRL)
    assert place.palette.isVisible()
    assert place.palette.field.hasFocus()
    qtbot.keyClicks(place.palette.field, "drie")
    qtbot.waitUntil(lambda: [i.title for i in place.palette.model.items][1:] == ["Ga naar Drie"])
    qtbot.keyClick(place.palette.field, Qt.Key.Key_Escape)
    assert screen(place).second.hasFocus()
    press(qtbot, place, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(place.palette.field, "drie")
    qtbot.keyClick(place.palette.field, Qt.Key.Key_Return)  # before the answer is there
    qtbot.waitUntil(lambda: place.desk.trail.here is not None and place.desk.trail.here.screen == "three")
    assert not place.palette.isVisible()


def test_a_narrow_window_folds_the_rail_behind_a_menu(qtbot: QtBot, work: Callable[..., Workplace]) -> None:
    place = work()
    place.window.resize(1100, 768)
    assert place.window.rail.slim
    place.window.resize(800, 768)
    assert not place.window.rail.isVisible()
    assert place.window.top.menu_button.isVisible()
    place.desk.open("two")
    assert place.window.foot.menu_button.isVisible()


def test_every_shortcut_of_the_window_is_used_once(work: Callable[..., Workplace]) -> None:
    place = work()
    keys = [spec.shortcut for spec in place.actions.specs.values() if spec.shortcut]
    assert len(keys) == len({QKeySequence(key).toString() for key in keys})

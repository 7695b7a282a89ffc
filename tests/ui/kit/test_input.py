"""Giving values: by key, by mouse, by words."""

import datetime as dt
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wijkdesk.core.errors import UserError
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.person import Person
from wijkdesk.ui.kit.choices import ChoiceField, DateField, NumberField
from wijkdesk.ui.kit.fields import LineField, TextField
from wijkdesk.ui.kit.forms import form_for
from wijkdesk.ui.kit.needs import NeedTile
from wijkdesk.ui.kit.row_lists import StepList
from wijkdesk.ui.kit.rows import StepItem
from wijkdesk.ui.kit.widgets import Button, FilterChip, FlowGrid, Option, ScoreSlider, SegmentedChoice

LEFT = Qt.MouseButton.LeftButton


def test_a_score_is_typed_cleared_and_dragged(qtbot: QtBot) -> None:
    slider = ScoreSlider("Wonen, Lina", 3)
    qtbot.addWidget(slider)
    told: list[object] = []
    slider.scored.connect(told.append)
    assert slider.accessibleDescription() == "nog niet gevraagd"
    for key in ("7", "t", "0"):
        qtbot.keyClicks(slider, key)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    qtbot.keyClick(slider, Qt.Key.Key_Delete)
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert told == [7, 10, 0, 1, None, 5]
    slider.resize(280, 32)
    qtbot.mousePress(slider, LEFT, pos=QPoint(12, 16))
    qtbot.mouseMove(slider, QPoint(236, 16))
    assert told[-1] == 5
    qtbot.mouseRelease(slider, LEFT, pos=QPoint(236, 16))
    assert told[-1] == slider.score()
    assert slider.score() in (0, 10)
    slider.set_score(Unknown.DONT_KNOW)
    assert slider.accessibleDescription() == "weet niet"


def test_a_click_on_the_words_of_not_knowing_gives_no_number(qtbot: QtBot) -> None:
    """The number would be one that nobody gave; the click opens the scale, the next one means it."""
    slider = ScoreSlider("Wonen, Lina", 3)
    qtbot.addWidget(slider)
    slider.resize(280, 32)
    told: list[object] = []
    slider.scored.connect(told.append)
    qtbot.mouseClick(slider, LEFT, pos=QPoint(60, 16))
    assert (told, slider.score()) == ([], None)
    qtbot.mouseClick(slider, LEFT, pos=QPoint(60, 16))
    assert told == [2]


def test_choices_tell_their_own_value(qtbot: QtBot) -> None:
    seg = SegmentedChoice("Verteld?", [Option(True, "Ja"), Option(Unknown.DONT_KNOW, "Weet niet")])
    tile, chip = NeedTile("Wonen"), FilterChip("Team", 47)
    told: list[object] = []
    for widget in (seg, tile, chip):
        qtbot.addWidget(widget)
    seg.chosen.connect(told.append)
    tile.stated.connect(told.append)
    assert seg.value() is None
    seg.group.buttons()[1].click()
    tile.menu().actions()[0].trigger()
    tile.menu().actions()[0].trigger()
    assert told == [Unknown.DONT_KNOW, "now"]
    assert tile.accessibleName() == "Wonen: Nu nodig"
    assert chip.accessibleName() == "Team 47"


def test_steps_tick_with_space_and_open_with_enter(qtbot: QtBot) -> None:
    steps = StepList("Stappen", [StepItem("a", "Bellen"), StepItem("b", "Halen")])
    qtbot.addWidget(steps)
    told: list[object] = []
    steps.opened.connect(told.append)
    with qtbot.waitSignal(steps.ticked) as ticked:
        qtbot.keyClick(steps, Qt.Key.Key_Space)
    assert ticked.args == ["a", True]
    qtbot.keyClick(steps, Qt.Key.Key_Down)
    qtbot.keyClick(steps, Qt.Key.Key_Return)
    assert told == ["b"]
    steps.set_items([StepItem("b", "Halen"), StepItem("c", "Meer")])
    qtbot.keyClick(steps, Qt.Key.Key_Return)
    assert told == ["b", "b"]


def test_fields_keep_unknown_apart_from_empty(qtbot: QtBot) -> None:
    field = LineField("Schuilnaam", unknowns=True)
    qtbot.addWidget(field)
    told: list[object] = []
    field.edited.connect(told.append)
    assert field.menu_button is not None
    field.menu_button.menu_.actions()[2].trigger()
    assert field.edit.placeholderText() == "wil niet zeggen"
    qtbot.keyClicks(field.edit, "Kees")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    field.menu_button.menu_.actions()[-1].trigger()
    assert told == [Unknown.WONT_SAY, "Kees", None]
    assert field.input.accessibleName() == "Schuilnaam"


def test_a_date_shows_what_was_understood(qtbot: QtBot) -> None:
    field = DateField("Wanneer", today=dt.date(2026, 11, 19))
    qtbot.addWidget(field)
    told: list[object] = []
    field.edited.connect(told.append)
    qtbot.keyClicks(field.edit, "12 nov")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.edit.text().replace("\u00a0", " ") == "12 november 2026"
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    field.edit.setText("foei")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert told == ["2026-11-12"]
    assert "Dit is geen datum" in field.error.text()
    assert field.edit.property("error") is True


def test_choice_and_number_fields_give_typed_values(qtbot: QtBot) -> None:
    choice = ChoiceField("Waar?", [Option("home", "Thuis")], unknowns=True)
    number = NumberField("Kinderen", 0, 20)
    for field in (choice, number):
        qtbot.addWidget(field)
    choice.set_value(Unknown.DONT_KNOW)
    assert choice.value() is Unknown.DONT_KNOW
    choice.set_value("later-version")
    assert choice.value() == "later-version"
    number.edit.setText("21")
    qtbot.keyClick(number.edit, Qt.Key.Key_Return)
    assert number.value() is None
    assert "van 0 tot en met 20" in number.error.text()


def test_tab_leaves_a_text_and_its_value_is_told(qtbot: QtBot, qapp: QApplication) -> None:
    holder = QWidget()
    box = QVBoxLayout(holder)
    text, line = TextField("Eigen woorden"), LineField("Naam")
    box.addWidget(text)
    box.addWidget(line)
    qtbot.addWidget(holder)
    told: list[object] = []
    text.edited.connect(told.append)
    with qtbot.waitExposed(holder):
        holder.show()
    holder.activateWindow()
    text.setFocus()
    qtbot.keyClicks(text.edit, "Hoi")
    text.edit.append("سلام")
    qtbot.keyClick(text.edit, Qt.Key.Key_Tab)
    assert qapp.focusWidget() is line.edit
    assert told == ["Hoi\nسلام"]
    last = text.edit.document().lastBlock()
    assert last.textDirection() == Qt.LayoutDirection.RightToLeft


def test_a_form_from_a_declaration_checks_and_tells(qtbot: QtBot) -> None:
    form = form_for(Person)
    qtbot.addWidget(form)
    name = next(n for n, field in form.fields.items() if isinstance(field, LineField))
    field = form.fields[name]
    assert isinstance(field, LineField)
    told: list[tuple[str, object]] = []
    pairs = _Pairs(told)
    form.edited.connect(pairs.take)
    field.edit.setText("Samira")
    field.tell()
    assert told == [(name, "Samira")]
    assert form.values()[name] == "Samira"
    assert form.show_error(UserError("Dit past niet.", field=name))
    assert field.error.text() == "Dit past niet."
    assert form.check()
    assert field.error.text() == ""
    assert not form.show_error(UserError("Elders.", field="nergens"))


class _Pairs:
    def __init__(self, told: list[tuple[str, object]]) -> None:
        self.told = told

    def take(self, name: str, value: object) -> None:
        self.told.append((name, value))


def test_columns_fall_under_each_other_when_it_is_narrow(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    grid = FlowGrid(360, (698, 396))
    holder.setLayout(grid)
    for _number in range(2):
        grid.addWidget(QWidget())
    assert grid.columns(1110) == [698, 396]
    assert grid.columns(700) == [700]
    free = FlowGrid(200, gap=16)
    assert free.columns(500) == [500]


def test_enter_presses_what_has_the_focus_once(qtbot: QtBot) -> None:
    button, chip = Button("Bewaar"), FilterChip("Team")
    seg = SegmentedChoice("Wat?", [Option(1, "Stap"), Option(2, "Belofte")], 1)
    told: list[object] = []
    for widget in (button, chip, seg):
        qtbot.addWidget(widget)
    button.clicked.connect(partial(told.append, "bewaar"))
    chip.toggled.connect(told.append)
    seg.chosen.connect(told.append)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told == ["bewaar", "bewaar"]
    qtbot.keyClick(chip, Qt.Key.Key_Return)
    qtbot.keyClick(seg.group.buttons()[1], Qt.Key.Key_Return)
    assert told[2:] == [True, 2]


def test_a_default_button_of_a_dialog_is_pressed_once_by_enter(qtbot: QtBot) -> None:
    dialog = QDialog()
    told: list[object] = []
    box, button = QVBoxLayout(dialog), Button("Bewaar")
    box.addWidget(button)
    qtbot.addWidget(dialog)
    button.setDefault(True)
    button.clicked.connect(partial(told.append, "bewaar"))
    dialog.show()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert len(told) == 1


def test_a_tile_shows_its_states_with_their_keys_and_does_not_wait(qtbot: QtBot) -> None:
    tile = NeedTile("Wonen")
    qtbot.addWidget(tile)
    tile.show()
    for press in (partial(qtbot.mouseClick, tile, LEFT), partial(qtbot.keyClick, tile, Qt.Key.Key_Return)):
        press()
        assert tile.menu().isVisible()
        tile.menu().close()
    words = [action.text().split("\t") for action in tile.menu().actions()]
    assert words == [["Nu nodig", "1"], ["Binnenkort", "2"], ["In orde", "3"], ["Niet gevraagd", "4"]]

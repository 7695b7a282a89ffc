"""The visit by keyboard alone, through the real widgets and a real store (scenario F2, its part)."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import person_called
from tests.fakes import FakeDialogs, NowJobs
from tests.ui.visit.conftest import Window
from wijkdesk.core.discreet import set_discreet
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.dossier import Household
from wijkdesk.models.life_domain import DEFAULT_DOMAINS
from wijkdesk.models.visit import ContactMoment, StatementKind
from wijkdesk.services import overview, statements, visits
from wijkdesk.services.session import Session
from wijkdesk.services.visits import Visit
from wijkdesk.ui.kit.actions import ActionRegistry
from wijkdesk.ui.kit.screen import ScreenContext
from wijkdesk.ui.kit.theme import Theme
from wijkdesk.ui.visit import shaping
from wijkdesk.ui.visit.parts.domain_row import score_spots
from wijkdesk.ui.visit.parts.paragraph_menu import ParagraphMenu
from wijkdesk.ui.visit.screen import VisitScreen

HOUSING = DEFAULT_DOMAINS[1].id
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Desk:
    """The screen in a shown window, driven by keys."""

    def __init__(
        self, qtbot: QtBot, session: Session, moment: ContactMoment, width: int = 1286, height: int = 736
    ) -> None:
        self.qtbot, self.session, self.moment = qtbot, session, moment
        self.shell = Window()
        self.dialogs = FakeDialogs(text="brief ontruiming")
        context = ScreenContext(session, NowJobs(), self.shell, ActionRegistry(), self.dialogs)
        self.screen = VisitScreen(context)
        self.shell.listeners.append(self.screen)
        self.screen.resize(width, height)
        self.screen.show()
        self.screen.activateWindow()
        qtbot.waitUntil(self.screen.isActiveWindow)
        self.screen.activate(contact_moment=moment.id)
        QApplication.sendPostedEvents()

    @property
    def focus(self) -> QWidget:
        found = self.screen.focusWidget()
        assert found is not None
        return found

    def settle(self) -> None:
        """Let the window do what waits; an event loop, as Qt's own wait stops the threads behind it."""
        self.qtbot.wait(10)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus, text)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus, key, modifiers)

    def load(self) -> Visit:
        return visits.load(self.session, self.moment.id)

    def notes(self) -> list[tuple[str | None, str | None]]:
        return [
            (note.kind.value if note.kind else None, note.text)
            for note in statements.of_moment(self.session, self.moment.id)
        ]


@pytest.fixture
def desk(qtbot: QtBot, session: Session, moment: ContactMoment) -> Iterator[Desk]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    Theme("light").apply(app)
    made = Desk(qtbot, session, moment)
    qtbot.addWidget(made.screen)
    yield made
    made.screen.discard()
    Theme("light").apply(app)


def test_it_opens_with_the_cursor_in_the_note(desk: Desk) -> None:
    assert desk.focus is desk.screen.view.note.editor
    assert desk.focus.accessibleName() == "Notitie van het bezoek"


def test_f2_a_note_with_kinds_people_and_domains_typed_in_one_go(desk: Desk, family: Household) -> None:
    desk.type("w Koelkast: melk, brood, drie eieren.")
    desk.press(Qt.Key.Key_Return)
    desk.type("g @sam")
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Up)
    desk.press(Qt.Key.Key_Return)
    desk.type("zegt: de deurwaarder komt. #won")
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_QuoteDbl, ALT)
    desk.press(Qt.Key.Key_Return)
    desk.type("Samen rustig slapen")
    desk.press(Qt.Key.Key_3, ALT)
    desk.press(Qt.Key.Key_H, ALT)
    desk.press(Qt.Key.Key_S, CTRL)
    assert desk.notes() == [
        ("observation", "Koelkast: melk, brood, drie eieren."),
        ("reported", "@Samira zegt: de deurwaarder komt. #Wonen"),
        ("opinion", "Samen rustig slapen"),
    ]
    seen, said, hope = desk.load().notes
    samira = person_called(desk.session, family, "Samira").id
    assert (seen.said_by, said.said_by, hope.said_by) == (desk.session.me.id, samira, None)
    assert (said.quote, said.about, said.domains) == (True, {samira.hex()}, {HOUSING.hex()})
    assert hope.hope


def test_a_name_typed_in_full_is_finished_by_enter(desk: Desk) -> None:
    """docs/first-use.md 74: the list closed, and Enter cut the sentence in two."""
    desk.type("g @Samira")
    desk.press(Qt.Key.Key_Return)
    desk.type("zegt: de huur is te hoog. #Wonen")
    desk.press(Qt.Key.Key_Return)
    assert len(desk.screen.view.note.editor.toPlainText().split("\n")) == 1
    desk.press(Qt.Key.Key_Return)
    desk.type("Nieuwe alinea")
    desk.press(Qt.Key.Key_S, CTRL)
    assert [text for _kind, text in desk.notes()] == [
        "@Samira zegt: de huur is te hoog. #Wonen",
        "Nieuwe alinea",
    ]


def test_the_hint_names_every_mark(desk: Desk) -> None:
    for width in (1366, 1920):
        desk.screen.resize(width, 700)
        desk.settle()
        assert "@ wie" in desk.screen.view.note.hint.text()
        assert "# waarover" in desk.screen.view.note.hint.text()


def test_enter_splits_backspace_joins_and_the_note_undoes_its_own(desk: Desk) -> None:
    editor = desk.screen.view.note.editor
    desk.type("Een twee")
    desk.press(Qt.Key.Key_S, CTRL)
    first = desk.load().notes[0].id
    for _number in range(4):
        desk.press(Qt.Key.Key_Left)
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_S, CTRL)
    assert [text for _kind, text in desk.notes()] == ["Een", "twee"]
    second = desk.load().notes[1].id
    desk.press(Qt.Key.Key_Backspace)
    desk.press(Qt.Key.Key_S, CTRL)
    assert [(note.id, note.text) for note in desk.load().notes] == [(first, "Een twee")]
    editor.undo()
    desk.press(Qt.Key.Key_S, CTRL)
    assert [(note.id, note.text) for note in desk.load().notes] == [(first, "Een"), (second, "twee")]


def test_leaving_a_paragraph_writes_it(desk: Desk) -> None:
    desk.type("Eerste")
    desk.press(Qt.Key.Key_Return)
    assert [text for _kind, text in desk.notes()] == ["Eerste"]
    desk.type("Tweede")
    desk.screen.new_step()
    assert [text for _kind, text in desk.notes()] == ["Eerste", "Tweede"]


def test_scores_and_words_by_keys(desk: Desk, family: Household) -> None:
    desk.screen.view.matrix.take_focus()
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert desk.focus.accessibleName() == "Wonen, Samira"
    desk.press(Qt.Key.Key_2)
    desk.press(Qt.Key.Key_Tab)
    assert desk.focus.accessibleName() == "Wonen, eigen woorden van Samira"
    desk.type("Ik slaap niet.")
    desk.press(Qt.Key.Key_Tab)
    assert desk.focus.accessibleName() == "Wonen, Jeroen"
    desk.press(Qt.Key.Key_T)
    loaded = desk.load()
    samira, jeroen = (person_called(desk.session, family, name).id for name in ("Samira", "Jeroen"))
    assert (loaded.views[samira, HOUSING].score, loaded.views[jeroen, HOUSING].score) == (2, 10)
    assert loaded.words[samira, HOUSING].text == "Ik slaap niet."
    opened = desk.screen.view.matrix.open
    assert opened is not None
    assert opened.gap.text() == "Verschil van 8: praat hierover"
    assert opened.words[samira].text() == "«Ik slaap niet.»"
    desk.press(Qt.Key.Key_Escape)
    assert desk.screen.view.matrix.open is None
    assert desk.focus.accessibleName().startswith("Wonen, Samira 2 van 10, Jeroen 10 van 10")


def test_strong_and_worry_take_more_than_one(desk: Desk) -> None:
    matrix = desk.screen.view.matrix
    matrix.open_domain(HOUSING)
    assert matrix.open is not None
    blank = next(edit for (effect, row), edit in matrix.open.factors.items() if row is None)
    blank.setFocus()
    desk.type("Opa past op")
    desk.press(Qt.Key.Key_Return)
    desk.type("Oma ook")
    desk.press(Qt.Key.Key_Return)
    assert sorted(one.text or "" for one in desk.load().factors) == ["Oma ook", "Opa past op"]


def test_basics_by_number_keys(desk: Desk) -> None:
    tiles = list(desk.screen.view.basics.tiles.values())
    tiles[0].setFocus()
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_Plus)
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_3)
    assert tiles[0].text() == "Wonen: Nu nodig: brief ontruiming"
    assert tiles[1].text() == "Geld: In orde"


def test_steps_promises_and_the_warning_by_keys(desk: Desk) -> None:
    desk.screen.view.basics.tiles[next(iter(desk.screen.view.basics.tiles))].setFocus()
    desk.press(Qt.Key.Key_1)
    desk.screen.new_step()
    desk.type("Voedselpakket halen @sam")
    desk.press(Qt.Key.Key_Return)
    desk.type("morgen")
    assert desk.screen.view.agreed.read.text() == "Samira · morgen"
    desk.press(Qt.Key.Key_Return)
    assert desk.load().steps[0].text == "Voedselpakket halen"
    desk.type("Vaste bedtijd #thuis")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    assert desk.focus.accessibleName() == "Waarom nu toch deze stap?"
    desk.type("dit wil Samira zelf")
    desk.press(Qt.Key.Key_Return)
    assert len(desk.load().steps) == 2
    desk.screen.new_promise()
    desk.type("Verhuurder bellen @jer")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    assert desk.load().promises[0].text == "Verhuurder bellen"
    desk.screen.view.agreed.steps.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Delete)
    assert len(desk.load().steps) == 1


def test_a_choice_of_agreement_leads_into_the_line_and_so_does_a_letter(desk: Desk) -> None:
    agreed = desk.screen.view.agreed
    step, promise, appointment = agreed.mode.group.buttons()
    QTest.mouseClick(promise, Qt.MouseButton.LeftButton)
    assert desk.focus is agreed.entry
    for key, button in ((Qt.Key.Key_Space, appointment), (Qt.Key.Key_Return, step)):
        button.setFocus()
        desk.press(key)
        assert (desk.focus, button.isChecked()) == (agreed.entry, True)
    promise.setFocus()
    desk.type("Bellen")
    assert (desk.focus, agreed.entry.text()) == (agreed.entry, "Bellen")


def test_a_person_keeps_one_colour_whoever_is_present_and_on_the_overview(
    desk: Desk, family: Household
) -> None:
    before = {one.person: one.hue for one in shaping.columns(desk.load())}
    lina = person_called(desk.session, family, "Lina")
    visits.set_present(desk.session, desk.load().moment, [lina.id])
    after = shaping.columns(desk.load())
    assert after[0].person == lina.id
    assert {one.person: one.hue for one in after} == before
    seen = overview.overview(desk.session, family.id)
    assert seen is not None
    order = [one.person.id for one in seen.members]
    assert [before[who] for who in order] == [1, 2, 3, 4, 5]


def test_alt_h_marks_a_hope_on_a_line_without_a_kind(desk: Desk) -> None:
    note = desk.screen.view.note
    note.editor.setFocus()
    desk.type("Rust over geld")
    desk.press(Qt.Key.Key_H, ALT)
    assert note.editor.current()[1].hope
    assert "Alt H" in note.hint.text()
    desk.screen.save()
    said = statements.of_moment(desk.session, desk.moment.id)
    assert [(one.text, one.hope, one.kind) for one in said] == [("Rust over geld", True, None)]


def test_a_missing_young_child_is_looked_at(desk: Desk) -> None:
    silent = desk.screen.view.voices.silent[0]
    assert silent.button.accessibleName() == "Kijk mee: Sami"
    silent.button.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.type("speelt onder de tafel")
    desk.press(Qt.Key.Key_S, CTRL)
    note = desk.load().notes[0]
    assert (note.kind, note.text) == (StatementKind.OBSERVATION, "@Sami speelt onder de tafel")
    assert "Sami" not in [one.column.name for one in desk.screen.view.state.missing]


def test_folding_keeps_the_cursor_where_it_is(desk: Desk) -> None:
    desk.type("Een zin")
    desk.screen.presenter.fold()
    desk.settle()
    view = desk.screen.view
    assert desk.focus is view.note.editor
    assert (view.matrix.isVisible(), view.note.width() > 700) == (False, True)
    desk.type(" verder")
    desk.screen.presenter.fold()
    assert view.matrix.isVisible()
    assert view.note.editor.toPlainText() == "Een zin verder"


def test_rounding_off_leads_to_the_papers(desk: Desk) -> None:
    desk.screen.view.show_closing()
    assert desk.focus.accessibleName() or desk.screen.view.closing.family.hasFocus()
    desk.press(Qt.Key.Key_Space)
    assert desk.shell.opened[-1][1]["paper"] == "family"
    desk.press(Qt.Key.Key_Escape)
    assert desk.focus is desk.screen.view.note.editor


def test_a_menu_asks_who_said_it(desk: Desk) -> None:
    desk.type("m School doet te weinig.")
    desk.press(Qt.Key.Key_0, ALT)
    menu = next(one for one in desk.screen.view.note.findChildren(QMenu) if one.isVisible())
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert desk.load().notes[0].said_by is not None


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_wider_than_the_window(desk: Desk, scale: float) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    Theme("light", scale).apply(app)
    desk.screen.resize(1366, 700)
    desk.screen.presenter.open_domain(HOUSING)
    desk.settle()
    area = desk.screen.view.area
    assert area.horizontalScrollBar().maximum() == 0
    assert area.widget() is not None
    assert area.widget().width() <= area.viewport().width()  # type: ignore[union-attr]


def test_controls_are_named_and_large_enough(desk: Desk) -> None:
    desk.screen.presenter.open_domain(HOUSING)
    desk.settle()
    nameless, small = [], []
    for widget in desk.screen.findChildren(QWidget):
        tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if not tab or not widget.isVisible() or isinstance(widget, QLabel):
            continue
        text = widget.accessibleName() or getattr(widget, "text", str)()
        if not text:
            nameless.append(type(widget).__name__)
        if min(widget.width(), widget.height()) < 24 and not isinstance(widget, QToolButton):
            small.append(f"{type(widget).__name__} {widget.size()}")
    assert (nameless, small) == ([], [])


def test_a_click_in_the_margin_gives_a_kind(desk: Desk) -> None:
    desk.type("De brief ligt op tafel.")
    margin = desk.screen.view.note.editor.margin
    QTest.mouseClick(margin, Qt.MouseButton.LeftButton, pos=QPoint(10, 12))
    menu = next(one for one in margin.findChildren(QMenu) if one.isVisible())
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert desk.notes() == [("observation", "De brief ligt op tafel.")]


def test_what_else_is_known_of_a_paragraph_by_keys(desk: Desk) -> None:
    desk.dialogs.text = "juf Lotte"
    desk.type("g Lina speelt vaak alleen.")
    desk.press(Qt.Key.Key_8, ALT)
    desk.press(Qt.Key.Key_7, ALT)
    desk.press(Qt.Key.Key_S, CTRL)
    note = desk.load().notes[0]
    assert (note.heard_from, note.discussed, note.language) == ("juf Lotte", True, None)
    desk.press(Qt.Key.Key_7, ALT)
    assert desk.load().notes[0].discussed is False
    desk.press(Qt.Key.Key_7, ALT)
    assert desk.load().notes[0].discussed is Unknown.NOT_ASKED


def test_the_script_tells_the_language_and_the_menu_changes_it(desk: Desk) -> None:
    editor = desk.screen.view.note.editor
    editor.insertPlainText("أريد أن أرتاح")
    desk.press(Qt.Key.Key_S, CTRL)
    assert desk.load().notes[0].language == "ar"
    QApplication.sendEvent(
        editor, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    )
    menu = next(one for one in desk.screen.view.note.findChildren(ParagraphMenu) if one.isVisible())
    next(one for one in menu.languages.actions() if one.data() == "fa").trigger()
    menu.hide()
    assert desk.load().notes[0].language == "fa"
    editor.insertPlainText(" من")
    desk.press(Qt.Key.Key_S, CTRL)
    assert desk.load().notes[0].language == "fa"  # chosen: the script does not take it back


def test_hidden_names_are_barred_in_the_note(desk: Desk) -> None:
    desk.type("w @Samira bakt brood met Lina.")
    editor = desk.screen.view.note.editor

    def barred() -> str:
        formats = editor.document().firstBlock().layout().formats()
        bars = [one for one in formats if one.format.background().style() != Qt.BrushStyle.NoBrush]
        return "".join(editor.toPlainText()[one.start : one.start + one.length] for one in bars)

    assert barred() == ""
    set_discreet(True)
    desk.screen.presenter.show()
    assert barred() == "amira"
    assert editor.toPlainText() == "@Samira bakt brood met Lina."
    set_discreet(False)
    desk.screen.presenter.show()
    assert barred() == ""


def test_everyone_who_fits_is_shown_beside_each_other(desk: Desk) -> None:
    """docs/first-use.md 49: two of five were a page away beside 230 empty pixels."""
    matrix = desk.screen.view.matrix
    assert [column.name for column in matrix.state.columns] == ["Samira", "Jeroen", "Yassin", "Lina", "Sami"]
    assert len({column.hue for column in matrix.state.columns}) == 5
    assert not matrix.later.isVisible()
    spots = score_spots(matrix.area.viewport().width(), 5)
    assert spots[-1].right() < matrix.who.mapTo(matrix, matrix.who.rect().topLeft()).x()
    desk.screen.resize(1100, 736)
    desk.settle()
    assert matrix.pages.text() in ("1-3 van 5", "1-4 van 5")
    matrix.later.setFocus()
    while matrix.later.isEnabled():
        desk.press(Qt.Key.Key_Space)
    assert matrix.earlier.hasFocus()


def test_a_need_stays_as_wide_whatever_the_answer(desk: Desk) -> None:
    """docs/first-use.md 190: the boxes moved under the mouse."""
    tiles = desk.screen.view.basics.tiles
    before = [tile.sizeHint() for tile in tiles.values()]
    for state in ("now", "soon", "fine"):
        for need in tiles:
            desk.screen.presenter.set_need(need, state)
        assert [tile.sizeHint() for tile in tiles.values()] == before


def test_larger_text_in_the_middle_of_a_visit_gives_the_note_the_whole_width(desk: Desk) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    view = desk.screen.view
    assert view.note.width() < 500
    Theme("light", 2.0).apply(app)
    desk.settle()
    assert view.narrow
    assert view.note.width() > view.page.width() * 0.9

"""The paper screen through real widgets: clicks, keys, names, and what is left on the screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from tests.a11y.audit import audit
from tests.fakes import FakeShell, NowJobs
from tests.services.papers_sample import Sample
from wijkdesk.core.discreet import set_discreet
from wijkdesk.reports.documents import page_count
from wijkdesk.ui.kit import printing, theme
from wijkdesk.ui.kit.actions import ActionRegistry
from wijkdesk.ui.kit.dialogs import QtDialogs
from wijkdesk.ui.kit.screen import ScreenContext
from wijkdesk.ui.papers.screen import SPEC, PapersScreen


class Answers(QtDialogs):
    """Says yes to everything and saves in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []

    def confirm(self, title, text, yes, then, *, danger=False):  # type: ignore[no-untyped-def]
        self.asked.append(title)
        then()

    def save_file(self, title, name, kinds, then):  # type: ignore[no-untyped-def]
        self.asked.append(name)
        then(self.folder / name)


@pytest.fixture
def screen(qtbot: QtBot, sample: Sample, tmp_path: Path) -> Iterator[PapersScreen]:
    theme.Theme("light").apply(theme.QApplication.instance())
    context = ScreenContext(sample.session, NowJobs(), FakeShell(), ActionRegistry(), Answers(tmp_path))
    made = SPEC.build(context)
    assert isinstance(made, PapersScreen)
    qtbot.addWidget(made)
    made.resize(1286, 712)
    made.show()
    made.activate(household=sample.household.id, contact_moment=sample.moment.id, paper="family")
    yield made
    made.deactivate()


def test_everything_by_name_and_key(qtbot: QtBot, screen: PapersScreen, tmp_path: Path) -> None:
    pages = screen.view.preview.pages
    assert pages.hasFocus()
    qtbot.waitUntil(lambda: audit(screen) == [])  # once the layouts have settled
    pages.setFocus()
    assert pages.accessibleName() == "Voorbeeld van het blad, 1 bladzijde"
    before = pages.factor
    qtbot.keyClick(pages, Qt.Key.Key_Minus)
    assert pages.factor < before
    qtbot.keyClick(pages, Qt.Key.Key_0)
    assert pages.sheet.spots()[0].height() < pages.height()  # a whole page in sight
    assert screen.view.preview.fitting.text() == "Zo breed als kan"
    qtbot.keyClick(pages, Qt.Key.Key_0)
    assert pages.factor == pytest.approx(before)
    assert screen.view.preview.fitting.text() == "Hele bladzijde"
    boxes = screen.view.panel.items.boxes
    boxes[-1].setFocus()
    qtbot.keyClick(boxes[-1], Qt.Key.Key_Space)
    assert "24 november" not in screen.presenter.state.words
    assert boxes[-1].hasFocus()
    qtbot.keyClick(
        screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert [file.name[:16] for file in tmp_path.glob("*.pdf")] == ["niet versleuteld"]


def test_language_and_paper_by_click(qtbot: QtBot, screen: PapersScreen) -> None:
    arabic = screen.view.panel.language.lines[1].button
    assert arabic.accessibleDescription() == "nog niet nagekeken"
    qtbot.mouseClick(arabic, Qt.MouseButton.LeftButton)
    assert screen.presenter.state.choices.language == "ar"
    assert screen.view.panel.language.warning.isVisible()
    screen.view.panel.paper.set_value("note")
    screen.view.panel.paper.chosen.emit("note")
    assert screen.view.header.title.text() == "Verslag"
    assert not screen.view.panel.language.isVisible()
    audience = screen.view.panel.audience
    audience.who.chosen.emit("outside")
    assert audience.help.isVisible()
    assert not audience.to.isVisible()  # there is no agreement yet
    assert not screen.view.header.print.isEnabled()
    audience.who.chosen.emit("own")
    assert screen.view.header.print.isEnabled()
    qtbot.mouseClick(screen.view.header.sign, Qt.MouseButton.LeftButton)
    assert screen.view.header.signed.text() == "Vastgesteld"
    assert not screen.view.header.sign.isVisible()


def test_show_turns_pages_and_leaves_with_the_cover(qtbot: QtBot, screen: PapersScreen) -> None:
    screen.presenter.choose("large", True)
    qtbot.keyClick(screen, Qt.Key.Key_F11)
    showing = screen.view.showing
    assert showing is not None
    assert showing.windowTitle() == "WijkDesk"
    assert (showing.telling, showing.keys) == (True, "Esc sluit · + groter")
    qtbot.waitUntil(lambda: not showing.telling, timeout=5000)
    pages = len(showing.pictures)
    assert pages > 1
    qtbot.keyClick(showing, Qt.Key.Key_Right)
    assert showing.accessibleName().startswith(f"2 van {pages}")
    qtbot.keyClick(showing, Qt.Key.Key_Plus)
    assert showing.accessibleName().startswith(f"3 van {2 * pages}")
    qtbot.keyClick(showing, Qt.Key.Key_Minus)
    assert showing.accessibleName().startswith(f"2 van {pages}")
    image = showing.grab().toImage()
    assert image.pixelColor(0, 0) == Qt.GlobalColor.white
    qtbot.keyClick(showing, Qt.Key.Key_Escape)
    assert screen.view.showing is None
    screen.codes()
    codes = screen.view.showing
    assert codes is not None
    codes.resize(1366, 768)
    spot = codes.spot()
    assert spot.width() % codes.pictures[0].image.width() == 0  # squares of whole pixels: readable
    screen.keep_drafts()
    assert screen.view.showing is None


def test_the_pages_themselves_take_the_keys_of_the_page(qtbot: QtBot, screen: PapersScreen) -> None:
    pages = screen.view.preview.pages
    pages.setFocus()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for key, modifiers in ((Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_C, both)):
        pages.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, key, modifiers))
        showing = screen.view.showing
        assert showing is not None
        assert showing.pictures[0].squares is (key == Qt.Key.Key_C)
        showing.leave()


def test_narrow_window_takes_turns_and_hidden_names_hide_all(qtbot: QtBot, screen: PapersScreen) -> None:
    screen.resize(640, 700)
    view = screen.view
    assert view.tabs.isVisible()
    assert (view.preview.isVisible(), view.panel.isVisible()) == (True, False)
    view.tabs.setCurrentIndex(1)
    assert (view.preview.isVisible(), view.panel.isVisible()) == (False, True)
    screen.resize(1286, 700)
    set_discreet(True)
    screen.relook()
    assert view.hidden.isVisible()
    assert not view.preview.isVisible()
    assert not view.header.save.isEnabled()
    qtbot.mouseClick(view.hidden.buttons[0], Qt.MouseButton.LeftButton)
    assert view.preview.isVisible()


def test_printed_pages_are_as_many_as_seen(qtbot: QtBot, screen: PapersScreen, tmp_path: Path) -> None:
    printer = printing.new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "druk.pdf"))
    screen.presenter.choose("large", True)
    seen = len(screen.presenter.state.pages)
    screen.view.use_printer(printer)
    assert page_count((tmp_path / "druk.pdf").read_bytes()) == seen
    assert printer.docName() == "WijkDesk"
    image = QImage.fromData(screen.presenter.state.pages[0])
    assert image.width() < image.height()

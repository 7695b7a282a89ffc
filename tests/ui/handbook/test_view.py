import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from wijkdesk.ui.handbook.presenter import HandbookPresenter, read_pages
from wijkdesk.ui.handbook.view import HandbookView


@pytest.fixture
def view(qtbot: QtBot) -> HandbookView:
    made = HandbookView(read_pages())
    presenter = HandbookPresenter(made.show_state)
    made.page.connect(presenter.open)
    made.asked.connect(presenter.search)
    made.setProperty("presenter", presenter)
    qtbot.addWidget(made)
    made.resize(1158, 680)
    presenter.open()
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_page_is_chosen_in_the_list(qtbot: QtBot, view: HandbookView) -> None:
    assert view.text.toPlainText().startswith("Beginnen")
    qtbot.mouseClick(view.list.items[4], Qt.MouseButton.LeftButton)
    assert view.text.toPlainText().startswith("Bezoek")
    assert view.list.items[4].isChecked()


def test_enter_opens_the_first_chapter_found(qtbot: QtBot, view: HandbookView) -> None:
    view.field.setFocus()
    qtbot.keyClicks(view.field, "drie versies kluis")
    assert view.count.text() == "1 gevonden"
    qtbot.keyClick(view.field, Qt.Key.Key_Return)
    assert view.text.textCursor().selectedText() == "De kluis is beschadigd"
    assert view.field.text() == ""


def test_nothing_found_says_so(qtbot: QtBot, view: HandbookView) -> None:
    qtbot.keyClicks(view.field, "kwantumfysica")
    assert view.count.text() == "Niets gevonden"

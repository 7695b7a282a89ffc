"""A worker types at once after unlocking, before the note was read: nothing lost, nothing on top (scenario F2)."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import FakeDialogs, NowJobs
from tests.ui.visit.conftest import Window
from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.dossier import Household
from wijkdesk.models.visit import ContactMoment
from wijkdesk.services import drafts, statements, visits
from wijkdesk.services.session import Session
from wijkdesk.services.statements import Paragraph
from wijkdesk.ui.kit.actions import ActionRegistry
from wijkdesk.ui.kit.screen import ScreenContext
from wijkdesk.ui.kit.theme import Theme
from wijkdesk.ui.visit.screen import VisitScreen


class SlowJobs(NowJobs):
    """Reads wait until they are let go."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def read(self, work: Callable[[], Any], **given: Any) -> None:
        self.waiting.append(lambda: NowJobs.read(self, work, **given))

    def let_go(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


@pytest.fixture
def jobs() -> SlowJobs:
    return SlowJobs()


@pytest.fixture
def screen(qtbot: QtBot, session: Session, jobs: SlowJobs) -> Iterator[VisitScreen]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    Theme("light").apply(app)
    made = VisitScreen(ScreenContext(session, jobs, Window(), ActionRegistry(), FakeDialogs()))
    qtbot.addWidget(made)
    made.resize(1286, 736)
    made.show()
    yield made
    made.discard()


def wrote(session: Session, moment: ContactMoment, *texts: str) -> list[Paragraph]:
    items = statements.ordered([Paragraph(new_id(), text) for text in texts])
    statements.write(session, moment, items)
    return items


def kept(session: Session, moment: ContactMoment, row: Id, text: str, caret: int) -> None:
    place = f"{visits.PLACE}/{moment.id.hex()}/note/V/"
    drafts.keep(session, moment.space, "statement", row, "text", text, caret=caret, place=place)


def read_back(session: Session, moment: ContactMoment) -> list[str | None]:
    return [one.text for one in statements.of_moment(session, moment.id)]


def test_early_keys_go_to_the_caret_of_the_draft(
    screen: VisitScreen, session: Session, moment: ContactMoment, jobs: SlowJobs
) -> None:
    wrote(session, moment, "Een.", "Twee.")
    kept(session, moment, new_id(), "Ze zegt  brief", 8)
    screen.activate(contact_moment=moment.id)
    editor = screen.view.note.editor
    QTest.keyClicks(editor, "de")
    assert editor.toPlainText() == ""
    jobs.let_go()
    assert editor.toPlainText() == "Een.\nTwee.\nZe zegt de brief"
    assert editor.place()[1] == 10
    screen.save()
    jobs.let_go()
    assert read_back(session, moment) == ["Een.", "Twee.", "Ze zegt de brief"]


def test_without_a_draft_early_keys_go_to_the_end(
    screen: VisitScreen, session: Session, moment: ContactMoment, jobs: SlowJobs
) -> None:
    wrote(session, moment, "Een.", "Twee.")
    screen.activate(contact_moment=moment.id)
    editor = screen.view.note.editor
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "w Drie")
    jobs.let_go()
    screen.save()
    jobs.let_go()
    assert read_back(session, moment) == ["Een.", "Twee.", "Drie"]
    assert statements.of_moment(session, moment.id)[2].kind is not None


def test_what_is_typed_while_another_visit_is_read_stays_out_of_the_first(
    screen: VisitScreen, session: Session, moment: ContactMoment, family: Household, jobs: SlowJobs
) -> None:
    wrote(session, moment, "Van toen.")
    screen.activate(contact_moment=moment.id)
    jobs.let_go()
    visits.finish(session, moment)
    other = visits.start(session, family.id)
    screen.activate(contact_moment=other.id)
    editor = screen.view.note.editor
    assert editor.toPlainText() == ""
    QTest.keyClicks(editor, "Van nu.")
    jobs.let_go()
    screen.save()
    jobs.let_go()
    assert (read_back(session, moment), read_back(session, other)) == (["Van toen."], ["Van nu."])


def test_the_way_back_leads_to_the_visit_that_was_begun_not_to_a_new_one(
    screen: VisitScreen, session: Session, family: Household, jobs: SlowJobs
) -> None:
    screen.activate(household=family.id)
    jobs.let_go()
    begun = screen.presenter.book.moment
    screen.presenter.finish()
    assert screen.way_back() == {"contact_moment": begun}

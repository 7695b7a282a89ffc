"""The tab Wie ziet wat: presenter without Qt, and the real view by keys; the flow itself is in tests/scenarios."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.builders import make_family, make_session, person_called
from tests.fakes import FakeShell, NowJobs
from tests.scenarios.two_laptops import World, third
from tests.services.test_assignments import QUESTION, SAID, agreed, moment_of, noted, picked
from wijkdesk.core.i18n import format_day
from wijkdesk.core.roles import Role
from wijkdesk.models.dossier import Household
from wijkdesk.models.visit import StatementKind
from wijkdesk.services import assignments, disclosures, dossiers, practice, standing_in, statements
from wijkdesk.services.assignments import NewAssignment
from wijkdesk.services.session import Session
from wijkdesk.services.statements import Paragraph
from wijkdesk.services.who_sees import Who
from wijkdesk.ui.dossier.access.matrix import sight_words
from wijkdesk.ui.dossier.access.presenter import AccessPresenter
from wijkdesk.ui.dossier.access.state import Filled, FormKind, Mode, State
from wijkdesk.ui.dossier.access.view import AccessView


class Stage:
    """A dossier with one assignment to an interpreter, whose source changed since."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.noor = world, world.noor
        self.family: Household = make_family(self.noor)
        self.selam: Session = third(world, folder, "Selam Haile", role=Role.INTERPRETER)
        (self.said,) = noted(self.noor, self.family, SAID)
        new = NewAssignment(
            QUESTION,
            self.selam.user,
            agreed(self.noor, self.family, "Samira"),
            picked(self.noor, self.family, self.said),
        )
        assignments.make(self.noor, self.family.space, new)
        fresh = Paragraph(
            self.said.id, "Moeder gaat nu wel.", kind=StatementKind.REPORTED, said_by=self.said.said_by
        )
        statements.write(self.noor, moment_of(self.noor, self.said), [fresh])
        self.shell, self.states = FakeShell(), [State()]
        self.presenter = AccessPresenter(self.noor, NowJobs(), self.shell, self.states.append)
        self.presenter.open(self.family.id)

    @property
    def state(self) -> State:
        return self.states[-1]

    def choose(self, name: str) -> None:
        self.presenter.choose(next(row.key for row in self.state.rows if row.name == name))


@pytest.fixture
def stage(world: World, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(world, tmp_path)
    yield made
    made.selam.close()


def test_what_changed_is_said_and_brought_up_to_date(stage: Stage) -> None:
    assert stage.state.stale == 1
    stage.choose("Selam Haile")
    _person, said = stage.state.detail.shared
    assert (said.words, said.changed) == (SAID, ("Tekst: nu «Moeder gaat nu wel.»",))
    stage.presenter.renew(said.key)
    assert stage.state.stale == 0
    assert [one.words for one in stage.state.detail.shared] == ["Samira", "Moeder gaat nu wel."]
    assert stage.shell.toasts == ["De kopie is vernieuwd."]


def test_notes_are_written_changed_and_thrown_away(stage: Stage) -> None:
    stage.choose("Selam Haile")
    stage.presenter.write_note(StatementKind.OPINION.value, " ")
    assert stage.state.error == ("text", "Schrijf eerst iets.")
    stage.presenter.write_note(StatementKind.OPINION.value, "Dank je.")
    (note,) = stage.state.detail.notes
    assert (note.text, note.kind, note.mine) == ("Dank je.", "Mening", True)
    stage.presenter.change_note(note.key, "Dank je wel.")
    assert [one.text for one in stage.state.detail.notes] == ["Dank je wel."]
    stage.presenter.remove_note(note.key)
    assert stage.state.detail.notes == ()


def test_more_is_shared_and_an_agreement_is_recorded(stage: Stage) -> None:
    stage.choose("Selam Haile")
    stage.presenter.begin(FormKind.MORE)
    form = stage.state.form
    assert form is not None
    lina = next(item for item in form.items if item.words == "Lina")
    assert "Samira" not in [item.words for item in form.items]  # she is shared already
    stage.presenter.finish(Filled(items=frozenset({lina.key})))
    assert [one.words for one in stage.state.detail.shared][-1] == "Lina"
    stage.presenter.begin(FormKind.OUTSIDE)
    filled = Filled(to="Karin Smit", purpose="Samen kijken", ground="statutory_task", until="2027-01-01")
    stage.presenter.weigh(filled)
    assert stage.state.need == "het gezin"
    stage.presenter.finish(filled)
    assert stage.state.error[0] == "given_by"
    samira = person_called(stage.noor, stage.family, "Samira").id.hex()
    stage.presenter.finish(Filled(to="Karin Smit", purpose="Samen kijken", given_by=frozenset({samira})))
    assert stage.state.mode is Mode.LOOK
    assert "Karin Smit" in [deal.recipient for deal in stage.state.deals]
    disclosures.check_anywhere(stage.noor, "Karin Smit")


def test_a_colleague_stands_in_and_stops(stage: Stage) -> None:
    presenter, space = stage.presenter, stage.family.space
    presenter.begin(FormKind.STAND_IN)
    form = stage.state.form
    assert form is not None
    assert [name for _user, name in form.to] == ["Abrehet Tesfay"]
    until = stage.noor.today() + dt.timedelta(days=14)
    assert form.until == until.isoformat()
    filled = Filled(until=form.until)
    presenter.weigh(filled)
    presenter.finish(filled)
    assert stage.state.error[0] == "to"
    presenter.finish(replace(filled, to=form.to[0][0], every=True))
    assert stage.shell.toasts == ["De waarneming is geregeld."]
    stage.choose("Abrehet Tesfay")
    row = stage.state.row
    assert row is not None
    day = format_day(until, weekday=False, short=True)
    assert sight_words(row, 0) == f"neemt waar tot en met {day}"
    presenter.ask_stop()
    assert stage.state.stop is not None
    assert stage.state.stop.title == "Waarneming door Abrehet Tesfay stoppen"
    stage.world.sync(stage.noor, stage.world.abrehet)
    states = [State()]
    theirs = AccessPresenter(stage.world.abrehet, NowJobs(), FakeShell(), states.append)
    theirs.open(stage.family.id)
    assert (states[-1].lent, states[-1].standbys) == (True, ())
    assert [row.stoppable for row in states[-1].rows if row.who is Who.ME] == [False]
    presenter.stop("", "")
    assert standing_in.running(stage.noor, space) == []
    assert "Abrehet Tesfay" not in [row.name for row in stage.state.rows]
    assert stage.shell.toasts[-1] == "De waarneming is gestopt."


def test_a_colleague_is_added_to_the_whole_dossier(stage: Stage) -> None:
    ((user, name),) = stage.state.colleagues
    stage.presenter.add_colleague(user)
    assert name == "Abrehet Tesfay"
    assert stage.world.abrehet.user in dossiers.assigned_users(stage.noor, stage.family.space)
    assert "Abrehet Tesfay" in [row.name for row in stage.state.rows]
    stage.choose("Abrehet Tesfay")
    stage.presenter.ask_stop()
    assert stage.state.mode is Mode.LOOK  # a colleague is taken off on the overview


def test_a_practice_household_has_nobody_to_share_with(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home, _changes = practice.make(session)
    states: list[State] = []
    presenter = AccessPresenter(session, NowJobs(), FakeShell(), states.append)
    presenter.open(home.id)
    presenter.begin(FormKind.OUTSIDE)
    assert states[-1].practice
    assert states[-1].mode is Mode.LOOK
    session.close()


@pytest.fixture
def view(qtbot: QtBot, stage: Stage) -> AccessView:
    made = AccessView()
    qtbot.addWidget(made)
    made.chosen.connect(stage.presenter.choose)
    made.asking.connect(stage.presenter.begin)
    made.joined.connect(stage.presenter.add_colleague)
    made.stopping.connect(stage.presenter.ask_stop)
    made.closed.connect(stage.presenter.close)
    stage.presenter.render = made.show_state
    made.resize(1200, 700)
    made.show()
    made.activateWindow()
    stage.presenter.load()
    return made


def test_keys_walk_stop_and_leave_and_the_menu_says_what_each_way_opens(
    qtbot: QtBot, stage: Stage, view: AccessView
) -> None:
    matrix = view.matrix
    matrix.setFocus()
    while stage.presenter.state.row is None or stage.presenter.state.row.name != "Selam Haile":
        qtbot.keyClick(matrix, Qt.Key.Key_Down)
    assert view.detail.question.text() == QUESTION
    qtbot.keyClick(matrix, Qt.Key.Key_Right)
    spoken = matrix.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Selam Haile, Dossier: ziet niets"
    qtbot.keyClick(matrix, Qt.Key.Key_Space)
    assert view.stop.isVisible()
    assert not view.detail.isVisible()
    qtbot.keyClick(view.stop.reason.edit, Qt.Key.Key_Escape)
    assert view.detail.isVisible()
    assert not view.stop.isVisible()
    view.open_menu()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words == [
        "Abrehet Tesfay bij heel dit dossier", "Waarneming…", "Opdracht maken…", "Afspraak met iemand van buiten…",
    ]  # fmt: skip
    menu.actions()[0].trigger()
    menu.close()
    assert stage.presenter.state.colleagues == ()


def test_standing_in_is_arranged_in_a_short_form(qtbot: QtBot, stage: Stage, view: AccessView) -> None:
    make_family(stage.noor)
    stage.presenter.load()
    view.form.finished.connect(stage.presenter.finish)
    view.stop.stopped.connect(stage.presenter.stop)
    view.open_menu()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "Waarneming…").trigger()
    menu.close()
    form = view.form
    assert form.accessibleName() == "Waarneming"
    shown = [one for one in (form.to, form.until, form.every, form.purpose, form.right) if one.isVisible()]
    assert shown == [form.to, form.until, form.every]
    assert form.every.text() == "Al mijn dossiers (2)"
    qtbot.mouseClick(form.go, Qt.MouseButton.LeftButton)
    stage.presenter.choose(stage.world.abrehet.user)
    assert view.detail.stop.text() == "Waarneming stoppen"
    view.matrix.setFocus()
    qtbot.keyClick(view.matrix, Qt.Key.Key_W)
    assert view.stop.go.text() == "Stop de waarneming"
    assert not view.stop.reason.isVisible()
    qtbot.mouseClick(view.stop.go, Qt.MouseButton.LeftButton)
    assert standing_in.running(stage.noor) == []

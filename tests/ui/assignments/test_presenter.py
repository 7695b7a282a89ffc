"""Opdrachten for who has no team, without Qt; the real view is driven in tests/scenarios/test_partner_leaves.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import make_family, make_session
from tests.fakes import FakeShell, NowJobs
from tests.scenarios.two_laptops import World, third
from tests.services.test_assignments import QUESTION, agreed
from wijkdesk.core.roles import Role
from wijkdesk.models.visit import StatementKind
from wijkdesk.services import assignments, dossiers, outgoing, reading
from wijkdesk.services.assignments import NewAssignment
from wijkdesk.services.session import Session
from wijkdesk.ui.assignments.presenter import AssignmentsPresenter, State


class Stage:
    """Selam was asked two questions by Noor."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.noor = world, world.noor
        self.family = make_family(self.noor)
        self.selam: Session = third(world, folder, "Selam Haile", role=Role.INTERPRETER)
        for question in (QUESTION, "Welke taal spreekt oma?"):
            new = NewAssignment(question, self.selam.user, agreed(self.noor, self.family, "Samira"))
            assignments.make(self.noor, self.family.space, new)
        world.sync(self.noor, self.selam)
        self.shell, self.states = FakeShell(), [State()]
        self.presenter = self.fresh()

    def fresh(self) -> AssignmentsPresenter:
        made = AssignmentsPresenter(self.selam, NowJobs(), self.shell, self.states.append)
        made.open()
        return made

    @property
    def state(self) -> State:
        return self.states[-1]


@pytest.fixture
def stage(world: World, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(world, tmp_path)
    yield made
    made.selam.close()


def test_each_question_is_shown_with_who_asked(stage: Stage) -> None:
    assert {line.question for line in stage.state.lines} == {QUESTION, "Welke taal spreekt oma?"}
    other = next(line.key for line in stage.state.lines if line.key != stage.state.current)
    stage.presenter.choose(other)
    assert stage.state.current == other
    assert stage.state.facts == ("Gevraagd door Noor de Bruin.",)
    assert (stage.state.shared, stage.state.writes) == ((), True)


def test_a_note_goes_back_and_can_be_changed(stage: Stage) -> None:
    stage.presenter.write(StatementKind.INTERPRETATION.value, "  ")
    assert stage.state.error == "Schrijf eerst iets."
    stage.presenter.write(StatementKind.INTERPRETATION.value, "Niet komen is beleefd.")
    (note,) = stage.state.notes
    assert (note.text, note.kind, note.mine) == ("Niet komen is beleefd.", "Duiding", True)
    assert stage.shell.toasts == ["Notitie bewaard. Noor de Bruin leest hem in het dossier."]
    stage.presenter.change(note.key, "Niet komen is juist beleefd.")
    assert [one.text for one in stage.state.notes] == ["Niet komen is juist beleefd."]
    stage.presenter.remove(note.key)
    assert stage.state.notes == ()


def test_what_is_being_typed_survives_and_stays_with_its_question(stage: Stage) -> None:
    stage.presenter.keep("Half af")
    assert stage.fresh().state.draft == "Half af"
    other = next(line.key for line in stage.state.lines if line.key != stage.state.current)
    stage.presenter.choose(other)
    assert stage.state.draft == ""
    stage.presenter.keep("")
    stage.presenter.open()
    assert outgoing.waiting(stage.selam) == []


def test_a_note_that_was_written_is_no_draft_any_more(stage: Stage) -> None:
    stage.presenter.keep("Half af")
    stage.presenter.write(StatementKind.OPINION.value, "Helemaal af")
    assert stage.fresh().state.draft == ""


def test_looking_is_written_down_in_the_assignment(stage: Stage) -> None:
    stage.presenter.seen()
    reading.write(stage.selam)
    stage.world.sync(stage.selam, stage.noor)
    assert stage.state.current is not None
    (entry,) = reading.entries(stage.noor, stage.state.current)
    assert entry.user == stage.selam.user


def test_without_assignments_it_is_empty_and_workers_work_in_dossiers(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    states: list[State] = []
    AssignmentsPresenter(session, NowJobs(), FakeShell(), states.append).open()
    assert (states[-1].lines, states[-1].current, states[-1].loaded) == ((), None, True)
    assert assignments.works_in_dossiers(session)
    assert not assignments.works_by_assignment(session)
    session.close()


def test_the_place_is_for_guests(stage: Stage) -> None:
    assert assignments.works_by_assignment(stage.selam)
    assert not assignments.works_in_dossiers(stage.selam)
    assert dossiers.household_of(stage.selam, stage.family.id) is None

"""A family with a visit, and a place to stand for presenters and screens."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders import make_family, make_session
from tests.fakes import FakeShell, NowJobs
from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.discreet import set_discreet
from wijkdesk.models.dossier import Household
from wijkdesk.models.visit import ContactMoment
from wijkdesk.services import visits
from wijkdesk.services.session import Session
from wijkdesk.ui.visit.agreements import Typed
from wijkdesk.ui.visit.presenter import VisitPresenter
from wijkdesk.ui.visit.states import VisitState

NOW_MS = 1_795_093_200_000  # Thursday 19 November 2026, 13:00 UTC


@pytest.fixture(autouse=True)
def _names_shown() -> Iterator[None]:
    yield
    set_discreet(False)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = make_session(tmp_path, clock=FakeClock(NOW_MS))
    yield made
    made.close()


@pytest.fixture
def family(session: Session) -> Household:
    return make_family(session)


@pytest.fixture
def moment(session: Session, family: Household) -> ContactMoment:
    return visits.start(session, family.id)


class Window(FakeShell):
    """A shell that tells the screen what changed, as the window does."""

    def __init__(self) -> None:
        super().__init__()
        self.listeners: list[Any] = []

    def changed(self, changes: ChangeSet) -> None:
        super().changed(changes)
        for listener in self.listeners:
            listener.refresh(changes)


class Stage:
    """A presenter with what it drew and answered."""

    def __init__(self, session: Session) -> None:
        self.states: list[VisitState] = []
        self.answers: list[Typed] = []
        self.shell = Window()
        self.presenter = VisitPresenter(
            session, NowJobs(), self.shell, self.states.append, self.answers.append
        )
        self.shell.listeners.append(self.presenter)

    @property
    def state(self) -> VisitState:
        return self.states[-1]


@pytest.fixture
def stage(session: Session, moment: ContactMoment) -> Stage:
    made = Stage(session)
    made.presenter.open(moment.id)
    return made

"""One profile with a family and a visit, made for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import make_family, make_session
from wijkdesk.core.clock import FakeClock
from wijkdesk.models.dossier import Household
from wijkdesk.models.visit import ContactMoment
from wijkdesk.services import visits
from wijkdesk.services.session import Session

NOW_MS = 1_795_093_200_000  # Thursday 19 November 2026, 13:00 UTC


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW_MS)


@pytest.fixture
def visiting(tmp_path: Path, clock: FakeClock) -> Iterator[Session]:
    session = make_session(tmp_path, clock=clock)
    yield session
    session.close()


@pytest.fixture
def family(visiting: Session) -> Household:
    return make_family(visiting)


@pytest.fixture
def visit(visiting: Session, family: Household) -> ContactMoment:
    return visits.start(visiting, family.id)

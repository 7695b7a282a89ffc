"""One profile for each test, with a household's space to write in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import make_session
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.ids import Id
from wijkdesk.services import dossiers
from wijkdesk.services.dossiers import NewHousehold
from wijkdesk.services.session import Session


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def session(tmp_path: Path, clock: FakeClock) -> Iterator[Session]:
    made = make_session(tmp_path, clock=clock)
    yield made
    made.close()


@pytest.fixture
def space(session: Session) -> Id:
    return dossiers.open_dossier(session, NewHousehold("Yıldız")).space

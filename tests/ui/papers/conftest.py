"""A family with a visit, and the light look at 100 %."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.papers_sample import Sample, make_sample
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.discreet import set_discreet
from wijkdesk.ui.kit import theme


@pytest.fixture(autouse=True)
def _light() -> Iterator[None]:
    theme._hub.theme = theme.Theme("light")
    yield
    set_discreet(False)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = make_sample(tmp_path, FakeClock())
    yield made
    made.session.close()

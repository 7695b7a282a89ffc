"""A founded organisation on a server in this process, on each of the two databases."""

from collections.abc import Iterator

import pytest

from tests.sync.world import World
from wijkdesk.server.database import Place


@pytest.fixture
def world(place: Place) -> Iterator[World]:
    made = World(place).founded()
    yield made
    made.close()

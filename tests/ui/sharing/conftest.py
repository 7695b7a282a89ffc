"""Two laptops and a server without network, for presenters and screens of sharing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.two_laptops import ServerWithoutNetwork, World, join_two, without_network


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerWithoutNetwork]:
    made = ServerWithoutNetwork(tmp_path / "server")
    yield made
    made.database.close()


@pytest.fixture
def world(tmp_path: Path, server: ServerWithoutNetwork) -> Iterator[World]:
    made = join_two(tmp_path, server, connect=without_network(server))
    yield made
    made.close()

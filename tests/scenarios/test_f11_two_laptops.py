"""domain.md F11: two workers edit the same household offline, on two laptops with a real server between them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import make_family, person_called
from tests.scenarios.two_laptops import HOUR_MS, World, digest, join_two, start_server
from wijkdesk.models.dossier import ContactPoint, Household
from wijkdesk.models.person import Person
from wijkdesk.services import colleagues, dossiers
from wijkdesk.services.session import Session
from wijkdesk.storage import queries


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with start_server(tmp_path / "server") as server:
        world = join_two(tmp_path, server, off_ms=3 * HOUR_MS)
        yield world
        world.close()


@pytest.fixture
def family(world: World) -> Household:
    household = make_family(world.noor)
    dossiers.assign(world.noor, household.space, world.abrehet.user)
    world.sync(world.noor, world.abrehet)
    return household


def test_a_colleague_gets_a_dossier_that_was_assigned(world: World, family: Household) -> None:
    found = queries.find(world.abrehet.store, Person, space=family.space)
    assert {person.calling_name for person in found} == {"Samira", "Jeroen", "Yassin", "Lina", "Sami"}
    assert digest(world.noor, family.space) == digest(world.abrehet, family.space)
    assert [one.name for one in colleagues.colleagues(world.noor)] == ["Noor de Bruin", "Abrehet Tesfay"]
    assert colleagues.name_of(world.abrehet, world.noor.user) == "Noor de Bruin"

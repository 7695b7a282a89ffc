"""Wie ziet wat, as roster, assignments and keys say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import make_family, make_session, person_called
from tests.scenarios.two_laptops import World, third
from tests.services.test_assignments import QUESTION, agreed
from wijkdesk.core.ids import new_id
from wijkdesk.core.roles import Role
from wijkdesk.models.disclosure import Channel
from wijkdesk.models.dossier import ContactPoint, Household
from wijkdesk.services import assignments, break_glass, disclosures, dossiers, people, who_sees
from wijkdesk.services.assignments import NewAssignment
from wijkdesk.services.disclosures import Item, NewDisclosure
from wijkdesk.services.session import Session
from wijkdesk.services.who_sees import Sight, Who
from wijkdesk.storage import queries

W, N, A = Sight.WRITES, Sight.NOTHING, Sight.ABSENT


@pytest.fixture
def family(world: World) -> Household:
    return make_family(world.noor)


def table(session: Session, family: Household) -> dict[str, tuple[Sight, Sight, Sight]]:
    found = who_sees.viewers(session, family.space)
    return {one.name: (one.dossier, one.safety, one.assignment) for one in found}


def test_alone_in_a_team_the_others_can_only_break_the_glass(world: World, family: Household) -> None:
    assert table(world.noor, family) == {"Noor de Bruin": (W, A, A), "Team Oost": (Sight.IN_NEED, N, A)}
    assert who_sees.may_join(world.noor, family.space) == [(world.abrehet.user, "Abrehet Tesfay")]


def test_each_part_is_said_apart(world: World, family: Household, tmp_path: Path) -> None:
    noor = world.noor
    selam = third(world, tmp_path, "Selam", role=Role.INTERPRETER)
    dossiers.assign(noor, family.space, world.abrehet.user)
    (phone,) = queries.find(noor.store, ContactPoint, space=family.space)
    people.protect(noor, phone)
    asked, _changes = assignments.make(
        noor, family.space, NewAssignment(QUESTION, selam.user, agreed(noor, family, "Samira"))
    )
    new = NewDisclosure(
        "Juf Lotte", "Advies", Channel.PAPER, given_by=frozenset({person_called(noor, family, "Samira").id})
    )
    disclosures.record(noor, family.space, new, [Item(new_id(), "Advies, versie 1")])
    assert table(noor, family) == {
        "Noor de Bruin": (W, W, W),
        "Abrehet Tesfay": (W, W, W),
        "Selam": (N, N, W),
        "Juf Lotte": (Sight.PAPER, N, N),
    }
    (guest,) = [one for one in who_sees.viewers(noor, family.space) if one.who is Who.GUEST]
    assert guest.asked is not None
    assignments.end(noor, guest.asked, None, "")
    assert table(noor, family)["Selam"] == (N, N, Sight.STOPPED)
    assert table(noor, family)["Noor de Bruin"] == (W, W, A)
    assert asked.space == guest.key
    selam.close()


def test_a_broken_glass_is_shown_while_it_runs(world: World, family: Household) -> None:
    world.sync()
    break_glass.break_glass(world.abrehet, family.space, "Noor is ziek.", world.connect)
    world.sync(world.noor)
    seen = {one.name: one for one in who_sees.viewers(world.noor, family.space)}
    assert seen["Abrehet Tesfay"].dossier is Sight.LENT
    assert seen["Abrehet Tesfay"].until is not None


def test_without_colleagues_there_is_only_oneself(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    assert list(table(session, make_family(session))) == ["Noor de Bruin"]
    session.close()

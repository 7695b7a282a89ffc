"""domain.md F11: two workers edit the same household offline, on two laptops with a real server between them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import make_family
from tests.scenarios.two_laptops import HOUR_MS, World, digest, join_two, start_server
from wijkdesk.core.errors import Refused
from wijkdesk.models.dossier import ContactPoint, Household
from wijkdesk.models.person import Person
from wijkdesk.services import colleagues, conflicts, dossiers, histories, people, quarantine, syncing, undoing
from wijkdesk.services.newcomers import NewPerson
from wijkdesk.services.session import Session
from wijkdesk.storage import queries

MINUTE_MS = 60_000


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


def phone_of(session: Session, household: Household) -> ContactPoint:
    (phone,) = queries.find(session.store, ContactPoint, space=household.space)
    return phone


def test_the_same_phone_changed_on_both_laptops_asks_on_both(world: World, family: Household) -> None:
    """Baby merges by itself; the phone shows both values with who and when; the loser stays in the history."""
    people.change(world.noor, phone_of(world.noor, family), value="06 11111111")
    people.add_person(world.noor, family, NewPerson("Nour", born="2026-11"))
    world.abrehet_clock.advance(30 * MINUTE_MS)
    people.change(world.abrehet, phone_of(world.abrehet, family), value="06 22222222")
    world.sync(world.noor, world.abrehet, world.noor)

    for session in (world.noor, world.abrehet):
        assert len(queries.find(session.store, Person, space=family.space)) == 6
        (conflict,) = conflicts.conflicts(session)
        assert [(side.who, side.words) for side in conflict.sides] == [
            ("Noor de Bruin", "06 11111111"),
            ("Abrehet Tesfay", "06 22222222"),
        ]
        assert conflict.title == "Bereikbaar via · Samira El Amrani"
        assert conflict.label == "Nummer of adres"
        assert conflict.where == "El Amrani-Vermeer"
        assert [side.mine for side in conflict.sides] == [session is world.noor, session is world.abrehet]
    assert digest(world.noor, family.space) == digest(world.abrehet, family.space)

    (conflict,) = conflicts.conflicts(world.noor)
    conflicts.choose(world.noor, conflict, "06 11111111")
    assert conflicts.count(world.noor) == 0
    world.sync(world.noor, world.abrehet)
    assert conflicts.count(world.abrehet) == 0
    assert phone_of(world.abrehet, family).value == "06 11111111"
    assert digest(world.noor, family.space) == digest(world.abrehet, family.space)
    for session in (world.noor, world.abrehet):
        past = histories.versions(session, "contact_point", conflict.row)
        assert {change.after for version in past for change in version.changes} >= {
            "06 11111111",
            "06 22222222",
        }


def test_the_clock_of_a_laptop_may_be_wrong(world: World, family: Household) -> None:
    """Abrehet's clock is three hours ahead: shown times are put right, later edits still win."""
    phone = phone_of(world.abrehet, family)
    people.change(world.abrehet, phone, value="06 22222222")
    world.sync(world.abrehet, world.noor)
    people.change(world.noor, phone_of(world.noor, family), value="06 33333333")
    world.sync(world.noor, world.abrehet)
    for session in (world.noor, world.abrehet):
        assert phone_of(session, family).value == "06 33333333"
        assert conflicts.count(session) == 0

    people.change(world.noor, phone_of(world.noor, family), value="06 44444444")
    people.change(world.abrehet, phone_of(world.abrehet, family), value="06 55555555")
    world.sync()
    (conflict,) = conflicts.conflicts(world.abrehet)
    mine = next(side for side in conflict.sides if side.mine)
    assert mine.clock == "klok liep 3 uur voor"
    assert abs(mine.when.timestamp() * 1000 - world.noor_clock.now_ms()) < MINUTE_MS


def test_deleted_here_and_edited_there_stays_until_someone_chooses(world: World, family: Household) -> None:
    phone = phone_of(world.noor, family)
    people.remove(world.noor, [phone])
    people.change(world.abrehet, phone_of(world.abrehet, family), safe_when="na 18 uur")
    world.sync()
    for session in (world.noor, world.abrehet):
        (conflict,) = conflicts.conflicts(session)
        assert conflict.sort is conflicts.Sort.DELETE
        assert [(side.who, side.words) for side in conflict.sides] == [
            ("Noor de Bruin", "Weggehaald"),
            ("Abrehet Tesfay", "Wanneer is bellen veilig: na 18 uur"),
        ]
        assert not phone_of(session, family).deleted

    (conflict,) = conflicts.conflicts(world.abrehet)
    conflicts.choose(world.abrehet, conflict, False)
    world.sync(world.abrehet, world.noor)
    for session in (world.noor, world.abrehet):
        assert conflicts.count(session) == 0
        assert phone_of(session, family).safe_when == "na 18 uur"

    people.remove(world.noor, [phone_of(world.noor, family)])
    people.change(world.abrehet, phone_of(world.abrehet, family), safe_when="nooit")
    world.sync()
    (conflict,) = conflicts.conflicts(world.noor)
    conflicts.choose(world.noor, conflict, True)
    world.sync(world.noor, world.abrehet)
    assert queries.find(world.abrehet.store, ContactPoint, space=family.space) == []
    undoing.undo(world.noor)
    assert phone_of(world.noor, family).safe_when == "nooit"


def test_both_numbers_can_be_kept(world: World, family: Household) -> None:
    people.change(world.noor, phone_of(world.noor, family), value="06 11111111")
    people.change(world.abrehet, phone_of(world.abrehet, family), value="06 22222222")
    world.sync()
    (conflict,) = conflicts.conflicts(world.noor)
    conflicts.keep_both(world.noor, conflict)
    world.sync(world.noor, world.abrehet)
    found = queries.find(world.abrehet.store, ContactPoint, space=family.space)
    assert {point.value for point in found} == {"06 11111111", "06 22222222"}


def test_a_choice_is_refused_when_yet_another_version_came_in(world: World, family: Household) -> None:
    people.change(world.noor, phone_of(world.noor, family), value="06 11111111")
    people.change(world.abrehet, phone_of(world.abrehet, family), value="06 22222222")
    world.sync()
    (seen_by_noor,) = conflicts.conflicts(world.noor)
    (seen_by_abrehet,) = conflicts.conflicts(world.abrehet)
    conflicts.choose(world.abrehet, seen_by_abrehet, "06 99999999")
    world.sync(world.abrehet, world.noor)
    with pytest.raises(Refused) as refused:
        conflicts.choose(world.noor, seen_by_noor, "06 11111111")
    assert refused.value.code == "changed_since"
    assert phone_of(world.noor, family).value == "06 99999999"


def test_what_was_not_assigned_does_not_arrive(world: World, family: Household) -> None:
    hidden = make_family(world.noor)
    world.sync()
    assert queries.find(world.abrehet.store, Person, space=hidden.space) == []
    assert syncing.sharing_state(world.noor).waiting == 0


def test_what_became_protected_before_it_was_shared_never_leaves_the_laptop(
    world: World, family: Household
) -> None:
    """The old number is erased in the outbox already; nobody misses it, and the rest of its unit goes."""
    person = next(one for one in people.people_of(world.noor, family.space) if one.calling_name == "Lina")
    secret = people.blank(ContactPoint, person).with_(value="06 99999999")
    people.save_new(world.noor, secret, "Nummer")
    people.protect(world.noor, secret)
    results = world.sync(world.noor, world.abrehet, world.noor)
    assert [result.apart for result in results] == [0, 0, 0]
    numbers = {point.value for point in queries.find(world.abrehet.store, ContactPoint, space=family.space)}
    assert "06 99999999" not in numbers
    assert quarantine.gaps(world.abrehet) == []
    assert quarantine.apart(world.abrehet) == []
    assert syncing.sharing_state(world.noor).waiting == 0

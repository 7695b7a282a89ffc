"""Leaving: who is out reads nothing of what follows, who stays reads everything, whatever was written offline."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import make_family, person_called
from tests.scenarios.two_laptops import World, digest, third
from wijkdesk.core.errors import Refused
from wijkdesk.models.person import Person
from wijkdesk.services import backups, dossiers, leaving, people, quarantine
from wijkdesk.services.newcomers import NewPerson
from wijkdesk.services.session import Session, organisation_space
from wijkdesk.storage import queries, rebuild, teamkeys


@pytest.fixture
def marit(world: World, tmp_path: Path) -> Iterator[Session]:
    session = third(world, tmp_path)
    yield session
    session.close()


def names(session: Session, space: bytes) -> set[str | None]:
    return {person.calling_name for person in queries.find(session.store, Person, space=space)}


def test_what_follows_is_under_keys_that_who_left_never_had(world: World, marit: Session) -> None:
    family = make_family(world.noor)
    for user in (world.abrehet.user, marit.user):
        dossiers.assign(world.noor, family.space, user)
    world.sync(world.noor, world.abrehet, marit)
    spaces = [family.space, world.noor.team_space, world.noor.organisation_space]
    before = {space: world.noor.store.keyring.newest(space).id for space in spaces}
    leaving.remove_colleague(world.noor, marit.user)
    for space in spaces:
        key = world.noor.store.keyring.newest(space)
        assert key.id != before[space]
        assert marit.store.keyring.by_id(key.id) is None
    people.change(world.noor, person_called(world.noor, family, "Lina"), alias="na het vertrek")
    world.sync(world.noor, world.abrehet, world.noor)
    assert person_called(world.abrehet, family, "Lina").alias == "na het vertrek"
    assert digest(world.noor, family.space) == digest(world.abrehet, family.space)
    for space in spaces:
        mine, hers = world.noor.store.keyring.newest(space), world.abrehet.store.keyring.newest(space)
        assert mine == hers
    refused = world.share(marit)
    assert isinstance(refused.trouble, Refused)
    assert refused.trouble.code in ("device_out", "not_member")
    assert names(marit, family.space)  # what she had, she keeps: nothing here pretends otherwise


def test_a_colleague_who_writes_offline_loses_nothing(world: World, marit: Session) -> None:
    family = make_family(world.noor)
    dossiers.assign(world.noor, family.space, world.abrehet.user)
    world.sync(world.noor, world.abrehet)
    own = make_family(world.abrehet)  # opened offline, under the old team key
    people.change(world.abrehet, person_called(world.abrehet, family, "Sami"), alias="offline")
    leaving.remove_colleague(world.noor, marit.user)
    world.sync(world.noor)
    world.sync(world.abrehet, world.noor, world.abrehet, world.noor)
    assert person_called(world.noor, family, "Sami").alias == "offline"
    assert quarantine.apart(world.noor) == []
    assert quarantine.apart(world.abrehet) == []
    trust = world.abrehet.store.trusts[world.abrehet.organisation]
    with world.abrehet.store.database.read() as connection:
        held = teamkeys.in_force(connection, trust, world.abrehet.teams[0])
    assert held is not None
    assert len(world.abrehet.store.keyring.spaces()) == len(set(world.abrehet.store.keyring.spaces()))
    dossiers.assign(world.abrehet, own.space, world.noor.user)
    world.sync(world.abrehet, world.noor)
    assert names(world.noor, own.space) == names(world.abrehet, own.space)


def test_a_dossier_opened_under_the_old_team_key_gets_a_new_key(world: World, marit: Session) -> None:
    own = make_family(world.abrehet)
    first = world.abrehet.store.keyring.newest(own.space)
    leaving.remove_colleague(world.noor, marit.user)
    world.sync(world.noor, world.abrehet, world.abrehet)
    assert world.abrehet.store.keyring.newest(own.space).id != first.id
    people.change(world.abrehet, person_called(world.abrehet, own, "Sami"), alias="nieuw")
    world.sync(world.abrehet)


def test_a_later_member_reads_the_past(world: World, marit: Session, tmp_path: Path) -> None:
    family = make_family(world.noor)
    world.sync(world.noor)
    leaving.remove_colleague(world.noor, marit.user)
    world.sync(world.noor, world.abrehet)
    hanna = third(world, tmp_path, "Hanna")
    leaving.remove_colleague(world.noor, world.abrehet.user)  # twice: the chain of keys is followed
    dossiers.assign(world.noor, family.space, hanna.user)
    world.sync(world.noor, hanna, hanna)
    assert names(hanna, family.space) == names(world.noor, family.space) != set()
    assert digest(hanna, family.space) == digest(world.noor, family.space)
    assert hanna.store.keyring.newest(family.space) == world.noor.store.keyring.newest(family.space)
    hanna.close()


def test_a_safety_space_the_administrator_cannot_open_is_renewed_by_who_can(
    world: World, marit: Session
) -> None:
    family = make_family(world.abrehet)
    dossiers.assign(world.abrehet, family.space, marit.user)
    with world.abrehet.store.unit() as unit:
        safety = dossiers.need_safety_space(world.abrehet, unit, family.space)
    world.sync(world.abrehet, marit)
    old = world.abrehet.store.keyring.newest(safety)
    assert marit.store.keyring.newest(safety) == old
    assert world.noor.store.keyring.newest(safety) is None
    leaving.remove_colleague(world.noor, marit.user)
    world.sync(world.noor, world.abrehet)
    new = world.abrehet.store.keyring.newest(safety)
    assert new.id != old.id
    assert dossiers.assigned_users(world.abrehet, safety) == [world.abrehet.user]


def test_what_the_leaving_laptop_wrote_afterwards_is_set_apart_everywhere(
    world: World, marit: Session
) -> None:
    """Abrehet has it already, Noor did not when she said what counts; a later laptop never takes it."""
    family = make_family(world.noor)
    for user in (world.abrehet.user, marit.user):
        dossiers.assign(world.noor, family.space, user)
    world.sync(world.noor, world.abrehet, marit)
    people.change(marit, person_called(marit, family, "Lina"), alias="telt mee")
    world.sync(marit, world.noor, world.abrehet)
    people.change(marit, person_called(marit, family, "Lina"), alias="te laat")
    people.add_person(marit, family, NewPerson("Verzonnen"))
    world.sync(marit, world.abrehet)
    assert person_called(world.abrehet, family, "Lina").alias == "te laat"
    leaving.remove_colleague(world.noor, marit.user)
    world.sync(world.noor, world.abrehet)
    for session in (world.noor, world.abrehet):
        assert person_called(session, family, "Lina").alias == "telt mee"
        assert "Verzonnen" not in names(session, family.space)
        found = quarantine.apart(session)
        assert {(item.code, item.outgoing) for item in found} == {("after_leaving", False)}
        assert len(found) == 2
        assert "nadat de laptop" in found[0].sentence
        assert backups.verify(session).whole
        shown = rebuild.digest(session.store)
        rebuild.everything(session.store)
        assert rebuild.digest(session.store) == shown
    assert digest(world.noor, family.space) == digest(world.abrehet, family.space)


def test_only_an_administrator_and_never_oneself(world: World, marit: Session) -> None:
    with pytest.raises(Refused) as refused:
        leaving.remove_colleague(world.abrehet, marit.user)
    assert refused.value.code == "not_admin"
    with pytest.raises(Refused) as refused:
        leaving.remove_colleague(world.noor, world.noor.user)
    assert refused.value.code == "yourself"


def test_what_someone_had_is_listed_before(world: World, marit: Session) -> None:
    family = make_family(world.noor)
    dossiers.assign(world.noor, family.space, marit.user)
    own = make_family(marit)
    world.sync(marit, world.noor)
    found = leaving.had(world.noor, marit.user)
    assert (found.name, found.laptops) == ("Marit", 1)
    assert [(held.name, held.alone) for held in found.dossiers] == [("El Amrani-Vermeer", False)]
    assert found.dossiers[0].since is not None
    assert found.elsewhere == ("Samira El Amrani",)
    assert own.space not in {held.space for held in found.dossiers}


def test_the_organisation_space_is_among_what_is_judged(world: World, marit: Session) -> None:
    leaving.remove_colleague(world.noor, marit.user)
    trust = world.noor.store.trusts[world.noor.organisation]
    (device,) = trust.departed()
    assert organisation_space(world.noor.organisation) in trust.left_at(device)
    assert marit.user not in trust.members()

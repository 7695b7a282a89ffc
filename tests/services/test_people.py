"""Persons: add, change, two households, gezag, protection."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import make_family, make_session, person_called
from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.ids import new_id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.dossier import Address, ContactPoint, Household, HouseholdRole
from wijkdesk.models.person import AuthorityKind, AuthoritySource, ParentalAuthority, Person
from wijkdesk.services import dossiers, household_list, people
from wijkdesk.services.dossiers import NewHousehold
from wijkdesk.services.newcomers import NewPerson
from wijkdesk.storage import history, queries, rebuild, search, undo


def test_a_person_is_added_last_and_can_be_taken_back(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    people.add_person(session, home, NewPerson("Truus", role=HouseholdRole.GRANDPARENT))
    names = [r.person.short_name for r in people.residents(session, home)]
    assert names == ["Samira", "Jeroen", "Yassin", "Lina", "Sami", "Truus"]
    undo.undo(session.store)
    assert len(people.residents(session, home)) == 5
    session.close()


def test_a_person_needs_some_name(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    with pytest.raises(UserError) as caught:
        people.add_person(session, home, NewPerson(" "))
    assert caught.value.field == "calling_name"
    session.close()


def test_a_child_lives_in_two_households(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    second = Household(id=new_id(), space=home.space, name="Vermeer", order="2")
    people.save_new(session, second, "Huishouden toevoegen")
    lina = person_called(session, home, "Lina")
    people.move_in(session, lina, second, HouseholdRole.CHILD, "2026-01")
    assert [r.person.short_name for r in people.residents(session, second)] == ["Lina"]
    assert len(people.residents(session, home)) == 5
    file = people.person_file(session, lina.id)
    assert file is not None
    assert [m.household for m in file.memberships] == [home.id, second.id] or len(file.memberships) == 2
    session.close()


def test_nobody_moves_into_another_dossier(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    other = dossiers.open_dossier(session, NewHousehold("Haile"))
    with pytest.raises(Refused):
        people.move_in(session, person_called(session, home, "Lina"), other, None, None)
    session.close()


def test_who_moved_out_is_shown_only_when_asked(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    jeroen = people.residents(session, home)[1]
    people.change(session, jeroen.membership, until="2026-01-01")
    assert len(people.residents(session, home)) == 4
    assert len(people.residents(session, home, gone=True)) == 5
    session.close()


def test_a_value_may_be_unknown_and_must_fit(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    sami = person_called(session, home, "Sami")
    people.change(session, sami, born=Unknown.WONT_SAY)
    assert queries.get(session.store, Person, sami.id).born is Unknown.WONT_SAY  # type: ignore[union-attr] # is there
    with pytest.raises(UserError) as caught:
        people.change(session, sami, born="gisteren")
    assert caught.value.field == "born"
    session.close()


def test_gezag_is_a_fact_with_source_and_date(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    lina, samira = person_called(session, home, "Lina"), person_called(session, home, "Samira")
    fact = people.blank(ParentalAuthority, lina)
    fact = fact.with_(
        holder=samira.id, kind=AuthorityKind.JOINT, source=AuthoritySource.BRP, checked_on="2026-11-01"
    )
    people.save_new(session, fact, "Gezag toevoegen")
    file = people.person_file(session, lina.id)
    assert file is not None
    assert [(a.holder, a.source) for a in file.authority] == [(samira.id, AuthoritySource.BRP)]
    session.close()


def test_a_protected_address_leaves_the_dossier_and_nothing_else_does(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    household_list.ids(session)
    address = queries.find(session.store, Address, owner=home.id)[0]
    made, changes = people.protect(session, address)
    assert made.space == dossiers.safety_space_of(session, home.space)
    assert made.moved_from == address.id
    assert [a.id for a in people.addresses_of(session, home.id)] == [made.id]
    assert changes.touches("address")
    assert {r.person.short_name for r in people.residents(session, home)} == {
        "Samira", "Jeroen", "Yassin", "Lina", "Sami",
    }  # fmt: skip
    row = household_list.rows(session, household_list.ids(session))[0]
    assert (row.name, row.people, row.street) == ("El Amrani-Vermeer", 5, "")
    session.close()


def test_after_protection_the_old_words_are_nowhere_in_the_log(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    point = queries.find(session.store, ContactPoint, space=home.space)[0]
    made, _changes = people.protect(session, point)
    assert all(version.values.get("value") is None for version in history.versions(session.store, point.id))
    hits = search.search(session.store, "12345678")
    assert {hit.row for hit in hits} == {made.id}
    before = rebuild.digest(session.store)
    rebuild.everything(session.store)
    assert rebuild.digest(session.store) == before
    session.close()


def test_protecting_twice_changes_nothing(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    made, _changes = people.protect(session, queries.find(session.store, Address, owner=home.id)[0])
    again, changes = people.protect(session, made)
    assert again == made
    assert changes.changes == ()
    session.close()


def test_only_colleagues_count_as_those_who_may_have_seen(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    assert people.may_have_seen(session, home.space) == []
    session.close()

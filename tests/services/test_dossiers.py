"""Opening a dossier: space, keys, records, index card; safety space; who works in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import make_family, make_session, person_called
from wijkdesk.core.errors import UserError
from wijkdesk.models.dossier import Address, Dossier, IndexCard, Membership, Space, SpaceKind
from wijkdesk.models.person import LanguageProfile, Person
from wijkdesk.services import dossiers
from wijkdesk.services.dossiers import NewHousehold
from wijkdesk.storage import queries, undo


def test_a_family_is_opened_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    household = make_family(session)
    people = queries.find(session.store, Person, space=household.space)
    assert {p.short_name for p in people} == {"Samira", "Jeroen", "Yassin", "Lina", "Sami"}
    samira = person_called(session, household, "Samira")
    assert samira.age(session.today()) == 34
    languages = queries.find(session.store, LanguageProfile, person=samira.id)
    assert {profile.language for profile in languages} == {"ar", "nl"}
    assert [a.street for a in queries.find(session.store, Address, owner=household.id)] == ["Merelstraat 12"]
    assert len(queries.find(session.store, Membership, household=household.id)) == 5
    assert queries.find(session.store, Dossier, space=household.space)[0].responsible == session.me.id
    cards = queries.find(session.store, IndexCard, space=session.team_space)
    assert [(card.calling_name, card.dossier) for card in cards] == [("Samira El Amrani", household.space)]
    assert dossiers.assigned_users(session, household.space) == [session.user]
    session.close()


def test_no_dossier_without_a_name(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    with pytest.raises(UserError) as caught:
        dossiers.open_dossier(session, NewHousehold("  "))
    assert caught.value.field == "name"
    assert queries.find(session.store, Dossier) == []
    session.close()


def test_opening_can_be_undone(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    household = make_family(session)
    undo.undo(session.store)
    assert dossiers.households_of(session, household.space) == []
    undo.redo(session.store)
    assert [h.name for h in dossiers.households_of(session, household.space)] == ["El Amrani-Vermeer"]
    session.close()


def test_the_safety_space_is_made_once_and_not_for_the_team(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    household = make_family(session)
    assert dossiers.safety_space_of(session, household.space) is None
    with session.store.unit() as unit:
        made = dossiers.need_safety_space(session, unit, household.space)
    with session.store.unit() as unit:
        assert dossiers.need_safety_space(session, unit, household.space) == made
    record = queries.find(session.store, Space, dossier=household.space)[0]
    assert record.kind is SpaceKind.SAFETY
    assert dossiers.assigned_users(session, made) == [session.user]
    session.close()


def test_shielding_takes_the_card_off_the_list_of_names(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    household = make_family(session)
    dossiers.set_shielded(session, household.space, True)
    assert queries.find(session.store, IndexCard) == []
    dossiers.set_shielded(session, household.space, False)
    assert len(queries.find(session.store, IndexCard)) == 1
    session.close()

"""The practice household: made whole, local, and gone in one act."""

from __future__ import annotations

from pathlib import Path

from tests.builders import make_family, make_session
from wijkdesk.models.dossier import Address, ContactPoint, Space, SpaceKind
from wijkdesk.services import dossiers, household_list, people, practice
from wijkdesk.services.overview import overview
from wijkdesk.storage import queries, undo


def test_the_practice_household_is_whole_and_stays_on_this_laptop(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    waiting = session.store.execute("SELECT count(*) FROM outbox")
    home, changes = practice.make(session)
    assert changes.touches("household", row=home.id)
    assert session.store.execute("SELECT count(*) FROM outbox") == waiting
    seen = overview(session, home.id)
    assert seen is not None
    assert len(seen.members) == 4
    assert seen.hope is not None
    assert seen.talk is not None
    assert [one.person.short_name for one in seen.missing] == ["Bram"]
    assert (len(seen.steps), len(seen.promises)) == (2, 1)
    (row,) = household_list.rows(session, household_list.ids(session))
    assert (row.practice, row.unshared) == (True, 0)
    assert practice.is_practice(session, home.space)
    session.close()


def test_it_is_made_once_and_goes_in_one_act(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    family = make_family(session)
    home, _changes = practice.make(session)
    again, nothing = practice.make(session)
    assert again.id == home.id
    assert nothing.changes == ()
    practice.remove(session)
    assert practice.existing(session) is None
    assert household_list.ids(session) == [family.id]
    undo.undo(session.store)
    found = practice.existing(session)
    assert found is not None
    assert found.id == home.id
    session.close()


def test_its_protected_things_lie_in_one_space_that_stays_here(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home, _changes = practice.make(session)
    for address in queries.find(session.store, Address, space=home.space):
        people.protect(session, address)
    for point in queries.find(session.store, ContactPoint, space=home.space):
        people.protect(session, point)
    (hanging,) = queries.find(session.store, Space, dossier=home.space)
    assert dossiers.safety_space_of(session, home.space) == hanging.space
    assert dossiers.hanging(session, home.space, SpaceKind.ASSIGNMENT) == []
    assert session.store.is_local(hanging.space)
    session.close()

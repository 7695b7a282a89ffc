"""The practice household: made whole, local, and gone in one act."""

from __future__ import annotations

from pathlib import Path

from tests.builders import make_family, make_session
from wijkdesk.services import household_list, practice
from wijkdesk.services.overview import overview
from wijkdesk.storage import undo


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

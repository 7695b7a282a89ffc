"""NEN 7513: who looked where, one row a day; no content, not in undo, history or search."""

import pytest

from wijkdesk.core.clock import FakeClock
from wijkdesk.models.dossier import Household
from wijkdesk.services import reading, searching
from wijkdesk.services.session import Session
from wijkdesk.storage import undo
from wijkdesk.storage.search import search

HOUR = 3_600_000


def test_a_day_of_looking_is_one_row(visiting: Session, family: Household, clock: FakeClock) -> None:
    reading.note_rows(visiting, [family.id])
    assert reading.write(visiting) == 1
    clock.advance(HOUR)
    reading.note(visiting, family.space, reading.PRINT)
    reading.write(visiting)
    (entry,) = reading.entries(visiting, family.space)
    assert entry.user == visiting.user
    assert entry.day == visiting.today().isoformat()
    assert entry.acts == {"read", "print"}
    assert (entry.first or "") < (entry.last or "")


def test_another_day_is_another_row(visiting: Session, family: Household, clock: FakeClock) -> None:
    reading.note(visiting, family.space)
    reading.write(visiting)
    clock.advance(24 * HOUR)
    reading.note(visiting, family.space)
    reading.write(visiting)
    assert len(reading.entries(visiting, family.space)) == 2


def test_looking_is_no_step_to_undo_and_cannot_be_found(visiting: Session, family: Household) -> None:
    before = undo.next_undo(visiting.store)
    reading.note(visiting, family.space)
    reading.write(visiting)
    assert undo.next_undo(visiting.store) == before
    assert search(visiting.store, "read") == []


def test_a_search_is_noted_for_the_team_without_its_words(visiting: Session, family: Household) -> None:
    searching.find(visiting, "Samira")
    reading.write(visiting)
    (entry,) = reading.entries(visiting, visiting.team_space)
    assert entry.acts == {"search"}
    assert not reading.entries(visiting, family.space)
    assert "Samira" not in repr(entry)


def test_ones_own_settings_are_not_audited(visiting: Session) -> None:
    reading.note(visiting, visiting.personal_space)
    assert reading.write(visiting) == 0


def test_nothing_looked_at_writes_nothing(visiting: Session) -> None:
    commits = visiting.store.execute("SELECT count(*) FROM log")
    assert reading.write(visiting) == 0
    assert visiting.store.execute("SELECT count(*) FROM log") == commits


def test_an_unknown_act_is_a_bug(visiting: Session, family: Household) -> None:
    with pytest.raises(ValueError, match="peek"):
        reading.note(visiting, family.space, "peek")

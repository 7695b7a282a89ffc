"""History in words, versions put back, and the bin."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import make_family, make_session, person_called
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.errors import UserError
from wijkdesk.core.ids import new_id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.person import Person
from wijkdesk.services import bin as bins
from wijkdesk.services import histories, people
from wijkdesk.storage import queries, undo

HOUR = 3_600_000


def test_versions_say_who_and_what_changed(tmp_path: Path) -> None:
    clock = FakeClock()
    session = make_session(tmp_path, clock=clock)
    home = make_family(session)
    lina = person_called(session, home, "Lina")
    clock.advance(HOUR)
    people.change(session, lina, born=Unknown.WONT_SAY, family_name="El Amrani")
    newest, oldest = histories.versions(session, "person", lina.id)
    assert newest.who == "Noor de Bruin"
    assert newest.own
    assert oldest.first
    assert oldest.summary == "Gemaakt"
    born = lina.born
    assert [(c.label, c.before, c.after) for c in newest.changes] == [
        ("Geboren", born, "wil niet zeggen"),
        ("Achternaam", "Vermeer", "El Amrani"),
    ]
    session.close()


def test_a_version_is_put_back_as_a_new_one(tmp_path: Path) -> None:
    clock = FakeClock()
    session = make_session(tmp_path, clock=clock)
    home = make_family(session)
    lina = person_called(session, home, "Lina")
    clock.advance(HOUR)
    people.change(session, lina, family_name="El Amrani", own_script_name="لينا")
    oldest = histories.versions(session, "person", lina.id)[-1]
    histories.restore(session, "person", lina.id, oldest.commit)
    now = queries.get(session.store, Person, lina.id)
    assert now is not None
    assert (now.family_name, now.own_script_name) == ("Vermeer", None)
    assert len(histories.versions(session, "person", lina.id)) == 3
    undo.undo(session.store)
    back = queries.get(session.store, Person, lina.id)
    assert back is not None
    assert back.family_name == "El Amrani"
    session.close()


def test_every_version_of_a_step_can_be_put_back(tmp_path: Path) -> None:
    clock = FakeClock()
    session = make_session(tmp_path, clock=clock)
    home = make_family(session)
    row = person_called(session, home, "Lina").id
    clock.advance(HOUR)
    names = ("Een", "Twee", "Drie", "Vier")
    for name in names:
        people.change(session, person_called(session, home, "Lina"), family_name=name)
        clock.advance(4 * 60_000)
    steps = histories.versions(session, "person", row)
    assert [[part.summary for part in step.parts] for step in steps] == [
        ["Achternaam: Vier"], ["Achternaam: Drie", "Achternaam: Twee", "Achternaam: Een"], ["Gemaakt"],
    ]  # fmt: skip
    (whole,) = steps[1].changes
    assert (whole.before, whole.after) == ("Vermeer", "Drie")
    for part in [part for step in steps for part in step.parts]:
        histories.restore(session, "person", row, part.commit)
        then = {name: words for name, _label, words in part.values}
        assert person_called(session, home, "Lina").family_name == then["family_name"]
    session.close()


def test_what_is_not_there_cannot_be_put_back(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    with pytest.raises(UserError):
        histories.restore(session, "household", home.id, new_id())
    session.close()


def test_the_past_of_a_dossier_leads_to_its_records(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    lina = person_called(session, home, "Lina")
    people.change(session, lina, family_name="El Amrani")
    first, second = histories.of_dossier(session, home.space)
    assert (first.kind, first.row) == ("person", lina.id)
    assert first.what == "Persoon: Lina El Amrani: achternaam"
    assert second.kind == "household"
    session.close()


def test_the_bin_shows_and_gives_back(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    people.remove(session, [person_called(session, home, "Sami")])
    (item,) = bins.content(session, [home.space])
    assert item.what == "Persoon: Sami Vermeer"
    assert item.who == "Noor de Bruin"
    assert item.when is not None
    bins.restore(session, item.record)
    assert bins.content(session, [home.space]) == []
    assert person_called(session, home, "Sami").short_name == "Sami"
    session.close()

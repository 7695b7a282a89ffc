"""Same person twice: suggested by sound, birth and own script; linked, never rewritten, undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import make_family, make_session, person_called
from wijkdesk.core.ids import Id
from wijkdesk.core.text import sound
from wijkdesk.models.person import Person, Sameness
from wijkdesk.services import dossiers, people, same_person, undoing
from wijkdesk.services.dossiers import NewHousehold
from wijkdesk.services.newcomers import NewPerson
from wijkdesk.services.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = make_session(tmp_path)
    yield made
    made.close()


def person(name: str, family: str = "", born: str | None = None, own: str | None = None) -> Person:
    return Person(
        id=Id(name.encode().ljust(8, b"-") + family.encode()[:4].ljust(4, b"-") + (born or "").encode()[-4:].ljust(4)),
        space=Id(bytes(16)), calling_name=name, family_name=family or None, born=born, own_script_name=own,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fatima", "Fatma"),
        ("Mohamed", "Muhammad"),
        ("Visser", "Fisser"),
        ("Yusuf", "Joesoef"),
        ("Zahra", "Sahra"),
    ],
)
def test_names_that_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_names_that_do_not() -> None:
    assert sound("Samira") != sound("Lina")
    assert sound("سميرة") == sound("سميره")


@pytest.mark.parametrize(
    ("one", "other", "near", "found"),
    [
        (person("Fatima", "Bakri"), person("Fatma", "B."), True, "naam lijkt erop"),
        (person("Fatima", "Bakri", "1990"), person("Fatima", "Bakri", "1991-02-03"), False,
         "zelfde naam, geboortejaar past"),
        (person("Fatima", "Bakri", "1990"), person("Fatima", "Bakri", "1995"), True, ""),
        (person("Fatima", "Bakri", "1990-01-02"), person("Fatima", "Bakri", "1990-01-03"), True, ""),
        (person("Fatima"), person("Fatima", "Bakri"), False, ""),
        (person("Selam", own="ሰላም"), person("Salaam", "Haile", own="ሰላም"), False, "zelfde naam in eigen schrift"),
        (person("Fatima", "Bakri"), person("Fatima", "Yilmaz"), True, ""),
    ],
)  # fmt: skip
def test_what_makes_two_persons_alike(one: Person, other: Person, near: bool, found: str) -> None:
    assert same_person.alike(one, other, near=near) == found
    assert same_person.alike(other, one, near=near) == found


def test_within_a_dossier_it_is_suggested_linked_and_undone(session: Session) -> None:
    home = make_family(session)
    samira = person_called(session, home, "Samira")
    twin, _ = people.add_person(session, home, NewPerson("Samiera", "El Amrani"))
    (found,) = same_person.suggestions(session, samira)
    assert (found.other.id, found.where) == (twin.id, "El Amrani-Vermeer")
    assert [{one.person.id, one.other.id} for one in same_person.all_suggestions(session)] == [
        {samira.id, twin.id}
    ]

    same_person.decide(session, samira.id, twin.id, Sameness.CERTAIN)
    assert same_person.suggestions(session, samira) == []
    assert same_person.all_suggestions(session) == []
    assert [one.other.id for one in same_person.also_known(session, twin)] == [samira.id]
    undoing.undo(session)
    assert same_person.also_known(session, twin) == []
    assert len(same_person.suggestions(session, twin)) == 1

    same_person.decide(session, samira.id, twin.id, Sameness.LIKELY)
    same_person.undo_link(session, twin.id, samira.id)
    same_person.decide(session, samira.id, twin.id, Sameness.NO)
    assert same_person.suggestions(session, twin) == []
    assert same_person.also_known(session, twin) == []


def test_across_dossiers_names_and_birth_must_both_fit(session: Session) -> None:
    home = make_family(session)
    lina = person_called(session, home, "Lina")
    other = dossiers.open_dossier(
        session, NewHousehold(name="Vermeer", people=(NewPerson("Lena", "Vermeer", born=str(lina.born)),))
    )
    (found,) = same_person.suggestions(session, lina)
    assert (found.where, found.household) == ("Vermeer", other.id)
    same_person.decide(session, lina.id, found.other.id, Sameness.CERTAIN)
    (known,) = same_person.also_known(session, found.other)
    assert known.household == home.id

"""Persons typed in one go."""

from __future__ import annotations

import datetime as dt

import pytest

from wijkdesk.core.ids import ZERO
from wijkdesk.models.dossier import HouseholdRole
from wijkdesk.models.person import Person
from wijkdesk.services.newcomers import NewPerson, parse_people, parse_person, year_of_age

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Samira El Amrani 34 moeder", NewPerson("Samira", "El Amrani", "", "1992", HouseholdRole.MOTHER)),
        ("Lina, 8", NewPerson("Lina", "", "", "2018", HouseholdRole.CHILD)),
        ("Jan van der Berg 1980 vader", NewPerson("Jan", "Berg", "van der", "1980", HouseholdRole.FATHER)),
        ("Sami 12-3-2023 zoon", NewPerson("Sami", "", "", "2023-03-12", HouseholdRole.CHILD)),
        ("سميرة 34", NewPerson("سميرة", "", "", "1992", HouseholdRole.ADULT)),
        ("Oma Truus", NewPerson("Truus", "", "", None, HouseholdRole.GRANDPARENT)),
        ("   ", None),
    ],
)
def test_a_line_becomes_a_person(line: str, expected: NewPerson | None) -> None:
    assert parse_person(line, TODAY) == expected


def test_each_line_is_a_person() -> None:
    assert [p.calling_name for p in parse_people("Samira 34\n\nJeroen 37\n", TODAY)] == ["Samira", "Jeroen"]


def test_someone_of_17_is_a_child_in_every_month() -> None:
    for month in range(1, 13):
        found = parse_person("Noa 17", dt.date(2026, month, 5))
        assert found is not None
        assert found.role is HouseholdRole.CHILD


def test_the_year_shows_the_age_that_was_typed() -> None:
    assert year_of_age(8, dt.date(2026, 11, 28)) == "2018"
    assert year_of_age(8, dt.date(2026, 1, 10)) == "2017"
    for day in (dt.date(2026, 1, 1), dt.date(2026, 6, 30), dt.date(2026, 7, 1), dt.date(2026, 12, 31)):
        assert Person(id=ZERO, space=ZERO, born=year_of_age(34, day)).age(day) == 34

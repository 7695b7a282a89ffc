"""Persons typed in one go."""

from __future__ import annotations

import datetime as dt

import pytest

from wijkdesk.models.dossier import HouseholdRole
from wijkdesk.services.newcomers import NewPerson, parse_people, parse_person, year_of_age

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Samira El Amrani 34 moeder", NewPerson("Samira", "El Amrani", "", "1991", HouseholdRole.MOTHER)),
        ("Lina, 8", NewPerson("Lina", "", "", "2017", HouseholdRole.CHILD)),
        ("Jan van der Berg 1980 vader", NewPerson("Jan", "Berg", "van der", "1980", HouseholdRole.FATHER)),
        ("Sami 12-3-2023 zoon", NewPerson("Sami", "", "", "2023-03-12", HouseholdRole.CHILD)),
        ("سميرة 34", NewPerson("سميرة", "", "", "1991", HouseholdRole.ADULT)),
        ("Oma Truus", NewPerson("Truus", "", "", None, HouseholdRole.GRANDPARENT)),
        ("   ", None),
    ],
)
def test_a_line_becomes_a_person(line: str, expected: NewPerson | None) -> None:
    assert parse_person(line, TODAY) == expected


def test_each_line_is_a_person() -> None:
    assert [p.calling_name for p in parse_people("Samira 34\n\nJeroen 37\n", TODAY)] == ["Samira", "Jeroen"]


def test_the_year_shows_the_age_that_was_typed() -> None:
    assert year_of_age(34, TODAY) == "1991"
    assert year_of_age(34, dt.date(2026, 12, 31)) == "1992"

"""Persons typed in one go, a line each: "Samira El Amrani 34 moeder" (opening a dossier within a minute)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from wijkdesk.core.text import fold
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.dossier import HouseholdRole
from wijkdesk.models.person import HALF_YEAR, age_on

_PREFIXES = {"van", "de", "der", "den", "het", "'t", "’t", "ten", "ter", "te", "von", "la", "in"}
_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_YEAR = re.compile(r"(19|20)\d{2}")
_AGE = re.compile(r"\d{1,3}")
_OLDEST = 115
_GROWN = 18


@dataclass(frozen=True)
class NewPerson:
    """A person to add; `born` is a partial ISO date, None = nothing said."""

    calling_name: str
    family_name: str = ""
    prefix: str = ""
    born: str | Unknown | None = None
    role: HouseholdRole | None = None
    languages: tuple[str, ...] = ()


def parse_people(text: str, today: dt.date) -> list[NewPerson]:
    """The persons of a text, one a line; commas may stand between the parts, empty lines are skipped."""
    return [found for line in text.splitlines() if (found := parse_person(line, today))]


def parse_person(line: str, today: dt.date) -> NewPerson | None:
    """The person on one line: name, then age, birth year or date, and role in any order. None without a name."""
    names: list[str] = []
    born: str | None = None
    role: HouseholdRole | None = None
    for word in line.replace(",", " ").replace(";", " ").split():
        if found := _role(word):
            role = found
        elif date := _born(word, today):
            born = date
        elif fold(word) not in ("jaar", "jr", "jr."):
            names.append(word)
    if not names:
        return None
    prefix, family = _family(names[1:])
    return NewPerson(names[0], family, prefix, born, role or _likely_role(born, today))


def year_of_age(age: int, today: dt.date) -> str:
    """The likelier birth year of someone this old today: `Person.age` gives this age back with it."""
    return str(today.year - age - ((today.month, today.day) < HALF_YEAR))


def _role(word: str) -> HouseholdRole | None:
    asked = fold(word)
    near = {"mama": HouseholdRole.MOTHER, "papa": HouseholdRole.FATHER, "zoon": HouseholdRole.CHILD,
            "dochter": HouseholdRole.CHILD, "oma": HouseholdRole.GRANDPARENT,
            "opa": HouseholdRole.GRANDPARENT, "baby": HouseholdRole.CHILD}  # fmt: skip
    return next((role for role in HouseholdRole if fold(role.label) == asked), near.get(asked))


def _born(word: str, today: dt.date) -> str | None:
    if found := _DATE.fullmatch(word):
        return _real_date(int(found[3]), int(found[2]), int(found[1]))
    if _YEAR.fullmatch(word) and int(word) <= today.year:
        return word
    if _AGE.fullmatch(word) and int(word) <= _OLDEST:
        return year_of_age(int(word), today)
    return None


def _real_date(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _likely_role(born: str | None, today: dt.date) -> HouseholdRole | None:
    if born is None:
        return None
    return HouseholdRole.CHILD if age_on(born, today) < _GROWN else HouseholdRole.ADULT


def _family(words: list[str]) -> tuple[str, str]:
    """Prefix and family name: "van der Berg" is ("van der", "Berg")."""
    count = 0
    while count < len(words) - 1 and words[count].lower() in _PREFIXES:
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])

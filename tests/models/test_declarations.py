"""What a declaration promises: values go out and come back, and what does not fit is said in Dutch."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkdesk.core.errors import UserError
from wijkdesk.core.ids import ZERO, new_id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.base import FieldType, Merge, check_value
from wijkdesk.models.life_domain import DEFAULT_DOMAINS, LifeDomainView, difference
from wijkdesk.models.ordering import between
from wijkdesk.models.person import Person
from wijkdesk.models.registry import KINDS
from wijkdesk.models.visit import Statement, StatementKind


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_words_for_a_worker(kind: str) -> None:
    cls = KINDS[kind]
    assert kind == cls.KIND
    assert cls.TITLE
    for spec in cls.specs().values():
        assert spec.title, spec.name
        assert spec.type is not FieldType.CHOICE or spec.choices is not None
        if spec.choices is not None:
            assert all(member.label for member in spec.choices)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("born", "12-11-2026"), ("born", "2014-13"), ("born", 2014),
        ("calling_name", 7), ("calling_name", Unknown.DONT_KNOW),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_next_to_the_field(field: str, value: Any) -> None:
    with pytest.raises(UserError) as caught:
        check_value(Person.specs()[field], value)
    assert caught.value.field == field
    assert caught.value.text.endswith(".")


@pytest.mark.parametrize("value", [None, 0, 10, Unknown.NOT_ASKED, Unknown.WONT_SAY])
def test_a_score_may_be_a_number_or_not_known(value: Any) -> None:
    spec = LifeDomainView.specs()["score"]
    check_value(spec, value)
    with pytest.raises(UserError):
        check_value(spec, 11)


def test_a_record_comes_back_from_its_values() -> None:
    statement = Statement(
        id=new_id(), space=new_id(), kind=StatementKind.OPINION, text="x", about=frozenset({"ab", "cd"})
    )
    assert Statement.from_values(statement.id, statement.space, statement.values()) == statement


def test_a_choice_of_a_later_version_stays_as_it_is() -> None:
    read = Statement.from_values(ZERO, ZERO, {"kind": "prophecy", "unheard_of": "x"})
    assert read.kind == "prophecy"


@pytest.mark.parametrize(
    ("born", "age"),
    [("2014", 12), ("2014-03", 12), ("2014-12-01", 11), (Unknown.DONT_KNOW, None), (None, None)],
)
def test_age_with_what_is_known(born: Any, age: int | None) -> None:
    assert Person(id=ZERO, space=ZERO, born=born).age(dt.date(2026, 11, 22)) == age


@pytest.mark.parametrize(("month", "day", "age"), [(1, 10, 7), (6, 30, 7), (7, 1, 8), (12, 31, 8)])
def test_with_only_a_year_the_likelier_age_counts(month: int, day: int, age: int) -> None:
    """docs/first-use.md 252: on 28 November someone of 8 is from 2018 on 332 of 365 days."""
    person = Person(id=ZERO, space=ZERO, born="2018")
    assert person.age(dt.date(2026, month, day)) == age
    assert person.is_age_rough
    assert not Person(id=ZERO, space=ZERO, born="2018-03").is_age_rough


def test_eleven_domains_with_fixed_ids() -> None:
    """design/core/07; the ids are format."""
    assert [domain.name for domain in DEFAULT_DOMAINS][:3] == ["Geld", "Wonen", "Werk en dagritme"]
    assert len({domain.id for domain in DEFAULT_DOMAINS}) == 11
    assert DEFAULT_DOMAINS[0].id.hex() == "fec71610917649d34415adcc201cb0d4"


_LOOKS = {  # how things look to one user, or to all: nobody said it about anyone
    ("setting", "name"), ("setting", "value"), ("pin", "on"), ("life_domain", "icon"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_only_places_and_order_take_the_latest(kind: str) -> None:
    """Nothing a person said or decided resolves itself: it asks; an element of a set asks for itself."""
    rules = {
        FieldType.ORDER: Merge.LATEST,
        FieldType.SET: Merge.SET,
    }
    for name, spec in KINDS[kind].specs().items():
        wanted = Merge.LATEST if (kind, name) in _LOOKS else rules.get(spec.type, Merge.ASK)
        assert spec.merge is wanted, f"{kind}.{name}"


@pytest.mark.parametrize(
    ("scores", "points"),
    [([2, 4, 6], 4), ([3, None, Unknown.NOT_ASKED], 0), ([], 0), ([7, 5], 2), ([0, 10], 10)],
)
def test_a_difference_needs_two_who_were_asked(scores: list[Any], points: int) -> None:
    """domain.md #21: differences of two points or more invite a talk."""
    assert difference(scores) == points


@given(st.lists(st.integers(0, 10), max_size=60))
def test_there_is_always_room_between_two_keys(places: list[int]) -> None:
    keys: list[str] = []
    for place in places:
        at = min(place, len(keys))
        key = between(keys[at - 1] if at else None, keys[at] if at < len(keys) else None)
        keys.insert(at, key)
        assert not key.endswith("0")
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_a_list_that_grows_at_its_end_keeps_short_keys() -> None:
    key = None
    for _ in range(200):
        key = between(key, None)
    assert len(key or "") <= 5

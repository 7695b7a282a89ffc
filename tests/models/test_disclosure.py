"""Disclosure: when it holds, and who must agree at which age (domain.md B2)."""

from __future__ import annotations

from wijkdesk.core.ids import ZERO, Id, new_id
from wijkdesk.models.disclosure import (
    ALONE_FROM,
    WITHOUT_CONSENT,
    YOUTH_FROM,
    DisclosedItem,
    Disclosure,
    LawfulGround,
    who_must_agree,
)

CHILD, MOTHER, FATHER = Id(b"c" * 16), Id(b"m" * 16), Id(b"f" * 16)
BOTH = frozenset({MOTHER, FATHER})


def made(**values: object) -> Disclosure:
    return Disclosure(id=new_id(), space=ZERO, **values)  # type: ignore[arg-type]


def test_it_holds_from_its_first_to_its_last_day() -> None:
    one = made(when="2026-03-01", valid_until="2026-03-31")
    assert [one.in_force(day) for day in ("2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01")] == [
        False, True, True, False,
    ]  # fmt: skip


def test_without_a_last_day_it_goes_on() -> None:
    assert made(when="2026-03-01").in_force("2036-03-01")


def test_withdrawn_it_holds_no_longer_from_that_day() -> None:
    assert not made(when="2026-03-01", withdrawn_on="2026-03-05").in_force("2026-03-05")


def test_in_the_bin_it_does_not_hold() -> None:
    assert not made(when="2026-03-01", deleted=True).in_force("2026-03-02")


def test_below_twelve_everyone_with_gezag() -> None:
    assert who_must_agree(CHILD, frozenset({YOUTH_FROM - 1}), BOTH).people == BOTH


def test_from_twelve_the_youth_as_well() -> None:
    assert who_must_agree(CHILD, frozenset({YOUTH_FROM}), BOTH).people == BOTH | {CHILD}


def test_from_sixteen_the_youth_alone() -> None:
    need = who_must_agree(CHILD, frozenset({ALONE_FROM}), BOTH)
    assert (need.people, need.unknown) == (frozenset({CHILD}), False)


def test_nobody_with_gezag_known_is_said_and_no_parent_is_taken_for_one() -> None:
    need = who_must_agree(CHILD, frozenset({8}), frozenset())
    assert (need.people, need.unknown) == (frozenset(), True)


def test_without_an_age_nobody_is_passed_over() -> None:
    assert who_must_agree(CHILD, frozenset(), BOTH).people == BOTH | {CHILD}


def test_consent_and_the_statutory_task_ask_people_the_others_do_not() -> None:
    assert set(LawfulGround) - WITHOUT_CONSENT == {LawfulGround.STATUTORY_TASK, LawfulGround.CONSENT}


def test_what_was_erased_is_still_known_to_have_been_given() -> None:
    assert DisclosedItem(id=new_id(), space=ZERO).caption == "gewist"
    assert DisclosedItem(id=new_id(), space=ZERO, words="Hij slaapt.").caption == "Hij slaapt."


def test_a_year_that_may_be_fifteen_or_sixteen_asks_everyone_of_both() -> None:
    assert who_must_agree(CHILD, frozenset({ALONE_FROM - 1, ALONE_FROM}), BOTH).people == BOTH | {CHILD}

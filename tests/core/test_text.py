"""Folding: what is stored and what is asked meet, in every script (architecture.md §6)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkdesk.core.text import fold, initials, words


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Loiza", "Loïza"),
        ("SAMIRA", "samira"),
        ("şahin", "Sahin"),
        ("lukasz", "Łukasz"),
        ("احمد", "أحمد"),  # alef with and without hamza
        ("سميره", "سميرة"),  # ta marbuta
        ("مدرسه", "مـدرسة"),  # tatweel
        ("کتاب", "كتاب"),  # Persian and Arabic kaf
        ("علی", "علي"),  # Persian and Arabic ya
        ("میروم", "می\u200cروم"),  # zero-width non-joiner
        ("ሰላም", "ሰላም"),
        ("Straße", "strasse"),
    ],
)
def test_spellings_meet(typed: str, stored: str) -> None:
    assert fold(typed) == fold(stored)


@pytest.mark.parametrize(("one", "other"), [("й", "и"), ("ї", "і"), ("ሰላም", "ሰሊም"), ("boos", "bos")])
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_and_initials() -> None:
    assert words("Élise d'Hondt-Čapek") == ["elise", "d", "hondt", "capek"]
    assert initials("Samira El Amrani") == "SA"
    assert initials("") == ""

"""Differences between texts, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkdesk.core.differences import Piece, Stretch, compare, side, together


def test_words_that_differ_stand_out() -> None:
    found = compare("hulp bij de huur en de post", "hulp bij de huur")
    assert found == [Stretch("hulp bij de huur", Piece.SAME), Stretch(" en de post", Piece.REMOVED)]


def test_another_word_is_gone_and_come() -> None:
    found = compare("op woensdag naar", "op donderdag naar")
    assert [(one.text, one.piece) for one in found if one.piece is not Piece.SAME] == [
        ("woensdag", Piece.REMOVED),
        ("donderdag", Piece.ADDED),
    ]


@pytest.mark.parametrize("text", ["", "een", "سميرة تريد المساعدة", "ሰላም ዓለም", "a\n\nb  c"])
def test_equal_texts_do_not_differ(text: str) -> None:
    assert [one.piece for one in compare(text, text)] == ([Piece.SAME] if text else [])


@given(st.text("ab \nسم", max_size=60), st.text("ab \nسم", max_size=60))
def test_each_side_can_be_read_back(before: str, after: str) -> None:
    found = compare(before, after)
    assert "".join(one.text for one in side(found, after=False)) == before
    assert "".join(one.text for one in side(found, after=True)) == after


def test_very_long_texts_are_compared_by_line() -> None:
    before = "woord " * 5000 + "\n"
    found = compare(before + "een", before + "twee")
    assert [one.piece for one in found] == [Piece.SAME, Piece.REMOVED, Piece.ADDED]


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        (
            "Hij komt. Zij belt zelf.",
            "Hij komt. Wij bellen samen.",
            "Hij komt. Zij belt zelf. Wij bellen samen.",
        ),
        (
            "Op woensdag. Klaar.",
            "Op donderdag. Klaar. Ruta gaat mee.",
            "Op woensdag. Op donderdag. Klaar. Ruta gaat mee.",
        ),
        ("eerst", "later", "eerst\nlater"),
        ("hulp bij de huur", "hulp bij de huur en de post", "hulp bij de huur en de post"),
        ("Hij komt.", "", "Hij komt."),
        ("", "Hij komt.", "Hij komt."),
        ("هي تريد المساعدة.", "هي تريد المساعدة. متى؟", "هي تريد المساعدة. متى؟"),
        ("Een.\n\nTwee.", "Een.\n\nDrie.", "Een.\n\nTwee. Drie."),
    ],
)
def test_two_texts_together_say_each_thing_once(first: str, second: str, both: str) -> None:
    assert together(first, second) == both


@given(st.text("ab. \n؟", max_size=40), st.text("ab. \n؟", max_size=40))
def test_together_no_word_is_lost_and_the_same_is_not_doubled(first: str, second: str) -> None:
    found = together(first, second).split()
    assert all(any(word in one for one in found) for word in (*first.split(), *second.split()))
    assert together(first, first) == together(first, "")

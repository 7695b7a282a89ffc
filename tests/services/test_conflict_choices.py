"""The card to choose on: ways, what it becomes, what differs; made of plain conflicts."""

from __future__ import annotations

import datetime as dt

import pytest

from wijkdesk.core.differences import Piece
from wijkdesk.core.ids import Id, new_id
from wijkdesk.services import conflict_choices as choices
from wijkdesk.services.conflict_sides import clock_words
from wijkdesk.services.conflicts import Both, Conflict, Side, Sort

NOW = dt.datetime(2026, 11, 22, 14, 0).astimezone()


def one(letter: str, words: str, *, minutes: int = 0, mine: bool = False, value: object = None) -> Side:
    return Side(
        letter=letter, commits=(new_id(),), user=Id(bytes(16)), who="Noor" if mine else "Abrehet", mine=mine,
        when=NOW - dt.timedelta(minutes=60 - minutes), laptop="deze laptop" if mine else "andere laptop",
        clock="", value=words if value is None else value, words=words,
    )  # fmt: skip


def conflict(*sides: Side, sort: Sort = Sort.TEXT, both: Both = Both.JOINED, field: str = "text") -> Conflict:
    return Conflict(
        row=new_id(), space=new_id(), kind="statement", field=field, title="Uitspraak", label="Tekst",
        where="Haile", sort=sort, both=both, sides=sides,
    )  # fmt: skip


@pytest.fixture
def texts() -> Conflict:
    return conflict(
        one("A", "hulp bij de huur en de post", mine=True), one("B", "hulp bij de huur", minutes=9)
    )


def test_texts_are_kept_both_unless_someone_says_otherwise(texts: Conflict) -> None:
    card = choices.card(texts, NOW)
    assert card.chosen == choices.BOTH
    assert [way.key for way in card.ways] == ["A", "B", "C", "N"]
    assert card.sides[0].who == "Noor (jij)"
    assert card.sides[0].line == "vandaag 13:00, het eerst · deze laptop".replace(" 13", "\u00a013")
    assert card.sides[1].line.endswith("het laatst · andere laptop")


def test_a_text_that_holds_the_other_stands_there_once(texts: Conflict) -> None:
    assert texts.joined == "hulp bij de huur en de post"
    other = conflict(one("A", "eerst"), one("B", "later"))
    assert other.joined == "eerst\nlater"


def test_words_of_each_side_that_the_other_lacks_stand_out(texts: Conflict) -> None:
    card = choices.card(texts, NOW)
    assert [stretch.text for stretch in card.sides[0].stretches if stretch.piece is not Piece.SAME] == [
        " en de post"
    ]
    assert all(stretch.piece is Piece.SAME for stretch in card.sides[1].stretches)


def test_what_it_becomes_is_shown_against_the_first(texts: Conflict) -> None:
    card = choices.pick(choices.card(texts, NOW), "B")
    assert card.differs
    assert [stretch.piece for stretch in card.result] == [Piece.SAME, Piece.REMOVED]
    written = choices.write(choices.pick(card, choices.NEW), "hulp bij de huur en geld")
    assert written.writing
    assert [stretch.text for stretch in written.result if stretch.piece is Piece.ADDED] == ["geld"]


def test_an_unknown_way_changes_nothing(texts: Conflict) -> None:
    card = choices.card(texts, NOW)
    assert choices.pick(card, "Z") is card


def test_a_value_is_never_chosen_beforehand() -> None:
    card = choices.card(
        conflict(one("A", "2012"), one("B", "1 april 2012"), sort=Sort.VALUE, both=Both.NO), NOW
    )
    assert card.chosen == ""
    assert [way.key for way in card.ways] == ["A", "B"]
    assert card.result == ()


def test_deleting_against_writing_lets_it_stand_unless_someone_says_otherwise() -> None:
    sides = (one("A", "Weggehaald", value=True), one("B", "Wanneer: na 18 uur", value=False))
    card = choices.card(conflict(*sides, sort=Sort.DELETE, both=Both.NO, field="_deleted"), NOW)
    assert card.chosen == "B"
    assert [way.words for way in card.ways] == ["Weghalen", "Laten staan"]
    assert "prullenbak" in choices.pick(card, "A").result[0].text


def test_names_are_hidden_when_the_worker_asks(texts: Conflict) -> None:
    from wijkdesk.core.discreet import set_discreet

    set_discreet(True)
    try:
        assert choices.card(texts, NOW).sides[1].who == "A."
    finally:
        set_discreet(False)


def test_three_versions_are_three_ways() -> None:
    card = choices.card(conflict(one("A", "x"), one("B", "y"), one("D", "z")), NOW)
    assert [way.key for way in card.ways] == ["A", "B", "D", "C", "N"]
    assert choices.pick(card, "D").result[-1].text == "z"


@pytest.mark.parametrize(
    ("ahead_ms", "words"),
    [
        (0, ""),
        (5 * 60_000, ""),
        (45 * 60_000, "klok liep 1 uur voor"),
        (20 * 60_000, "klok liep 20 minuten voor"),
        (3 * 3_600_000, "klok liep 3 uur voor"),
        (-3 * 3_600_000, "klok liep 3 uur achter"),
    ],
)
def test_a_wrong_clock_is_said_in_words(ahead_ms: int, words: str) -> None:
    assert clock_words(ahead_ms) == words

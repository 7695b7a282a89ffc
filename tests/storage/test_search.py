"""Search finds any script without accents, follows edits and the bin, and answers by prefix."""

from __future__ import annotations

import pytest

from tests.storage.sample import note, rewrite, shown
from wijkdesk.core.ids import Id
from wijkdesk.services.session import Session
from wijkdesk.storage.search import search

FOUND = (
    ("Yıldız gaat naar school", "yildiz"),
    ("Café met crème brûlée", "creme"),
    ("Ze zei: ÉÉN keer per week", "een"),
    ("أحمد يزور المدرسة كل يوم", "احمد"),
    ("المُدَرِّسَة جيدة", "المدرسه"),
    ("ሰላም ቤተሰብ", "ቤተሰብ"),
    ("Мой сын Андрей", "андрей"),
    ("Їжак живе тут", "їжак"),
    ("Großmutter wohnt hier", "grossmutter"),
    ("Łukasz i Żaneta", "lukasz zaneta"),
    ("Nguyễn Thị Ánh", "nguyen thi anh"),
    ("schuldhulpverlening is begonnen", "schuldhulp"),
)


@pytest.mark.parametrize(("text", "query"), FOUND)
def test_found_in_any_script(session: Session, space: Id, text: str, query: str) -> None:
    record = note(session, space, text)
    note(session, space, "iets heel anders")
    assert [hit.row for hit in search(session.store, query, kinds=("statement",))] == [record.id]


def test_another_letter_is_not_an_accent(session: Session, space: Id) -> None:
    note(session, space, "мой")
    assert search(session.store, "мои") == []


def test_all_words_must_be_there(session: Session, space: Id) -> None:
    note(session, space, "huis en tuin")
    assert search(session.store, "huis keuken") == []
    assert len(search(session.store, "tui hui")) == 1


def test_an_edit_moves_the_index_along(session: Session, space: Id) -> None:
    record = note(session, space, "eerst dit")
    rewrite(session, record.id, "daarna dat")
    assert search(session.store, "eerst") == []
    assert [hit.row for hit in search(session.store, "daarna")] == [record.id]


def test_what_lies_in_the_bin_is_not_found(session: Session, space: Id) -> None:
    record = note(session, space, "verdwenen")
    with session.store.unit() as unit:
        unit.delete(record)
    assert search(session.store, "verdwenen") == []
    with session.store.unit() as unit:
        unit.restore(shown(session.store, record.id))
    assert len(search(session.store, "verdwenen")) == 1


@pytest.mark.parametrize("query", ["", "   ", '"', "'; --", "NEAR(", "*", "a AND", "-", "^"])
def test_signs_of_the_query_language_are_only_signs(session: Session, space: Id, query: str) -> None:
    note(session, space, "gewone tekst")
    assert search(session.store, query) == []


def test_only_the_kinds_asked_for(session: Session, space: Id) -> None:
    record = note(session, space, "Yıldız belde")
    assert {hit.kind for hit in search(session.store, "yildiz")} >= {"statement", "household"}
    assert [hit.row for hit in search(session.store, "yildiz", kinds=("statement",))] == [record.id]

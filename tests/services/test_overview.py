"""A household at a glance, and its contact moments."""

from __future__ import annotations

from pathlib import Path

from tests.builders import make_family, make_session, person_called
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.ids import Id, new_id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.dossier import Household
from wijkdesk.models.life_domain import DEFAULT_DOMAINS
from wijkdesk.models.visit import ContactMoment, Statement, StatementKind
from wijkdesk.services import contacts, people, views, visits
from wijkdesk.services.overview import overview
from wijkdesk.services.session import Session

MONEY, HOUSING, SCHOOL = DEFAULT_DOMAINS[0], DEFAULT_DOMAINS[1], DEFAULT_DOMAINS[6]


def visited(session: Session, home: Household, scores: dict[str, dict[Id, int | Unknown]]) -> ContactMoment:
    moment = visits.start(session, home.id)
    for name, given in scores.items():
        person = person_called(session, home, name)
        for domain, score in given.items():
            views.set_score(session, moment, person.id, domain, score)
    return moment


def test_the_largest_difference_with_a_child_in_it_comes_first(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    visited(
        session,
        home,
        {
            "Samira": {HOUSING.id: 2, SCHOOL.id: 6, MONEY.id: 0},
            "Jeroen": {HOUSING.id: 4, MONEY.id: 9},
            "Lina": {SCHOOL.id: 3},
        },
    )
    seen = overview(session, home.id)
    assert seen is not None
    assert seen.talk is not None
    assert seen.talk.domain.id == SCHOOL.id
    assert [(who.short_name, score) for who, score in seen.talk.scores] == [("Lina", 3), ("Samira", 6)]
    by_domain = {line.domain.id: line.difference for line in seen.domains}
    assert (by_domain[HOUSING.id], by_domain[MONEY.id], by_domain[SCHOOL.id]) == (2, 9, 3)
    session.close()


def test_missing_voices_name_children_first(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    visited(session, home, {"Samira": {HOUSING.id: 2}, "Lina": {HOUSING.id: 6}})
    seen = overview(session, home.id)
    assert seen is not None
    assert [one.person.short_name for one in seen.missing] == ["Sami", "Yassin", "Jeroen"]
    assert [one.place for one in seen.members] == [1, 0, 0, 4, 0]
    session.close()


def test_a_toddler_who_was_seen_is_not_missing(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    moment = visited(session, home, {})
    sami = person_called(session, home, "Sami")
    seen = Statement(
        id=new_id(), space=home.space, contact_moment=moment.id, kind=StatementKind.OBSERVATION,
        text="Sami bouwt een toren.", about=frozenset({sami.id.hex()}),
    )  # fmt: skip
    people.save_new(session, seen, "Schrijven")
    found = overview(session, home.id)
    assert found is not None
    assert "Sami" not in [one.person.short_name for one in found.missing]
    session.close()


def test_the_newest_answer_counts_and_unwilling_is_an_answer(tmp_path: Path) -> None:
    clock = FakeClock()
    session = make_session(tmp_path, clock=clock)
    home = make_family(session)
    visited(session, home, {"Samira": {HOUSING.id: 2, MONEY.id: 4}})
    clock.advance(60_000)
    visited(session, home, {"Samira": {HOUSING.id: 5, MONEY.id: Unknown.WONT_SAY}})
    seen = overview(session, home.id)
    assert seen is not None
    samira = person_called(session, home, "Samira").id
    scores = {line.domain.id: line.scores.get(samira) for line in seen.domains}
    assert scores[HOUSING.id] == 5
    assert scores[MONEY.id] is Unknown.WONT_SAY
    session.close()


def test_the_last_hope_stands_first(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    moment = visited(session, home, {})
    hope = Statement(
        id=new_id(), space=home.space, contact_moment=moment.id, text="Dat de kinderen hier kunnen blijven.",
        hope=True, recorded_at=session.stamp(),
    )  # fmt: skip
    people.save_new(session, hope, "Schrijven")
    seen = overview(session, home.id)
    assert seen is not None
    assert seen.hope is not None
    assert seen.hope.text == "Dat de kinderen hier kunnen blijven."
    (line,) = contacts.of_household(session, home.id)
    assert (line.summary, line.statements, line.signed) == ("Dat de kinderen hier kunnen blijven.", 1, False)
    session.close()


def test_a_household_that_is_not_here_has_no_overview(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    assert overview(session, new_id()) is None
    session.close()

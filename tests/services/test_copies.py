"""What a copy takes along and how it reads, per kind; the flow between laptops is in test_assignments."""

from __future__ import annotations

import pytest

from tests.builders import person_called
from wijkdesk.core.discreet import set_discreet
from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.assignment import COPIED
from wijkdesk.models.dossier import Household
from wijkdesk.models.life_domain import DEFAULT_DOMAINS, Effect, Factor, LifeDomainView
from wijkdesk.models.person import LanguageProfile, Level, Person
from wijkdesk.models.registry import KINDS
from wijkdesk.models.visit import Statement, StatementKind
from wijkdesk.services import copies, people
from wijkdesk.services.copy_words import people_in, words_of
from wijkdesk.services.session import Session


@pytest.fixture
def samira(visiting: Session, family: Household) -> Person:
    return person_called(visiting, family, "Samira")


def view(home: Household, person: Person) -> LifeDomainView:
    return LifeDomainView(
        id=new_id(), space=home.space, person=person.id, domain=DEFAULT_DOMAINS[1].id, score=4
    )


def test_of_a_person_only_the_calling_name(samira: Person) -> None:
    assert copies.values_of(samira, {}) == {"calling_name": "Samira"}


def test_who_has_an_alias_is_shared_by_it(visiting: Session, samira: Person) -> None:
    hidden = samira.with_(alias="Roos")
    assert copies.values_of(hidden, {}) == {"calling_name": "Roos"}
    assert words_of(visiting, hidden) == "Roos"


def test_a_reference_to_who_is_not_shared_does_not_go(family: Household, samira: Person) -> None:
    assert copies.values_of(view(family, samira), {})["person"] is None


def test_a_reference_to_who_is_shared_becomes_the_copy(family: Household, samira: Person) -> None:
    copy = Id(b"k" * 16)
    values = copies.values_of(view(family, samira), {samira.id: copy})
    assert (values["person"], values["score"]) == (copy, 4)


def test_of_a_statement_the_people_it_is_about_follow_what_is_shared(
    family: Household, samira: Person
) -> None:
    copy, other = Id(b"k" * 16), new_id()
    said = Statement(id=new_id(), space=family.space, about=frozenset({samira.id.hex(), other.hex()}))
    assert copies.values_of(said, {samira.id: copy})["about"] == frozenset({copy.hex()})


def test_where_it_was_heard_and_from_whom_does_not_go(family: Household) -> None:
    said = Statement(
        id=new_id(), space=family.space, text="Moe.", heard_from="de buurvrouw", contact_moment=new_id()
    )
    assert {"heard_from", "contact_moment", "view", "corrects"}.isdisjoint(copies.values_of(said, {}))


def test_a_view_reads_as_who_which_domain_and_the_score(
    visiting: Session, family: Household, samira: Person
) -> None:
    assert words_of(visiting, view(family, samira)) == "Samira: Wonen 4"


def test_a_language_reads_with_its_levels(visiting: Session, family: Household, samira: Person) -> None:
    profile = LanguageProfile(
        id=new_id(),
        space=family.space,
        person=samira.id,
        language="ar",
        speaks=Level.GOOD,
        reads=Level.LITTLE,
    )
    assert words_of(visiting, profile) == "Samira: Arabisch, spreekt goed, leest een beetje"


def test_a_factor_reads_with_what_it_does(visiting: Session, family: Household) -> None:
    factor = Factor(id=new_id(), space=family.space, effect=Effect.PROTECTS, text="Oma woont dichtbij.")
    assert words_of(visiting, factor) == "Sterk: Oma woont dichtbij."


def test_own_words_read_with_who_said_them(visiting: Session, family: Household, samira: Person) -> None:
    said = Statement(id=new_id(), space=family.space, text="Ik slaap slecht.", quote=True, said_by=samira.id)
    assert words_of(visiting, said) == "Samira: «Ik slaap slecht.»"


def test_names_are_hidden_on_the_screen_and_never_in_what_is_written_down(
    visiting: Session, samira: Person
) -> None:
    set_discreet(True)
    try:
        assert words_of(visiting, samira, hide=True) != "Samira"
        assert words_of(visiting, samira) == "Samira"
    finally:
        set_discreet(False)


def test_who_is_named_goes_along(visiting: Session, family: Household, samira: Person) -> None:
    every = copies.shareable(visiting, family.space)
    language = next(
        one for one in every if isinstance(one.record, LanguageProfile) and one.people == {samira.id}
    )
    assert {one.record.id for one in copies.with_people([language], every)} == {language.record.id, samira.id}


def test_who_said_it_and_who_it_is_about_are_named_in_a_statement(family: Household, samira: Person) -> None:
    other = new_id()
    said = Statement(id=new_id(), space=family.space, said_by=samira.id, about=frozenset({other.hex()}))
    assert people_in(said) == {samira.id, other}
    assert people_in(samira) == {samira.id}


def test_what_was_corrected_and_what_is_binned_is_not_offered(visiting: Session, family: Household) -> None:
    old = Statement(id=new_id(), space=family.space, text="Oud", kind=StatementKind.OBSERVATION)
    new = old.with_(id=new_id(), text="Nieuw", corrects=old.id)
    gone = old.with_(id=new_id(), text="Weg")
    for one in (old, new, gone):
        people.save_new(visiting, one, "Uitspraak")
    people.remove(visiting, [gone])
    texts = [
        one.words for one in copies.shareable(visiting, family.space) if isinstance(one.record, Statement)
    ]
    assert texts == ["Nieuw"]


def test_every_field_that_goes_along_is_declared() -> None:
    for kind, fields in COPIED.items():
        assert KINDS[kind.KIND] is kind
        assert set(fields) <= set(kind.specs())
        assert not any(kind.specs()[name].machine for name in fields)

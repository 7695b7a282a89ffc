"""The family's page from records: whose hopes, which steps, and what never stands on it."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import make_family
from tests.services.papers_sample import HOPE_AR, Sample, make_sample
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import set_language
from wijkdesk.core.ids import new_id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.dossier import Address, Dossier, Household, Membership, SpaceKind
from wijkdesk.models.life_domain import DEFAULT_DOMAINS, LifeDomainView, Obtained
from wijkdesk.models.person import Person
from wijkdesk.models.step import Promise, Step
from wijkdesk.models.visit import Appointment, ContactMoment, Statement, StatementKind
from wijkdesk.reports.family_page import plain_text
from wijkdesk.services import papers
from wijkdesk.services.papers import FamilyChoices
from wijkdesk.storage import queries
from wijkdesk.storage.spaces import create_space


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = make_sample(tmp_path, FakeClock())
    yield made
    made.session.close()


def page_of(sample: Sample, **choices: object) -> papers.FamilyPage:
    return papers.family_page(
        sample.session,
        sample.household.id,
        sample.moment.id,
        FamilyChoices(**choices),  # type: ignore[arg-type]
    )


def test_hopes_in_own_words_and_script(sample: Sample) -> None:
    assert [(hope.who, hope.text, hope.language) for hope in page_of(sample).hopes] == [
        ("Samira", HOPE_AR, "ar"),
        ("Jeroen", "Ik wil weer vast werk.", "nl"),
    ]


def test_steps_promises_appointment_and_phone(sample: Sample) -> None:
    page = page_of(sample)
    assert [(step.what, set(step.who.split(", "))) for step in page.steps] == [
        ("Voedselpakket halen", {"Samira", "Noor"})
    ]
    assert [line.text.replace("\u00a0", " ") for line in page.promises] == [
        "Ik bel u over de brief. (do 20 november)"
    ]
    assert page.appointment is not None
    assert page.phone is not None
    assert page.phone.number == "06-12345678"


def test_no_address_no_surname_no_worries_of_others(sample: Sample) -> None:
    text = plain_text(page_of(sample))
    for word in ("Merelstraat", "Vermeer", "El Amrani", "alleen", "koelkast", "schaamt", "juf Lotte"):
        assert word not in text
    assert "bij u thuis" in text


def test_marks_of_the_running_note_never_stand_on_the_page_or_in_the_list_beside_it(sample: Sample) -> None:
    sample.say("@Lina Een eigen kamer, over #Wonen @Lina", hope=True, said_by=sample.people["Lina"])
    sample.add(Step, household=sample.household.id, text="Bellen met @Piet over #Wonen")
    source = papers.family_source(sample.session, sample.household.id, sample.moment.id)
    text = plain_text(source.page(FamilyChoices()))
    listed = " ".join(part.text for part in source.parts())
    for words in (text, listed):
        assert "Een eigen kamer, over Wonen" in words
        assert "Bellen met Piet over Wonen" in words
        assert "@" not in words
        assert "#" not in words


def test_surnames_when_the_family_wants_them(sample: Sample) -> None:
    assert "Samira El Amrani" in page_of(sample, hide_surnames=False).people


def test_what_is_left_out_is_left_out(sample: Sample) -> None:
    source = papers.family_source(sample.session, sample.household.id, sample.moment.id)
    parts = source.parts()
    assert [part.group for part in parts] == ["hope", "hope", "missing", "step", "promise", "appointment"]
    bare = source.page(FamilyChoices(without=frozenset(part.id for part in parts)))
    assert (bare.hopes, bare.steps, bare.promises, bare.appointment, bare.missing) == ((), (), (), None, "")


def test_missing_voices_children_first_and_present_is_not_heard(sample: Sample) -> None:
    assert page_of(sample).missing == "Sami, Lina en Yassin vragen we nog."


def test_scores_and_what_is_seen_of_the_very_young_are_voices_too(sample: Sample) -> None:
    def score(name: str, **values: object) -> None:
        sample.add(
            LifeDomainView, contact_moment=sample.moment.id, person=sample.people[name],
            domain=DEFAULT_DOMAINS[2].id, **values,
        )  # fmt: skip

    score("Yassin", score=7)  # typed in Bezoek, how it was asked not filled in
    score("Lina", score=5, obtained=Obtained.FOR_CHILD)  # a parent said it: her own voice is still missing
    sami = frozenset({sample.people["Sami"].hex()})
    sample.say("Sami zoekt steeds zijn moeder.", kind=StatementKind.OBSERVATION, about=sami)
    assert page_of(sample).missing == "Lina vragen we nog."
    score("Lina", score=Unknown.WONT_SAY)
    assert page_of(sample).missing == ""


def test_safety_space_and_other_households_stay_away(sample: Sample) -> None:
    store, home = sample.session.store, sample.household
    with store.unit("edit") as unit:
        safe = create_space(store, unit, SpaceKind.SAFETY, [], dossier=home.space)
    secret = {"contact_moment": sample.moment.id, "said_by": sample.people["Samira"], "hope": True}
    sample.add(Statement, space=safe, text="GEHEIM hoop", **secret)
    sample.add(Step, space=safe, household=home.id, text="GEHEIM stap", due="2025-11-22")
    sample.add(Promise, space=safe, household=home.id, text="GEHEIM belofte", by=sample.session.me.id)
    sample.add(Appointment, space=safe, household=home.id, place="GEHEIM", starts="2025-11-20T09:00:00Z")
    other = sample.add(Household, name="Vader apart")
    sample.add(Step, household=other.id, text="GEHEIM stap van vader")
    elsewhere = sample.add(ContactMoment, household=other.id, started="2025-11-01T10:00:00Z")
    sample.add(Statement, contact_moment=elsewhere.id, text="GEHEIM wens", hope=True)
    assert "GEHEIM" not in plain_text(page_of(sample))


def test_only_hopes_of_people_who_live_here(sample: Sample) -> None:
    neighbour = sample.add(Person, calling_name="Buurvrouw")
    sample.say("GEHEIM zorg van de buurt", hope=True, said_by=neighbour.id)
    sample.say("Rust in huis.", hope=True)
    hopes = [(hope.who, hope.text) for hope in page_of(sample).hopes]
    assert hopes[-1] == ("Een van ons", "Rust in huis.")
    assert "GEHEIM" not in str(hopes)


def test_the_last_hope_of_each_person_and_the_corrected_one_gives_way(sample: Sample) -> None:
    earlier = sample.add(ContactMoment, household=sample.household.id, started="2025-10-01T09:00:00Z")
    sample.say("Oude hoop.", hope=True, said_by=sample.people["Jeroen"], contact_moment=earlier.id)
    sample.say("Een fiets.", hope=True, said_by=sample.people["Lina"], contact_moment=earlier.id)
    wrong = sample.say("Een hont.", hope=True, said_by=sample.people["Sami"])
    sample.say("Een hond.", hope=True, said_by=sample.people["Sami"], corrects=wrong.id)
    texts = [hope.text for hope in page_of(sample).hopes]
    assert texts == [HOPE_AR, "Ik wil weer vast werk.", "Een fiets.", "Een hond."]


def test_who_moved_out_is_not_on_it(sample: Sample) -> None:
    store = sample.session.store
    lives = queries.find(store, Membership, person=sample.people["Jeroen"])[0]
    with store.unit("edit") as unit:
        unit.change(lives, until="2025-06")
    page = page_of(sample)
    assert "Jeroen" not in page.people
    assert [hope.who for hope in page.hopes] == ["Samira"]


def test_two_people_with_one_first_name_get_their_age(sample: Sample) -> None:
    person = queries.get(sample.session.store, Person, sample.people["Yassin"])
    assert person is not None
    with sample.session.store.unit("edit") as unit:
        unit.change(person, calling_name="Sami")
    assert {"Sami (14)", "Sami (3)"} <= set(page_of(sample).people)


def test_language_of_the_dossier_is_proposed_and_arabic_says_unchecked(sample: Sample) -> None:
    dossier = queries.find(sample.session.store, Dossier, space=sample.household.space)[0]
    with sample.session.store.unit("edit") as unit:
        unit.change(dossier, paper_language="ar")
    page = papers.family_page(sample.session, sample.household.id)
    assert page.language == "ar"
    assert "nog niet nagekeken" in plain_text(page)
    assert {lang.code: lang.checked for lang in papers.languages()} == {"nl": True, "ar": False, "ti": False}


def test_papers_stay_dutch_when_the_screens_are_not(sample: Sample) -> None:
    set_language("pseudo")
    assert "Sami, Lina en Yassin vragen we nog." in plain_text(page_of(sample))


def test_practice_is_marked(sample: Sample) -> None:
    dossier = queries.find(sample.session.store, Dossier, space=sample.household.space)[0]
    with sample.session.store.unit("edit") as unit:
        unit.change(dossier, practice=True)
    assert "Oefengezin" in plain_text(page_of(sample))


def test_an_empty_family_still_gets_a_page(sample: Sample) -> None:
    family = make_family(sample.session)
    with sample.session.store.unit("edit") as unit:
        for address in queries.find(sample.session.store, Address, space=family.space):
            unit.delete(address)
    page = papers.family_page(sample.session, family.id)
    assert page.hopes == page.steps == ()
    assert len(papers.as_pages(page, 40)) == 1


def test_gone_is_said(sample: Sample) -> None:
    with pytest.raises(Refused, match="huishouden staat niet"):
        papers.family_page(sample.session, new_id())
    with pytest.raises(Refused, match="bezoek staat niet"):
        papers.family_page(sample.session, sample.household.id, new_id())


def test_black_and_white_large_and_neutral(sample: Sample) -> None:
    page = page_of(sample, large=True, black_white=True, neutral=True)
    assert (page.large, page.black_white, page.brand) == (True, True, None)
    named = dataclasses.replace(page, brand=page_of(sample).brand).brand
    assert named is not None
    assert named.name == "Team Oost"

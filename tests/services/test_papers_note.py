"""The visit note from records: kinds apart, sources named, late entries, missing voices with why."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.papers_sample import Sample, make_sample
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import set_language
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.dossier import SpaceKind
from wijkdesk.models.life_domain import DEFAULT_DOMAINS, LifeDomainView
from wijkdesk.models.step import Promise
from wijkdesk.models.visit import (
    Appointment,
    AppointmentState,
    ContactMoment,
    SignOff,
    Statement,
    StatementKind,
)
from wijkdesk.reports.dates import clock, full_date
from wijkdesk.reports.visit_note import StatementLine
from wijkdesk.services import papers
from wijkdesk.services.session import from_moment
from wijkdesk.storage import queries
from wijkdesk.storage.spaces import create_space


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = make_sample(tmp_path, FakeClock())
    yield made
    made.session.close()


def note_of(sample: Sample) -> papers.VisitNote:
    return papers.visit_note(sample.session, sample.moment.id)


def line_of(sample: Sample, start: str) -> StatementLine:
    return next(line for line in note_of(sample).statements if line.text.startswith(start))


def test_title_facts_and_urgent_needs(sample: Sample) -> None:
    note = note_of(sample)
    assert note.title == "Huisbezoek bij El Amrani-Vermeer"
    assert note.place == "bij het gezin thuis"
    facts = dict(note.facts)
    assert facts["Aanwezig"] == (
        "Samira El Amrani (moeder), Jeroen Vermeer (vader), Lina Vermeer (ongeveer 8), Sami Vermeer (ongeveer 3)"
    )
    assert facts["Van ons"] == "Noor de Bruin, ouder- en kindcoach"
    assert facts["Aanleiding"] == "Brief over de huur"
    assert note.urgent == ("Eten: koelkast leeg",)


def test_each_kind_names_its_source(sample: Sample) -> None:
    seen = line_of(sample, "De koelkast")
    assert (seen.kind, seen.source) == ("observation", "gezien of gehoord door Noor de Bruin")
    assert seen.talked == "met het gezin besproken"
    heard = line_of(sample, "Lina speelt")
    assert (heard.kind, heard.source) == ("reported", "gehoord van juf Lotte")
    assert heard.talked == "nog niet met het gezin besproken"
    thought = line_of(sample, "Misschien")
    assert (thought.kind, thought.source) == ("hypothesis", "gedachte van Noor de Bruin")
    arabic = note_of(sample).statements[0]
    assert (arabic.language, arabic.quote, arabic.source) == (
        "ar", True, "Samira El Amrani, letterlijk, hoop of wens",
    )  # fmt: skip


def test_words_of_a_score_stand_with_domain_and_figure(sample: Sample) -> None:
    own = line_of(sample, "We redden")
    assert own.kind == "opinion"
    assert own.source == "Jeroen Vermeer, over Wonen, cijfer 4"


def test_without_kind_or_source_it_says_so(sample: Sample) -> None:
    sample.say("Losse regel.")
    line = line_of(sample, "Losse")
    assert (line.kind, line.source) == ("unsorted", "")


def test_seen_on_another_day_and_corrected(sample: Sample) -> None:
    old = sample.say("Deur stuk.", kind=StatementKind.OBSERVATION, said_by=sample.session.me.id)
    sample.say(
        "Deur dicht.", kind=StatementKind.OBSERVATION, said_by=sample.session.me.id, corrects=old.id,
        observed_at="2025-11-17T08:00:00Z",
    )  # fmt: skip
    texts = [line.text for line in note_of(sample).statements]
    assert "Deur stuk." not in texts
    source = line_of(sample, "Deur dicht").source.replace("\u00a0", " ")
    assert "op 17 november 2025" in source
    assert source.endswith("verbetert een eerdere regel")


def test_missing_voices_youngest_first_with_why(sample: Sample) -> None:
    sample.add(
        LifeDomainView, contact_moment=sample.moment.id, person=sample.people["Lina"],
        domain=DEFAULT_DOMAINS[0].id, score=Unknown.WONT_SAY,
    )  # fmt: skip
    assert [(voice.who, voice.why) for voice in note_of(sample).missing] == [
        ("Sami Vermeer (ongeveer 3)", "was erbij, is nog niet zelf gehoord."),
        ("Lina Vermeer (ongeveer 8)", "wilde niets zeggen."),
        ("Yassin Vermeer (ongeveer 14)", "was er niet bij."),
    ]


def test_steps_of_this_visit_also_the_done_one(sample: Sample) -> None:
    steps = {step.what: step for step in note_of(sample).steps}
    assert set(steps["Voedselpakket halen"].who.split(", ")) == {"Samira El Amrani", "Noor de Bruin"}
    assert "gedaan op" in steps["Gedane stap"].when_text


def test_written_down_late_shows_both_times(sample: Sample) -> None:
    def closing() -> str:
        return str(note_of(sample).payload()["closing"]).replace("\\xa0", " ")

    assert "pas opgeschreven" not in closing()
    sample.say("Nog iets.", recorded_at="2025-11-20T01:00:00Z")
    assert "pas opgeschreven" not in closing()  # past midnight, but within 12 hours
    sample.say("Veel later.", recorded_at="2025-11-20T09:00:00Z")
    assert "Bezoek op 19 november 2025" in closing()
    assert "pas opgeschreven op 20 november 2025" in closing()


def test_safety_statements_stay_out(sample: Sample) -> None:
    store = sample.session.store
    with store.unit("edit") as unit:
        safe = create_space(store, unit, SpaceKind.SAFETY, [], dossier=sample.household.space)
    sample.add(Statement, space=safe, contact_moment=sample.moment.id, text="GEHEIM")
    assert "GEHEIM" not in str(note_of(sample).payload())


def test_signed_off_by_whom_and_when(sample: Sample) -> None:
    assert note_of(sample).sign_off is None
    sample.add(SignOff, contact_moment=sample.moment.id, by=sample.session.me.id, at="2025-11-20T08:10:00Z")
    line = note_of(sample).sign_off
    assert line is not None
    assert line.by == "Noor de Bruin"


def test_the_paper_is_dutch_and_makes_a_pdf(sample: Sample) -> None:
    set_language("pseudo")
    note = note_of(sample)
    assert note.urgent == ("Eten: koelkast leeg",)
    assert papers.as_pdf(note).startswith(b"%PDF")


def test_a_visit_without_household_says_what_to_do(sample: Sample) -> None:
    loose = sample.add(ContactMoment, started="2025-11-19T13:00:00Z")
    with pytest.raises(Refused, match="nog geen huishouden") as caught:
        papers.visit_note(sample.session, loose.id)
    assert caught.value.todo


def test_names_and_domains_in_a_line_lose_their_marks(sample: Sample) -> None:
    sample.say("@Samira zegt dat #Wonen zwaar is", kind=StatementKind.REPORTED)
    assert line_of(sample, "Samira").text == "Samira zegt dat Wonen zwaar is"


def test_what_was_left_undiscussed_on_purpose_is_said(sample: Sample) -> None:
    sample.say("Misschien slaapt Yassin slecht.", kind=StatementKind.HYPOTHESIS, discussed=False)
    assert line_of(sample, "Misschien slaapt").talked == "niet met het gezin besproken"


def test_own_words_of_the_family_need_no_discussing(sample: Sample) -> None:
    sample.say("School helpt niet.", kind=StatementKind.REPORTED, said_by=sample.people["Jeroen"])
    assert line_of(sample, "School helpt").talked == ""


def test_who_was_there_is_said_only_when_it_was_noted(sample: Sample) -> None:
    with sample.session.store.unit("edit") as unit:
        unit.change(sample.moment, present=frozenset())
    sample.moment = queries.get(sample.session.store, ContactMoment, sample.moment.id)
    assert {voice.why for voice in note_of(sample).missing} == {"nog niets gevraagd."}


def test_every_number_and_every_promise_of_the_visit_stands_on_it(sample: Sample) -> None:
    for name, score in (("Samira", 2), ("Lina", 6)):
        sample.add(
            LifeDomainView, contact_moment=sample.moment.id, person=sample.people[name],
            domain=DEFAULT_DOMAINS[1].id, score=score,
        )  # fmt: skip
    sample.add(
        Promise, household=sample.household.id, contact_moment=sample.moment.id, text="Schuldhulp bellen",
        to=sample.people["Samira"], due="2025-11-21",
    )  # fmt: skip
    note = note_of(sample)
    assert f"{DEFAULT_DOMAINS[1].caption}: Samira 2, Jeroen 4, Lina 6" in dict(note.facts)["Cijfers"]
    assert "Belofte aan Samira: Schuldhulp bellen" in [step.what for step in note.steps]


def test_the_next_appointment_stands_on_it_whether_it_still_comes_or_was_kept(sample: Sample) -> None:
    at = clock(from_moment("2025-11-24T09:30:00Z"))
    assert (
        note_of(sample).appointment
        == f"{full_date(dt.date(2025, 11, 24)).capitalize()}, {at}, Merelstraat 12"
    )
    (planned,) = queries.find(sample.session.store, Appointment)
    with sample.session.store.unit() as unit:  # this visit itself, that began before its hour
        unit.change(planned, contact_moment=sample.moment.id)
    assert note_of(sample).appointment == ""
    for starts, state in (
        ("2025-11-26T09:00:00Z", AppointmentState.CANCELLED), ("2025-11-27T09:00:00Z", AppointmentState.DONE),
        ("2025-11-10T09:00:00Z", AppointmentState.DONE),
    ):  # fmt: skip
        sample.add(
            Appointment,
            household=sample.household.id,
            starts=starts,
            state=state,
            purpose="Brief over de huur",
        )
    assert note_of(sample).appointment.startswith(full_date(dt.date(2025, 11, 27)).capitalize())
    assert note_of(sample).appointment.endswith("uur, Brief over de huur")


def test_a_line_that_was_tagged_says_what_it_is_about(sample: Sample) -> None:
    """docs/first-use.md 217: "over de huur" by a tag did not say "over Wonen"."""
    money, housing = DEFAULT_DOMAINS[0].id, DEFAULT_DOMAINS[1].id
    sample.say(
        "De huur is te hoog. #Wonen", kind=StatementKind.REPORTED, said_by=sample.people["Samira"],
        domains=frozenset({housing.hex(), money.hex()}),
    )  # fmt: skip
    assert line_of(sample, "De huur").source == "Samira El Amrani, over Geld en Wonen"


def test_who_says_it_stands_under_the_words_and_not_before_them(sample: Sample) -> None:
    sample.say(
        "@Samira  Op 3 december kwam een brief.", kind=StatementKind.REPORTED, said_by=sample.people["Samira"]
    )
    assert "Op 3 december kwam een brief." in [line.text for line in note_of(sample).statements]

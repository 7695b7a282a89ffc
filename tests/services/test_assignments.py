"""Assignments between three laptops: what a guest gets and does not get, refreshing, stopping, writing offline."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.builders import make_family, person_called
from tests.scenarios.two_laptops import World, digest, third
from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.ids import Id
from wijkdesk.core.roles import Role
from wijkdesk.models.assignment import COPIED
from wijkdesk.models.base import Record
from wijkdesk.models.disclosure import Channel
from wijkdesk.models.dossier import Household, Space, SpaceKind
from wijkdesk.models.erasure import Ground
from wijkdesk.models.person import Person
from wijkdesk.models.visit import ContactMoment, Statement, StatementKind
from wijkdesk.services import (
    assignment_notes,
    assignments,
    copies,
    disclosures,
    dossiers,
    erasing,
    leaving,
    people,
    quarantine,
    same_person,
    searching,
    statements,
    undoing,
    visits,
)
from wijkdesk.services.assignments import Asked, NewAssignment
from wijkdesk.services.disclosures import NewDisclosure
from wijkdesk.services.session import Session
from wijkdesk.services.statements import Paragraph
from wijkdesk.storage import queries

QUESTION = "Wat betekent het dat moeder niet op school komt?"
SAID = "Moeder gaat niet naar ouderavonden."
SECRET = "De buurvrouw heeft ruzie met vader."


@dataclass
class Case:
    """A family with two statements, one of which is shared with Selam."""

    world: World
    family: Household
    selam: Session
    said: Statement
    secret: Statement

    def asked(self, session: Session | None = None) -> Asked:
        (found,) = assignments.of_dossier(session or self.world.noor, self.family.space)
        return found

    def hers(self) -> Asked:
        (found,) = assignments.mine(self.selam)
        return found

    def everyone(self) -> None:
        self.world.sync(self.world.noor, self.world.abrehet, self.selam, self.world.noor, self.world.abrehet)


def agreed(session: Session, family: Household, *names: str) -> NewDisclosure:
    about = frozenset({person_called(session, family, "Samira").id})
    given = frozenset(person_called(session, family, name).id for name in names)
    return NewDisclosure("", "Begrijpen wat school ziet", Channel.ASSIGNMENT, about=about, given_by=given)


def noted(session: Session, family: Household, *texts: str) -> list[Statement]:
    moment = visits.start(session, family.id)
    samira = person_called(session, family, "Samira").id
    for number, text in enumerate(texts):
        said = Paragraph(Id(bytes([number + 1]) * 16), text, kind=StatementKind.REPORTED, said_by=samira)
        statements.write(session, moment, [said])
    return statements.of_moment(session, moment.id)


def picked(session: Session, family: Household, *records: Record) -> tuple[Record, ...]:
    every = copies.shareable(session, family.space)
    chosen = [one for one in every if one.record.id in {record.id for record in records}]
    return tuple(one.record for one in copies.with_people(chosen, every))


def invite_partner(world: World, family: Household, name: str) -> None:
    new = replace(agreed(world.noor, family, "Samira"), recipient=name)
    disclosures.record(world.noor, family.space, new)


@pytest.fixture(params=[Role.INTERPRETER, Role.OUTSIDE])
def case(world: World, tmp_path: Path, request: pytest.FixtureRequest) -> Case:
    noor = world.noor
    family = make_family(noor)
    if request.param is Role.OUTSIDE:
        invite_partner(world, family, "Selam")
    selam = third(world, tmp_path, "Selam", role=request.param)
    dossiers.assign(noor, family.space, world.abrehet.user)
    said, secret = sorted(noted(noor, family, SAID, SECRET), key=lambda one: one.text != SAID)
    new = NewAssignment(
        QUESTION,
        selam.user,
        agreed(noor, family, "Samira"),
        picked(noor, family, said),
        due=dt.date(2026, 12, 1),
    )
    assignments.make(noor, family.space, new)
    found = Case(world, family, selam, said, secret)
    found.everyone()
    return found


@pytest.fixture(autouse=True)
def _closed(case: Case):
    yield
    case.selam.close()


def all_words(session: Session) -> str:
    return " ".join(str(one) for kind in COPIED for one in queries.find(session.store, kind))


def moment_of(session: Session, said: Statement) -> ContactMoment:
    found = queries.get(session.store, ContactMoment, said.contact_moment or b"")
    assert found is not None
    return found


def test_the_guest_gets_the_question_and_what_was_chosen(case: Case) -> None:
    hers = case.hers()
    assert hers.record.question == QUESTION
    assert hers.asked_by == "Noor de Bruin"
    assert [one.words for one in hers.shared] == ["Samira", SAID]
    assert hers.disclosure is None
    words = all_words(case.selam)
    assert SAID in words
    for hidden in (SECRET, "El Amrani", "Jeroen", "06 12345678"):
        assert hidden not in words
    assert case.selam.store.keyring.newest(case.family.space) is None
    assert dossiers.household_of(case.selam, case.family.id) is None
    (person,) = queries.find(case.selam.store, Person)
    (said,) = queries.find(case.selam.store, Statement)
    assert (said.said_by, person.calling_name, person.born) == (person.id, "Samira", None)


def test_the_key_never_goes_to_the_team(case: Case) -> None:
    space = case.asked().space
    rows = case.world.noor.store.execute("SELECT body FROM log WHERE op = 'KEYWRAP' AND space = ?", (space,))
    assert rows
    assert all(b"\xa4team" not in body for (body,) in rows)
    assert digest(case.world.abrehet, space) == digest(case.world.noor, space) == digest(case.selam, space)


def test_what_she_writes_is_read_in_the_dossier(case: Case) -> None:
    text = "School is een gezag; je komt als je geroepen wordt."
    assignment_notes.write_note(case.selam, case.hers().space, text, StatementKind.INTERPRETATION)
    case.everyone()
    (note,) = case.asked(case.world.abrehet).notes
    assert (note.statement.text, note.who, note.mine) == (text, "Selam", False)
    with pytest.raises(Refused) as refused:
        assignment_notes.change_note(case.world.noor, note, "anders")
    assert refused.value.code == "not_yours"
    (own,) = case.hers().notes
    assignment_notes.change_note(case.selam, own, "Je komt als je wordt uitgenodigd.")
    undoing.undo(case.selam)
    assert [one.statement.text for one in case.hers().notes] == [text]
    with pytest.raises(UserError):
        assignment_notes.write_note(case.selam, case.hers().space, "  ", StatementKind.OPINION)


def test_a_changed_source_is_said_and_refreshed_by_choice(case: Case) -> None:
    noor = case.world.noor
    assert case.asked().stale == 0
    statements.write(
        noor,
        moment_of(noor, case.said),
        [Paragraph(case.said.id, "Moeder ging één keer.", kind=StatementKind.REPORTED)],
    )
    (changed,) = [one for one in case.asked().shared if one.stale]
    (text,) = [one for one in changed.differences if one.label == "Tekst"]
    assert (text.before, text.now) == (SAID, "Moeder ging één keer.")
    assert [one.words for one in case.hers().shared] == ["Samira", SAID]
    assignments.refresh(noor, case.asked(), changed)
    case.everyone()
    assert [one.words for one in case.hers().shared] == ["Samira", "Moeder ging één keer."]
    assert case.asked().stale == 0
    had = [item.words for item in assignments.already_have(noor, case.asked())]
    assert had == ["Samira", SAID, "Moeder ging één keer."]


def test_leaving_a_copy_as_it_is_asks_no_more(case: Case) -> None:
    noor = case.world.noor
    people.change(noor, person_called(noor, case.family, "Samira"), calling_name="Sami")
    (changed,) = [one for one in case.asked().shared if one.stale]
    copies.leave(noor, changed)
    assert case.asked().stale == 0
    case.everyone()
    assert "Samira" in all_words(case.selam)
    undoing.undo(noor)
    assert case.asked().stale == 1


def test_a_binned_source_is_said_and_taken_out_by_choice(case: Case) -> None:
    people.remove(case.world.noor, [case.said])
    (gone,) = [one for one in case.asked().shared if one.gone]
    assignments.refresh(case.world.noor, case.asked(), gone)
    case.everyone()
    assert [one.words for one in case.hers().shared] == ["Samira"]


def test_only_what_was_chosen_can_be_refreshed(case: Case) -> None:
    """A guest with a program of her own says that a copy is of another record: nothing of it is written."""
    hers = case.hers().shared[1]
    with case.selam.store.unit() as unit:
        unit.change(hers.copy, source_row=case.secret.id, source_commits=frozenset())
    case.everyone()
    item = next(one for one in case.asked().shared if one.copy.source_row == case.secret.id)
    with pytest.raises(Refused) as refused:
        assignments.refresh(case.world.noor, case.asked(), item)
    assert refused.value.code == "not_shared"


def test_more_can_be_shared_later_and_once(case: Case) -> None:
    for _twice in range(2):
        assignments.add_items(
            case.world.noor, case.asked(), picked(case.world.noor, case.family, case.secret)
        )
    case.everyone()
    assert [one.words for one in case.hers().shared] == ["Samira", SAID, SECRET]
    assert [one.words for one in assignments.already_have(case.world.noor, case.asked())] == [
        "Samira",
        SAID,
        SECRET,
    ]


def test_after_stopping_she_gets_nothing_new_and_the_offline_colleague_loses_nothing(case: Case) -> None:
    noor, abrehet = case.world.noor, case.world.abrehet
    space = case.asked().space
    assignment_notes.write_note(abrehet, space, "Geschreven in de trein.", StatementKind.OBSERVATION)
    samira = person_called(noor, case.family, "Samira").id
    assignments.end(noor, case.asked(), samira, "wil eerst zelf praten")
    case.world.sync(noor)
    case.world.sync(abrehet, noor)
    for session in (noor, abrehet):
        assert [one.statement.text for one in case.asked(session).notes] == ["Geschreven in de trein."]
        assert not case.asked(session).open
    assert digest(noor, space) == digest(abrehet, space)
    before = digest(case.selam, space)
    case.world.share(case.selam)
    assert digest(case.selam, space) == before
    assert case.hers().notes == ()
    newest = noor.store.keyring.newest(space)
    assert newest is not None
    assert case.selam.store.keyring.by_id(newest.id) is None
    assert abrehet.store.keyring.by_id(newest.id) is not None
    (given,) = [
        one
        for one in disclosures.of_dossier(noor, case.family.space)
        if one.disclosure.id == case.asked().record.disclosure
    ]
    assert not given.valid
    assert (given.disclosure.withdrawn_by, given.disclosure.reason) == (samira, "wil eerst zelf praten")
    assert [one.words for one in given.items] == ["Samira", SAID]
    for late in (
        lambda: assignments.add_items(noor, case.asked(), [case.secret]),
        lambda: assignments.end(noor, case.asked(), None, ""),
    ):
        with pytest.raises(Refused, match="gestopt"):
            late()


def test_what_she_writes_after_the_end_is_kept_on_her_laptop_and_goes_nowhere(case: Case) -> None:
    assignments.end(case.world.noor, case.asked(), None, "")
    case.world.sync(case.world.noor)
    assignment_notes.write_note(case.selam, case.hers().space, "Te laat.", StatementKind.OPINION)
    result = case.world.share(case.selam)
    assert result.trouble is None
    assert [(one.code, one.outgoing) for one in quarantine.apart(case.selam)] == [("no_access", True)]
    assert [one.statement.text for one in case.hers().notes] == ["Te laat."]
    case.world.sync(case.world.noor)
    assert case.asked().notes == ()


def test_a_colleague_who_comes_later_reads_the_assignment_too(case: Case, tmp_path: Path) -> None:
    marit = third(case.world, tmp_path)
    dossiers.assign(case.world.noor, case.family.space, marit.user)
    case.world.sync(case.world.noor, marit)
    assert digest(marit, case.asked().space) == digest(case.world.noor, case.asked().space)
    marit.close()


def test_a_colleague_taken_off_the_dossier_has_no_key_of_what_follows(case: Case) -> None:
    noor, abrehet, space = case.world.noor, case.world.abrehet, case.asked().space
    dossiers.unassign(noor, case.family.space, abrehet.user)
    case.everyone()
    newest = noor.store.keyring.newest(space)
    assert newest is not None
    assert abrehet.store.keyring.by_id(newest.id) is None
    assert case.selam.store.keyring.by_id(newest.id) is not None
    assignment_notes.write_note(noor, space, "Alleen voor ons tweeën.", StatementKind.OPINION)
    case.everyone()
    assert [note.who for note in case.hers().notes] == ["Noor de Bruin"]
    assert "ons tweeën" not in all_words(abrehet)


def test_erasing_the_source_erases_the_copy(case: Case) -> None:
    erasing.erase_record(case.world.noor, case.said, Ground.REQUEST.value)
    case.everyone()
    for session in (case.world.noor, case.world.abrehet, case.selam):
        assert SAID not in all_words(session)
    assert [one.words for one in case.hers().shared] == ["Samira"]
    had = assignments.already_have(case.world.noor, case.asked())
    assert [(item.words, item.caption) for item in had] == [("Samira", "Samira"), (None, "gewist")]


def test_erasing_the_dossier_erases_the_assignment(case: Case) -> None:
    erasing.erase_dossier(case.world.noor, case.family.space, Ground.REQUEST.value)
    case.everyone()
    assert assignments.mine(case.selam) == []
    assert SAID not in all_words(case.selam)


def test_a_copy_is_no_second_person(case: Case) -> None:
    assert same_person.all_suggestions(case.world.noor) == []


def test_an_assignment_that_calls_itself_safety_is_not_taken_for_it(case: Case) -> None:
    space = case.hers().space
    (record,) = queries.find(case.selam.store, Space, space=space)
    with case.selam.store.unit() as unit:
        unit.change(record, kind=SpaceKind.SAFETY)
    case.everyone()
    assert queries.find(case.world.noor.store, Space, space=space)[0].kind is SpaceKind.SAFETY
    assert dossiers.safety_space_of(case.world.noor, case.family.space) is None


def test_a_member_who_leaves_altogether_loses_the_assignment(case: Case) -> None:
    had = leaving.had(case.world.noor, case.selam.user)
    assert [[item.words for item in one.items] for one in had.shared] == [["Samira", SAID]]
    leaving.remove_colleague(case.world.noor, case.selam.user)
    case.world.sync(case.world.noor, case.world.abrehet)
    newest = case.world.noor.store.keyring.newest(case.asked().space)
    assert newest is not None
    assert case.selam.store.keyring.by_id(newest.id) is None


def test_who_may_have_no_assignment_gets_none(case: Case) -> None:
    noor = case.world.noor
    assert [name for _user, name, _role in assignments.can_be_asked(noor)] == ["Selam"]
    new = NewAssignment(" ", case.selam.user, agreed(noor, case.family, "Samira"))
    with pytest.raises(UserError) as wrong:
        assignments.make(noor, case.family.space, new)
    assert wrong.value.field == "question"
    stranger = replace(new, question=QUESTION, user=Id(bytes(16)))
    with pytest.raises(Refused) as refused:
        assignments.make(noor, case.family.space, stranger)
    assert refused.value.code == "not_a_member"


def test_an_assignment_is_found_where_it_leads(case: Case) -> None:
    assignment_notes.write_note(case.selam, case.hers().space, "Kanariegeel antwoord.", StatementKind.OPINION)
    case.everyone()
    for words in ("ouderavonden", "betekent", "kanariegeel"):
        (hers,) = [one for one in searching.find(case.selam, words) if one.assignment]
        assert (hers.title, hers.detail, hers.household) == (QUESTION, "opdracht van Noor de Bruin", None)
    found = searching.find(case.world.noor, "ouderavonden")
    assert [(one.title, one.assignment is None) for one in found] == [(SAID, True), (QUESTION, False)]
    assert found[1].household == case.family.id
    assert [one.kind for one in searching.find(case.world.noor, "Samira")].count("person") == 1
    assert searching.find(case.selam, "buurvrouw") == []

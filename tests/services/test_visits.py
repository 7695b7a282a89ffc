"""Starting, reading and finishing a visit."""

import pytest

from tests.builders import person_called
from wijkdesk.core.errors import UserError
from wijkdesk.core.ids import new_id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.dossier import Household
from wijkdesk.models.life_domain import DEFAULT_DOMAINS, Effect, LifeDomain, Need, NeedState
from wijkdesk.models.step import PromiseState
from wijkdesk.models.visit import AppointmentState, ContactKind, ContactMoment, StatementKind
from wijkdesk.services import needs, statements, steps, views, visits
from wijkdesk.services.session import Session
from wijkdesk.services.statements import Paragraph
from wijkdesk.storage import undo

MONEY, HOUSING = DEFAULT_DOMAINS[0].id, DEFAULT_DOMAINS[1].id


def names(members: list[visits.Member]) -> list[str]:
    return [member.person.short_name for member in members]


def test_the_first_visit_is_called_so_and_the_second_is_not(visiting: Session, family: Household) -> None:
    first, second = visits.start(visiting, family.id), visits.start(visiting, family.id)
    assert (first.purpose, second.purpose) == ("Eerste huisbezoek", "Huisbezoek")
    assert first.kind is ContactKind.HOME_VISIT
    assert visits.load(visiting, first.id).moment == first


def test_a_visit_that_is_not_here_says_so(visiting: Session, family: Household) -> None:
    with pytest.raises(UserError, match="niet op deze laptop"):
        visits.load(visiting, new_id())
    with pytest.raises(UserError, match="niet op deze laptop"):
        visits.start(visiting, new_id())


def test_an_appointment_becomes_the_visit_once(visiting: Session, family: Household) -> None:
    steps.plan(visiting, family, steps.read_line("Kennismaken di 24 nov 14:00", [], visiting.today()))
    planned = steps.next_appointment(visiting, family.id)
    assert planned is not None
    moment = visits.start(visiting, family.id, appointment=planned.id)
    assert moment.purpose == "Kennismaken"
    assert visits.start(visiting, family.id, appointment=planned.id) == moment
    visits.finish(visiting, moment)
    assert steps.next_appointment(visiting, family.id) is None
    assert visits.running(visiting, family.id) is None


def test_missing_voices_are_children_first(
    visiting: Session, family: Household, visit: ContactMoment
) -> None:
    loaded = visits.load(visiting, visit.id)
    assert names(visits.missing(loaded))[:3] == ["Sami", "Lina", "Yassin"]
    lina, sami = person_called(visiting, family, "Lina"), person_called(visiting, family, "Sami")
    views.set_score(visiting, visit, lina.id, HOUSING, 6)
    seen = Paragraph(new_id(), "Sami speelt onder tafel", "V", StatementKind.OBSERVATION)
    statements.write(visiting, visit, [statements.tagged(seen, "@Sami speelt", loaded.names, visiting.me.id)])
    assert names(visits.missing(visits.load(visiting, visit.id))) == ["Yassin", "Samira", "Jeroen"]
    assert sami.short_name == "Sami"


def test_scores_words_and_what_is_not_known(
    visiting: Session, family: Household, visit: ContactMoment
) -> None:
    lina = person_called(visiting, family, "Lina").id
    views.set_words(visiting, visit, lina, HOUSING, "Ik heb een eigen bed.")
    views.set_score(visiting, visit, lina, HOUSING, 6)
    views.set_score(visiting, visit, lina, MONEY, Unknown.WONT_SAY)
    loaded = visits.load(visiting, visit.id)
    assert loaded.views[lina, HOUSING].score == 6
    assert loaded.views[lina, MONEY].score is Unknown.WONT_SAY
    said = loaded.words[lina, HOUSING]
    assert (said.text, said.quote, said.said_by) == ("Ik heb een eigen bed.", True, lina)
    assert loaded.notes == ()
    views.set_words(visiting, visit, lina, HOUSING, "  ")
    assert visits.load(visiting, visit.id).words == {}
    with pytest.raises(UserError):
        views.set_score(visiting, visit, lina, HOUSING, 11)


def test_a_score_taken_back_can_be_given_again(
    visiting: Session, family: Household, visit: ContactMoment
) -> None:
    lina = person_called(visiting, family, "Lina").id
    views.set_score(visiting, visit, lina, HOUSING, 6)
    undo.undo(visiting.store)
    assert visits.load(visiting, visit.id).views == {}
    views.set_score(visiting, visit, lina, HOUSING, 3)
    assert visits.load(visiting, visit.id).views[lina, HOUSING].score == 3


def test_strong_and_worry(visiting: Session, visit: ContactMoment) -> None:
    views.set_factor(visiting, visit, HOUSING, Effect.PROTECTS, "Opa past op")
    found = visits.load(visiting, visit.id).factors
    assert [(one.effect, one.text) for one in found] == [(Effect.PROTECTS, "Opa past op")]
    views.set_factor(visiting, visit, HOUSING, Effect.PROTECTS, "Oma past op", found[0].id)
    assert [one.text for one in visits.load(visiting, visit.id).factors] == ["Oma past op"]
    views.set_factor(visiting, visit, HOUSING, Effect.PROTECTS, "", found[0].id)
    assert visits.load(visiting, visit.id).factors == ()


def test_needs_come_in_the_fixed_order_whatever_was_asked_first(visiting: Session, family: Household) -> None:
    for need in reversed(Need):
        needs.set_state(visiting, family, need, NeedState.NOW)
    assert list(needs.of_household(visiting, family)) == list(Need)


def test_needs_keep_their_words_while_they_stay_the_same(
    visiting: Session, family: Household, visit: ContactMoment
) -> None:
    needs.set_state(visiting, family, Need.HOUSING, NeedState.NOW, note="brief ontruiming")
    needs.set_state(visiting, family, Need.HOUSING, NeedState.NOW)
    found = visits.load(visiting, visit.id).needs
    assert (found[Need.HOUSING].note, needs.urgent(found)) == ("brief ontruiming", [Need.HOUSING])
    needs.set_state(visiting, family, Need.HOUSING, NeedState.FINE)
    assert visits.load(visiting, visit.id).needs[Need.HOUSING].note is None


def test_steps_are_typed_in_one_line(visiting: Session, family: Household, visit: ContactMoment) -> None:
    loaded = visits.load(visiting, visit.id)
    line = steps.read_line("Voedselpakket halen @Samira @Noor vr 20 nov", loaded.names, visiting.today())
    assert (line.text, line.day) == ("Voedselpakket halen", "2026-11-20")
    steps.add(visiting, family, line, visit)
    step = visits.load(visiting, visit.id).steps[0]
    assert step.who == {person_called(visiting, family, "Samira").id.hex(), visiting.me.id.hex()}
    steps.tick(visiting, step.id, done=True)
    assert visits.load(visiting, visit.id).steps[0].done_at is not None
    steps.remove(visiting, step.id)
    assert visits.load(visiting, visit.id).steps == ()
    with pytest.raises(UserError, match="Schrijf wat"):
        steps.add(visiting, family, steps.read_line("@Samira", loaded.names, visiting.today()), visit)


def test_a_step_before_the_basics_keeps_its_reason(
    visiting: Session, family: Household, visit: ContactMoment
) -> None:
    steps.add(visiting, family, steps.Line("Vast bedtijd"), visit, "dit wil Samira zelf")
    note = visits.load(visiting, visit.id).notes[0]
    assert note.kind is StatementKind.DECISION
    assert "dit wil Samira zelf" in (note.text or "")


def test_a_promise_says_to_whom(visiting: Session, family: Household, visit: ContactMoment) -> None:
    loaded = visits.load(visiting, visit.id)
    line = steps.read_line("De verhuurder bellen @Jeroen morgen", loaded.names, visiting.today())
    steps.promise(visiting, family, line, visit)
    promise = visits.load(visiting, visit.id).promises[0]
    assert (promise.to, promise.due) == (person_called(visiting, family, "Jeroen").id, "2026-11-20")
    steps.set_promise(visiting, promise.id, PromiseState.KEPT)
    assert visits.load(visiting, visit.id).promises[0].state is PromiseState.KEPT


def test_the_next_appointment_moves(visiting: Session, family: Household, visit: ContactMoment) -> None:
    steps.plan(visiting, family, steps.read_line("di 24 nov 14:00", [], visiting.today()))
    steps.plan(visiting, family, steps.read_line("wo 25 nov 10:00", [], visiting.today()))
    planned = visits.load(visiting, visit.id).appointment
    assert planned is not None
    assert planned.state is AppointmentState.PLANNED
    assert (planned.starts or "").startswith("2026-11-25T")
    with pytest.raises(UserError, match="wanneer"):
        steps.plan(visiting, family, steps.Line("ooit"))


def test_domains_can_be_renamed_and_hidden(visiting: Session, visit: ContactMoment) -> None:
    with visiting.store.unit() as unit:
        unit.create(LifeDomain(id=MONEY, space=visiting.organisation_space, name="Rondkomen"))
        unit.create(LifeDomain(id=HOUSING, space=visiting.organisation_space, hidden=True))
    found = visits.load(visiting, visit.id).domains
    assert (found[0].name, found[0].icon) == ("Rondkomen", "wallet")
    assert HOUSING not in {domain.id for domain in found}


def test_folding_is_remembered(visiting: Session) -> None:
    assert not visits.is_folded(visiting)
    visits.set_folded(visiting, True)
    assert visits.is_folded(visiting)

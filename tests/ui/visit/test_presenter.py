"""What the presenter of a visit does with what it is told."""

from dataclasses import replace

from tests.builders import person_called, reopen
from tests.ui.visit.conftest import Stage
from wijkdesk.core.discreet import set_discreet
from wijkdesk.core.ids import new_id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.dossier import Household
from wijkdesk.models.life_domain import DEFAULT_DOMAINS, Effect, Need
from wijkdesk.models.visit import ContactMoment, StatementKind
from wijkdesk.services import drafts, sign_offs, statements, visits
from wijkdesk.services.session import Session
from wijkdesk.services.statements import Paragraph
from wijkdesk.storage import undo
from wijkdesk.ui.visit.agreements import APPOINTMENT, PROMISE, STEP

MONEY, HOUSING, HOME = DEFAULT_DOMAINS[0].id, DEFAULT_DOMAINS[1].id, DEFAULT_DOMAINS[4].id


def note_texts(session: Session, moment: ContactMoment) -> list[str]:
    return [note.text or "" for note in statements.of_moment(session, moment.id)]


def test_an_empty_visit_shows_all_domains_closed_and_everyone_missing(stage: Stage) -> None:
    state = stage.state
    assert (state.title, state.household) == ("Eerste huisbezoek", "El Amrani-Vermeer")
    assert len(state.domains) == 11
    assert state.opened is None
    assert [one.column.name for one in state.missing] == ["Sami", "Lina", "Yassin", "Samira", "Jeroen"]
    assert [one.young for one in state.missing][:2] == [True, False]
    assert state.pages == "1-3 van 5"
    assert [line.state for line in state.needs] == ["not_asked"] * 6


def test_typing_is_written_when_it_is_left_and_once(
    stage: Stage, session: Session, moment: ContactMoment
) -> None:
    stage.presenter.note_edited([Paragraph(new_id(), "De koelkast is leeg.")])
    assert note_texts(session, moment) == []
    stage.presenter.commit()
    commits = len(stage.shell.changes.commits)
    stage.presenter.commit()
    assert note_texts(session, moment) == ["De koelkast is leeg."]
    assert len(stage.shell.changes.commits) == commits


def test_undo_of_a_note_takes_it_off_the_screen(stage: Stage, session: Session) -> None:
    stage.presenter.note_edited([Paragraph(new_id(), "De koelkast is leeg.")])
    stage.presenter.commit()
    stage.shell.changed(undo.undo(session.store)[0])
    assert stage.state.note.items == ()


def test_a_battery_that_dies_takes_two_seconds_at_most(
    stage: Stage, session: Session, moment: ContactMoment
) -> None:
    row = new_id()
    stage.presenter.note_edited([Paragraph(row, "Ze zegt dat de", kind=StatementKind.REPORTED)])
    stage.presenter.keep_drafts(row, 14)
    again = reopen(session)
    later = Stage(again)
    later.presenter.open(moment.id)
    item = later.state.note.items[0]
    assert (item.id, item.text, item.kind) == (row, "Ze zegt dat de", StatementKind.REPORTED)
    assert later.state.note.caret == (row, 14)
    later.presenter.commit()
    assert note_texts(again, moment) == ["Ze zegt dat de"]
    assert drafts.unfinished(again) == []
    again.close()


def test_own_words_that_were_being_typed_come_back_open(
    stage: Stage, session: Session, family: Household, moment: ContactMoment
) -> None:
    lina = person_called(session, family, "Lina").id
    stage.presenter.draft_words(lina, HOUSING, "Ik heb een ei", 13)
    again = reopen(session)
    later = Stage(again)
    later.presenter.open(moment.id)
    later.presenter.turn_page(1)
    assert later.state.opened is not None
    voice = next(one for one in later.state.opened.voices if one.column.person == lina)
    assert (voice.words, voice.caret) == ("Ik heb een ei", 13)
    later.presenter.set_words(lina, HOUSING, "Ik heb een eigen bed.")
    assert visits.load(again, moment.id).words[lina, HOUSING].text == "Ik heb een eigen bed."
    assert drafts.unfinished(again) == []
    again.close()


def test_scores_show_and_a_difference_is_an_invitation(
    stage: Stage, session: Session, family: Household
) -> None:
    samira, jeroen = (person_called(session, family, name).id for name in ("Samira", "Jeroen"))
    stage.presenter.set_score(samira, HOUSING, 2)
    stage.presenter.set_score(jeroen, HOUSING, 6)
    stage.presenter.set_score(jeroen, MONEY, Unknown.WONT_SAY)
    stage.presenter.set_factor(HOUSING, Effect.PROTECTS, "Opa past op", None)
    line = stage.state.domains[1]
    assert (line.scores[:2], line.gap, line.summary) == ((2, 6), 4, "1 sterk")
    assert stage.state.domains[0].scores[1] is Unknown.WONT_SAY
    assert [one.column.name for one in stage.state.missing] == ["Sami", "Lina", "Yassin"]


def test_those_who_are_there_come_first(stage: Stage, session: Session, family: Household) -> None:
    lina = person_called(session, family, "Lina").id
    stage.presenter.set_present([lina])
    assert stage.state.columns[0].name == "Lina"
    stage.presenter.turn_page(1)
    assert (stage.state.pages, len(stage.state.columns)) == ("4-5 van 5", 2)
    stage.presenter.turn_page(5)
    assert stage.state.pages == "4-5 van 5"


def test_a_parenting_step_asks_once_while_a_basic_need_is_urgent(
    stage: Stage, session: Session, moment: ContactMoment
) -> None:
    stage.presenter.set_need(Need.FOOD, "now")
    line = "Vaste bedtijd #thuis en opvoeden morgen"
    stage.presenter.agreements.agree(STEP, line)
    assert "eten" in stage.state.warning
    assert stage.state.steps == ()
    stage.presenter.agreements.agree(STEP, line, "dit wil Samira zelf")
    assert (stage.state.warning, stage.state.steps[0].text) == ("", "Vaste bedtijd")
    assert "dit wil Samira zelf" in note_texts(session, moment)[0]


def test_one_line_makes_steps_promises_and_the_next_appointment(stage: Stage) -> None:
    stage.presenter.agreements.understand(STEP, "Voedselpakket halen @Samira @Noor vr 20 nov")
    assert stage.answers[-1].words == "Samira en Noor · morgen"
    stage.presenter.agreements.agree(STEP, "Voedselpakket halen @Samira @Noor vr 20 nov")
    assert stage.answers[-1].clear
    stage.presenter.agreements.agree(PROMISE, "De verhuurder bellen @Jeroen vandaag")
    stage.presenter.agreements.agree(APPOINTMENT, "Brieven lezen di 24 nov 14:00")
    step, promise = stage.state.steps[0], stage.state.promises[0]
    assert (step.text, step.due, step.tone) == ("Voedselpakket halen", "morgen", "info")
    assert (promise.who, promise.tone) == ("aan Jeroen", "warn")
    assert "Brieven lezen" in stage.state.appointment
    stage.presenter.agreements.agree(STEP, "Pakket halen @Jeroen", row=step.id)
    assert (stage.state.steps[0].text, stage.state.steps[0].who) == ("Pakket halen", "Jeroen")
    stage.presenter.agreements.agree(APPOINTMENT, "ooit eens")
    assert "wanneer" in stage.answers[-1].error
    stage.presenter.agreements.tick(step.id, True)
    stage.presenter.agreements.keep_promise(promise.id, True)
    assert (stage.state.steps[0].done, stage.state.promises[0].done) == (True, True)
    stage.presenter.agreements.remove(step.id)
    assert stage.state.steps == ()
    assert stage.shell.toasts == ["Stap ligt in de prullenbak"]


def test_need_words_stay_with_the_state(stage: Stage) -> None:
    stage.presenter.set_need(Need.HOUSING, "now")
    stage.presenter.set_need_words(Need.HOUSING, "brief ontruiming")
    line = stage.state.needs[0]
    assert (line.state, line.words, stage.state.urgent) == ("now", "brief ontruiming", "1 keer nu nodig")


def test_rounding_off_invites_and_never_blocks(stage: Stage, moment: ContactMoment) -> None:
    stage.presenter.note_edited([Paragraph(new_id(), "De brief ligt op tafel.")])
    stage.presenter.finish()
    assert stage.state.finished
    assert [one.key for one in stage.state.invitations] == ["missing", "steps", "appointment", "kinds"]
    stage.presenter.paper("family")
    assert stage.shell.opened == [("papers", {"contact_moment": moment.id, "paper": "family"})]


def test_after_signing_off_the_pill_says_so_and_ids_move_on(
    stage: Stage, session: Session, moment: ContactMoment
) -> None:
    stage.presenter.note_edited([Paragraph(new_id(), "De koelkast is leeg.")])
    stage.presenter.commit()
    stage.shell.changed(sign_offs.sign_off(session, moment, b"%PDF", 1))
    assert stage.state.pill == "Vastgesteld"
    old = stage.state.note.items[0]
    stage.presenter.note_edited([replace(old, text="In de koelkast ligt melk.")])
    stage.presenter.commit()
    assert stage.state.pill == "Gewijzigd na vaststellen"
    assert stage.state.note.items[0].id == stage.state.note.replaced[old.id]


def test_names_hide(stage: Stage) -> None:
    set_discreet(True)
    stage.presenter.show()
    assert stage.state.discreet
    assert stage.state.columns[0].name == "S."


def test_folding_is_remembered(stage: Stage, session: Session) -> None:
    stage.presenter.fold()
    assert stage.state.folded
    assert Stage(session).presenter.folded


def test_going_back_writes_first(stage: Stage, session: Session, moment: ContactMoment) -> None:
    stage.presenter.note_edited([Paragraph(new_id(), "Nog iets.")])
    stage.presenter.back()
    assert (stage.shell.backs, note_texts(session, moment)) == (1, ["Nog iets."])


def test_begin_goes_on_with_the_visit_that_runs(
    session: Session, family: Household, moment: ContactMoment
) -> None:
    stage = Stage(session)
    stage.presenter.start(family.id)
    assert stage.state.moment == moment.id
    visits.finish(session, moment)
    stage.presenter.start(family.id)
    assert (stage.state.moment != moment.id, stage.state.title) == (True, "Huisbezoek")


def test_nothing_can_be_typed_into_a_visit_that_is_not_read(session: Session, moment: ContactMoment) -> None:
    fresh = Stage(session)
    fresh.presenter.note_edited([Paragraph(new_id(), "Te vroeg.")])
    fresh.presenter.commit()
    fresh.presenter.open(moment.id)
    assert fresh.state.note.items == ()
    assert fresh.state.note.ready


def test_another_visit_begins_with_a_blank_screen_and_what_was_typed_is_written(
    stage: Stage, session: Session, family: Household, moment: ContactMoment
) -> None:
    stage.presenter.note_edited([Paragraph(new_id(), "Van toen.")])
    other = visits.start(session, family.id)
    before = len(stage.states)
    stage.presenter.open(other.id)
    assert not stage.states[before].note.ready
    assert stage.state.moment == other.id
    assert (note_texts(session, moment), note_texts(session, other)) == (["Van toen."], [])


def test_the_languages_to_choose_from_hold_one_that_was_noted(stage: Stage) -> None:
    stage.presenter.note_edited([Paragraph(new_id(), "Salaam", language="ps")])
    stage.presenter.commit()
    languages = stage.state.note.languages
    assert (languages["ar"], "ps" in languages) == ("Arabisch", True)


def test_who_does_not_want_to_say_is_not_asked_again(stage: Stage) -> None:
    lina = next(one.column.person for one in stage.state.missing if one.column.name == "Lina")
    stage.presenter.set_score(lina, HOUSING, Unknown.WONT_SAY)
    assert "Lina" not in [one.column.name for one in stage.state.missing]


def test_a_score_of_one_over_not_asked_counts(stage: Stage) -> None:
    lina = next(one.column.person for one in stage.state.missing if one.column.name == "Lina")
    stage.presenter.set_score(lina, HOUSING, Unknown.NOT_ASKED)
    stage.presenter.set_score(lina, HOUSING, 1)
    assert "Lina" not in [one.column.name for one in stage.state.missing]

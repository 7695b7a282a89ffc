"""The words of the first page of a dossier."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.ui.dossier.stage import Stage
from wijkdesk.core.ids import new_id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.life_domain import DEFAULT_DOMAINS
from wijkdesk.models.step import Promise, PromiseState, Step
from wijkdesk.services import overview, people, practice, statements, steps, undoing, views, visits
from wijkdesk.ui.dossier.overview.presenter import OverviewPresenter, State


def opened(stage: Stage) -> tuple[OverviewPresenter, list[State]]:
    states: list[State] = []
    presenter = OverviewPresenter(stage.session, stage.jobs, stage.shell, states.append)
    presenter.open(stage.home.id)
    return presenter, states


def test_before_any_visit_the_page_says_how_to_begin(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    presenter, states = opened(stage)
    assert not states[-1].asked
    assert states[-1].title == "Hoe gaat het?"
    presenter.visit()
    assert stage.shell.opened == [("visit", {"household": stage.home.id})]
    stage.session.close()


def test_differences_and_silence_are_said_in_words(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    moment = visits.start(stage.session, stage.home.id)
    scores: dict[str, list[int | Unknown | None]] = {
        "Samira": [3, 2, Unknown.WONT_SAY],
        "Lina": [None, 6, None],
    }
    for name, given in scores.items():
        for domain, score in zip(DEFAULT_DOMAINS, given, strict=False):
            if score is not None:
                views.set_score(stage.session, moment, stage.person(name).id, domain.id, score)
    _presenter, states = opened(stage)
    state = states[-1]
    assert state.title == "Hoe gaat het? Gezien door twee mensen"
    assert [name for name, _place in state.legend] == ["Samira", "Lina (8)"]
    money, housing, work = state.domains[:3]
    assert (money.note, money.difference) == ("Lina niet gevraagd", 0)
    assert (housing.difference, housing.note) == (4, "")
    assert work.silent == "Samira wil hier nog niet over praten"
    assert state.talk == "Lina geeft wonen een 6. Samira een 2."
    assert state.missing == "Sami, Yassin en Jeroen"
    stage.session.close()


def test_the_next_appointment_stands_on_it(tmp_path: Path) -> None:
    """docs/first-use.md, Seen afterwards: the overview did not show the appointment."""
    stage = Stage(tmp_path)
    day = stage.session.today() + dt.timedelta(days=9)
    line = steps.read_line(f"Brief lezen {day.day}-{day.month}-{day.year} 10:30", [], stage.session.today())
    steps.plan(stage.session, stage.home, line)
    _presenter, states = opened(stage)
    assert states[-1].appointment.endswith("10:30, Brief lezen")
    planned = steps.next_appointment(stage.session, stage.home.id)
    assert planned is not None
    visits.start(stage.session, stage.home.id, appointment=planned.id)  # began before its hour: it has come
    assert steps.next_appointment(stage.session, stage.home.id) is None
    stage.session.close()


def test_a_step_goes_to_the_bin_and_says_so(tmp_path: Path) -> None:
    """docs/first-use.md 277, 316: no bin in the overview, and no message after throwing away."""
    stage = Stage(tmp_path)
    today = stage.session.today()
    steps.add(stage.session, stage.home, steps.read_line("Voedselpakket halen morgen", [], today))
    moment = visits.start(stage.session, stage.home.id)
    promised = steps.read_line("Schuldhulp bellen", [], today)
    steps.promise(stage.session, stage.home, promised, moment)
    presenter, states = opened(stage)
    step, promise = states[-1].steps
    presenter.open_step(promise.key)
    assert stage.shell.opened == [("visit", {"contact_moment": moment.id})]
    presenter.open_step(step.key)
    assert stage.shell.toasts == ["Dit is niet bij een bezoek afgesproken."]
    presenter.remove(step.key)
    presenter.refresh(stage.shell.changes)
    assert [one.text for one in states[-1].steps] == ["Schuldhulp bellen"]
    assert undoing.undo(stage.session)[1] == "Voedselpakket halen weggooien"
    presenter.remove(promise.key)
    assert stage.shell.toasts[1:] == ["Stap ligt in de prullenbak", "Belofte ligt in de prullenbak"]
    stage.session.close()


def test_steps_and_promises_stand_in_order_of_their_day(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    today = stage.session.today()
    step = Step(id=new_id(), space=stage.home.space, household=stage.home.id, text="Bellen",
                who=frozenset({stage.session.me.id.hex()}), due=today.isoformat())  # fmt: skip
    promise = Promise(id=new_id(), space=stage.home.space, household=stage.home.id, text="Mailen",
                      to=stage.person("Samira").id, due=(today - dt.timedelta(days=2)).isoformat())  # fmt: skip
    people.save_new(stage.session, step, "Stap")
    people.save_new(stage.session, promise, "Belofte")
    presenter, states = opened(stage)
    first, second = states[-1].steps
    assert (first.text, first.who, first.tone) == ("Mailen", "Belofte aan Samira", "danger")
    assert (second.text, second.who, second.due, second.tone) == ("Bellen", "Noor", "vandaag", "warn")
    presenter.tick(promise.id, True)
    kept = overview.promise(stage.session, promise.id)
    assert kept is not None
    assert kept.state is PromiseState.KEPT
    presenter.tick(step.id, True)
    presenter.refresh(stage.shell.changes)
    assert states[-1].steps == ()
    stage.session.close()


def test_the_practice_household_fills_the_whole_page(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.home, _changes = practice.make(stage.session)
    _presenter, states = opened(stage)
    state = states[-1]
    assert state.hope == "Dat we op zaterdag weer samen naar de markt gaan."
    assert state.hope_of == "Noa"
    assert state.talk.startswith("Noa geeft ")
    assert state.missing == "Bram"
    stage.session.close()


def test_a_hope_is_shown_without_the_marks_of_the_running_note(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    _presenter, states = opened(stage)
    person = people.residents(stage.session, stage.home)[0].person
    moment = visits.start(stage.session, stage.home.id)
    item = statements.Paragraph(
        new_id(), f"@{person.short_name} Rust over geld, en #Wonen", said_by=person.id, hope=True
    )
    statements.write(stage.session, moment, statements.ordered([item]))
    _presenter, states = opened(stage)
    assert states[-1].hope == "Rust over geld, en Wonen"
    assert states[-1].hope_of == person.short_name
    stage.session.close()

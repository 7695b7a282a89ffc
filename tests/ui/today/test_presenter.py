"""Vandaag in words, and where its buttons lead; no Qt."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import make_family, make_session, person_called
from tests.fakes import FakeShell, NowJobs
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.discreet import set_discreet
from wijkdesk.core.ids import new_id
from wijkdesk.models.dossier import Household
from wijkdesk.models.life_domain import Need, NeedState
from wijkdesk.models.step import Promise, PromiseState
from wijkdesk.models.visit import Appointment, AppointmentState, ContactKind
from wijkdesk.services import mentions, needs, steps, visits
from wijkdesk.services.session import Session, to_moment
from wijkdesk.ui.today.presenter import RESUME, START, Tagged, TodayPresenter, TodayState

NOW_MS = 1_795_093_200_000  # Thursday 19 November 2026, 13:00 UTC


class Stage:
    def __init__(self, session: Session) -> None:
        self.session, self.shell = session, FakeShell()
        self.states: list[TodayState] = []
        self.presenter = TodayPresenter(session, NowJobs(), self.shell, self.states.append)

    def load(self) -> TodayState:
        self.presenter.load()
        return self.states[-1]

    def plan(self, home: Household, hours: float, kind: ContactKind = ContactKind.HOME_VISIT) -> Appointment:
        made = Appointment(
            id=new_id(), space=home.space, household=home.id, kind=kind, purpose="Huisbezoek bij",
            worker=self.session.me.id, starts=to_moment(self.session.now() + dt.timedelta(hours=hours)),
            state=AppointmentState.PLANNED,
        )  # fmt: skip
        with self.session.store.unit() as unit:
            unit.create(made)
        return made

    def promise(self, home: Household, days: int) -> Promise:
        due = (self.session.today() + dt.timedelta(days=days)).isoformat()
        made = Promise(
            id=new_id(), space=home.space, household=home.id, text=f"over {days}", by=self.session.me.id,
            due=due, state=PromiseState.OPEN,
        )  # fmt: skip
        with self.session.store.unit() as unit:
            unit.create(made)
        return made


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    session = make_session(tmp_path, clock=FakeClock(NOW_MS))
    yield Stage(session)
    set_discreet(False)
    session.close()


def test_an_empty_first_day_offers_ways_on(stage: Stage) -> None:
    state = stage.load()
    assert state.nothing
    assert state.no_households
    assert not state.assigned
    assert state.greeting.endswith(" Noor")
    stage.presenter.choose("practice")
    assert stage.shell.opened[-1][0] == "dossier"
    assert stage.shell.changes.touches("household")
    stage.presenter.choose("households")
    stage.presenter.choose("handbook")
    assert [name for name, _params in stage.shell.opened[1:]] == ["households", "handbook"]


def test_the_line_of_now_stands_between_past_and_coming(stage: Stage) -> None:
    home = make_family(stage.session)
    stage.plan(home, -3)
    stage.plan(home, 1)
    state = stage.load()
    assert [(row.past, row.coming) for row in state.meetings] == [(True, False), (False, True)]
    assert (state.now_at, state.left) == (1, 1)
    assert state.meetings[1].title == "Huisbezoek bij El Amrani-Vermeer"


def test_the_button_starts_the_visit_or_goes_on_with_it(stage: Stage) -> None:
    home = make_family(stage.session)
    planned = stage.plan(home, 1)
    assert stage.load().meetings[0].act == START
    stage.presenter.act(planned.id)
    assert stage.shell.opened == [("visit", {"household": home.id, "appointment": planned.id})]
    moment = visits.start(stage.session, home.id, appointment=planned.id)
    assert stage.load().meetings[0].act == RESUME
    stage.presenter.act(planned.id)
    assert stage.shell.opened[-1] == ("visit", {"contact_moment": moment.id})
    assert stage.load().unfinished[0].key == moment.id


def test_a_promise_says_how_late_it_is_and_can_be_ticked(stage: Stage) -> None:
    home = make_family(stage.session)
    for days in (-2, 0, 1, 5):
        stage.promise(home, days)
    state = stage.load()
    assert [(row.due.text, row.due.tone) for row in state.promises if row.due] == [
        ("2 dagen te laat", "danger"), ("vandaag", "warn"), ("morgen", "info"), ("di\u00a024\u00a0nov", "info"),
    ]  # fmt: skip
    stage.presenter.keep_promise(state.promises[0].key, kept=True)
    assert stage.shell.toasts == ["Belofte gedaan"]
    assert len(stage.states[-1].promises) == 3


def test_the_readers_case_is_on_the_page(stage: Stage) -> None:
    """docs/first-use.md 363: an urgent need, a step for tomorrow, an appointment on Saturday; the page said nothing."""
    home = make_family(stage.session)
    today = stage.session.today()
    sam = person_called(stage.session, home, "Samira")
    needs.set_state(stage.session, home, Need.HOUSING, NeedState.NOW)
    line = steps.read_line(
        "Voedselpakket halen @Samira morgen", [mentions.Name("@", sam.id, "Samira")], today
    )
    steps.add(stage.session, home, line)
    steps.plan(stage.session, home, steps.read_line("zaterdag 10:30", [], today))
    state = stage.load()
    assert not state.nothing
    assert [row.title for row in state.urgent] == ["Wonen: nu nodig"]
    (taken,) = state.steps
    assert (taken.text, taken.to) == ("Voedselpakket halen", "Samira · El Amrani-Vermeer")
    assert taken.due == Tagged("morgen", "info")
    (saturday,) = state.soon
    assert saturday.title == "Zaterdag 21 november"
    assert [(row.time, row.title, row.detail) for row in saturday.rows] == [
        ("10:30", "huisbezoek El Amrani-Vermeer", "Merelstraat 12")
    ]


def test_each_row_leads_to_its_household(stage: Stage) -> None:
    home = make_family(stage.session)
    later = stage.plan(home, 24)
    stage.promise(home, 1)
    steps.add(stage.session, home, steps.read_line("Formulier morgen", [], stage.session.today()))
    state = stage.load()
    assert state.soon[0].title.startswith("Morgen, vrijdag")
    stage.presenter.act(later.id)
    stage.presenter.open_step(state.promises[0].key)
    stage.presenter.open_step(state.steps[0].key)
    assert stage.shell.opened == [("dossier", {"household": home.id})] * 3
    stage.presenter.tick_step(state.steps[0].key, done=True)
    assert stage.shell.toasts == ["Stap gedaan"]
    assert stage.states[-1].steps == ()


def test_hidden_names_are_nowhere_on_the_page(stage: Stage) -> None:
    home = make_family(stage.session)
    stage.plan(home, 1)
    stage.plan(home, 22)
    needs.set_state(stage.session, home, Need.HOUSING, NeedState.NOW)
    steps.add(stage.session, home, steps.read_line("Formulier morgen", [], stage.session.today()))
    visits.start(stage.session, home.id)
    set_discreet(True)
    assert "Amrani" not in repr(stage.load())
    assert "Merelstraat" not in repr(stage.states[-1])

"""The list of households without Qt: words, filters, and what acting on a row does."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from tests.builders import make_family, make_session
from tests.fakes import FakeShell, NowJobs
from wijkdesk.core import discreet
from wijkdesk.core.ids import new_id
from wijkdesk.models.dossier import Household
from wijkdesk.models.life_domain import Need, NeedState
from wijkdesk.models.visit import ContactMoment
from wijkdesk.services import dossiers, household_list, needs, practice
from wijkdesk.services.household_list import Filter
from wijkdesk.services.session import Session, to_moment
from wijkdesk.ui.households.presenter import HouseholdsPresenter, State


class Stage:
    """A presenter on a real profile, with what it rendered."""

    def __init__(self, folder: Path) -> None:
        self.session: Session = make_session(folder)
        self.shell = FakeShell()
        self.states: list[State] = []
        self.presenter = HouseholdsPresenter(self.session, NowJobs(), self.shell, self.states.append)

    def family(self) -> Household:
        home = make_family(self.session)
        self.presenter.start()
        return home

    def names(self) -> list[str]:
        return [words.name for words in self.presenter.rows(self.presenter.ids("", False))]


def test_without_households_the_page_is_empty(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.presenter.start()
    assert stage.states[-1].empty
    stage.session.close()


def test_own_households_come_first_and_the_choice_is_kept(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.family()
    assert stage.states[-1].filters == {Filter.MINE}
    stage.presenter.narrow(Filter.MINE, False)
    stage.presenter.start()
    assert stage.states[-1].filters == frozenset()
    stage.session.close()


def test_a_row_is_said_in_words(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    home = stage.family()
    needs.set_state(stage.session, home, Need.HOUSING, NeedState.NOW)
    needs.set_state(stage.session, home, Need.MONEY, NeedState.NOW)
    (words,) = stage.presenter.rows(stage.presenter.ids("name", False))
    assert (words.people, words.street, words.last, words.next) == (
        "5 mensen",
        "Merelstraat 12",
        "nog niet",
        "geen",
    )
    assert words.care == ("Nu nodig: wonen +1", "danger", "triangle-alert")
    assert words.shared[0] == "Op deze laptop"
    assert words.spoken.startswith("El Amrani-Vermeer, 5 mensen, Merelstraat 12")
    stage.session.close()


def test_shared_says_when_and_quiet_says_so(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    home = stage.family()
    session = stage.session
    with session.store.unit() as unit:
        old = to_moment(session.now() - dt.timedelta(weeks=household_list.QUIET_WEEKS, days=1))
        moment = ContactMoment(id=new_id(), space=home.space, household=home.id, started=old)
        unit.create(moment)
    with session.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM outbox")
    for days, words in ((0, r"Gedeeld \d\d:\d\d"), (3, r"Gedeeld \d+\xa0\w{3}")):
        met = session.now() - dt.timedelta(days=days)
        session.store.set_secret(f"contact/{session.organisation.hex()}", b"%d" % (met.timestamp() * 1000))
        (row,) = stage.presenter.rows(stage.presenter.ids("", False))
        assert re.match(words, row.shared[0]), row.shared
    assert row.care == ("Stil geworden", "warn", "hourglass")
    stage.presenter.narrow(Filter.QUIET, True)
    assert stage.names() == ["El Amrani-Vermeer"]
    assert stage.states[-1].meaning == "Al 4 weken geen contact, en geen afspraak."
    session.close()


def test_names_can_be_hidden(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.family()
    discreet.set_discreet(True)
    try:
        assert stage.names() == ["E.A."]
    finally:
        discreet.set_discreet(False)
    stage.session.close()


def test_opening_pinning_visiting_and_binning(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    home = stage.family()
    stage.presenter.open(home.id)
    assert stage.shell.opened[-1] == ("dossier", {"household": home.id})
    stage.presenter.pin(home.id)
    assert stage.presenter.rows([home.id])[0].pinned
    stage.presenter.visit(home.id)
    screen, params = stage.shell.opened[-1]
    stage.presenter.visit(home.id)
    assert (screen, stage.shell.opened[-1][1]) == ("visit", params)
    stage.presenter.throw_away(home.id)
    assert stage.names() == []
    assert stage.shell.toasts[-1] == "Huishouden ligt in de prullenbak"
    stage.session.close()


def test_searching_the_team_takes_the_filters_away(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    home = stage.family()
    dossiers.set_responsible(stage.session, home.space, stage.session.organisation)
    stage.presenter.search("merelstr")
    assert stage.names() == []
    stage.presenter.search_team()
    assert stage.names() == ["El Amrani-Vermeer"]
    stage.presenter.clear()
    assert stage.states[-1].query == ""
    stage.session.close()


def test_practising_opens_the_practice_household(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.presenter.practise()
    home = practice.existing(stage.session)
    assert home is not None
    assert stage.shell.opened == [("dossier", {"household": home.id})]
    stage.presenter.start()
    (words,) = stage.presenter.rows(stage.presenter.ids("", False))
    assert (words.street, words.care[0], words.shared[0]) == (
        "verzonnen",
        "Om te oefenen",
        "Alleen op laptop",
    )
    stage.session.close()

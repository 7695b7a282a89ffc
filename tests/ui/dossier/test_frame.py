"""The frame of a dossier and its contacts without Qt."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.dossier.stage import Stage
from wijkdesk.models.life_domain import Need, NeedState
from wijkdesk.services import dossiers, needs, people, practice, visits
from wijkdesk.ui.dossier.contacts.presenter import ContactsPresenter
from wijkdesk.ui.dossier.contacts.presenter import State as Contacts
from wijkdesk.ui.dossier.presenter import PEOPLE, DossierPresenter, State
from wijkdesk.ui.dossier.view import DossierView


def framed(stage: Stage) -> tuple[DossierPresenter, list[State]]:
    states: list[State] = []
    presenter = DossierPresenter(stage.session, stage.jobs, stage.shell, states.append)
    presenter.open(stage.home.id)
    return presenter, states


def test_the_header_says_what_is_urgent_and_where_they_live(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    needs.set_state(stage.session, stage.home, Need.HOUSING, NeedState.NOW)
    needs.set_state(stage.session, stage.home, Need.MONEY, NeedState.NOW)
    _presenter, states = framed(stage)
    assert states[-1].name == "El Amrani-Vermeer"
    assert states[-1].urgent in ("Wonen en geld: nu nodig", "Geld en wonen: nu nodig")
    assert states[-1].subtitle.startswith("Merelstraat 12, Utrecht · ")
    assert "Arabisch" in states[-1].subtitle
    stage.session.close()


def test_a_visit_that_goes_on_is_said_and_the_bin_has_none(qtbot: QtBot, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    view = DossierView()
    qtbot.addWidget(view)
    view.resize(1400, 700)
    visit = visits.start(stage.session, stage.home.id)
    presenter, states = framed(stage)
    view.show_state(states[-1])
    view.header.resize(1400, 60)
    view.header.fit()
    assert view.header.begin.text() == view.overview.plot.begin.text() == "Verder met bezoek"
    visits.finish(stage.session, visit)
    dossiers.bin_household(stage.session, stage.home)
    presenter.load()
    view.show_state(states[-1])
    assert view.header.begin.text() == view.overview.plot.begin.text() == "Bezoek starten"
    assert not view.header.begin.isEnabled()
    assert not view.overview.plot.begin.isEnabled()
    presenter.visit()
    assert stage.shell.opened == []
    stage.session.close()


def test_a_protected_address_is_not_on_the_first_page(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    people.protect(stage.session, people.addresses_of(stage.session, stage.home.id)[0])
    _presenter, states = framed(stage)
    assert states[-1].subtitle.startswith("adres beschermd")
    assert "Merelstraat" not in states[-1].subtitle
    stage.session.close()


def test_acts_of_the_menu(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    presenter, states = framed(stage)
    presenter.show(PEOPLE)
    presenter.rename("Vermeer")
    presenter.shield()
    presenter.refresh(stage.shell.changes)
    assert (states[-1].name, states[-1].shielded, states[-1].tab) == ("Vermeer", True, PEOPLE)
    presenter.bin()
    assert stage.shell.opened[-1][0] == "households"
    assert dossiers.households_of(stage.session, stage.home.space) == []
    stage.session.close()


def test_the_practice_household_goes_in_one_act(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.home, _changes = practice.make(stage.session)
    presenter, states = framed(stage)
    assert states[-1].practice
    presenter.remove_practice()
    assert practice.existing(stage.session) is None
    assert stage.shell.toasts == ["Oefengezin is weg"]
    stage.session.close()


def test_a_household_that_is_not_here_says_so(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    presenter, states = framed(stage)
    presenter.open(stage.session.organisation)
    assert states[-1].gone
    assert states[-1].name == "Niet op deze laptop"
    stage.session.close()


def test_contacts_open_and_go_to_the_bin(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    moment = visits.start(stage.session, stage.home.id, present=[stage.person("Samira").id])
    states: list[Contacts] = []
    presenter = ContactsPresenter(stage.session, stage.jobs, stage.shell, states.append)
    presenter.open(stage.home.id)
    (line,) = states[-1].lines
    assert (line.what, line.who) == ("Eerste huisbezoek", "huisbezoek met Samira")
    assert line.running
    presenter.show(line.id)
    presenter.print(line.id)
    assert [screen for screen, _params in stage.shell.opened] == ["visit", "papers"]
    presenter.remove(moment.id)
    presenter.refresh(stage.shell.changes)
    assert states[-1].lines == ()
    stage.session.close()

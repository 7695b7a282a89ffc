"""The card with the colleagues of a dossier: words without Qt, and the real widgets with keys and mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.builders import make_family, make_session
from tests.fakes import FakeShell, NowJobs
from tests.scenarios.two_laptops import ServerWithoutNetwork, World, join_two, without_network
from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.ids import Id, new_id
from wijkdesk.services import dossiers
from wijkdesk.ui.dossier.team.card import TeamCard
from wijkdesk.ui.dossier.team.presenter import Mate, State, TeamPresenter
from wijkdesk.ui.kit.people import PersonBadge


class Stage:
    """Two colleagues in one organisation, and a dossier of the first."""

    def __init__(self, folder: Path) -> None:
        self.server = ServerWithoutNetwork(folder / "server")
        self.world: World = join_two(folder, self.server, connect=without_network(self.server))
        self.home = make_family(self.world.noor)
        self.shell, self.states = FakeShell(), [State()]
        self.presenter = TeamPresenter(self.world.noor, NowJobs(), self.shell, self.states.append)
        self.presenter.open(self.home.id)

    def close(self) -> None:
        self.world.close()
        self.server.database.close()


@pytest.fixture
def stage(tmp_path: Path):
    made = Stage(tmp_path)
    yield made
    made.close()


def test_a_colleague_is_added_gets_the_dossier_and_is_taken_off(stage: Stage) -> None:
    world, presenter, states = stage.world, stage.presenter, stage.states
    assert states[-1].visible
    assert [(mate.caption, mate.responsible, mate.fixed) for mate in states[-1].mates] == [
        ("Noor de Bruin (jij)", True, True)
    ]
    assert [mate.name for mate in states[-1].others] == ["Abrehet Tesfay"]
    presenter.add(world.abrehet.user)
    assert stage.shell.toasts[-1] == "Abrehet Tesfay werkt nu mee aan dit dossier."
    assert [mate.caption for mate in states[-1].mates] == ["Noor de Bruin (jij)", "Abrehet Tesfay"]
    assert states[-1].others == ()
    world.sync()
    assert [one.name for one in dossiers.households_of(world.abrehet, stage.home.space)] == [
        "El Amrani-Vermeer"
    ]
    assert "blijft daar staan" in presenter.question(world.abrehet.user)
    presenter.remove(world.abrehet.user)
    assert [mate.name for mate in states[-1].others] == ["Abrehet Tesfay"]
    assert world.abrehet.user not in dossiers.assigned_users(world.noor, stage.home.space)


def test_who_is_responsible_can_be_changed(stage: Stage) -> None:
    stage.presenter.add(stage.world.abrehet.user)
    stage.presenter.make_responsible(stage.world.abrehet.user)
    assert stage.shell.toasts[-1] == "Abrehet Tesfay is nu verantwoordelijk."
    first, second = stage.states[-1].mates
    assert (first.name, first.responsible, first.fixed) == ("Abrehet Tesfay", True, True)
    assert (second.responsible, second.fixed) == (False, True)  # oneself stays


def test_alone_there_is_nothing_to_show(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    states: list[State] = []
    presenter = TeamPresenter(session, NowJobs(), FakeShell(), states.append)
    presenter.refresh(ChangeSet())
    assert states == []
    presenter.open(make_family(session).id)
    assert not states[-1].visible
    session.close()


NOOR, ABREHET, LONG = new_id(), new_id(), new_id()


def shown(qtbot: QtBot) -> TeamCard:
    card = TeamCard()
    qtbot.addWidget(card)
    mates = (
        Mate(NOOR, "Noor de Bruin", "ouder- en kindcoach", responsible=True, fixed=True, me=True),
        Mate(ABREHET, "Abrehet Tesfay", "cultuurvertolker"),
    )
    card.show_state(State(True, mates, (Mate(LONG, "Jo & Co", "tolk"),)))
    card.resize(396, 200)
    card.show()
    return card


def chosen_in_menu(words: str) -> None:
    """Choose in the menu that is open, with the arrows and Enter."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = [one for one in menu.actions() if one.text() == words]
    menu.setActiveAction(action)
    action.trigger()
    menu.close()


def test_the_card_says_who_and_asks_by_menu(qtbot: QtBot) -> None:
    card = shown(qtbot)
    given: list[tuple[str, Id]] = []
    card.added.connect(lambda user: given.append(("added", user)))
    card.leading.connect(lambda user: given.append(("leading", user)))
    card.leaving.connect(lambda user: given.append(("leaving", user)))
    names = [card.rows.itemAt(n).widget().accessibleName() for n in range(card.rows.count())]
    assert names == [
        "Noor de Bruin (jij), ouder- en kindcoach, verantwoordelijk",
        "Abrehet Tesfay, cultuurvertolker",
    ]
    assert [badge.text() for badge in card.findChildren(PersonBadge)] == ["NB", "AT"]
    qtbot.mouseClick(card.more, Qt.MouseButton.LeftButton)
    chosen_in_menu("Jo && Co, tolk")
    row = card.rows.itemAt(1).widget()
    assert row.button.accessibleName() == "Menu van Abrehet Tesfay"
    for words in ("Verantwoordelijk maken", "Van dit dossier halen"):
        row.button.setFocus()
        qtbot.keyClick(row.button, Qt.Key.Key_Space)
        chosen_in_menu(words)
    assert given == [("added", LONG), ("leading", ABREHET), ("leaving", ABREHET)]


def test_the_same_state_again_keeps_the_focus(qtbot: QtBot) -> None:
    card = shown(qtbot)
    row = card.rows.itemAt(1).widget()
    card.show_state(card.state)
    assert card.rows.itemAt(1).widget() is row
    card.show_state(State())
    assert card.isHidden()

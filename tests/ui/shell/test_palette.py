"""What the palette finds and does; no Qt."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import make_family, make_session, person_called
from tests.fakes import FakeShell, NowJobs
from wijkdesk.core.discreet import set_discreet
from wijkdesk.core.ids import new_id
from wijkdesk.models.dossier import Household
from wijkdesk.models.visit import Statement
from wijkdesk.services import searching, visits
from wijkdesk.services.session import Session
from wijkdesk.ui.shell.palette.presenter import COMMAND, HEAD, Command, Item, PalettePresenter, PaletteState

COMMANDS = (Command("cover", "Scherm afdekken", "lock", "Ctrl L"), Command("undo", "Ongedaan maken"))


class Stage:
    def __init__(self, session: Session) -> None:
        self.shell = FakeShell()
        self.states: list[PaletteState] = []
        self.done: list[str] = []
        screens = frozenset({"visit", "papers", "dossier"})
        self.presenter = PalettePresenter(
            session, NowJobs(), self.shell, self.commands, screens, self.done.append, self.states.append
        )
        self.presenter.open()

    @staticmethod
    def commands() -> tuple[Command, ...]:
        return COMMANDS

    def ask(self, query: str) -> list[Item]:
        self.presenter.ask(query)
        return list(self.states[-1].items)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = make_session(tmp_path)
    yield made
    set_discreet(False)
    made.close()


@pytest.fixture
def family(session: Session) -> Household:
    return make_family(session)


def titles(items: list[Item]) -> list[str]:
    return [item.title for item in items]


def test_recent_households_and_commands_come_first(session: Session, family: Household) -> None:
    searching.remember(session, family.id)
    items = list(Stage(session).states[-1].items)
    assert titles(items) == [
        "Laatst geopend", "El Amrani-Vermeer", "Opdrachten", "Scherm afdekken", "Ongedaan maken",
    ]  # fmt: skip


def test_a_household_brings_its_own_orders(session: Session, family: Household) -> None:
    stage = Stage(session)
    items = stage.ask("vermeer")
    order = next(item for item in items if item.title == "Bezoek starten bij El Amrani-Vermeer")
    assert order.kind == COMMAND
    stage.presenter.choose(order)
    assert stage.shell.opened == [("visit", {"household": family.id})]


def test_letters_found_are_marked_and_a_person_leads_to_that_person(
    session: Session, family: Household
) -> None:
    stage = Stage(session)
    person = next(item for item in stage.ask("lina") if item.title == "Lina Vermeer")
    assert person.bold == ((0, 4),)
    assert person.detail == "kind, bij El Amrani-Vermeer"
    stage.presenter.choose(person)
    wanted = {"household": family.id, "tab": "people", "person": person_called(session, family, "Lina").id}
    assert stage.shell.opened == [("dossier", wanted)]


def test_commands_are_found_by_their_words_and_done(session: Session) -> None:
    stage = Stage(session)
    items = stage.ask("afdek")
    assert titles(items) == ["Opdrachten", "Scherm afdekken"]
    stage.presenter.choose(items[1])
    assert stage.done == ["cover"]
    assert stage.states[-1].count == "1 gevonden"


def test_tab_asks_for_commands_alone(session: Session, family: Household) -> None:
    stage = Stage(session)
    stage.ask("a")
    stage.presenter.only_commands()
    assert {item.kind for item in stage.states[-1].items} <= {HEAD, COMMAND}
    stage.presenter.only_commands()
    assert family.id in [item.params.get("household") for item in stage.states[-1].items]


def test_notes_are_not_shown_while_names_are_hidden(session: Session, family: Household) -> None:
    moment = visits.start(session, family.id)
    with session.store.unit() as unit:
        unit.create(
            Statement(id=new_id(), space=family.space, contact_moment=moment.id, text="Samira lacht.")
        )
    stage = Stage(session)
    assert "Samira lacht." in titles(stage.ask("samira"))
    set_discreet(True)
    shown = titles(stage.ask("samira"))
    assert "S.A." in shown
    assert not any("Samira" in title for title in shown)


def test_nothing_found_says_so(session: Session) -> None:
    stage = Stage(session)
    assert stage.ask("xyzzy") == []
    assert stage.states[-1].nothing

"""A pull while a field is being typed in: it stays, who else changed it is said, and leaving makes two versions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.builders import person_called
from tests.scenarios.two_laptops import World
from tests.ui.both import MINUTE, Alone, share_family
from wijkdesk.models.dossier import Household
from wijkdesk.models.person import Person
from wijkdesk.services import conflicts, drafts, people
from wijkdesk.services.session import Session
from wijkdesk.storage import queries
from wijkdesk.ui.dossier.screen import SPEC, DossierScreen
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.fields import LineField


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.Theme().apply(qapp)


def alias(session: Session, person: Person) -> str | None:
    found = queries.get(session.store, Person, person.id)
    return found.alias if found else None


class Typing:
    """Samira's form on Noor's laptop, with the alias field."""

    def __init__(self, qtbot: QtBot, world: World, home: Household) -> None:
        self.world, self.qtbot = world, qtbot
        self.samira = person_called(world.noor, home, "Samira")
        self.alone = Alone(qtbot, SPEC, world.noor)
        assert isinstance(self.alone.screen, DossierScreen)
        self.screen = self.alone.screen
        self.screen.activate(household=home.id, tab="people", person=self.samira.id)

    @property
    def field(self) -> LineField:
        found = self.screen.view.people.forms[self.samira.id].fields["alias"]
        assert isinstance(found, LineField)
        return found

    def type(self, text: str) -> None:
        self.field.edit.setFocus()
        self.qtbot.keyClicks(self.field.edit, text)

    def abrehet_writes(self, text: str) -> None:
        """She does so a minute later, and it comes in here."""
        self.world.abrehet_clock.advance(MINUTE)
        (person,) = [
            one for one in queries.find(self.world.abrehet.store, Person) if one.id == self.samira.id
        ]
        people.change(self.world.abrehet, person, alias=text)
        *_others, came = self.world.sync(self.world.abrehet, self.world.noor)
        self.screen.refresh(came.changes)

    def leave(self) -> None:
        self.qtbot.keyClick(self.field.edit, Qt.Key.Key_Tab)


@pytest.mark.parametrize(
    ("typed", "taken_back", "locked", "sides"),
    [
        ("Sam", 0, False, {"Sam", "Mira"}),
        ("Sam", 0, True, {"Sam", "Mira"}),  # the draft from before a lock keeps what it saw
        ("S", 1, False, set()),  # typing that comes to nothing shows what came in
        ("Mira", 0, False, set()),  # the same words are no choice
    ],
)
def test_what_is_typed_stays_and_leaving_asks_for_a_choice(
    qtbot: QtBot, world: World, typed: str, taken_back: int, locked: bool, sides: set[str]
) -> None:
    home = share_family(world)
    if locked:
        samira = person_called(world.noor, home, "Samira")
        place = f"dossier/{home.id.hex()}/people"
        drafts.keep(world.noor, home.space, "person", samira.id, "alias", "Sa", place=place, shown=samira)
    typing = Typing(qtbot, world, home)
    typing.type("m" if locked else typed)
    typing.screen.keep_drafts()
    typing.abrehet_writes("Mira")
    assert typing.field.edit.text() == typed
    assert typing.field.also is not None
    assert typing.field.also.text() == "Ook gewijzigd door Abrehet Tesfay. Straks kies je."
    for _letter in range(taken_back):
        qtbot.keyClick(typing.field.edit, Qt.Key.Key_Backspace)
    typing.leave()
    found = conflicts.conflicts(world.noor, home.space)
    assert {side.words for conflict in found for side in conflict.sides} == sides
    assert drafts.unfinished(world.noor) == []
    typing.screen.refresh(typing.alone.shell.changes)
    assert not typing.field.also.isVisible()
    if sides:
        assert typing.field.versions is not None
        qtbot.waitUntil(typing.field.versions.isVisible)
    else:
        assert typing.field.edit.text() == alias(world.noor, typing.samira) == "Mira"

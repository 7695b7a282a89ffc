"""domain.md F11 through the real screens: two laptops, a real server, a clock three hours wrong; by keys and clicks.

Baby and step merge; the phone asks with who, when and whose clock; away against edit waits for a person; the
same Fatima twice is suggested, linked and taken back.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import make_family, person_called
from tests.fakes import FakeDialogs, FakeShell, NowJobs
from tests.scenarios.two_laptops import HOUR_MS, START_MS, World, digest, join_two
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.ids import new_id
from wijkdesk.models.dossier import ContactPoint, Household
from wijkdesk.models.person import Person
from wijkdesk.models.step import Step
from wijkdesk.server.api import Options
from wijkdesk.server.running import LocalServer
from wijkdesk.services import conflicts, dossiers, histories, people, undoing
from wijkdesk.services.session import Session
from wijkdesk.storage import queries
from wijkdesk.ui.conflicts import screen as conflicts_screen
from wijkdesk.ui.dossier import screen as dossier_screen
from wijkdesk.ui.dossier.screen import DossierScreen
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.actions import ActionRegistry
from wijkdesk.ui.kit.screen import Screen, ScreenContext, ScreenSpec
from wijkdesk.ui.sharing import screen as sharing_screen

MINUTE_MS = 60_000


class Laptop:
    """The screens of one worker, one in sight at a time."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot, self.session = qtbot, session
        self.shell, self.dialogs, self.screen = FakeShell(), FakeDialogs(), QWidget()

    def go(self, spec: ScreenSpec, **params: object) -> Screen:
        self.screen.hide()
        context = ScreenContext(self.session, NowJobs(), self.shell, ActionRegistry(), self.dialogs)
        made = spec.build(context)
        self.screen = made
        self.qtbot.addWidget(made)
        made.resize(1158, 712)
        made.show()
        made.activateWindow()
        self.qtbot.waitUntil(made.isActiveWindow)
        made.activate(**params)
        return made

    def person(self, household: Household, name: str) -> DossierScreen:
        row = person_called(self.session, household, name).id
        made = self.go(dossier_screen.SPEC, household=household.id, tab="people", person=row)
        assert isinstance(made, DossierScreen)
        return made

    def add(self, household: Household, line: str) -> None:
        self.dialogs.text = line
        made = self.go(dossier_screen.SPEC, household=household.id, tab="people")
        assert isinstance(made, DossierScreen)
        made.view.people.add.click()

    def type_phone(self, household: Household, number: str) -> None:
        made = self.person(household, "Samira")
        self.qtbot.wait(50)
        made.activateWindow()
        field = self.named(QLineEdit, "Nummer of adres")
        field.setFocus()
        self.qtbot.waitUntil(field.hasFocus)
        field.selectAll()
        self.qtbot.keyClicks(field, number)
        self.qtbot.keyClick(field, Qt.Key.Key_Tab)
        made.deactivate()

    def named(self, kind: type, words: str):
        def found() -> list[QWidget]:
            return [
                one for one in self.screen.findChildren(kind)
                if (one.accessibleName() or getattr(one, "text", str)()).startswith(words) and one.isVisible()
            ]  # fmt: skip

        self.qtbot.waitUntil(lambda: bool(found()))
        return found()[0]

    def share(self) -> None:
        self.go(sharing_screen.SPEC)
        self.named(QPushButton, "Nu delen").click()
        assert self.shell.troubles == []

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.screen, key)


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.Theme().apply(qapp)


@pytest.fixture
def server_clock() -> FakeClock:
    return FakeClock(START_MS)


@pytest.fixture
def world(tmp_path: Path, server_clock: FakeClock) -> Iterator[World]:
    with LocalServer(tmp_path / "server.db", options=Options(open_=True), clock=server_clock) as server:
        world = join_two(tmp_path, server, off_ms=3 * HOUR_MS)
        yield world
        world.close()


def test_f11_by_hand_on_two_laptops(qtbot: QtBot, world: World, server_clock: FakeClock) -> None:
    family = make_family(world.noor)
    dossiers.assign(world.noor, family.space, world.abrehet.user)
    step = Step(id=new_id(), space=family.space, household=family.id, text="Bellen over de huur", order="1")
    people.save_new(world.noor, step, "Stap")
    world.sync(world.noor, world.abrehet)
    noor, abrehet = Laptop(qtbot, world.noor), Laptop(qtbot, world.abrehet)

    # both work without a connection
    noor.add(family, "Nour 0 kind")
    noor.type_phone(family, "06 11111111")
    noor.add(family, "Fatima Bakri 30")
    people.change(world.noor, step, text="Bellen over de huur en de post")
    for clock in (world.noor_clock, world.abrehet_clock, server_clock):
        clock.advance(30 * MINUTE_MS)
    abrehet.type_phone(family, "06 22222222")
    abrehet.add(family, "Fatma B.")
    people.remove(world.abrehet, [step])
    for laptop in (noor, abrehet, noor):
        laptop.share()

    for session in (world.noor, world.abrehet):
        names = {person.calling_name for person in queries.find(session.store, Person, space=family.space)}
        assert {"Nour", "Fatima", "Fatma"} <= names
        kept = queries.get(session.store, Step, step.id)
        assert kept is not None
        assert not kept.deleted
        assert kept.text == "Bellen over de huur en de post"
    assert digest(world.noor, family.space) == digest(world.abrehet, family.space)

    # Abrehet reads that her clock was wrong, and when it truly was
    made = abrehet.go(conflicts_screen.SPEC, space=family.space)
    (phone,) = queries.find(world.abrehet.store, ContactPoint, space=family.space)
    made.activate(row=phone.id)
    card = made.presenter.state.card
    assert [side.who for side in card.sides] == ["Noor de Bruin", "Abrehet Tesfay (jij)"]
    assert "klok liep 3 uur voor" in card.sides[1].line
    assert card.sides[1].line.startswith("vandaag")
    assert "het laatst" in card.sides[1].line

    # Noor chooses: her number, and the step stays
    made = noor.go(conflicts_screen.SPEC, row=phone.id)
    assert made.view.pill.text() == "3 wachten op je keuze"  # two fields, and Fatima and Fatma
    made.view.list.setFocus()
    noor.press(Qt.Key.Key_A)
    noor.press(Qt.Key.Key_Return)
    assert made.view.card.ways.buttons["B"].isChecked()
    assert made.view.card.ways.buttons["B"].text() == "Laten staan"
    noor.press(Qt.Key.Key_Return)
    assert conflicts.count(world.noor) == 0
    assert made.view.pair.isVisible()
    for laptop in (noor, abrehet):
        laptop.share()
    assert conflicts.count(world.abrehet) == 0
    (phone,) = queries.find(world.abrehet.store, ContactPoint, space=family.space)
    assert phone.value == "06 11111111"
    past = histories.versions(world.abrehet, "contact_point", phone.id)
    assert "06 22222222" in {change.after for version in past for change in version.changes}
    twice_the_same_person(noor, abrehet, family)
    assert digest(world.noor, family.space) == digest(world.abrehet, family.space)


def twice_the_same_person(noor: Laptop, abrehet: Laptop, family: Household) -> None:
    """Suggested, linked, seen by the other, taken back."""
    dossier = noor.person(family, "Fatima")
    noor.named(QPushButton, "Zeker dezelfde: Fatma").click()
    dossier.refresh(noor.shell.changes)
    assert len([row for row in dossier.people.state.rows if "Fat" in row.name]) == 1
    for laptop in (noor, abrehet):
        laptop.share()
    seen = abrehet.person(family, "Fatima")
    assert [twin.linked for twin in seen.people.state.twins] == [True]
    undoing.undo(noor.session)
    for laptop in (noor, abrehet):
        laptop.share()
    seen = abrehet.person(family, "Fatima")
    assert [twin.linked for twin in seen.people.state.twins] == [False]

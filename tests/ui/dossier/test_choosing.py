"""Two versions inside the dossier and the visit: a mark beside the field, and the same card over it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.a11y.audit import audit
from tests.builders import person_called
from tests.scenarios.two_laptops import World
from tests.ui.both import MINUTE, Alone, both_change_the_phone, phone, share_family
from wijkdesk.core.ids import new_id
from wijkdesk.models.step import Step
from wijkdesk.services import conflicts, people, visits
from wijkdesk.storage import queries
from wijkdesk.ui.dossier.screen import SPEC, DossierScreen
from wijkdesk.ui.kit import theme
from wijkdesk.ui.visit.screen import SPEC as VISIT
from wijkdesk.ui.visit.screen import VisitScreen


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.Theme().apply(qapp)


def click(alone: Alone, name: str) -> None:
    alone.qtbot.mouseClick(alone.find(QPushButton, name), Qt.MouseButton.LeftButton)


def press(alone: Alone, key: Qt.Key) -> None:
    alone.qtbot.keyClick(QApplication.focusWidget() or alone.screen, key)


def test_a_mark_beside_the_field_opens_the_card_over_it(qtbot: QtBot, world: World) -> None:
    home = share_family(world)
    point = both_change_the_phone(world, home)
    alone = Alone(qtbot, SPEC, world.noor)
    assert isinstance(alone.screen, DossierScreen)
    samira = person_called(world.noor, home, "Samira")
    alone.screen.activate(household=home.id, tab="people", person=samira.id)
    sheet = alone.screen.choosing
    assert not sheet.isVisible()
    click(alone, "Twee versies van Nummer of adres: kiezen")
    assert sheet.isVisible()
    assert sheet.card.title.text() == "Bereikbaar via · Samira El Amrani"
    assert sheet.has_focus()
    press(alone, Qt.Key.Key_A)
    assert sheet.card.result.text() == "06 11111111"
    press(alone, Qt.Key.Key_Return)
    assert phone(world.noor, point) == "06 11111111"
    assert not sheet.isVisible()
    alone.screen.refresh(alone.shell.changes)
    form = alone.screen.view.people.forms[point.id]
    assert form.fields["value"].value() == "06 11111111"
    assert not form.fields["value"].versions.isVisible()
    assert alone.shell.toasts == ["Gekozen. De andere versie staat in de geschiedenis."]


def test_the_header_shows_all_that_waits_here_and_escape_gives_the_focus_back(
    qtbot: QtBot, world: World
) -> None:
    home = share_family(world)
    both_change_the_phone(world, home)
    lina = person_called(world.noor, home, "Lina")
    people.remove(world.noor, [lina])
    people.change(world.abrehet, lina, own_script_name="لينا")
    world.sync()
    alone = Alone(qtbot, SPEC, world.noor)
    assert isinstance(alone.screen, DossierScreen)
    alone.screen.activate(household=home.id)
    clash = alone.screen.view.header.clash
    clash.setFocus()
    press(alone, Qt.Key.Key_Space)
    sheet = alone.screen.choosing
    assert sheet.isVisible()
    assert len(sheet.chooser.state.waiting) == 2
    assert audit(sheet) == []
    for _turn in range(30):
        press(alone, Qt.Key.Key_Tab)
        assert sheet.has_focus()
    press(alone, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert clash.hasFocus()
    sheet.choose(home.space)
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(20, 300))
    assert not sheet.isVisible()
    assert conflicts.count(world.noor, home.space) == 2
    overview = alone.screen.view.overview
    labels = [mark.label for lines in overview.clashes for mark in lines.marks]
    assert sorted(labels) == ["Nummer of adres", "Weg of blijven"]
    click(alone, "Twee versies van Nummer of adres · Bereikbaar via · Samira El Amrani: kiezen")
    assert sheet.card.title.text() == "Bereikbaar via · Samira El Amrani"


def test_the_visit_marks_an_agreement_and_what_is_typed_is_written_first(qtbot: QtBot, world: World) -> None:
    home = share_family(world)
    moment = visits.start(world.noor, home.id)
    step = Step(id=new_id(), space=home.space, household=home.id, text="Bellen over de huur", order="1")
    with world.noor.store.unit("edit") as unit:
        unit.create(step)
    world.sync(world.noor, world.abrehet)
    people.change(world.noor, step, text="Bellen over de huur en de post")
    world.abrehet_clock.advance(MINUTE)
    people.change(world.abrehet, step, text="Donderdag bellen over de huur")
    world.sync()
    alone = Alone(qtbot, VISIT, world.noor)
    assert isinstance(alone.screen, VisitScreen)
    alone.screen.activate(contact_moment=moment.id)
    qtbot.keyClicks(alone.screen.view.note.editor, "Ze belde al")
    click(alone, "Twee versies van Wat · Stap: Donderdag bellen over de huur: kiezen")
    assert [note.text for note in visits.load(world.noor, moment.id).notes] == ["Ze belde al"]
    press(alone, Qt.Key.Key_Return)  # both, chosen beforehand
    found = queries.get(world.noor.store, Step, step.id)
    assert found is not None
    assert found.text == "Bellen over de huur en de post\nDonderdag bellen over de huur"
    assert not alone.screen.choosing.isVisible()
    alone.screen.refresh(alone.shell.changes)
    assert alone.screen.view.agreed.clashes.isHidden()
    alone.screen.deactivate()

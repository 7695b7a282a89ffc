"""Break-glass by keys, in the real window: from the search to the dossier, with the banner that everyone sees."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.a11y.audit import audit
from tests.builders import make_family
from tests.scenarios.two_laptops import HOUR_MS, ServerWithoutNetwork, World
from wijkdesk.app import build_window
from wijkdesk.core.clock import FakeClock
from wijkdesk.models.dossier import Household
from wijkdesk.services import agenda, histories, searching
from wijkdesk.services.newcomers import year_of_age
from wijkdesk.services.session import Session
from wijkdesk.ui.dossier.screen import DossierScreen
from wijkdesk.ui.households.screen import HouseholdsScreen
from wijkdesk.ui.kit import theme
from wijkdesk.ui.shell.workplace import Workplace
from wijkdesk.ui.today.presenter import shape

REASON = "Noor is ziek en moeder belt in paniek."


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.Theme().apply(qapp)


@pytest.fixture
def family(world: World) -> Household:
    made = make_family(world.noor)
    world.sync(world.noor, world.abrehet)
    return made


def window_of(qtbot: QtBot, world: World, session: Session) -> Workplace:
    work = build_window(session, screen="households")
    qtbot.addWidget(work.window)
    work.window.resize(1366, 768)
    work.window.show()
    work.window.activateWindow()
    qtbot.waitUntil(work.window.isActiveWindow)
    rest(qtbot, work)
    work.pulse._connect = world.connect
    return work


def rest(qtbot: QtBot, work: Workplace) -> None:
    qtbot.waitUntil(lambda: not work.runner.busy and not work.pulse._running, timeout=10_000)
    qtbot.wait(20)


def households(work: Workplace, world: World) -> HouseholdsScreen:
    screen = work.desk.screen
    assert isinstance(screen, HouseholdsScreen)
    screen.cards.connect = world.connect
    return screen


def focused(work: Workplace) -> QWidget:
    found = work.window.focusWidget()
    assert found is not None
    return found


def test_from_the_search_to_the_dossier_by_keys(qtbot: QtBot, world: World, family: Household) -> None:
    (card,) = [one for one in searching.find(world.abrehet, "Samira") if one.kind == searching.CARD]
    assert card.detail == "dossier van Noor de Bruin"
    work = window_of(qtbot, world, world.abrehet)
    work.desk.open("households", card=card.id)
    rest(qtbot, work)
    screen = households(work, world)
    page = screen.colleagues
    assert focused(work) is page.question.reason.edit
    assert audit(screen) == []
    qtbot.mouseClick(page.question.go, Qt.MouseButton.LeftButton)
    rest(qtbot, work)
    assert "Schrijf waarom het nodig is." in page.question.reason.error.text()
    page.question.reason.edit.setFocus()
    QTest.keyClicks(focused(work), REASON)
    QTest.keyClick(focused(work), Qt.Key.Key_Tab)
    assert focused(work) is page.question.go
    QTest.keyClick(focused(work), Qt.Key.Key_Space)
    rest(qtbot, work)
    dossier = work.desk.screen
    assert isinstance(dossier, DossierScreen)
    rest(qtbot, work)
    banner = dossier.view.glass
    assert banner.isVisible()
    assert banner.text.text().startswith("Je leest dit dossier tot ")
    assert banner.text.text().endswith(f"(nog 24 uur). Reden: {REASON}")
    assert audit(dossier) == []
    assert isinstance(world.server, ServerWithoutNetwork)
    for clock in (world.abrehet_clock, world.server.api.clock):
        assert isinstance(clock, FakeClock)
        clock.advance(24 * HOUR_MS)
    with qtbot.waitSignal(work.pulse.synced):
        work.pulse.now()
    rest(qtbot, work)
    assert dossier.presenter.state.gone
    assert not banner.isVisible()
    work.window.close()


def test_beside_ones_own_list_the_whole_team_leads_to_the_cards(
    qtbot: QtBot, world: World, family: Household
) -> None:
    make_family(world.abrehet)
    work = window_of(qtbot, world, world.abrehet)
    screen = households(work, world)
    assert not screen.view.colleagues.isVisible()  # her own dossiers only
    screen.view.chips["team"].setFocus()
    QTest.keyClick(focused(work), Qt.Key.Key_Space)
    assert screen.view.colleagues.text() == "1 bij collega’s"
    screen.view.colleagues.setFocus()
    QTest.keyClick(focused(work), Qt.Key.Key_Space)
    rest(qtbot, work)
    assert focused(work) is screen.colleagues.search
    born = year_of_age(34, world.noor.today())
    assert [line.line.detail for line in screen.colleagues.lines] == [
        f"geboren {born} · dossier van Noor de Bruin"
    ]
    QTest.keyClick(focused(work), Qt.Key.Key_Escape)
    QTest.keyClick(focused(work), Qt.Key.Key_Escape)
    assert screen.stack.currentWidget() is screen.view
    work.window.close()


def test_who_works_there_sees_who_when_and_why(qtbot: QtBot, world: World, family: Household) -> None:
    work = window_of(qtbot, world, world.abrehet)
    screen = households(work, world)
    assert screen.stack.currentWidget() is screen.empty
    screen.empty.buttons[-1].setFocus()
    assert screen.empty.buttons[-1].text() == "Kaartjes bekijken"
    QTest.keyClick(focused(work), Qt.Key.Key_Space)
    rest(qtbot, work)
    (line,) = screen.colleagues.lines
    assert audit(screen) == []
    line.button.setFocus()
    QTest.keyClick(line.button, Qt.Key.Key_Space)
    QTest.keyClicks(focused(work), REASON)
    QTest.keyClick(focused(work), Qt.Key.Key_Escape)
    assert screen.cards.state.chosen is None
    line.button.click()
    screen.cards.ask(REASON)
    rest(qtbot, work)
    work.window.close()

    world.sync(world.noor)
    (line_of_past,) = [
        one for one in histories.of_dossier(world.noor, family.space) if one.kind == "break_glass"
    ]
    assert (line_of_past.who, line_of_past.what) == ("Abrehet Tesfay", f"Noodtoegang: {REASON}")
    state = shape(agenda.load(world.noor))
    assert state.glass.startswith("Abrehet Tesfay leest El Amrani-Vermeer tot ")
    assert state.glass.endswith(REASON)
    other = window_of(qtbot, world, world.noor)
    other.desk.open("dossier", household=family.id)
    rest(qtbot, other)
    dossier = other.desk.screen
    assert isinstance(dossier, DossierScreen)
    assert dossier.view.glass.text.text().startswith("Abrehet Tesfay leest dit dossier tot ")
    other.desk.open("today")
    rest(qtbot, other)
    other.window.close()

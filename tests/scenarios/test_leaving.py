"""A colleague is removed while another one writes offline: real windows, a real server (domain.md F)."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import CHEAP, make_family, person_called
from tests.scenarios.two_laptops import OWN_WORDS, World, digest, join_two, start_server, third
from wijkdesk.app import App, build_window
from wijkdesk.services import dossiers, leaving, people, quarantine, wiping
from wijkdesk.services.session import Session
from wijkdesk.ui.sharing.screen import SharingScreen
from wijkdesk.ui.shell.triggers import NoTriggers
from wijkdesk.ui.shell.workplace import LANGUAGE, Workplace
from wijkdesk.ui.welcome.door import Door
from wijkdesk.ui.welcome.wiped import WipedView


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with start_server(tmp_path / "server") as server:
        world = join_two(tmp_path, server)
        yield world
        world.close()


@pytest.fixture
def marit(world: World, tmp_path: Path) -> Session:
    return third(world, tmp_path)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Callable[[Session], Workplace]]:
    opened: list[Workplace] = []

    def open_(session: Session) -> Workplace:
        made = build_window(session, screen="sharing")
        qtbot.addWidget(made.window)
        made.window.show()
        opened.append(made)
        qtbot.waitUntil(lambda: not made.pulse._running and screen_of(made).view.state.facts is not None)
        return made

    yield open_
    for made in opened:
        made.end(LANGUAGE)
        made.runner.shutdown()


def screen_of(workplace: Workplace) -> SharingScreen:
    screen = workplace.desk.screen
    assert isinstance(screen, SharingScreen)
    return screen


def button(inside: QWidget, name: str) -> QAbstractButton:
    """The visible button with that text or accessible name."""
    found = [
        one
        for one in inside.findChildren(QAbstractButton)
        if name in (one.text(), one.accessibleName()) and one.isVisible()
    ]
    assert len(found) == 1, [one.text() for one in inside.findChildren(QAbstractButton) if one.isVisible()]
    return found[0]


def click(qtbot: QtBot, inside: QWidget, name: str) -> None:
    qtbot.mouseClick(button(inside, name), Qt.MouseButton.LeftButton)


def test_a_colleague_is_removed_while_another_writes_offline(
    qtbot: QtBot, world: World, marit: Session, window: Callable[[Session], Workplace]
) -> None:
    family = make_family(world.noor)
    for user in (world.abrehet.user, marit.user):
        dossiers.assign(world.noor, family.space, user)
    world.sync(world.noor, world.abrehet, marit)
    people.change(world.abrehet, person_called(world.abrehet, family, "Sami"), alias="offline geschreven")

    noor = window(world.noor)
    screen = screen_of(noor)
    panel = screen.view.person
    click(qtbot, screen, "Marit bekijken")
    qtbot.waitUntil(panel.isVisible)
    click(qtbot, panel, "Uit de organisatie halen…")
    assert [row.accessibleName().split(",")[0] for row in panel.leaving.had.widgets] == ["El Amrani-Vermeer"]
    assert noor.window.focusWidget() is panel.leaving.keep
    qtbot.keyClick(panel.leaving.keep, Qt.Key.Key_Escape)
    assert panel.about.isVisible()
    assert marit.user in world.noor.store.trusts[world.noor.organisation].members()

    click(qtbot, panel, "Uit de organisatie halen…")
    click(qtbot, panel, "Uit de organisatie halen")
    qtbot.waitUntil(lambda: marit.user not in world.noor.store.trusts[world.noor.organisation].members())
    qtbot.waitUntil(lambda: not panel.isVisible() and screen.view.people.gone.isVisible())
    assert screen.view.people.gone.text() == "Uit de organisatie: Marit"
    qtbot.waitUntil(lambda: not screen.presenter.state.busy and not noor.pulse._running)

    abrehet = window(world.abrehet)  # her window shares at once: what she wrote goes, the new keys come
    qtbot.waitUntil(lambda: not abrehet.pulse._running)
    world.sync(world.abrehet, world.noor)
    assert person_called(world.noor, family, "Sami").alias == "offline geschreven"
    people.change(
        world.abrehet, person_called(world.abrehet, family, "Sami"), alias="onder de nieuwe sleutel"
    )
    world.sync(world.abrehet, world.noor)
    assert digest(world.noor, family.space) == digest(world.abrehet, family.space)
    new = world.abrehet.store.keyring.newest(family.space)
    assert new == world.noor.store.keyring.newest(family.space)
    assert marit.store.keyring.by_id(new.id) is None
    assert quarantine.apart(world.noor) == quarantine.apart(world.abrehet) == []
    assert world.share(marit).trouble is not None
    marit.close()


def test_a_lost_laptop_is_put_out_and_wipes_itself_at_contact(
    qtbot: QtBot, world: World, marit: Session, window: Callable[[Session], Workplace]
) -> None:
    family = make_family(world.noor)
    dossiers.assign(world.noor, family.space, marit.user)
    world.sync(world.noor, marit)
    noor = window(world.noor)
    screen = screen_of(noor)
    panel = screen.view.person
    click(qtbot, screen, "Marit bekijken")
    qtbot.waitUntil(panel.isVisible)
    (row,) = panel.about.rows.widgets
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert [one.accessibleName().split(",")[0] for one in panel.lost.had.widgets] == ["El Amrani-Vermeer"]
    panel.lost.noticed.edit.setText("morgen")
    click(qtbot, panel, "Uitzetten en laten wissen")
    assert "14:30" in panel.lost.noticed.error.text()
    panel.lost.noticed.edit.setText("19-11-2026 09:15")
    panel.lost.place.edit.setText("trein")
    click(qtbot, panel, "Uitzetten en laten wissen")
    qtbot.waitUntil(screen.view.lost.isVisible)
    qtbot.waitUntil(lambda: not screen.presenter.state.busy and not noor.pulse._running)
    world.sync(world.noor)

    folder, clock, who = marit.folder, world.noor_clock, marit.user
    marit.close()
    home = folder.parent / "thuis"  # her laptop: the whole program, to the page that says it
    home.mkdir()
    shutil.move(folder, home / "profiel")
    app = App(home, Door(home, clock=clock, strain=CHEAP), NoTriggers(), leave=_stay)
    app.start()
    app.enter(app.door.unlock(home / "profiel", OWN_WORDS))
    qtbot.waitUntil(lambda: isinstance(app.page, WipedView), timeout=20_000)
    assert [path.name for path in (home / "profiel").iterdir()] == [wiping.MARK]
    assert isinstance(app.page, WipedView)
    qtbot.mouseClick(app.page.button, Qt.MouseButton.LeftButton)
    assert not (home / "profiel").exists()
    assert leaving.had(world.noor, who).laptops == 0


def _stay(_code: int) -> None:
    """The test's own event loop goes on."""

"""Delen en veiligheid and the join page through their real widgets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.a11y.audit import audit
from tests.builders import CHEAP, make_family, make_session
from tests.fakes import FakeDialogs, FakeShell, NowJobs
from tests.scenarios.two_laptops import OWN_WORDS, START_MS, World
from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.ids import new_id
from wijkdesk.services import first_run, invitations, joining
from wijkdesk.services.session import Session
from wijkdesk.services.syncing import SyncResult
from wijkdesk.sync.ports import Offline
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.actions import ActionRegistry
from wijkdesk.ui.kit.screen import ScreenContext
from wijkdesk.ui.sharing.join_presenter import JoinPresenter
from wijkdesk.ui.sharing.join_view import JoinView
from wijkdesk.ui.sharing.network import NoNetwork
from wijkdesk.ui.sharing.parts.newcomer_card import NewcomerCard
from wijkdesk.ui.sharing.pulse import FIRST_RETRY_MS, Pulse
from wijkdesk.ui.sharing.screen import SPEC, SharingScreen


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.Theme().apply(qapp)


class Stage:
    """The screen alone in its window; work runs at once."""

    def __init__(self, qtbot: QtBot, session: Session, world: World | None = None, **answers: object) -> None:
        self.shell, self.dialogs = FakeShell(), FakeDialogs(**answers)  # type: ignore[arg-type]
        context = ScreenContext(session, NowJobs(), self.shell, ActionRegistry(), self.dialogs)
        made = SPEC.build(context)
        assert isinstance(made, SharingScreen)
        if world is not None:
            made.presenter._connect = world.connect
        self.screen, self.view = made, made.view
        qtbot.addWidget(made)
        made.resize(1158, 712)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        made.activate()


def newcomer(world: World, folder: Path, name: str = "Marit van den Hoogenband-Zwartewaterland") -> Session:
    raw = invitations.invite(world.noor, name, connect=world.connect)
    marit, _code = joining.join(
        folder / "marit", OWN_WORDS, name, invitations.read_invitation(raw),
        clock=FakeClock(START_MS), strain=CHEAP,
    )  # fmt: skip
    world.share(marit)
    world.sync(world.noor)
    return marit


def test_f9_shares(qtbot: QtBot, world: World) -> None:
    make_family(world.noor)
    stage = Stage(qtbot, world.noor, world)
    assert stage.view.safe.waiting.isVisible()
    qtbot.keyClick(QApplication.focusWidget() or stage.screen, Qt.Key.Key_F9)
    assert stage.view.safe.said.text() == "1 wijziging verstuurd, 0 ontvangen."
    assert not stage.view.safe.queue.isVisible()


def test_a_newcomer_is_let_in_after_a_question(qtbot: QtBot, world: World, tmp_path: Path) -> None:
    marit = newcomer(world, tmp_path)
    stage = Stage(qtbot, world.noor, world)
    (card,) = stage.view.newcomers.widgets
    assert isinstance(card, NewcomerCard)
    qtbot.mouseClick(card.yes, Qt.MouseButton.LeftButton)
    assert "zes blokjes samen hebt vergeleken" in stage.dialogs.asked[0]
    assert stage.view.newcomers.widgets == []
    assert not world.share(marit).waiting
    assert not joining.waiting(marit)
    marit.close()


def test_a_stranger_is_refused_after_a_question(qtbot: QtBot, world: World, tmp_path: Path) -> None:
    marit = newcomer(world, tmp_path)
    stage = Stage(qtbot, world.noor, world)
    (card,) = stage.view.newcomers.widgets
    assert isinstance(card, NewcomerCard)
    qtbot.mouseClick(card.no, Qt.MouseButton.LeftButton)
    assert stage.dialogs.asked[0].startswith("Deze laptop weigeren?")
    assert stage.view.newcomers.widgets == []
    marit.close()


def test_inviting_asks_a_name_and_a_place(qtbot: QtBot, world: World, tmp_path: Path) -> None:
    path = tmp_path / "karin.wijkdesk-uitnodiging"
    stage = Stage(qtbot, world.noor, world, text="Karin", path=path)
    qtbot.mouseClick(stage.view.people.invite, Qt.MouseButton.LeftButton)
    role = "Welke rol krijgt Karin? De rol bepaalt wat een collega mag zien."
    assert stage.dialogs.asked == ["Collega uitnodigen", role, "Uitnodiging bewaren"]
    assert invitations.read_invitation(path.read_bytes()).organisation == world.noor.organisation
    assert stage.view.invited.isVisible()


def test_who_waits_sees_only_what_to_read_aloud(qtbot: QtBot, world: World, tmp_path: Path) -> None:
    marit = newcomer(world, tmp_path)
    stage = Stage(qtbot, marit, world)
    assert stage.view.waiting.isVisible()
    assert [block.text() for block in stage.view.waiting.fingerprint.blocks] == joining.own_fingerprint(
        marit
    ).split()
    assert not stage.view.safe.isVisible()
    assert not stage.view.people.isVisible()
    qtbot.mouseClick(stage.view.waiting.button, Qt.MouseButton.LeftButton)
    assert stage.view.waiting.said.text() == "De beheerder moet je nog toelaten."
    assert audit(stage.screen) == []
    marit.close()


def test_a_new_organisation_asks_for_a_server(qtbot: QtBot, tmp_path: Path) -> None:
    session = make_session(tmp_path)
    stage = Stage(qtbot, session)
    qtbot.keyClicks(stage.view.server.address.edit, "geen adres")
    qtbot.keyClick(stage.view.server.address.edit, Qt.Key.Key_Return)
    assert "geen adres" in stage.view.server.address.error.text()
    assert stage.view.server.address.edit.text() == "geen adres"
    assert not stage.view.people.invite.isEnabled()
    assert audit(stage.screen) == []
    session.close()


def test_everything_has_a_name_and_can_be_reached(qtbot: QtBot, world: World, tmp_path: Path) -> None:
    marit = newcomer(world, tmp_path)
    make_family(world.noor)
    stage = Stage(qtbot, world.noor, world)
    assert audit(stage.screen) == []
    marit.close()


@pytest.mark.parametrize(("name", "scale", "width"), [("dark", 1.0, 1158), ("contrast", 2.0, 1366)])
def test_it_fits_in_every_look(
    qtbot: QtBot, world: World, tmp_path: Path, name: str, scale: float, width: int
) -> None:
    marit = newcomer(world, tmp_path)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.Theme(name=name, scale=scale).apply(application)
    try:
        stage = Stage(qtbot, world.noor, world)
        stage.screen.resize(width, 640)
        inner = stage.view.widget()
        assert inner is not None
        qtbot.waitUntil(lambda: inner.width() <= stage.view.viewport().width())
        assert inner.minimumSizeHint().width() <= stage.view.viewport().width()
    finally:
        theme.Theme().apply(application)
        marit.close()


class JoinStage:
    """The join page over a profile whose second act is still to come."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        begun = first_run.begin(folder / "nieuw", OWN_WORDS, clock=FakeClock(START_MS), strain=CHEAP)
        self.session = begun.session
        self.joined: list[Session] = []
        self.back: list[Session] = []
        self.dialogs = FakeDialogs(path=folder / "uitnodiging")
        self.view = JoinView(self.dialogs)
        self.view.take(
            JoinPresenter(self.session, NowJobs(), self.view.show_state, self.joined.append, self.back.append)
        )
        qtbot.addWidget(self.view)
        self.view.resize(900, 700)
        self.view.show()


def test_joining_on_the_first_run(qtbot: QtBot, world: World, tmp_path: Path) -> None:
    stage = JoinStage(qtbot, tmp_path)
    (tmp_path / "uitnodiging").write_bytes(invitations.invite(world.noor, "Marit", connect=world.connect))
    qtbot.mouseClick(stage.view.go, Qt.MouseButton.LeftButton)
    assert stage.view.problem.text() == "Kies eerst het bestand van de uitnodiging."
    qtbot.mouseClick(stage.view.file_button, Qt.MouseButton.LeftButton)
    assert stage.view.found.isVisible()
    assert stage.view.host.text() == "Server: 127.0.0.1:9"
    assert stage.view.root.text == joining.root_fingerprint(world.noor)
    qtbot.mouseClick(stage.view.go, Qt.MouseButton.LeftButton)
    assert "Vul je naam in" in stage.view.name.error.text()
    assert audit(stage.view) == []
    qtbot.keyClicks(stage.view.name.edit, "Marit")
    qtbot.mouseClick(stage.view.go, Qt.MouseButton.LeftButton)
    assert stage.joined == [stage.session]
    assert joining.waiting(stage.session)
    assert world.share(stage.session).waiting
    stage.session.close()


def test_a_wrong_file_is_said_and_one_can_go_back(qtbot: QtBot, tmp_path: Path) -> None:
    stage = JoinStage(qtbot, tmp_path)
    (tmp_path / "uitnodiging").write_text(json.dumps({"format": 1}))
    qtbot.mouseClick(stage.view.file_button, Qt.MouseButton.LeftButton)
    assert "geen uitnodiging van WijkDesk" in stage.view.problem.text()
    qtbot.mouseClick(stage.view.leave, Qt.MouseButton.LeftButton)
    assert stage.back == [stage.session]
    stage.session.close()


def test_the_pulse_shares_some_time_after_writing(qtbot: QtBot, world: World) -> None:
    shell = FakeShell()
    pulse = Pulse(world.noor, NowJobs(), shell, world.connect)
    rounds: list[object] = []
    pulse.synced.connect(rounds.append)
    pulse.start()
    assert len(rounds) == 1
    pulse.written(ChangeSet(commits=(new_id(),)))
    assert pulse.soon.isActive()
    pulse.soon.setInterval(1)
    pulse.soon.start()
    qtbot.waitUntil(lambda: len(rounds) == 2)
    pulse.written(ChangeSet())
    assert not pulse.soon.isActive()
    pulse.stop()
    assert not pulse.regular.isActive()


def test_the_pulse_tries_sooner_when_offline_and_at_once_when_the_network_is_back(
    qtbot: QtBot, world: World
) -> None:
    def cut(_identity: object, _server: object) -> NoReturn:
        raise Offline("Geen verbinding.")

    network = NoNetwork()
    pulse = Pulse(world.noor, NowJobs(), FakeShell(), cut, network)
    network.back.emit()
    assert not pulse.soon.isActive()
    pulse.start()
    assert pulse.soon.interval() == FIRST_RETRY_MS
    pulse.now()
    assert pulse.soon.interval() == 2 * FIRST_RETRY_MS
    rounds: list[SyncResult] = []
    pulse.synced.connect(rounds.append)
    pulse._connect = world.connect
    network.back.emit()
    assert [one.offline for one in rounds] == [False]
    pulse.stop()


def test_the_pulse_rests_without_a_server(qtbot: QtBot, tmp_path: Path) -> None:
    session = make_session(tmp_path)
    pulse = Pulse(session, NowJobs(), FakeShell())
    rounds: list[object] = []
    pulse.synced.connect(rounds.append)
    pulse.start()
    pulse.stop()
    assert rounds == []
    session.close()


def test_the_page_takes_the_focus_once_it_knows_what_to_show(qtbot: QtBot, world: World) -> None:
    stage = Stage(qtbot, world.noor, world)
    assert QApplication.focusWidget() is stage.view.share


def test_a_newcomer_can_press_f9_at_once(qtbot: QtBot, world: World, tmp_path: Path) -> None:
    marit = newcomer(world, tmp_path)
    stage = Stage(qtbot, marit, world)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F9)
    assert stage.view.waiting.said.text() == "De beheerder moet je nog toelaten."
    marit.close()


def test_the_focus_stays_while_sharing_so_that_f9_works_again(qtbot: QtBot, world: World) -> None:
    stage = Stage(qtbot, world.noor, world)
    for _turn in range(2):
        make_family(world.noor)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F9)
        assert stage.view.safe.said.text() == "1 wijziging verstuurd, 0 ontvangen."
        assert QApplication.focusWidget() is stage.view.share

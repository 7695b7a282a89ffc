"""A colleague, custodians, another and a restored laptop, the lease: through the real widgets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.a11y.audit import audit
from tests.builders import CHEAP, make_family
from tests.fakes import FakeDialogs, NowJobs
from tests.scenarios.two_laptops import OWN_WORDS, World
from tests.services.test_laptops import fresh, let_in, with_code
from tests.ui.sharing.test_screen import Stage
from wijkdesk.app import build_window
from wijkdesk.core.roles import Role
from wijkdesk.services import administrators, backups, custody, joining, laptops, restoring, roles
from wijkdesk.ui.kit import theme
from wijkdesk.ui.sharing.join_presenter import JoinPresenter
from wijkdesk.ui.sharing.join_view import JoinView
from wijkdesk.ui.sharing.parts.people_cards import MemberRow
from wijkdesk.ui.sharing.parts.person_panel import PersonPanel
from wijkdesk.ui.sharing.person_state import Mode

DAY_MS = 24 * 3600 * 1000


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.Theme().apply(qapp)


class ManyFiles(FakeDialogs):
    """Another file for each question."""

    def __init__(self, *paths: Path) -> None:
        super().__init__()
        self.paths = list(paths)

    def open_file(self, title: str, kinds: str, then: Callable[[Path], None]) -> None:
        self.asked.append(title)
        then(self.paths.pop(0))

    def save_file(self, title: str, name: str, kinds: str, then: Callable[[Path], None]) -> None:
        self.asked.append(title)
        then(self.paths.pop(0))


def opened(qtbot: QtBot, stage: Stage, user: bytes) -> PersonPanel:
    """The panel of a colleague, by its button."""
    rows = [row for row in stage.view.people.rows.widgets if isinstance(row, MemberRow)]
    (row,) = [row for row in rows if row.member.user == user]
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert stage.view.person.isVisible()
    return stage.view.person


def test_a_colleague_becomes_administrator_and_back(qtbot: QtBot, world: World) -> None:
    stage = Stage(qtbot, world.noor, world)
    panel = opened(qtbot, stage, world.abrehet.user)
    assert not stage.view.safe.isVisible()
    assert audit(stage.screen) == []
    qtbot.mouseClick(panel.about.make, Qt.MouseButton.LeftButton)
    assert stage.dialogs.asked[0].startswith("Abrehet Tesfay beheerder maken?")
    assert stage.shell.toasts == ["Abrehet Tesfay is nu ook beheerder."]
    assert not panel.about.make.isVisible()
    qtbot.mouseClick(panel.about.back, Qt.MouseButton.LeftButton)
    assert stage.shell.toasts[-1] == "Abrehet Tesfay is geen beheerder meer."
    qtbot.keyClick(panel.about.close_button, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert stage.view.safe.isVisible()


def test_the_role_of_a_colleague_is_changed_in_words(qtbot: QtBot, world: World) -> None:
    stage = Stage(qtbot, world.noor, world, choice="interpreter")
    panel = opened(qtbot, stage, world.abrehet.user)
    assert panel.about.role.text() == "Rol: medewerker"
    panel.about.change.setFocus()
    qtbot.keyClick(panel.about.change, Qt.Key.Key_Space)
    assert stage.dialogs.asked[0].startswith("Rol van Abrehet Tesfay wijzigen De rol bepaalt")
    assert stage.shell.toasts == ["Abrehet Tesfay is nu cultuurvertolker."]
    assert panel.about.role.text() == "Rol: cultuurvertolker"
    assert panel.about.sees.text() == "Alleen wat een collega in een opdracht zet. Geen dossiers."
    assert not panel.about.make.isVisible()  # who has no dossiers administers nothing
    assert audit(stage.screen) == []


def test_a_role_with_dossiers_still_open_is_refused(qtbot: QtBot, world: World) -> None:
    make_family(world.abrehet)
    world.sync()
    stage = Stage(qtbot, world.noor, world, choice="helper")
    panel = opened(qtbot, stage, world.abrehet.user)
    qtbot.mouseClick(panel.about.change, Qt.MouseButton.LeftButton)
    assert panel.about.error.text().startswith("Abrehet Tesfay heeft nog dossiers.")
    assert panel.about.role.text() == "Rol: medewerker"


def test_who_has_no_team_walks_through_every_place(qtbot: QtBot, world: World) -> None:
    roles.change_role(world.noor, world.abrehet.user, Role.INTERPRETER)
    world.sync()
    window = build_window(world.abrehet)
    qtbot.addWidget(window.window)
    window.window.show()
    for place in list(window.desk.specs):
        window.desk.open(place)
        qtbot.waitUntil(lambda: not window.runner.busy)
    window.end("closed")


def test_every_step_of_the_panel_is_named_and_reached(qtbot: QtBot, world: World) -> None:
    make_family(world.abrehet)
    world.sync()
    stage = Stage(qtbot, world.noor, world)
    panel = opened(qtbot, stage, world.abrehet.user)
    qtbot.mouseClick(panel.about.leave, Qt.MouseButton.LeftButton)
    assert panel.state.mode is Mode.LEAVING
    assert panel.leaving.warning.isVisible()  # her dossier has nobody else
    assert audit(stage.screen) == []
    qtbot.mouseClick(panel.leaving.keep, Qt.MouseButton.LeftButton)
    stage.screen.people.ask_lost(world.abrehet.store.identity.device)
    assert panel.state.mode is Mode.LOST
    assert audit(stage.screen) == []


def test_a_worker_sees_colleagues_and_no_step_that_is_not_his(qtbot: QtBot, world: World) -> None:
    stage = Stage(qtbot, world.abrehet, world)
    panel = opened(qtbot, stage, world.noor.user)
    for button in (
        panel.about.make,
        panel.about.back,
        panel.about.leave,
        panel.about.invite,
        panel.about.prepare,
    ):
        assert not button.isVisible()
    assert not stage.view.escrow.name.isVisible()


def test_three_custodians_are_chosen_after_their_fingerprints(
    qtbot: QtBot, world: World, tmp_path: Path
) -> None:
    made = [custody.make_custodian(tmp_path, name, OWN_WORDS, CHEAP) for name in ("Ada", "Bo", "Cas")]
    stage = Stage(qtbot, world.noor, world)
    stage.screen.context.dialogs = dialogs = ManyFiles(*(public for _private, public in made))
    assert stage.view.escrow.words.text() == "Er is nog geen noodsleutel."
    qtbot.mouseClick(stage.view.escrow.name, Qt.MouseButton.LeftButton)
    assert dialogs.asked[:3] == [f"Openbaar bestand van bewaarder {n} van 3" for n in (1, 2, 3)]
    for _private, public in made:
        assert custody.read_public(public).fingerprint in dialogs.asked[3]
    assert stage.view.escrow.words.text() == "Bewaarders: Ada, Bo, Cas."
    assert stage.view.escrow.more.text().startswith("Twee van hen")
    assert audit(stage.screen) == []
    stage.screen.context.dialogs = ManyFiles(*(made[0][1] for _n in range(3)))
    qtbot.mouseClick(stage.view.escrow.name, Qt.MouseButton.LeftButton)
    assert "drie verschillende" in stage.shell.troubles[0].text


def test_the_old_laptop_makes_a_code_for_the_new_one(qtbot: QtBot, world: World, tmp_path: Path) -> None:
    with_code(world.abrehet)
    world.sync(world.abrehet, world.noor)
    admin = Stage(qtbot, world.noor, world)
    admin.screen.people._connect = world.connect
    panel = opened(qtbot, admin, world.abrehet.user)
    source, target = (
        tmp_path / "van noor.wijkdesk-uitnodiging",
        tmp_path / "voor de nieuwe.wijkdesk-uitnodiging",
    )
    admin.screen.context.dialogs = ManyFiles(source)
    qtbot.mouseClick(panel.about.invite, Qt.MouseButton.LeftButton)
    assert source.exists()

    stage = Stage(qtbot, world.abrehet, world)
    panel = opened(qtbot, stage, world.abrehet.user)
    stage.screen.context.dialogs = ManyFiles(source, target)
    qtbot.mouseClick(panel.about.prepare, Qt.MouseButton.LeftButton)
    assert panel.about.code.isVisible()
    code = [block.text() for block in panel.about.code.blocks]
    assert audit(stage.screen) == []

    second, done = fresh(world, tmp_path / "tweede"), []
    view = JoinView(FakeDialogs(path=target))
    qtbot.addWidget(view)
    view.take(JoinPresenter(second, NowJobs(), view.show_state, done.append, done.append))
    view.show()
    qtbot.mouseClick(view.file_button, Qt.MouseButton.LeftButton)
    assert view.code.isVisible()
    assert not view.name.isVisible()
    view.code.edit.setText("0000")
    qtbot.mouseClick(view.go, Qt.MouseButton.LeftButton)
    assert view.code.error.text()
    assert audit(view) == []
    view.code.edit.setText(" ".join(code))
    qtbot.mouseClick(view.go, Qt.MouseButton.LeftButton)
    assert done == [second]
    let_in(world, second)
    assert second.me.name == "Abrehet Tesfay"
    second.close()


def test_a_restored_laptop_asks_for_its_invitation(qtbot: QtBot, world: World, tmp_path: Path) -> None:
    with_code(world.abrehet)
    world.sync(world.abrehet, world.noor)
    made = backups.make(world.abrehet, tmp_path / "elders.wdb")
    restored = restoring.restore(
        made, OWN_WORDS, home=tmp_path / "nieuw", clock=world.abrehet_clock, strain=CHEAP
    ).session
    path = tmp_path / "nieuw.wijkdesk-uitnodiging"
    path.write_bytes(laptops.invite_laptop(world.noor, world.abrehet.user, world.connect))
    stage = Stage(qtbot, restored, world, path=path)
    assert stage.view.restored.choose.isVisible()
    qtbot.mouseClick(stage.view.restored.choose, Qt.MouseButton.LeftButton)
    assert stage.view.restored.fingerprint.isVisible()
    assert [block.text() for block in stage.view.restored.fingerprint.blocks] == joining.own_fingerprint(
        restored
    ).split()
    assert audit(stage.screen) == []
    let_in(world, restored)
    stage.screen.presenter.load()
    assert not stage.view.restored.isVisible()
    restored.close()


def test_a_laptop_that_was_away_too_long_opens_to_share_only(qtbot: QtBot, world: World) -> None:
    world.abrehet_clock.advance(54 * DAY_MS)
    stage = Stage(qtbot, world.abrehet, world)
    assert stage.view.lease.bold.text() == "Nog 6 dagen zonder contact."
    world.abrehet_clock.advance(7 * DAY_MS)
    window = build_window(world.abrehet)
    qtbot.addWidget(window.window)
    assert list(window.desk.specs) == ["sharing"]
    qtbot.waitUntil(lambda: not window.pulse._running)
    window.pulse._connect = world.connect
    with qtbot.waitSignal(window.left) as left:
        window.pulse.now()
    assert left.args == ["language"]  # the window is made anew, with all places
    window.runner.shutdown()


def test_only_the_founder_holds_the_root(world: World) -> None:
    assert administrators.holds_root(world.noor)
    assert not administrators.holds_root(world.abrehet)

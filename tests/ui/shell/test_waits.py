"""What waits for a choice is told where the day begins and in the rail."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.builders import make_family
from tests.scenarios.two_laptops import ServerWithoutNetwork, join_two, without_network
from wijkdesk.app import build_window
from wijkdesk.models.dossier import ContactPoint
from wijkdesk.services import conflicts, dossiers, people
from wijkdesk.storage import queries
from wijkdesk.ui.today.screen import TodayScreen


def test_two_versions_are_told_in_red_until_one_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    server = ServerWithoutNetwork(tmp_path / "server")
    world = join_two(tmp_path, server, connect=without_network(server))
    family = make_family(world.noor)
    dossiers.assign(world.noor, family.space, world.abrehet.user)
    world.sync(world.noor, world.abrehet)
    (point,) = queries.find(world.noor.store, ContactPoint, space=family.space)
    people.change(world.noor, point, value="06 11111111")
    people.change(world.abrehet, point, value="06 22222222")
    world.sync()
    place = build_window(world.noor)
    place.window.resize(1366, 768)
    place.window.show()
    try:
        sharing = place.window.rail.items["sharing"]
        qtbot.waitUntil(lambda: sharing.urgent)
        assert sharing.accessibleName() == "Delen, 1 wacht"
        today = place.desk.screen
        assert isinstance(today, TodayScreen)
        qtbot.waitUntil(today.view.clash.isVisible)
        assert today.view.clash.text.text() == "Op 1 plek schreven twee mensen iets anders."
        qtbot.mouseClick(today.view.clash.button, Qt.MouseButton.LeftButton)
        assert place.desk.trail.here is not None
        assert place.desk.trail.here.screen == "conflicts"
        (clash,) = conflicts.conflicts(world.noor)
        place.desk.changed(conflicts.choose(world.noor, clash, clash.sides[0].value))
        qtbot.waitUntil(lambda: not sharing.urgent)
        place.desk.back()
        qtbot.waitUntil(lambda: not place.runner.busy)
        assert not today.view.clash.isVisible()
    finally:
        place.window.close()
        place.window.deleteLater()
        world.close()
        server.database.close()

"""The window of someone who is not let in yet: one place only, and all of them afterwards."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.builders import CHEAP
from tests.scenarios.two_laptops import OWN_WORDS, START_MS, World
from wijkdesk.app import build_window
from wijkdesk.core.clock import FakeClock
from wijkdesk.services import admitting, invitations, joining
from wijkdesk.ui.kit.jobs import JobRunner
from wijkdesk.ui.shell.workplace import LANGUAGE


def test_a_guest_gets_all_places_once_let_in(qtbot: QtBot, world: World, tmp_path: Path) -> None:
    raw = invitations.invite(world.noor, "Marit", connect=world.connect)
    marit, _code = joining.join(
        tmp_path / "marit", OWN_WORDS, "Marit", invitations.read_invitation(raw),
        clock=FakeClock(START_MS), strain=CHEAP,
    )  # fmt: skip
    runner = JobRunner()
    guest = build_window(marit, runner=runner)
    qtbot.addWidget(guest.window)
    guest.window.show()
    assert list(guest.desk.specs) == ["sharing"]
    qtbot.waitUntil(lambda: not guest.pulse._running)  # its own first round met nobody
    guest.pulse._connect = world.connect
    with qtbot.waitSignal(guest.pulse.synced):
        guest.pulse.now()
    assert guest.guest

    world.sync(world.noor)
    admitting.admit(world.noor, admitting.pending(world.noor)[0])
    world.sync(world.noor)
    with qtbot.waitSignal(guest.left) as left:
        guest.pulse.now()
    assert left.args == [LANGUAGE]
    member = build_window(marit, runner=runner)
    qtbot.addWidget(member.window)
    assert {"today", "households", "sharing", "conflicts"} <= set(member.desk.specs)
    guest.window.close()
    member.end("closed")

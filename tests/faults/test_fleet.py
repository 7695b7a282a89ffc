"""T2 and T3 (store-and-sync.md §4.2): many laptops, cuts, killed and restored servers; nothing is lost.

`make soak` runs them with 50 laptops for two minutes; `WIJKDESK_STORM_S` makes that longer.
"""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.fleet import Fleet, ServerProcess, Storm
from wijkdesk.bench.proxy import Line
from wijkdesk.core.clock import SystemClock
from wijkdesk.server.commands import backup, restore
from wijkdesk.services import syncing

SOAK_S = float(os.environ.get("WIJKDESK_STORM_S", "120"))
Gather = Callable[[int], Fleet]


@pytest.fixture
def gather(tmp_path: Path) -> Iterator[Gather]:
    """Makes a fleet of so many laptops."""
    with ExitStack() as ending:

        def make(count: int) -> Fleet:
            folder = tmp_path / "server"
            folder.mkdir()
            server = ServerProcess(folder)
            ending.callback(server.kill)
            line = ending.enter_context(Line(folder / "tls", server.port))
            fleet = Fleet(tmp_path, server, line)
            ending.callback(fleet.close)
            return fleet.gather(count)

        yield make


def through_a_storm(fleet: Fleet, seconds: float, every: tuple[float, float], kill_every: float) -> Storm:
    with Storm(fleet, every, kill_every) as storm:
        fleet.work(seconds)
    mine = fleet.written()
    fleet.settle()
    fleet.agree()
    assert mine == fleet.written()
    return storm


def test_three_laptops_in_a_storm(gather: Gather) -> None:
    storm = through_a_storm(gather(3), 3, (0.2, 0.6), 1.2)
    assert storm.cuts
    assert storm.kills


def epoch_of(fleet: Fleet) -> int:
    ((epoch,),) = fleet.sessions[0].store.execute("SELECT epoch FROM cursor WHERE space = ?", (b"",))
    return int(epoch)


def put_back(fleet: Fleet, changes: int) -> bool:
    """A backup of the server, more changes that all have, and then that backup in its place."""
    pick = random.Random(fleet.seed)
    before = epoch_of(fleet)
    copy = fleet.folder / "copy.db"
    backup(fleet.server.file, copy)
    for number in range(changes):
        fleet.write(fleet.sessions[number % len(fleet.sessions)], pick)
    fleet.settle()
    had = fleet.agree()
    fleet.server.kill()
    restore(copy, fleet.server.file, SystemClock())
    fleet.server.start()
    for number in range(len(fleet.sessions)):
        fleet.write(fleet.sessions[number], pick)
    fleet.settle()
    assert fleet.agree() > had
    assert epoch_of(fleet) > before
    return all(syncing.sharing_state(session).waiting == 0 for session in fleet.sessions)


def test_a_restored_server_gets_everything_back(gather: Gather) -> None:
    assert put_back(gather(3), 30)


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.timeout(0)
def test_fifty_laptops_in_a_storm(gather: Gather) -> None:
    storm = through_a_storm(gather(50), SOAK_S, (0.5, 3), 10)
    assert storm.cuts
    print(f"\n{storm.cuts} cuts, {storm.kills} times kill -9")


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.timeout(0)
def test_a_restored_server_gets_a_thousand_changes_back(gather: Gather) -> None:
    assert put_back(gather(10), 1000)

"""A laptop is lost: its backup comes back on a new one, which writes and shares (architecture.md §2, Clock)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import CHEAP, WORDS, make_family
from tests.scenarios.two_laptops import World, digest, join_two, start_server
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.ids import new_id
from wijkdesk.models.dossier import Household
from wijkdesk.services import backups, dossiers, founding, restoring, syncing
from wijkdesk.storage import queries
from wijkdesk.vault.statements import Device


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with start_server(tmp_path / "server") as server:
        world = join_two(tmp_path, server)
        yield world
        world.close()


def test_an_administrators_restored_laptop_writes_and_shares(world: World, tmp_path: Path) -> None:
    family = make_family(world.noor)
    dossiers.assign(world.noor, family.space, world.abrehet.user)
    world.sync()
    made = backups.make(world.noor, tmp_path / "elders.wdb")
    with world.noor.store.unit() as unit:  # shared after the backup: comes back from the server
        unit.change(family, name="Na de kopie")
    world.sync(world.noor, world.abrehet)

    restored = restoring.restore(
        made, WORDS, home=tmp_path / "nieuw", clock=FakeClock(world.noor_clock.now_ms()), strain=CHEAP
    )
    session = restored.session
    try:
        assert not restored.pending
        assert session.store.identity.device != world.noor.store.identity.device
        assert backups.verify(session).whole
        result = syncing.sync_now(session)
        assert result.trouble is None, result.trouble
        home = queries.get(session.store, Household, family.id)
        assert home is not None
        assert home.name == "Na de kopie"
        with session.store.unit() as unit:
            unit.change(home, name="Op de nieuwe laptop")
        assert syncing.sync_now(session).trouble is None
        world.sync(world.abrehet)
        seen = queries.get(world.abrehet.store, Household, family.id)
        assert seen is not None
        assert seen.name == "Op de nieuwe laptop"
        assert digest(session, family.space) == digest(world.abrehet, family.space)
        assert backups.verify(session).whole
    finally:
        session.close()


def test_an_unknown_laptop_cannot_introduce_itself(world: World, tmp_path: Path) -> None:
    make_family(world.noor)
    made = backups.make(world.noor, tmp_path / "elders.wdb")
    restored = restoring.restore(
        made, WORDS, home=tmp_path / "nieuw", clock=FakeClock(world.noor_clock.now_ms()), strain=CHEAP
    )
    session = restored.session
    try:
        mine = session.store.identity
        forged = Device(new_id(), mine.user, mine.device_key.public, "in", world.noor_clock.now_ms())
        other = replace(mine, device=forged.device)
        with session.store.unit(identity=other) as unit:  # signed by a laptop, not by an administrator
            session.store.add_identity(unit.connection, other)
            founding.state(unit, mine.device_key, forged)
        trouble = syncing.sync_now(session).trouble
        assert trouble is not None
        assert "kent deze laptop niet" in trouble.text
    finally:
        session.close()

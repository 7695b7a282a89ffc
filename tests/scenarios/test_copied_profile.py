"""One profile on two laptops: what both wrote stays, each becomes a laptop of its own, and the user is told."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.builders import CHEAP, WORDS, person_called
from tests.fakes import FakeShell, NowJobs
from tests.scenarios.two_laptops import OWN_WORDS, World
from tests.ui.both import share_family
from wijkdesk.models.dossier import Household
from wijkdesk.services import copied_profile, joining, people, profiles, quarantine
from wijkdesk.services.session import Session
from wijkdesk.ui.sharing.presenter import SharingPresenter


def copy_of(world: World, session: Session, folder: Path, words: str) -> Session:
    """The profile as somebody copied its folder to another laptop."""
    session.store.execute("SELECT count(*) FROM log")
    shutil.copytree(session.folder, folder)
    return profiles.unlock(folder, words, clock=session.store.clock, strain=CHEAP)


def call(session: Session, home: Household, name: str, alias: str) -> None:
    people.change(session, person_called(session, home, name), alias=alias)


def aliases(session: Session, home: Household) -> tuple[str | None, str | None]:
    return person_called(session, home, "Lina").alias, person_called(session, home, "Sami").alias


def test_an_administrators_profile_goes_on_by_itself(world: World, tmp_path: Path) -> None:
    home = share_family(world)
    twin = copy_of(world, world.noor, tmp_path / "kopie", WORDS)
    before = world.noor.store.identity.device
    assert twin.store.identity.device == before
    call(world.noor, home, "Lina", "Lien")
    world.noor_clock.advance(60_000)
    call(twin, home, "Sami", "Sam")
    world.sync(world.noor)
    (found,) = world.sync(twin)
    assert found.copied
    assert twin.store.identity.device != before
    (found,) = world.sync(world.noor)
    assert found.copied
    assert world.noor.store.identity.device not in (before, twin.store.identity.device)
    call(twin, home, "Sami", "Samir")
    world.sync(world.noor, twin, world.noor, world.abrehet)
    for session in (world.noor, twin, world.abrehet):
        assert aliases(session, home) == ("Lien", "Samir")
        assert quarantine.gaps(session) == []
        assert quarantine.apart(session) == []
    assert not any(result.copied for result in world.sync(world.noor, twin, world.noor))

    presenter = SharingPresenter(twin, NowJobs(), FakeShell(), lambda _state: None, world.connect)
    presenter.load()
    assert presenter.state.facts is not None
    assert presenter.state.facts.copied
    presenter.copied_was_read()
    assert not presenter.state.facts.copied
    assert copied_profile.to_tell(world.noor)
    twin.close()


def test_a_worker_is_let_in_anew_and_loses_nothing(world: World, tmp_path: Path) -> None:
    home = share_family(world)
    twin = copy_of(world, world.abrehet, tmp_path / "kopie", OWN_WORDS)
    call(world.abrehet, home, "Lina", "Lien")
    call(twin, home, "Sami", "Sam")
    world.sync(world.abrehet)
    (found,) = world.sync(twin)
    assert found.copied
    assert joining.must_be_let_in(twin)
    assert aliases(twin, home) == ("Lien", "Sam")
    world.sync(world.noor)
    assert aliases(world.noor, home) == ("Lien", "Sam")
    assert quarantine.gaps(world.noor) == []
    twin.close()


def test_a_laptop_that_gets_its_own_past_back_is_no_copy(world: World) -> None:
    """What left this laptop and came back, as after break-glass, follows one line."""
    home = share_family(world)
    call(world.noor, home, "Lina", "Lien")
    world.sync()
    me = world.noor.store.identity
    with world.noor.store.writing() as connection:
        mine = (home.space, me.device)
        connection.exec_driver_sql("DELETE FROM log WHERE space = ? AND device = ?", mine)
        connection.exec_driver_sql("UPDATE cursor SET seq = 0")
    call(world.abrehet, home, "Sami", "Sam")
    world.sync(world.abrehet)
    (found,) = world.sync(world.noor)
    assert found.pulled > 1
    assert not found.copied
    assert world.noor.store.identity.device == me.device
    assert aliases(world.noor, home) == ("Lien", "Sam")

"""Who lets a new organisation in, and what its first push must hold."""

from pathlib import Path

import pytest

from tests.sync.world import Laptop, Organisation, World
from wijkdesk.core.commit import encode_unit
from wijkdesk.core.errors import Refused
from wijkdesk.server.api import Options
from wijkdesk.server.commands import FOUNDING_MS, make_founding_token
from wijkdesk.sync import protocol as p
from wijkdesk.vault.signing import SigningKey


@pytest.fixture
def closed(tmp_path: Path):
    world = World(tmp_path / "server.db", Options(open_=False))
    yield world
    world.close()


def refused(world: World, *, founding: bytes = b"") -> str:
    world.boss.transport.founding = founding
    with pytest.raises(Refused) as caught:
        world.boss.sync()
    return caught.value.code


def test_a_closed_server_takes_no_new_organisation(closed: World) -> None:
    assert refused(closed) == "not_open"
    assert refused(closed, founding=bytes(32)) == "not_open"


def test_a_token_lets_one_organisation_in_once(closed: World) -> None:
    token = make_founding_token(closed.path, closed.clock)
    closed.boss.transport.founding = token
    assert closed.boss.sync().pushed == 1
    second = World.__new__(World)
    second.__dict__.update(closed.__dict__)
    second.org = Organisation(closed.clock)
    second.boss = Laptop(second, second.org.founder, founding=token)
    second.boss.store.write(*second.org.founding())
    assert refused(second, founding=token) == "not_open"


def test_an_old_token_is_refused(closed: World) -> None:
    token = make_founding_token(closed.path, closed.clock)
    closed.clock.advance(FOUNDING_MS + 1)
    assert refused(closed, founding=token) == "not_open"


def test_a_founding_without_people_is_refused(tmp_path: Path) -> None:
    world = World(tmp_path / "server.db")
    note = world.org.note(world.org.founder, world.org.space)
    with pytest.raises(Refused) as caught:
        world.boss.transport.push(p.Push(units=(encode_unit([note]),)))
    assert caught.value.code == "founding"
    world.close()


def test_a_founding_under_a_false_root_is_refused(tmp_path: Path) -> None:
    world = World(tmp_path / "server.db")
    true_root, world.org.root = world.org.root, SigningKey.generate()
    forged = world.org.founding()
    world.org.root = true_root
    mixed = [forged[0], *world.org.founding()[1:]]
    world.org.admin_key = SigningKey.generate()
    with pytest.raises(Refused) as caught:
        world.boss.transport.push(p.Push(units=(encode_unit([mixed[0], world.org.device(world.boss.who)]),)))
    assert caught.value.code == "founding"
    world.close()


def test_a_founding_whose_people_are_not_all_taken_leaves_nothing(tmp_path: Path) -> None:
    world = World(tmp_path / "server.db")
    admin, member, device, assign = world.org.founding()
    stray = encode_unit([device, world.org.note(world.boss.who, world.org.team)])
    with pytest.raises(Refused) as caught:
        world.boss.transport.push(p.Push(units=(encode_unit([admin, member, assign]), stray)))
    assert caught.value.code == "founding"
    assert refused_hello(world) == "unknown_organisation"
    world.close()


def test_a_server_that_lost_all_is_founded_anew_though_one_unit_cannot_be_taken(tmp_path: Path) -> None:
    world = World(tmp_path / "server.db")
    good = encode_unit(world.org.founding())
    bad = encode_unit([world.org.note(world.boss.who, world.org.team)])
    reply = world.boss.transport.push(p.Push(units=(good, bad)))
    assert (reply.accepted, [item.code for item in reply.rejected]) == (1, ["no_access"])
    world.close()


def refused_hello(world: World) -> str:
    with pytest.raises(Refused) as caught:
        world.boss.transport.hello(p.Hello(epoch=0, cursor=0))
    return caught.value.code


def test_a_founding_may_come_in_several_units(tmp_path: Path) -> None:
    world = World(tmp_path / "server.db")
    world.boss.store.waiting.clear()
    for commit in world.org.founding():
        world.boss.store.write(commit)
    assert world.boss.sync().pushed == 4
    world.close()


def test_two_organisations_share_a_server_and_see_nothing_of_each_other(tmp_path: Path) -> None:
    first = World(tmp_path / "server.db").founded()
    second = World(tmp_path / "server.db").founded()
    first.boss.note(first.org.team_space)
    first.boss.sync()
    second.boss.sync()
    assert set(first.boss.store.log).isdisjoint(second.boss.store.log)
    first.close()
    second.close()

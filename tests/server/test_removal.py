"""A device that is out: what still counts of it when a colleague brings it, and the request to wipe."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.server.test_blobs import DATA, code_of, parts_of
from tests.server.test_erasing import id_of, push
from tests.sync.world import Laptop, Person, World
from wijkdesk.core.commit import NO_PREV, Commit, decode_commit, decode_control, encode_unit
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import ZERO, Id, new_id
from wijkdesk.sync import protocol as p


def chain(world: World, who: Person, space: Id, length: int, prev: bytes = NO_PREV) -> list[Commit]:
    found: list[Commit] = []
    for _n in range(length):
        found.append(world.org.note(who, space, prev=found[-1].hash if found else prev))
    return found


def put_out(world: World, who: Person, *last: tuple[Id, Id], user: bool = True) -> None:
    world.clock.advance(1)
    units = [[world.org.device(who, "out", last=[list(pair) for pair in last])]]
    if user:
        units.append([world.org.member(who, "out")])
    assert push(world.boss, *units) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_in_no_order_comes_another_in_or_stays_an_ancestor_out(world: World, data: st.DataObject) -> None:
    """`world` is shared by the examples; each hires a person of its own."""
    leaver, space = world.hire(), world.org.team_space
    length = data.draw(st.integers(1, 6))
    cut = data.draw(st.integers(0, length))
    commits = chain(world, leaver.who, space, length)
    fork = chain(world, leaver.who, space, 2, commits[cut - 1].hash if cut > 1 else NO_PREV)
    put_out(world, leaver.who, (space, id_of(commits[cut - 1]) if cut else ZERO))
    units = data.draw(st.permutations([encode_unit([commit]) for commit in (*commits, *fork)]))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(units)), max_size=3)))
    taken: set[Id] = set()
    for _again in range(length + 1):  # a laptop offers what was refused again, in the end
        for start, end in itertools.pairwise([0, *cuts, len(units)]):
            reply = world.boss.transport.push(p.Push(units=tuple(units[start:end])))
            refused = {item.unit for item in reply.rejected}
            assert {item.code for item in reply.rejected} <= {"device_out"}
            taken |= {raw_id(raw) for n, raw in enumerate(units[start:end]) if n not in refused}
        units = units[::-1]
        cuts = []
    assert taken == {id_of(commit) for commit in commits[:cut]}


def raw_id(raw: bytes) -> Id:
    from wijkdesk.sync.receive import read_unit

    return read_unit(raw)[0].header.id


def test_the_device_itself_brings_nothing_any_more(world: World) -> None:
    leaver, space = world.hire(), world.org.team_space
    mine = chain(world, leaver.who, space, 2)
    put_out(world, leaver.who, (space, id_of(mine[1])))
    assert code_of(leaver.transport.push, p.Push(units=(encode_unit([mine[0]]),))) == "device_out"
    assert push(world.boss, [mine[0]], [mine[1]]) == []


def test_a_space_that_is_not_named_goes_by_who_brings_it(world: World) -> None:
    leaver = world.hire()
    space = world.dossier(world.boss, ("user", leaver.who.user))
    world.boss.sync()
    note = world.org.note(leaver.who, space)
    put_out(world, leaver.who, (world.org.team_space, ZERO))
    assert push(world.hire(), [note]) == ["no_access"]
    assert push(world.boss, [note]) == []


def test_without_last_nothing_comes_late(world: World) -> None:
    leaver = world.hire()
    world.clock.advance(1)
    push(world.boss, [world.org.device(leaver.who, "out")])
    assert push(world.boss, [world.org.note(leaver.who, world.org.team_space)]) == ["device_out"]


def test_a_false_end_of_the_chain_proves_nothing(world: World) -> None:
    """A colleague and a leaver together cannot put another commit in the place of the last one, once it is known."""
    leaver, space = world.hire(), world.org.team_space
    true, late = chain(world, leaver.who, space, 2)
    push(world.boss, [true])
    put_out(world, leaver.who, (space, id_of(true)))
    friend = world.hire()
    false = world.org.note(leaver.who, space, id=id_of(true), prev=late.hash)
    assert push(friend, [false], [late]) == ["id_collision", "device_out"]


def test_an_unsigned_end_of_the_chain_proves_nothing(world: World) -> None:
    leaver, space = world.hire(), world.org.team_space
    last = new_id()
    put_out(world, leaver.who, (space, last))
    late = world.org.note(leaver.who, space)
    false = world.org.note(Person(device=leaver.who.device), space, id=last, prev=late.hash)
    assert push(world.hire(), [false], [late]) == ["device_out", "device_out"]


def test_a_lost_laptop_of_someone_who_stays(world: World) -> None:
    lost = world.hire()
    fresh = Person(user=lost.who.user, user_key=lost.who.user_key)
    push(world.boss, [world.org.device(fresh)])
    first, second = chain(world, lost.who, world.org.team_space, 2)
    put_out(world, lost.who, (world.org.team_space, id_of(first)), user=False)
    assert push(Laptop(world, fresh), [first], [second]) == ["device_out"]


def test_a_restored_server_gets_a_leavers_dossier_back(world: World) -> None:
    """His claim and his work come with the colleague who holds the dossier now."""
    leaver, colleague = world.hire(), world.hire()
    space = new_id()
    claim = world.org.assign(leaver.who, space, "user", leaver.who.user)
    note = world.org.note(leaver.who, space)
    handed = world.org.assign(leaver.who, space, "user", colleague.who.user)
    put_out(world, leaver.who, (world.org.team_space, ZERO))
    assert push(colleague, [claim, note], [handed]) == []
    assert push(world.boss, [world.org.note(world.boss.who, space)]) == ["no_access"]


def wiped(world: World) -> tuple[Laptop, Commit]:
    lost = world.hire()
    world.clock.advance(1)
    wipe = world.org.wipe(lost.who.device)
    assert push(world.boss, [world.org.device(lost.who, "out"), wipe]) == []
    return lost, wipe


def test_a_laptop_to_be_wiped_hears_so_whatever_it_asks(world: World) -> None:
    lost, wipe = wiped(world)
    way, org = lost.transport, world.org
    asks = [
        lambda: way.hello(p.Hello(epoch=0, cursor=0)),
        lambda: way.push(p.Push(units=())),
        lambda: way.pull(p.Pull(since=0)),
        lambda: way.backfill(p.Backfill(space=org.space, after=0, upto=9)),
        lambda: way.blob_put(parts_of(org.space, new_id(), DATA)[0]),
        lambda: way.blob_have(p.BlobHave(space=org.space, blob=new_id())),
        lambda: way.blob_get(p.BlobGet(space=org.space, blob=new_id(), part=0)),
        lambda: way.invite(p.Invite(token_hash=bytes(32), expires=9)),
        lambda: way.join(
            p.Join(
                token=bytes(32), user=lost.who.user, user_key=bytes(32), device=lost.who.device,
                sign=lost.who.key.public,
            )
        ),
    ]  # fmt: skip
    for ask in asks:
        with pytest.raises(Refused) as caught:
            ask()
        assert caught.value.code == "device_out"
        told = decode_commit(caught.value.statement)
        assert told == wipe
        assert decode_control(told.body or b"").fields["device"] == lost.who.device


def test_nobody_else_hears_of_a_wipe(world: World) -> None:
    lost, _wipe = wiped(world)
    thief = Person(device=lost.who.device)
    for laptop, code in (
        (Laptop(world, thief), "bad_signature"),
        (Laptop(world, Person()), "unknown_device"),
    ):
        with pytest.raises(Refused) as caught:
            laptop.transport.hello(p.Hello(epoch=0, cursor=0))
        assert (caught.value.code, caught.value.statement) == (code, b"")
    join = p.Join(
        token=bytes(32), user=lost.who.user, user_key=bytes(32), device=lost.who.device, sign=thief.key.public
    )
    with pytest.raises(Refused) as caught:
        Laptop(world, thief).transport.join(join)
    assert caught.value.statement == b""


def test_only_an_administrator_has_a_laptop_wiped(world: World) -> None:
    victim, colleague = world.hire(), world.hire()
    world.clock.advance(1)
    assert push(colleague, [world.org.wipe(victim.who.device, colleague.who.key)]) == ["forged_statement"]
    assert victim.transport.hello(p.Hello(epoch=0, cursor=0)).head > 0


def test_a_wipe_alone_puts_the_laptop_out(world: World) -> None:
    lost = world.hire()
    world.clock.advance(1)
    push(world.boss, [world.org.wipe(lost.who.device)])
    assert code_of(lost.transport.pull, p.Pull(since=0)) == "device_out"


def test_who_is_out_without_a_wipe_hears_no_statement(world: World) -> None:
    leaver = world.hire()
    put_out(world, leaver.who)
    with pytest.raises(Refused) as caught:
        leaver.transport.pull(p.Pull(since=0))
    assert (caught.value.code, caught.value.statement) == ("device_out", b"")

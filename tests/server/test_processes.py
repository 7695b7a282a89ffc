"""Several server processes on one PostgreSQL: pushes that were judged at the same moment.

The test holds the lock that a push takes late. Two pushes are judged, each without the other, and wait; then the
lock goes, and one comes after the other. Each scene lost or doubled something before the verdict was looked at again.
"""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
import sqlalchemy as sa

from tests.postgres import Cluster
from tests.sync.world import Laptop, Organisation, Person, World
from wijkdesk.core.commit import Commit, encode_unit
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import Id, new_id
from wijkdesk.server import tables as t
from wijkdesk.server.api import Api
from wijkdesk.server.auth import nonce_key
from wijkdesk.server.database import open_database
from wijkdesk.server.writing import token_hash
from wijkdesk.sync import protocol as p
from wijkdesk.sync.receive import read_unit


@pytest.fixture
def world(postgres: Cluster) -> Iterator[World]:
    url = postgres.database()
    made = World(url).founded()
    yield made
    made.close()
    postgres.take_back(url)


@pytest.fixture
def second(world: World) -> Iterator[Api]:
    """Another server process: nothing of it is shared with the first but the database."""
    database = open_database(world.path)
    yield Api(database, world.clock, world.options, blobs=world.blobs)
    database.close()


def wait_for(watcher: psycopg.Connection, count: int) -> None:
    """Until so many requests wait for a lock."""
    ask = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    end = time.monotonic() + 20
    while watcher.execute(ask).fetchone() != (count,):
        assert time.monotonic() < end, "the requests did not come to wait"
        time.sleep(0.01)


def at_once(world: World, *asks: Callable[[], object]) -> list[object]:
    """The results, or refusals, of requests that were all judged before one was written; they are in that order."""

    def safe(ask: Callable[[], object]) -> object:
        try:
            return ask()
        except Refused as error:
            return error.code

    with ThreadPoolExecutor(len(asks)) as pool:
        with (
            psycopg.connect(world.path, autocommit=True) as watcher,
            psycopg.connect(world.path) as holder,
        ):
            holder.execute("SELECT * FROM organisation FOR UPDATE")
            under_way = []
            for ask in asks:
                under_way.append(pool.submit(safe, ask))
                wait_for(watcher, len(under_way))
        return [future.result(20) for future in under_way]


def pusher(laptop: Laptop, api: Api, *units: list[Commit]) -> Callable[[], object]:
    laptop.wire.api = api
    message = p.Push(units=tuple(encode_unit(unit) for unit in units))
    return lambda: laptop.transport.push(message)


def numbers(world: World) -> list[int]:
    with world.database.reading() as connection:
        return list(connection.scalars(sa.select(t.log.c.seq).order_by(t.log.c.seq)))


def hire(world: World) -> tuple[Laptop, Laptop]:
    return world.hire(), world.hire()


def test_processes_share_one_nonce_key(world: World, second: Api) -> None:
    assert nonce_key(second.database) == nonce_key(world.database)
    world.boss.sync()
    world.boss.wire.api = second
    world.boss.wire.sent.clear()
    world.boss.sync()
    assert [request.path for request in world.boss.wire.sent] == ["/v1/hello"]


def test_a_unit_sent_twice_at_once_is_stored_once(world: World, second: Api) -> None:
    """A laptop that heard nothing tries again while the first request is still under way."""
    again = Laptop(world, world.boss.who)
    unit = [world.org.note(world.boss.who, world.org.team_space)]
    found = at_once(world, pusher(world.boss, world.api, unit), pusher(again, second, unit))
    assert sorted((reply.accepted, reply.known) for reply in found) == [(0, 1), (1, 0)]
    assert numbers(world) == [1, 2, 3, 4, 5]


def test_different_units_at_once_both_get_numbers(world: World, second: Api) -> None:
    one, other = hire(world)
    head = len(numbers(world))
    notes = [[world.org.note(laptop.who, world.org.team_space)] for laptop in (one, other)]
    found = at_once(world, pusher(one, world.api, notes[0]), pusher(other, second, notes[1]))
    assert [reply.accepted for reply in found] == [1, 1]
    assert numbers(world) == list(range(1, head + 3))


def test_only_one_of_two_first_claims_gets_a_space(world: World, second: Api) -> None:
    one, other = hire(world)
    space = new_id()
    claims = [[world.org.assign(laptop.who, space, "user", laptop.who.user)] for laptop in (one, other)]
    found = at_once(world, pusher(one, world.api, claims[0]), pusher(other, second, claims[1]))
    assert sorted(reply.accepted for reply in found) == [0, 1]
    assert [item.code for reply in found for item in reply.rejected] == ["no_access"]


@pytest.mark.parametrize("turned", [False, True])
def test_the_latest_word_about_a_member_stays_whoever_comes_last(
    world: World, second: Api, turned: bool
) -> None:
    colleague = world.hire()
    again = Laptop(world, world.boss.who)
    world.clock.advance(1)
    early = [world.org.member(colleague.who, role="helper")]
    world.clock.advance(1)
    late = [world.org.member(colleague.who, "out")]
    asks = [pusher(world.boss, world.api, early), pusher(again, second, late)]
    found = at_once(world, *(reversed(asks) if turned else asks))
    assert all(reply.rejected == () for reply in found)
    with world.database.reading() as connection:
        state = sa.select(t.member.c.state).where(t.member.c.user == colleague.who.user)
        assert list(connection.scalars(state)) == ["out"]


def test_two_places_given_at_once_are_both_kept(world: World, second: Api) -> None:
    """Rows of one user in two teams: neither push writes over what the other did."""
    colleague = world.hire()
    again = Laptop(world, world.boss.who)
    teams = [new_id(), new_id()]
    given = [[world.org.member(colleague.who, team=team)] for team in teams]
    at_once(world, pusher(world.boss, world.api, given[0]), pusher(again, second, given[1]))
    with world.database.reading() as connection:
        found = sa.select(t.member.c.team).where(t.member.c.user == colleague.who.user)
        assert set(connection.scalars(found)) == {world.org.team, *teams}


def test_whoever_is_put_out_at_that_moment_writes_nothing_after_it(world: World, second: Api) -> None:
    colleague = world.hire()
    world.clock.advance(1)
    out = [world.org.device(colleague.who, "out")]
    note = [world.org.note(colleague.who, world.org.team_space)]
    found = at_once(world, pusher(world.boss, world.api, out), pusher(colleague, second, note))
    assert found[1] == "device_out"
    assert id_of(note) not in log_of(world)


def id_of(unit: list[Commit]) -> Id:
    return read_unit(encode_unit(unit))[0].header.id


def log_of(world: World) -> list[Id]:
    with world.database.reading() as connection:
        return [Id(found) for found in connection.scalars(sa.select(t.log.c.id).order_by(t.log.c.seq))]


def test_a_newcomer_who_asks_twice_at_once_joins_once(world: World, second: Api) -> None:
    token, who = new_id() + new_id(), Person()
    world.boss.transport.invite(p.Invite(token_hash=token_hash(token), expires=world.clock.now_ms() + 1000))
    ask = p.Join(token=token, user=who.user, user_key=who.user_key, device=who.device, sign=who.key.public)
    one, other = Laptop(world, who), Laptop(world, who)
    other.wire.api = second
    found = at_once(world, lambda: one.transport.join(ask), lambda: other.transport.join(ask))
    assert found == [p.JoinReply(state=p.JoinState.WAITING)] * 2


def test_an_organisation_that_asks_twice_at_once_is_founded_once(world: World, second: Api) -> None:
    org = Organisation(world.clock)
    world.org = org
    one, other = Laptop(world, org.founder), Laptop(world, org.founder)
    unit = org.founding()
    asks = pusher(one, world.api, unit), pusher(other, second, unit)
    barrier = threading.Barrier(2)

    def go(ask: Callable[[], object]) -> object:
        barrier.wait(20)
        return ask()

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(go, asks))
    assert sorted((reply.accepted, reply.known) for reply in found) == [(0, 1), (1, 0)]


def test_nobody_who_reads_meanwhile_misses_a_commit(world: World, second: Api) -> None:
    """Four laptops push over two processes while one reads; its cursor never passes what it did not get."""
    writers = [world.hire() for _turn in range(4)]
    reader = world.hire()
    reader.sync()
    for number, laptop in enumerate(writers):
        laptop.wire.api = (world.api, second)[number % 2]
    left = [len(writers)]

    def write(laptop: Laptop) -> None:
        for _turn in range(15):
            note = world.org.note(laptop.who, world.org.team_space)
            laptop.transport.push(p.Push(units=(encode_unit([note]),)))
        left[0] -= 1

    with ThreadPoolExecutor(len(writers)) as pool:
        done = [pool.submit(write, laptop) for laptop in writers]
        while left[0]:
            reader.sync()
            if all(future.done() for future in done):
                break
        for future in done:
            future.result()
    reader.sync()
    assert set(log_of(world)) == set(reader.store.log)
    assert numbers(world) == list(range(1, len(numbers(world)) + 1))

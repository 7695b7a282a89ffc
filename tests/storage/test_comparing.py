"""The real store beside the real server: a row lost on either side comes back by itself, within the week."""

import sqlalchemy as sa

from tests.builders import make_family
from tests.scenarios.two_laptops import ServerWithoutNetwork, World
from wijkdesk.core.ids import Id
from wijkdesk.server import tables as t
from wijkdesk.services.session import Session
from wijkdesk.storage import comparing
from wijkdesk.storage.sync_store import SyncStore
from wijkdesk.sync import protocol as p


def ids(server: ServerWithoutNetwork) -> set[bytes]:
    with server.database.reading() as connection:
        return set(connection.scalars(sa.select(t.log.c.id)))


def theirs(world: World, session: Session) -> dict[Id, tuple[int, bytes]]:
    me = session.store.identity
    seq = SyncStore(session.store).cursor(me.organisation).seq
    with world.connect(me, None) as transport:
        return {Id(one.space): (one.count, one.xor) for one in transport.digest(p.Digest(upto=seq)).spaces}


def test_store_and_server_count_alike(world: World) -> None:
    make_family(world.noor)
    world.sync(world.noor, world.abrehet)
    for session in (world.noor, world.abrehet):
        mine = SyncStore(session.store).tally(session.organisation)
        found = theirs(world, session)
        assert len(found) >= 2
        assert {space: mine.get(space) for space in found} == found


def test_what_waits_or_was_refused_is_not_counted(world: World) -> None:
    before = SyncStore(world.noor.store).tally(world.noor.organisation)
    make_family(world.noor)
    own = SyncStore(world.noor.store)
    assert own.tally(world.noor.organisation) == before
    assert own.outbox(world.noor.organisation, 10, 1 << 20)


def test_a_row_that_the_server_lost_comes_back_within_the_week(
    world: World, server: ServerWithoutNetwork
) -> None:
    family = make_family(world.noor)
    world.sync(world.noor)
    before = ids(server)
    with server.database.writing() as connection:
        one = connection.scalar(sa.select(t.log.c.id).where(t.log.c.space == family.space).limit(1))
        connection.execute(t.log.delete().where(t.log.c.id == one))
    world.sync(world.noor)
    assert ids(server) != before
    world.noor.store.clock.advance(comparing.WEEK_MS)
    world.sync(world.noor)
    assert ids(server) == before
    assert not comparing.due(world.noor.store, world.noor.organisation)


def test_a_row_that_the_laptop_lost_is_fetched_again(world: World) -> None:
    family = make_family(world.noor)
    world.sync(world.noor)
    store = world.noor.store
    ((lost,),) = store.execute("SELECT id FROM log WHERE space = ? AND op IS NULL LIMIT 1", (family.space,))
    with store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM log WHERE id = ?", (lost,))
    comparing.doubt(store, world.noor.organisation)
    world.sync(world.noor)
    assert store.execute("SELECT count(*) FROM log WHERE id = ?", (lost,)) == [(1,)]


def test_a_difference_that_stays_is_mended_once(world: World) -> None:
    own, store = SyncStore(world.noor.store), world.noor.store
    space, difference = Id(bytes(16)), b"difference"
    assert own.mend(world.noor.organisation, {space: difference}) == [space]
    assert own.mend(world.noor.organisation, {space: difference}) == []
    assert own.mend(world.noor.organisation, {space: b"another"}) == [space]
    assert not comparing.due(store, world.noor.organisation)

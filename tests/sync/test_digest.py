"""Laptop and server compare what they hold: a row lost on either side comes back, and nothing else is fetched."""

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from tests.sync.world import Laptop, World
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import Id
from wijkdesk.server import tables as t
from wijkdesk.server.database import Place
from wijkdesk.sync import protocol as p
from wijkdesk.sync.codes import refusal
from wijkdesk.sync.digest import NOTHING, count, differences
from wijkdesk.sync.envelope import pack

IDS = st.lists(st.binary(min_size=16, max_size=16).map(Id), unique=True, max_size=12)
SPACE = Id(bytes(16))


@pytest.fixture
def world(place: Place):
    made = World(place).founded()
    yield made
    made.close()


@given(ids=IDS, data=st.data())
def test_the_order_does_not_matter_and_one_more_or_less_always_shows(
    ids: list[Id], data: st.DataObject
) -> None:
    mixed = data.draw(st.permutations(ids))
    here, there = (count((SPACE, commit) for commit in some) for some in (ids, mixed))
    assert here == there
    if ids:
        assert differences(here, count((SPACE, commit) for commit in ids[1:]) or {SPACE: NOTHING})


@given(mine=IDS, theirs=IDS, both=IDS)
def test_a_difference_stays_the_same_while_both_grow(
    mine: list[Id], theirs: list[Id], both: list[Id]
) -> None:
    def difference(more: list[Id]) -> bytes | None:
        sides = [count([(SPACE, commit) for commit in [*some, *more]]) for some in (mine, theirs)]
        return differences(sides[0], sides[1] or {SPACE: NOTHING}).get(SPACE)

    fresh = [commit for commit in both if commit not in mine and commit not in theirs]
    assert difference(fresh) == difference([])


def paths(laptop: Laptop) -> list[str]:
    found = [request.path for request in laptop.wire.sent]
    laptop.wire.sent.clear()
    return [path.rpartition("/")[2] for path in found]


def compare(laptop: Laptop) -> list[str]:
    """A round in which it is time to compare; what was asked in it."""
    laptop.sync()
    laptop.store.to_compare = True
    laptop.wire.sent.clear()
    laptop.sync()
    return paths(laptop)


def on_server(world: World) -> set[Id]:
    with world.database.reading() as connection:
        return {Id(found) for found in connection.scalars(sa.select(t.log.c.id))}


def test_what_is_the_same_costs_one_question(world: World) -> None:
    colleague = world.hire()
    world.dossier(world.boss, ("user", colleague.who.user))
    world.dossier(colleague)
    assert compare(world.boss) == ["hello", "digest"]
    assert compare(colleague) == ["hello", "digest"]


def test_a_row_that_the_server_lost_comes_back_from_who_has_it(world: World) -> None:
    colleague = world.hire()
    space = world.dossier(world.boss, ("user", colleague.who.user))
    world.boss.sync()
    lost = world.boss.note(space)
    world.boss.sync()
    colleague.sync()
    with world.database.writing() as connection:
        connection.execute(t.log.delete().where(t.log.c.id == lost))
    assert compare(colleague) == ["hello", "digest", "push", "backfill"]
    assert lost in on_server(world)
    world.boss.sync()
    assert compare(colleague) == ["hello", "digest"]
    assert world.boss.store.apart == colleague.store.apart == []


def test_a_whole_space_that_the_server_lost_comes_back(world: World) -> None:
    space = world.dossier(world.boss)
    world.boss.sync()
    before = on_server(world)
    with world.database.writing() as connection:
        connection.execute(t.log.delete().where(t.log.c.space == space))
    assert on_server(world) != before
    compare(world.boss)
    assert on_server(world) == before


def test_a_row_that_the_laptop_lost_is_fetched_again_and_no_other_space(world: World) -> None:
    colleague = world.hire()
    spaces = [world.dossier(world.boss, ("user", colleague.who.user)) for _turn in range(3)]
    notes = [world.boss.note(space) for space in spaces]
    world.boss.sync()
    colleague.sync()
    del colleague.store.log[notes[1]]
    colleague.store.offered = [raw for raw in colleague.store.offered if notes[1] not in raw]
    assert compare(colleague) == ["hello", "digest", "push", "backfill"]
    assert notes[1] in colleague.store.log
    assert compare(colleague) == ["hello", "digest"]


def test_a_difference_that_mending_does_not_end_is_mended_once(world: World) -> None:
    """Something the laptop refused to take stays different: that is no reason to fetch the space each week."""
    colleague = world.hire()
    note = world.boss.note(world.org.team_space)
    world.boss.sync()
    colleague.sync()
    del colleague.store.log[note]
    colleague.store.offered = [raw for raw in colleague.store.offered if note not in raw]
    colleague.store.known = differences(
        colleague.store.tally(world.org.id),
        {item.space: (item.count, item.xor) for item in digest(colleague).spaces},
    )
    world.boss.note(world.org.team_space)
    world.boss.sync()
    assert compare(colleague) == ["hello", "digest"]


def digest(laptop: Laptop) -> p.DigestReply:
    return laptop.transport.digest(p.Digest(upto=laptop.store.at.seq))


def test_counts_are_given_of_readable_spaces_only_and_up_to_what_was_asked(world: World) -> None:
    colleague = world.hire()
    hidden = world.dossier(world.boss)
    world.boss.sync()
    colleague.sync()
    counts = {item.space: item.count for item in digest(colleague).spaces}
    assert counts == {world.org.space: 5, world.org.team_space: 1}
    assert hidden not in counts
    early = colleague.transport.digest(p.Digest(upto=4))  # before there was a colleague in the team
    assert {item.space: item.count for item in early.spaces} == {world.org.space: 3}


def test_something_set_apart_brings_a_comparison_in_the_next_round(world: World) -> None:
    colleague = world.hire()
    colleague.sync()
    note = world.boss.note(world.org.team_space)
    world.boss.sync()
    colleague.wire.twist = lambda path, body: (
        pack(p.PullReply(epoch=colleague.store.at.epoch, next=7, more=False, units=(b"broken",)))
        if path == "/v1/pull"
        else body
    )
    assert [item.code for item in colleague.sync().refused] == ["unreadable"]
    assert "digest" not in paths(colleague)
    colleague.wire.twist = None
    colleague.sync()
    assert "digest" in paths(colleague)
    assert colleague.store.to_compare is False
    assert note in colleague.store.log


def test_a_server_of_before_digests_is_left_alone(world: World) -> None:
    def before_digests(message: p.Digest) -> p.DigestReply:
        raise refusal("bad_request")

    world.boss.transport.digest = before_digests
    assert compare(world.boss) == ["hello"]


def test_another_refusal_is_said(world: World) -> None:
    def refuses(message: p.Digest) -> p.DigestReply:
        raise refusal("fault")

    world.boss.transport.digest = refuses
    with pytest.raises(Refused):
        compare(world.boss)

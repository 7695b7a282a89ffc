"""Standing in: who may lend a space to whom, for how long, what it gives, and how it ends."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.server.test_erasing import push
from tests.sync.world import Laptop, World
from wijkdesk.core.commit import Commit
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import Id, new_id
from wijkdesk.core.roles import MAY_BREAK_GLASS, Role
from wijkdesk.sync import protocol as p

HOUR = 3600 * 1000
DAY = 24 * HOUR


def lend(world: World, by: Laptop, space: Id, to: Laptop, hours: float = 48, **fields: object) -> Commit:
    return world.org.grant(by.who, space, hours, user=to.who.user, code="stand_in", **fields)


def reads(laptop: Laptop, space: Id) -> bool:
    try:
        laptop.transport.backfill(p.Backfill(space=space, after=0, upto=99))
    except Refused as error:
        return error.code != "no_access"
    return True


def test_all_is_handed_out_and_taken_until_it_ends_by_itself(world: World) -> None:
    space = world.sealed_dossier(world.boss)
    old = world.boss.note(space)
    colleague = world.hire()
    colleague.sync()
    world.boss.store.write(lend(world, world.boss, space, colleague))
    assert world.boss.sync().refused == []
    colleague.sync()
    assert old in colleague.store.log
    mine = colleague.note(space)
    assert colleague.sync().refused == []
    world.boss.sync()
    assert mine in world.boss.store.log
    world.clock.advance(2 * DAY)
    assert push(colleague, [world.org.note(colleague.who, space)]) == ["no_access"]
    assert not reads(colleague, space)


def test_nothing_is_handed_on(world: World) -> None:
    space = world.sealed_dossier(world.boss)
    colleague, other = world.hire(), world.hire()
    assert push(world.boss, [lend(world, world.boss, space, colleague)]) == []
    for commit in (
        world.org.assign(colleague.who, space, "user", colleague.who.user),
        world.org.keywrap(colleague.who, space, new_id()),
        world.org.redact(colleague.who, space, new_id()),
        lend(world, colleague, space, other),
        lend(world, colleague, space, world.boss),
    ):
        assert push(colleague, [commit]) == ["no_access"]


def test_not_for_oneself_not_longer_than_a_year_and_not_by_who_does_not_hold_it(world: World) -> None:
    space = world.sealed_dossier(world.boss)
    colleague, other = world.hire(), world.hire()
    for commit, code in (
        (lend(world, world.boss, space, world.boss), ["not_allowed"]),
        (lend(world, world.boss, space, colleague, hours=367 * 24), ["not_allowed"]),
        (lend(world, world.boss, space, colleague, hours=366 * 24), []),
    ):
        assert push(world.boss, [commit]) == code
    assert push(other, [lend(world, other, space, colleague)]) == ["no_access"]
    push(other, [world.org.grant(other.who, space)])
    assert push(other, [lend(world, other, space, colleague)]) == ["no_access"]


@pytest.mark.parametrize("role", list(Role))
def test_only_to_a_colleague_whose_role_may_have_a_dossier(world: World, role: Role) -> None:
    space = world.sealed_dossier(world.boss)
    person = world.hire(role=role)
    code = [] if role in MAY_BREAK_GLASS else ["not_allowed"]
    assert push(world.boss, [lend(world, world.boss, space, person)]) == code
    assert reads(person, space) is (role in MAY_BREAK_GLASS)


def test_another_role_or_another_team_ends_it(world: World) -> None:
    space, elsewhere = world.sealed_dossier(world.boss), world.sealed_dossier(world.boss, new_id())
    person = world.hire()
    assert push(world.boss, [lend(world, world.boss, elsewhere, person)]) == ["no_access"]
    assert push(world.boss, [lend(world, world.boss, space, person)]) == []
    world.clock.advance(1)
    assert push(world.boss, [world.org.member(person.who, role="helper")]) == []
    assert not reads(person, space)
    assert push(person, [world.org.note(person.who, space)]) == ["no_access"]


def test_breaking_the_glass_is_no_part_of_it(world: World) -> None:
    """Ending it early leaves a glass that the colleague broke meanwhile, and the other way round."""
    space = world.sealed_dossier(world.boss)
    person = world.hire()
    push(world.boss, [lend(world, world.boss, space, person)])
    assert push(person, [world.org.grant(person.who, space, hours=1)]) == []
    world.clock.advance(1)
    assert push(world.boss, [lend(world, world.boss, space, person, hours=0)]) == []
    assert reads(person, space)
    world.clock.advance(HOUR)
    assert not reads(person, space)


SAID = st.lists(
    st.tuples(st.sampled_from([0, 1, 30, 100]), st.sampled_from([0, 7, 40])), min_size=1, max_size=5
)


@settings(max_examples=12)
@given(said=SAID, shuffle=st.randoms(use_true_random=False))
def test_the_latest_word_counts_in_any_order_of_arrival(
    world: World, said: list[tuple[int, int]], shuffle: Random
) -> None:
    space = world.sealed_dossier(world.boss)
    person = world.hire()
    commits, until = [], 0
    for hours, pause in said:
        world.clock.advance(pause * HOUR + 1)
        commits.append(lend(world, world.boss, space, person, hours=hours))
        until = world.clock.now_ms() + hours * HOUR
    shuffle.shuffle(commits)
    for commit in commits:
        assert push(world.boss, [commit]) == []
    assert reads(person, space) is (until > world.clock.now_ms())
    world.clock.advance(max(0, until - world.clock.now_ms()))
    assert not reads(person, space)

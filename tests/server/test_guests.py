"""Guests: what a member without a team may state about a space, alone and where others are."""

import pytest

from tests.server.test_erasing import push
from tests.sync.world import Laptop, World
from wijkdesk.core.ids import new_id
from wijkdesk.core.roles import MAY_HAND_ON, Role

GUESTS = sorted(set(Role) - MAY_HAND_ON)


def guest(world: World, role: str) -> Laptop:
    return world.hire(team=new_id(), role=role)


@pytest.mark.parametrize("role", GUESTS)
def test_a_space_of_ones_own_is_ones_own(world: World, role: str) -> None:
    me = guest(world, role)
    space = world.dossier(me)
    me.sync()
    for commit in (
        world.org.redact(me.who, space, new_id()),
        world.org.keywrap(me.who, space, world.org.team),
        world.org.shred(me.who, space),
    ):
        assert push(me, [commit]) == []


@pytest.mark.parametrize("role", GUESTS)
def test_among_others_a_guest_writes_and_no_more(world: World, role: str) -> None:
    me, friend = guest(world, role), world.hire()
    space = world.dossier(world.boss, ("user", me.who.user))
    world.boss.sync()
    assert push(me, [world.org.note(me.who, space)]) == []
    for commit in (
        world.org.assign(me.who, space, "user", friend.who.user),
        world.org.assign(me.who, space, "user", world.boss.who.user, "out"),
        world.org.keywrap(me.who, space, world.org.team),
        world.org.redact(me.who, space, new_id()),
        world.org.shred(me.who, space),
    ):
        assert push(me, [commit]) == ["not_allowed"]


@pytest.mark.parametrize("role", sorted(MAY_HAND_ON - {Role.ADMIN}))
def test_who_has_a_team_hands_on(world: World, role: str) -> None:
    me, friend = world.hire(role=role), world.hire()
    space = world.dossier(world.boss, ("user", me.who.user))
    world.boss.sync()
    assert push(me, [world.org.assign(me.who, space, "user", friend.who.user)]) == []


def test_what_was_handed_on_in_an_earlier_role_comes_back_to_a_restored_server(world: World) -> None:
    me, friend = guest(world, "interpreter"), world.hire()
    space = world.dossier(world.boss, ("user", me.who.user), ("user", friend.who.user))
    world.boss.sync()
    earlier = [world.org.assign(me.who, space, "user", friend.who.user)]
    assert push(me, earlier) == ["not_allowed"]
    assert push(friend, earlier) == []

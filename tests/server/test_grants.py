"""Break-glass: for whom, for how long, and what is handed out while it runs and after."""

import pytest

from tests.server.test_blobs import DATA, code_of, parts_of
from tests.server.test_erasing import id_of, push
from tests.sync.world import Laptop, World
from wijkdesk.core.commit import Commit
from wijkdesk.core.ids import Id, new_id
from wijkdesk.core.roles import MAY_BREAK_GLASS, Role
from wijkdesk.sync import protocol as p

HOUR = 3600 * 1000


def test_while_it_runs_all_is_handed_out_and_taken(world: World) -> None:
    space = world.sealed_dossier(world.boss)
    old = world.boss.note(space)
    world.boss.sync()
    colleague = world.hire()
    colleague.sync()
    assert old not in colleague.store.log
    grant = world.org.grant(colleague.who, space)
    colleague.store.write(grant)
    assert colleague.sync().refused == []
    colleague.sync()
    assert old in colleague.store.log
    mine = colleague.note(space)
    assert colleague.sync().refused == []
    world.boss.sync()
    assert {mine, id_of(grant)} <= set(world.boss.store.log)


def test_it_ends_by_itself_and_a_later_one_brings_what_came_between(world: World) -> None:
    space = world.sealed_dossier(world.boss)
    colleague = world.hire()
    push(colleague, [world.org.grant(colleague.who, space, hours=1)])
    colleague.sync()
    world.clock.advance(HOUR)
    between = world.boss.note(space)
    world.boss.sync()
    colleague.sync()
    assert between not in colleague.store.log
    assert push(colleague, [world.org.note(colleague.who, space)]) == ["no_access"]
    assert code_of(colleague.transport.backfill, p.Backfill(space=space, after=0, upto=99)) == "no_access"
    push(colleague, [world.org.grant(colleague.who, space, hours=1)])
    colleague.sync()
    assert between in colleague.store.log


def test_a_second_grant_while_the_first_runs_leaves_no_hole(world: World) -> None:
    space = world.sealed_dossier(world.boss)
    colleague = world.hire()
    push(colleague, [world.org.grant(colleague.who, space, hours=2)])
    colleague.sync()
    world.clock.advance(HOUR)
    push(colleague, [world.org.grant(colleague.who, space, hours=2)])
    first = world.boss.note(space)
    world.boss.sync()
    world.clock.advance(HOUR)  # the first is over; the laptop was away since
    second = world.boss.note(space)
    world.boss.sync()
    colleague.sync()
    assert {first, second} <= set(colleague.store.log)


def test_a_backfill_cut_by_the_end_is_dropped_quietly(world: World) -> None:
    space = world.sealed_dossier(world.boss)
    colleague = world.hire()
    push(colleague, [world.org.grant(colleague.who, space, hours=1)])
    colleague.wire.broken = "/v1/backfill"
    with pytest.raises(Exception, match="weg"):
        colleague.sync()
    colleague.wire.broken = ""
    world.clock.advance(HOUR)
    assert colleague.sync().refused == []
    assert colleague.store.tasks == {}


def test_blobs_go_along_with_a_grant(world: World) -> None:
    space, blob = world.sealed_dossier(world.boss), new_id()
    colleague = world.hire()
    put = parts_of(space, blob, DATA[:9])[0]
    assert push(colleague, [world.org.grant(colleague.who, space, hours=1)]) == []
    assert push(colleague, [world.org.blob(colleague.who, space, blob, DATA[:9])]) == []
    assert colleague.transport.blob_put(put).have == 1
    assert colleague.transport.blob_get(p.BlobGet(space=space, blob=blob, part=0)).data == DATA[:9]
    world.clock.advance(HOUR)
    assert code_of(colleague.transport.blob_put, put) == "no_access"
    assert code_of(colleague.transport.blob_get, p.BlobGet(space=space, blob=blob, part=0)) == "no_access"


def test_through_a_grant_nothing_is_handed_on(world: World) -> None:
    space = world.sealed_dossier(world.boss)
    colleague = world.hire()
    push(colleague, [world.org.grant(colleague.who, space)])
    for commit in (
        world.org.assign(colleague.who, space, "user", colleague.who.user),
        world.org.keywrap(colleague.who, space, new_id()),
        world.org.redact(colleague.who, space, new_id()),
    ):
        assert push(colleague, [commit]) == ["no_access"]


def test_not_longer_than_a_day_and_not_for_another(world: World) -> None:
    space = world.sealed_dossier(world.boss)
    colleague = world.hire()
    assert push(colleague, [world.org.grant(colleague.who, space, hours=24.01)]) == ["not_allowed"]
    other = world.org.grant(colleague.who, space, user=world.boss.who.user)
    assert push(colleague, [other]) == ["not_allowed"]
    assert push(colleague, [_grant_elsewhere(world, colleague, space)]) == ["wrong_space"]
    assert push(colleague, [world.org.grant(colleague.who, space, until="always")]) == ["unreadable"]


def _grant_elsewhere(world: World, laptop: Laptop, space: Id) -> Commit:
    fields = {
        "space": new_id(),
        "user": laptop.who.user,
        "code": "night",
        "until": world.clock.now_ms() + HOUR,
    }
    return world.org.control(laptop.who, space, "GRANT", fields)


@pytest.mark.parametrize("role", list(Role))
def test_only_some_roles_break_glass_and_the_others_learn_nothing(world: World, role: Role) -> None:
    space = world.sealed_dossier(world.boss)
    person = world.hire(role=role)
    code = [] if role in MAY_BREAK_GLASS else ["not_allowed"]
    assert push(person, [world.org.grant(person.who, space)]) == code
    assert push(person, [world.org.grant(person.who, new_id())]) == (code or ["no_access"])


def test_a_space_sealed_to_persons_or_another_team_stays_shut(world: World) -> None:
    colleague = world.hire()
    safety: Id = world.dossier(world.boss)
    other = world.sealed_dossier(world.boss, new_id())
    for space in (safety, other):
        assert push(colleague, [world.org.grant(colleague.who, space)]) == ["no_access"]


def test_a_key_handed_out_for_another_space_opens_nothing(world: World) -> None:
    space = world.dossier(world.boss)
    world.boss.sync()
    colleague = world.hire()
    fields = {"of": "space", "owner": space, "key": new_id(), "kind": "", "wraps": [], "previous": None}
    stray = world.org.control(colleague.who, world.org.team_space, "KEYWRAP", fields)
    assert push(colleague, [stray]) == ["wrong_space"]
    assert push(colleague, [world.org.keywrap(colleague.who, space, world.org.team)]) == ["no_access"]
    assert push(colleague, [world.org.grant(colleague.who, space)]) == ["no_access"]


def test_a_grant_of_long_ago_that_comes_again_gives_nothing(world: World) -> None:
    space = world.sealed_dossier(world.boss)
    colleague = world.hire()
    grant = world.org.grant(colleague.who, space, hours=1)
    world.clock.advance(2 * HOUR)
    assert push(world.boss, [grant]) == []
    assert push(colleague, [world.org.note(colleague.who, space)]) == ["no_access"]

"""One round of sync against the real server store: nothing lost, nothing double, nothing false taken."""

from pathlib import Path

import pytest

from tests.sync.world import Crash, Laptop, Person, World
from wijkdesk.core.commit import Commit, decode_header, encode_unit
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import new_id
from wijkdesk.server.commands import backup
from wijkdesk.server.copying import copy_in
from wijkdesk.server.database import Place
from wijkdesk.sync import protocol as p
from wijkdesk.sync.engine import Portion
from wijkdesk.sync.envelope import pack, unpack
from wijkdesk.sync.ports import Cut


@pytest.fixture
def world(place: Place):
    made = World(place).founded()
    yield made
    made.close()


def test_the_founding_push_reaches_the_server_and_empties_the_outbox(world: World) -> None:
    assert world.boss.store.waiting == {}
    assert world.boss.store.at.seq == 4
    assert world.boss.store.apart == []


def test_a_colleague_pulls_organisation_and_team_from_the_start(world: World) -> None:
    note = world.boss.note(world.org.team_space)
    colleague = world.hire()
    outcome = colleague.sync()
    assert note in colleague.store.log
    assert set(colleague.store.log) == set(world.boss.store.log)
    assert outcome.pulled == len(colleague.store.log)
    assert colleague.store.tasks == {}


def test_a_round_without_news_asks_for_no_page(world: World) -> None:
    world.boss.sync()
    world.boss.wire.sent.clear()
    world.boss.sync()
    assert [request.path for request in world.boss.wire.sent] == ["/v1/hello"]


def test_a_lost_reply_costs_nothing_and_doubles_nothing(world: World) -> None:
    note = world.boss.note(world.org.team_space)
    world.boss.wire.broken = "/v1/push"
    with pytest.raises(Cut):
        world.boss.sync()
    assert note in world.boss.store.waiting
    world.boss.wire.broken = ""
    outcome = world.boss.sync()
    assert (outcome.pushed, outcome.known) == (0, 1)
    assert world.boss.store.waiting == {}


def test_a_breaking_line_gets_smaller_portions(world: World) -> None:
    for _turn in range(40):
        world.boss.note(world.org.team_space, new_id() * 40)
    world.boss.wire.largest = 6000
    assert world.boss.sync().pushed == 40


def test_the_smallest_portion_gives_up() -> None:
    sizes: list[int] = []

    def step(size: int) -> None:
        sizes.append(size)
        raise Cut("weg")

    with pytest.raises(Cut):
        Portion(9).attempt(step)
    assert sizes == [9, 4, 2, 1]


def test_a_crash_between_page_and_cursor_repeats_the_page(world: World) -> None:
    colleague = world.hire()
    colleague.sync()
    note = world.boss.note(world.org.team_space)
    world.boss.sync()
    colleague.store.crash_next = True
    with pytest.raises(Crash):
        colleague.sync()
    assert note not in colleague.store.log
    colleague.sync()
    assert note in colleague.store.log


def test_a_space_given_later_comes_by_backfill_whole(world: World) -> None:
    colleague = world.hire()
    space = world.dossier(world.boss)
    notes = {world.boss.note(space) for _turn in range(5)}
    world.boss.sync()
    colleague.sync()
    assert not notes & set(colleague.store.log)
    world.boss.store.write(world.org.assign(world.boss.who, space, "user", colleague.who.user))
    world.boss.sync()
    colleague.sync()
    assert notes <= set(colleague.store.log)
    assert colleague.store.tasks == {}
    later = world.boss.note(space)
    world.boss.sync()
    colleague.sync()
    assert later in colleague.store.log


def test_a_backfill_goes_on_where_it_was_cut(world: World) -> None:
    colleague = world.hire()
    space = world.dossier(world.boss)
    notes = {world.boss.note(space) for _turn in range(5)}
    world.boss.sync()
    colleague.sync()
    world.boss.store.write(world.org.assign(world.boss.who, space, "user", colleague.who.user))
    world.boss.sync()
    colleague.wire.broken = "/v1/backfill"
    with pytest.raises(Cut):
        colleague.sync()
    colleague.wire.broken = ""
    assert space in colleague.store.tasks
    colleague.sync()
    assert notes <= set(colleague.store.log)


def test_a_space_taken_away_drops_its_backfill(world: World) -> None:
    colleague = world.hire()
    space = world.dossier(world.boss)
    world.boss.sync()
    colleague.sync()
    world.boss.store.write(world.org.assign(world.boss.who, space, "user", colleague.who.user))
    world.boss.sync()
    colleague.wire.broken = "/v1/backfill"
    with pytest.raises(Cut):
        colleague.sync()
    colleague.wire.broken = ""
    world.clock.advance(10)
    world.boss.store.write(world.org.assign(world.boss.who, space, "user", colleague.who.user, "out"))
    world.boss.sync()
    colleague.sync()
    assert colleague.store.tasks == {}


def test_what_the_server_refuses_is_set_apart_and_shown(world: World) -> None:
    colleague = world.hire()
    colleague.sync()
    strange = colleague.note(new_id())
    good = colleague.note(world.org.team_space)
    outcome = colleague.sync()
    assert [(item.ids, item.code) for item in outcome.refused] == [((strange,), "no_access")]
    assert outcome.refused[0].text == "Je hebt geen toegang tot deze ruimte."
    assert outcome.pushed == 1
    assert good in colleague.store.log


def test_a_restored_server_gets_back_what_laptops_hold(world: World, tmp_path: Path, spare: Place) -> None:
    colleague = world.hire()
    colleague.sync()
    backup(world.path, tmp_path / "copy.db")
    space = world.dossier(world.boss, ("user", colleague.who.user))
    lost = {world.boss.note(space), world.boss.note(world.org.team_space)}
    world.boss.sync()
    colleague.sync()
    mine = colleague.note(space)
    colleague.sync()
    world.put_back(tmp_path / "copy.db", spare)
    world.boss.wire.api = colleague.wire.api = world.api
    assert world.boss.sync().restored
    assert colleague.sync().restored
    fresh = Laptop(world, Person())
    world.boss.store.write(world.org.member(fresh.who), world.org.device(fresh.who))
    world.boss.store.write(world.org.assign(world.boss.who, space, "user", fresh.who.user))
    world.boss.sync()
    fresh.sync()
    assert lost | {mine} <= set(fresh.store.log)
    assert world.boss.store.apart == colleague.store.apart == fresh.store.apart == []


def test_a_server_put_back_by_hand_is_noticed_too(world: World, tmp_path: Path, spare: Place) -> None:
    backup(world.path, tmp_path / "copy.db")
    note = world.boss.note(world.org.team_space)
    world.boss.sync()
    world.database.close()
    if isinstance(spare, Path):
        for ending in ("", "-wal", "-shm"):
            spare.with_name(spare.name + ending).unlink(missing_ok=True)
        (tmp_path / "copy.db").rename(spare)
    else:
        copy_in(tmp_path / "copy.db", spare)
    world.path = spare
    world.reopen()
    world.boss.wire.api = world.api
    assert world.boss.sync().restored
    colleague = world.hire()
    colleague.sync()
    assert note in colleague.store.log


def dishonest(colleague: Laptop, change) -> None:
    """Let the server change the units of each page."""

    def twist(path: str, body: bytes) -> bytes:
        if path != "/v1/pull":
            return body
        reply = unpack(p.PullReply, body)
        return pack(p.msgspec.structs.replace(reply, units=tuple(change(raw) for raw in reply.units)))

    colleague.wire.twist = twist


def damaged(raw: bytes, **parts: object) -> bytes:
    commits = p.msgspec.msgpack.decode(raw, type=tuple[Commit, ...])
    fields = {name: value for name, value in parts.items() if value is not None}
    return encode_unit([*commits[:-1], p.msgspec.structs.replace(commits[-1], **fields)])


@pytest.mark.parametrize("way", ["flip body", "cut", "other author", "other organisation"])
def test_what_a_dishonest_server_changes_is_refused_and_shown(world: World, way: str) -> None:
    colleague = world.hire()
    colleague.sync()
    note = world.boss.note(world.org.team_space)
    world.boss.sync()
    forged = world.org.note(Person(device=world.boss.who.device), world.org.team_space)
    elsewhere = world.org.note(world.boss.who, world.org.team_space, organisation=new_id())
    change = {
        "flip body": lambda raw: damaged(raw, body=b"Ciphertext"),
        "cut": lambda raw: raw[:-3],
        "other author": lambda raw: encode_unit([forged]),
        "other organisation": lambda raw: encode_unit([elsewhere]),
    }[way]
    dishonest(colleague, change)
    outcome = colleague.sync()
    assert note not in colleague.store.log
    assert len(outcome.refused) == 1
    assert outcome.refused[0].code in {"forged_commit", "unreadable", "wrong_organisation"}
    assert colleague.store.apart == outcome.refused


def test_a_server_that_brings_its_own_people_is_refused(world: World) -> None:
    colleague = world.hire()
    colleague.sync()
    stranger = Person()
    own = world.org.device(stranger, issuer=stranger.key, by=stranger)
    dishonest(colleague, lambda raw: encode_unit([own]))
    world.boss.note(world.org.team_space)
    world.boss.sync()
    outcome = colleague.sync()
    assert decode_header(own.header).id not in colleague.store.log
    assert colleague.store.trust.device_public(stranger.device) is None
    assert [item.code for item in outcome.refused] == ["unknown_device"]


def test_the_same_page_again_changes_nothing(world: World) -> None:
    colleague = world.hire()
    colleague.sync()
    before = dict(colleague.store.log)
    colleague.store.at = type(colleague.store.at)(colleague.store.at.epoch, 0)
    assert colleague.sync().pulled == 0
    assert colleague.store.log == before


def test_a_server_that_stands_still_is_refused(world: World) -> None:
    colleague = world.hire()

    def twist(path: str, body: bytes) -> bytes:
        if path != "/v1/pull":
            return body
        return pack(p.msgspec.structs.replace(unpack(p.PullReply, body), next=0, more=True))

    colleague.wire.twist = twist
    with pytest.raises(Refused) as caught:
        colleague.sync()
    assert caught.value.code == "bad_server"


def test_the_offset_to_the_servers_clock_is_told(world: World) -> None:
    assert world.boss.store.greetings[-1].lease_days == 60
    assert world.boss.store.greetings[-1].offset_ms == 0


def test_an_unknown_organisation_with_nothing_to_push_says_so(tmp_path: Path) -> None:
    world = World(tmp_path / "server.db")
    world.boss.store.waiting.clear()
    with pytest.raises(Refused) as caught:
        world.boss.sync()
    assert caught.value.code == "unknown_organisation"
    world.close()

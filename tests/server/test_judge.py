"""What a push may contain: each forgery is refused with its own word, and leaves nothing behind."""

import msgspec
import pytest

from tests.sync.world import Laptop, Person, World
from wijkdesk.core.commit import Commit, encode_unit
from wijkdesk.core.ids import new_id
from wijkdesk.sync import protocol as p
from wijkdesk.sync.receive import AHEAD_MS


def push(laptop: Laptop, *commits: Commit) -> p.PushReply:
    return laptop.transport.push(p.Push(units=(encode_unit(commits),)))


def code(reply: p.PushReply) -> str:
    assert reply.accepted == 0
    return reply.rejected[0].code if reply.rejected else ""


def head(world: World) -> int:
    return world.boss.transport.hello(p.Hello(epoch=0, cursor=0)).head


def test_a_known_commit_again_is_known_and_takes_no_number(world: World) -> None:
    note = world.org.note(world.boss.who, world.org.team_space)
    assert push(world.boss, note).accepted == 1
    before = head(world)
    reply = push(world.boss, note)
    assert (reply.accepted, reply.known, head(world)) == (0, 1, before)


def test_the_same_id_with_other_content_is_refused(world: World) -> None:
    given = new_id()
    push(world.boss, world.org.note(world.boss.who, world.org.team_space, id=given))
    other = world.org.note(world.boss.who, world.org.team_space, b"other", id=given)
    assert code(push(world.boss, other)) == "id_collision"


@pytest.mark.parametrize("part", ["header", "body", "signature"])
def test_a_flipped_bit_anywhere_is_refused(world: World, part: str) -> None:
    note = world.org.note(world.boss.who, world.org.team_space)
    raw = bytearray(getattr(note, part))
    raw[-1] ^= 1
    broken = msgspec.structs.replace(note, **{part: bytes(raw)})
    assert code(push(world.boss, broken)) == "forged_author"


def test_a_cut_unit_is_refused_alone(world: World) -> None:
    whole = encode_unit([world.org.note(world.boss.who, world.org.team_space)])
    reply = world.boss.transport.push(p.Push(units=(whole[:-5], whole)))
    assert [(item.unit, item.code) for item in reply.rejected] == [(0, "unreadable")]
    assert reply.accepted == 1


def test_a_unit_above_four_mebibytes_is_refused(world: World) -> None:
    note = world.org.note(world.boss.who, world.org.team_space, bytes(4 * 1024 * 1024))
    raw = msgspec.msgpack.encode([[note.header, note.body, note.signature]])
    assert code(world.boss.transport.push(p.Push(units=(raw,)))) == "too_big"


def test_a_forged_author_is_refused(world: World) -> None:
    colleague = world.hire()
    forged = world.org.note(Person(device=world.boss.who.device), world.org.team_space)
    assert code(push(colleague, forged)) == "forged_author"


def test_an_unknown_author_is_refused(world: World) -> None:
    assert code(push(world.boss, world.org.note(Person(), world.org.team_space))) == "unknown_author"


def test_another_organisation_in_the_header_is_refused(world: World) -> None:
    note = world.org.note(world.boss.who, world.org.team_space, organisation=new_id())
    assert code(push(world.boss, note)) == "wrong_organisation"


def test_a_space_of_someone_else_is_refused(world: World) -> None:
    colleague = world.hire()
    space = world.dossier(world.boss)
    world.boss.sync()
    assert code(push(colleague, world.org.note(colleague.who, space))) == "no_access"


def test_a_clock_far_ahead_is_refused(world: World) -> None:
    late = (world.clock.now_ms() + AHEAD_MS + 10) << 16
    note = world.org.note(world.boss.who, world.org.team_space, hlc=late)
    assert code(push(world.boss, note)) == "clock"


def test_a_colleague_cannot_speak_as_administrator(world: World) -> None:
    colleague = world.hire()
    friend = Person()
    device = world.org.device(friend, issuer=colleague.who.key, by=colleague.who)
    assert code(push(colleague, device)) == "forged_statement"
    assert code(push(colleague, world.org.note(friend, world.org.team_space))) == "unknown_author"


def test_a_device_never_changes_key(world: World) -> None:
    colleague = world.hire()
    world.clock.advance(1)
    changed = world.org.device(Person(user=colleague.who.user, device=colleague.who.device))
    assert code(push(world.boss, changed)) == "forged_statement"


def test_an_old_statement_sent_again_brings_nobody_back(world: World) -> None:
    colleague = world.hire()
    inside = world.org.device(colleague.who)
    world.clock.advance(1)
    push(world.boss, world.org.device(colleague.who, "out"))
    assert push(world.boss, inside).accepted == 1
    assert code(push(world.boss, world.org.note(colleague.who, world.org.team_space))) == "device_out"


def test_an_administrator_put_out_no_longer_counts(world: World) -> None:
    world.hire()
    world.clock.advance(1)
    push(world.boss, world.org.member(world.boss.who, role="worker"))
    assert code(push(world.boss, world.org.device(Person()))) == "forged_statement"


def test_only_a_holder_hands_a_space_on(world: World) -> None:
    colleague = world.hire()
    space = world.dossier(world.boss)
    world.boss.sync()
    grab = world.org.assign(colleague.who, space, "user", colleague.who.user)
    assert code(push(colleague, grab)) == "no_access"


def test_a_claim_must_hold_its_space(world: World) -> None:
    gift = world.org.assign(world.boss.who, new_id(), "user", new_id())
    assert code(push(world.boss, gift)) == "no_access"


def test_a_unit_is_taken_whole_or_not_at_all(world: World) -> None:
    colleague = world.hire()
    before = head(world)
    space = new_id()
    claim = world.org.assign(colleague.who, space, "user", colleague.who.user)
    strange = world.org.note(colleague.who, new_id())
    assert code(push(colleague, claim, strange)) == "no_access"
    assert head(world) == before
    assert code(push(colleague, world.org.note(colleague.who, space))) == "no_access"


def test_a_unit_that_makes_an_earlier_one_possible_helps_it(world: World) -> None:
    space = new_id()
    note = encode_unit([world.org.note(world.boss.who, space)])
    claim = encode_unit([world.org.assign(world.boss.who, space, "user", world.boss.who.user)])
    assert world.boss.transport.push(p.Push(units=(note, claim))).accepted == 2


def test_a_body_that_is_gone_is_not_taken(world: World) -> None:
    note = world.org.note(world.boss.who, world.org.team_space).without_body()
    assert code(push(world.boss, note)) == "redacted"


def test_a_team_member_reads_what_the_team_holds(world: World) -> None:
    outside = world.hire(team=new_id())
    inside = world.hire()
    note = world.boss.note(world.org.team_space)
    world.boss.sync()
    outside.sync()
    inside.sync()
    assert note in inside.store.log
    assert note not in outside.store.log

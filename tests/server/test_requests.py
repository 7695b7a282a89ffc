"""Who may ask anything at all: nonces, signatures, sizes, and bodies made to hurt."""

import msgspec
import pytest
import zstandard

from tests.sync.world import Laptop, Person, World
from wijkdesk.core.errors import Refused
from wijkdesk.server.api import Reply, Request
from wijkdesk.server.auth import NONCE_MS
from wijkdesk.sync import protocol as p
from wijkdesk.sync.envelope import Signed, headers, pack, request_message, unpack
from wijkdesk.sync.transport import SignedTransport

HELLO = pack(p.Hello(epoch=0, cursor=0))


def ask(
    world: World,
    who: Person,
    body: bytes = HELLO,
    name: str = "hello",
    nonce: bytes = b"",
    signed: bytes = b"",
) -> Reply:
    path = f"/v1/{name}"
    nonce = nonce or world.api.nonces.issue(world.org.id, who.device)[0]
    signature = who.key.sign(request_message("POST", path, signed or body, nonce))
    found = headers(Signed(world.org.id, who.device, nonce, signature))
    return world.api.handle(Request("POST", path, {}, {k.lower(): v for k, v in found.items()}, body))


def test_a_signed_hello_is_answered(world: World) -> None:
    reply = ask(world, world.boss.who)
    assert reply.status == 200
    assert unpack(p.HelloReply, reply.body).head == 4


def test_the_nonce_of_another_device_is_refused(world: World) -> None:
    colleague = world.hire()
    nonce = world.api.nonces.issue(world.org.id, world.boss.who.device)[0]
    assert ask(world, colleague.who, nonce=nonce).code == "bad_nonce"


def test_an_old_nonce_is_refused_and_asked_anew_by_the_laptop(world: World) -> None:
    nonce = world.api.nonces.issue(world.org.id, world.boss.who.device)[0]
    world.clock.advance(NONCE_MS + 1)
    assert ask(world, world.boss.who, nonce=nonce).code == "expired_nonce"
    world.boss.wire.sent.clear()
    world.boss.sync()
    assert [r.path for r in world.boss.wire.sent] == ["/v1/hello", "/v1/nonce", "/v1/hello"]


def test_a_made_up_nonce_is_refused(world: World) -> None:
    assert ask(world, world.boss.who, nonce=bytes(p.NONCE_BYTES)).code == "bad_nonce"


def test_a_forged_device_signature_is_refused(world: World) -> None:
    thief = Person(device=world.boss.who.device)
    assert ask(world, thief).code == "bad_signature"


def test_a_signature_covers_the_body(world: World) -> None:
    other = pack(p.Hello(epoch=0, cursor=1))
    assert ask(world, world.boss.who, body=other, signed=HELLO).code == "bad_signature"


def test_a_stranger_is_not_known(world: World) -> None:
    assert ask(world, Person()).code == "unknown_device"


def test_a_device_put_out_gets_nothing(world: World) -> None:
    colleague = world.hire()
    colleague.sync()
    world.clock.advance(1)
    world.boss.store.write(world.org.device(colleague.who, "out"))
    world.boss.sync()
    with pytest.raises(Refused) as caught:
        colleague.sync()
    assert caught.value.code == "device_out"


def test_a_member_put_out_gets_nothing(world: World) -> None:
    colleague = world.hire()
    world.clock.advance(1)
    world.boss.store.write(world.org.member(colleague.who, "out"))
    world.boss.sync()
    assert ask(world, colleague.who).code == "not_member"


@pytest.mark.parametrize("cut", [0, 1, 5, -1])
def test_a_cut_body_is_refused(world: World, cut: int) -> None:
    assert ask(world, world.boss.who, body=HELLO[:cut] if cut else b"").code == "bad_request"


def test_a_zstd_bomb_is_never_unpacked(world: World) -> None:
    bomb = zstandard.ZstdCompressor().compress(bytes(64 * 1024 * 1024))
    assert len(bomb) < 10_000
    assert ask(world, world.boss.who, body=bomb).code == "bad_request"


def test_a_bomb_without_a_stated_size_stops_at_the_limit(world: World) -> None:
    stream = zstandard.ZstdCompressor().compressobj()
    bomb = stream.compress(bytes(64 * 1024 * 1024)) + stream.flush()
    assert ask(world, world.boss.who, body=bomb).code == "bad_request"


def test_a_body_above_the_limit_is_refused(world: World) -> None:
    assert ask(world, world.boss.who, body=bytes(p.MAX_BODY + 1)).code == "too_big"


def test_a_later_protocol_is_told_apart(world: World) -> None:
    later = pack(msgspec.structs.replace(p.Hello(epoch=0, cursor=0), v=2))
    assert ask(world, world.boss.who, body=later).code == "newer_protocol"


def test_another_organisation_is_not_known(world: World) -> None:
    elsewhere = Laptop(world, world.boss.who)
    stranger = SignedTransport(elsewhere.wire, world.org.team, world.boss.who.device, world.boss.who.key)
    with pytest.raises(Refused) as caught:
        stranger.hello(p.Hello(epoch=0, cursor=0))
    assert caught.value.code == "unknown_organisation"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/v1/hello"), ("POST", "/v1/nonce"), ("POST", "/v1/x"), ("GET", "/v1/nonce")]
)
def test_an_unknown_question_is_refused(world: World, method: str, path: str) -> None:
    assert world.api.handle(Request(method, path, {}, {}, b"")).code == "bad_request"


def test_missing_headers_are_refused(world: World) -> None:
    assert world.api.handle(Request("POST", "/v1/hello", {}, {}, HELLO)).code == "bad_request"

"""Whatever comes in, the server answers with a word of its own: no fault, nothing of a space that is not the asker's.

Requests are built from the types of the wire, bent here and there, packed and signed as a laptop does. Each answer
is one of the known words or a reply that can be read.
"""

import struct
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import inspect

from scripts.protocol_schema import STATEMENTS, routes
from tests.server.test_erasing import SECRET
from tests.sync.world import Person, World
from wijkdesk.core.commit import CONTROL, Commit, compress, signing_message
from wijkdesk.core.ids import Id, new_id
from wijkdesk.server.api import Reply, Request
from wijkdesk.sync import protocol as p
from wijkdesk.sync.codes import known_codes
from wijkdesk.sync.envelope import Signed, headers, pack, request_message, unpack
from wijkdesk.sync.receive import AHEAD_MS

ROUTES = routes()
words = st.sampled_from(("in", "out", "user", "team", "space", "worker", "admin", ""))
scalars = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text(max_size=9) | words
leaves = scalars | st.binary(max_size=40)
anything = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One server for all examples; nothing an example does may break the next."""
    world = World(tmp_path_factory.mktemp("fuzz") / "server.db").founded()
    world.secret = world.dossier(world.boss)  # type: ignore[attr-defined]
    world.boss.note(world.secret, SECRET)  # type: ignore[attr-defined]
    world.boss.sync()
    world.asker = world.hire()  # type: ignore[attr-defined]
    yield world
    world.close()


def ids(world: Any) -> st.SearchStrategy[bytes]:
    known = [
        world.org.id, world.org.space, world.org.team, world.org.team_space, world.secret, world.org.founder.device,
        world.org.founder.user, world.asker.who.device, world.asker.who.user, bytes(16),
    ]  # fmt: skip
    return st.sampled_from(known) | st.binary(min_size=16, max_size=16)


def of_type(kind: inspect.Type, world: Any) -> st.SearchStrategy[Any]:
    """Values of a wire type, within its limits, with the ids that mean something among them."""
    made: st.SearchStrategy[Any] = anything
    match kind:
        case inspect.IntType():
            made = st.integers(kind.ge or 0, kind.le or (kind.lt - 1 if kind.lt else 2**63 - 1))
        case inspect.BytesType():
            made = st.binary(min_size=kind.min_length or 0, max_size=min(kind.max_length or 200, 200))
            made = ids(world) if kind.min_length == 16 else made
        case inspect.StrType():
            made = words | st.text(max_size=min(kind.max_length or 20, 20))
        case inspect.LiteralType():
            made = st.sampled_from(kind.values)
        case inspect.BoolType():
            made = st.booleans()
        case inspect.VarTupleType():
            made = st.lists(of_type(kind.item_type, world), max_size=4)
        case inspect.TupleType():
            made = st.tuples(*(of_type(item, world) for item in kind.item_types))
        case inspect.UnionType():
            made = st.one_of(*(of_type(item, world) for item in kind.types))
        case inspect.StructType():
            made = of_struct(kind.cls, world)
    return made


def of_struct(kind: type, world: Any) -> st.SearchStrategy[Any]:
    shape = inspect.type_info(kind)
    assert isinstance(shape, inspect.StructType)
    return st.fixed_dictionaries({field.encode_name: of_type(field.type, world) for field in shape.fields})


def bent(message: dict[str, Any], data: st.DataObject, always: dict[str, Any]) -> dict[str, Any]:
    """Sometimes one key is something else, missing, or new."""
    if data.draw(st.integers(0, 2)):
        return message | always
    key = data.draw(st.sampled_from([*message, "new"]))
    if data.draw(st.booleans()):
        return message | {key: data.draw(anything)}
    return {name: value for name, value in message.items() if name != key}


def ask(world: Any, who: Person, path: str, body: bytes) -> Reply:
    nonce = world.api.nonces.issue(world.org.id, who.device)[0]
    signature = who.key.sign(request_message("POST", path, body, nonce))
    found = headers(Signed(world.org.id, who.device, nonce, signature))
    return world.api.handle(Request("POST", path, {}, {k.lower(): v for k, v in found.items()}, body))


def check_reply(reply: Reply, kind: type[p.Message]) -> None:
    assert reply.status != 500
    assert SECRET not in zstandard.ZstdDecompressor().decompress(reply.body)
    if reply.status == 200:
        unpack(kind, reply.body)
    else:
        assert unpack(p.Failure, reply.body).code in known_codes()


quick = settings(deadline=None, suppress_health_check=list(HealthCheck))


@quick
@given(data=st.data())
@pytest.mark.parametrize("path", sorted(ROUTES))
def test_any_message_of_the_right_shape_and_nearly(shared: Any, path: str, data: st.DataObject) -> None:
    asked, answered = ROUTES[path]
    message = bent(data.draw(of_struct(asked, shared)), data, {"v": 1})
    check_reply(ask(shared, shared.asker.who, path, compress(msgspec.msgpack.encode(message))), answered)


@quick
@given(data=st.data())
def test_any_signed_unit(shared: Any, data: st.DataObject) -> None:
    """Statements and notes of any content, truly signed, in any space."""
    commits = [data.draw(signed_commit(shared)) for _n in range(data.draw(st.integers(1, 3)))]
    unit = msgspec.msgpack.encode([[c.header, c.body, c.signature] for c in commits])
    check_reply(ask(shared, shared.asker.who, "/v1/push", pack(p.Push(units=(unit,)))), p.PushReply)
    assert shared.boss.transport.hello(p.Hello(epoch=0, cursor=0)).head > 0


@st.composite
def signed_commit(draw: st.DrawFn, world: Any) -> Commit:
    who, op = world.asker.who, draw(st.sampled_from((*STATEMENTS, "TEAM", "ESCROW", "NEW")))
    shape = (
        of_struct(STATEMENTS[op], world) if op in STATEMENTS else st.dictionaries(words, anything, max_size=4)
    )
    fields = bent(draw(shape), draw(st.data()), {})
    attestation = draw(st.none() | st.binary(min_size=64, max_size=64))
    flags, space = draw(st.sampled_from((0, *[CONTROL] * 6, 2))), draw(ids(world))
    if draw(st.integers(0, 3)) and "space" in fields:
        fields["space"] = space
    body = (
        msgspec.msgpack.encode([op, fields, attestation])
        if flags == CONTROL
        else draw(st.binary(max_size=30))
    )
    hlc = draw(st.integers(0, 2**64 - 1))
    header = msgspec.msgpack.encode(
        [
            draw(st.sampled_from((*[1] * 9, 2))),
            flags,
            new_id(),
            world.org.id,
            space,
            who.device,
            hlc,
            bytes(16),
            bytes(32),
        ]
    )
    unsigned = Commit(header, body, bytes(64))
    return Commit(header, body, who.key.sign(signing_message(unsigned.hash)))


@quick
@given(body=st.binary(max_size=300), path=st.sampled_from(sorted(ROUTES)), squeezed=st.booleans())
def test_any_bytes(shared: Any, body: bytes, path: str, squeezed: bool) -> None:
    reply = ask(shared, shared.asker.who, path, compress(body) if squeezed else body)
    check_reply(reply, ROUTES[path][1])


@quick
@given(
    values=st.dictionaries(st.text(max_size=30), st.text(max_size=120), max_size=5),
    method=st.sampled_from(("GET", "POST", "PUT", "")),
    path=st.text(max_size=30),
)
def test_any_request_without_a_signature(shared: Any, values: dict[str, str], method: str, path: str) -> None:
    for where in (path, "/v1/nonce", "/v1/push"):
        reply = shared.api.handle(Request(method, where, values, values, b"x"))
        assert reply.status in (200, 400, 401, 404, 413, 429)


def test_a_million_changes_in_one_push_are_refused(shared: Any) -> None:
    flood = compress(msgspec.msgpack.encode({"v": 1, "units": [b""] * 1_000_000}))
    assert ask(shared, shared.asker.who, "/v1/push", flood).code == "bad_request"
    many = b"\xdd" + struct.pack(">I", 1_000_000) + b"\xc0" * 1_000_000
    reply = ask(shared, shared.asker.who, "/v1/push", pack(p.Push(units=(many,))))
    assert [item.code for item in unpack(p.PushReply, reply.body).rejected] == ["unreadable"]


def test_the_year_2100_and_a_used_number_are_refused_alone(shared: Any) -> None:
    org, who, space = shared.org, shared.asker.who, shared.org.team_space
    used = org.note(who, space)
    far = org.note(who, space, hlc=(shared.clock.now_ms() + AHEAD_MS + 10) << 16)
    units = [
        [used], [org.note(who, space, b"other", id=Id(_id(used)))], [far], [org.note(who, space)],
    ]  # fmt: skip
    raw = tuple(msgspec.msgpack.encode([[c.header, c.body, c.signature] for c in unit]) for unit in units)
    reply = shared.asker.transport.push(p.Push(units=raw))
    assert [(item.unit, item.code) for item in reply.rejected] == [(1, "id_collision"), (2, "clock")]
    assert reply.accepted == 2


def _id(commit: Commit) -> bytes:
    return bytes(msgspec.msgpack.decode(commit.header)[2])


def test_a_hundred_megabytes_are_refused_unread(shared: Any) -> None:
    assert ask(shared, shared.asker.who, "/v1/push", bytes(100 * 1024 * 1024)).code == "too_big"

"""Messages survive the way, and nothing but a message gets through."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkdesk.core.commit import Malformed, compress
from wijkdesk.core.ids import Id
from wijkdesk.sync import codes
from wijkdesk.sync import protocol as p
from wijkdesk.sync.envelope import NewerMessage, Signed, headers, pack, read_headers, request_message, unpack

ids = st.binary(min_size=16, max_size=16).map(Id)
numbers = st.integers(0, 2**63 - 1)


@given(
    units=st.lists(st.binary(max_size=200), max_size=20),
    head=numbers,
    granted=st.lists(st.tuples(ids, numbers)),
)
def test_a_page_survives_the_way(units: list[bytes], head: int, granted: list[tuple[Id, int]]) -> None:
    page = p.PullReply(
        epoch=1, next=head, more=True, units=tuple(units), granted=tuple(p.Granted(*item) for item in granted)
    )
    assert unpack(p.PullReply, pack(page)) == page


@given(body=st.binary(max_size=400))
def test_any_bytes_are_a_message_or_malformed(body: bytes) -> None:
    for wrapped in (body, compress(body)):
        try:
            assert isinstance(unpack(p.Push, wrapped), p.Push)
        except Malformed:
            continue


def test_unknown_keys_of_a_later_version_are_ignored() -> None:
    body = compress(msgspec.msgpack.encode({"v": 1, "epoch": 3, "cursor": 4, "mood": "good"}))
    assert unpack(p.Hello, body) == p.Hello(epoch=3, cursor=4)


def test_a_later_meaning_is_not_guessed_at() -> None:
    with pytest.raises(NewerMessage):
        unpack(p.Hello, compress(msgspec.msgpack.encode({"v": 2, "epoch": 3, "cursor": 4})))


def test_a_negative_number_is_malformed() -> None:
    with pytest.raises(Malformed):
        unpack(p.Hello, compress(msgspec.msgpack.encode({"v": 1, "epoch": -3, "cursor": 4})))


@given(organisation=ids, device=ids)
def test_headers_survive_the_way(organisation: Id, device: Id) -> None:
    signed = Signed(organisation, device, bytes(p.NONCE_BYTES), bytes(64))
    found = {key.lower(): value for key, value in headers(signed).items()}
    assert read_headers(found) == signed
    found.popitem()
    with pytest.raises(Malformed):
        read_headers(found)


def test_every_part_of_a_request_is_signed() -> None:
    base = ("POST", "/v1/push", b"body", b"nonce")
    others = [
        ("PUT", *base[1:]),
        ("POST", "/v1/pull", *base[2:]),
        (*base[:2], b"x", b"nonce"),
        (*base[:3], b"x"),
    ]
    assert request_message(*base) not in [request_message(*other) for other in others]


def test_every_code_has_a_short_dutch_sentence() -> None:
    for code in codes.known_codes():
        assert len(codes.sentence(code).split()) <= 15
        assert codes.sentence(code).endswith(".")
    assert codes.sentence("of a later version") == "De server weigerde dit."
    assert codes.refusal("clock").sentences.count(".") == 3

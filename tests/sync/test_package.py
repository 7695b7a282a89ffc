"""The package as bytes: golden file, independent reader, and bounds of what is read before anything is believed."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import reader
from wijkdesk.core.commit import MAX_UNIT, Malformed, decode_header, decode_unit
from wijkdesk.core.ids import new_id
from wijkdesk.sync import package as p
from wijkdesk.vault import packages as sealed

GOLDEN = Path(__file__).parents[1] / "golden" / "package-1"
GIVEN = json.loads((GOLDEN / "given.json").read_text())
EXPECTED = json.loads((GOLDEN / "expected.json").read_text())


def test_the_independent_reader_reads_the_golden_package() -> None:
    assert reader.read_package(GOLDEN) == EXPECTED


def test_the_product_reads_the_golden_package_and_writes_its_header() -> None:
    with (GOLDEN / "package.wijkpakket").open("rb") as file:
        header, head = p.read_header(file)
        assert p.encode_header(header) == head
        assert sealed.signed_by(file, head, bytes.fromhex(GIVEN["device_public"]), lambda _size: None)
        private = bytes.fromhex(GIVEN["user_private"])
        key = sealed.unwrap_key(private, header.organisation, header.id, header.key)
        body = p.Reader(sealed.read(file, head, key))
        units = [
            {"whole": one.whole, "commits": [decode_header(c.header).id.hex() for c in decode_unit(one.raw)]}
            for one in body.units()
        ]
        for listed in body.contents.files:
            assert sum(map(len, body.file(listed.size))) == listed.size
        body.finish()
    assert units == EXPECTED["units"]
    assert header.made == EXPECTED["made"]


HEADER = p.Header(1, new_id(), new_id(), new_id(), new_id(), 5, b"key")


def chunks(raw: bytes, size: int = 100) -> Iterator[bytes]:
    return (raw[at : at + size] for at in range(0, len(raw), size))


@given(st.binary(max_size=300))
def test_whatever_bytes_come_a_header_is_read_or_refused(raw: bytes) -> None:
    for start in (b"", b"WDP1", p.encode_header(HEADER)[:20]):
        with suppress(Malformed):
            header, head = p.read_header(io.BytesIO(start + raw))
            assert header.format == 1
            assert (start + raw).startswith(head)


@given(st.binary(max_size=300), st.integers(1, 90))
def test_whatever_bytes_come_a_body_is_read_or_refused(raw: bytes, size: int) -> None:
    try:
        body = p.Reader(chunks(raw, size))
        list(body.units())
        for listed in body.contents.files:
            list(body.file(listed.size))
        body.finish()
    except Malformed:
        return
    assert raw


@given(st.lists(st.tuples(st.binary(max_size=200), st.booleans()), max_size=5), st.integers(1, 70))
def test_a_body_reads_as_it_was_written(found: list[tuple[bytes, bool]], size: int) -> None:
    units = [p.PackedUnit(*one) for one in found]
    file = p.File(new_id(), new_id(), 300, bytes(32))
    raw = b"".join(p.body(p.Contents(len(units), (file,)), units, [b"a" * 300]))
    body = p.Reader(chunks(raw, size))
    assert list(body.units()) == units
    assert b"".join(body.file(300)) == b"a" * 300
    body.finish()


def test_nothing_may_follow_the_last_file() -> None:
    raw = b"".join(p.body(p.Contents(0), [], []))
    p.Reader(chunks(raw)).finish()
    with pytest.raises(Malformed):
        p.Reader(chunks(raw + b"x")).finish()


@pytest.mark.parametrize(
    "raw",
    [
        (p.MAX_CONTENTS + 1).to_bytes(4, "big") + b"x",
        b"\x00\x00\x00\x01\xc1",
        b"\x00\x00\x00\x0a" + msgspec.msgpack.encode({"units": -1}),
        b"\x00\x00\x00\x0c" + msgspec.msgpack.encode({"units": p.MAX_UNITS + 1}),
    ],
)
def test_contents_beyond_the_limits_are_refused(raw: bytes) -> None:
    with pytest.raises(Malformed):
        p.Reader(chunks(raw))


def test_a_unit_larger_than_the_wire_takes_is_refused_before_it_is_read() -> None:
    contents = msgspec.msgpack.encode({"units": 1, "files": []})
    raw = len(contents).to_bytes(4, "big") + contents + b"\x00" + (MAX_UNIT + 1).to_bytes(4, "big")
    with pytest.raises(Malformed, match="unit of"):
        next(p.Reader(chunks(raw)).units())


def test_a_later_format_is_told_apart() -> None:
    later = msgspec.structs.replace(HEADER, format=2)
    with pytest.raises(p.NewerPackage):
        p.read_header(io.BytesIO(p.encode_header(later)))
    with pytest.raises(p.NewerPackage):
        p.read_header(io.BytesIO(b"WDP9" + bytes(60)))

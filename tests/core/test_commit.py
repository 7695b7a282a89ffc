import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from wijkdesk.core import commit as codec
from wijkdesk.core.commit import Commit, Control, FieldPatch, Header, Inner, Malformed, NewerFormat, Patch
from wijkdesk.core.ids import new_id
from wijkdesk.core.unknown import Unknown

ids = st.binary(min_size=16, max_size=16)
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.text(max_size=40),
    ids,
    st.sampled_from(Unknown),
)
fields = st.dictionaries(st.text(max_size=8), st.builds(FieldPatch, values, st.tuples(ids)), max_size=4)
patches = st.lists(
    st.builds(Patch, st.text(max_size=8), ids, fields, st.none() | st.text(max_size=8)),
    max_size=3,
    unique_by=lambda patch: (patch.table, patch.row),
)
inners = st.builds(
    Inner, st.just(1), st.text(max_size=8), ids, st.integers(0, 2**50), ids, patches.map(tuple)
)

DECODERS = (
    codec.decode_header,
    codec.decode_inner,
    codec.decode_commit,
    codec.decode_control,
    codec.decode_unit,
)


def header():
    return Header(1, 0, new_id(), new_id(), new_id(), new_id(), 2**64 - 1, new_id(), bytes(range(32)))


@given(inner=inners)
def test_content_comes_back_with_every_value_of_its_own_type(inner):
    back = codec.decode_inner(codec.encode_inner(inner))

    assert back == inner
    for before, after in zip(inner.patches, back.patches, strict=True):
        assert [type(f.value) for f in before.fields.values()] == [
            type(f.value) for f in after.fields.values()
        ]


def test_header_and_control_come_back():
    head, control = header(), Control("ASSIGN", {"to": "user", "id": new_id(), "at": 5}, bytes(64))

    assert codec.decode_header(codec.encode_header(head)) == head
    assert codec.decode_control(codec.encode_control(control)) == control


def test_a_unit_keeps_its_commits_also_redacted_ones():
    whole = Commit(codec.encode_header(header()), b"body", bytes(64))
    unit = (whole, whole.without_body())

    assert codec.decode_unit(codec.encode_unit(unit)) == unit
    assert whole.hash == whole.without_body().hash


@pytest.mark.parametrize("value", [1.5, [1], {"a": 1}, object(), 2**63, -(2**63) - 1])
def test_no_floats_lists_or_maps_in_a_field(value):
    patch = Patch("note", new_id(), {"x": FieldPatch(value)})
    with pytest.raises(Malformed):
        codec.encode_inner(Inner(1, "edit", new_id(), 1, new_id(), (patch,)))


def test_one_patch_a_row_in_a_commit():
    row = new_id()
    twice = (Patch("note", row, {}), Patch("note", row, {}))
    with pytest.raises(Malformed):
        codec.encode_inner(Inner(1, "edit", new_id(), 1, new_id(), twice))


def test_a_later_format_is_told_apart_from_damage():
    raw = codec.encode_header(header())
    later = raw.replace(b"\x99\x01", b"\x99\x02", 1)

    with pytest.raises(NewerFormat):
        codec.decode_header(later)
    with pytest.raises(NewerFormat):
        codec.decode_header(b"\x93\x02\xc0\xc0")
    with pytest.raises(Malformed):
        codec.decode_header(raw[:-1])


@pytest.mark.parametrize("known", [True, False])
def test_decompressing_stops_at_four_mebibytes(known):
    bomb = zstandard.ZstdCompressor(write_content_size=known).compress(bytes(codec.MAX_INNER + 1))

    with pytest.raises(Malformed):
        codec.expand(bomb)
    assert codec.expand(codec.compress(bytes(codec.MAX_INNER))) == bytes(codec.MAX_INNER)


@given(junk=st.binary(max_size=200))
def test_junk_is_malformed_and_nothing_else(junk):
    for decode in DECODERS:
        try:
            decode(junk)
        except Malformed:
            continue
        assert decode is codec.decode_unit
        assert junk == b"\x90"

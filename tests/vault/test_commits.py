import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkdesk.core.commit import (
    CONTROL,
    SEALED,
    Control,
    FieldPatch,
    Header,
    Inner,
    Malformed,
    Patch,
    decode_commit,
    encode_commit,
)
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import ZERO, new_id
from wijkdesk.core.unknown import Unknown
from wijkdesk.vault import commits
from wijkdesk.vault.sealing import new_key
from wijkdesk.vault.signing import SigningKey

DEVICE = SigningKey.generate()
KEY = new_key()


def header(flags=SEALED, key=None):
    sealed_key = ZERO if flags == CONTROL else (key or new_id())
    return Header(1, flags, new_id(), new_id(), new_id(), new_id(), 2**60, sealed_key)


def inner():
    fields = {"text": FieldPatch("Lina wil naar school", (new_id(),)), "since": FieldPatch(Unknown.DONT_KNOW)}
    return Inner(
        1, "edit", new_id(), 5, new_id(), (Patch("note", new_id(), fields, "typefout"),), {"later": 1}
    )


def test_a_sealed_commit_opens_for_its_key_and_proves_its_device():
    content = inner()
    commit = decode_commit(encode_commit(commits.encode(header(), content, KEY, DEVICE)))

    assert commits.verify_commit(commit, DEVICE.public)
    assert commits.open_body(commit, KEY) == content
    assert b"Lina" not in encode_commit(commit)


def test_another_device_or_key_gets_nowhere():
    commit = commits.encode(header(), inner(), KEY, DEVICE)

    assert not commits.verify_commit(commit, SigningKey.generate().public)
    assert not commits.verify_commit(commit, b"no key")
    with pytest.raises(Refused) as refused:
        commits.open_body(commit, new_key())
    assert refused.value.code == "broken_seal"


def test_a_body_does_not_open_under_another_header():
    one, two = (commits.encode(header(), inner(), KEY, DEVICE) for _ in range(2))
    mixed = commits.Commit(one.header, two.body, one.signature)

    assert not commits.verify_commit(mixed, DEVICE.public)
    with pytest.raises(Refused):
        commits.open_body(mixed, KEY)


def test_a_redacted_commit_still_proves_its_device_and_holds_no_content():
    commit = commits.encode(header(), inner(), KEY, DEVICE)
    gone = decode_commit(encode_commit(commit.without_body()))

    assert gone.hash == commit.hash
    assert commits.verify_commit(gone, DEVICE.public)
    with pytest.raises(Refused):
        commits.open_body(gone, KEY)


def test_a_control_commit_can_be_read_by_all_and_is_signed():
    statement = Control("SHRED", {"space": new_id(), "ground": "term"})
    commit = commits.encode(header(CONTROL), statement, None, DEVICE)

    assert commits.open_control(commit) == statement
    assert commits.verify_commit(commit, DEVICE.public)
    with pytest.raises(Malformed):
        commits.open_control(commits.encode(header(), inner(), KEY, DEVICE))


@pytest.mark.parametrize(("flags", "content", "key"), [
    (CONTROL, inner(), KEY), (SEALED, Control("WIPE", {}), None), (SEALED, inner(), None),
    (CONTROL, Control("WIPE", {}), KEY),
])  # fmt: skip
def test_header_content_and_key_must_belong_together(flags, content, key):
    with pytest.raises(ValueError, match=r"kinds|key"):
        commits.encode(header(flags), content, key, DEVICE)


@given(data=st.data())
def test_any_changed_bit_breaks_shape_signature_or_seal(data):
    raw = bytearray(encode_commit(commits.encode(header(), inner(), KEY, DEVICE)))
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8

    try:
        commit = decode_commit(bytes(raw))
    except Malformed:
        return
    assert not commits.verify_commit(commit, DEVICE.public)

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkdesk.core.errors import EnvironmentFault, Refused
from wijkdesk.core.ids import new_id
from wijkdesk.vault import blobs
from wijkdesk.vault.blobs import CHUNK

BLOB = new_id()
HEAD = 11
SEALED = CHUNK + 16


@pytest.fixture
def path(tmp_path):
    return tmp_path / "blobs" / "one"


def content(path, written, blob_id=BLOB):
    return b"".join(blobs.read(path, blob_id, written.key))


def refused(path, written, raw, blob_id=BLOB):
    path.write_bytes(raw)
    with pytest.raises(Refused) as error:
        content(path, written, blob_id)
    return error.value.code == "blob_damaged"


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5])
def test_what_was_written_is_read(path, size):
    plain = bytes(i % 251 for i in range(size))
    written = blobs.write(path, BLOB, [plain[:7], plain[7:]])
    raw = path.read_bytes()

    assert content(path, written) == plain
    assert (written.size, written.sha) == (len(raw), hashlib.sha256(raw).digest())
    assert written.plain_size == size
    assert len(raw) == HEAD + size + 16 * max(1, -(-size // CHUNK))


def test_the_file_says_nothing_of_the_content(path):
    blobs.write(path, BLOB, [b"Lina gaat naar school. " * 100])

    assert b"Lina" not in path.read_bytes()
    assert [file.name for file in path.parent.iterdir()] == ["one"]


def test_cut_mixed_lengthened_and_moved_are_refused(path):
    written = blobs.write(path, BLOB, [bytes(3 * CHUNK)])
    raw = path.read_bytes()
    one, two, three = (raw[HEAD + i * SEALED : HEAD + (i + 1) * SEALED] for i in range(3))

    assert refused(path, written, raw[: HEAD + 2 * SEALED])  # cut at a chunk
    assert refused(path, written, raw[:-1])
    assert refused(path, written, raw[:HEAD])
    assert refused(path, written, b"")
    assert refused(path, written, raw[:HEAD] + two + one + three)
    assert refused(path, written, raw[:HEAD] + one + one + three)
    assert refused(path, written, raw + three)
    assert refused(path, written, raw + b"\x00")
    assert refused(path, written, raw, new_id())


@given(data=st.data())
def test_any_changed_bit_is_refused(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("flip") / "one"
    written = blobs.write(path, BLOB, [bytes(CHUNK + 100)])
    raw = bytearray(path.read_bytes())
    bit = data.draw(st.one_of(st.integers(0, HEAD * 8 - 1), st.integers(0, len(raw) * 8 - 1)))
    raw[bit // 8] ^= 1 << bit % 8

    assert refused(path, written, bytes(raw))


def test_a_missing_file_is_told_in_words(path):
    with pytest.raises(EnvironmentFault, match="niet worden gelezen"):
        next(blobs.read(path, BLOB, bytes(32)))


def test_a_source_that_breaks_leaves_nothing(path):
    def breaks():
        yield b"half"
        raise KeyError("source")

    with pytest.raises(KeyError):
        blobs.write(path, BLOB, breaks())
    assert list(path.parent.iterdir()) == []

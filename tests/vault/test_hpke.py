import pytest

from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import new_id
from wijkdesk.vault import wraps
from wijkdesk.vault.hpke import CLASSIC, HYBRID, PUBLIC_BYTES, KeyPair, fingerprint, suite_of, unwrap, wrap
from wijkdesk.vault.sealing import new_key


@pytest.mark.parametrize("suite", [CLASSIC, HYBRID])
def test_only_the_holder_of_the_key_with_the_same_info_unwraps(suite):
    mine, other = KeyPair.generate(suite), KeyPair.generate(suite)
    blob = wrap(mine.public, b"info", b"geheim", suite)

    assert unwrap(mine.private, b"info", blob) == b"geheim"
    for private, info in ((other.private, b"info"), (mine.private, b"other")):
        with pytest.raises(Refused, match="kan niet worden geopend"):
            unwrap(private, info, blob)


@pytest.mark.parametrize("suite", [CLASSIC, HYBRID])
def test_a_pair_comes_back_from_its_private_half(suite):
    pair = KeyPair.generate(suite)

    assert KeyPair.from_private(pair.private) == pair
    assert len(pair.public) == PUBLIC_BYTES[suite]
    assert suite_of(pair.public) == suite
    assert repr(pair.private) not in repr(pair)


def test_a_wrap_with_any_byte_changed_or_another_suite_is_refused():
    pair = KeyPair.generate()
    blob = wrap(pair.public, b"", b"geheim")

    for at in range(len(blob)):
        changed = bytearray(blob)
        changed[at] ^= 1
        with pytest.raises(Refused):
            unwrap(pair.private, b"", bytes(changed))
    for junk in (b"", b"\x01", b"\x09" + blob[1:], blob[:-1]):
        with pytest.raises(Refused):
            unwrap(pair.private, b"", junk)


@pytest.mark.parametrize("public", [b"", bytes(31), bytes(1216), bytes(32)])
def test_a_public_key_of_no_shape_wraps_nothing(public):
    with pytest.raises(Refused) as refused:
        wrap(public, b"", b"geheim", CLASSIC)
    assert refused.value.code == "bad_key"


def test_a_fingerprint_is_six_groups_of_four_and_tells_keys_apart():
    one, two = fingerprint(bytes(32)), fingerprint(bytes(31) + b"\x01")

    assert [len(group) for group in one.split()] == [4] * 6
    assert one != two


def test_a_key_is_bound_to_organisation_owner_and_key_id():
    pair, secret = KeyPair.generate(), new_key()
    organisation, owner, key_id = new_id(), new_id(), new_id()
    wrapped = wraps.wrap_key(pair.public, organisation, owner, key_id, secret)

    assert wraps.unwrap_key(pair.private, organisation, owner, key_id, wrapped) == secret
    with pytest.raises(Refused):
        wraps.unwrap_key(pair.private, organisation, new_id(), key_id, wrapped)


def test_a_new_key_opens_the_one_before_it():
    owner = new_id()
    new, old = (new_id(), new_key()), (new_id(), new_key())
    sealed = wraps.seal_previous(new, old, owner)

    assert wraps.open_previous(new, old[0], owner, sealed) == old
    with pytest.raises(Refused):
        wraps.open_previous(new, new_id(), owner, sealed)

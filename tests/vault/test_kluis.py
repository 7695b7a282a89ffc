"""The kluis opens with what belongs to it, says what is wrong otherwise, and never overwrites what it cannot open."""

import shutil
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.fast import FAST, LOOSE, OTHER, PASSPHRASE
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.ids import new_id
from wijkdesk.vault import kluis, kluisfile, recovery
from wijkdesk.vault.hpke import HYBRID, KeyPair
from wijkdesk.vault.kdf import PRODUCTION, KdfParams

GOLDEN = Path(__file__).parents[1] / "golden" / "kluis-1"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "profile" / "kluis"


@pytest.fixture
def opened(path):
    return kluis.create(path, PASSPHRASE, kdf=FAST, bounds=LOOSE, clock=FakeClock())


def unlock(path, passphrase=PASSPHRASE):
    return kluis.unlock(path, passphrase, bounds=LOOSE)


def code_of(error):
    return error.value.code


def rewritten(path, **changes):
    """The kluis with other map entries, as an attacker without the master key would write it."""
    raw = msgspec.msgpack.decode(path.read_bytes())
    raw.update(changes)
    path.write_bytes(msgspec.msgpack.encode(raw))


def test_passphrase_and_code_open_the_same_database(path, opened):
    assert (
        unlock(path).db_key()
        == opened.db_key()
        == kluis.unlock_with_code(path, opened.recovery_code).db_key()
    )
    assert len(opened.db_key()) == 32
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_passphrase_may_be_typed_with_other_spaces_and_accents_composed_otherwise(path):
    kluis.create(path, "café wolk lepel gans molen", kdf=FAST, bounds=LOOSE)

    assert unlock(path, "  cafe\u0301  wolk lepel gans molen ")


def test_nothing_secret_shows_when_printed(opened):
    assert opened.mk.hex() not in repr(opened)
    assert repr(opened.mk) not in repr(opened)


def test_a_wrong_passphrase_or_code_changes_nothing(path, opened):
    before = path.read_bytes()

    with pytest.raises(Refused) as refused:
        unlock(path, OTHER)
    assert code_of(refused) == "wrong_passphrase"
    assert refused.value.kept == "Er is niets gewist of veranderd."
    with pytest.raises(Refused) as refused:
        kluis.unlock_with_code(path, recovery.new_code())
    assert code_of(refused) == "wrong_code"
    assert path.read_bytes() == before


def test_a_weak_passphrase_is_not_taken(path):
    with pytest.raises(UserError, match="te makkelijk") as refused:
        kluis.create(path, "welkom2026", kdf=FAST, bounds=LOOSE)
    assert refused.value.field == "passphrase"
    assert not path.exists()


def test_an_existing_kluis_is_never_written_over(path, opened):
    before = path.read_bytes()

    with pytest.raises(Refused) as refused:
        kluis.create(path, OTHER, kdf=FAST, bounds=LOOSE)
    assert code_of(refused) == "exists"
    assert path.read_bytes() == before


def test_a_new_passphrase_leaves_the_database_key_and_the_code_as_they_are(path, opened):
    changed = kluis.change_passphrase(path, opened, OTHER, kdf=FAST, bounds=LOOSE)

    assert unlock(path, OTHER).db_key() == opened.db_key() == changed.db_key()
    assert kluis.unlock_with_code(path, opened.recovery_code).mk == opened.mk
    with pytest.raises(Refused):
        unlock(path)


def test_a_forgotten_passphrase_is_replaced_after_the_code(path, opened):
    by_code = kluis.unlock_with_code(path, opened.recovery_code)
    kluis.change_passphrase(path, by_code, OTHER, kdf=FAST, bounds=LOOSE)

    assert unlock(path, OTHER).mk == opened.mk
    assert len(kluisfile.read(path).of_type("passphrase")) == 1


def test_the_three_before_stay(path, opened):
    phrases = [f"{PASSPHRASE} {word}" for word in ("eland", "hark", "uil", "zeef")]
    for phrase in phrases:
        opened = kluis.change_passphrase(path, opened, phrase, kdf=FAST, bounds=LOOSE)

    assert sorted(file.name for file in path.parent.iterdir()) == ["kluis", "kluis.1", "kluis.2", "kluis.3"]
    for number, phrase in enumerate(reversed(phrases[:-1]), 1):
        assert unlock(path.with_name(f"kluis.{number}"), phrase)


def test_a_lost_code_is_renewed_and_no_longer_opens(path, opened):
    renewed = kluis.renew_code(path, opened)

    assert kluis.unlock_with_code(path, renewed.recovery_code).mk == opened.mk
    with pytest.raises(Refused):
        kluis.unlock_with_code(path, opened.recovery_code)


def test_a_custodian_opens_with_the_hybrid_key_until_taken_out(path, opened):
    custodian, pair = new_id(), KeyPair.generate(HYBRID)
    opened = kluis.add_escrow(path, opened, custodian, pair.public)

    assert kluis.open_with_escrow(path, custodian, pair.private).db_key() == opened.db_key()
    for who, private in ((new_id(), pair.private), (custodian, KeyPair.generate(HYBRID).private)):
        with pytest.raises(Refused) as refused:
            kluis.open_with_escrow(path, who, private)
        assert code_of(refused) == "wrong_escrow"
    kluis.remove_escrow(path, opened, custodian)
    with pytest.raises(Refused):
        kluis.open_with_escrow(path, custodian, pair.private)


def test_changes_made_meanwhile_are_not_lost(path, opened):
    custodian, pair = new_id(), KeyPair.generate()
    kluis.add_escrow(path, opened, custodian, pair.public)
    kluis.change_passphrase(
        path, opened, OTHER, kdf=FAST, bounds=LOOSE
    )  # `opened` knows nothing of the escrow

    assert kluis.open_with_escrow(path, custodian, pair.private).mk == opened.mk


def test_a_missing_kluis_says_so(path):
    with pytest.raises(Refused) as refused:
        unlock(path)
    assert code_of(refused) == "missing"


def test_every_cut_is_told_as_such(path, opened):
    raw = path.read_bytes()
    for length in range(len(raw)):
        path.write_bytes(raw[:length])
        with pytest.raises(Refused) as refused:
            unlock(path)
        assert code_of(refused) == "truncated"


@pytest.mark.parametrize("changes", [{"v": 2}, {"suite": 9}, {"v": 2, "more": [1]}])
def test_a_kluis_of_a_newer_version_says_so(path, opened, changes):
    rewritten(path, **changes)

    with pytest.raises(Refused) as refused:
        unlock(path)
    assert code_of(refused) == "newer_version"


@pytest.mark.parametrize(
    "cost",
    [
        KdfParams(2**31, 3, 4), KdfParams(2**20 + 1, 3, 4), KdfParams(65535, 3, 4), KdfParams(65536, 2, 4),
        KdfParams(65536, 11, 4), KdfParams(65536, 3, 9), KdfParams(65536, 3, 0), KdfParams(0, 0, 0),
        KdfParams(2**19, 1, 4), KdfParams(2**63, 2**63, 2**63),
    ],
)  # fmt: skip
def test_absurd_costs_are_refused_before_any_work(path, opened, cost, monkeypatch):
    slots = msgspec.msgpack.decode(path.read_bytes())["slots"]
    slots[0]["params"].update(m=cost.m, t=cost.t, p=cost.p)
    rewritten(path, slots=slots)
    monkeypatch.setattr(kluis, "derive", lambda *_: pytest.fail("it started to derive"))

    with pytest.raises(Refused) as refused:
        kluis.unlock(path, PASSPHRASE)
    assert code_of(refused) == "absurd_kdf"


def test_costs_within_the_bounds_of_the_format_are_allowed():
    for cost in (KdfParams(65536, 3, 4), KdfParams(2**19, 2, 1), KdfParams(2**20, 10, 8)):
        assert PRODUCTION.allow(cost)


def test_a_slot_taken_out_put_in_or_repeated_is_noticed(path, opened):
    slots = msgspec.msgpack.decode(path.read_bytes())["slots"]
    extra = {**slots[1], "id": new_id(), "type": "os"}
    for tampered in (slots[:1], [*slots, extra], [slots[0], slots[1], slots[1]], slots[::-1]):
        rewritten(path, slots=tampered)
        with pytest.raises(Refused) as refused:
            unlock(path)
        assert code_of(refused) == "damaged"


def test_a_lowered_cost_does_not_open(path, opened):
    slots = msgspec.msgpack.decode(path.read_bytes())["slots"]
    slots[0]["params"]["m"] = 16
    rewritten(path, slots=slots)

    with pytest.raises(Refused):
        unlock(path)


@given(data=st.data())
def test_any_changed_bit_is_refused_by_passphrase_and_by_code(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("flip") / "kluis"
    opened = kluis.create(path, PASSPHRASE, kdf=FAST, bounds=LOOSE)
    raw = bytearray(path.read_bytes())
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    path.write_bytes(raw)

    with pytest.raises(Refused):
        unlock(path)
    with pytest.raises(Refused):
        kluis.unlock_with_code(path, opened.recovery_code)
    assert path.read_bytes() == raw


@given(raw=st.binary(max_size=300))
def test_junk_is_refused_in_words(raw):
    with pytest.raises(Refused) as refused:
        kluisfile.decode(raw)
    assert code_of(refused) in {"damaged", "truncated", "newer_version"}


def test_too_large_or_lengthened_is_damaged(path, opened):
    raw = path.read_bytes()
    for changed in (raw + b"\x00", raw + bytes(kluisfile.MAX_BYTES)):
        path.write_bytes(changed)
        with pytest.raises(Refused) as refused:
            unlock(path)
        assert code_of(refused) == "damaged"


def test_the_golden_kluis_opens_for_ever(tmp_path):
    path = shutil.copy(GOLDEN, tmp_path / "kluis")
    code = recovery.parse("B7FQ-FD7Q-W164-T287-9E3T-KGEJ-19RS-Y308-K")

    by_phrase = kluis.unlock(path, "ooievaar knoop zandbak fluit mispel")
    assert by_phrase.mk == kluis.unlock_with_code(path, code).mk
    assert by_phrase.db_key().hex() == "c1c703aa3ad6c6403ab74df388421ba061b9041c80401dc671cf270df30f533a"

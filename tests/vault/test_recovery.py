import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkdesk.core.errors import UserError
from wijkdesk.vault import recovery
from wijkdesk.vault.crockford import ALPHABET

CODE = bytes(range(20))
codes = st.binary(min_size=20, max_size=20)


@given(code=codes)
def test_what_is_printed_reads_back(code):
    assert recovery.parse(recovery.to_text(code)) == code
    assert [len(block) for block in recovery.blocks(code)] == [4] * 8 + [1]


@given(code=codes, seed=st.randoms())
def test_letters_that_look_alike_and_sloppy_typing_are_understood(code, seed):
    sloppy = {"0": "oO0", "1": "iIlL1"}
    typed = "".join(seed.choice(sloppy.get(c, c + c.lower())) for c in recovery.to_text(code)[:-2])

    assert recovery.parse(f" {typed.replace('-', ' ')} {recovery.blocks(code)[8].lower()}") == code


@given(code=codes, at=st.integers(0, 31), step=st.integers(1, 31))
def test_one_wrong_letter_is_always_noticed(code, at, step):
    letters = list("".join(recovery.blocks(code)))
    letters[at] = ALPHABET[(ALPHABET.index(letters[at]) + step) % 32]

    with pytest.raises(UserError, match="typefout"):
        recovery.parse("".join(letters))


@given(code=codes, at=st.integers(0, 30))
def test_two_neighbours_swapped_are_always_noticed(code, at):
    letters = list("".join(recovery.blocks(code)))
    if letters[at] == letters[at + 1]:
        return
    letters[at], letters[at + 1] = letters[at + 1], letters[at]

    with pytest.raises(UserError):
        recovery.parse("".join(letters))


def test_the_wrong_block_is_named():
    blocks = list(recovery.blocks(CODE))
    assert recovery.wrong_blocks(blocks, CODE) == ()

    blocks[2] = "ZZZZ"
    blocks[8] = ""
    assert recovery.wrong_blocks(blocks, CODE) == (3, 9)
    assert recovery.wrong_blocks([], CODE) == tuple(range(1, 10))


@pytest.mark.parametrize(("number", "text", "words"), [
    (3, "12U4", "Blokje 3 klopt niet"), (1, "123", "Blokje 1 klopt niet"), (9, "", "Het controleteken klopt niet"),
    (9, "!", "Het controleteken klopt niet"), (9, "u", ""), (3, "ol1i", ""),
])  # fmt: skip
def test_each_box_is_judged_by_itself(number, text, words):
    assert recovery.block_complaint(number, text) == words


def test_the_first_block_of_no_shape_is_named_in_the_error():
    with pytest.raises(UserError, match="Blokje 2 klopt niet") as refused:
        recovery.parse("0000-00")
    assert refused.value.field == "blokje2"


def test_pasting_fills_the_boxes():
    assert recovery.split(recovery.to_text(CODE)) == recovery.blocks(CODE)
    assert recovery.split("abcd e") == ("ABCD", "E")
    assert recovery.split("") == ()


def test_the_code_gives_two_keys_that_have_nothing_in_common():
    assert recovery.kluis_key(CODE) != recovery.user_key(CODE)

"""The page as QR codes: every part fits, nothing is lost, too much is refused."""

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports.samples import DUTCH, FAMILY, TIGRINYA
from wijkdesk.core.errors import UserError
from wijkdesk.reports.family_page import plain_text
from wijkdesk.reports.qr import CAPACITY, MOST_PARTS, VERSION, codes
from wijkdesk.reports.typeset import clean


@pytest.mark.parametrize("page", [FAMILY, TIGRINYA, DUTCH], ids=["ar", "ti", "nl"])
def test_the_parts_joined_are_the_whole_text(page):
    text = plain_text(page)
    parts = codes(text)
    assert "".join(code.text for code in parts) == text
    assert [code.part for code in parts] == list(range(1, len(parts) + 1))
    if len(parts) > 1:
        assert all(code.content.startswith(f"Deel {code.part} van {len(parts)}\n") for code in parts)


def test_a_short_text_is_one_code_without_number():
    [code] = codes("Bel 06-12345678.")
    assert code.content == "Bel 06-12345678."
    assert code.svg().startswith(b"<?xml")
    assert code.png().startswith(b"\x89PNG")


@pytest.mark.parametrize("letter", ["a", "é", "ሜ", "س", "😀"])
def test_a_full_code_is_never_larger_than_a_phone_reads_from_a_screen(letter):
    for code in codes(letter * (CAPACITY // len(letter.encode()))) + codes(letter * 500):
        made = segno.make_qr(
            code.content, error="m", mode="byte", encoding="utf-8", eci=True, boost_error=False
        )
        assert made.version <= VERSION


def test_more_than_nine_codes_is_refused_not_cut():
    with pytest.raises(UserError, match="past niet in negen codes") as caught:
        codes("woord " * 2000)
    assert caught.value.kept
    assert caught.value.todo


def test_an_empty_page_is_refused():
    with pytest.raises(UserError, match="nog geen tekst"):
        codes(" \n")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab é\nሜሮስمر\u064b\u0301 😀"), min_size=1, max_size=1500))
def test_any_text_splits_without_loss_and_every_part_fits(text):
    if not text.strip():
        return
    try:
        parts = codes(text)
    except UserError:
        assert len(clean(text).encode()) > CAPACITY
        return
    assert "".join(code.text for code in parts) == clean(text)
    assert len(parts) <= MOST_PARTS
    assert all(len(code.content.encode()) <= CAPACITY for code in parts)
    assert all(code.text for code in parts)

"""Data is never markup; long words break; what no font has is named and may be replaced."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from tests.reports.samples import DUTCH, FAMILY, RECOVERY, VISIT, flat
from wijkdesk.core.errors import UserError
from wijkdesk.reports.brand import Brand, contrast
from wijkdesk.reports.documents import compile_pdf, page_count, preview
from wijkdesk.reports.family_page import Hope
from wijkdesk.reports.glyphs import UnknownGlyphs
from wijkdesk.reports.recovery_sheet import RecoverySheet
from wijkdesk.reports.typeset import break_words, clean, tidy

MARKUP = '#panic("x") *vet* _schuin_ $x^2$ #read("/etc/hostname") <label> @ref \\ `code` //'


def test_markup_in_data_prints_as_text():
    text = flat(compile_pdf(replace(VISIT, title=MARKUP, urgent=(MARKUP,))))
    assert text.count('#panic("x") *vet* _schuin_ $x^2$ #read("/etc/hostname")') == 2


def test_a_name_of_300_letters_stays_on_the_sheet():
    page = replace(DUTCH, hopes=(Hope("A" * 300, "Rust."),))
    pictures = preview(page, dpi=50)
    image = Image.open(io.BytesIO(pictures[0])).convert("L")
    edge = image.crop((image.width - 20, 0, image.width, image.height))
    assert edge.getextrema() == (255, 255)
    assert flat(compile_pdf(page)).replace(" ", "").count("A" * 300) == 1


def test_only_words_over_40_letters_get_break_points():
    assert break_words("a" * 40) == "a" * 40
    assert break_words("a" * 41).replace("\u200b", "") == "a" * 41
    assert "\u200b" in break_words("a" * 41)


def test_a_break_never_parts_a_letter_from_its_mark():
    broken = break_words("q\u0301" * 30)
    assert "\u200b\u0301" not in broken


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a\x00b\x07", "ab"),
        ("een\ttwee", "een twee"),
        ("e\u0301", "é"),
        ("x\ud800y", "xy"),
        ("\u202eab", "ab"),
        ("a\r\nb\u2028c", "a\nb\nc"),
    ],
)
def test_harmful_characters_never_reach_the_paper(raw, kept):
    assert clean(raw) == kept


def test_the_last_two_words_of_a_sentence_stay_together():
    assert tidy("Ik bel u vrijdag, ook als er geen nieuws is.").endswith("nieuws\u00a0is.")


def test_an_unknown_character_is_named_with_its_field_and_a_word_for_it():
    page = replace(FAMILY, hopes=(Hope("Lina", "Ik word 😀 van 麵."),))
    with pytest.raises(UnknownGlyphs) as caught:
        compile_pdf(page)
    assert [(glyph.char, glyph.field, glyph.substitute) for glyph in caught.value.glyphs] == [
        ("😀", "hopes", "(lachend gezicht)"),
        ("麵", "hopes", "(teken)"),
    ]
    assert "😀 (U+1F600)" in caught.value.text
    assert isinstance(caught.value, UserError)


def test_replacing_prints_the_word():
    page = replace(FAMILY, hopes=(Hope("Lina", "Ik word 😀 van dansen."),))
    assert "Ik word (lachend gezicht) van dansen." in flat(compile_pdf(page, substitute=True))


def test_names_of_many_languages_print_without_loss():
    names = ("Łukasz", "Şahin", "Олена", "Ґанна", "سميرة", "ሜሮን", "Nguyễn", "Ó Briain", "D’Hondt")
    text = flat(compile_pdf(replace(FAMILY, people=names)))
    assert [name for name in names if name not in text] == []


def test_preview_shows_the_same_pages_as_the_pdf():
    page = replace(FAMILY, large=True)
    pictures = preview(page, dpi=40)
    assert len(pictures) == page_count(compile_pdf(page))
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)


def test_a_brand_colour_that_reads_badly_is_refused():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    with pytest.raises(UserError, match="te licht") as caught:
        Brand("Team", color="#FFCC00")
    assert caught.value.field == "color"
    with pytest.raises(UserError, match="herkennen"):
        Brand("Team", color="groen")


def test_the_recovery_sheet_prints_eight_blocks_and_keeps_the_code_out_of_logs():
    text = flat(compile_pdf(RECOVERY))
    assert RECOVERY.groups == ("7QHM", "2KD9", "XW4R", "0BTN", "6FJ3", "PZ8V", "1CGY", "5AES")
    assert [group for group in RECOVERY.groups if group not in text] == []
    assert "7QHM" not in repr(RECOVERY)
    assert "7qhm" not in repr(RECOVERY)
    assert page_count(compile_pdf(RECOVERY)) == 1


@pytest.mark.parametrize("code", ["", "7QHM", "I" * 32, "7" * 33])
def test_a_recovery_code_of_another_shape_is_refused(code):
    with pytest.raises(UserError, match="acht blokjes"):
        RecoverySheet(code, "Noor", RECOVERY.made_on)

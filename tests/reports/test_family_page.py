"""The family's page: own words, marks, numbers, dates, sizes and colours."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from tests.reports.samples import ARABIC_WORDS, DUTCH, FAMILY, TIGRINYA, TIGRINYA_WORDS, flat, text_of
from wijkdesk.reports.common import StepLine
from wijkdesk.reports.content import LANGUAGES, fixed_texts
from wijkdesk.reports.documents import compile_pdf, page_count, preview
from wijkdesk.reports.family_page import Hope, plain_text

MARK = "nog niet nagekeken"


def test_own_words_stand_in_the_text_layer_in_their_own_script():
    arabic, tigrinya = flat(compile_pdf(FAMILY)), flat(compile_pdf(TIGRINYA))
    assert [word for word in ARABIC_WORDS.rstrip(".").split() if word not in arabic] == []
    assert [word for word in TIGRINYA_WORDS.split() if word not in tigrinya] == []


@pytest.mark.parametrize("page", [FAMILY, TIGRINYA, DUTCH], ids=["ar", "ti", "nl"])
def test_phone_numbers_are_never_turned_round(page):
    text = flat(compile_pdf(page))
    assert "06-12345678" in text
    assert "12345678-06" not in text


def test_each_block_of_unchecked_text_is_marked_and_dutch_is_not():
    assert flat(compile_pdf(FAMILY)).count(MARK) == 7  # head, four topics, appointment, phone
    assert MARK not in text_of(compile_pdf(DUTCH))


def test_a_step_says_its_date_in_both_languages():
    text = flat(compile_pdf(FAMILY))
    assert "ma 16 november" in text
    assert "نوفمبر" in text


def test_part_of_the_day_stands_beside_the_clock_time():
    assert "10.30 uur ’s ochtends" in flat(compile_pdf(DUTCH))


def test_twelve_steps_stay_within_two_pages():
    page = replace(FAMILY, steps=FAMILY.steps * 6)
    pdf = compile_pdf(page)
    assert page_count(pdf) == 2
    assert flat(pdf).count("Ik ga kijken bij de meidenclub.") == 6


def test_an_ordinary_page_is_one_sheet_and_large_print_more():
    assert page_count(compile_pdf(FAMILY)) == 1
    assert page_count(compile_pdf(replace(FAMILY, large=True))) > 1


def test_every_page_of_a_practice_household_says_so():
    pdf = compile_pdf(replace(FAMILY, large=True))
    assert text_of(pdf).count("Oefengezin: verzonnen.") == page_count(pdf)
    assert "Oefengezin" not in text_of(compile_pdf(replace(FAMILY, practice=False)))


@pytest.mark.parametrize("page", [FAMILY, DUTCH], ids=["ar", "nl"])
def test_black_and_white_has_no_colour(page):
    [picture] = preview(replace(page, black_white=True), dpi=60)
    pixels = Image.open(io.BytesIO(picture)).convert("RGB").getcolors(1 << 20)
    assert [color for _count, color in pixels if max(color) - min(color) > 1] == []


def test_a_neutral_page_names_the_worker_and_no_organisation():
    text = flat(compile_pdf(DUTCH))
    assert "Van Noor, ouder-kindcoach" in text
    assert "Rivierwijk" not in text


def test_a_page_with_nothing_but_a_hope_prints():
    page = replace(
        FAMILY, hopes=(Hope("Lina", "Een hond."),), steps=(), promises=(), appointment=None, phone=None
    )
    text = flat(compile_pdf(page))
    assert "Een hond." in text
    assert "Wat wij afspreken" not in text


def test_a_title_of_the_worker_stands_without_translation():
    page = replace(FAMILY, title="Ons plan voor de zomer")
    assert page.payload()["meta"]["title_x"] == ""
    assert "Ons plan voor de zomer" in flat(compile_pdf(page))


def test_plain_text_holds_the_same_words_in_the_same_order():
    text = plain_text(FAMILY)
    places = [
        text.index(words) for words in ("Oefengezin", ARABIC_WORDS, "Noor, ma 16 november", "06-12345678")
    ]
    assert places == sorted(places)
    assert MARK in text


def test_plain_text_leaves_out_what_is_not_there():
    text = plain_text(replace(DUTCH, hopes=(), steps=(), promises=(), appointment=None, phone=None))
    assert "Bel of app" not in text
    assert text.startswith("Wat wij samen willen")


@pytest.mark.parametrize("language", LANGUAGES)
def test_packs_have_the_words_of_a_page_and_no_checker_yet(language):
    pack = fixed_texts("family_page", language)
    assert len(pack.lines("days")) == 7
    assert len(pack.lines("months")) == 12
    assert not pack.checked
    assert pack.version >= 1


def test_a_step_may_have_words_for_its_moment():
    assert StepLine("Lina", "Kijken.", "elke woensdag").when_text == "elke woensdag"

"""The visit note: kinds apart, numbers, sources, sign-off, late entries, and much text."""

import datetime as dt
from dataclasses import replace

from tests.reports.samples import ARABIC_WORDS, SIGNED, STATEMENTS, VISIT, flat
from wijkdesk.reports.documents import compile_pdf, page_count
from wijkdesk.reports.visit_note import KINDS, StatementLine, labels


def test_each_kind_has_its_own_heading_in_a_fixed_order():
    text = flat(compile_pdf(replace(VISIT, statements=tuple(reversed(STATEMENTS)))))
    heads = ["Gezien en", "Verteld door", "Wat mensen", "Hoe wij het", "Wat wij ons", "Wat wij besloten"]
    assert [text.index(head) for head in heads] == sorted(text.index(head) for head in heads)
    assert "vermoeden" in text


def test_statements_are_numbered_per_kind_and_name_what_they_rest_on():
    assert labels([*STATEMENTS, STATEMENTS[0]]) == ("W1", "G1", "M1", "D1", "V1", "B1", "W2")
    assert "op grond van W1 en G1" in flat(compile_pdf(VISIT))


def test_a_statement_without_a_kind_stands_apart_and_never_as_a_fact():
    loose = StatementLine("unsorted", "De gordijnen waren dicht.", "Noor")
    text = flat(compile_pdf(replace(VISIT, statements=(loose, *STATEMENTS))))
    assert text.index("Nog niet ingedeeld") > text.index("Wat wij besloten")
    assert "Lees dit niet als feit." in text


def test_a_source_stands_under_each_statement_or_its_lack_is_said():
    text = flat(compile_pdf(VISIT))
    assert "juf Lotte, aan Samira verteld" in text
    assert text.count("bron nog niet ingevuld") == 1


def test_own_words_keep_their_script():
    text = flat(compile_pdf(VISIT))
    assert all(word in text for word in ARABIC_WORDS.rstrip(".").split())


def test_a_note_says_whether_it_is_signed_off_and_changed_since():
    assert "Concept: nog niet vastgesteld." in flat(compile_pdf(VISIT))
    signed = flat(compile_pdf(SIGNED))
    assert "Vastgesteld door Noor de Bruin op 13 november 2026, 9.10 uur." in signed
    assert "Daarna gewijzigd." in signed


def test_a_late_entry_shows_both_times():
    assert "Opgeschreven op 12 november 2026, 16.40 uur." in flat(compile_pdf(VISIT))
    late = flat(compile_pdf(replace(VISIT, recorded_at=dt.datetime(2026, 11, 15, 9, 0))))
    assert "Bezoek op 12 november 2026, 14.15 uur, pas opgeschreven op 15 november 2026, 9.00 uur." in late


def test_missing_voices_and_urgent_needs_are_there():
    text = flat(compile_pdf(VISIT))
    assert "Yassin (14): was op zijn werk. Noor vraagt hem." in text
    assert text.index("Eten voor dit weekend.") < text.index("Gezien en")


def test_108_statements_all_print_over_several_pages():
    many = tuple(
        StatementLine(kind, f"Zin nummer {kind} {count} over wat er gebeurde.", "gezien door Noor")
        for kind in KINDS
        for count in range(18)
    )
    pdf = compile_pdf(replace(VISIT, statements=many))
    text = flat(pdf)
    assert [line.text for line in many if line.text not in text] == []
    assert 4 <= page_count(pdf) <= 9


def test_a_note_without_reference_or_end_time_reads_well():
    text = flat(compile_pdf(replace(VISIT, reference="", ends=None)))
    assert "Vertrouwelijk · 13 november 2026, Noor de Bruin · zonder BSN." in text
    assert "Donderdag 12 november 2026, 14.15 uur, bij het gezin thuis" in text

"""The door to the printing house: pictures, PDF, codes, file and its name."""

import datetime as dt
from pathlib import Path

import pytest

from tests.reports.samples import DUTCH, FAMILY, VISIT
from wijkdesk.core.errors import EnvironmentFault, UserError
from wijkdesk.reports.family_page import Hope
from wijkdesk.services import papers

DAY = dt.date(2026, 11, 12)


def test_file_names_say_unencrypted_and_name_nobody() -> None:
    assert papers.file_name(FAMILY, DAY) == "niet versleuteld - Blad voor gezin 2026-11-12.pdf"
    assert papers.file_name(VISIT, DAY) == "niet versleuteld - Bezoekverslag 2026-11-12.pdf"


def test_saved_whole_with_pdf_behind_it(tmp_path: Path) -> None:
    path = papers.save_pdf(DUTCH, tmp_path / "blad v1.0")
    assert path.name == "blad v1.0.pdf"
    assert path.read_bytes().startswith(b"%PDF")
    assert [file.name for file in tmp_path.iterdir()] == ["blad v1.0.pdf"]


def test_a_folder_that_is_gone_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="niet worden bewaard") as caught:
        papers.save_pdf(DUTCH, tmp_path / "weg" / "blad.pdf")
    assert caught.value.kept
    assert caught.value.todo


def test_pages_grow_with_dpi() -> None:
    small, big = (papers.as_pages(DUTCH, dpi)[0] for dpi in (40, 80))
    widths = [int.from_bytes(png[16:20], "big") for png in (small, big)]
    assert widths[1] == pytest.approx(2 * widths[0], abs=2)


def test_codes_are_numbered_and_too_much_is_refused() -> None:
    assert [(code.part, code.total) for code in papers.as_codes("Kort.")] == [(1, 1)]
    parts = papers.as_codes(FAMILY)
    assert [code.part for code in parts] == list(range(1, len(parts) + 1))
    assert parts[0].png.startswith(b"\x89PNG")
    with pytest.raises(UserError, match="negen codes"):
        papers.as_codes("woord " * 5000)


def test_a_strange_sign_is_named_and_can_be_replaced() -> None:
    strange = papers.FamilyPage(
        people=(), hopes=(Hope("Lina", "Ik wil een 🦄."),), steps=(), promises=(), worker="Noor", made_on=DAY
    )
    with pytest.raises(papers.UnknownGlyphs, match="🦄"):
        papers.as_pages(strange, 40)
    assert len(papers.as_pages(strange, 40, substitute=True)) == 1


def test_recovery_sheet_names_the_buttons_of_the_screens() -> None:
    sheet = papers.recovery_sheet("7qhm-2kd9 XW4R0BTN6FJ3PZ8V1CGY5AES", "T", "Noor de Bruin", DAY)
    words = str(sheet.payload())
    assert "‘Herstelcode gebruiken’" in words
    assert "‘Nieuwe herstelcode’" in words
    assert papers.file_name(sheet, DAY).startswith("niet versleuteld - Herstelcode")

"""Dates as people say them, and the pseudo-language that finds what was forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from wijkdesk.core import i18n


@pytest.fixture(autouse=True)
def _back_to_dutch() -> Iterator[None]:
    yield
    i18n.set_language("nl")


def plain(text: str) -> str:
    return text.replace(i18n.NBSP, " ")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2014", "2014"),
        ("2014-03", "maart 2014"),
        ("2014-03-12", "12 maart 2014"),
        ("rond 2014", "rond 2014"),
    ],
)
def test_partial_dates(value: str, said: str) -> None:
    assert plain(i18n.format_partial(value)) == said


def test_days_and_moments() -> None:
    now = dt.datetime(2026, 11, 12, 14, 5)
    assert plain(i18n.format_day(now.date(), year=True)) == "donderdag 12 november 2026"
    assert plain(i18n.format_day(now.date(), short=True)) == "do 12 nov"
    assert plain(i18n.format_when(now, now)) == "vandaag 14:05"
    assert plain(i18n.format_when(now - dt.timedelta(days=1), now)) == "gisteren 14:05"
    assert plain(i18n.format_when(now - dt.timedelta(days=400), now)) == "wo 8 okt 2025 14:05"


def test_the_pseudo_language_keeps_placeholders() -> None:
    i18n.set_language("pseudo")
    said = i18n._("Toestemming van {naam}")
    assert "{naam}" in said
    assert said.startswith("[")
    assert len(said) > len("Toestemming van {naam}") * 1.3
    assert i18n.ngettext("1 mens", "{n} mensen", 2).format(n=2) != "2 mensen"

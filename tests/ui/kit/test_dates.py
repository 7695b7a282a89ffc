"""Dates as people type them."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkdesk.models.base import PARTIAL_DATE
from wijkdesk.ui.kit.dates import parse_date

TODAY = dt.date(2026, 11, 19)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12-11-2026", "2026-11-12"), ("12/3/2014", "2014-03-12"), ("1.2.26", "2026-02-01"),
        ("12 nov", "2026-11-12"), ("5 jan", "2027-01-05"), ("do 12 november 2026", "2026-11-12"),
        ("3 mei 1984", "1984-05-03"), ("3 maart 91", "1991-03-03"), ("mrt 2014", "2014-03"),
        ("11-2026", "2026-11"), ("2014", "2014"), ("2014-03", "2014-03"), ("2014-3-9", "2014-03-09"),
        ("vandaag", "2026-11-19"), ("Morgen", "2026-11-20"), ("gisteren", "2026-11-18"),
        ("29 feb 2024", "2024-02-29"), ("  12  Nov. ", "2026-11-12"), ("", ""),
    ],
)  # fmt: skip
def test_what_people_type_is_understood(typed: str, meant: str) -> None:
    assert parse_date(typed, TODAY) == meant


@pytest.mark.parametrize(
    "typed", ["31-2-2024", "13-13-2020", "soms", "12 foo", "0-1-2020", "99999", "1-2-3-4"]
)
def test_what_is_no_date_gets_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match="Dit is geen datum"):
        parse_date(typed, TODAY)


def test_a_day_that_exists_in_no_near_year_is_refused() -> None:
    with pytest.raises(ValueError, match="Dit is geen datum"):
        parse_date("29 feb", dt.date(2026, 6, 1))


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2030, 1, 1)))
def test_a_whole_date_comes_back(day: dt.date) -> None:
    assert parse_date(f"{day.day}-{day.month}-{day.year}", TODAY) == day.isoformat()


@given(st.text(max_size=20))
def test_anything_typed_is_a_date_or_a_sentence(text: str) -> None:
    with contextlib.suppress(ValueError):
        found = parse_date(text, TODAY)
        assert found == "" or PARTIAL_DATE.fullmatch(found)

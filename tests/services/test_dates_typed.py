"""Days and hours at the end of a typed line."""

import datetime as dt

import pytest

from wijkdesk.services.dates_typed import Typed, read

TODAY = dt.date(2026, 11, 19)  # a Thursday


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Voedselpakket halen vr 20 nov", "2026-11-20"),
        ("Voedselpakket halen op 20 november", "2026-11-20"),
        ("Voedselpakket halen 20-11", "2026-11-20"),
        ("Voedselpakket halen 3/1/27", "2027-01-03"),
        ("Voedselpakket halen 2026-12-01", "2026-12-01"),
        ("Voedselpakket halen 3 jan", "2027-01-03"),
        ("Voedselpakket halen vandaag", "2026-11-19"),
        ("Voedselpakket halen Morgen.", "2026-11-20"),
        ("Voedselpakket halen over een week", "2026-11-26"),
        ("Voedselpakket halen over 3 dagen", "2026-11-22"),
        ("Voedselpakket halen over twee maanden", "2027-01-19"),
        ("Voedselpakket halen vóór dinsdag", "2026-11-24"),
        ("Voedselpakket halen donderdag", "2026-11-26"),
        ("Voedselpakket halen di", "2026-11-24"),
        ("Voedselpakket halen op ma", "2026-11-23"),
        ("Voedselpakket halen volgende week", "2026-11-23"),
        ("Voedselpakket halen volgende week woensdag", "2026-11-25"),
    ],
)
def test_a_day_at_the_end_is_taken_off_the_words(line: str, day: str) -> None:
    assert read(line, TODAY) == Typed("Voedselpakket halen", day)


@pytest.mark.parametrize(
    "line", ["Koken met ma", "Doe het zo", "Bel 30 feb", "Om 14:00 bellen", "Zaal 14:00", ""]
)
def test_what_is_no_day_stays_in_the_words(line: str) -> None:
    assert read(line, TODAY) == Typed(line)


def test_an_hour_goes_with_its_day() -> None:
    assert read("Kennismaken di 24 nov 14:00", TODAY) == Typed("Kennismaken", "2026-11-24", dt.time(14, 0))
    assert read("di 24 nov om 9 uur", TODAY) == Typed("", "2026-11-24", dt.time(9, 0))
    assert read("di 24 nov 25:00", TODAY).time is None


def test_a_29th_of_february_is_the_next_one_there_is() -> None:
    assert read("Vieren 29 feb", TODAY).day == "2028-02-29"

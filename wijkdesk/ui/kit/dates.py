"""Reading dates as people type them; no Qt. The result is a partial ISO date (models/base.py, DATE)."""

from __future__ import annotations

import datetime as dt
import re

from wijkdesk.core.i18n import _

_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_NEAR = {"vandaag": 0, "gisteren": -1, "eergisteren": -2, "morgen": 1, "overmorgen": 2}
_WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{2}|\d{4}))?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{4})")
_WORDS = re.compile(r"(?:(\d{1,2}) )?([a-z]{3,})\.?(?: (\d{2}|\d{4}))?")


def parse_date(text: str, today: dt.date) -> str:
    """The partial ISO date that `text` means: "12-11-2026", "12 nov", "mrt 2014", "2014", "morgen".

    A day without year is the nearest one to `today`. Empty text gives "".

    Raises:
        ValueError: with a Dutch sentence for next to the field.
    """
    clean = " ".join(text.lower().split())
    if not clean:
        return ""
    head, _space, tail = clean.partition(" ")
    if tail and head[:2] in _WEEKDAYS and head.isalpha() and head not in _NEAR and _month(head) == 0:
        clean = tail
    if clean in _NEAR:
        return (today + dt.timedelta(days=_NEAR[clean])).isoformat()
    try:
        return _parsed(clean, today)
    except (ValueError, OverflowError) as error:
        raise ValueError(_("Dit is geen datum. Schrijf bijvoorbeeld 12-3-2014 of alleen 2014.")) from error


def _parsed(text: str, today: dt.date) -> str:
    if found := _ISO.fullmatch(text):
        return _cut(*(int(part) for part in found.groups() if part is not None))
    if found := _MONTH_YEAR.fullmatch(text):
        return _cut(int(found[2]), int(found[1]))
    if found := _NUMBERS.fullmatch(text):
        return _with_day(int(found[1]), int(found[2]), found[3], today)
    if (found := _WORDS.fullmatch(text)) and (month := _month(found[2])):
        if found[1]:
            return _with_day(int(found[1]), month, found[3], today)
        return _cut(_year(found[3], today) if found[3] else today.year, month)
    raise ValueError(text)


def _month(word: str) -> int:
    short = "mrt" if word.startswith("maa") else word[:3]
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _year(text: str, today: dt.date) -> int:
    if len(text) == 4:
        return int(text)
    year = today.year // 100 * 100 + int(text)
    return year - 100 if year > today.year + 10 else year


def _cut(year: int, *rest: int) -> str:
    whole = (*rest, 1, 1)[:2]
    dt.date(year, *whole)  # refuses what does not exist
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in rest)])


def _with_day(day: int, month: int, year: str | None, today: dt.date) -> str:
    if year:
        return _cut(_year(year, today), month, day)
    days: list[dt.date] = []
    for candidate in (today.year - 1, today.year, today.year + 1):
        try:
            days.append(dt.date(candidate, month, day))
        except ValueError:
            continue  # 29 February
    if not days:
        raise ValueError(day)
    return min(days, key=_Far(today)).isoformat()


class _Far:
    """How far a day lies from today."""

    def __init__(self, today: dt.date) -> None:
        self.today = today

    def __call__(self, day: dt.date) -> int:
        return abs((day - self.today).days)

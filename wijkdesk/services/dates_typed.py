"""Days and hours at the end of a typed line: "Schuldhulp bellen vr 20 nov", "di 24 nov 14:00", "over een week"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_LONG_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_SHORT_DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
_NEAR = {"vandaag": 0, "vanavond": 0, "morgen": 1, "overmorgen": 2}
_COUNT = {"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6}
_UNIT = {"dag": 1, "dagen": 1, "week": 7, "weken": 7}
_YEAR_FROM = 2000

_DAY = r"(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|ma|di|wo|do|vr|za|zo)"
_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sep(?:t(?:ember)?)?|"
)
_MONTH += r"okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_DATES = (
    re.compile(rf"(?:{_DAY}\.? )?(?P<d>\d{{1,2}}) (?P<month>{_MONTH})\.?(?: (?P<y>\d{{4}}))?"),
    re.compile(rf"(?:{_DAY}\.? )?(?P<d>\d{{1,2}})[-/](?P<m>\d{{1,2}})(?:[-/](?P<y>\d{{4}}|\d{{2}}))?"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"),
    re.compile(
        r"over (?P<n>\d{1,2}|een|één|twee|drie|vier|vijf|zes) (?P<unit>dag|dagen|week|weken|maand|maanden)"
    ),
    re.compile(r"volgende week(?: (?P<next>maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag))?"),
    re.compile(rf"(?P<near>{'|'.join(_NEAR)})"),
    re.compile(rf"(?P<long>{'|'.join(_LONG_DAYS)})"),
    re.compile(r"(?P<short>di|wo|do|vr|za)"),
)
_AFTER_WORD = re.compile(r"(?P<short>ma|zo)")  # "ma" and "zo" are words too: only after "op" or "voor"
_TIME = re.compile(r"(?:(?:om )?(?P<h>\d{1,2})[:.](?P<min>\d{2})(?: uur)?|om (?P<hour>\d{1,2}) ?(?:uur|u))$")
_BEFORE = re.compile(r"(?:^|\s)(?:op|voor|vóór|uiterlijk|tot)$")


@dataclass(frozen=True)
class Typed:
    """What was read: the words that are left, the day as ISO and the hour, each None when not typed."""

    text: str
    day: str | None = None
    time: dt.time | None = None


def read(line: str, today: dt.date) -> Typed:
    """Take day and hour off the end of a line. A day without year is the first one from `today` on."""
    text = " ".join(line.replace("\u00a0", " ").split()).rstrip(" .,;")
    rest, time = _take_time(text)
    left, day = _take_day(rest.rstrip(" ,"), today)
    if day is None:
        return Typed(text)  # an hour without a day says nothing about when
    return Typed(left, day.isoformat(), time)


def _take_time(text: str) -> tuple[str, dt.time | None]:
    found = _TIME.search(text.lower())
    if not found:
        return text, None
    hour, minute = int(found["h"] or found["hour"]), int(found["min"] or 0)
    if hour > 23 or minute > 59:
        return text, None
    return text[: found.start()].rstrip(), dt.time(hour, minute)


def _take_day(text: str, today: dt.date) -> tuple[str, dt.date | None]:
    low = text.lower()
    for pattern in (*_DATES, _AFTER_WORD):
        found = _at_end(pattern, low)
        if found is None:
            continue
        before = text[: found.start()].rstrip(" ,")
        word = _BEFORE.search(before.lower())
        if pattern is _AFTER_WORD and word is None:
            continue
        day = _meant(found, today)
        if day is not None:
            return (before[: word.start()] if word else before).rstrip(" ,"), day
    return text, None


def _at_end(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The match that ends the text and begins a word, the longest one first."""
    for start in range(len(text)):
        if (start == 0 or text[start - 1] == " ") and (found := pattern.fullmatch(text, start)):
            return found
    return None


def _meant(found: re.Match[str], today: dt.date) -> dt.date | None:
    groups = {name: value for name, value in found.groupdict().items() if value}
    try:
        if "d" in groups:
            return _dated(groups, today)
        return _relative(groups, today)
    except (ValueError, OverflowError):
        return None


def _dated(groups: dict[str, str], today: dt.date) -> dt.date | None:
    day = int(groups["d"])
    month = _month(groups["month"]) if "month" in groups else int(groups["m"])
    if "y" in groups:
        year = int(groups["y"])
        return dt.date(year + (_YEAR_FROM if year < 100 else 0), month, day)
    for year in range(today.year, today.year + 5):  # 29 February comes once in four years
        try:
            candidate = dt.date(year, month, day)
        except ValueError:
            continue
        if candidate >= today:
            return candidate
    return None


def _month(word: str) -> int:
    return _MONTHS.index("mrt" if word.startswith("maa") else word[:3]) + 1


def _relative(groups: dict[str, str], today: dt.date) -> dt.date:
    if "near" in groups:
        return today + dt.timedelta(days=_NEAR[groups["near"]])
    if "n" in groups:
        return _after(_COUNT.get(groups["n"]) or int(groups["n"]), groups["unit"], today)
    if "long" in groups or "short" in groups:
        names = _LONG_DAYS if "long" in groups else _SHORT_DAYS
        ahead = (names.index(groups.get("long") or groups["short"]) - today.weekday()) % 7
        return today + dt.timedelta(days=ahead or 7)
    monday = today + dt.timedelta(days=7 - today.weekday())
    return monday + dt.timedelta(days=_LONG_DAYS.index(groups["next"]) if "next" in groups else 0)


def _after(count: int, unit: str, today: dt.date) -> dt.date:
    if unit in _UNIT:
        return today + dt.timedelta(days=count * _UNIT[unit])
    months = today.month - 1 + count
    first = dt.date(today.year + months // 12, months % 12 + 1, 1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return first.replace(day=min(today.day, last.day))

"""Dates and clock times as papers print them, in Dutch and in the words of a content pack."""

from __future__ import annotations

import datetime as dt

from wijkdesk.core.i18n import NBSP, format_day
from wijkdesk.reports.content import FixedTexts


def full_date(day: dt.date) -> str:
    """ "donderdag 12 november 2026"."""
    return format_day(day, year=True)


def step_date(day: dt.date) -> str:
    """ "ma 16 november": short day, whole month."""
    weekday, rest = format_day(day).split(NBSP, 1)
    return f"{weekday[:2]}{NBSP}{rest}"


def clock(moment: dt.datetime | dt.time) -> str:
    """ "14.15 uur", as Dutch papers write it."""
    return f"{moment.hour}.{moment.minute:02d}{NBSP}uur"


def moment_text(moment: dt.datetime) -> str:
    """ "13 november 2026, 09.10 uur"."""
    return f"{format_day(moment.date(), weekday=False, year=True)}, {clock(moment)}"


def day_in(pack: FixedTexts, day: dt.date) -> str:
    """Weekday, day and month in the words of the pack; no-break spaces between."""
    words = pack.text(
        "date",
        weekday=pack.lines("days")[day.weekday()],
        day=str(day.day),
        month=pack.lines("months")[day.month - 1],
    )
    return words.replace(" ", NBSP)


def time_in(pack: FixedTexts, moment: dt.datetime) -> str:
    """The clock time with its part of the day: "10.30 uur ’s ochtends"."""
    sign = "." if pack.language == "nl" else ":"
    time = f"{moment.hour}{sign}{moment.minute:02d}"
    words = pack.text("time", time=time, part=pack.text(_part_of_day(moment.hour)))
    return words.replace(" ", NBSP) if pack.language == "nl" else words


def _part_of_day(hour: int) -> str:
    for until, part in ((6, "night"), (12, "morning"), (18, "afternoon")):
        if hour < until:
            return part
    return "evening"

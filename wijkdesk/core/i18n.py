"""Words, dates and times for people: gettext with Dutch as source language; no Qt.

Dates and hours are formatted only here; they carry no-break spaces so that they never split over lines.
"""

from __future__ import annotations

import datetime as dt
import gettext as _gettext

from wijkdesk.core.paths import resource

NBSP = "\u00a0"
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_PSEUDO = str.maketrans("aeiouAEIOUcnsyz", "áéíóúÁÉÍÓÚçñšýž")


class _Pseudo(_gettext.NullTranslations):
    """The pseudo-language: accents and a third more length, to find cut or untranslated text."""

    def gettext(self, message: str) -> str:
        return _pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _pseudo(msgid1 if n == 1 else msgid2)


def _pseudo(message: str) -> str:
    parts: list[str] = []
    inside = False  # placeholders between braces stay as they are
    for char in message:
        inside = char == "{" or (inside and char != "}")
        parts.append(char if inside else char.translate(_PSEUDO))
    return "[" + "".join(parts) + "·" * (len(message) // 3) + "]"


class _Speech:
    """The language in force; one place, so that a switch holds for all modules."""

    def __init__(self) -> None:
        self.code = "nl"
        self.words: _gettext.NullTranslations = _gettext.NullTranslations()


_speech = _Speech()


def set_language(code: str) -> None:
    """Choose the language of the screens: nl (source), en, or pseudo."""
    _speech.code = code
    if code == "pseudo":
        _speech.words = _Pseudo()
    elif code == "nl":
        _speech.words = _gettext.NullTranslations()
    else:
        _speech.words = _gettext.translation("wijkdesk", resource("i18n"), [code], fallback=True)


def language() -> str:
    """The code of the language in force."""
    return _speech.code


def _(message: str) -> str:
    """The message in the language in force."""
    return _speech.words.gettext(message) if message else ""


def N_(message: str) -> str:
    """Mark a message for translation; it is translated later with `_`."""
    return message


def ngettext(one: str, many: str, n: int) -> str:
    """The message for a number: `one` for 1, else `many`."""
    return _speech.words.ngettext(one, many, n)


def format_day(day: dt.date, *, weekday: bool = True, year: bool = False, short: bool = False) -> str:
    """A date in words: "donderdag 12 november 2026", or short "do 12 nov"."""
    months, days = (_SHORT_MONTHS, _DAYS) if short else (_MONTHS, _DAYS)
    name = days[day.weekday()][: 2 if short else None]
    parts = [name] if weekday else []
    parts += [str(day.day), months[day.month - 1]] + ([str(day.year)] if year else [])
    return NBSP.join(parts)


def format_partial(value: str) -> str:
    """A partial ISO date ("2014", "2014-03", "2014-03-12") in words; other text comes back as it is."""
    parts = value.split("-")
    try:
        numbers = [int(part) for part in parts]
    except ValueError:
        return value
    if len(numbers) == 1:
        return value
    if len(numbers) == 2:
        return NBSP.join((_MONTHS[numbers[1] - 1], str(numbers[0])))
    return format_day(dt.date(*numbers), weekday=False, year=True)


def format_time(moment: dt.datetime | dt.time) -> str:
    """Hours and minutes: "14:05"."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def format_when(moment: dt.datetime, now: dt.datetime) -> str:
    """A moment as people say it: "vandaag 14:05", "gisteren 09:10", "wo 11 nov 10:00"."""
    days = (moment.date() - now.date()).days
    near = {0: _("vandaag"), -1: _("gisteren"), 1: _("morgen")}.get(days)
    day = near or format_day(moment.date(), short=True, year=moment.year != now.year)
    return f"{day}{NBSP}{format_time(moment)}"


def format_size(size: int) -> str:
    """A number of bytes as people say it: "340 kB", "2,4 MB"."""
    if size < 1_000_000:
        return _("{size} kB").format(size=max(1, round(size / 1000)))
    return _("{size} MB").format(size=f"{size / 1_000_000:.1f}".replace(".", ","))

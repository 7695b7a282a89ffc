"""The family's page: hopes, steps, promises, next appointment and a number, in B1 Dutch and an own language.

Fixed texts come from the content pack of the language, marked while no native reader has checked them.
Own words stand in their own script and are never marked: they are the family's.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from wijkdesk.core.i18n import format_day
from wijkdesk.reports.brand import Brand
from wijkdesk.reports.common import SEPARATOR, Data, Sheet, StepLine, look
from wijkdesk.reports.content import Language
from wijkdesk.reports.dates import full_date
from wijkdesk.reports.family_text import render
from wijkdesk.reports.family_words import PAPER, Words

MOST_LINES = 14  # of a bilingual page at full size; with more the type goes down half a point


@dataclass(frozen=True, slots=True)
class Hope:
    """One hope in own words; `translation` is Dutch, or in the language of the page when they are Dutch."""

    who: str
    text: str
    language: str = "nl"
    translation: str = ""


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise of the worker to the family."""

    text: str
    translation: str = ""


@dataclass(frozen=True, slots=True)
class Appointment:
    """When and where people meet next; `starts` is Dutch wall-clock time."""

    starts: dt.datetime
    place: str = ""
    translation: str = ""


@dataclass(frozen=True, slots=True)
class Phone:
    """The number of the worker and when it is answered."""

    number: str
    hours: str = ""
    translation: str = ""


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """All that stands on one family's page; `worker` is the name the family knows, `title` may stay empty."""

    people: tuple[str, ...]
    hopes: tuple[Hope, ...]
    steps: tuple[StepLine, ...]
    promises: tuple[PromiseLine, ...]
    worker: str
    made_on: dt.date
    title: str = ""
    appointment: Appointment | None = None
    phone: Phone | None = None
    practice: bool = False
    language: Language = "nl"
    large: bool = False
    black_white: bool = False
    brand: Brand | None = None
    missing: str = ""
    missing_translation: str = ""
    worker_role: str = ""
    notes: bool = True

    @property
    def template(self) -> str:
        """File name in resources/reports."""
        return PAPER

    def payload(self) -> Data:
        """The data of the template."""
        words = Words(self.language, self.worker)
        return {
            "meta": _sheet(self, words).data(words.nl) | {"title_x": words.title_beside(self.title)},
            "look": look(self.brand, large=self.large, black_white=self.black_white),
            "foreign": {"lang": self.language, "mark": words.mark, "status": words.status},
            "words": words.headings(),
            "hopes": [{"who": hope.who, "texts": _texts(hope, self.language)} for hope in self.hopes],
            "missing": {"nl": self.missing, "x": words.only(self.missing_translation)}
            if self.missing
            else None,
            "steps": [words.step(step) for step in self.steps],
            "promises": [{"nl": line.text, "x": words.only(line.translation)} for line in self.promises],
            "notes": self.notes,
            "dense": self.language != "nl" and _lines(self) > MOST_LINES,
            "next": _next(words, self.appointment) if self.appointment else None,
            "phone": _phone(words, self.phone) if self.phone else None,
        }


def _sheet(page: FamilyPage, words: Words) -> Sheet:
    sender = words.nl.text("from", worker=page.worker) + (f", {page.worker_role}" if page.worker_role else "")
    day = full_date(page.made_on)
    foot = words.nl.text("foot") + (" " + words.nl.text("foot_two") if words.own else "")
    return Sheet(
        title=page.title or words.nl.text("title"),
        sub=SEPARATOR.join(part for part in (", ".join(page.people), day) if part),
        kind=words.nl.text("kind"),
        author=page.brand.name if page.brand else page.worker,
        sender=sender,
        running=SEPARATOR.join(part for part in (words.status, _short(page.made_on)) if part),
        foot=foot,
        made_on=page.made_on,
        practice=page.practice,
    )


def _short(day: dt.date) -> str:
    return format_day(day, weekday=False, year=True)


def _lines(page: FamilyPage) -> int:
    """About how many lines the page holds: a step takes two."""
    return len(page.hopes) + 2 * len(page.steps) + len(page.promises)


def _texts(hope: Hope, page_language: str) -> list[Data]:
    own = {"lang": hope.language, "text": hope.text, "own": True}
    other = page_language if hope.language == "nl" else "nl"
    if not hope.translation or other == hope.language:
        return [own]
    return [own, {"lang": other, "text": hope.translation, "own": False}]


def _next(words: Words, appointment: Appointment) -> Data:
    place = {"nl": appointment.place, "x": words.only(appointment.translation)}
    return words.moment(appointment.starts) | {"place": place}


def _phone(words: Words, phone: Phone) -> Data:
    return {"number": phone.number, "hours": {"nl": phone.hours, "x": words.only(phone.translation)}}


def plain_text(page: FamilyPage) -> str:
    """The page as plain text, for a QR code or a message: the same words in the same order."""
    return render(page.payload())

"""The fixed texts of the family's page in two languages, and dates and times in both."""

from __future__ import annotations

import datetime as dt

from wijkdesk.core.i18n import format_day
from wijkdesk.reports.common import Data, StepLine
from wijkdesk.reports.content import FixedTexts, Language, fixed_texts
from wijkdesk.reports.dates import day_in, time_in

PAPER = "family_page"


class Words:
    """The fixed texts of one page: Dutch, and beside it the own language when that is another."""

    def __init__(self, language: Language, worker: str) -> None:
        self.worker = worker
        self.nl = fixed_texts(PAPER)
        self.own: FixedTexts | None = None if language == "nl" else fixed_texts(PAPER, language)

    @property
    def mark(self) -> str:
        """What stands under each block of fixed text that nobody checked yet; empty when somebody did."""
        if self.own is None or self.own.checked:
            return ""
        return self.nl.text("mark_concept" if self.own.status == "nagekeken" else f"mark_{self.own.status}")

    @property
    def status(self) -> str:
        """The language with its status: "Arabisch: nog niet nagekeken"; empty on a Dutch page."""
        if self.own is None:
            return ""
        mark = self.mark or self.nl.text("mark_nagekeken", reviewer=self.own.reviewer)
        return self.nl.text("status_two", name=self.own.name, mark=mark)

    def title_beside(self, title: str) -> str:
        """The title in the own language; a title the worker made up has none."""
        fixed = title in ("", self.nl.text("title"))
        return self.own.text("title") if self.own and fixed else ""

    def only(self, translation: str) -> str:
        """A translation, on a page that has room for a second language."""
        return translation if self.own else ""

    def pair(self, key: str, **values: str) -> Data:
        """A fixed text in both languages."""
        return {"nl": self.nl.text(key, **values), "x": self.own.text(key, **values) if self.own else ""}

    def headings(self) -> Data:
        """The headings and column heads of the page."""
        plain = ("hopes", "steps", "who", "what", "when", "next", "danger", "notes")
        named: Data = {key: self.pair(key, worker=self.worker) for key in ("promises", "phone")}
        fixed: Data = {key: self.pair(key) for key in plain}
        return fixed | named

    def step(self, step: StepLine) -> Data:
        """A step with its moment in both languages."""
        own_when = day_in(self.own, step.when) if self.own and isinstance(step.when, dt.date) else ""
        return {
            "who": step.who,
            "what": {"nl": step.what, "x": self.only(step.translation)},
            "when": {"nl": step.when_text, "x": own_when},
        }

    def moment(self, starts: dt.datetime) -> Data:
        """Date and time in both languages, and the numbers for the calendar leaf and the clock."""
        return {
            "weekday": self.nl.lines("days")[starts.weekday()],
            "day": starts.day,
            "month": self.nl.lines("months")[starts.month - 1],
            "hour": starts.hour,
            "minute": starts.minute,
            "date": {"nl": format_day(starts.date()), "x": day_in(self.own, starts) if self.own else ""},
            "time": {"nl": time_in(self.nl, starts), "x": time_in(self.own, starts) if self.own else ""},
        }

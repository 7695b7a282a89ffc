"""The paper for the data-protection authority about a lost laptop: facts and numbers, no names (domain.md B4, F12)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from wijkdesk.core.i18n import format_day
from wijkdesk.reports.brand import Brand
from wijkdesk.reports.common import Data, Sheet, look
from wijkdesk.reports.content import FixedTexts, fixed_texts

PAPER = "lost_laptop"
_LINES = ("when_head", "facts_head", "numbers_head", "sealed_head", "done_head", "open_head")


@dataclass(frozen=True, slots=True)
class LostLaptop:
    """What is known of the loss; times are local. `people` counts persons in the dossiers that could be counted."""

    noticed: dt.datetime | None
    place: str
    note: str
    last_seen: dt.datetime | None
    put_out: dt.datetime | None
    report_before: dt.datetime | None
    dossiers: int
    people: int
    uncounted: int
    made_on: dt.date
    author: str
    brand: Brand | None = None

    @property
    def template(self) -> str:
        """File name in resources/reports."""
        return PAPER

    def payload(self) -> Data:
        """The data of the template."""
        pack = fixed_texts(PAPER)
        day = format_day(self.made_on, weekday=False, year=True)
        sheet = Sheet(
            title=pack.text("title"),
            sub=pack.text("sub", made_on=day),
            kind=pack.text("kind"),
            author=self.author,
            sender=self.brand.name if self.brand else "WijkDesk",
            running=day,
            foot=pack.text("foot"),
            made_on=self.made_on,
            practice=False,
        )
        words: Data = {key: pack.text(key) for key in _LINES}
        return {
            "meta": sheet.data(pack),
            "look": look(self.brand),
            "words": words,
            "deadline": pack.text("deadline", when=_moment(pack, self.report_before)),
            "facts": self._facts(pack),
            "numbers": self._numbers(pack),
            "sealed": pack.lines("sealed"),
            "done": self._done(pack),
            "open": pack.lines("open"),
        }

    def _facts(self, pack: FixedTexts) -> list[tuple[str, str]]:
        unknown = pack.text("unknown")
        return [
            (pack.text("noticed"), _moment(pack, self.noticed)),
            (pack.text("place"), self.place or unknown),
            (pack.text("note"), self.note or unknown),
            (pack.text("last_seen"), _moment(pack, self.last_seen)),
        ]

    def _numbers(self, pack: FixedTexts) -> list[tuple[str, str]]:
        found = [(pack.text("dossiers"), str(self.dossiers)), (pack.text("people"), str(self.people))]
        if self.uncounted:
            found.append((pack.text("uncounted"), str(self.uncounted)))
        return [*found, (pack.text("nature_head"), pack.text("nature"))]

    def _done(self, pack: FixedTexts) -> list[str]:
        return [pack.text("done_out", when=_moment(pack, self.put_out)), *pack.lines("done")]


def _moment(pack: FixedTexts, when: dt.datetime | None) -> str:
    if when is None:
        return pack.text("unknown")
    return f"{format_day(when.date(), weekday=False, year=True)}, {when:%H.%M} uur"

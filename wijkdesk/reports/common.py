"""What the papers share: a document, a step, a sender, the data of the sheet itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Protocol

from wijkdesk.reports.brand import Brand
from wijkdesk.reports.content import FixedTexts
from wijkdesk.reports.dates import step_date

Data = dict[str, object]
SEPARATOR = "\u00a0\u00a0·  "  # stays with what stands before it


class Document(Protocol):
    """Anything that can be printed: the name of its Typst template and the data that goes in."""

    @property
    def template(self) -> str:
        """File name in resources/reports, without ".typ"."""

    def payload(self) -> Data:
        """The data of the template, as it will be written to JSON."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """Who does what, and when: a date, or words such as "elke woensdag"."""

    who: str
    what: str
    when: dt.date | str
    translation: str = ""

    @property
    def when_text(self) -> str:
        """The moment in Dutch."""
        return self.when if isinstance(self.when, str) else step_date(self.when)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands around the text of every paper; `practice` marks each page of an invented household."""

    title: str
    sub: str
    kind: str
    author: str
    sender: str
    running: str
    foot: str
    made_on: dt.date
    practice: bool

    def data(self, pack: FixedTexts) -> Data:
        """The `meta` of a template."""
        return {
            "title": self.title,
            "sub": self.sub,
            "kind": self.kind,
            "author": self.author,
            "from": self.sender,
            "running": self.running,
            "foot": self.foot,
            "date": self.made_on.isoformat(),
            "practice": pack.text("practice") if self.practice else "",
        }


def look(brand: Brand | None, *, large: bool = False, black_white: bool = False) -> Data:
    """How a paper looks: large print, black ink only, whose colour."""
    return {"large": large, "bw": black_white, "brand": asdict(brand) if brand else None}

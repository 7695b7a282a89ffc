"""The visit note: each kind of statement under its own heading, numbered, with its source.

Source of the rule: domain.md B5 (facts, views of those involved and interpretations clearly separated;
the name of whoever said it; late entries show both times).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from wijkdesk.reports.brand import Brand
from wijkdesk.reports.common import SEPARATOR, Data, Sheet, StepLine, look
from wijkdesk.reports.content import FixedTexts, fixed_texts
from wijkdesk.reports.dates import clock, full_date, moment_text

PAPER = "visit_note"
LATE_AFTER = dt.timedelta(hours=12)  # written down later than this shows both times (domain.md B5)
Kind = Literal["observation", "reported", "opinion", "interpretation", "hypothesis", "decision", "unsorted"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LETTERS: dict[Kind, str] = {
    "observation": "W",
    "reported": "G",
    "opinion": "M",
    "interpretation": "D",
    "hypothesis": "V",  # people call it a "vermoeden"
    "decision": "B",
    "unsorted": "N",  # the writer chose no kind yet: never shown as a fact
}


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One statement; `rests_on` = positions in the note of the statements an interpretation goes back to."""

    kind: Kind
    text: str
    source: str = ""
    talked: str = ""
    quote: bool = False
    language: str = "nl"
    translation: str = ""
    rests_on: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MissingVoice:
    """Somebody not heard yet: why, and who asks when."""

    who: str
    why: str
    plan: str = ""


@dataclass(frozen=True, slots=True)
class SignOffLine:
    """Who signed off and when; `changed_after` = edited since."""

    by: str
    at: dt.datetime
    changed_after: bool = False


@dataclass(frozen=True, slots=True)
class VisitNote:
    """All that stands in one visit note; times are Dutch wall-clock times, `facts` are label and value."""

    title: str
    starts: dt.datetime
    worker: str
    made_on: dt.date
    ends: dt.datetime | None = None
    place: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    statements: tuple[StatementLine, ...] = ()
    missing: tuple[MissingVoice, ...] = ()
    steps: tuple[StepLine, ...] = ()
    appointment: str = ""
    urgent: tuple[str, ...] = ()
    recorded_at: dt.datetime | None = None
    read_along: str = ""
    sign_off: SignOffLine | None = None
    reference: str = ""
    practice: bool = False
    black_white: bool = False
    brand: Brand | None = None

    @property
    def template(self) -> str:
        """File name in resources/reports."""
        return PAPER

    def payload(self) -> Data:
        """The data of the template."""
        pack = fixed_texts(PAPER)
        return {
            "meta": _sheet(self, pack).data(pack),
            "look": look(self.brand, black_white=self.black_white),
            "words": {key: pack.text(key) for key in ("urgent", "missing", "steps", "who", "what", "when")}
            | {"appointment": pack.text("next_appointment")},
            "facts": [list(fact) for fact in self.facts],
            "urgent": list(self.urgent),
            "groups": _groups(self.statements, pack),
            "missing": [
                " ".join(part for part in (f"{v.who}: {v.why}", v.plan) if part) for v in self.missing
            ],
            "steps": [[step.who, step.what, step.when_text] for step in self.steps],
            "appointment": self.appointment,
            "sign_off": {"done": self.sign_off is not None, "line": _sign_off(self.sign_off, pack)},
            "closing": [line for line in (_recorded(self, pack), self.read_along) if line],
        }


def labels(statements: Sequence[StatementLine]) -> tuple[str, ...]:
    """The label of each statement, numbered per kind: W1, W2, G1."""
    counts = dict.fromkeys(KINDS, 0)
    found = []
    for statement in statements:
        counts[statement.kind] += 1
        found.append(f"{LETTERS[statement.kind]}{counts[statement.kind]}")
    return tuple(found)


def _groups(statements: Sequence[StatementLine], pack: FixedTexts) -> list[Data]:
    numbered = list(zip(labels(statements), statements, strict=True))
    names = [label for label, _statement in numbered]
    groups: list[Data] = []
    for kind in KINDS:
        items = [_item(label, line, names, pack) for label, line in numbered if line.kind == kind]
        if items:
            groups.append({"kind": kind, "words": _kind_words(kind, pack), "items": items})
    return groups


def _kind_words(kind: Kind, pack: FixedTexts) -> Data:
    return {
        "head": pack.text(f"{kind}_head"),
        "sub": pack.text(f"{kind}_sub"),
        "why": pack.text(f"{kind}_why"),
    }


def _item(label: str, line: StatementLine, names: list[str], pack: FixedTexts) -> Data:
    rests_on = _listing([names[at] for at in line.rests_on], pack.text("and"))
    source = [
        line.source or pack.text("no_source"),
        pack.text("rests_on", labels=rests_on) if rests_on else "",
        line.talked,
    ]
    return {
        "label": label,
        "text": {"lang": line.language, "text": line.text, "own": line.quote},
        "translation": line.translation,
        "source": SEPARATOR.join(part for part in source if part),
    }


def _listing(names: list[str], conjunction: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {conjunction} {names[-1]}"


def _sheet(note: VisitNote, pack: FixedTexts) -> Sheet:
    day = full_date(note.starts.date())
    time = f"{note.starts.hour}.{note.starts.minute:02d}" if note.ends else clock(note.starts)
    times = pack.text("sub", day=day, time=time)
    if note.ends:
        times = pack.text("sub_until", day=day, time=time, until=clock(note.ends))
    foot = pack.text(
        "foot",
        reference=note.reference,
        made_on=full_date(note.made_on).split("\u00a0", 1)[1],
        worker=note.worker,
    )
    return Sheet(
        title=note.title,
        sub=", ".join(part for part in (times[:1].upper() + times[1:], note.place) if part),
        kind=pack.text("kind"),
        author=note.brand.name if note.brand else note.worker,
        sender=note.worker,
        running=note.reference,
        foot=foot if note.reference else foot.replace("  ·    ·  ", "  ·  "),
        made_on=note.made_on,
        practice=note.practice,
    )


def _sign_off(line: SignOffLine | None, pack: FixedTexts) -> str:
    if line is None:
        return pack.text("draft")
    signed = pack.text("signed", by=line.by, when=moment_text(line.at))
    return f"{signed} {pack.text('changed')}" if line.changed_after else signed


def _recorded(note: VisitNote, pack: FixedTexts) -> str:
    if note.recorded_at is None:
        return ""
    when = moment_text(note.recorded_at)
    if note.recorded_at - (note.ends or note.starts) <= LATE_AFTER:
        return pack.text("recorded", when=when)
    return pack.text("recorded_late", visit=moment_text(note.starts), when=when)

"""What the visit screen shows, as plain values; made by `shaping`, drawn by `view`. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wijkdesk.core.ids import ZERO, Id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.life_domain import Effect, Need
from wijkdesk.services.conflicts import Mark
from wijkdesk.services.mentions import Name
from wijkdesk.services.statements import Paragraph

Score = int | Unknown | None


@dataclass(frozen=True)
class NeedLine:
    """One of the basics: `state` is the key of its state, `words` says more."""

    need: Need
    name: str
    state: str
    words: str = ""


@dataclass(frozen=True)
class Column:
    """A person above the scores; `hue` = place in the household from 1.

    `call` is the name after an @ also when names are hidden.
    """

    person: Id
    name: str
    detail: str
    hue: int
    present: bool = False
    call: str = ""

    @property
    def spoken(self) -> str:
        """Name and detail in one."""
        return ", ".join(part for part in (self.name, self.detail) if part)


@dataclass(frozen=True)
class Voice:
    """One person in the opened domain."""

    column: Column
    score: Score
    words: str
    caret: int = -1


@dataclass(frozen=True)
class FactorLine:
    """Something strong or a worry; id None = a new one."""

    effect: Effect
    text: str = ""
    id: Id | None = None


@dataclass(frozen=True)
class DomainLine:
    """One life domain: closed a row of scores, open also voices and factors."""

    id: Id
    name: str
    icon: str
    question: str
    scores: tuple[Score, ...]
    summary: str = ""
    gap: int = 0
    open: bool = False
    voices: tuple[Voice, ...] = ()
    factors: tuple[FactorLine, ...] = ()


@dataclass(frozen=True)
class Missing:
    """Someone who was not heard in this visit; a very young child is looked at rather than asked."""

    column: Column
    young: bool


@dataclass(frozen=True)
class AgreedLine:
    """A step or promise: `tone` and `due` are those of its pill, `line` is it as it would be typed."""

    id: Id
    text: str
    who: str
    due: str
    tone: str
    done: bool
    line: str


@dataclass(frozen=True)
class NoteState:
    """The running note: paragraphs, what stands under each, what can be named, where the caret goes.

    `ready` = it was read; until then the editor holds back the keys that are typed.
    """

    ready: bool = False
    items: tuple[Paragraph, ...] = ()
    stamps: Mapping[Id, str] = field(default_factory=dict)
    names: tuple[Name, ...] = ()
    speakers: Mapping[Id, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[Id, Id] = field(default_factory=dict)
    caret: tuple[Id, int] | None = None
    doubled: frozenset[Id] = frozenset()  # paragraphs of which there are two versions
    also: Mapping[Id, str] = field(default_factory=dict)  # being typed here: who else changed it meanwhile


@dataclass(frozen=True)
class Invitation:
    """Something that is not there yet, said as an invitation when a visit is rounded off."""

    key: str
    title: str
    text: str
    button: str


@dataclass(frozen=True)
class VisitState:
    """The whole screen."""

    moment: Id = ZERO
    household: str = ""
    title: str = ""
    when: str = ""
    pill: str = ""
    pill_tone: str = "ok"
    finished: bool = False
    discreet: bool = False
    needs: tuple[NeedLine, ...] = ()
    urgent: str = ""
    columns: tuple[Column, ...] = ()
    everyone: tuple[Column, ...] = ()
    pages: str = ""
    can_back: bool = False
    can_next: bool = False
    domains: tuple[DomainLine, ...] = ()
    missing: tuple[Missing, ...] = ()
    note: NoteState = field(default_factory=NoteState)
    note_count: str = ""
    steps: tuple[AgreedLine, ...] = ()
    promises: tuple[AgreedLine, ...] = ()
    appointment: str = ""
    folded: bool = False
    warning: str = ""
    invitations: tuple[Invitation, ...] = ()
    note_marks: tuple[Mark, ...] = ()
    agreed_marks: tuple[Mark, ...] = ()
    other_marks: tuple[Mark, ...] = ()

    @property
    def opened(self) -> DomainLine | None:
        """The domain that is open."""
        return next((domain for domain in self.domains if domain.open), None)

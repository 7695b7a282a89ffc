"""What the paper screen shows; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from wijkdesk.core.ids import Id
from wijkdesk.services.papers import FamilyChoices, PaperLanguage

Paper = Literal["family", "note"]
Way = Literal["", "replace", "show", "visit", "reveal", "agree"]
Audience = Literal["own", "outside"]


@dataclass(frozen=True)
class Item:
    """One thing that may be left off the page."""

    row: Id
    group: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class Message:
    """What stands over the page: bold core, sentence, and one way on."""

    bold: str
    text: str = ""
    action: str = ""
    way: Way = ""
    trouble: bool = False


@dataclass(frozen=True)
class State:
    """All that the view shows."""

    household: str = ""
    paper: Paper = "family"
    has_note: bool = False
    languages: tuple[PaperLanguage, ...] = ()
    choices: FamilyChoices = field(default_factory=FamilyChoices)
    items: tuple[Item, ...] = ()
    pages: tuple[bytes, ...] = ()
    words: str = ""
    message: Message | None = None
    sign_words: str = ""
    signed: str = ""
    can_sign: bool = False
    signing: bool = False
    audience: Audience = "own"  # of the note; the family's page is the family's
    outsiders: tuple[tuple[Id, str], ...] = ()
    outsider: Id | None = None
    ready: bool = False
    hidden: bool = False

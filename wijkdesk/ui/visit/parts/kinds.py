"""How kinds of statement look and which key gives them."""

from __future__ import annotations

from dataclasses import dataclass

from wijkdesk.models.visit import StatementKind
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import statement_kinds
from wijkdesk.ui.kit.paint import TagStyle

_ROLES = {
    "observation": ("ok", "oksoft"),
    "reported": ("onsoft", "soft"),
    "opinion": ("primary", "sunken"),
    "interpretation": ("muted", "sunken"),
    "hypothesis": ("warn", "warnsoft"),
    "decision": ("text", "sunken"),
}
LETTERS = {
    "w": StatementKind.OBSERVATION, "g": StatementKind.REPORTED, "m": StatementKind.OPINION,
    "d": StatementKind.INTERPRETATION, "v": StatementKind.HYPOTHESIS, "b": StatementKind.DECISION,
}  # fmt: skip
ORDER = tuple(LETTERS.values())  # Alt+1 to Alt+6


@dataclass(frozen=True)
class Look:
    """Word, icon and colours of a kind."""

    word: str
    icon: Icon
    front: str
    back: str

    @property
    def chip(self) -> TagStyle:
        """The chip of 20 px."""
        return TagStyle(self.front, self.back, "", 22, 4, 6, 12, 600, 14, 5)


def look(kind: StatementKind) -> Look:
    """How a kind looks, in the language in force."""
    word, icon = next((word, icon) for key, word, icon in statement_kinds() if key == kind.value)
    return Look(word, icon, *_ROLES[kind.value])


def letter(kind: StatementKind) -> str:
    """The letter that gives a kind at the start of a paragraph."""
    return next(key for key, value in LETTERS.items() if value is kind)


def bare(role: str) -> TagStyle:
    """Icon and word without a ground, for a button that paints its own."""
    return TagStyle(role, "", "", 22, 4, 6, 12, 600, 14, 5)

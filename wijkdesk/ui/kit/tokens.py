"""Colour tokens of the themes (resources/themes/*.toml) and the check of their contrast; no Qt."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import NamedTuple

from wijkdesk.core.paths import resource

THEMES = ("light", "dark", "contrast")
TEXT, SHAPE = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11

_TEXT_PAIRS = """
text:bg,surface,sunken,hover,open,soft,oksoft,warnsoft,dangersoft muted:bg,surface,sunken,hover,open,soft
primary:bg,surface,hover,open,soft onprimary:primary,primaryhover onsoft:soft ok:oksoft,surface,bg
warn:warnsoft,surface,bg danger:dangersoft,surface,bg,open
navtext:nav,navactive,navbadge navstrong:nav,navactive,navbadge
"""
_SHAPE_PAIRS = """
field:surface,bg,open,sunken focus:surface,bg,open,soft primary:surface,bg danger:surface ok:surface,oksoft
"""
PEOPLE = 8  # colours of people, p1 to p8; after the last they come round


class Failure(NamedTuple):
    """A pair of colours that is too alike: `ratio` is below `minimum`."""

    theme: str
    front: str
    back: str
    ratio: float
    minimum: float


@cache
def load(name: str) -> dict[str, str]:
    """The tokens of a theme by role, as #RRGGBB (or #AARRGGBB). Raises OSError when the file is missing."""
    with resource("themes", f"{name}.toml").open("rb") as file:
        colors = tomllib.load(file)["colors"]
    return {str(role): str(value) for role, value in colors.items()}


def pairs() -> list[tuple[str, str, float]]:
    """All pairs (front, back, least contrast) that the kit uses."""
    found = [
        (front, back, least)
        for text, least in ((_TEXT_PAIRS, TEXT), (_SHAPE_PAIRS, SHAPE))
        for front, backs in (entry.split(":") for entry in text.split())
        for back in backs.split(",")
    ]
    for person in (f"p{number}" for number in range(1, PEOPLE + 1)):
        found += [(person, back, TEXT) for back in ("surface", "open", f"{person}s")]
        found.append((person, "sunken", SHAPE))
    return found


def luminance(color: str) -> float:
    """Relative luminance of #RRGGBB (WCAG 2.2, definition)."""
    red, green, blue = (_linear(int(color[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def contrast(front: str, back: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(front), luminance(back)))
    return (high + 0.05) / (low + 0.05)


def audit(name: str, colors: dict[str, str] | None = None) -> list[Failure]:
    """The pairs of a theme (or of given colours) that lack contrast; empty = good."""
    tokens = colors or load(name)
    found = [
        Failure(name, front, back, contrast(tokens[front], tokens[back]), least)
        for front, back, least in pairs()
    ]
    return [failure for failure in found if failure.ratio < failure.minimum]

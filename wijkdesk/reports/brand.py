"""The sender of a paper: an organisation's name, line and colour."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import _

WHITE = "#FFFFFF"
MIST = "#EAF3F5"  # the fill of the appointment box, on which the brand colour stands too
LEAST_CONTRAST = 4.5


@dataclass(frozen=True, slots=True)
class Brand:
    """Who sends the paper; a paper without one is neutral. Raises UserError on `color` that reads badly."""

    name: str
    line: str = ""
    color: str = "#0B5E73"

    def __post_init__(self) -> None:
        if not re.fullmatch(r"#[0-9A-Fa-f]{6}", self.color):
            raise UserError(
                _("Deze kleur herkennen we niet: {color}.").format(color=self.color), field="color"
            )
        if min(contrast(self.color, WHITE), contrast(self.color, MIST)) < LEAST_CONTRAST:
            raise UserError(
                _("Deze kleur is te licht om goed te lezen."),
                field="color",
                todo=_("Kies een donkerder kleur."),
            )


def contrast(one: str, other: str) -> float:
    """Contrast of two "#RRGGBB" colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

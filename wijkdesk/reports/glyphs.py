"""Which characters our fonts can print, read from the fonts themselves; no silent boxes on paper."""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import N_, _
from wijkdesk.core.paths import resource
from wijkdesk.reports.typeset import clean, strings

# Characters without ink: spaces, joiners, break points.
_INKLESS = {"Cc", "Cf", "Zs", "Zl", "Zp"}
_WORDS = {
    "😀": N_("(lachend gezicht)"), "😃": N_("(lachend gezicht)"), "😄": N_("(lachend gezicht)"),
    "🙂": N_("(blij gezicht)"), "😊": N_("(blij gezicht)"), "😂": N_("(lacht hard)"),
    "🙁": N_("(verdrietig gezicht)"), "😢": N_("(huilend gezicht)"), "😭": N_("(huilend gezicht)"),
    "😡": N_("(boos gezicht)"), "😠": N_("(boos gezicht)"), "😱": N_("(bang gezicht)"),
    "😴": N_("(slapend gezicht)"), "👍": N_("(duim omhoog)"), "👎": N_("(duim omlaag)"),
    "❤": N_("(hart)"), "💔": N_("(gebroken hart)"), "🏠": N_("(huis)"), "🎉": N_("(feest)"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnknownGlyph:
    """A character no font of ours has: where it stands and the word that can stand for it on paper."""

    char: str
    field: str
    substitute: str

    @property
    def name(self) -> str:
        """The character with its number, as the worker can look it up: "😀 (U+1F600)"."""
        return f"{self.char} (U+{ord(self.char):04X})"


class UnknownGlyphs(UserError):
    """Characters that cannot be printed; the screen may offer to replace them on paper only."""

    def __init__(self, glyphs: tuple[UnknownGlyph, ...]) -> None:
        first = glyphs[0]
        names = ", ".join(glyph.name for glyph in glyphs[:5])
        text = (
            _("Dit teken kan niet op papier: {chars}.")
            if len(glyphs) == 1
            else _("Deze tekens kunnen niet op papier: {chars}.")
        )
        super().__init__(
            text.format(chars=names),
            field=first.field,
            kept=_("Je tekst blijft zoals hij is."),
            todo=_("Zet op papier ‘{word}’, of haal het teken weg.").format(word=first.substitute),
        )
        self.glyphs = glyphs


def unknown_glyphs(data: object) -> tuple[UnknownGlyph, ...]:
    """The characters in nested data that no font has, each once, in reading order."""
    known = _printable()
    found: dict[str, UnknownGlyph] = {}
    for field, text in strings(data):
        for char in clean(text):
            if ord(char) not in known and unicodedata.category(char) not in _INKLESS:
                found.setdefault(char, UnknownGlyph(char, field, substitute(char)))
    return tuple(found.values())


def substitute(char: str) -> str:
    """A Dutch word for a character that cannot be printed."""
    return _(_WORDS.get(char, N_("(teken)")))


def replace_unknown(text: str) -> str:
    """The text with a word in place of each character that cannot be printed."""
    known = _printable()
    return "".join(
        char if ord(char) in known or unicodedata.category(char) in _INKLESS else substitute(char)
        for char in clean(text)
    )


@cache
def _printable() -> frozenset[int]:
    fonts = sorted(resource("fonts").glob("*_400Regular.ttf"))
    return frozenset().union(*(_coverage(font) for font in fonts))


def _coverage(font: Path) -> set[int]:
    """Code points in the character map of a TrueType font (OpenType 1.9, `cmap`; formats 4 and 12)."""
    raw = font.read_bytes()
    tables = struct.unpack_from(">H", raw, 4)[0]
    for at in range(12, 12 + 16 * tables, 16):
        tag, _sum, start, _length = struct.unpack_from(">4sIII", raw, at)
        if tag == b"cmap":
            return _cmap(raw, start)
    return set()


def _cmap(raw: bytes, start: int) -> set[int]:
    count = struct.unpack_from(">H", raw, start + 2)[0]
    points: set[int] = set()
    for at in range(start + 4, start + 4 + 8 * count, 8):
        place = start + struct.unpack_from(">HHI", raw, at)[2]
        kind = struct.unpack_from(">H", raw, place)[0]
        if kind == 4:
            points |= _segments(raw, place)
        elif kind == 12:
            points |= _groups(raw, place)
    return points


def _segments(raw: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">H", raw, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", raw, at + 14)
    starts = struct.unpack_from(f">{count}H", raw, at + 16 + 2 * count)
    return {point for a, b in zip(starts, ends, strict=True) for point in range(a, b + 1) if point < 0xFFFF}


def _groups(raw: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">I", raw, at + 12)[0]
    triples = (struct.unpack_from(">III", raw, at + 16 + 12 * index) for index in range(count))
    return {point for first, last, _glyph in triples for point in range(first, last + 1)}

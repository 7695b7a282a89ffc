"""A paper as QR codes that hold the text itself: no printer, no network, no link, only the words.

More than one code holds becomes numbered parts, each readable on its own; too much is refused, never cut.
Codes are UTF-8 in byte mode and say so (ECI 26, ISO/IEC 18004): without that a reader may guess wrongly.
"""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass

import segno

from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import _
from wijkdesk.reports.typeset import clean

MOST_PARTS = 9
VERSION = 20  # 97 x 97 modules: still easy to catch from a laptop screen at arm's length
CAPACITY = 664  # bytes in version 20 at error level M (666; ISO/IEC 18004, table 7), less the mark for UTF-8
HEADER = "Deel {part} van {total}\n"
_HEADER_BYTES = len(HEADER.format(part=MOST_PARTS, total=MOST_PARTS).encode())


@dataclass(frozen=True, slots=True)
class QrCode:
    """One code: `text` is its slice of the whole; `content` is what a phone shows, with its number on top."""

    part: int
    total: int
    text: str
    content: str

    def svg(self, scale: int = 4) -> bytes:
        """The code as SVG, black on white with a quiet zone of 4 modules; `scale` pixels per module."""
        return self._saved("svg", scale)

    def png(self, scale: int = 8) -> bytes:
        """The code as PNG; `scale` pixels per module."""
        return self._saved("png", scale)

    def _saved(self, kind: str, scale: int) -> bytes:
        out = io.BytesIO()
        code = segno.make_qr(
            self.content, error="m", mode="byte", encoding="utf-8", eci=True, boost_error=False
        )
        code.save(out, kind=kind, scale=scale, border=4, dark="#000", light="#fff")
        return out.getvalue()


def codes(text: str) -> tuple[QrCode, ...]:
    """The text in as few codes as hold it, in order; the slices joined are the cleaned text.

    Raises UserError on an empty text and on one that needs more than nine codes.
    """
    whole = clean(text)
    if not whole.strip():
        raise UserError(_("Er staat nog geen tekst op dit blad."), field="text")
    if len(whole.encode()) <= CAPACITY:
        return (QrCode(1, 1, whole, whole),)
    slices = _split(whole, CAPACITY - _HEADER_BYTES)
    if len(slices) > MOST_PARTS:
        raise UserError(
            _("Deze tekst past niet in negen codes."),
            field="text",
            kept=_("De tekst blijft zoals hij is."),
            todo=_("Maak een foto van het blad, of kies minder onderdelen."),
        )
    total = len(slices)
    return tuple(
        QrCode(part, total, piece, HEADER.format(part=part, total=total) + piece)
        for part, piece in enumerate(slices, 1)
    )


def _split(text: str, room: int) -> list[str]:
    """Slices of at most `room` bytes: cut after a line, else after a word, never inside a letter."""
    slices = []
    while text:
        end = _fitting(text, room)
        if end < len(text):
            end = _good_end(text, end)
        slices.append(text[:end])
        text = text[end:]
    return slices


def _fitting(text: str, room: int) -> int:
    """How many characters of the text fit in `room` bytes of UTF-8."""
    return len(text.encode()[:room].decode(errors="ignore"))


def _good_end(text: str, end: int) -> int:
    for sign in ("\n", " "):
        at = text.rfind(sign, end // 2, end)
        if at >= 0:
            return at + 1
    while end > 1 and _joined(text[end]):
        end -= 1
    return end


def _joined(char: str) -> bool:
    """Whether a character belongs to the letter before it: a mark or a joiner."""
    return bool(unicodedata.combining(char)) or char in "\u200c\u200d"

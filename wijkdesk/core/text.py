"""Text folding for search and names: one `fold()` for text and query alike (architecture.md §6)."""

from __future__ import annotations

import re
import unicodedata

_KEEP = {"й", "ї"}  # their mark makes another letter, not an accent
_LETTERS = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",  # alef with hamza or madda
        "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و",  # ya and waw
        "ک": "ك", "ة": "ه",
        "ـ": None, "\u200c": None, "\u200d": None, "ء": None,  # tatweel, joiners, lone hamza
        "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe",
    }
)  # fmt: skip
_WORD = re.compile(r"\w+", re.UNICODE)


def fold(text: str) -> str:
    """Text without case, accents and spelling variants, in any script."""
    if text.isascii():
        return text.lower()
    out: list[str] = []
    for char in unicodedata.normalize("NFC", text).casefold().translate(_LETTERS):
        if char in _KEEP:
            out.append(char)
            continue
        out.extend(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    return "".join(out)


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return _WORD.findall(fold(text))


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name, for badges and discreet mode."""
    parts = name.split()
    return "".join(part[0].upper() for part in (parts[:1] + parts[1:][-1:]))

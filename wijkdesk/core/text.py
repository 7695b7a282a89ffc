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


_SOUNDS = (
    ("sch", "sg"), ("sh", "sg"), ("tsj", "tg"), ("ch", "g"), ("kh", "g"), ("gh", "g"), ("ph", "f"), ("th", "t"),
    ("ck", "k"), ("c", "k"), ("q", "k"), ("x", "ks"), ("z", "s"), ("v", "f"), ("w", "f"), ("dt", "t"),
    ("dj", "j"), ("y", "j"), ("ou", "u"), ("oe", "u"), ("h", ""),
)  # fmt: skip
_VOWELS = frozenset("aeiouj")


def sound(name: str) -> str:
    """A rough key of how a name sounds: equal for Fatima and Fatma, Mohamed and Muhammad, Visser and Fisser.

    Of other scripts than Latin only spelling variants fall together. It suggests, it never decides.
    """
    folded = "".join(words(name))
    if not folded.isascii():
        return folded
    for spelled, said in _SOUNDS:
        folded = folded.replace(spelled, said)
    kept = folded[:1] + "".join(char for char in folded[1:] if char not in _VOWELS)
    return "".join(char for place, char in enumerate(kept) if kept[place - 1 : place] != char)


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name, for badges and discreet mode."""
    parts = name.split()
    return "".join(part[0].upper() for part in (parts[:1] + parts[1:][-1:]))

"""@names and #domains typed in a line: they stay as words in the text and tag what is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wijkdesk.core.ids import Id
from wijkdesk.core.text import fold

_MARK = re.compile(r"(?:^|(?<=[\s(«\"'\u2066-\u2069]))([@#])(?=\w)")

_BEFORE_A_WORD = re.compile(_MARK.pattern + r"(?=[^\W\d_])")  # "kamer #2" is nobody's name and stays

# "De deurwaarder komt. #Wonen": after the last sentence a domain only tags the line and is no word of it
_TAGS_AT_THE_END = re.compile(r"(?<=[.!?…»”\"'])\s+(?:#[^\W\d_]+(?: en [^\W\d_]+)?[\s,.]*)+$")


@dataclass(frozen=True)
class Name:
    """Something that can be named after a mark: `mark` is @ for people, # for life domains."""

    mark: str
    id: Id
    text: str
    detail: str = ""


@dataclass(frozen=True)
class Found:
    """One mention in a text: from `start` to `end` (positions in the text)."""

    name: Name
    start: int
    end: int


def find(text: str, names: Iterable[Name]) -> list[Found]:
    """The mentions in a text, in order; the longest name that fits wins, case and accents do not count."""
    ordered = sorted(names, key=_length, reverse=True)
    found = []
    for mark in _MARK.finditer(text):
        hit = _at(text, mark.end(), [name for name in ordered if name.mark == mark[1]])
        if hit is not None:
            found.append(Found(hit[0], mark.start(), hit[1]))
    return found


def _length(name: Name) -> int:
    return len(name.text)


def _at(text: str, start: int, names: Sequence[Name]) -> tuple[Name, int] | None:
    for name in names:
        end = start + len(name.text)
        if fold(text[start:end]) == fold(name.text) and not text[end : end + 1].isalnum():
            return name, end
    return None


_LEANS = frozenset(
    [
        "aan",
        "bij",
        "door",
        "met",
        "naar",
        "namens",
        "om",
        "over",
        "tegen",
        "tussen",
        "van",
        "voor",
        "en",
        "of",
    ]
)


def without(text: str, found: Iterable[Found]) -> str:
    """The text with the mentions taken out, e.g. of a step whose doers are shown beside it.

    A name that the sentence leans on stays, without its mark: "bellen voor @Samira" needs her.
    """
    for one in sorted(found, key=_start, reverse=True):
        before = text[: one.start].rsplit(maxsplit=1)
        leans = one.name.mark == "@" and bool(before) and before[-1].lower() in _LEANS
        text = text[: one.start] + (one.name.text if leans else "") + text[one.end :]
    return " ".join(text.split()).strip(" ,;:-")


def plain(text: str, speaker: str = "") -> str:
    """The text as people read it: names without @, domains without #; domains after the last sentence drop out,
    and so does `speaker` (named beside it) where that name only opens or ends the line."""
    text = _TAGS_AT_THE_END.sub("", text)
    if speaker:
        own = f"@{re.escape(speaker)}"
        rest = re.sub(rf"^\s*{own}(?!\w)[\s:,;]*|\s*(?<!\S){own}[\s.]*$", "", text, flags=re.IGNORECASE)
        text = rest if any(map(str.isalnum, rest)) else text
    return _BEFORE_A_WORD.sub("", text)


def _start(found: Found) -> int:
    return found.start


def open_mark(text: str, caret: int) -> tuple[str, str, int] | None:
    """The mark being typed at the caret as (mark, letters so far, position of the mark), for suggestions."""
    start = max(text.rfind("@", 0, caret), text.rfind("#", 0, caret))
    if start < 0 or (start and text[start - 1].isalnum()):
        return None
    letters = text[start + 1 : caret]
    if "\n" in letters or letters != letters.lstrip() or len(letters.split(" ")) > 3:
        return None
    return text[start], letters, start


def suggest(mark: str, letters: str, names: Iterable[Name], most: int = 8) -> list[Name]:
    """Names that begin with the letters typed (any word of the name), best first: one that stands there in full."""
    asked = fold(letters)
    ranked = []
    for place, name in enumerate(names):
        text = fold(name.text)
        if name.mark != mark or not any(part.startswith(asked) for part in (text, *text.split())):
            continue
        ranked.append((text != asked, not text.startswith(asked), place, name))
    return [name for *_order, name in sorted(ranked, key=_rank)[:most]]


def _rank(item: tuple[bool, bool, int, Name]) -> tuple[bool, bool, int]:
    return item[:3]

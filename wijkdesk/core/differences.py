"""What differs between two texts, word by word; a pure function on words, any script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKENS = re.compile(r"\s+|[^\s]+")
_ENDS = ".!?…؟۔።"  # of Dutch, Arabic, Urdu, Tigrinya
_SENTENCES = re.compile(rf"[^\n]+?(?:[{_ENDS}]+[\"'”’)]*(?=\s)|(?=\n)|$)\s*|\s+")
_MOST = 4_000  # words a side; longer texts are compared by line


class Piece(StrEnum):
    """How a stretch of text stands to the other side."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Stretch:
    """Some words that are the same on both sides, or stand on one side only."""

    text: str
    piece: Piece


def compare(before: str, after: str) -> list[Stretch]:
    """From `before` to `after` in reading order: what stayed, what went, what came."""
    old, new = _tokens(before), _tokens(after)
    out: list[Stretch] = []
    for stretch in _stretches(old, new):
        if out and out[-1].piece is stretch.piece:
            out[-1] = Stretch(out[-1].text + stretch.text, stretch.piece)
        else:
            out.append(stretch)
    return out


def _tokens(text: str) -> list[str]:
    found = _TOKENS.findall(text)
    return found if len(found) <= _MOST else text.splitlines(keepends=True)


def _stretches(old: list[str], new: list[str]) -> Iterator[Stretch]:
    matcher = SequenceMatcher(_blank, old, new, autojunk=False)
    for op, start, end, from_, to in matcher.get_opcodes():
        if op == "equal":
            yield Stretch("".join(old[start:end]), Piece.SAME)
            continue
        if start < end:
            yield Stretch("".join(old[start:end]), Piece.REMOVED)
        if from_ < to:
            yield Stretch("".join(new[from_:to]), Piece.ADDED)


def _blank(token: str) -> bool:
    return token.isspace()


def side(stretches: list[Stretch], *, after: bool) -> list[Stretch]:
    """Only what stands on one side: its own words and the shared ones."""
    gone = Piece.REMOVED if after else Piece.ADDED
    return [stretch for stretch in stretches if stretch.piece is not gone]


def together(first: str, second: str) -> str:
    """The first text with the sentences that only the second has, each where it belongs.

    What both say stands there once; a sentence that the other holds whole gives way to it.
    """
    old, new = _SENTENCES.findall(first), _SENTENCES.findall(second)
    matcher = SequenceMatcher(
        None, [one.strip() for one in old], [one.strip() for one in new], autojunk=False
    )
    out: list[str] = []
    for op, start, end, from_, to in matcher.get_opcodes():
        mine, theirs = old[start:end], new[from_:to]
        if op != "equal":
            theirs = [one for one in theirs if one.strip() and one.strip() not in first]
            mine = [one for one in mine if not any(one.strip() in other for other in theirs)] + theirs
        out += mine
    return _in_line(out).strip()


def _in_line(sentences: list[str]) -> str:
    """Sentences one after the other; on a line of its own what follows on words without an end."""
    text = ""
    for one in sentences:
        bare = text.rstrip(" ")
        if bare and bare[-1] != "\n" and not one.startswith("\n"):
            text = f"{bare} " if bare[-1] in _ENDS else f"{bare}\n"
        text += one
    return text

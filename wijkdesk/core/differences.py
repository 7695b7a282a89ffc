"""What differs between two texts, word by word; a pure function on words, any script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKENS = re.compile(r"\s+|[^\s]+")
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

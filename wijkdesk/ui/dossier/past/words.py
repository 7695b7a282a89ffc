"""Which words went and which came between two texts; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKENS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Span:
    """A run of words: the same in both texts, or only in this one."""

    text: str
    changed: bool


def compare(then: str, now: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The spans of both texts; spaces between two changed words count as changed."""
    left, right = _TOKENS.findall(then), _TOKENS.findall(now)
    old: list[Span] = []
    new: list[Span] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        changed = tag != "equal"
        _add(old, "".join(left[a:b]), changed)
        _add(new, "".join(right[c:d]), changed)
    return tuple(old), tuple(new)


def _add(spans: list[Span], text: str, changed: bool) -> None:
    if text:
        spans.append(Span(text, changed))

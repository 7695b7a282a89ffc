"""Fractional keys: order among siblings without renumbering (docs/formats.md §9)."""

from __future__ import annotations

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def between(before: str | None, after: str | None) -> str:
    """A key that sorts after `before` and before `after`; None is an open end.

    Keys never end in the lowest digit, so there is always room between two of them.
    """
    low = before or ""
    if after is not None and low >= after:
        after = None
    appending = after is None  # a list mostly grows at its end: then the key grows slowly
    key: list[str] = []
    for place in range(len(low) + len(after or "") + 2):
        bottom = DIGITS.index(low[place]) if place < len(low) else 0
        top = DIGITS.index(after[place]) if after is not None and place < len(after) else len(DIGITS)
        if top - bottom > 1:
            return "".join([*key, DIGITS[bottom + 1 if appending else (bottom + top) // 2]])
        key.append(DIGITS[bottom])
        if top > bottom:
            after = None
    raise AssertionError("no room between two keys; one of them ends in the lowest digit")

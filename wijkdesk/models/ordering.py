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
    key: list[str] = []
    place = 0
    while True:
        bottom = DIGITS.index(low[place]) if place < len(low) else 0
        top = DIGITS.index(after[place]) if after is not None and place < len(after) else len(DIGITS)
        if top - bottom > 1:
            step = (top - bottom) // 2 if after is not None else 1  # appending stays short
            return "".join([*key, DIGITS[bottom + step]])
        key.append(DIGITS[bottom])
        if top > bottom:
            after = None
        place += 1

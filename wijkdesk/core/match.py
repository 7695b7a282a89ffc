"""How well words fit a name: at the start, inside, or nearly; and where, for showing it bold. Any script."""

from __future__ import annotations

from wijkdesk.core.text import fold, words

NO_MATCH = 99


def rank(query_words: list[str], name: str) -> int:
    """0 = all words begin a word of the name, 1 = all stand inside it, 2 = nearly so, NO_MATCH = no."""
    if not query_words:
        return NO_MATCH
    name_words = words(name)
    worst = 0
    for asked in query_words:
        worst = max(worst, _rank_one(asked, name_words))
    return worst


def _rank_one(asked: str, name_words: list[str]) -> int:
    if any(word.startswith(asked) for word in name_words):
        return 0
    if len(asked) > 1 and any(asked in word for word in name_words):
        return 1
    if len(asked) > 3 and any(_near(asked, word) for word in name_words):
        return 2
    return NO_MATCH


def _near(asked: str, word: str) -> bool:
    """Whether one letter more, less, other or swapped makes them equal; the end of the word may be missing."""
    return any(_one_off(asked, word[:size]) for size in {len(asked) - 1, len(asked), len(asked) + 1})


def _one_off(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    swapped = len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or swapped


def spans(query_words: list[str], text: str) -> tuple[tuple[int, int], ...]:
    """Where the words of a query stand in a text as (start, end), in order, none over another."""
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for part in fold(char):
            folded.append(part)
            places.append(place)
    whole = "".join(folded)
    found: list[tuple[int, int]] = []
    for asked in sorted(query_words, key=len, reverse=True):
        start = whole.find(asked)
        if start >= 0:
            span = places[start], places[start + len(asked) - 1] + 1
            if all(span[1] <= a or span[0] >= b for a, b in found):
                found.append(span)
    return tuple(sorted(found))

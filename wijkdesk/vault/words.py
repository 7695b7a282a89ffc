"""Passphrases: proposing Dutch words, and judging words of one's own.

The estimate is on purpose low: an attacker knows our list, common words, dates and keyboard rows. The line is
what four random words of our list are worth (store-and-sync.md §2.2).
"""

from __future__ import annotations

import math
import re
import secrets
from dataclasses import dataclass
from functools import lru_cache

from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import _
from wijkdesk.core.paths import resource
from wijkdesk.core.text import fold
from wijkdesk.vault.kdf import clean

PROPOSED = 5
LINE_WORDS = 4
LONGEST = 256  # characters looked at; more never makes it weaker
COMMON_BITS = 5.0
REPEAT_BITS = 1.0
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "01234567890")
_LEET = str.maketrans("013457@$!", "oieastasi")
_YEAR = re.compile(r"(19|20)\d\d")
_DATE = re.compile(r"[0-3]\d[01]\d((19|20)\d\d|\d\d)|(19|20)\d\d[01]\d[0-3]\d")
_LONGEST_PART = 24


@dataclass(frozen=True)
class Strength:
    """How hard a passphrase is to guess: bits of work, whether that is enough, and what to do in Dutch."""

    bits: float
    enough: bool
    hint: str


@lru_cache(maxsize=1)
def word_list() -> tuple[str, ...]:
    """Our own words, in order of the file (docs/decisions/0002-word-list.md)."""
    return tuple(resource("words", "nl.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(resource("words", "common.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(word_list())


def propose(number: int = PROPOSED) -> tuple[str, ...]:
    """`number` different words, drawn with the system's randomness."""
    return tuple(secrets.SystemRandom().sample(word_list(), number))


def line() -> float:
    """The bits from which a passphrase is strong enough."""
    return LINE_WORDS * _word_bits()


def strength(text: str) -> Strength:
    """The judgement on a passphrase, for the line under the field."""
    parts = re.findall(r"[^\s\-_.,;:+/]+", fold(clean(text)[:LONGEST]))
    bits = sum(_part_bits(part, parts[:at]) for at, part in enumerate(parts))
    enough = bits >= line() - 1e-6
    return Strength(round(bits, 1), enough, _hint(parts, enough))


def demand(text: str) -> None:
    """UserError (field "passphrase") when the passphrase is below the line."""
    judged = strength(text)
    if not judged.enough:
        raise UserError(
            judged.hint + ".",
            field="passphrase",
            kept=_("Er is niets veranderd."),
            todo=_("Of neem de vijf woorden die wij voorstellen."),
        )


def _hint(parts: list[str], enough: bool) -> str:
    if enough:
        return _("Sterk genoeg")
    if not parts:
        return _("Typ je woorden")
    if len(set(parts)) < len(parts):
        return _("Een woord herhalen helpt niet: neem een ander woord")
    return _("Nog te makkelijk: neem een woord meer")


def _word_bits() -> float:
    return math.log2(len(word_list()))


def _part_bits(part: str, before: list[str]) -> float:
    """The work of guessing one part: the cheapest way to cut it in pieces that an attacker would try."""
    if part in before:
        return REPEAT_BITS
    for size in range(1, len(part) // 2 + 1):
        if len(part) % size == 0 and part == part[:size] * (len(part) // size):
            return _part_bits(part[:size], before) + math.log2(len(part) // size)
    best = [0.0] + [math.inf] * len(part)
    for end in range(1, len(part) + 1):
        for start in range(max(0, end - _LONGEST_PART), end):
            cost = best[start] + _piece_bits(part[start:end])
            best[end] = min(best[end], cost)
    return best[-1]


def _piece_bits(piece: str) -> float:
    plain = piece.translate(_LEET)
    options = [_raw_bits(piece)]
    for form in {piece, plain, piece[::-1]}:
        twist = 0.0 if form == piece else 1.0
        if form in _common():
            options.append(COMMON_BITS + twist)
        elif form in _known():
            options.append(_word_bits() + twist)
    if _is_row(piece):
        options.append(3.0 + math.log2(len(piece)))
    if _DATE.fullmatch(piece):
        options.append(15.0 if len(piece) == 8 else 14.0)
    elif _YEAR.fullmatch(piece):
        options.append(6.5)
    return min(options)


def _is_row(piece: str) -> bool:
    """Three or more alike, or neighbours in the alphabet or on the keyboard, either way."""
    if len(piece) < 3:
        return False
    return len(set(piece)) == 1 or any(piece in row or piece[::-1] in row for row in _ROWS)


def _raw_bits(piece: str) -> float:
    """A piece found in no list. Letters are read as an unknown word: dear at first, then cheap."""
    if piece.isalpha():
        return min(4.7 * len(piece), 13.0 + 2.0 * max(0, len(piece) - 6))
    if len(piece) > 1:
        return math.inf  # mixed pieces are counted by their parts
    return 3.3 if piece.isdigit() else 5.0

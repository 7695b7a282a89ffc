"""The recovery code: 20 random bytes as eight blocks of four and a check character (docs/formats.md §4)."""

from __future__ import annotations

import os
from collections.abc import Sequence

from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import _
from wijkdesk.vault.crockford import ALPHABET, CHECKS, check_character, clean, decode, encode
from wijkdesk.vault.derive import hkdf

CODE_BYTES = 20
BLOCKS = 8
BLOCK_LENGTH = 4
_LETTERS = BLOCKS * BLOCK_LENGTH


def new_code() -> bytes:
    """A fresh code of 160 random bits."""
    return os.urandom(CODE_BYTES)


def kluis_key(code: bytes) -> bytes:
    """The key of the recovery slot of the kluis."""
    return hkdf(code, "wijkdesk recovery kluis 1")


def user_key(code: bytes) -> bytes:
    """The key that wraps the worker's own private key on the server."""
    return hkdf(code, "wijkdesk recovery user 1")


def blocks(code: bytes) -> tuple[str, ...]:
    """The code to print: eight blocks of four characters, and the check character as ninth."""
    text = encode(code)
    cut = (text[i : i + BLOCK_LENGTH] for i in range(0, _LETTERS, BLOCK_LENGTH))
    return (*cut, check_character(code))


def to_text(code: bytes) -> str:
    """The code on one line, blocks joined by hyphens."""
    return "-".join(blocks(code))


def split(text: str) -> tuple[str, ...]:
    """Typed or pasted text, whole or partly, in cleaned blocks; for filling the nine boxes."""
    letters = clean(text)
    cut = [letters[i : i + BLOCK_LENGTH] for i in range(0, min(len(letters), _LETTERS), BLOCK_LENGTH)]
    return tuple(cut) if len(letters) <= _LETTERS else (*cut, letters[_LETTERS:])


def block_complaint(number: int, text: str) -> str:
    """What is wrong with the shape of block `number` (1-8, 9 = check character); empty when nothing."""
    letters = clean(text)
    if number > BLOCKS:
        return "" if len(letters) == 1 and letters in CHECKS else _("Het controleteken klopt niet")
    fine = len(letters) == BLOCK_LENGTH and all(char in ALPHABET for char in letters)
    return "" if fine else _("Blokje {number} klopt niet").format(number=number)


def wrong_blocks(typed: Sequence[str], code: bytes) -> tuple[int, ...]:
    """Which blocks (1-9) differ from the code that was shown; empty = re-typed rightly."""
    shown = blocks(code)
    given = [clean(text) for text in typed][: len(shown)]
    given += [""] * (len(shown) - len(given))
    return tuple(i for i, (mine, right) in enumerate(zip(given, shown, strict=True), 1) if mine != right)


def parse(text: str) -> bytes:
    """The 20 bytes of a typed code; UserError (`field` "blokje1" to "blokje9") at the first wrong block."""
    parts = split(text)
    for number in range(1, BLOCKS + 2):
        complaint = block_complaint(number, parts[number - 1] if number <= len(parts) else "")
        if complaint:
            raise UserError(
                complaint + ".",
                field=f"blokje{number}",
                kept=_("Wat je al typte, blijft staan."),
                todo=_("Vergelijk het met je papier."),
            )
    code = decode("".join(parts[:BLOCKS]))
    if check_character(code) != parts[BLOCKS]:
        raise UserError(
            _("Er zit een typefout in de code."),
            field=f"blokje{BLOCKS + 1}",
            kept=_("Wat je al typte, blijft staan."),
            todo=_("Vergelijk elk blokje met je papier."),
        )
    return code

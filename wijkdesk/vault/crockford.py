"""Crockford base32: signs that people do not mix up (no I, L, O, U), with a check character mod 37."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = ALPHABET + "*~$=U"
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BITS = 5


def encode(data: bytes) -> str:
    """The bytes as text; their number of bits must be a multiple of five."""
    number, length = int.from_bytes(data, "big"), len(data) * 8 // _BITS
    return "".join(ALPHABET[number >> _BITS * place & 31] for place in reversed(range(length)))


def decode(text: str) -> bytes:
    """The bytes of a text as `clean` gives it; ValueError on a character that is not of the alphabet."""
    number = 0
    for char in text:
        number = number << _BITS | ALPHABET.index(char)
    return number.to_bytes(len(text) * _BITS // 8, "big")


def check_character(data: bytes) -> str:
    """The character that catches one wrong letter or two letters swapped."""
    return CHECKS[int.from_bytes(data, "big") % len(CHECKS)]


def clean(text: str) -> str:
    """Typed text as it was meant: upper case, no spaces or hyphens, O as 0, I and L as 1."""
    return "".join(char for char in text.upper() if not char.isspace() and char not in "-–").translate(_ALIKE)

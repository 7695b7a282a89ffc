"""Counting what a space holds, so that laptop and server can see whether they hold the same (docs/protocol.md §4).

The count of a space is the number of its commits and the xor of the first eight bytes of H(id) of each: the order
does not matter, and one commit more or less always shows.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wijkdesk.core.ids import Id

Count = tuple[int, bytes]  # commits, and the xor (8 bytes, big endian)
NOTHING: Count = (0, bytes(8))


def count(commits: Iterable[tuple[Id, bytes]]) -> dict[Id, Count]:
    """The count of each space, from (space, commit id) pairs."""
    found: dict[Id, tuple[int, int]] = {}
    for space, commit in commits:
        number, mixed = found.get(space, (0, 0))
        found[space] = (number + 1, mixed ^ int.from_bytes(hashlib.sha256(commit).digest()[:8], "big"))
    return {space: (number, mixed.to_bytes(8, "big")) for space, (number, mixed) in found.items()}


def differences(mine: Mapping[Id, Count], theirs: Mapping[Id, Count]) -> dict[Id, bytes]:
    """Spaces of theirs that differ from mine, each with what sets them apart.

    That stays the same while both grow by the same commits: a difference that was there before is known by it.
    """
    found: dict[Id, bytes] = {}
    for space, (number, mixed) in theirs.items():
        own, own_mixed = mine.get(space, NOTHING)
        if (number, mixed) != (own, own_mixed):
            apart = bytes(one ^ other for one, other in zip(mixed, own_mixed, strict=True))
            found[space] = (number - own).to_bytes(8, "big", signed=True) + apart
    return found

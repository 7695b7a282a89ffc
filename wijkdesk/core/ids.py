"""Identifiers: 16 bytes, random unless nature makes a row unique (architecture.md §2, Values)."""

from __future__ import annotations

import hashlib
import secrets
from typing import NewType

Id = NewType("Id", bytes)

ZERO = Id(bytes(16))


def new_id() -> Id:
    """A fresh random 16-byte id."""
    return Id(secrets.token_bytes(16))


def natural_id(space: bytes, kind: str, *key: bytes | str) -> Id:
    """The id of a row that is unique by nature: SHA-256(space, kind, key) cut to 16 bytes.

    Each part is preceded by its length (4 bytes, big endian), so that parts cannot run into each other.
    """
    digest = hashlib.sha256()
    for part in (space, kind, *key):
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(4, "big") + raw)
    return Id(digest.digest()[:16])


def short(value: bytes) -> str:
    """The first eight hex digits, for logs and file names."""
    return value.hex()[:8]

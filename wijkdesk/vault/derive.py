"""Keys from keys: HKDF-SHA-256 without salt (docs/formats.md, Conventions)."""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


def hkdf(key: bytes, label: str, length: int = KEY_BYTES) -> bytes:
    """`length` bytes that only the holder of `key` can make, another row for each label."""
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=label.encode()).derive(key)


def hmac_sha256(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA-256, 32 bytes."""
    return hmac.digest(key, message, hashlib.sha256)

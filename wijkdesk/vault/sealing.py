"""Sealing: AES-256-GCM, random nonce, written as nonce | ciphertext | tag (docs/formats.md, Conventions)."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wijkdesk.vault import refusals

NONCE_BYTES = 12
TAG_BYTES = 16


def new_key() -> bytes:
    """A fresh random 32-byte key."""
    return AESGCM.generate_key(256)


def seal(key: bytes, header: bytes, plain: bytes) -> bytes:
    """`plain` made unreadable; `header` is not stored, but opening needs the same one."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, header)


def open_(key: bytes, header: bytes, sealed: bytes) -> bytes:
    """What was sealed; Refused `broken_seal` when key, header or a single bit differs."""
    if len(sealed) < NONCE_BYTES + TAG_BYTES:
        raise refusals.broken_seal()
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], header)
    except InvalidTag as error:
        raise refusals.broken_seal() from error

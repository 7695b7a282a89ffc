"""Wrapping a secret for one holder of a key: HPKE base mode (RFC 9180).

Written as suite byte | encapsulated key | ciphertext.

Suite 1 = X25519: private 32 bytes, public 32 bytes.
Suite 2 = MLKEM768-X25519 hybrid: private = ML-KEM seed (64) | X25519 (32),
public = ML-KEM (1184) | X25519 (32).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from wijkdesk.vault import refusals
from wijkdesk.vault.crockford import encode

CLASSIC = 1
HYBRID = 2
SUITES = {
    CLASSIC: Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM),
    HYBRID: Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM),
}
PUBLIC_BYTES = {CLASSIC: 32, HYBRID: 1184 + 32}
_SEED_BYTES = 64
_ML_PUBLIC_BYTES = 1184
_FINGERPRINT_BYTES = 15

_Private = X25519PrivateKey | MLKEM768X25519PrivateKey
_Public = X25519PublicKey | MLKEM768X25519PublicKey


@dataclass(frozen=True)
class KeyPair:
    """A private key with its public half, both as bytes; the private half is never printed."""

    suite: int
    private: bytes = field(repr=False)
    public: bytes

    @classmethod
    def generate(cls, suite: int = CLASSIC) -> KeyPair:
        """A fresh pair."""
        own = X25519PrivateKey.generate()
        if suite == CLASSIC:
            return cls(suite, own.private_bytes_raw(), own.public_key().public_bytes_raw())
        return cls._hybrid(MLKEM768PrivateKey.generate(), own)

    @classmethod
    def from_private(cls, private: bytes) -> KeyPair:
        """The pair of a private key; its length tells the suite. ValueError for another length."""
        if len(private) == _SEED_BYTES + 32:
            return cls._hybrid(
                MLKEM768PrivateKey.from_seed_bytes(private[:_SEED_BYTES]),
                X25519PrivateKey.from_private_bytes(private[_SEED_BYTES:]),
            )
        own = X25519PrivateKey.from_private_bytes(private)
        return cls(CLASSIC, private, own.public_key().public_bytes_raw())

    @classmethod
    def _hybrid(cls, lattice: MLKEM768PrivateKey, curve: X25519PrivateKey) -> KeyPair:
        private = lattice.private_bytes_raw() + curve.private_bytes_raw()
        public = lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
        return cls(HYBRID, private, public)


def wrap(public: bytes, info: bytes, plain: bytes, suite: int = CLASSIC) -> bytes:
    """`plain` for the holder of `public` alone; Refused `bad_key` when the key does not fit the suite."""
    try:
        return bytes([suite]) + SUITES[suite].encrypt(plain, _public(public, suite), info)
    except (KeyError, ValueError) as error:
        raise refusals.bad_key() from error


def unwrap(private: bytes, info: bytes, blob: bytes) -> bytes:
    """What was wrapped; Refused `broken_seal` when key, info or a bit differs or the suite is another."""
    try:
        suite = blob[0]
        return SUITES[suite].decrypt(blob[1:], _private(private, suite), info)
    except (InvalidTag, IndexError, KeyError, ValueError) as error:
        raise refusals.broken_seal() from error


def suite_of(public: bytes) -> int:
    """The suite that a public key belongs to, by its length; Refused `bad_key` when none."""
    for suite, length in PUBLIC_BYTES.items():
        if len(public) == length:
            return suite
    raise refusals.bad_key()


def fingerprint(public: bytes) -> str:
    """A public key (HPKE or Ed25519) to read aloud: six groups of four (docs/formats.md §2)."""
    digest = hashlib.sha256(b"wijkdesk fingerprint 1" + public).digest()
    text = encode(digest[:_FINGERPRINT_BYTES])
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def _public(raw: bytes, suite: int) -> _Public:
    if len(raw) != PUBLIC_BYTES[suite]:
        raise ValueError("a public key of another suite")
    if suite == CLASSIC:
        return X25519PublicKey.from_public_bytes(raw)
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(raw[:_ML_PUBLIC_BYTES]),
        X25519PublicKey.from_public_bytes(raw[_ML_PUBLIC_BYTES:]),
    )


def _private(raw: bytes, suite: int) -> _Private:
    if suite == CLASSIC:
        return X25519PrivateKey.from_private_bytes(raw)
    return MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(raw[:_SEED_BYTES]),
        X25519PrivateKey.from_private_bytes(raw[_SEED_BYTES:]),
    )

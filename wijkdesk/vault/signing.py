"""Signatures: Ed25519 (RFC 8032) for devices, administrators and the root."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


@dataclass(frozen=True)
class SigningKey:
    """A private key with its public half (32 bytes); never printed whole."""

    _key: Ed25519PrivateKey = field(repr=False)
    public: bytes

    @classmethod
    def generate(cls) -> SigningKey:
        """A fresh key."""
        return cls._of(Ed25519PrivateKey.generate())

    @classmethod
    def from_bytes(cls, secret: bytes) -> SigningKey:
        """The key of 32 secret bytes; ValueError for another length."""
        return cls._of(Ed25519PrivateKey.from_private_bytes(secret))

    @classmethod
    def _of(cls, key: Ed25519PrivateKey) -> SigningKey:
        return cls(key, key.public_key().public_bytes_raw())

    def to_bytes(self) -> bytes:
        """The 32 secret bytes; only for the encrypted store or a wrap."""
        return self._key.private_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """A signature of 64 bytes."""
        return self._key.sign(message)


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of `public` signed exactly this message; a key of no valid shape signed nothing."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True

"""RFC 9180 base mode for X25519, HKDF-SHA256 and AES-256-GCM, written from the text of the RFC, only to open."""

import hmac

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEM = b"KEM" + (0x20).to_bytes(2, "big")
SUITE = b"HPKE" + b"".join(number.to_bytes(2, "big") for number in (0x20, 1, 2))


def _extract(salt: bytes, suite: bytes, label: bytes, secret: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + secret, "sha256")


def _expand(key: bytes, suite: bytes, label: bytes, info: bytes, length: int) -> bytes:
    labelled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.digest(key, labelled + b"\x01", "sha256")[:length]  # one block is enough for 32 bytes


def open_base(private: bytes, info: bytes, enc: bytes, sealed: bytes, aad: bytes = b"") -> bytes:
    own = X25519PrivateKey.from_private_bytes(private)
    shared = own.exchange(X25519PublicKey.from_public_bytes(enc))
    context = enc + own.public_key().public_bytes_raw()
    secret = _expand(_extract(b"", KEM, b"eae_prk", shared), KEM, b"shared_secret", context, 32)
    schedule = b"\x00" + _extract(b"", SUITE, b"psk_id_hash", b"") + _extract(b"", SUITE, b"info_hash", info)
    key = _extract(secret, SUITE, b"secret", b"")
    nonce = _expand(key, SUITE, b"base_nonce", schedule, 12)
    return AESGCM(_expand(key, SUITE, b"key", schedule, 32)).decrypt(nonce, sealed, aad)

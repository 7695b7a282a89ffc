"""Who asks: nonces under a key in the database, and Ed25519 signatures of devices (docs/protocol.md §2)."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from wijkdesk.server import tables as t
from wijkdesk.server.database import alone
from wijkdesk.sync.codes import refusal

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from wijkdesk.core.clock import Clock
    from wijkdesk.core.ids import Id
    from wijkdesk.server.database import Database

NONCE_MS: Final = 10 * 60 * 1000
_LABEL: Final = b"wijkdesk nonce 1"
_RANDOM: Final = 16
_CLEAR: Final = _RANDOM + 8  # random | end in ms; an HMAC-SHA-256 follows


class Nonces:
    """Hands out and checks nonces. Nothing is kept: a nonce proves by itself who got it, and until when."""

    def __init__(self, key: bytes, clock: Clock) -> None:
        self._key = key
        self._clock = clock

    def issue(self, organisation: Id, device: Id) -> tuple[bytes, int]:
        """A nonce for that device, and its end in ms."""
        expires = self._clock.now_ms() + NONCE_MS
        clear = secrets.token_bytes(_RANDOM) + expires.to_bytes(8, "big")
        return clear + self._mac(clear, organisation, device), expires

    def check(self, nonce: bytes, organisation: Id, device: Id) -> None:
        """Raise `Refused` for a nonce that is not ours, of another device, or too old."""
        clear, mac = nonce[:_CLEAR], nonce[_CLEAR:]
        if not hmac.compare_digest(mac, self._mac(clear, organisation, device)):
            raise refusal("bad_nonce")
        if int.from_bytes(clear[_RANDOM:], "big") < self._clock.now_ms():
            raise refusal("expired_nonce")

    def _mac(self, clear: bytes, organisation: Id, device: Id) -> bytes:
        return hmac.digest(self._key, _LABEL + organisation + device + clear, hashlib.sha256)


def nonce_key(database: Database) -> bytes:
    """The key under which nonces are made; born with the database, and anew at a restore."""
    with database.writing() as connection:
        alone(connection)  # several server processes share one key
        found = connection.scalar(sa.select(t.secret.c.value).where(t.secret.c.name == "nonce"))
        return bytes(found) if found else renew_nonce_key(connection)


def renew_nonce_key(connection: Connection) -> bytes:
    """Put a fresh nonce key in the place of the one there."""
    key = secrets.token_bytes(32)
    connection.execute(t.secret.delete().where(t.secret.c.name == "nonce"))
    connection.execute(t.secret.insert().values(name="nonce", value=key))
    return key


def signed_by(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of `public` signed exactly this; a key of no valid shape signed nothing."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True

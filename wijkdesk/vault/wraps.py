"""Handing keys on: wraps for a holder, and the old key sealed under the new one (docs/formats.md §2)."""

from __future__ import annotations

from wijkdesk.core.ids import Id
from wijkdesk.vault import hpke, refusals, sealing

_ID_BYTES = 16


def wrap_key(public: bytes, organisation: bytes, owner: bytes, key_id: bytes, secret: bytes) -> bytes:
    """`secret` (a content key or a private key) for the holder of `public`, bound to owner and key id.

    `owner` is the space, team or user that the key belongs to. The suite follows from the public key.
    """
    return hpke.wrap(public, _info(organisation, owner, key_id), secret, hpke.suite_of(public))


def unwrap_key(private: bytes, organisation: bytes, owner: bytes, key_id: bytes, wrapped: bytes) -> bytes:
    """The secret that was wrapped; Refused `broken_seal` when anything differs."""
    return hpke.unwrap(private, _info(organisation, owner, key_id), wrapped)


def seal_previous(new: tuple[bytes, bytes], old: tuple[bytes, bytes], owner: bytes) -> bytes:
    """The old (id, key) under the new (id, key), so that a new key opens what came before."""
    (new_id, new_key), (old_id, old_key) = new, old
    return sealing.seal(new_key, owner + old_id + new_id, old_id + old_key)


def open_previous(new: tuple[bytes, bytes], old_id: bytes, owner: bytes, sealed: bytes) -> tuple[Id, bytes]:
    """The old (id, key); Refused `broken_seal` when it is not the one that `old_id` names."""
    plain = sealing.open_(new[1], owner + old_id + new[0], sealed)
    if plain[:_ID_BYTES] != old_id:
        raise refusals.broken_seal()
    return Id(plain[:_ID_BYTES]), plain[_ID_BYTES:]


def _info(organisation: bytes, owner: bytes, key_id: bytes) -> bytes:
    return b"wijkdesk wrap 1" + organisation + owner + key_id

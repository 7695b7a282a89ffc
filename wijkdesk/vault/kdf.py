"""Argon2id: from a passphrase to a key, at a cost that is calibrated once and bounded always (RFC 9106)."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from wijkdesk.vault import refusals

KEY_BYTES = 32
SALT_BYTES = 16
MIB = 1024
_PROBE_SALT = bytes(SALT_BYTES)


@dataclass(frozen=True)
class KdfParams:
    """What one derivation costs: `m` KiB of memory, `t` rounds, `p` lanes."""

    m: int
    t: int
    p: int


@dataclass(frozen=True)
class Bounds:
    """What a derivation may cost (docs/formats.md §4). Only code can choose other bounds, never a file."""

    min_m: int = 64 * MIB
    max_m: int = 1024 * MIB
    min_t: int = 3
    min_t_large: int = 2
    large_m: int = 512 * MIB
    max_t: int = 10
    max_p: int = 8

    def allow(self, params: KdfParams) -> bool:
        """Whether these params may be derived with."""
        least = self.min_t_large if params.m >= self.large_m else self.min_t
        return (
            self.min_m <= params.m <= self.max_m
            and least <= params.t <= self.max_t
            and 1 <= params.p <= self.max_p
        )


PRODUCTION = Bounds()
FLOOR = KdfParams(64 * MIB, 3, 4)
_LADDER = (FLOOR, KdfParams(128 * MIB, 3, 4), KdfParams(256 * MIB, 3, 4), KdfParams(512 * MIB, 2, 4),
           KdfParams(1024 * MIB, 2, 4))  # fmt: skip


def clean(passphrase: str) -> str:
    """The passphrase as it is derived from: NFC, no spaces at the ends, runs of spaces read as one."""
    return " ".join(unicodedata.normalize("NFC", passphrase).split())


def derive(secret: str, salt: bytes, params: KdfParams, bounds: Bounds = PRODUCTION) -> bytes:
    """32 bytes from a text; Refused `absurd_kdf` before any work when the params are out of bounds."""
    if not bounds.allow(params) or len(salt) != SALT_BYTES:
        raise refusals.absurd_kdf()
    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=params.t, lanes=params.p, memory_cost=params.m)
    try:
        return kdf.derive(secret.encode())
    except MemoryError as error:
        raise refusals.no_memory() from error


def measure(params: KdfParams) -> float:
    """Milliseconds that one derivation takes here."""
    start = time.perf_counter()
    derive("wachtzin", _PROBE_SALT, params)
    return (time.perf_counter() - start) * 1000


def calibrate(target_ms: int = 1000, cost: Callable[[KdfParams], float] = measure) -> KdfParams:
    """The dearest params that stay within `target_ms` here: first memory, then rounds; never below the floor.

    Takes up to about twice `target_ms`; run it beside the window. `cost` is there for tests.
    """
    best, spent = FLOOR, cost(FLOOR)
    for step in _LADDER[1:]:
        if 1.5 * spent > target_ms:  # a step costs at least half more, so it need not be tried
            break
        taken = cost(step)
        if taken > target_ms:
            break
        best, spent = step, taken
    rounds = int(best.t * target_ms / max(spent, 1.0))
    return KdfParams(best.m, min(max(rounds, best.t), PRODUCTION.max_t), best.p)

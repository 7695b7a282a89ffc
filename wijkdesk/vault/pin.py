"""The PIN of the cover: 4 to 6 digits, kept as an Argon2id hash in the encrypted store (architecture.md §6).

The PIN uncovers a screen whose keys are already in memory; it protects no file.
"""

from __future__ import annotations

import hmac
import os
from typing import Final

import msgspec

from wijkdesk.core.commit import Hash32, Natural
from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import _
from wijkdesk.vault import kdf, refusals
from wijkdesk.vault.kdf import FLOOR, PRODUCTION, SALT_BYTES, Bounds, KdfParams

SHORTEST: Final = 4
LONGEST: Final = 6
_RUNS = "01234567890", "09876543210"
_COMMON = frozenset({"1212", "2580", "0852", "6969", "1004", "4321", "1122", "112233", "123321", "121212"})


class _Kept(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    salt: bytes
    m: Natural
    t: Natural
    p: Natural
    hash: Hash32


def complaint(pin: str) -> str:
    """Why this PIN cannot be chosen, in Dutch; empty when it can."""
    if not (pin.isascii() and pin.isdigit()):
        return _("Gebruik alleen cijfers.")
    if not SHORTEST <= len(pin) <= LONGEST:
        return _("Kies 4, 5 of 6 cijfers.")
    if len(set(pin)) == 1 or pin in _COMMON or any(pin in run for run in _RUNS):
        return _("Deze pincode is te makkelijk te raden. Kies een andere.")
    return ""


def make(pin: str, *, cost: KdfParams = FLOOR, bounds: Bounds = PRODUCTION) -> bytes:
    """The hash to keep; UserError (field "pin") when the PIN is no good one."""
    if text := complaint(pin):
        raise UserError(text, field="pin")
    salt = os.urandom(SALT_BYTES)
    made = kdf.derive(pin, salt, cost, bounds)
    return msgspec.msgpack.encode(_Kept(salt, cost.m, cost.t, cost.p, made))


def check(pin: str, kept: bytes, *, bounds: Bounds = PRODUCTION) -> bool:
    """Whether this is the PIN; Refused `damaged` when what was kept cannot be read."""
    try:
        known = msgspec.msgpack.decode(kept, type=_Kept)
    except msgspec.DecodeError as error:
        raise refusals.damaged() from error
    made = kdf.derive(pin, known.salt, KdfParams(known.m, known.t, known.p), bounds)
    return hmac.compare_digest(made, known.hash)

"""The kluis: one master key behind slots (passphrase, recovery code, escrow); docs/formats.md §4.

Nothing here overwrites a kluis that it could not open, and a new passphrase leaves the database as it is.
Deriving takes about a second: call from a worker thread.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from wijkdesk.core.clock import Clock, SystemClock
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import Id, new_id
from wijkdesk.vault import escrow, hpke, recovery, refusals, sealing, words
from wijkdesk.vault.atomic import write_keeping, write_new
from wijkdesk.vault.derive import hkdf
from wijkdesk.vault.kdf import PRODUCTION, SALT_BYTES, Bounds, KdfParams, calibrate, clean, derive
from wijkdesk.vault.kluisfile import (
    ESCROW,
    PASSPHRASE,
    RECOVERY,
    SUITE,
    VERSION,
    Kluis,
    Slot,
    check_mac,
    encode,
    passphrase_params,
    read,
    slot_header,
)

__all__ = [
    "KdfParams", "Opened", "add_escrow", "calibrate", "change_passphrase", "create", "open_with_escrow",
    "open_with_pair", "remove_escrow", "renew_code", "unlock", "unlock_with_code",
]  # fmt: skip

MASTER_BYTES = 32

_Opener = Callable[[bytes, bytes, bytes], bytes]


@dataclass(frozen=True)
class Opened:
    """An open kluis. `recovery_code` (20 bytes) is there only right after it was made: show it once."""

    mk: bytes = field(repr=False)
    kluis: Kluis = field(repr=False)
    recovery_code: bytes | None = field(default=None, repr=False)
    slot: Id | None = None

    def db_key(self) -> bytes:
        """The raw 32-byte key of the database of this epoch."""
        return hkdf(self.mk, f"wijkdesk db {self.kluis.db_epoch}")


def create(
    path: Path,
    passphrase: str,
    *,
    kdf: KdfParams | None = None,
    bounds: Bounds = PRODUCTION,
    clock: Clock | None = None,
) -> Opened:
    """Make a kluis with a passphrase and a recovery code; `kdf` None = calibrate to about a second.

    UserError when the passphrase is below the strength line; Refused `exists` when a kluis stands there.
    """
    words.demand(passphrase)
    if path.exists():
        raise refusals.exists()
    master, code = os.urandom(MASTER_BYTES), recovery.new_code()
    empty = Kluis(VERSION, new_id(), (clock or SystemClock()).now_ms(), SUITE, 1, ())
    first = _passphrase_slot(empty, master, passphrase, kdf or calibrate(), bounds)
    kluis, raw = encode(_with(empty, (first, _recovery_slot(empty, master, code))), master)
    write_new(path, raw)
    return Opened(master, kluis, code, first.id)


def unlock(path: Path, passphrase: str, *, bounds: Bounds = PRODUCTION) -> Opened:
    """Open with the passphrase.

    Refused `wrong_passphrase`, `damaged`, `truncated`, `newer_version`, `absurd_kdf` (before deriving) or
    `missing`.
    """
    kluis = read(path)
    slots = kluis.of_type(PASSPHRASE)
    if not all(bounds.allow(passphrase_params(slot).cost) for slot in slots):
        raise refusals.absurd_kdf()
    for slot in slots:
        params = passphrase_params(slot)
        key = derive(clean(passphrase), params.salt, params.cost, bounds)
        if master := _try(sealing.open_, key, _header(kluis, slot), slot.wrapped):
            return _proven(kluis, master, slot)
    raise refusals.wrong_passphrase()


def unlock_with_code(path: Path, code: bytes) -> Opened:
    """Open with the 20 bytes of the recovery code (`recovery.parse`); Refused `wrong_code` or as `unlock`."""
    kluis = read(path)
    for slot in kluis.of_type(RECOVERY):
        if master := _try(sealing.open_, recovery.kluis_key(code), _header(kluis, slot), slot.wrapped):
            return _proven(kluis, master, slot)
    raise refusals.wrong_code()


def open_with_escrow(path: Path, custodian_id: bytes, private: bytes) -> Opened:
    """Open with a custodian's private key; Refused `wrong_escrow` or as `unlock`. Log every use."""
    kluis = read(path)
    for slot in kluis.of_type(ESCROW):
        if slot.params.get("custodian") != custodian_id:
            continue
        if master := _try(hpke.unwrap, private, _header(kluis, slot), slot.wrapped):
            return _proven(kluis, master, slot)
    raise refusals.wrong_escrow()


def change_passphrase(
    path: Path, opened: Opened, new: str, *, kdf: KdfParams | None = None, bounds: Bounds = PRODUCTION
) -> Opened:
    """Put a new passphrase in place of the one that opened the kluis (of all, when a code opened it).

    The database is not touched. Copies of the kluis from before still open with the old passphrase.
    """
    words.demand(new)
    kluis = _current(path, opened)
    old = [slot for slot in kluis.of_type(PASSPHRASE) if slot.id == opened.slot] or kluis.of_type(PASSPHRASE)
    fresh = _passphrase_slot(kluis, opened.mk, new, kdf or calibrate(), bounds)
    kept = tuple(slot for slot in kluis.slots if slot not in old)
    return replace(_save(path, opened, _with(kluis, (fresh, *kept))), slot=fresh.id)


def renew_code(path: Path, opened: Opened, code: bytes | None = None) -> Opened:
    """A new recovery code in place of the old one, for a lost or seen paper; `code` = one made before."""
    kluis, code = _current(path, opened), code or recovery.new_code()
    kept = tuple(slot for slot in kluis.slots if slot.type != RECOVERY)
    changed = _with(kluis, (*kept, _recovery_slot(kluis, opened.mk, code)))
    return replace(_save(path, opened, changed), recovery_code=code)


def open_with_pair(path: Path, privates: Mapping[Id, bytes]) -> Opened:
    """Open with the private keys of two custodians of the emergency key; Refused `two_custodians` or as `unlock`."""
    kluis = read(path)
    for slot in kluis.of_type(ESCROW):
        shares = slot.params.get("shares")
        if shares:
            pairs = tuple((Id(one), Id(other), bytes(sealed)) for one, other, sealed in shares)
            key = slot.params["custodian"]
            private = escrow.open_shares(slot.params["organisation"], key, pairs, privates)
            return open_with_escrow(path, key, private)
    raise refusals.wrong_escrow()


def add_escrow(
    path: Path, opened: Opened, custodian_id: bytes, public: bytes, more: Mapping[str, Any] | None = None
) -> Opened:
    """Let a custodian open this kluis (again: the former wrap for the same custodian goes).

    `more` = organisation and shares, when two custodians together hold that key.
    """
    kluis = _current(path, opened)
    slot_id, params = new_id(), {"custodian": bytes(custodian_id), **(more or {})}
    info = slot_header(kluis, slot_id, ESCROW, params)
    slot = Slot(slot_id, ESCROW, params, hpke.wrap(public, info, opened.mk, hpke.suite_of(public)))
    return _save(path, opened, _with(kluis, (*_without_custodian(kluis, custodian_id), slot)))


def remove_escrow(path: Path, opened: Opened, custodian_id: bytes) -> Opened:
    """Take a custodian's slot out; former copies of the kluis still have it."""
    kluis = _current(path, opened)
    return _save(path, opened, _with(kluis, _without_custodian(kluis, custodian_id)))


def _without_custodian(kluis: Kluis, custodian_id: bytes) -> tuple[Slot, ...]:
    return tuple(s for s in kluis.slots if s.type != ESCROW or s.params.get("custodian") != custodian_id)


def _passphrase_slot(kluis: Kluis, master: bytes, passphrase: str, cost: KdfParams, bounds: Bounds) -> Slot:
    slot_id, salt = new_id(), os.urandom(SALT_BYTES)
    params = {"salt": salt, "m": cost.m, "t": cost.t, "p": cost.p}
    key = derive(clean(passphrase), salt, cost, bounds)
    header = slot_header(kluis, slot_id, PASSPHRASE, params)
    return Slot(slot_id, PASSPHRASE, params, sealing.seal(key, header, master))


def _recovery_slot(kluis: Kluis, master: bytes, code: bytes) -> Slot:
    slot_id = new_id()
    header = slot_header(kluis, slot_id, RECOVERY, {})
    return Slot(slot_id, RECOVERY, {}, sealing.seal(recovery.kluis_key(code), header, master))


def _header(kluis: Kluis, slot: Slot) -> bytes:
    return slot_header(kluis, slot.id, slot.type, slot.params)


def _with(kluis: Kluis, slots: tuple[Slot, ...]) -> Kluis:
    return msgspec.structs.replace(kluis, slots=slots)


def _try(opener: _Opener, key: bytes, header: bytes, wrapped: bytes) -> bytes | None:
    """The master key, or None when this slot does not open with this key."""
    try:
        return opener(key, header, wrapped)
    except Refused:
        return None


def _proven(kluis: Kluis, master: bytes, slot: Slot) -> Opened:
    if len(master) != MASTER_BYTES:
        raise refusals.damaged()
    check_mac(kluis, master)
    return Opened(master, kluis, slot=slot.id)


def _current(path: Path, opened: Opened) -> Kluis:
    """The kluis as it stands on disk now, proven with the key in hand: no change in between is lost."""
    kluis = read(path)
    if not hmac.compare_digest(kluis.vault, opened.kluis.vault):
        raise refusals.damaged()
    check_mac(kluis, opened.mk)
    return kluis


def _save(path: Path, opened: Opened, changed: Kluis) -> Opened:
    kluis, raw = encode(changed, opened.mk)
    write_keeping(path, raw)
    return replace(opened, kluis=kluis)

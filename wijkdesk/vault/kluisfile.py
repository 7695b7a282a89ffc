"""The kluis as bytes: structs, bounds and the keyed check over the whole (docs/formats.md §4)."""

from __future__ import annotations

import hmac
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec.msgpack import Decoder, Encoder

from wijkdesk.core.commit import Hash32, Id16, Natural
from wijkdesk.vault import refusals
from wijkdesk.vault.derive import hkdf, hmac_sha256
from wijkdesk.vault.kdf import SALT_BYTES, KdfParams

VERSION = 1
SUITE = 1
MAX_BYTES = 64 * 1024
MAX_SLOTS = 64
MAX_PASSPHRASES = 8  # each one costs a second at unlock
PASSPHRASE = "passphrase"  # noqa: S105 - the name of a slot type
RECOVERY = "recovery"
ESCROW = "escrow"

_Wrapped = Annotated[bytes, msgspec.Meta(min_length=1, max_length=4096)]
_Salt = Annotated[bytes, msgspec.Meta(min_length=SALT_BYTES, max_length=SALT_BYTES)]
_ENCODER = Encoder()


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to the master key. Types that this version does not know are kept as they are."""

    id: Id16
    type: str
    params: dict[str, Any]
    wrapped: _Wrapped


class Kluis(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one kluis file says. `created` is ms; `db_epoch` counts changes of the database key."""

    v: Natural
    vault: Id16
    created: Natural
    suite: Natural
    db_epoch: Natural
    slots: tuple[Slot, ...]
    mac: Hash32 = bytes(32)

    def of_type(self, kind: str) -> tuple[Slot, ...]:
        """The slots of one type, in order."""
        return tuple(slot for slot in self.slots if slot.type == kind)


class PassphraseParams(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Salt and cost of a passphrase slot."""

    salt: _Salt
    m: Natural
    t: Natural
    p: Natural

    @property
    def cost(self) -> KdfParams:
        """The cost apart from the salt."""
        return KdfParams(self.m, self.t, self.p)


_KLUIS = Decoder(Kluis)


def passphrase_params(slot: Slot) -> PassphraseParams:
    """The params of a passphrase slot; Refused `damaged` when they are of another shape."""
    try:
        return msgspec.convert(slot.params, PassphraseParams)
    except msgspec.ValidationError as error:
        raise refusals.damaged() from error


def slot_header(kluis: Kluis, slot_id: bytes, kind: str, params: dict[str, Any]) -> bytes:
    """What the wrap of a slot is bound to: it opens in no other kluis, slot, type or at other cost."""
    return _ENCODER.encode([kluis.v, kluis.vault, slot_id, kind, params])


def mac_of(kluis: Kluis, master: bytes) -> bytes:
    """The keyed check over all but itself."""
    fields = msgspec.structs.asdict(kluis)
    del fields["mac"]
    return hmac_sha256(hkdf(master, "wijkdesk kluis mac 1"), _ENCODER.encode(fields))


def check_mac(kluis: Kluis, master: bytes) -> None:
    """Refused `damaged` when a slot was taken out, put in or changed by someone without the master key."""
    if not hmac.compare_digest(mac_of(kluis, master), kluis.mac):
        raise refusals.damaged()


def encode(kluis: Kluis, master: bytes) -> tuple[Kluis, bytes]:
    """The kluis with its check renewed, and its bytes."""
    whole = msgspec.structs.replace(kluis, mac=mac_of(kluis, master))
    return whole, _ENCODER.encode(whole)


def read(path: Path) -> Kluis:
    """The kluis at `path`, not yet proven genuine; Refused `missing`, or as `decode` says."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise refusals.missing() from error
    except OSError as error:
        raise refusals.cannot_read() from error
    return decode(raw)


def decode(raw: bytes) -> Kluis:
    """A kluis from bytes; Refused `truncated`, `newer_version` or `damaged`."""
    if len(raw) > MAX_BYTES:
        raise refusals.damaged()
    _check_shape(raw)
    try:
        kluis = _KLUIS.decode(raw)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise refusals.damaged() from error
    if len(kluis.slots) > MAX_SLOTS or len(kluis.of_type(PASSPHRASE)) > MAX_PASSPHRASES:
        raise refusals.damaged()
    return kluis


def _check_shape(raw: bytes) -> None:
    """Tell a file cut short and one of a later version apart from plain damage."""
    try:
        loose = msgspec.msgpack.decode(raw)
    except (msgspec.MsgspecError, ValueError, TypeError, RecursionError) as error:
        # The decoder has one error class; only its words say that the end was reached too soon.
        raise (
            refusals.truncated() if not raw or "truncated" in str(error) else refusals.damaged()
        ) from error
    if not isinstance(loose, dict):
        raise refusals.damaged()
    for name, known in (("v", VERSION), ("suite", SUITE)):
        number = loose.get(name)
        if type(number) is not int or number < known:
            raise refusals.damaged()
        if number > known:
            raise refusals.newer_version()

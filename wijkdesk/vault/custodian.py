"""A custodian's two files: a public one to be named with, a private one under a passphrase (docs/formats.md §10)."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import Any

from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, new_id
from wijkdesk.vault import sealing, words
from wijkdesk.vault.hpke import HYBRID, KeyPair, fingerprint
from wijkdesk.vault.kdf import PRODUCTION, SALT_BYTES, Bounds, KdfParams, calibrate, clean, derive

FORMAT = 1
MOST_BYTES = 16 * 1024
_LABEL = b"wijkdesk custodian 1"


@dataclass(frozen=True)
class Custodian:
    """Who keeps a part of the emergency key; `private` only after opening the private file."""

    id: Id
    name: str
    public: bytes
    private: bytes = field(default=b"", repr=False)

    @property
    def fingerprint(self) -> str:
        """Six groups of four, to read aloud when the custodian is named."""
        return fingerprint(self.public)


def make(
    name: str, passphrase: str, *, kdf: KdfParams | None = None, bounds: Bounds = PRODUCTION
) -> tuple[bytes, bytes]:
    """The private and the public file of a new custodian. UserError for a weak passphrase."""
    words.demand(passphrase)
    pair, id_, salt = KeyPair.generate(HYBRID), new_id(), os.urandom(SALT_BYTES)
    cost = kdf or calibrate()
    key = derive(clean(passphrase), salt, cost, bounds)
    public = {"format": FORMAT, "custodian": id_.hex(), "name": name, "public": pair.public.hex()}
    sealed = sealing.seal(key, _LABEL + id_ + pair.public, pair.private)
    private = public | {
        "salt": salt.hex(), "m": cost.m, "t": cost.t, "p": cost.p, "sealed": sealed.hex(),
    }  # fmt: skip
    return _file(private), _file(public)


def read_public(raw: bytes) -> Custodian:
    """The custodian of either file, without the private half. Refused `bad_custodian`."""
    parts = _parts(raw)
    try:
        id_, public = Id(bytes.fromhex(parts["custodian"])), bytes.fromhex(parts["public"])
        if len(id_) != len(new_id()):
            raise ValueError("custodian")
        return Custodian(id_, str(parts["name"])[:200], public)
    except (KeyError, TypeError, ValueError) as error:
        raise _bad() from error


def open_private(raw: bytes, passphrase: str, *, bounds: Bounds = PRODUCTION) -> Custodian:
    """The custodian with the private half. Refused `bad_custodian`, `absurd_kdf` or `wrong_passphrase`."""
    found, parts = read_public(raw), _parts(raw)
    try:
        cost = KdfParams(int(parts["m"]), int(parts["t"]), int(parts["p"]))
        salt, sealed = bytes.fromhex(parts["salt"]), bytes.fromhex(parts["sealed"])
    except (KeyError, TypeError, ValueError) as error:
        raise _bad() from error
    key = derive(clean(passphrase), salt, cost, bounds)
    try:
        private = sealing.open_(key, _LABEL + found.id + found.public, sealed)
    except Refused as error:
        raise Refused(
            "wrong_passphrase",
            _("De wachtzin van {name} klopt niet.").format(name=found.name),
            kept=_("Er is niets veranderd."),
        ) from error
    return Custodian(found.id, found.name, found.public, private)


def _file(parts: dict[str, Any]) -> bytes:
    return (json.dumps(parts, indent=1) + "\n").encode()


def _parts(raw: bytes) -> dict[str, Any]:
    try:
        parts = json.loads(raw.decode()) if len(raw) <= MOST_BYTES else None
    except (ValueError, RecursionError) as error:
        raise _bad() from error
    if not isinstance(parts, dict) or parts.get("format") != FORMAT:
        raise _bad()
    return parts


def _bad() -> Refused:
    return Refused(
        "bad_custodian",
        _("Dit is geen bestand van een bewaarder, of het is beschadigd."),
        kept=_("Er is niets veranderd."),
    )

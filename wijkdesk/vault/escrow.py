"""The emergency key: one HPKE pair of the organisation whose private half only two custodians together can open.

The private half is sealed for each pair of custodians, for the one around for the other (docs/decisions/0008). It
exists in the open on the laptop that names the custodians, while sealing, and on the laptop where two of them open it.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, new_id
from wijkdesk.vault import hpke
from wijkdesk.vault.hpke import HYBRID, KeyPair
from wijkdesk.vault.statements import Escrow

if TYPE_CHECKING:
    from collections.abc import Mapping

QUORUM = 2
NUMBER = 3


def make(organisation: bytes, custodians: Mapping[Id, bytes], at: int) -> Escrow:
    """A fresh emergency key for three custodians. ValueError for another number; Refused `bad_key`."""
    if len(custodians) != NUMBER:
        raise ValueError(f"{len(custodians)} custodians, {NUMBER} asked")
    pair, key = KeyPair.generate(HYBRID), new_id()
    shares = []
    for one, other in combinations(sorted(custodians), QUORUM):
        info = _info(organisation, key, one, other)
        inner = hpke.wrap(custodians[other], info, pair.private, HYBRID)
        shares.append((one, other, hpke.wrap(custodians[one], info, inner, HYBRID)))
    return Escrow(dict(custodians), QUORUM, at, key, pair.public, tuple(shares))


def open_shares(
    organisation: bytes,
    key: bytes,
    shares: tuple[tuple[Id, Id, bytes], ...],
    privates: Mapping[Id, bytes],
) -> bytes:
    """The private half, with the private keys of two custodians. Refused `two_custodians` without a pair that fits."""
    for one, other, sealed in shares:
        if one in privates and other in privates:
            info = _info(organisation, key, one, other)
            try:
                return hpke.unwrap(privates[other], info, hpke.unwrap(privates[one], info, sealed))
            except Refused:
                continue
    raise Refused(
        "two_custodians",
        _("Met deze sleutels gaat de noodsleutel niet open."),
        kept=_("Er is niets veranderd."),
        todo=_("Neem de bestanden van twee bewaarders van deze organisatie."),
    )


def _info(organisation: bytes, key: bytes, one: bytes, other: bytes) -> bytes:
    return b"wijkdesk escrow pair 1" + organisation + key + one + other

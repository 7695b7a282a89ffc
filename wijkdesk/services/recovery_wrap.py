"""The user key under the printed recovery code, kept in the log: server and paper give it back together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkdesk.services.session import organisation_space
from wijkdesk.vault import recovery, sealing

if TYPE_CHECKING:
    from wijkdesk.storage.identity import Identity
    from wijkdesk.storage.unit_of_work import Unit


def under_code(me: Identity, code: bytes) -> bytes:
    """The user's private key sealed with the code's second key (docs/formats.md §4); empty without a code."""
    if not code:
        return b""
    return sealing.seal(recovery.user_key(code), me.organisation + me.user, me.user_key.private)


def keep(unit: Unit, me: Identity, blob: bytes) -> None:
    """Write it as a KEYWRAP of the user; nothing when there is none."""
    if blob:
        wraps = [["recovery", me.user, blob]]
        fields = {"of": "user", "owner": me.user, "key": me.user, "kind": "user", "wraps": wraps}
        unit.control(organisation_space(me.organisation), "KEYWRAP", fields | {"previous": None})

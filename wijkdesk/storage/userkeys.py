"""What a KEYWRAP of a user gives this laptop: an administrator key, or the user's own key for a new laptop."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wijkdesk.storage.keywraps import KeyWrap, open_wrap
from wijkdesk.vault.signing import SigningKey

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.storage.holdings import Holdings
    from wijkdesk.storage.identity import Identity

ADMIN = "admin"  # kind of a KEYWRAP that hands over an administrator key


def take(held: Holdings, connection: Connection, identity: Identity, given: KeyWrap) -> None:
    """Keep an administrator key that was handed to this user; it counts only once the root has signed it."""
    if given.owner != identity.user or given.kind != ADMIN or identity.admin_key is not None:
        return
    for to_kind, to_id, wrapped in given.wraps:
        if to_kind == "user" and to_id == identity.user:
            private = open_wrap(identity.user_key.private, identity, given, wrapped)
            if private is not None:
                mine = replace(identity, admin_key=SigningKey.from_bytes(private))
                mine.save(connection)
                held.identities[identity.organisation] = mine

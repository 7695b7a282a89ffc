"""The private halves of team keys on this laptop: the one in force, and those before it that open the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkdesk.core.ids import Id
from wijkdesk.storage.keyring import get_secret, put_secret, secrets
from wijkdesk.vault.hpke import KeyPair

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.vault.trust import Trust


def team_secret(team: bytes, key: bytes | None = None) -> str:
    """The name under which a private key of a team is kept; the first key of a team has the team's own id."""
    name = f"team/{team.hex()}"
    return name if key is None or key == team else f"{name}/{key.hex()}"


def get(connection: Connection, team: bytes, key: bytes) -> bytes | None:
    """The private key with that id, if this laptop holds it."""
    return get_secret(connection, team_secret(team, key))


def put(connection: Connection, team: bytes, key: bytes, private: bytes) -> None:
    """Keep a private key."""
    put_secret(connection, team_secret(team, key), private)


def held(connection: Connection, team: bytes) -> dict[Id, bytes]:
    """All private keys of a team that this laptop holds, by key id."""
    found = secrets(connection, team_secret(team))
    return {Id(bytes.fromhex(rest[1:])) if rest else Id(team): private for rest, private in found.items()}


def in_force(connection: Connection, trust: Trust, team: bytes) -> tuple[Id, KeyPair] | None:
    """The key that the administrators name for the team now; None when this laptop does not hold it."""
    public = trust.team_public(team)
    for key, private in held(connection, team).items():
        pair = KeyPair.from_private(private)
        if pair.public == public:
            return key, pair
    return None

"""What control commits do on this laptop: people and keys come in, keys are unwrapped (docs/formats.md §1, §2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wijkdesk.core.commit import Commit, Control, Header, decode_control
from wijkdesk.core.ids import Id
from wijkdesk.storage import log
from wijkdesk.storage.keyring import ContentKey, get_secret, put_secret
from wijkdesk.vault import wraps

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.storage.identity import Identity
    from wijkdesk.storage.store import Store

PEOPLE = ("ADMIN", "MEMBER", "DEVICE", "TEAM", "ESCROW")


def decode(commit: Commit) -> Control:
    """The statement of a control commit."""
    return decode_control(commit.body or b"")


def team_secret(team: bytes) -> str:
    """The name under which a team's private key is kept."""
    return f"team/{team.hex()}"


def take(store: Store, connection: Connection, header: Header, statement: Control) -> None:
    """Let a statement take effect. Raises Refused when people's statements do not chain to the root."""
    identity = store.identities.get(Id(header.organisation))
    if identity is None:
        return
    if statement.op in PEOPLE:
        store.trusts[identity.organisation].take(statement)
    elif statement.op == "KEYWRAP":
        _unwrap(store, connection, identity, statement.fields, header.hlc)


def retry_wraps(store: Store, connection: Connection, identity: Identity) -> None:
    """Open the wraps that could not be opened before, after a new team key has come in."""
    for entry in log.controls(connection, "KEYWRAP"):
        if entry.header.organisation == identity.organisation:
            _unwrap(store, connection, identity, decode(entry.commit).fields, entry.header.hlc)


def _unwrap(
    store: Store, connection: Connection, identity: Identity, fields: dict[str, Any], hlc: int
) -> None:
    owner, key_id = Id(fields["owner"]), Id(fields["key"])
    if fields["of"] == "space" and store.keyring.by_id(key_id) is not None:
        return
    plain = _first_open(connection, identity, fields)
    if plain is None:
        return
    if fields["of"] == "team":
        if get_secret(connection, team_secret(owner)) is None:
            put_secret(connection, team_secret(owner), plain)
            retry_wraps(store, connection, identity)
    elif fields["of"] == "space":
        store.add_content_key(connection, ContentKey(key_id, owner, plain), hlc)
        _unwrap_previous(store, connection, fields, plain, hlc)


def _first_open(connection: Connection, identity: Identity, fields: dict[str, Any]) -> bytes | None:
    for to_kind, to_id, wrapped in fields["wraps"]:
        private = None
        if to_kind == "user" and to_id == identity.user:
            private = identity.user_key.private
        elif to_kind == "team":
            private = get_secret(connection, team_secret(to_id))
        if private is not None:
            return wraps.unwrap_key(private, identity.organisation, fields["owner"], fields["key"], wrapped)
    return None


def _unwrap_previous(
    store: Store, connection: Connection, fields: dict[str, Any], key: bytes, hlc: int
) -> None:
    """A new key opens the one before it: what a member joins later can read what came earlier."""
    if fields.get("previous"):
        old_id, sealed = fields["previous"]
        owner = Id(fields["owner"])
        found_id, found = wraps.open_previous((fields["key"], key), old_id, owner, sealed)
        store.add_content_key(connection, ContentKey(found_id, owner, found), hlc - 1)

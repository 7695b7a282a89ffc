"""What control commits do on this laptop: people and keys come in, keys are unwrapped (docs/formats.md §1, §2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar

import msgspec

from wijkdesk.core.commit import Commit, Control, Header, Id16, Malformed, decode_control
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import Id, natural_id
from wijkdesk.models.dossier import SpaceKind
from wijkdesk.storage import log
from wijkdesk.storage.keyring import ContentKey, get_secret, put_secret
from wijkdesk.vault import refusals, wraps
from wijkdesk.vault.hpke import KeyPair

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.storage.holdings import Holdings
    from wijkdesk.storage.identity import Identity

PEOPLE = ("ADMIN", "MEMBER", "DEVICE", "TEAM", "ESCROW", "WIPE")
S = TypeVar("S", bound=msgspec.Struct)


class KeyWrap(msgspec.Struct, frozen=True):
    """KEYWRAP: a key of a space, team or user for some holders; `previous` = the key before it, sealed."""

    of: Literal["space", "team", "user"]
    owner: Id16
    key: Id16
    wraps: tuple[tuple[str, Id16, bytes], ...]
    previous: tuple[Id16, bytes] | None = None


class Redact(msgspec.Struct, frozen=True):
    """REDACT: the commits whose content goes, and the code of the ground."""

    commits: tuple[Id16, ...]
    ground: str


def decode(commit: Commit) -> Control:
    """The statement of a control commit."""
    return decode_control(commit.body or b"")


def read(kind: type[S], fields: dict[str, Any]) -> S:
    """The fields of a statement with their types; Malformed when they are not that."""
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        raise Malformed(f"{kind.__name__}: {error}") from error


def team_secret(team: bytes) -> str:
    """The name under which a team's private key is kept."""
    return f"team/{team.hex()}"


def check(header: Header, statement: Control) -> None:
    """Look at the shape and place of a statement before it is kept.

    Malformed for another shape; Refused `broken_seal` for a key that is handed out in a space it is not of.
    """
    if statement.op == "REDACT":
        read(Redact, statement.fields)
    elif statement.op == "KEYWRAP":
        given = read(KeyWrap, statement.fields)
        people = natural_id(header.organisation, "space", SpaceKind.ORGANISATION.value)
        if header.space != (given.owner if given.of == "space" else people):
            raise refusals.broken_seal()


def take(held: Holdings, connection: Connection, header: Header, statement: Control) -> None:
    """Let a statement take effect. Raises Refused when people's statements do not chain to the root."""
    identity = held.identities.get(Id(header.organisation))
    if identity is None:
        return
    if statement.op in PEOPLE:
        held.trusts[identity.organisation].take(statement)
    elif statement.op == "KEYWRAP":
        _unwrap(held, connection, identity, read(KeyWrap, statement.fields), header.hlc)


def retry_wraps(held: Holdings, connection: Connection, identity: Identity) -> None:
    """Open the wraps that could not be opened before, after a new team key has come in."""
    for entry in log.controls(connection, "KEYWRAP"):
        if entry.header.organisation == identity.organisation and entry.commit.body is not None:
            given = read(KeyWrap, decode(entry.commit).fields)
            _unwrap(held, connection, identity, given, entry.header.hlc)


def _unwrap(held: Holdings, connection: Connection, identity: Identity, given: KeyWrap, hlc: int) -> None:
    if given.of == "user" or (given.of == "space" and held.keyring.by_id(given.key) is not None):
        return
    plain = _first_open(connection, identity, given)
    if plain is None:
        return
    if given.of == "team":
        _take_team_key(held, connection, identity, Id(given.owner), plain)
    else:
        _unwrap_previous(held, connection, given, plain, hlc)
        held.add_content_key(connection, ContentKey(Id(given.key), Id(given.owner), plain), hlc)


def _take_team_key(
    held: Holdings, connection: Connection, identity: Identity, team: Id, private: bytes
) -> None:
    """Only the private half of the key that an administrator named for the team is taken."""
    if get_secret(connection, team_secret(team)) is not None:
        return
    public = held.trusts[identity.organisation].team_public(team)
    if public is None or KeyPair.from_private(private).public != public:
        raise refusals.forged_statement()
    put_secret(connection, team_secret(team), private)
    retry_wraps(held, connection, identity)


def _first_open(connection: Connection, identity: Identity, given: KeyWrap) -> bytes | None:
    """The key, by the first wrap that opens; a wrap made wrongly for one holder does not keep out another."""
    for to_kind, to_id, wrapped in given.wraps:
        private = None
        if to_kind == "user" and to_id == identity.user:
            private = identity.user_key.private
        elif to_kind == "team":
            private = get_secret(connection, team_secret(to_id))
        if private is not None and (plain := _open(private, identity, given, wrapped)) is not None:
            return plain
    return None


def _open(private: bytes, identity: Identity, given: KeyWrap, wrapped: bytes) -> bytes | None:
    try:
        return wraps.unwrap_key(private, identity.organisation, given.owner, given.key, wrapped)
    except Refused:
        return None


def _unwrap_previous(held: Holdings, connection: Connection, given: KeyWrap, key: bytes, hlc: int) -> None:
    """A new key opens the one before it: what a member joins later can read what came earlier."""
    if given.previous:
        old_id, sealed = given.previous
        owner = Id(given.owner)
        found_id, found = wraps.open_previous((given.key, key), old_id, owner, sealed)
        held.add_content_key(connection, ContentKey(found_id, owner, found), hlc - 1)

"""What control commits do on this laptop: people and keys come in, keys are unwrapped (docs/formats.md §1, §2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from wijkdesk.core.commit import Commit, Control, Header, Id16, decode_control
from wijkdesk.core.ids import Id, natural_id
from wijkdesk.models.dossier import SpaceKind
from wijkdesk.storage import log, teamkeys, userkeys
from wijkdesk.storage.keyring import ContentKey
from wijkdesk.storage.keywraps import KeyWrap, open_wrap, read
from wijkdesk.vault import refusals, wraps
from wijkdesk.vault.hpke import KeyPair
from wijkdesk.vault.trust import Trust

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.storage.holdings import Holdings
    from wijkdesk.storage.identity import Identity

ERASING = ("REDACT", "SHRED")
PEOPLE = ("ADMIN", "MEMBER", "DEVICE", "TEAM", "ESCROW", "WIPE")


class Assign(msgspec.Struct, frozen=True):
    """ASSIGN: a space in the hands of a user or team."""

    to: Literal["user", "team"]
    id: Id16


class Shred(msgspec.Struct, frozen=True):
    """SHRED: the space that goes whole, and the code of the ground."""

    space: Id16
    ground: str


class Redact(msgspec.Struct, frozen=True):
    """REDACT: the commits whose content goes, and the code of the ground."""

    commits: tuple[Id16, ...]
    ground: str


def trust_of(connection: Connection, identity: Identity) -> Trust:
    """Who may speak in an organisation, by all statements of its people that the log holds."""
    trust = Trust(identity.organisation, identity.root)
    for entry in log.controls(connection, *PEOPLE):
        if entry.header.organisation == identity.organisation:
            trust.take(decode(entry.commit))
    return trust


def decode(commit: Commit) -> Control:
    """The statement of a control commit."""
    return decode_control(commit.body or b"")


def check(header: Header, statement: Control) -> None:
    """Look at the shape and place of a statement before it is kept.

    Malformed for another shape; Refused `broken_seal` for a key that is handed out in a space it is not of.
    """
    if statement.op == "REDACT":
        read(Redact, statement.fields)
    elif statement.op == "SHRED":
        if read(Shred, statement.fields).space != header.space:
            raise refusals.broken_seal()
    elif statement.op == "KEYWRAP":
        given = read(KeyWrap, statement.fields)
        people = natural_id(header.organisation, "space", SpaceKind.ORGANISATION.value)
        if header.space != (given.owner if given.of == "space" else people):
            raise refusals.broken_seal()


def held(connection: Connection, trust: Trust, header: Header) -> bool:
    """Whether who wrote this ever held its space, or is administrator; everyone holds the organisation's.

    Of a space of which nothing is known yet that is believed: the server has judged it.
    """
    user = trust.user_of(Id(header.device))
    everyones = natural_id(header.organisation, "space", SpaceKind.ORGANISATION.value)
    if user is None or trust.is_admin(user) or header.space == everyones:
        return user is not None
    found = [
        read(Assign, decode(entry.commit).fields)
        for entry in log.controls(connection, "ASSIGN")
        if entry.header.space == header.space and entry.commit.body is not None
    ]
    return not found or any(
        given.id == user if given.to == "user" else user in trust.members(given.id) for given in found
    )


def take(held: Holdings, connection: Connection, header: Header, statement: Control) -> None:
    """Let a statement take effect. Raises Refused when people's statements do not chain to the root."""
    identity = held.identities.get(Id(header.organisation))
    if identity is None:
        return
    if statement.op in PEOPLE:
        held.trusts[identity.organisation].take(statement)
        held.keys_due.add(identity.organisation)
    elif statement.op == "KEYWRAP":
        _unwrap(held, connection, identity, read(KeyWrap, statement.fields), header.hlc)
        held.keys_due.add(identity.organisation)


def retry_wraps(held: Holdings, connection: Connection, identity: Identity, owner: Id | None = None) -> None:
    """Open the wraps that could not be opened before, after a new key has come in; all, or those of one owner."""
    for entry in list(log.controls(connection, "KEYWRAP")):
        if entry.header.organisation == identity.organisation and entry.commit.body is not None:
            given = read(KeyWrap, decode(entry.commit).fields)
            if owner in (None, given.owner):
                _unwrap(held, connection, identity, given, entry.header.hlc)


def _unwrap(held: Holdings, connection: Connection, identity: Identity, given: KeyWrap, hlc: int) -> None:
    if given.of == "user":
        userkeys.take(held, connection, identity, given)
    elif given.of == "team":
        _take_team_key(held, connection, identity, given)
    else:
        _take_content_key(held, connection, identity, given, hlc)


def _take_content_key(
    held: Holdings, connection: Connection, identity: Identity, given: KeyWrap, hlc: int
) -> None:
    known = held.keyring.by_id(given.key)
    plain = known.key if known else _first_open(connection, identity, given)
    if plain is None:
        return
    if known is None:
        held.add_content_key(connection, ContentKey(Id(given.key), Id(given.owner), plain), hlc)
    _follow_content(held, connection, identity, given, plain, hlc)


def _follow_content(
    held: Holdings, connection: Connection, identity: Identity, given: KeyWrap, key: bytes, hlc: int
) -> None:
    """A new key opens the one before it, and so on: what a member joins later can read what came earlier."""
    if given.previous is None:
        return
    old_id, sealed = given.previous
    owner = Id(given.owner)
    found_id, found = wraps.open_previous((given.key, key), old_id, owner, sealed)
    if held.keyring.by_id(old_id) is None:
        held.add_content_key(connection, ContentKey(found_id, owner, found), hlc - 1)
        retry_wraps(held, connection, identity, owner)
    held.supersede(connection, Id(old_id), hlc - 1)


def _take_team_key(held: Holdings, connection: Connection, identity: Identity, given: KeyWrap) -> None:
    """Only the private half of a key that an administrator named for the team is taken."""
    team, key = Id(given.owner), Id(given.key)
    private = teamkeys.get(connection, team, key)
    if private is None:
        private = _first_open(connection, identity, given)
        if private is None:
            return
        if KeyPair.from_private(private).public not in held.trusts[identity.organisation].team_publics(team):
            raise refusals.forged_statement()
        teamkeys.put(connection, team, key, private)
        retry_wraps(held, connection, identity)
    if given.previous is not None and teamkeys.get(connection, team, given.previous[0]) is None:
        old_id, sealed = given.previous
        found_id, found = wraps.open_previous((key, private), old_id, team, sealed)
        teamkeys.put(connection, team, found_id, found)
        retry_wraps(held, connection, identity)


def _first_open(connection: Connection, identity: Identity, given: KeyWrap) -> bytes | None:
    """The key, by the first wrap that opens; a wrap made wrongly for one holder does not keep out another."""
    for to_kind, to_id, wrapped in given.wraps:
        privates: list[bytes] = []
        if to_kind == "user" and to_id == identity.user:
            privates = [identity.user_key.private]
        elif to_kind == "team":
            privates = list(teamkeys.held(connection, to_id).values())
        for private in privates:
            if (plain := open_wrap(private, identity, given, wrapped)) is not None:
                return plain
    return None

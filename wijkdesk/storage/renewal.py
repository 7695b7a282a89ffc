"""New keys for what follows, once someone who could open a space is out (architecture.md §3, Keys).

A key is spent when it was given to a user who is out, or to a team under a key that is no longer in force. Whoever
holds a spent key makes the next one, in the transaction in which he hears of it: nobody seals under the old key
afterwards. Two laptops may do so at once; both keys are good, and the latest seals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkdesk.core.commit import decode_control
from wijkdesk.core.ids import Id, new_id
from wijkdesk.storage import access, escrowing, teamkeys
from wijkdesk.storage.keyring import ContentKey
from wijkdesk.storage.keywraps import KeyWrap, open_wrap, read
from wijkdesk.storage.spaces import Recipient, assign, wrap_key
from wijkdesk.storage.unit_of_work import Unit
from wijkdesk.vault.sealing import new_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from wijkdesk.storage.identity import Identity
    from wijkdesk.storage.store import Store


def renew_due(store: Store, connection: Connection, organisation: Id) -> None:
    """After a page of the log: renew what is spent, in the same transaction; nothing when nobody was spoken of."""
    identity = store.identities.get(organisation)
    if identity is None or organisation not in store.keys_due:
        return
    store.keys_due.discard(organisation)
    if identity.user not in store.trusts[organisation].members():
        return
    unit = Unit(store, connection, identity, "admit", "")
    renew(store, unit)
    escrowing.wrap_due(store, unit)
    unit.finish()
    store.keys_due.discard(organisation)


def renew(store: Store, unit: Unit) -> list[Id]:
    """Make a new key for each space whose key is spent and that this laptop can open; gives those spaces."""
    spent = []
    given = _wraps_by_key(unit.connection, unit.identity)
    lent = access.by_grant_alone(store, unit.connection, unit.identity)  # who broke glass hands out no keys
    for space in store.keyring.spaces():
        key = store.keyring.newest(space)
        if key is None or store.is_local(space) or space in lent or _is_guest(store, unit, space):
            continue
        wraps = given.get(key.id, [])
        if any(_is_spent(store, unit, key, wrap) for wrap in wraps):
            _renew_one(store, unit, key, wraps)
            spent.append(space)
    return spent


def renew_space(store: Store, unit: Unit, space: Id) -> None:
    """Within a unit: a new key of a space for those who are still assigned to it; nothing without a key of it."""
    key = store.keyring.newest(space)
    if key is not None:
        _renew_one(store, unit, key, _wraps_by_key(unit.connection, unit.identity).get(key.id, []))


def _is_guest(store: Store, unit: Unit, space: Id) -> bool:
    """Whether this user is in a space of others with a role that hands nothing on (docs/decisions/0012)."""
    me = unit.identity
    if store.trusts[me.organisation].hands_on(me.user):
        return False
    return any(holder != ("user", me.user) for holder in _assigned(unit.connection, space))


Wrap = tuple[str, Id, bytes]


def _wraps_by_key(connection: Connection, identity: Identity) -> dict[bytes, list[Wrap]]:
    """To whom each content key was given."""
    found: dict[bytes, list[Wrap]] = {}
    rows = connection.exec_driver_sql(
        "SELECT body FROM log WHERE op = 'KEYWRAP' AND organisation = ? AND body IS NOT NULL",
        (identity.organisation,),
    )
    for (body,) in rows:
        given = read(KeyWrap, decode_control(body).fields)
        if given.of == "space":
            found.setdefault(given.key, []).extend((kind, Id(to), wrap) for kind, to, wrap in given.wraps)
    return found


def _is_spent(store: Store, unit: Unit, key: ContentKey, wrap: Wrap) -> bool:
    to_kind, to_id, sealed = wrap
    trust = store.trusts[unit.identity.organisation]
    if to_kind == "user":
        return trust.member_public(to_id) is None
    if to_kind != "team":
        return False
    current = teamkeys.in_force(unit.connection, trust, to_id)
    if current is None:
        return False  # not in that team: someone who is will see to it
    given = KeyWrap("space", key.space, key.id, ())
    return open_wrap(current[1].private, unit.identity, given, sealed) is None


def _renew_one(store: Store, unit: Unit, old: ContentKey, wraps: Iterable[Wrap]) -> None:
    trust = store.trusts[unit.identity.organisation]
    out = _put_out(unit.connection, old.space)
    recipients: dict[tuple[str, Id], Recipient] = {}
    for to_kind, to_id, _sealed in wraps:
        public = trust.team_public(to_id) if to_kind == "team" else trust.member_public(to_id)
        if to_kind in ("team", "user") and public is not None and (to_kind, to_id) not in out:
            recipients[to_kind, to_id] = Recipient(to_kind, to_id, public)
    key = ContentKey(new_id(), old.space, new_key())
    store.add_content_key(unit.connection, key, store.hlc.tick())
    wrap_key(unit, key, list(recipients.values()), previous=old)
    for to_kind, to_id in _assigned(unit.connection, old.space):
        if to_kind == "user" and trust.member_public(to_id) is None:
            assign(unit, old.space, to_kind, to_id, "out")


def _put_out(connection: Connection, space: Id) -> set[tuple[str, Id]]:
    return {holder for holder, state in _states(connection, space).items() if state == "out"}


def _assigned(connection: Connection, space: Id) -> list[tuple[str, Id]]:
    return [holder for holder, state in _states(connection, space).items() if state == "in"]


def _states(connection: Connection, space: Id) -> dict[tuple[str, Id], str]:
    rows = connection.exec_driver_sql(
        "SELECT body FROM log WHERE space = ? AND op = 'ASSIGN' AND body IS NOT NULL ORDER BY hlc", (space,)
    )
    found = [decode_control(body).fields for (body,) in rows]
    return {(str(fields["to"]), Id(fields["id"])): str(fields["state"]) for fields in found}

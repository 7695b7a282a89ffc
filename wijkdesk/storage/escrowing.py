"""Every key gets its wrap for the emergency key: spaces and one's own, by whoever holds them (architecture.md §3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkdesk.core.commit import decode_control
from wijkdesk.core.ids import Id, natural_id
from wijkdesk.models.dossier import SpaceKind
from wijkdesk.storage.keyring import ContentKey
from wijkdesk.storage.keywraps import KeyWrap, read
from wijkdesk.vault import wraps

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.storage.store import Store
    from wijkdesk.storage.unit_of_work import Unit
    from wijkdesk.vault.statements import Escrow

TO = "escrow"  # kind of holder in a wrap
ROOT = "root"  # kind of a KEYWRAP of the root's private key


def lacking(store: Store, connection: Connection, organisation: Id, escrow: Escrow) -> list[ContentKey]:
    """The content keys this laptop holds that have no wrap for the emergency key in force."""
    done = _wrapped(connection, organisation, escrow.key)
    return [
        key
        for key in store.keyring.all()
        if key.id not in done and not store.is_local(key.space) and _of(connection, key.space, organisation)
    ]


def wrap_due(store: Store, unit: Unit) -> None:
    """Write the wraps that lack, and the one of the user's own key; nothing while no custodians are named."""
    me = unit.identity
    escrow = store.trusts[me.organisation].escrow()
    if escrow is None or not escrow.public:
        return
    for key in lacking(store, unit.connection, me.organisation, escrow):
        wrapped = wraps.wrap_key(escrow.public, me.organisation, key.space, key.id, key.key)
        fields = {"of": "space", "owner": key.space, "key": key.id, "kind": "content"}
        unit.control(key.space, "KEYWRAP", fields | {"wraps": [[TO, escrow.key, wrapped]], "previous": None})
    done = _wrapped(unit.connection, me.organisation, escrow.key)
    if me.user not in done:
        keep(unit, escrow, me.user, "user", me.user_key.private)
    if me.root_key is not None and root_id(me.organisation) not in done:
        keep(unit, escrow, root_id(me.organisation), ROOT, me.root_key.to_bytes())


def root_id(organisation: Id) -> Id:
    """The id under which the root's private key is wrapped."""
    return natural_id(organisation, ROOT)


def keep(unit: Unit, escrow: Escrow, key: Id, kind: str, private: bytes) -> None:
    """Give a private key of a person or the root to the emergency key."""
    me = unit.identity
    wrapped = wraps.wrap_key(escrow.public, me.organisation, me.user, key, private)
    fields = {"of": "user", "owner": me.user, "key": key, "kind": kind, "wraps": [[TO, escrow.key, wrapped]]}
    space = natural_id(me.organisation, "space", SpaceKind.ORGANISATION.value)
    unit.control(space, "KEYWRAP", fields | {"previous": None})


def sealed_for(connection: Connection, organisation: Id, escrow_key: Id) -> list[tuple[KeyWrap, bytes]]:
    """All that the emergency key opens: each KEYWRAP with its wrap."""
    rows = connection.exec_driver_sql(
        "SELECT body FROM log WHERE op = 'KEYWRAP' AND organisation = ? AND body IS NOT NULL ORDER BY no",
        (organisation,),
    )
    found = []
    for (body,) in rows:
        given = read(KeyWrap, decode_control(body).fields)
        found += [(given, wrap) for kind, to, wrap in given.wraps if (kind, to) == (TO, escrow_key)]
    return found


def _wrapped(connection: Connection, organisation: Id, escrow_key: Id | None) -> set[bytes]:
    if escrow_key is None:
        return set()
    return {given.key for given, _wrap in sealed_for(connection, organisation, escrow_key)}


def _of(connection: Connection, space: Id, organisation: Id) -> bool:
    found = connection.exec_driver_sql(
        "SELECT 1 FROM log WHERE space = ? AND organisation = ? LIMIT 1", (space, organisation)
    )
    return found.scalar() is not None

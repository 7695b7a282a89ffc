"""The end of break-glass and of standing in: a dossier that was lent leaves this laptop in time (architecture.md §3).

By the server's clock as far as it is known here; without contact the laptop's own clock counts on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkdesk.core.changes import Change, ChangeSet
from wijkdesk.core.ids import Id
from wijkdesk.models.registry import KINDS
from wijkdesk.storage import access
from wijkdesk.storage.standing import standing

if TYPE_CHECKING:
    from wijkdesk.services.session import Session


def server_now(session: Session, organisation: Id) -> int:
    """Now (ms) as the server counts it, by the difference measured at the last contact."""
    contact = (session.store.secret(f"contact/{organisation.hex()}") or b"").split()
    return session.store.clock.now_ms() + (int(contact[1]) if contact else 0)


def lent(session: Session) -> dict[Id, int]:
    """The dossiers that this user reads by break-glass or standing in alone, each with its end (ms, by the server)."""
    found: dict[Id, int] = {}
    with session.store.database.read() as connection:
        for me in session.store.identities.values():
            found |= access.by_grant_alone(session.store, connection, me)
    return found


def is_lent(session: Session, space: Id) -> bool:
    """Whether this user reads a dossier by break-glass or standing in alone."""
    return space in lent(session)


def is_glass(session: Session, space: Id) -> bool:
    """Whether this user reads a dossier by break-glass alone, and does not stand in."""
    if not is_lent(session, space):
        return False
    users = {me.organisation: me.user for me in session.store.identities.values()}
    with session.store.database.read() as connection:
        found = standing(session.store, connection, space)
    return not any(
        one.user == users.get(one.organisation) and one.until > server_now(session, one.organisation)
        for one in found
    )


def close_expired(session: Session) -> ChangeSet:
    """Take every dossier off this laptop whose time is over; what was not shared yet stays, sealed, and waits."""
    store = session.store
    gone: list[Id] = []
    for me in list(store.identities.values()):
        now = server_now(session, me.organisation)
        with store.database.read() as connection:
            ends = access.by_grant_alone(store, connection, me)
        over = [
            space for space, end in ends.items() if end <= now and store.keyring.newest(space) is not None
        ]
        if over:
            with store.writing() as connection:
                for space in over:
                    access.leave(store, connection, me, space)
            gone += over
    return ChangeSet(tuple(Change(kind, space, space) for space in gone for kind in KINDS))

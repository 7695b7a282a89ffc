"""What a sign-off covers, and which paragraphs may no longer be edited in place (architecture.md §4)."""

from __future__ import annotations

from collections.abc import Sequence

from wijkdesk.core.ids import Id
from wijkdesk.models.visit import SignOff
from wijkdesk.services.session import Session
from wijkdesk.storage import history, queries

_ROWS = (
    "SELECT id FROM kind_contact_moment WHERE id = ?1"
    " UNION ALL SELECT id FROM kind_statement WHERE contact_moment = ?1"
    " UNION ALL SELECT id FROM kind_life_domain_view WHERE contact_moment = ?1"
    " UNION ALL SELECT id FROM kind_factor WHERE contact_moment = ?1"
)


def commits(session: Session, moment: Id) -> list[tuple[Id, Id, Id]]:
    """All commits of a contact moment, its statements, views and factors: (row, commit, device), oldest first."""
    rows = session.store.execute(_ROWS, (moment,))
    return history.written_by(session.store, [Id(row[0]) for row in rows])


def latest(session: Session, moment: Id) -> SignOff | None:
    """The last sign-off of a contact moment."""
    return next(iter(queries.find(session.store, SignOff, contact_moment=moment, order="-at", limit=1)), None)


def changed_since(session: Session, sign_off: SignOff) -> bool:
    """Whether something of the contact moment was written after it was signed off."""
    if sign_off.contact_moment is None:
        return False
    known = sign_off.commits
    return any(
        commit.hex() not in known for _row, commit, _device in commits(session, sign_off.contact_moment)
    )


def locked(session: Session, moment: Id, rows: Sequence[Id]) -> frozenset[Id]:
    """Those of `rows` that are signed off, or that someone else wrote first: a change is a new statement."""
    if not rows:
        return frozenset()
    signed = frozenset().union(
        *(one.commits for one in queries.find(session.store, SignOff, contact_moment=moment))
    )
    own = _own_devices(session)
    first: dict[Id, Id] = {}
    fixed: set[Id] = set()
    for row, commit, device in history.written_by(session.store, rows):
        first.setdefault(row, device)
        if commit.hex() in signed:
            fixed.add(row)
    return frozenset(fixed | {row for row, device in first.items() if device not in own})


def _own_devices(session: Session) -> frozenset[Id]:
    out: set[Id] = set()
    for organisation, identity in session.store.identities.items():
        out |= session.store.trusts[organisation].devices_of(identity.user) | {identity.device}
    return frozenset(out)

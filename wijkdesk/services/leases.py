"""The lease: how long a laptop may go without contact before it opens only to reach the server (architecture.md §3).

It destroys nothing. Without a server there is no lease. It counts by this laptop's clock: who turns that back wins
time (docs/threat-model.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.services.servers import server_of
from wijkdesk.services.syncing import sharing_state

if TYPE_CHECKING:
    from wijkdesk.core.ids import Id
    from wijkdesk.services.session import Session

USUAL_DAYS, LEAST_DAYS, MOST_DAYS = 60, 7, 90
WARN_DAYS = 7  # before the end
_DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True)
class Lease:
    """`days_left` until only contact helps; 0 and `over` when that is now."""

    days_left: int
    over: bool

    @property
    def warns(self) -> bool:
        """Whether the worker should be told."""
        return self.over or self.days_left <= WARN_DAYS


def lease(session: Session) -> Lease | None:
    """The shortest lease of this profile; None while it shares with no server, or was never in contact."""
    found = [one for mine in session.store.identities if (one := _lease(session, mine)) is not None]
    return min(found, key=_left) if found else None


def _left(one: Lease) -> int:
    return one.days_left


def _lease(session: Session, mine: Id) -> Lease | None:
    sharing = sharing_state(session, mine)
    if server_of(session, mine) is None or sharing.last_contact is None:
        return None
    days = min(max(sharing.lease_days or USUAL_DAYS, LEAST_DAYS), MOST_DAYS)
    left_ms = sharing.last_contact + days * _DAY_MS - session.store.clock.now_ms()
    return Lease(max(0, -(-left_ms // _DAY_MS)), left_ms <= 0)


def is_over(session: Session) -> bool:
    """Whether this profile opens only to reach the server."""
    found = lease(session)
    return found is not None and found.over

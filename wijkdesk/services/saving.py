"""What is saved here and what the team's server has of it, as counts; nothing about content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wijkdesk.services.session import Session


@dataclass(frozen=True)
class Sharing:
    """How many steps wait for the server, and whether there is one."""

    has_server: bool
    unshared: int


def sharing(session: Session) -> Sharing:
    """Count what was not yet acknowledged; a laptop that never met a server has none to wait for."""
    waiting = session.store.execute("SELECT count(DISTINCT unit) FROM outbox")[0][0]
    met = session.store.secret(f"contact/{session.organisation.hex()}") is not None
    return Sharing(met, int(waiting))

"""How much waits for a person: two versions to choose from, newcomers to let in, what was set apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.services import admitting, conflicts, joining, quarantine

if TYPE_CHECKING:
    from wijkdesk.services.session import Session


@dataclass(frozen=True)
class Waits:
    """`conflicts` = fields with two versions; `others` = newcomers, and what was set apart."""

    conflicts: int = 0
    others: int = 0

    @property
    def total(self) -> int:
        """Everything together."""
        return self.conflicts + self.others


def waits(session: Session) -> Waits:
    """Count what waits now."""
    newcomers = 0 if joining.waiting(session) else len(admitting.pending(session))
    return Waits(conflicts.count(session), newcomers + len(quarantine.apart(session)))

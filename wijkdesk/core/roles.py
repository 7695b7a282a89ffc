"""The words for what a member is (MEMBER.role, docs/formats.md §1); laptop and server share them.

Which role may be given which kind of space stands in models/roles.py; here is only what the server must know.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """A member's role in a team (domain.md A16)."""

    ADMIN = "admin"
    WORKER = "worker"
    COORDINATOR = "coordinator"
    INTERPRETER = "interpreter"
    HELPER = "helper"
    MANAGER = "manager"
    OUTSIDE = "outside"


MAY_BREAK_GLASS: Final = frozenset({Role.ADMIN, Role.WORKER, Role.COORDINATOR})
MAY_HAND_ON: Final = (
    MAY_BREAK_GLASS  # others are guests: of what others hold they hand nothing on, erase nothing
)
MAY_ADMINISTER: Final = frozenset({Role.ADMIN})

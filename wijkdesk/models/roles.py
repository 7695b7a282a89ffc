"""Which role may be given which kind of space, and what it sees (domain.md A16). The only table of it.

A role without a team never gets the team's key: what it may not see, its laptop cannot open (docs/threat-model.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wijkdesk.core.i18n import N_, _
from wijkdesk.core.roles import Role
from wijkdesk.models.base import Choice
from wijkdesk.models.dossier import SpaceKind


class MemberRole(Choice):
    """The roles as people read them; the values are those of `core.roles.Role`."""

    ADMIN = "admin", N_("medewerker en beheerder")
    WORKER = "worker", N_("medewerker")
    COORDINATOR = "coordinator", N_("zorgcoördinator of aandachtsfunctionaris")
    INTERPRETER = "interpreter", N_("cultuurvertolker")
    HELPER = "helper", N_("vrijwilliger of buurtmoeder")
    MANAGER = "manager", N_("functioneel beheerder of FG")
    OUTSIDE = "outside", N_("partner van buiten")


@dataclass(frozen=True)
class Rule:
    """What one role may have: the kinds of space it may be assigned to, a place in the team, what it sees."""

    assignable: frozenset[SpaceKind]
    team: bool
    sees: str


_WHOLE: Final = frozenset({SpaceKind.DOSSIER, SpaceKind.SAFETY, SpaceKind.ASSIGNMENT})
_ASKED: Final = frozenset({SpaceKind.ASSIGNMENT})

RULES: Final[dict[Role, Rule]] = {
    Role.ADMIN: Rule(
        _WHOLE, True, N_("Eigen dossiers helemaal. Andere alleen toegewezen of met noodtoegang.")
    ),
    Role.WORKER: Rule(
        _WHOLE, True, N_("Eigen dossiers helemaal. Andere alleen toegewezen of met noodtoegang.")
    ),
    Role.COORDINATOR: Rule(
        _WHOLE, True, N_("Toegewezen dossiers helemaal. Andere alleen met noodtoegang.")
    ),
    Role.INTERPRETER: Rule(_ASKED, False, N_("Alleen wat een collega in een opdracht zet. Geen dossiers.")),
    Role.HELPER: Rule(_ASKED, False, N_("Alleen eigen taken en afspraken. Geen dossiers.")),
    Role.MANAGER: Rule(frozenset(), False, N_("Alleen instellingen. Geen dossiers en geen opdrachten.")),
    Role.OUTSIDE: Rule(_ASKED, False, N_("Alleen wat een collega deelt in een opdracht. Geen dossiers.")),
}  # fmt: skip


# Who can be asked in as such; who comes from outside needs a disclosure first (architecture.md §3, Sharing).
INVITED: Final = (
    Role.WORKER, Role.COORDINATOR, Role.INTERPRETER, Role.HELPER, Role.MANAGER, Role.OUTSIDE,
)  # fmt: skip
CHANGED_TO: Final = INVITED[:-1]  # a colleague does not become a partner from outside


def may_have(role: str | None, kind: SpaceKind) -> bool:
    """Whether someone of this role may be assigned to a space of this kind; nobody without a known role may."""
    return role in RULES and kind in RULES[Role(role)].assignable


def in_team(role: str) -> bool:
    """Whether this role has a place in a team, and with it the team's key."""
    return role in RULES and RULES[Role(role)].team


def label(role: str | None) -> str:
    """The role in words; a role of a later version as it is written."""
    return MemberRole(role).label if role in RULES else role or ""


def sees(role: str | None) -> str:
    """What the role sees, in a sentence; empty for a role of a later version."""
    return _(RULES[Role(role)].sees) if role in RULES else ""

"""All screens of the window. A place appears here when it works, not before."""

from __future__ import annotations

from wijkdesk.ui.assignments.screen import SPEC as ASSIGNMENTS
from wijkdesk.ui.conflicts.screen import SPEC as CONFLICTS
from wijkdesk.ui.dossier.screen import SPEC as DOSSIER
from wijkdesk.ui.handbook.screen import SPEC as HANDBOOK
from wijkdesk.ui.households.screen import SPEC as HOUSEHOLDS
from wijkdesk.ui.kit.screen import ScreenSpec
from wijkdesk.ui.papers.screen import SPEC as PAPERS
from wijkdesk.ui.settings.screen import SPEC as SETTINGS
from wijkdesk.ui.sharing.screen import SPEC as SHARING
from wijkdesk.ui.today.screen import SPEC as TODAY
from wijkdesk.ui.visit.screen import SPEC as VISIT

SCREENS: tuple[ScreenSpec, ...] = (
    TODAY,
    ASSIGNMENTS,
    HOUSEHOLDS,
    DOSSIER,
    PAPERS,
    VISIT,
    CONFLICTS,
    SHARING,
    HANDBOOK,
    SETTINGS,
)

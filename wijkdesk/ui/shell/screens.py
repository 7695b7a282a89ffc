"""All screens of the window. A place appears here when it works, not before."""

from __future__ import annotations

from wijkdesk.ui.kit.screen import ScreenSpec
from wijkdesk.ui.papers.screen import SPEC as PAPERS
from wijkdesk.ui.today.screen import SPEC as TODAY
from wijkdesk.ui.visit.screen import SPEC as VISIT

SCREENS: tuple[ScreenSpec, ...] = (TODAY, PAPERS, VISIT)

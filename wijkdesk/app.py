"""The composition root: builds everything, passes it in, owns start and ordered shutdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from wijkdesk.ui.kit.jobs import JobRunner

if TYPE_CHECKING:
    from wijkdesk.services.session import Session
    from wijkdesk.ui.kit.screen import ScreenSpec
    from wijkdesk.ui.shell.workplace import Workplace


def build_window(
    session: Session, *, screens: Sequence[ScreenSpec] | None = None, screen: str = ""
) -> Workplace:
    """The window over an open session, on a screen (id). Show `.window`; closing it ends all in order."""
    from wijkdesk.ui.shell.screens import SCREENS
    from wijkdesk.ui.shell.workplace import Workplace

    app = QApplication.instance()
    assert app is not None, "a QApplication comes first"
    workplace = Workplace(session, SCREENS if screens is None else screens, JobRunner())
    workplace.start(screen)
    return workplace

"""Opdrachten as a place in the window, for who has no team: `activate(space=Id)` opens one."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.i18n import N_
from wijkdesk.core.ids import Id
from wijkdesk.services import assignments
from wijkdesk.ui.assignments.presenter import AssignmentsPresenter, State
from wijkdesk.ui.assignments.view import AssignmentsView
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.screen import Screen, ScreenContext, ScreenSpec


class AssignmentsScreen(Screen):
    """List, question, what was shared, notes."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self.view = AssignmentsView()
        self.body.addWidget(self.view)
        self.presenter = AssignmentsPresenter(context.session, context.jobs, context.shell, self._render)
        view, presenter = self.view, self.presenter
        view.chosen.connect(presenter.choose)
        view.notes.written.connect(presenter.write)
        view.notes.changed.connect(presenter.change)
        view.notes.removed.connect(presenter.remove)
        view.notes.typed.connect(presenter.keep)

    def _render(self, state: State) -> None:
        self.view.show_state(state)
        self.waiting_changed.emit(sum(line.open for line in state.lines))
        if self.active:
            self.presenter.seen()

    def activate(self, **params: Any) -> None:  # noqa: ANN401 - as declared by Screen
        """Show what was asked; `space` names one."""
        self.stale = None
        super().activate(**params)
        space = params.get("space")
        self.presenter.open(Id(space) if space else None)
        self.view.first().setFocus()

    def deactivate(self) -> None:
        """Keep what is being typed."""
        self.keep_drafts()
        super().deactivate()

    def keep_drafts(self) -> None:
        """Keep the note that is being typed."""
        self.view.notes.keep()

    def refresh(self, changes: ChangeSet) -> None:
        """Read anew what changed."""
        self.presenter.refresh(changes)

    def areas(self) -> list[QWidget]:
        """List and page."""
        if self.view.state.lines:
            return [self.view.left, self.view.ask, self.view.written]
        return [self.view]


def build(context: ScreenContext) -> Screen:
    """Make the screen."""
    return AssignmentsScreen(context)


SPEC = ScreenSpec(
    "assignments",
    N_("Opdrachten"),
    Icon.SEND,
    "work",
    0,
    "Ctrl+3",
    build,
    fits=assignments.works_by_assignment,
)

"""Vandaag as a place in the window."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.i18n import N_
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.screen import Screen, ScreenContext, ScreenSpec
from wijkdesk.ui.today.presenter import TodayPresenter, TodayState
from wijkdesk.ui.today.view import TodayView

MINUTE_MS = 60_000


class TodayScreen(Screen):
    """The first screen of the day."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self.view = TodayView()
        self.body.addWidget(self.view)
        self.presenter = TodayPresenter(context.session, context.jobs, context.shell, self._render)
        self.view.acted.connect(self.presenter.act)
        self.view.ticked.connect(self.presenter.keep_promise)
        self.view.taken.connect(self.presenter.tick_step)
        self.view.step.connect(self.presenter.open_step)
        self.view.resumed.connect(self.presenter.resume)
        self.view.household.connect(self.presenter.open_household)
        self.view.way.connect(self.presenter.choose)
        self.view.choosing.connect(self.presenter.open_conflicts)
        self.minute = QTimer(self)
        self.minute.setInterval(MINUTE_MS)
        self.minute.timeout.connect(self.presenter.load)
        self._fresh = True

    def activate(self, **params: object) -> None:
        """Read the day; the line of the present time moves on."""
        self.stale = None
        super().activate(**params)
        self._fresh = True
        self.presenter.load()
        self.minute.start()

    def deactivate(self) -> None:
        """Stand still while out of sight."""
        super().deactivate()
        self.minute.stop()

    def refresh(self, changes: ChangeSet) -> None:
        """Read anew: anything that was written can be of this day, or bring a second version."""
        self.presenter.load()

    def _render(self, state: TodayState) -> None:
        self.view.show_state(state)
        self.waiting_changed.emit(state.left)
        if self._fresh:
            self._fresh = False
            start = self.view.start()
            if start is not None and self.may_take_focus():
                start.setFocus()


SPEC = ScreenSpec("today", N_("Vandaag"), Icon.CALENDAR_DAYS, "work", 1, "Ctrl+1", TodayScreen)

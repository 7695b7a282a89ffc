"""Cover and lock: rest, keys, sleep and wrong PINs come together here (architecture.md §6)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.services import profiles
from wijkdesk.services.settings import Preferences
from wijkdesk.ui.kit.banner import Banner
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.shell.cover.presenter import CoverPresenter
from wijkdesk.ui.shell.cover.view import CoverView
from wijkdesk.ui.shell.idle import IdleGuard, Verdict
from wijkdesk.ui.shell.triggers import Triggers
from wijkdesk.ui.shell.window import Window

if TYPE_CHECKING:
    from wijkdesk.services.ports import Jobs
    from wijkdesk.services.session import Session

_ACTIVE = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
        QEvent.Type.TouchBegin, QEvent.Type.TabletPress,
    }
)  # fmt: skip


class Safety(QObject):
    """Signals: `covering` (keep drafts now), `uncovered`, `lock(str)` with a reason, `countdown(object)`."""

    covering = Signal()
    uncovered = Signal()
    lock = Signal(str)
    countdown = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, window: Window, triggers: Triggers) -> None:
        super().__init__(window)
        self.session, self.window, self.triggers = session, window, triggers
        self.lock_on_sleep = True
        self.guard = IdleGuard(300, 3600, profiles.has_pin(session), last=self.now())
        self.page = CoverView()
        self.presenter = CoverPresenter(
            session, jobs, self.page.show_state, self.uncover, self._on_chosen, self._on_spent
        )
        self.page.presenter = self.presenter
        self.page.entered.connect(self.presenter.enter)
        self.page.chosen.connect(self.presenter.choose)
        self.page.lock.connect(self.lock_by_hand)
        window.pages.addWidget(self.page)
        self.warning = Banner(Tone.WARN, "", "", action=_("Blijf werken"))
        self.warning.acted.connect(self.stay)
        self.warning.hide()
        window.add_message(self.warning)
        self._hidden: list[QWidget] = []
        self.timer = QTimer(self)
        self.timer.setInterval(1000)
        self.timer.timeout.connect(self.tick)
        triggers.sleeping.connect(self._on_sleep)
        triggers.locked.connect(self._on_system_lock)

    def start(self) -> None:
        """Watch from now on."""
        app = QApplication.instance()
        assert app is not None, "a QApplication comes first"
        app.installEventFilter(self)
        self.timer.start()
        self.tick()

    def stop(self) -> None:
        """Watch no more."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.timer.stop()

    @staticmethod
    def now() -> float:
        """Seconds of the wall clock: it goes on while the machine sleeps."""
        return time.time()

    def set_times(self, chosen: Preferences) -> None:
        """Take the worker's choices."""
        self.guard.cover_after, self.guard.lock_after = chosen.cover_after * 60, chosen.lock_after * 60
        self.lock_on_sleep = chosen.lock_on_sleep
        self.tick()

    def look_for_pin(self) -> None:
        """A PIN may have been made or taken away in the settings."""
        self.guard.has_pin = profiles.has_pin(self.session)

    def set_presenting(self, on: bool) -> None:
        """While a screen is shown to others nothing covers it by itself."""
        if self.guard.paused != on:
            self.guard.paused = on
            self.guard.activity(self.now())
            self.tick()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Every key and every move of the mouse counts."""
        if event.type() in _ACTIVE:
            self.guard.activity(self.now())
            if self.warning.isVisible():
                self.tick()
        return False

    def stay(self) -> None:
        """Go on working."""
        self.guard.activity(self.now())
        self.tick()

    def tick(self) -> None:
        """Look at the clock, each second."""
        now = self.now()
        verdict = self.guard.verdict(now)
        if verdict is Verdict.COVER:
            self.cover()
        elif verdict is Verdict.LOCK:
            self.lock.emit("idle")
        self._warn(verdict is Verdict.WARN, self.guard.left(now))
        self.countdown.emit(None if self.guard.covered else self.guard.left(now))

    def _warn(self, on: bool, left: int | None) -> None:
        if on and not self.warning.isVisible():
            what = _("Het scherm dekt zo af.") if self.guard.has_pin else _("WijkDesk vergrendelt zo.")
            text = _("Over een minuut. Wat je schreef, blijft bewaard.")
            self.warning.show_message(Tone.WARN, what, text, action=_("Blijf werken"))
        if on != self.warning.isVisible() and (on or left is not None):
            self.warning.setVisible(on)
            self.window.fit()

    def cover(self) -> None:
        """Cover the screen; the first time a PIN is chosen on the cover itself."""
        if self.guard.covered:
            return
        self.covering.emit()
        self.guard.cover(self.now())
        app = QApplication.instance()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        if isinstance(app, QApplication):
            self._hidden = [
                one for one in app.topLevelWidgets() if one.isVisible() and one is not self.window
            ]
        for one in self._hidden:
            one.hide()
        self.presenter.begin(self.guard.has_pin)
        self.window.pages.setCurrentWidget(self.page)
        self.page.pin.setFocus()
        self.tick()

    def uncover(self) -> None:
        """The PIN was right: back to where the worker was."""
        self.guard.uncover(self.now())
        self.window.pages.setCurrentWidget(self.window.workspace)
        for one in self._hidden:
            one.show()
        self._hidden = []
        self.uncovered.emit()
        self.tick()

    def lock_by_hand(self) -> None:
        """Lock now."""
        self.lock.emit("hand")

    def _on_chosen(self) -> None:
        self.guard.has_pin = True
        self.presenter.begin(has_pin=True)

    def _on_spent(self) -> None:
        self.lock.emit("pins")

    def _on_sleep(self) -> None:
        if self.lock_on_sleep:
            self.lock.emit("sleep")
        else:
            self.cover()

    def _on_system_lock(self) -> None:
        self.lock.emit("system")

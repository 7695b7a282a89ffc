"""Shares by itself: soon after something was written, at a network that is back, and every few minutes.

Silent when offline; then it tries again sooner than every few minutes, each time after twice as long. A worker may
pause it; the next round goes on where this one was stopped.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.errors import Cancelled, WijkError
from wijkdesk.core.i18n import _
from wijkdesk.core.progress import Progress
from wijkdesk.services import servers, syncing
from wijkdesk.services.ports import Jobs, Shell
from wijkdesk.services.servers import Connect, over_https
from wijkdesk.services.session import Session
from wijkdesk.services.syncing import SyncResult
from wijkdesk.ui.sharing.network import Network, NoNetwork
from wijkdesk.ui.sharing.round import Round

EVERY_MS = 5 * 60 * 1000
AFTER_WRITING_MS = 20 * 1000
FIRST_RETRY_MS = 30 * 1000


class _Telling:
    """Passes progress on to the job, and to whoever looks along in the window; stops where a pause was asked."""

    def __init__(self, progress: Progress, pulse: Pulse) -> None:
        self._progress, self._pulse = progress, pulse

    def report(self, done: int, total: int, text: str = "") -> None:
        """Say that `done` of `total` steps are ready. Raises Cancelled when asked to stop."""
        self._pulse.stepped.emit(done, total, text)
        if self._pulse.pausing:
            raise Cancelled
        self._progress.report(done, total, text)


class Pulse(QObject):
    """`synced(SyncResult)` after each round, `changed(Round)` at each step.

    Call `written` on each change, `start` and `stop` with the window."""

    synced = Signal(object)
    changed = Signal(object)
    stepped = Signal(int, int, str)  # from the thread that shares

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        shell: Shell,
        connect: Connect = over_https,
        network: Network | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self.jobs, self.shell = session, jobs, shell
        self._connect = connect
        self._telling = self._running = self._again = False
        self.round = Round()
        self.pausing = False
        self.stepped.connect(self._on_step)
        self._missed = 0
        self.network = network or NoNetwork()
        self.network.back.connect(self.on_back)
        self.regular, self.soon = QTimer(self), QTimer(self)
        self.regular.setInterval(EVERY_MS)
        self.regular.timeout.connect(self.now)
        self.soon.setInterval(AFTER_WRITING_MS)
        self.soon.setSingleShot(True)
        self.soon.timeout.connect(self.now)

    def start(self) -> None:
        """Share now and then from here on; the first time at once."""
        self.regular.start()
        self.now()

    def stop(self) -> None:
        """No more rounds; one under way ends by itself."""
        self.regular.stop()
        self.soon.stop()

    def written(self, changes: ChangeSet) -> None:
        """Something was written here: share it soon. What a round itself brought in is no reason."""
        if changes.commits and not self._telling and self.regular.isActive():
            self.soon.start(AFTER_WRITING_MS)

    def on_back(self) -> None:
        """There is a network again: share at once."""
        if self.regular.isActive():
            self._missed = 0
            self.now()

    def now(self) -> None:
        """One round, unless one is under way or there is no server."""
        if self._running or self.round.paused or not self._has_server():
            return
        self._running, self.pausing = True, False
        self._show(replace(self.round, running=True, done=0, total=0, words=""))
        self.jobs.long(
            self._share, owner=self, done=self._on_shared, failed=self._on_failed, title=_("Delen")
        )

    def _show(self, now: Round) -> None:
        self.round = now
        self.changed.emit(now)

    def _on_step(self, done: int, total: int, words: str) -> None:
        if self.round.running:
            self._show(replace(self.round, done=done, total=total, words=words))

    def toggle(self) -> None:
        """Pause, or go on."""
        if not self.round.paused:
            self.pausing = True  # heard at the next safe point
            self._show(replace(self.round, running=False, paused=True))
            return
        self._again = self._running  # what is about to stop is begun anew
        self._show(replace(self.round, running=self._running, paused=False))
        self.now()

    def _has_server(self) -> bool:
        return any(servers.server_of(self.session, mine) for mine in self.session.store.identities)

    def _share(self, progress: Progress) -> SyncResult:
        return syncing.sync_now(self.session, _Telling(progress, self), self._connect)

    def _on_shared(self, result: SyncResult) -> None:
        self._running = False
        again, self._again = self._again and result.stopped, False
        paused = self.round.paused or (result.stopped and not again)
        if paused and not self.round.paused:  # in the bar of the window
            self.shell.toast(_("Delen is gepauzeerd. Druk op F9 om verder te gaan."))
        self._show(replace(self.round, running=False, offline=result.offline, paused=paused))
        self._plan_retry(result)
        if result.copied:
            self.shell.toast(_("Dit profiel staat op twee laptops. Druk op F9 en lees wat er gebeurde."))
            self.soon.start(AFTER_WRITING_MS)
        if result.changes.changes:
            self._telling = True
            self.shell.changed(result.changes)
            self._telling = False
        self.synced.emit(result)
        if again:
            self.now()

    def _plan_retry(self, result: SyncResult) -> None:
        """Offline: again after 30 seconds, then a minute, two; the regular round comes anyway."""
        self._missed = self._missed + 1 if result.offline else 0
        wait = FIRST_RETRY_MS << (self._missed - 1) if self._missed else EVERY_MS
        if wait < EVERY_MS and self.regular.isActive():
            self.soon.start(wait)

    def _on_failed(self, error: WijkError) -> None:
        self._running = False
        self._show(replace(self.round, running=False))
        self.shell.trouble(error)

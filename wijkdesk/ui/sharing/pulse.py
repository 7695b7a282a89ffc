"""Shares by itself: soon after something was written, at a network that is back, and every few minutes.

Silent when offline; then it tries again sooner than every few minutes, each time after twice as long.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.errors import WijkError
from wijkdesk.core.progress import Progress
from wijkdesk.services import servers, syncing
from wijkdesk.services.ports import Jobs, Shell
from wijkdesk.services.servers import Connect, over_https
from wijkdesk.services.session import Session
from wijkdesk.services.syncing import SyncResult
from wijkdesk.ui.sharing.network import Network, NoNetwork

EVERY_MS = 5 * 60 * 1000
AFTER_WRITING_MS = 20 * 1000
FIRST_RETRY_MS = 30 * 1000


class Pulse(QObject):
    """`synced(SyncResult)` after each round. Call `written` on each change, `start` and `stop` with the window."""

    synced = Signal(object)

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
        self._running = self._telling = False
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
        if self._running or not self._has_server():
            return
        self._running = True
        self.jobs.long(self._share, owner=self, done=self._on_shared, failed=self._on_failed)

    def _has_server(self) -> bool:
        return any(servers.server_of(self.session, mine) for mine in self.session.store.identities)

    def _share(self, progress: Progress) -> SyncResult:
        return syncing.sync_now(self.session, progress, self._connect)

    def _on_shared(self, result: SyncResult) -> None:
        self._running = False
        self._plan_retry(result)
        if result.changes.changes:
            self._telling = True
            self.shell.changed(result.changes)
            self._telling = False
        self.synced.emit(result)

    def _plan_retry(self, result: SyncResult) -> None:
        """Offline: again after 30 seconds, then a minute, two; the regular round comes anyway."""
        self._missed = self._missed + 1 if result.offline else 0
        wait = FIRST_RETRY_MS << (self._missed - 1) if self._missed else EVERY_MS
        if wait < EVERY_MS and self.regular.isActive():
            self.soon.start(wait)

    def _on_failed(self, error: WijkError) -> None:
        self._running = False
        self.shell.trouble(error)

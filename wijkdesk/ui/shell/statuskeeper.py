"""Keeps the status bar true: saved when, shared or not, how long until the cover."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from wijkdesk.core.changes import ChangeSet
from wijkdesk.services import profiles, syncing, waiting
from wijkdesk.services.syncing import SharingState
from wijkdesk.services.waiting import Waits
from wijkdesk.ui.shell.status import Status
from wijkdesk.ui.shell.window import Window

if TYPE_CHECKING:
    from wijkdesk.services.ports import Jobs
    from wijkdesk.services.session import Session

SHARING = "sharing"


class StatusKeeper(QObject):
    """Counts anew after each change that anyone tells the desk."""

    def __init__(self, session: Session, jobs: Jobs, window: Window) -> None:
        super().__init__(window)
        self.session, self.jobs, self.window = session, jobs, window
        self.status = Status()
        window.layout_changed.connect(self.show)
        window.desk.written.connect(self.on_written)

    def start(self) -> None:
        """Look for the first time."""
        self.count()

    def on_written(self, changes: ChangeSet) -> None:
        """Something was saved."""
        if changes.changes:
            self._set(saved_at=self.session.now())
        self.count()

    def count(self) -> None:
        """Count what is not shared yet, and what waits for a choice."""
        self.jobs.read(self._look, owner=self, done=self._on_counted)

    def _look(self) -> tuple[SharingState, Waits]:
        return syncing.sharing_state(self.session), waiting.waits(self.session)

    def _on_counted(self, found: tuple[SharingState, Waits]) -> None:
        sharing, waits = found
        rail = self.window.rail
        rail.set_count(SHARING, waits.total)
        rail.set_urgent(SHARING, waits.conflicts > 0)
        reached = sharing.last_contact is not None and not sharing.trouble
        self._set(escrow_missing=profiles.escrow_missing(self.session))
        self._set(has_server=sharing.server is not None, unshared=sharing.waiting, online=reached)

    def set_keys(self, keys: str) -> None:
        """The keys of the screen in sight."""
        self._set(keys=keys)

    def set_countdown(self, left: int | None) -> None:
        """Seconds until the cover."""
        if left is None or self.status.cover_in is None or self._words_differ(left):
            self._set(cover_in=left)

    def _words_differ(self, left: int) -> bool:
        return replace(self.status, cover_in=left).cover != self.status.cover

    def _set(self, **changed: object) -> None:
        self.status = replace(self.status, **changed)  # type: ignore[arg-type]  # names of Status only
        self.show()

    def show(self) -> None:
        """Bring the bar up to date."""
        narrow = self.window.narrow
        self.window.foot.render_status(replace(self.status, rail_folded=self.window.rail_folded), narrow)

"""A bar for work that takes long: nothing in the first half second, then how far it is and a way to stop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.buttons import QuietButton
from wijkdesk.ui.kit.jobs import Step
from wijkdesk.ui.kit.labels import Label

WAIT_MS = 500


class LongWork(QFrame):
    """Stands above the page while a long job runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.words = Label("", weight=600)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = QuietButton(_("Stoppen"), size="small")
        self.stop.clicked.connect(self._on_stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        row.setSpacing(theme.px(16))
        row.addWidget(self.words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(WAIT_MS)
        self.timer.timeout.connect(self.show)
        self._cancel: Callable[[], None] | None = None
        self.hide()

    def report(self, title: str, step: Step | None, cancel: Callable[[], None] | None) -> None:
        """How far a job is; None = it ended."""
        if step is None:
            self.timer.stop()
            self.hide()
            self._cancel = None
            return
        self._cancel = cancel
        self.words.setText(step.text or title)
        self.bar.setAccessibleName(title)
        self.bar.setRange(0, max(0, step.total))
        self.bar.setValue(step.done)
        if not self.isVisible() and not self.timer.isActive():
            self.timer.start()

    def _on_stop(self) -> None:
        if self._cancel is not None:
            self._cancel()

"""What every page of the first run begins with: step, title, one sentence."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.labels import Heading, Label


class FirstPage(QWidget):
    """A page with its head; put the rest in `body`. `start` is the widget that gets the focus."""

    def __init__(self, step: int, title: str, lead: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.start: QWidget = self
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(2)
        words = _("Stap {n} van 4").format(n=step) if step else ""
        self.step, self.title = Label(words, 14, 600, tint="muted"), Heading(title, 0)
        self.lead = Label(lead, 16, tint="muted", wrap=True)
        self.body = QVBoxLayout()
        outer.addWidget(self.step)
        outer.addWidget(self.title)
        outer.addSpacing(theme.px(8))
        outer.addWidget(self.lead)
        outer.addSpacing(theme.px(28))
        outer.addLayout(self.body)
        outer.addStretch(3)
        self.step.setVisible(bool(step))

    def gap(self, size: int) -> None:
        """Room between two parts of the body."""
        self.body.addSpacing(theme.px(size))

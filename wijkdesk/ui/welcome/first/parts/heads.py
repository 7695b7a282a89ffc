"""What every page of the first run begins with: step, title, one sentence."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.labels import Heading, Label


class FirstPage(QWidget):
    """A page with its head; put the rest in `body`. `start` is the widget that gets the focus.

    `column` = how wide the page may be, px at 100 %; 0 = all there is.
    """

    column = 0

    def __init__(self, step: int, title: str, lead: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.start: QWidget = self
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(1)
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
        outer.addStretch(1)
        self.step.setVisible(bool(step))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a narrower page in the middle."""
        super().resizeEvent(event)
        layout, spare = self.layout(), self.width() - theme.px(self.column)
        side = max(0, spare // 2) if self.column else 0
        if layout is not None:
            layout.setContentsMargins(side, 0, side, 0)

    def gap(self, size: int) -> None:
        """Room between two parts of the body."""
        self.body.addSpacing(theme.px(size))

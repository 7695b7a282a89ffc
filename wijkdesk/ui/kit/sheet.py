"""A sheet at the right over what is in sight, behind a veil: Esc or a click beside it closes it (design 13).

While it is open Tab stays inside; when it closes, the focus goes back to where it was.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.announce import announce
from wijkdesk.ui.kit.buttons import IconButton
from wijkdesk.ui.kit.cards import Hairline, Page
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Small


class Sheet(QWidget):
    """Fill `body`; `foot` is a row below it. `closed` when it went away."""

    closed = Signal()

    def __init__(self, host: QWidget, title: str, width: int = 560) -> None:
        super().__init__(host)
        self.host, self.wide = host, width
        self.setAccessibleName(title)
        self.panel = QFrame(self)
        self.panel.setObjectName("sheet")
        self.panel.setProperty("role", "sheet")
        self.title, self.sub = Heading(title, 1), Small("", wrap=True)
        self.sub.hide()
        self.shut = IconButton(Icon.X, _("Sluiten (Esc)"))
        self.shut.clicked.connect(self.close_sheet)
        self.page = Page(title, margin=24, gap=16)
        self.body = self.page.body
        self.foot_frame = QFrame()
        self.foot = QHBoxLayout(self.foot_frame)
        self.foot_line = Hairline()
        self._before: QWidget | None = None
        self._lay_out()
        host.installEventFilter(self)
        self.hide()
        theme.follow(self.restyle)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.sub)
        self.head = QHBoxLayout()
        self.head.addLayout(words, 1)
        self.head.addWidget(self.shut, 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self.panel)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self.head)
        box.addWidget(Hairline())
        box.addWidget(self.page, 1)
        box.addWidget(self.foot_line)
        box.addWidget(self.foot_frame)
        self.show_foot(on=False)

    def show_foot(self, *, on: bool) -> None:
        """Whether there is a row below the page."""
        self.foot_line.setVisible(on)
        self.foot_frame.setVisible(on)

    def set_title(self, title: str, sub: str = "") -> None:
        """Change the title and the small line below it."""
        self.title.setText(title)
        self.sub.setText(sub)
        self.sub.setVisible(bool(sub))

    def restyle(self) -> None:
        """Room in the scale of the look."""
        edge, high = theme.px(24), theme.px(12)
        self.head.setContentsMargins(edge, high, theme.px(16), high)
        self.foot.setContentsMargins(edge, high, edge, high)
        self.foot.setSpacing(theme.px(12))
        self.place()

    def place(self) -> None:
        """As high as the host, at the right; all of it where it is narrow."""
        self.setGeometry(self.host.rect())
        wide = min(self.width(), theme.px(self.wide))
        self.panel.setGeometry(QRect(self.width() - wide, 0, wide, self.height()))

    def open_sheet(self) -> None:
        """Show it; where the focus was is remembered."""
        if self.isVisible():
            return
        self._before = self.window().focusWidget()
        self.place()
        self.show()
        self.raise_()
        self.shut.setFocus()
        announce(self, self.title.text())

    def close_sheet(self) -> None:
        """Take it away and give the focus back."""
        if self.isHidden():
            return
        self.hide()
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus()
        self.closed.emit()

    def has_focus(self) -> bool:
        """Whether the focus is inside."""
        now = self.window().focusWidget()
        return now is not None and self.isAncestorOf(now)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside."""
        stops = self._stops()
        if not stops:
            return False
        now = self.window().focusWidget()
        at = stops.index(now) if now in stops else (-1 if forward else 0)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def _stops(self) -> list[QWidget]:
        """What Tab reaches inside, in order."""
        found: list[QWidget] = []
        here = self.nextInFocusChain()
        while here is not None and here is not self:
            tabs = bool(here.focusPolicy() & Qt.FocusPolicy.TabFocus)
            usable = here.isVisible() and here.isEnabled() and here.focusProxy() is None
            if tabs and usable and self.isAncestorOf(here):
                found.append(here)
            here = here.nextInFocusChain()
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the sheet closes it."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_sheet()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move along with the host."""
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The veil over what lies below."""
        QPainter(self).fillRect(self.rect(), theme.color("shade"))

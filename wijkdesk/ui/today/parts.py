"""The rows of Vandaag: an appointment, the line of the present time, a small row with a button."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import paint, theme
from wijkdesk.ui.kit.banner import Mark
from wijkdesk.ui.kit.buttons import Button, PrimaryButton, QuietButton
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Pill
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.today.presenter import OPEN, RESUME, START, MeetingRow, SideRow

_TAG_ICONS = {"danger": Icon.TRIANGLE_ALERT, "warn": Icon.CLOCK}


class Dot(QWidget):
    """The small circle beside the time: green = done, dark = next, grey = later."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.role = role
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Size in the scale of the look."""
        self.setFixedSize(theme.px(10), theme.px(20))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the circle."""
        side = theme.px(10)
        spot = QRectF(0, (self.height() - side) / 2, side, side)
        paint.box(QPainter(self), spot, side / 2, self.role)


class NowLine(QWidget):
    """ "nu 13:40" and a line through the day."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Height in the scale of the look."""
        self.setFixedHeight(theme.px(20))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint words and line."""
        painter = QPainter(self)
        used = paint.words(painter, self.rect(), self.text, theme.font(13, 600), "primary")
        left = used + theme.px(8)
        high = max(2, theme.px(2))
        painter.fillRect(
            QRect(left, (self.height() - high) // 2, self.width() - left, high), theme.color("primary")
        )


class MeetingView(QWidget):
    """One appointment; `acted(object)` gives its key."""

    acted = Signal(object)

    def __init__(self, row: MeetingRow, narrow: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.button = self._button()
        self.setAccessibleName(", ".join(part for part in (row.time, row.title, row.detail) if part))
        tint, weight = ("muted", 400) if row.past else ("text", 600)
        box = QHBoxLayout(self)
        edge = theme.px(12)
        box.setContentsMargins(
            edge, edge if row.coming else theme.px(8), edge, edge if row.coming else theme.px(8)
        )
        box.setSpacing(theme.px(14))
        when = QHBoxLayout()
        when.setSpacing(theme.px(14))
        time = Label(row.time, 14, 400 if row.past else 600, tint=tint)
        time.setMinimumWidth(theme.px(54))
        when.addWidget(time)
        when.addWidget(Dot("ok" if row.done else "primary" if row.coming else "field"))
        if narrow:
            words = self._words(tint, weight)
            words.insertLayout(0, when)
            when.addStretch(1)
            box.addLayout(words, 1)
        else:
            side = QVBoxLayout()
            side.addLayout(when)
            side.addStretch(1)
            box.addLayout(side)
            box.addLayout(self._words(tint, weight), 1)
        self._end(box if not narrow else words)

    def _button(self) -> Button | None:
        act = self.row.act
        if act == START and self.row.coming:
            return PrimaryButton(_("Bezoek starten"), Icon.ARROW_RIGHT, trailing=True)
        if act in (START, RESUME):
            text = _("Verder") if act == RESUME else _("Bezoek starten")
            return Button(text, size="small")
        return QuietButton(_("Openen"), size="small") if act == OPEN else None

    def _words(self, tint: str, weight: int) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(Label(self.row.title, 14, weight, tint=tint, wrap=True))
        if self.row.detail:
            words.addWidget(Label(self.row.detail, 14, tint="muted", wrap=True))
        if self.row.tags:
            holder = QWidget()
            line = FlowRow(gap=8)
            for tag in self.row.tags:
                line.addWidget(Pill(tag.text, Tone(tag.tone), _TAG_ICONS.get(tag.tone)))
            holder.setLayout(line)
            words.addSpacing(theme.px(4))
            words.addWidget(holder)
        return words

    def _end(self, box: QBoxLayout) -> None:
        side = QVBoxLayout()
        if self.row.done:
            side.addWidget(Pill(_("Gedaan"), Tone.OK, Icon.CHECK))
        if self.button is not None:
            self.button.setAccessibleName(f"{self.button.text()}: {self.row.title}")
            self.button.clicked.connect(self._on_clicked)
            side.addWidget(self.button)
        side.addStretch(1)
        box.addLayout(side)

    def _on_clicked(self) -> None:
        self.acted.emit(self.row.key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The coming visit is the only tinted row."""
        painter = QPainter(self)
        if self.row.coming:
            paint.box(painter, QRectF(self.rect()), theme.px(12), "open", "primary")


class SideView(QWidget):
    """A title, a muted line and a button; `acted(object)` gives the key. `role` = colour of icon and title."""

    acted = Signal(object)

    def __init__(
        self, row: SideRow, icon: Icon, button: str, role: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.row = row
        self.setAccessibleName(f"{row.title}, {row.detail}")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        box.setSpacing(theme.px(12))
        box.addWidget(Mark(icon, role or "muted"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(row.title, weight=600 if role else 400, tint=role or "text", wrap=True))
        words.addWidget(Label(row.detail, 13, tint="muted", wrap=True))
        box.addLayout(words, 1)
        self.button = Button(button, Icon.ARROW_RIGHT, "small")
        self.button.setAccessibleName(f"{button}: {row.title}, {row.detail}")
        self.button.clicked.connect(self._on_clicked)
        box.addWidget(self.button)
        self.button.setVisible(row.key is not None)

    def _on_clicked(self) -> None:
        self.acted.emit(self.row.key)

"""The page before the work: a dark pane that reassures at the left, one thing to do at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import icons, paint, theme
from wijkdesk.ui.kit.banner import Mark
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label

NARROW = 900  # px at 100 %: below it the pane becomes a strip
PANE = 400


class Steps(QWidget):
    """The steps of the first run with the present one marked."""

    def __init__(self, steps: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps, self.now = list(steps), 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.follow(self.restyle)
        self.show_step(0)

    def restyle(self) -> None:
        """Height in the scale of the look."""
        self.setFixedHeight(theme.px(74) * len(self.steps))
        self.update()

    def show_step(self, now: int) -> None:
        """Mark a step; the ones before it are done."""
        self.now = now
        name = self.steps[now][0]
        self.setAccessibleName(
            _("Stap {n} van {all}: {name}").format(n=now + 1, all=len(self.steps), name=name)
        )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint circles, the line between them, and words."""
        painter = QPainter(self)
        side, step = theme.px(32), theme.px(74)
        for number, (title, text) in enumerate(self.steps):
            top = number * step
            if number + 1 < len(self.steps):
                painter.fillRect(QRect(side // 2, top + side, 2, step - side), theme.color("navline"))
            self._circle(painter, QRectF(0, top, side, side), number)
            left, room = side + theme.px(16), self.width() - side - theme.px(16)
            role = "navstrong" if number == self.now else "navtext"
            paint.words(painter, QRect(left, top, room, theme.px(32)), title, theme.font(16, 600), role)
            below = QRect(left, top + theme.px(30), room, theme.px(22))
            paint.words(painter, below, text, theme.font(13), "navtext")

    def _circle(self, painter: QPainter, spot: QRectF, number: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now, done = number == self.now, number < self.now
        painter.setPen(QPen(theme.color("navstrong" if now or done else "navtext"), theme.px(2)))
        painter.setBrush(theme.color("navstrong" if now else "navactive" if done else "nav"))
        painter.drawEllipse(spot.adjusted(1, 1, -1, -1))
        if done:
            icons.draw(painter, Icon.CHECK, spot.toRect(), "navstrong", 16)
        else:
            role = "nav" if now else "navstrong"
            paint.words(
                painter, spot.toRect(), str(number + 1), theme.font(14, 700), role, align=paint.CENTER
            )


class Note(QWidget):
    """A bold line and a plain one with an icon, at the foot of the pane."""

    def __init__(self, icon: Icon, bold: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        row.addWidget(Mark(icon, "navtext"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.bold = Label(bold, 14, 600 if text else 400, tint="navstrong" if text else "navtext", wrap=True)
        self.text = Label(text, 14, tint="navtext", wrap=True)
        words.addWidget(self.bold)
        if text:
            words.addWidget(self.text)
        row.addLayout(words, 1)


class Pane(QFrame):
    """The dark side: brand, one line, something in the middle, notes at the foot."""

    def __init__(self, lead: str, middle: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "nav")
        self.lead = Label(lead, 16, tint="navtext", wrap=True)
        self.box = QVBoxLayout(self)
        self.box.addWidget(Label("WijkDesk", 24, 700, tint="navstrong"))
        self.box.addWidget(self.lead)
        if middle is not None:
            self.box.addSpacing(theme.px(48))
            self.box.addWidget(middle)
        self.box.addStretch(1)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Room in the scale of the look."""
        edge = theme.px(40)
        self.setFixedWidth(theme.px(PANE))
        self.box.setContentsMargins(edge, theme.px(44), edge, edge)
        self.box.setSpacing(theme.px(8))

    def add_note(self, note: Note) -> None:
        """Put a note at the foot."""
        self.box.addWidget(note)


class Panes(QWidget):
    """Pane at the left, a column in the middle of the rest; the pane falls away where there is little room."""

    def __init__(self, pane: Pane, column: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.pane, self.column = pane, column
        pane.setSizePolicy(
            QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored
        )  # it never makes a window higher
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAccessibleName("WijkDesk")
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.middle = QWidget()
        self.body = QVBoxLayout(self.middle)
        self.body.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setObjectName("page")
        self.below = Label("", 14, tint="muted", wrap=True)
        self.below.hide()
        upright = QVBoxLayout()
        upright.addWidget(self.middle, 1)
        upright.addWidget(self.below)
        frame = QHBoxLayout(inner)
        frame.addStretch(1)
        frame.addLayout(upright, 100)
        frame.addStretch(1)
        self.frame = frame
        self.area.setWidget(inner)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(pane)
        row.addWidget(self.area, 1)
        theme.follow(self.fit)

    def sizeHint(self) -> QSize:
        """A laptop's window."""
        return QSize(theme.px(1100), theme.px(720))

    def set_below(self, text: str) -> None:
        """What the pane says, to stand under the rest where the pane falls away."""
        self.below.setText(text)
        self.fit()

    def fit(self) -> None:
        """Share the room."""
        narrow = (
            self.width() / theme.current().scale < NARROW or self.height() < self.pane.sizeHint().height()
        )
        self.pane.setVisible(not narrow)
        self.below.setVisible(narrow and bool(self.below.text()))
        self.below.setMaximumWidth(theme.px(self.column))
        edge = theme.px(24 if narrow else 40)
        self.frame.setContentsMargins(edge, edge, edge, edge)
        self.middle.setMaximumWidth(theme.px(self.column))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self.fit()

"""A closed life domain: name, a score per person, strong and worry, and the difference as an invitation."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import icons, paint, theme
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.scores import paint_score, score_words
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.visit.shaping import PER_PAGE
from wijkdesk.ui.visit.states import Column, DomainLine

NAME, SCORE, GAP, EDGE = 200, 140, 12, 12  # px at 100 %, as in design core/07
LEAST, TAIL = 90, 104  # px at 100 %: the narrowest score, and what stands behind the scores
TURNING = 90  # px at 100 % more behind the people when they are turned by pages
MOST = 8  # people beside each other: as many as have a colour of their own
ROW = 30
STACKED = 800  # px at 100 %: below this there is no room for three scores beside the names


def score_spots(width: int, count: int, name: int = NAME) -> list[QRect]:
    """Where the scores stand in a row of some width; where there is less room they are narrower, then the tail is."""
    left, gap = theme.px(EDGE + name + GAP), theme.px(GAP)
    roomy, tight = ((width - left - theme.px(tail)) // max(1, count) - gap for tail in (EDGE + 200, TAIL))
    each = max(theme.px(64), min(theme.px(SCORE), max(roomy, min(theme.px(LEAST), tight))))
    return [QRect(left + place * (each + gap), 0, each, theme.px(ROW)) for place in range(count)]


def fits(width: int, people: int) -> int:
    """How many of so many people have room beside each other; at least three."""
    if is_stacked(width):
        return PER_PAGE
    room = width - theme.px(EDGE + NAME + GAP + TAIL)
    if room // theme.px(LEAST + GAP) < people or people > MOST:
        room -= theme.px(TURNING)
    return min(MOST, max(PER_PAGE, room // theme.px(LEAST + GAP)))


def is_stacked(width: int) -> bool:
    """Whether scores stand under the names: "nog niet gevraagd" is never cut."""
    return width < theme.px(STACKED)


class DomainRow(QAbstractButton):
    """One closed row: Enter, Right or a click opens (`clicked`), Up and Down walk (`walked(int)`)."""

    walked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line: DomainLine | None = None
        self.columns: tuple[Column, ...] = ()
        self.last = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.follow(self.updateGeometry)

    def show_line(self, line: DomainLine, columns: tuple[Column, ...]) -> None:
        """Show a domain."""
        changed = (line, columns) != (self.line, self.columns)
        self.line, self.columns = line, columns
        parts = [line.name]
        parts += [
            f"{column.name} {score_words(score)}" for column, score in zip(columns, line.scores, strict=True)
        ]
        parts += [line.summary, _("verschil {n}").format(n=line.gap) if line.gap else ""]
        self.setAccessibleName(", ".join(part for part in parts if part))
        if changed:
            self.updateGeometry()
        self.update()  # always: a score of 1 equals "nog niet gevraagd" (code 1) for Python

    @property
    def stacked(self) -> bool:
        """Whether the scores stand under the name, for want of room."""
        return is_stacked(self.width())

    def sizeHint(self) -> QSize:
        """One line, or two when it is narrow."""
        high = ROW * 2 if self.stacked else max(ROW, 44 if theme.current().touch else 0)
        return QSize(theme.px(320), theme.px(high))

    def minimumSizeHint(self) -> QSize:
        """Narrow if need be."""
        return QSize(theme.px(240), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk and open."""
        keys = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -99, Qt.Key.Key_End: 99}
        if event.key() in keys:
            self.walked.emit(keys[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line or two."""
        super().resizeEvent(event)
        if is_stacked(event.oldSize().width()) != self.stacked:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        line = self.line
        if line is None:
            return
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), theme.color("hover"))
        high = theme.px(ROW)
        if not self.stacked:
            high = self.height()
        self._paint_name(painter, line, high)
        self._paint_scores(painter, line)
        self._paint_tail(painter, line, high)
        if not self.last:
            painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), theme.color("hair"))
        if self.hasFocus():
            paint.ring(painter, self.rect().adjusted(2, 1, -2, -1), theme.px(6))

    def _paint_name(self, painter: QPainter, line: DomainLine, high: int) -> None:
        edge = theme.px(EDGE)
        icons.draw(painter, Icon.CHEVRON_RIGHT, QRect(edge, 0, theme.px(16), high), "muted", 16)
        icons.draw(
            painter, icons.named(line.icon), QRect(edge + theme.px(22), 0, theme.px(16), high), "muted", 16
        )
        room = self.width() - theme.px(60) if self.stacked else theme.px(NAME - 40)
        spot = QRect(edge + theme.px(44), 0, room, high)
        paint.words(painter, spot, line.name, theme.font(14, 600), "text")

    def _paint_scores(self, painter: QPainter, line: DomainLine) -> None:
        if self.stacked:
            each = (self.width() - theme.px(EDGE * 2 + 44)) // max(1, len(line.scores))
            left = theme.px(EDGE + 44)
            spots = [
                QRect(left + n * each, theme.px(ROW - 4), each - theme.px(GAP), theme.px(ROW))
                for n in range(len(line.scores))
            ]
        else:
            spots = score_spots(self.width(), len(line.scores))
            for spot in spots:
                spot.setHeight(self.height())
        for spot, column, score in zip(spots, self.columns, line.scores, strict=True):
            paint_score(painter, spot, score, column.hue)

    def _paint_tail(self, painter: QPainter, line: DomainLine, high: int) -> None:
        right = self.width() - theme.px(EDGE)
        if line.gap:
            words = _("Verschil {n}").format(n=line.gap)
            pill = paint.pill(painter, right, high // 2, words, Tone.INFO, icon=Icon.MESSAGE_CIRCLE)
            right = pill.left() - theme.px(8)
        if self.stacked or not line.summary:
            return
        spots = score_spots(self.width(), len(line.scores))
        left = (spots[-1].right() if spots else theme.px(NAME)) + theme.px(GAP)
        wide = QFontMetrics(theme.font(13)).horizontalAdvance(line.summary)
        if right - left >= min(wide, theme.px(40)):
            paint.words(painter, QRect(left, 0, right - left, high), line.summary, theme.font(13), "muted")

"""How several people score one thing: marks on one line, with the difference between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import paint, theme
from wijkdesk.ui.kit.scores import TOP


@dataclass(frozen=True)
class Dot:
    """One person's score in a plot: name, colour (as `paint.hue`, 0 = grey) and score."""

    name: str
    person: int
    score: int


class DotPlot(QLabel):
    """A line 0 to 10 with a lettered mark for each person, a span between; equal scores side by side."""

    def __init__(self, name: str, dots: Sequence[Dot], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.set_dots(dots)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Measure and paint anew after a switch of look."""
        self.updateGeometry()
        self.update()

    def set_dots(self, dots: Sequence[Dot]) -> None:
        """Show other scores."""
        self.dots = sorted(dots, key=_by_score)
        words = ", ".join(f"{dot.name} {dot.score}" for dot in dots)
        self.setText(words or _("nog niet gevraagd"))
        self.setAccessibleName(f"{self.name}: {self.text()}")
        self.update()

    def difference(self) -> int:
        """Points between the lowest and the highest score."""
        return self.dots[-1].score - self.dots[0].score if self.dots else 0

    def sizeHint(self) -> QSize:
        """300 px for eleven ticks, and half a badge at both ends."""
        return QSize(theme.px(324), theme.px(28))

    def minimumSizeHint(self) -> QSize:
        """Narrower, whatever the words it says to screen readers."""
        return QSize(theme.px(160), theme.px(28))

    def _x(self, score: float) -> float:
        edge = float(theme.px(12))
        return edge + (self.width() - 2 * edge) * score / TOP

    def places(self) -> list[float]:
        """Middle of each mark in px; equal scores stand side by side."""
        step = theme.px(19)
        out: list[float] = []
        for dot in self.dots:
            same = [other for other in self.dots if other.score == dot.score]
            half: float = (len(same) - 1) / 2 * step
            low, high = self._x(0) + half, self._x(TOP) - half
            middle = min(max(self._x(dot.score), low), high)
            out.append(middle + same.index(dot) * step - half)
        return out

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint line, ticks, span and marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.dots:
            self._paint_words(painter)
            return
        middle = self.height() / 2
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(int(self._x(0)), int(middle), int(self._x(TOP)), int(middle))
        tick = theme.px(4)
        for score in range(TOP + 1):
            x = int(self._x(score))
            painter.drawLine(x, int(middle) - tick, x, int(middle) + tick)
        if len(self.dots) > 1:
            self._paint_span(painter, middle)
        side = theme.px(22)
        for dot, place in zip(self.dots, self.places(), strict=True):
            spot = QRectF(place - side / 2, middle - side / 2, side, side)
            paint.badge(painter, spot, dot.name[:1].upper(), dot.person)

    def _paint_words(self, painter: QPainter) -> None:
        spot = self.rect().adjusted(int(self._x(0)), 0, 0, 0)
        paint.words(painter, spot, self.text(), theme.font(13), "muted")

    def _paint_span(self, painter: QPainter, middle: float) -> None:
        left, right = self._x(self.dots[0].score), self._x(self.dots[-1].score)
        high = theme.px(6)
        paint.box(painter, QRectF(left, middle - high / 2, right - left, high), 0, "span")


def _by_score(dot: Dot) -> int:
    return dot.score


class DotAxis(QWidget):
    """The numbers 0, 5 and 10 under a column of plots; decoration, for each plot says its numbers."""

    def sizeHint(self) -> QSize:
        """As wide as a plot."""
        return QSize(theme.px(324), theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint three numbers."""
        painter = QPainter(self)
        edge, wide = theme.px(12), theme.px(24)
        for score in (0, TOP // 2, TOP):
            x = edge + (self.width() - 2 * edge) * score // TOP
            spot = QRect(x - wide // 2, 0, wide, self.height())
            paint.words(painter, spot, str(score), theme.font(13), "muted", align=paint.CENTER)

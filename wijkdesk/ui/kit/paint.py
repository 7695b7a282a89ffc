"""Painting shared by widgets and delegates: boxes, tags (pills, chips), badges, focus rings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextLine

from wijkdesk.ui.kit import icons, theme
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.tokens import PEOPLE
from wijkdesk.ui.kit.tone import Tone

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
CENTER = Qt.AlignmentFlag.AlignCenter
HIDE_KEY = Qt.TextFlag.TextHideMnemonic


@dataclass(frozen=True)
class TagStyle:
    """How a small piece of text with an icon looks; sizes in px at 100 %, colours as tokens."""

    front: str
    back: str = ""
    line: str = ""
    height: int = 24
    radius: float = 12
    pad: int = 10
    size: float = 13
    weight: int = 600
    icon: int = 14
    gap: int = 6

    def font(self) -> QFont:
        """The font of the words."""
        return theme.font(self.size, self.weight)


def pill_style(tone: Tone) -> TagStyle:
    """The pill of a tone: 24 high, quiet border."""
    return TagStyle(tone.front, tone.back, tone.line)


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    back: str | QColor = "",
    line: str = "",
    *,
    width: float = 1,
) -> None:
    """A rounded box; `radius` in real px, the border lies inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush if back == "" else _color(back))
    if line:
        painter.setPen(QPen(theme.color(line), width))
        half = width / 2
        rect = rect.adjusted(half, half, -half, -half)
        radius = max(0.0, radius - half)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(rect, radius, radius)


def _color(value: str | QColor) -> QColor:
    return theme.color(value) if isinstance(value, str) else value


def words(
    painter: QPainter, rect: QRect, text: str, font: QFont, role: str, *, align: Qt.AlignmentFlag = LEFT
) -> int:
    """One line of text, cut with an ellipsis where it does not fit; returns the width used in px."""
    metrics = QFontMetrics(font)
    wide = metrics.horizontalAdvance(text)
    if wide > rect.width():  # cut only where needed: in long tables this is what takes the time
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, rect.width()))
        wide = metrics.horizontalAdvance(text)
    painter.setFont(font)
    painter.setPen(theme.color(role))
    if align == LEFT:  # on its base line: half the time of laying text out in a rectangle
        high = metrics.height()
        painter.drawText(rect.left(), rect.top() + (rect.height() - high + 1) // 2 + metrics.ascent(), text)
    else:
        painter.drawText(rect, align, text)
    return wide


def lines(painter: QPainter, rect: QRect, text: str, font: QFont, role: str) -> None:
    """Text over as many lines as fit in `rect`; the last one is cut with an ellipsis where it does not fit."""
    layout = QTextLayout(text, font)
    high = max(1, QFontMetrics(font).lineSpacing())
    count = max(1, rect.height() // high)
    layout.beginLayout()
    starts = [line.textStart() for line in _broken(layout, rect.width(), count)]
    layout.endLayout()
    for number, start in enumerate(starts):
        last = number == len(starts) - 1
        part = text[start:] if last else text[start : starts[number + 1]].rstrip()
        words(painter, QRect(rect.left(), rect.top() + number * high, rect.width(), high), part, font, role)


def _broken(layout: QTextLayout, width: int, most: int) -> Iterator[QTextLine]:
    for _number in range(most):
        line = layout.createLine()
        if not line.isValid():
            return
        line.setLineWidth(width)
        yield line


def tag_width(text: str, icon: Icon | None, style: TagStyle) -> int:
    """The width in px that a tag needs."""
    width = 2 * theme.px(style.pad) + QFontMetrics(style.font()).horizontalAdvance(text) + 1
    return width + (theme.px(style.icon) + theme.px(style.gap) if icon else 0)


def tag(painter: QPainter, rect: QRect, text: str, icon: Icon | None, style: TagStyle) -> None:
    """A pill, chip or key cap filling `rect`."""
    if style.back or style.line:
        box(painter, QRectF(rect), theme.px(style.radius), style.back, style.line)
    left = rect.left() + theme.px(style.pad)
    if icon:
        side = theme.px(style.icon)
        icons.draw(painter, icon, QRect(left, rect.top(), side, rect.height()), style.front, style.icon)
        left += side + theme.px(style.gap)
    inner = QRect(left, rect.top(), rect.right() - left - theme.px(style.pad) + 2, rect.height())
    words(painter, inner, text, style.font(), style.front)


def pill(
    painter: QPainter, right: int, middle: int, text: str, tone: Tone, *, icon: Icon | None = None
) -> QRect:
    """A pill whose right edge and vertical middle are given (for delegates); returns where it stands."""
    style = pill_style(tone)
    width, height = tag_width(text, icon, style), theme.px(style.height)
    rect = QRect(right - width, middle - height // 2, width, height)
    tag(painter, rect, text, icon, style)
    return rect


def hue(person: int) -> str:
    """Token of a person's colour: members of a household count from 1 in its order, 0 = grey (a worker)."""
    return f"p{(person - 1) % PEOPLE + 1}" if person > 0 else "muted"


def badge(painter: QPainter, rect: QRectF, letters: str, person: int, missing: bool = False) -> None:
    """A circle with letters: family members in colour, workers (0) grey, a missing voice dashed."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ring = theme.color("field" if missing or person == 0 else hue(person))
    pen = QPen(ring, max(1.5, rect.width() / 14))
    if missing:
        pen.setDashPattern([2.4, 1.8])
    painter.setPen(pen)
    ground = theme.color(f"{hue(person)}s" if person > 0 else "sunken")
    painter.setBrush(Qt.BrushStyle.NoBrush if missing else ground)
    half = pen.widthF() / 2
    painter.drawEllipse(rect.adjusted(half, half, -half, -half))
    font = theme.font(12, 700)
    font.setPixelSize(max(theme.px(11), round(rect.width() * 0.42)))
    painter.setFont(font)
    painter.setPen(theme.color("muted" if missing else hue(person)))
    painter.drawText(rect, CENTER, letters)


def ring(painter: QPainter, rect: QRect, radius: float, role: str = "focus") -> None:
    """The focus ring along the inside of `rect`: 2 px at 100 %, 4 px at 200 %."""
    box(painter, QRectF(rect), radius, "", role, width=theme.px(2))


def bar(painter: QPainter, rect: QRectF, part: float, role: str) -> None:
    """A horizontal bar filled for `part` (0 to 1)."""
    radius = rect.height() / 2
    box(painter, rect, radius, "sunken")
    if part > 0:
        filled = QRectF(
            rect.topLeft(), QPointF(rect.left() + max(rect.height(), rect.width() * part), rect.bottom())
        )
        box(painter, filled, radius, role)


def tick_box(painter: QPainter, rect: QRect, on: bool, focus: bool = False, role: str = "field") -> None:
    """A check box of the size of `rect`."""
    line = "focus" if focus else ("primary" if on else role)
    box(painter, QRectF(rect), theme.px(5), "primary" if on else "surface", line, width=theme.px(2))
    if on:
        icons.draw(painter, Icon.CHECK, rect, "onprimary", 16)

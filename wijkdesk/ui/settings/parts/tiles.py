"""Theme tiles with a painted preview, and the slider for the size of text."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QSlider, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.core.settings import TEXT_SIZES
from wijkdesk.ui.kit import paint, theme, tokens


class ThemeTile(QRadioButton):
    """A radio button that shows what a theme looks like. `name` = system, light, dark or contrast."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.name = name
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Size in the scale of the look."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A small window with words below."""
        return QSize(theme.px(150), theme.px(110))

    def minimumSizeHint(self) -> QSize:
        """As small as the words allow."""
        return QSize(theme.px(130), theme.px(110))

    def hitButton(self, pos: object) -> bool:
        """The whole tile can be clicked."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint border, preview, ring and words."""
        painter = QPainter(self)
        on = self.isChecked()
        paint.box(painter, QRectF(self.rect()), theme.px(8), "surface", "primary" if on else "line",
                  width=theme.px(2) if on else 1)  # fmt: skip
        inset = theme.px(9)
        picture = QRect(inset, inset, self.width() - 2 * inset, theme.px(62))
        painter.save()
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(picture), theme.px(4), theme.px(4))
        painter.setClipPath(frame)
        halves = (
            (("light", 0.0, 0.5), ("dark", 0.5, 1.0)) if self.name == "system" else ((self.name, 0.0, 1.0),)
        )
        for look, start, end in halves:
            left = picture.left() + round(picture.width() * start)
            wide = round(picture.width() * (end - start))
            _preview(painter, QRect(left, picture.top(), wide, picture.height()), look)
        painter.restore()
        paint.box(painter, QRectF(picture), theme.px(4), "", "line")
        self._paint_choice(painter, picture.bottom() + theme.px(10))
        if self.hasFocus():
            paint.ring(painter, self.rect(), theme.px(8))

    def _paint_choice(self, painter: QPainter, top: int) -> None:
        side = theme.px(18)
        ring = QRectF(theme.px(10), top, side, side)
        on = self.isChecked()
        paint.box(painter, ring, side / 2, "surface", "primary" if on else "field", width=theme.px(2))
        if on:
            inset = theme.px(5)
            paint.box(painter, ring.adjusted(inset, inset, -inset, -inset), side / 2, "primary")
        left = int(ring.right()) + theme.px(8)
        spot = QRect(left, top, self.width() - left, side)
        paint.words(painter, spot, self.text(), theme.font(14, 600), "text")


def _preview(painter: QPainter, spot: QRect, look: str) -> None:
    """A window in small: ground, rail, a title and lines, in the colours of that theme."""
    colors = tokens.load(look)
    painter.fillRect(spot, QColor(colors["bg"]))
    rail = max(2, spot.width() // 8)
    painter.fillRect(QRect(spot.left(), spot.top(), rail, spot.height()), QColor(colors["nav"]))
    left, room = spot.left() + rail + theme.px(8), spot.width() - rail - theme.px(16)
    for number, (role, part) in enumerate((("primary", 0.6), ("field", 0.95), ("field", 0.8))):
        top = spot.top() + theme.px(9) + number * theme.px(13)
        bar = QRectF(left, top, room * part, theme.px(6))
        paint.box(painter, bar, theme.px(3), QColor(colors[role]))


class TextSlider(QSlider):
    """The size of text in steps of 25 percent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, len(TEXT_SIZES) - 1)
        self.setPageStep(1)
        self.setAccessibleName(_("Grootte van de tekst"))
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Height in the scale of the look."""
        self.setMinimumHeight(theme.px(32))
        self.update()

    def percent(self) -> int:
        """The size chosen."""
        return TEXT_SIZES[self.value()]

    def set_percent(self, percent: int) -> None:
        """Show a size without telling anyone."""
        self.blockSignals(True)
        self.setValue(min(range(len(TEXT_SIZES)), key=lambda index: abs(TEXT_SIZES[index] - percent)))
        self.blockSignals(False)
        self.setAccessibleDescription(f"{self.percent()} %")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint track, handle and focus ring."""
        painter = QPainter(self)
        pad, high = theme.px(13), theme.px(6)
        track = QRectF(pad, (self.height() - high) / 2, self.width() - 2 * pad, high)
        part = self.value() / max(1, self.maximum())
        paint.box(painter, track, high / 2, "sunken", "line")
        filled = QRectF(track.left(), track.top(), track.width() * part, high)
        paint.box(painter, filled, high / 2, "primary")
        side = theme.px(20)
        knob = QRectF(filled.right() - side / 2, (self.height() - side) / 2, side, side)
        paint.box(painter, knob, side / 2, "surface", "primary", width=theme.px(4))
        if self.hasFocus():
            paint.ring(painter, self.rect(), theme.px(8))

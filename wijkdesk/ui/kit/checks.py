"""On and off: check box, switch and radio button, painted, at least 24 px high."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import paint, theme


class CheckBox(QCheckBox):
    """A check box of 20 px with its words; the whole row can be clicked."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Measure and paint anew."""
        self.setFont(theme.font())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Box, gap and words."""
        wide = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(theme.px(34) + wide, theme.px(44 if theme.current().touch else 32))

    def minimumSizeHint(self) -> QSize:
        """Never under the least target."""
        return QSize(theme.px(28), self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        """The whole widget can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint box and words."""
        painter = QPainter(self)
        side = theme.px(20)
        box = QRect(theme.px(2), (self.height() - side) // 2, side, side)
        paint.tick_box(painter, box, self.isChecked())
        left = box.right() + theme.px(10)
        role = "text" if self.isEnabled() else "muted"
        paint.words(
            painter, QRect(left, 0, self.width() - left, self.height()), self.text(), self.font(), role
        )
        if self.hasFocus():
            paint.ring(painter, self.rect(), theme.px(6))


class RadioButton(QRadioButton):
    """One of some, with words; arrow keys move."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Measure and paint anew."""
        self.setFont(theme.font(14, 500))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ring, gap and words."""
        wide = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(theme.px(36) + wide, theme.px(44 if theme.current().touch else 32))

    def hitButton(self, pos: QPoint) -> bool:
        """The whole widget can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ring, dot and words."""
        painter = QPainter(self)
        side = theme.px(18)
        ring = QRectF(theme.px(3), (self.height() - side) / 2, side, side)
        line = "primary" if self.isChecked() else "field"
        paint.box(painter, ring, side / 2, "surface", line, width=theme.px(2))
        if self.isChecked():
            inset = theme.px(5)
            paint.box(painter, ring.adjusted(inset, inset, -inset, -inset), side / 2, "primary")
        left = int(ring.right()) + theme.px(8)
        spot = QRect(left, 0, self.width() - left, self.height())
        paint.words(painter, spot, self.text(), self.font(), "text")
        if self.hasFocus():
            paint.ring(painter, self.rect(), theme.px(6))


class Switch(QCheckBox):
    """A switch with the word Aan or Uit before it; `name` says what it switches."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Measure and paint anew."""
        self.setFont(theme.font(13))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the longest word and the switch."""
        metrics = QFontMetrics(self.font())
        words = max(metrics.horizontalAdvance(_("Aan")), metrics.horizontalAdvance(_("Uit")))
        return QSize(words + theme.px(8 + 36 + 8), theme.px(44 if theme.current().touch else 32))

    def minimumSizeHint(self) -> QSize:
        """As large as it is."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """The whole widget can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint word, track and knob."""
        painter = QPainter(self)
        on = self.isChecked()
        wide, high = theme.px(36), theme.px(20)
        track = QRectF(self.width() - wide - theme.px(4), (self.height() - high) / 2, wide, high)
        paint.box(painter, track, high / 2, "primary" if on else "surface", "primary" if on else "field",
                  width=theme.px(2))  # fmt: skip
        side = theme.px(12)
        x = track.right() - side - theme.px(4) if on else track.left() + theme.px(4)
        knob = QRectF(x, track.center().y() - side / 2, side, side)
        paint.box(painter, knob, side / 2, "onprimary" if on else "field")
        word = _("Aan") if on else _("Uit")
        room = QRect(theme.px(4), 0, int(track.left()) - theme.px(12), self.height())
        painter.setFont(self.font())
        painter.setPen(theme.color("muted"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, word)
        if self.hasFocus():
            paint.ring(painter, self.rect(), theme.px(8))

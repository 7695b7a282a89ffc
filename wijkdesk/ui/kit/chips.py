"""Choices that stay visible: filter chips and a row of segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from wijkdesk.ui.kit import paint, theme
from wijkdesk.ui.kit.buttons import enter_clicks
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.paint import TagStyle


class FilterChip(QToolButton):
    """A chip that is on or off: name and count, a check when on. `toggled(bool)` tells."""

    def __init__(
        self, text: str, count: int | None = None, icon: Icon | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.mark, self.name, self.count = icon, text, count
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_count(count)
        theme.follow(self.restyle)

    def set_count(self, count: int | None) -> None:
        """Show another number behind the name; None = no number."""
        self.count = count
        self.setText(self.name if count is None else f"{self.name} {count}")
        self.setAccessibleName(self.text())
        self.restyle()

    def restyle(self) -> None:
        """Measure and paint anew."""
        self.updateGeometry()
        self.update()

    def _style(self) -> TagStyle:
        front, back, line = (
            ("onsoft", "soft", "primary") if self.isChecked() else ("muted", "surface", "line")
        )
        if self.underMouse() and not self.isChecked():
            back, front = "hover", "text"
        height = 44 if theme.current().touch else 32
        return TagStyle(front, back, line, height, height / 2, 12, 13, 600, 16)

    def sizeHint(self) -> QSize:
        """Room for the check, so that nothing moves when it is switched on."""
        return QSize(
            paint.tag_width(self.text(), self.mark or Icon.CHECK, self._style()),
            theme.px(self._style().height),
        )

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter switches, as the space bar does."""
        if not enter_clicks(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip, centred."""
        painter = QPainter(self)
        style = self._style()
        mark = Icon.CHECK if self.isChecked() else self.mark
        paint.box(painter, QRectF(self.rect()), theme.px(style.radius), style.back, style.line)
        bare = TagStyle(style.front, "", "", style.height, 0, 0, 13, 600, 16)
        width = paint.tag_width(self.text(), mark, bare)
        spot = QRect((self.width() - width) // 2, 0, width, self.height())
        paint.tag(painter, spot, self.text(), mark, bare)
        if self.hasFocus():
            paint.ring(painter, self.rect(), theme.px(style.radius))


@dataclass(frozen=True)
class Option:
    """One choice: the value it stands for, its words, an icon and a sentence of help."""

    value: object
    text: str
    icon: Icon | None = None
    help: str = ""


class _Segment(QAbstractButton):
    def __init__(self, option: Option, edges: tuple[bool, bool], small: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.option, self._edges, self._small = option, edges, small
        self.setText(option.text)
        self.setToolTip(option.help)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        self.setFont(theme.font(13 if self._small else 14, 600 if self.isChecked() else 500))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        bold = QFontMetrics(theme.font(13 if self._small else 14, 600))
        width = bold.horizontalAdvance(self.text()) + 2 * theme.px(12) + 2
        if self.option.icon:
            width += theme.px(16) + theme.px(6)
        height = theme.px(32) if self._small and not theme.current().touch else theme.current().control
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _outline(self) -> QPainterPath:
        r = theme.px(8)
        shared = 0.5 if self._edges[0] else -0.5  # the line between two segments is drawn by the left one
        rect = QRectF(self.rect()).adjusted(shared, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(rect, r, r)
        middle = QPainterPath()
        for edge, x in zip(self._edges, (rect.left(), rect.right() - r), strict=True):
            if not edge:
                middle.addRect(QRectF(QPointF(x, rect.top()), QPointF(x + r, rect.bottom())))
        return path.united(middle).simplified()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_clicks(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        ground = "soft" if on else ("hover" if self.underMouse() else "surface")
        painter.setPen(QPen(theme.color("field" if self.isEnabled() else "line"), 1))
        painter.setBrush(theme.color(ground))
        painter.drawPath(self._outline())
        front = "muted" if not self.isEnabled() else ("onsoft" if on else "text")
        size, weight = 13 if self._small else 14, 600 if on else 500
        style = TagStyle(front, size=size, weight=weight, pad=0, icon=16)
        width = paint.tag_width(self.text(), self.option.icon, style)
        spot = QRect((self.width() - width) // 2, 0, width, self.height())
        paint.tag(painter, spot, self.text(), self.option.icon, style)
        if on and theme.current().actual == "contrast":
            painter.fillRect(
                QRectF(theme.px(8), self.height() - theme.px(5), self.width() - theme.px(16), theme.px(3)),
                theme.color("primary"),
            )
        if self.hasFocus():
            paint.ring(painter, self.rect(), theme.px(8) if any(self._edges) else theme.px(4))


class SegmentedChoice(QWidget):
    """One of a few, all visible; arrow keys move. `chosen(object)` gives the option's value."""

    chosen = Signal(object)

    def __init__(
        self, name: str, options: Sequence[Option], value: object = None, small: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAccessibleName(name)
        self.group = QButtonGroup(self)
        self.group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        last = len(options) - 1
        for index, option in enumerate(options):
            segment = _Segment(option, (index == 0, index == last), small, self)
            segment.setAccessibleDescription(name)
            self.group.addButton(segment, index)
            segment.toggled.connect(segment.restyle)
            row.addWidget(segment)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value(value)
        self.group.idToggled.connect(self._on_toggled)

    def value(self) -> object:
        """The value chosen, or None."""
        button = self.group.checkedButton()
        return button.option.value if isinstance(button, _Segment) else None

    def set_value(self, value: object) -> None:
        """Choose without telling anyone; a value that is no option chooses nothing."""
        self.group.blockSignals(True)
        self.group.setExclusive(False)
        for button in self.group.buttons():
            button.setChecked(
                isinstance(button, _Segment) and value is not None and button.option.value == value
            )
        self.group.setExclusive(True)
        self.group.blockSignals(False)
        self._rove()

    def _rove(self) -> None:
        """One tab stop: the option that is on, or the first."""
        on = self.group.checkedButton() or self.group.button(0)
        for button in self.group.buttons():
            stop = Qt.FocusPolicy.StrongFocus if button is on else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(stop)

    def _on_toggled(self, _index: int, on: bool) -> None:
        if on:
            self._rove()
            self.chosen.emit(self.value())

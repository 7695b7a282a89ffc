"""Buttons: one filled (the next action), the others outlined or quiet; painted, so that all themes agree."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from wijkdesk.ui.kit import icons, paint, theme
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.paint import TagStyle

_HEIGHTS = {"small": 32, "normal": 40, "large": 48, "child": 64}
_FONTS = {"small": 13.0, "normal": 14.0, "large": 16.0, "child": 18.0}
# kind: (words, ground, border, ground under the mouse)
_KINDS = {
    "plain": ("text", "surface", "field", "hover"),
    "primary": ("onprimary", "primary", "primary", "primaryhover"),
    "quiet": ("primary", "", "", "soft"),
    "danger": ("danger", "surface", "danger", "dangersoft"),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def enter_clicks(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Enter presses the button that has the focus; True = done. A key held down presses once."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
    if event.key() not in _ENTER or not plain:
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


class Button(QPushButton):
    """An outlined button. `text` is a verb; `keys` shows a shortcut; `trailing` puts the icon behind."""

    kind = "plain"

    def __init__(
        self, text: str = "", icon: Icon | None = None, size: str = "normal", *, keys: str = "",
        trailing: bool = False, kind: str = "", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(text, parent)
        self.kind = kind or type(self).kind
        self.mark, self.size_name, self.keys, self.trailing = icon, size, keys, trailing
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Measure and paint anew after a switch of look."""
        self.setFont(theme.font(_FONTS[self.size_name], 600))
        self.updateGeometry()
        self.update()

    def set_mark(self, icon: Icon | None) -> None:
        """Show another icon."""
        self.mark = icon
        self.restyle()

    def set_kind(self, kind: str) -> None:
        """Make it plain, primary, quiet or danger."""
        self.kind = kind
        self.update()

    def _height(self) -> int:
        look = theme.current()
        return look.px(max(_HEIGHTS[self.size_name], 44 if look.touch else 0))

    def _pad(self) -> int:
        if self.kind == "quiet":
            return theme.px(8 if self.size_name == "small" else 12)
        return theme.px({"small": 12, "large": 24, "child": 24}.get(self.size_name, 16))

    def _icon_size(self) -> int:
        return {"small": 16, "child": 24}.get(self.size_name, 18)

    def _keys_style(self) -> TagStyle:
        front, back, line = (
            ("onprimary", "", "onprimary")
            if self.kind == "primary" and self.isEnabled()
            else ("muted", "bg", "line")
        )
        return TagStyle(front, back, line, 20, 4, 6, 12, 500)

    def _content_width(self) -> int:
        text = self.text().replace("&", "")
        width = QFontMetrics(self.font()).horizontalAdvance(text) + 1 if text else 0
        if self.mark:
            width += theme.px(self._icon_size()) + (theme.px(8) if text else 0)
        if self.keys:
            width += theme.px(8) + paint.tag_width(self.keys, None, self._keys_style())
        return width

    def sizeHint(self) -> QSize:
        """Icon, words and keys with room around them."""
        return QSize(max(self._height(), self._content_width() + 2 * self._pad()), self._height())

    def minimumSizeHint(self) -> QSize:
        """Words are never cut by a layout."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as the space bar does; a dialog's default button does so by itself."""
        if self.autoDefault() or self.isDefault() or not enter_clicks(self, event):
            super().keyPressEvent(event)

    def _colors(self) -> tuple[str, str, str]:
        front, back, line, hover = _KINDS[self.kind]
        if not self.isEnabled():
            return "muted", "" if self.kind == "quiet" else "sunken", "" if self.kind == "quiet" else "line"
        if self.isDown() or self.underMouse():
            back, front = hover, "onsoft" if self.kind == "quiet" else front
        if self.isChecked():
            front, back, line = "onsoft", "soft", "primary"
        return front, back, line

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, ring and content."""
        painter = QPainter(self)
        front, back, line = self._colors()
        radius = theme.px(8)
        body = QRectF(self.rect())
        if self.hasFocus():
            paint.ring(painter, self.rect(), radius)
            gap = theme.px(3.5) if self.kind == "primary" else theme.px(2)
            body.adjust(gap, gap, -gap, -gap)
            radius, line = max(2, radius - gap), "primary" if self.kind == "primary" else ""
        if back or line:
            paint.box(painter, body, radius, back, line)
        self._paint_content(painter, front)

    def _paint_content(self, painter: QPainter, front: str) -> None:
        left = (self.width() - self._content_width()) // 2
        side, gap = theme.px(self._icon_size()), theme.px(8)
        text = self.text()
        width = QFontMetrics(self.font()).horizontalAdvance(text.replace("&", "")) + 1 if text else 0
        if self.mark and not self.trailing:
            icons.draw(painter, self.mark, QRect(left, 0, side, self.height()), front, self._icon_size())
            left += side + gap
        painter.setFont(self.font())
        painter.setPen(theme.color(front))
        painter.drawText(QRect(left, 0, width, self.height()), paint.LEFT | paint.HIDE_KEY, text)
        left += width + (gap if text else 0)
        if self.mark and self.trailing:
            icons.draw(painter, self.mark, QRect(left, 0, side, self.height()), front, self._icon_size())
            left += side + gap
        if self.keys:
            style = self._keys_style()
            high = theme.px(20)
            spot = QRect(left, (self.height() - high) // 2, paint.tag_width(self.keys, None, style), high)
            paint.tag(painter, spot, self.keys, None, style)


class PrimaryButton(Button):
    """The filled button: the next action, one a screen."""

    kind = "primary"


class QuietButton(Button):
    """A button without border, for everything that may be overlooked."""

    kind = "quiet"


class DangerButton(Button):
    """A red outlined button for what cannot be taken back; never the default."""

    kind = "danger"


class IconButton(Button):
    """A square button with an icon only; `name` is its accessible name and tooltip."""

    kind = "quiet"

    def __init__(self, icon: Icon, name: str, size: str = "normal", parent: QWidget | None = None) -> None:
        super().__init__("", icon, size, parent=parent)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def _pad(self) -> int:
        return (self._height() - theme.px(self._icon_size())) // 2

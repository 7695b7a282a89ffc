"""How rows of steps and versions are painted."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from wijkdesk.ui.kit import paint, theme
from wijkdesk.ui.kit.rows import ROW, Index, StepItem, VersionItem


class RowDelegate(QStyledItemDelegate):
    """Ground, hairline and focus of a row; subclasses paint the words."""

    height = 48
    edge = 0

    def height_for(self, _item: object, _width: int) -> int:
        """Px for a row of some width; as given by default."""
        return theme.px(self.height)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its words need."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        return QSize(theme.px(200), self.height_for(index.data(ROW), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        item = index.data(ROW)
        if item is None:
            return
        rect: QRect = option.rect
        state = option.state
        view = option.widget
        painter.save()
        focused = bool(state & QStyle.StateFlag.State_Selected) and view is not None and view.hasFocus()
        if state & QStyle.StateFlag.State_Selected and (focused or self.edge):
            painter.fillRect(rect, theme.color("soft" if self.edge else "open"))
            if self.edge:
                painter.fillRect(
                    QRect(rect.left(), rect.top(), theme.px(4), rect.height()), theme.color("primary")
                )
        last = index.row() == index.model().rowCount() - 1
        if not last or self.edge:
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("hair"))
        self.paint_item(painter, rect, item)
        if focused:
            paint.ring(painter, rect.adjusted(0, 0, 0, -1), theme.px(6))
        painter.restore()

    def paint_item(self, painter: QPainter, rect: QRect, item: object) -> None:
        """Paint the words of a row."""


class StepDelegate(RowDelegate):
    """Check box, what (on two lines when it is long), who, and a pill with the day."""

    @staticmethod
    def box(rect: QRect) -> QRect:
        """Where the check box stands in a row."""
        side = theme.px(20)
        return QRect(rect.left() + theme.px(5), rect.center().y() - side // 2, side, side)

    def height_for(self, item: object, width: int) -> int:
        """Px for a row of some width: one line more when the words need it."""
        line = QFontMetrics(theme.font(14)).lineSpacing()
        return theme.px(self.height) + (line if self._is_long(item, width) else 0)

    def _is_long(self, item: object, width: int) -> bool:
        if not isinstance(item, StepItem):
            return False
        room = self._room(QRect(0, 0, width, theme.px(self.height)), item).width()
        return QFontMetrics(theme.font(14)).horizontalAdvance(item.text) > room

    def _room(self, rect: QRect, item: StepItem) -> QRect:
        """Where the words stand: between box and pill."""
        left, right = self.box(rect).right() + theme.px(12), rect.right() - theme.px(5)
        if item.due:
            right -= paint.tag_width(item.due, item.icon, paint.pill_style(item.tone)) + theme.px(8)
        return QRect(left, rect.top(), right - left, rect.height())

    def paint_item(self, painter: QPainter, rect: QRect, item: object) -> None:
        """Paint a step."""
        if not isinstance(item, StepItem):
            return
        paint.tick_box(painter, self.box(rect), item.done)
        if item.due:
            right = rect.right() - theme.px(5)
            paint.pill(painter, right, rect.center().y(), item.due, item.tone, icon=item.icon)
        room = self._room(rect, item)
        who = QFontMetrics(theme.font(13)).lineSpacing() if item.who else 0
        line = QFontMetrics(theme.font(14)).lineSpacing()
        lines = 2 if self._is_long(item, rect.width()) else 1
        top = rect.top() + (rect.height() - lines * line - who) // 2
        font = theme.font(14)
        font.setStrikeOut(item.done)
        role = "muted" if item.done else "text"
        paint.lines(painter, QRect(room.left(), top, room.width(), lines * line), item.text, font, role)
        lower = QRect(room.left(), top + lines * line, room.width(), who)
        paint.words(painter, lower, item.who, theme.font(13), "muted")


class VersionDelegate(RowDelegate):
    """Badge, who, when, what, and the pill Nu."""

    height = 88
    edge = 4

    def paint_item(self, painter: QPainter, rect: QRect, item: object) -> None:
        """Paint a version."""
        if not isinstance(item, VersionItem):
            return
        side, pad = theme.px(28), theme.px(20)
        if item.inner:
            rect = rect.adjusted(theme.px(28), 0, 0, 0)
        top = rect.top() + theme.px(12)
        paint.badge(
            painter, QRectF(rect.left() + pad, top, side, side), item.letters or item.who[:1].upper(), 0
        )
        left, right = rect.left() + pad + side + theme.px(12), rect.right() - pad
        if item.pill:
            middle = top + theme.px(12)
            right = paint.pill(
                painter, right, middle, item.pill, item.tone, icon=item.icon
            ).left() - theme.px(8)
        lines = ((item.who, theme.font(14, 600), "text"), (item.when, theme.font(13), "muted"),
                 (item.what, theme.font(14), "text"))  # fmt: skip
        for number, (text, font, role) in enumerate(lines):
            end = right if number == 0 else rect.right() - pad
            spot = QRect(left, top + number * theme.px(21), end - left, theme.px(21))
            paint.words(painter, spot, text, font, role)

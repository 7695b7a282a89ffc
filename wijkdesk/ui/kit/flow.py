"""Layouts that wrap by the width there is: FlowRow for chips and actions, FlowGrid for cards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

from wijkdesk.ui.kit import theme


class _Flow(QLayout):
    """What both have in common: a list of items and a height that follows from the width."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.gap = gap
        self.items: list[QLayoutItem] = []

    def addWidget(self, widget: QWidget) -> None:
        """Take a widget; its item is made here, for one made by Qt can lose its Python side while it is in use."""
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item (called by addWidget)."""
        self.items.append(item)
        self.invalidate()  # a layout around this one must measure anew

    def count(self) -> int:
        """How many items there are."""
        return len(self.items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, or None."""
        return self.items[index] if 0 <= index < len(self.items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item back, or None."""
        return self.items.pop(index) if 0 <= index < len(self.items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Takes all width, no extra height."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Height follows from width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in px for a width in px."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put all items in their places."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """All on one line."""
        shown = self._shown()
        gaps = theme.px(self.gap) * max(0, len(shown) - 1)
        return QSize(
            sum(item.sizeHint().width() for item in shown) + gaps,
            max((item.sizeHint().height() for item in shown), default=0),
        )

    def minimumSize(self) -> QSize:
        """The widest item alone."""
        shown = self._shown()
        return QSize(
            max((item.minimumSize().width() for item in shown), default=0),
            max((item.minimumSize().height() for item in shown), default=0),
        )

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self.items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        raise TypeError(f"{type(self).__name__} places nothing")


class FlowRow(_Flow):
    """Items at their own width, wrapping; items added with `push` stand at the right end of their line."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent, gap)
        self._pushed: set[int] = set()

    def push(self, widget: QWidget) -> None:
        """Add a widget that goes to the right end."""
        self._pushed.add(len(self.items))
        self.addWidget(widget)

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, bool]]]:
        lines: list[list[tuple[QLayoutItem, bool]]] = [[]]
        used = 0
        for index, item in enumerate(self.items):
            if item.isEmpty():
                continue
            need = item.sizeHint().width()
            if lines[-1] and used + need > width:
                lines.append([])
                used = 0
            lines[-1].append((item, index in self._pushed))
            used += need + theme.px(self.gap)
        return lines

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        gap, top = theme.px(self.gap), rect.top()
        for line in self._lines(rect.width()):
            high = max((self._high(item, rect.width()) for item, _ in line), default=0)
            if move:
                self._place(line, rect, top, high)
            top += high + gap
        return max(0, top - gap - rect.top())

    @staticmethod
    def _high(item: QLayoutItem, width: int) -> int:
        room = min(width, item.sizeHint().width())
        return item.heightForWidth(room) if item.hasHeightForWidth() else item.sizeHint().height()

    def _place(self, line: list[tuple[QLayoutItem, bool]], rect: QRect, top: int, high: int) -> None:
        gap = theme.px(self.gap)
        used = sum(item.sizeHint().width() + gap for item, _ in line) - gap
        left, spare = rect.left(), max(0, rect.width() - used)
        for item, pushed in line:
            if pushed and spare:
                left, spare = left + spare, 0
            own = min(item.sizeHint().width(), rect.width())
            tall = self._high(item, rect.width())
            item.setGeometry(QRect(left, top + (high - tall) // 2, own, tall))
            left += own + gap


class FlowGrid(_Flow):
    """Columns that fall under each other when they do not fit.

    `min_width` is the least width of a column in px at 100 %; with `weights` there are so many columns of
    those proportions, or one.
    """

    def __init__(
        self,
        min_width: int = 360,
        weights: Sequence[float] = (),
        gap: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, gap)
        self.min_width, self.weights = min_width, tuple(weights)

    def columns(self, width: int) -> list[int]:
        """Widths in px of the columns for a width in px."""
        gap, least = theme.px(self.gap), theme.px(self.min_width)
        if self.weights:
            total, room = sum(self.weights), width - gap * (len(self.weights) - 1)
            parts = [int(room * weight / total) for weight in self.weights]
            return parts if min(parts) >= least else [width]
        count = max(1, min(len(self._shown()) or 1, (width + gap) // (least + gap)))
        return [(width - gap * (count - 1)) // count] * count

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        gap, top, shown = theme.px(self.gap), rect.top(), self._shown()
        columns = self.columns(rect.width())
        for start in range(0, len(shown), len(columns)):
            row = list(zip(shown[start : start + len(columns)], columns, strict=False))
            high = max(self._high(item, width) for item, width in row)
            left = rect.left()
            for item, width in row:
                if move:
                    item.setGeometry(QRect(left, top, width, high))
                left += width + gap
            top += high + gap
        return max(0, top - gap - rect.top())

    @staticmethod
    def _high(item: QLayoutItem, width: int) -> int:
        if item.hasHeightForWidth():
            return item.heightForWidth(width)
        return item.sizeHint().height()

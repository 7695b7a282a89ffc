"""Lists of steps and versions that are as high as their rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy, QWidget

from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.row_delegates import RowDelegate, StepDelegate, VersionDelegate
from wijkdesk.ui.kit.rows import Index, RowModel, StepItem, VersionItem


class RowList(QListView):
    """A list as high as its rows: `opened(object)` on Enter or double click, `current(object)` on moving."""

    opened = Signal(object)
    current = Signal(object)

    def __init__(self, name: str, delegate: RowDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.rows = RowModel(self)
        delegate.setParent(self)
        self.setModel(self.rows)
        self.setItemDelegate(delegate)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.doubleClicked.connect(self._on_opened)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Measure anew."""
        self.doItemsLayout()
        self.updateGeometry()

    def set_items(self, items: Sequence[StepItem | VersionItem]) -> None:
        """Show other items; the row in use stays in use when its key is still there."""
        kept = self._key()
        self.rows.set_items(items)
        keys = [item.key for item in items]
        self.setCurrentIndex(self.rows.index(keys.index(kept) if kept in keys else 0, 0))
        self.updateGeometry()

    def in_use(self) -> StepItem | VersionItem | None:
        """The row in use."""
        row = self.currentIndex().row()
        return self.rows.items[row] if 0 <= row < len(self.rows.items) else None

    def _key(self) -> object:
        item = self.in_use()
        return item.key if item is not None else None

    def sizeHint(self) -> QSize:
        """As high as all rows together."""
        delegate = self.itemDelegate()
        if not isinstance(delegate, RowDelegate) or not self.rows.items:
            return QSize(theme.px(240), theme.px(40) + 2)
        width = self.viewport().width()
        return QSize(theme.px(240), sum(delegate.height_for(item, width) for item in self.rows.items) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows may need more or fewer lines."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Narrow if need be."""
        return QSize(theme.px(160), self.sizeHint().height())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is in use."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.current.emit(self._key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space ticks."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_opened(self.currentIndex())
        elif event.key() == Qt.Key.Key_Space:
            self.tick(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The row in use shows the focus."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.items:
            self.setCurrentIndex(self.rows.index(0, 0))

    def tick(self, _row: int) -> None:
        """Ticking means nothing here; StepList overrides it."""

    def _on_opened(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._key())


class StepList(RowList):
    """Steps with check boxes: Space or a click ticks (`ticked(object, bool)`), Enter opens."""

    ticked = Signal(object, bool)

    def __init__(self, name: str, items: Sequence[StepItem] = (), parent: QWidget | None = None) -> None:
        super().__init__(name, StepDelegate(), parent)
        self.set_items(items)

    def tick(self, row: int) -> None:
        """Turn the tick of a row over and tell."""
        changed = self.rows.toggle(row)
        if changed is not None:
            self.ticked.emit(changed.key, changed.done)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the box (with room around it) ticks."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.position().x() < theme.px(30):
            self.tick(index.row())
        super().mouseReleaseEvent(event)


class VersionList(RowList):
    """Versions, newest first; `current(object)` tells which one is looked at."""

    def __init__(self, name: str, items: Sequence[VersionItem] = (), parent: QWidget | None = None) -> None:
        super().__init__(name, VersionDelegate(), parent)
        self.set_items(items)

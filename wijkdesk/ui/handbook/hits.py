"""What was found in the handbook, as rows of two lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.handbook.presenter import Hit
from wijkdesk.ui.kit import paint, theme

Index = QModelIndex | QPersistentModelIndex
_HIT = int(Qt.ItemDataRole.UserRole)
_SPOKEN = (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole))


class _Hits(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hits: tuple[Hit, ...] = ()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = _SPOKEN[0]) -> object:
        if not 0 <= index.row() < len(self.hits):
            return None
        hit = self.hits[index.row()]
        if role == _HIT:
            return hit
        return f"{hit.title}. {hit.sentence}" if role in _SPOKEN else None

    def set_hits(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self.hits = tuple(hits)
        self.endResetModel()


class _Row(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme.px(200), theme.px(60))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit = index.data(_HIT)
        if not isinstance(hit, Hit):
            return
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("soft"))
            painter.fillRect(
                QRect(rect.left(), rect.top(), theme.px(4), rect.height()), theme.color("primary")
            )
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("hair"))
        left, room = rect.left() + theme.px(16), rect.width() - theme.px(32)
        upper = QRect(left, rect.top() + theme.px(8), room, theme.px(22))
        paint.words(painter, upper, hit.title, theme.font(14, 600), "text")
        lower = QRect(left, rect.top() + theme.px(30), room, theme.px(22))
        paint.words(painter, lower, hit.sentence, theme.font(14), "muted")


class HitList(QListView):
    """`opened(object)` gives the hit on Enter or a click."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Gevonden"))
        self.rows = _Hits(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Row(self))
        self.clicked.connect(self._on_index)

    def set_hits(self, hits: Sequence[Hit]) -> None:
        """Show what was found; the first row is chosen."""
        self.rows.set_hits(hits)
        if hits:
            self.setCurrentIndex(self.rows.index(0, 0))

    def open_current(self) -> None:
        """Open the row that is chosen."""
        self._on_index(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        else:
            super().keyPressEvent(event)

    def _on_index(self, index: QModelIndex) -> None:
        hit = index.data(_HIT)
        if isinstance(hit, Hit):
            self.opened.emit(hit)

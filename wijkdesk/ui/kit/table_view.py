"""The table on the screen: one delegate, own header, columns that leave when it gets narrow."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import icons, paint, theme
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.table import ID, Cell, Index, PagedTableModel
from wijkdesk.ui.kit.tone import Tone

_ROW, _HEAD, _PAD = 40, 36, 16


class CellDelegate(QStyledItemDelegate):
    """Paints words, muted details and pills, and one ground and ring for the whole row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        rect, view = option.rect, option.widget
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:  # the others stand on the ground of the table itself
            painter.fillRect(rect, theme.color("soft"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("hair"))
        if chosen and rect.left() <= 0:
            painter.fillRect(
                QRect(rect.left(), rect.top(), theme.px(4), rect.height()), theme.color("primary")
            )
        cell = view.paged.cell_at(index.row(), index.column()) if isinstance(view, TableView) else None
        if cell is not None:
            self._paint_cell(painter, rect, cell)
        else:
            grey = QRect(
                rect.left() + theme.px(_PAD), rect.center().y() - theme.px(4), rect.width() // 2, theme.px(8)
            )
            painter.fillRect(grey, theme.color("sunken"))
        if chosen and isinstance(view, TableView) and view.hasFocus():
            self._paint_ring(painter, rect, view, index)
        painter.restore()

    @staticmethod
    def _paint_cell(painter: QPainter, rect: QRect, cell: Cell) -> None:
        inner = rect.adjusted(theme.px(_PAD), 0, -theme.px(4), -1)
        if cell.pill and cell.text:
            style = paint.pill_style(cell.tone or Tone.NEUTRAL)
            wide = min(paint.tag_width(cell.text, cell.icon, style), inner.width())
            high = theme.px(style.height)
            spot = QRect(inner.left(), inner.center().y() - high // 2, wide, high)
            paint.tag(painter, spot, cell.text, cell.icon, style)
            return
        role = cell.tone.front if cell.tone else ("muted" if cell.muted else "text")
        if cell.icon:
            side = theme.px(16)
            icons.draw(painter, cell.icon, QRect(inner.left(), inner.top(), side, inner.height()), role, 16)
            inner.setLeft(inner.left() + side + theme.px(6))
        loud = cell.bold or (cell.tone is not None and cell.tone is not Tone.NEUTRAL)
        font = theme.font(13 if cell.tone else 14, 600 if loud else 400)
        inner.setLeft(inner.left() + paint.words(painter, inner, cell.text, font, role) + theme.px(8))
        if cell.detail:
            paint.words(painter, inner, cell.detail, theme.font(13), "muted")

    @staticmethod
    def _paint_ring(painter: QPainter, rect: QRect, view: TableView, index: Index) -> None:
        pen, color = theme.px(2), theme.color("focus")
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), pen), color)
        painter.fillRect(QRect(rect.left(), rect.bottom() - pen + 1, rect.width(), pen), color)
        shown = [c for c in range(len(view.paged.columns)) if not view.isColumnHidden(c)]
        if index.column() == shown[0]:
            painter.fillRect(QRect(rect.left(), rect.top(), pen, rect.height()), color)
        if index.column() == shown[-1]:
            painter.fillRect(QRect(rect.right() - pen + 1, rect.top(), pen, rect.height()), color)


class TableHeader(QHeaderView):
    """Titles in small bold type; the sorted one in text colour with an arrow."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.px(40))

    def sizeHint(self) -> QSize:
        """36 high."""
        return QSize(super().sizeHint().width(), theme.px(_HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Paint one title."""
        painter.save()
        painter.fillRect(rect, theme.color("bg"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("line"))
        title = str(self.model().headerData(logical, Qt.Orientation.Horizontal) or "")
        on = self.isSortIndicatorShown() and self.sortIndicatorSection() == logical
        inner = rect.adjusted(theme.px(_PAD), 0, -theme.px(4), 0)
        used = self._paint_title(painter, inner, title, "text" if on else "muted")
        if on:
            down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            mark = Icon.ARROW_DOWN if down else Icon.ARROW_UP
            side = theme.px(16)
            spot = QRect(inner.left() + used + theme.px(6), rect.top(), side, rect.height())
            icons.draw(painter, mark, spot, "text", 16)
        painter.restore()

    @staticmethod
    def _paint_title(painter: QPainter, room: QRect, title: str, role: str) -> int:
        font = theme.font(13, 600)
        painter.setFont(font)
        painter.setPen(theme.color(role))
        flags = paint.LEFT | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(flags), title)
        return painter.boundingRect(room, int(flags), title).width()


class TableView(QTableView):
    """A table of rows. `opened(bytes)` on Enter or double click; `current(object)` the id in use or None.

    Alt+Down opens the columns to sort by; a click on a title sorts too.
    """

    opened = Signal(bytes)
    current = Signal(object)

    def __init__(self, name: str, model: PagedTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.paged = model
        model.setParent(self)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self._set_behaviour()
        header = TableHeader(self)
        self.setHorizontalHeader(header)
        header.sectionClicked.connect(self._on_title)
        self.verticalHeader().hide()
        self.doubleClicked.connect(self._on_opened)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        theme.follow(self.restyle)

    def _set_behaviour(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def restyle(self) -> None:
        """Row height and columns in the scale of the look."""
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(theme.px(_ROW))
        rows.setDefaultSectionSize(theme.px(44 if theme.current().touch else _ROW))
        self._fit_columns()

    def reload(self) -> None:
        """Fetch anew and stay on the same row."""
        kept = self.current_id()
        self.paged.reload()
        if kept is not None:
            self.go_to(kept)

    def go_to(self, row_id: bytes) -> bool:
        """Make a row the one in use; False when it is not here."""
        place = self.paged.place_of(row_id)
        if place >= 0:
            self.setCurrentIndex(self.paged.index(place, 0))
        return place >= 0

    def current_id(self) -> bytes | None:
        """The id of the row in use, or None."""
        row = self.currentIndex().row()
        return self.paged.ids[row] if 0 <= row < len(self.paged.ids) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room again."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        columns = self.paged.columns
        room = self.viewport().width()
        shown = list(range(len(columns)))
        while len(shown) > 1 and sum(theme.px(columns[c].width) for c in shown) * 0.86 > room:
            worst = max(shown, key=self._drop_order)
            if columns[worst].drop == 0:
                break
            shown.remove(worst)
        total = sum(columns[c].width for c in shown)
        for number in range(len(columns)):
            self.setColumnHidden(number, number not in shown)
        for number in shown:
            self.setColumnWidth(number, int(room * columns[number].width / max(1, total)))

    def _drop_order(self, number: int) -> int:
        return self.paged.columns[number].drop

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Alt+Down chooses the order."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_opened(self.currentIndex())
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._open_sort_menu()
        else:
            super().keyPressEvent(event)

    def _open_sort_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, column in enumerate(self.paged.columns):
            if column.sortable:
                menu.addAction(_("Sorteren op {column}").format(column=column.title)).setData(number)
        menu.triggered.connect(self._on_sort_chosen)
        menu.popup(self.mapToGlobal(QPoint(theme.px(_PAD), theme.px(_HEAD))))

    def _on_sort_chosen(self, action: QAction) -> None:
        self._on_title(int(action.data()))

    def _on_title(self, number: int) -> None:
        column = self.paged.columns[number]
        if not column.sortable:
            return
        again = self.paged.sort_key == column.key and not self.paged.descending
        order = Qt.SortOrder.DescendingOrder if again else Qt.SortOrder.AscendingOrder
        kept = self.current_id()
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(number, order)
        self.paged.sort(number, order)
        if kept is not None:
            self.go_to(kept)

    def _on_opened(self, index: QModelIndex) -> None:
        row_id = index.data(ID) if index.isValid() else None
        if row_id is not None:
            self.opened.emit(bytes(row_id))

    def _on_current(self) -> None:
        self.current.emit(self.current_id())

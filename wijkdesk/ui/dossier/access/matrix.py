"""The table who x part: badge, name and function, and an icon with words in each cell (design 14)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from wijkdesk.core.i18n import _
from wijkdesk.services.who_sees import Sight
from wijkdesk.ui.dossier.access.state import PARTS, WORDS, Row
from wijkdesk.ui.kit import icons, paint, theme
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.people import initials

Index = QModelIndex | QPersistentModelIndex
_ROW, _HEAD, _NAME = 56, 52, 248
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_LOOKS: Final = {
    Sight.WRITES: (Icon.CHECK, "ok"),
    Sight.NOTHING: (Icon.MINUS, "muted"),
    Sight.ABSENT: (Icon.MINUS, "muted"),
    Sight.IN_NEED: (Icon.SHIELD_ALERT, "warn"),
    Sight.LENT: (Icon.SHIELD_ALERT, "danger"),
    Sight.STANDS_IN: (Icon.CALENDAR_CHECK, "primary"),
    Sight.PAPER: (Icon.FILE_TEXT, "warn"),
    Sight.DECIDED: (Icon.EYE, "primary"),
    Sight.STOPPED: (Icon.BAN, "muted"),
}
_PART_ICONS: Final = (Icon.FOLDER, Icon.SHIELD_ALERT, Icon.LANGUAGES)


def sight_words(row: Row, part: int) -> str:
    """A cell in words."""
    sight = row.sights[part]
    if sight is Sight.STANDS_IN and row.until:
        return _("neemt waar tot en met {day}").format(day=row.until)
    return (
        _("leest tot {when}").format(when=row.until) if sight is Sight.LENT and row.until else _(WORDS[sight])
    )


def spoken(row: Row) -> str:
    """A row as a screen reader says it."""
    seen = ", ".join(f"{_(PARTS[part][0])}: {sight_words(row, part)}" for part in range(len(PARTS)))
    return f"{row.name}, {row.detail}. {seen}" if row.detail else f"{row.name}. {seen}"


class MatrixModel(QAbstractTableModel):
    """Rows of the table; never raises in `data`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many people."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Who, and the parts."""
        return 0 if parent is not None and parent.isValid() else 1 + len(PARTS)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Words of a cell; of the first one the whole row is spoken."""
        if role not in (_DISPLAY, _SPOKEN, _TIP) or not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if index.column() == 0:
            return spoken(row) if role == _SPOKEN else row.name
        words = sight_words(row, index.column() - 1)
        return f"{row.name}, {_(PARTS[index.column() - 1][0])}: {words}" if role == _SPOKEN else words

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The parts of the dossier."""
        if orientation != Qt.Orientation.Horizontal or role != _DISPLAY or not 0 <= section <= len(PARTS):
            return None
        return _("Wie") if section == 0 else _(PARTS[section - 1][0])


class _Cells(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One ground for the row in use; a ring round the cell in use."""
        table, rect = option.widget, option.rect
        if not isinstance(table, AccessMatrix) or not 0 <= index.row() < len(table.rows.rows):
            return
        row = table.rows.rows[index.row()]
        here = index.row() == table.currentIndex().row()
        painter.save()
        if here:
            painter.fillRect(rect, theme.color("soft"))
            if index.column() == 0:
                painter.fillRect(
                    QRect(rect.left(), rect.top(), theme.px(4), rect.height()), theme.color("primary")
                )
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("hair"))
        (self._who if index.column() == 0 else self._cell)(painter, rect, row, index.column() - 1)
        if bool(option.state & QStyle.StateFlag.State_HasFocus) and table.hasFocus():
            paint.ring(painter, rect.adjusted(0, 0, 0, -1), theme.px(6))
        painter.restore()

    @staticmethod
    def _who(painter: QPainter, rect: QRect, row: Row, _part: int) -> None:
        side, pad = theme.px(28), theme.px(16)
        top = rect.center().y() - side // 2
        paint.badge(painter, QRectF(rect.left() + pad, top, side, side), initials(row.name), 0)
        left, line = rect.left() + pad + side + theme.px(10), theme.px(19)
        upper = rect.center().y() - line if row.detail else rect.center().y() - line // 2
        room = QRect(left, upper, rect.right() - left - theme.px(4), line)
        paint.words(painter, room, row.name, theme.font(14, 600), "text")
        paint.words(painter, room.translated(0, line), row.detail, theme.font(13), "muted")

    @staticmethod
    def _cell(painter: QPainter, rect: QRect, row: Row, part: int) -> None:
        icon, role = _LOOKS[row.sights[part]]
        side, pad = theme.px(18), theme.px(12)
        icons.draw(painter, icon, QRect(rect.left() + pad, rect.top(), side, rect.height()), role, 18)
        room = rect.adjusted(pad + side + theme.px(6), 0, -theme.px(4), 0)
        words, font = sight_words(row, part), theme.font(13)
        metrics = QFontMetrics(font)
        if metrics.horizontalAdvance(words) <= room.width():
            paint.words(painter, room, words, font, role)
            return
        high = 2 * metrics.lineSpacing()  # large text: on two lines rather than cut
        upper = QRect(room.left(), rect.center().y() - high // 2, room.width(), high)
        paint.lines(painter, upper, words, font, role)


class _Head(QHeaderView):
    """Part and, below it, for whom it is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        """52 high."""
        return QSize(super().sizeHint().width(), theme.px(_HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Paint one title."""
        painter.save()
        painter.fillRect(rect, theme.color("bg"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("line"))
        if logical == 0:
            room = rect.adjusted(theme.px(16), 0, 0, 0)
            paint.words(painter, room, _("Wie"), theme.font(13, 600), "muted")
        else:
            title, below = PARTS[logical - 1]
            side, line = theme.px(16), theme.px(19)
            left, top = rect.left() + theme.px(12), rect.center().y() - line
            icons.draw(painter, _PART_ICONS[logical - 1], QRect(left, top, side, line), "text", 16)
            wide = rect.right() - left
            paint.words(
                painter,
                QRect(left + side + theme.px(6), top, wide - side - theme.px(6), line),
                _(title),
                theme.font(14, 600),
                "text",
            )
            paint.words(painter, QRect(left, top + line, wide, line), _(below), theme.font(13), "muted")
        painter.restore()


class AccessMatrix(QTableView):
    """As high as its rows. Arrows walk; `current(bytes)` = who is in use, `opened(bytes)` on Enter or double click,
    `stopping(bytes)` on W or Space."""

    current = Signal(object)
    opened = Signal(object)
    stopping = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Wie ziet wat"))
        self.rows = MatrixModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Cells(self))
        self.setHorizontalHeader(_Head(self))
        self.verticalHeader().hide()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.doubleClicked.connect(self._on_opened)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Rows and columns in the scale of the look."""
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(theme.px(_ROW))
        rows.setDefaultSectionSize(theme.px(_ROW))
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as head and rows."""
        return QSize(theme.px(560), theme.px(_HEAD) + max(1, len(self.rows.rows)) * theme.px(_ROW) + 2)

    def minimumSizeHint(self) -> QSize:
        """May be narrow."""
        return QSize(theme.px(240), self.sizeHint().height())

    def show_rows(self, rows: tuple[Row, ...], key: bytes) -> None:
        """Show people; `key` = who is in use."""
        column = max(0, self.currentIndex().column())
        if rows != self.rows.rows:
            self.rows.set_rows(rows)
            self.updateGeometry()
        place = next((number for number, row in enumerate(rows) if row.key == key), 0)
        if rows and place != self.currentIndex().row():
            self.setCurrentIndex(self.rows.index(place, column))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().width()
        name = min(theme.px(_NAME), room * 2 // 5)
        self.setColumnWidth(0, name)
        each = max(1, (room - name) // len(PARTS))
        for part in range(1, len(PARTS) + 1):
            self.setColumnWidth(part, each if part < len(PARTS) else room - name - each * (len(PARTS) - 1))

    def key(self) -> bytes:
        """Who is in use; empty when nobody is."""
        place = self.currentIndex().row()
        return self.rows.rows[place].key if 0 <= place < len(self.rows.rows) else b""

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell who is in use, and paint both rows anew."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid() and current.row() != previous.row():
            self.current.emit(self.key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, W and Space stop sharing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.key())
        elif event.key() in (Qt.Key.Key_W, Qt.Key.Key_Space):
            self.stopping.emit(self.key())
        else:
            super().keyPressEvent(event)

    def _on_opened(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.key())

"""The rows of the palette: model and delegate."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from wijkdesk.ui.kit import icons, paint, theme
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.paint import TagStyle
from wijkdesk.ui.shell.palette.presenter import CARD, COMMAND, HEAD, HOUSEHOLD, NOTE, PERSON, Item

Index = QModelIndex | QPersistentModelIndex
ITEM = int(Qt.ItemDataRole.UserRole)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_ICONS = {HOUSEHOLD: Icon.USERS_ROUND, PERSON: Icon.USER_ROUND, NOTE: Icon.QUOTE, COMMAND: Icon.ZAP,
          CARD: Icon.LOCK}  # fmt: skip
_FSI, _PDI = "\u2068", "\u2069"  # isolate: an Arabic name must not turn the row around


class PaletteModel(QAbstractListModel):
    """Items; heads cannot be chosen. Never raises in `data`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[Item, ...] = ()

    def set_items(self, items: Sequence[Item]) -> None:
        """Show other items."""
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows."""
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """The item or its words."""
        if not 0 <= index.row() < len(self.items):
            return None
        item = self.items[index.row()]
        if role == ITEM:
            return item
        return item.spoken if role in (_DISPLAY, _SPOKEN) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads are there to read only."""
        if 0 <= index.row() < len(self.items) and self.items[index.row()].kind == HEAD:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class PaletteDelegate(QStyledItemDelegate):
    """Icon, title with the letters found in bold, own script, detail, keys."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """44 high, heads 34."""
        item = index.data(ITEM)
        head = isinstance(item, Item) and item.kind == HEAD
        return QSize(theme.px(200), theme.px(34 if head else 44))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        item = index.data(ITEM)
        if not isinstance(item, Item):
            return
        rect: QRect = option.rect
        painter.save()
        if item.kind == HEAD:
            spot = QRect(rect.left() + theme.px(20), rect.top(), rect.width(), rect.height())
            paint.words(painter, spot, item.title, theme.font(13, 600), "muted")
        else:
            self._paint_item(painter, rect, item, bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_item(self, painter: QPainter, rect: QRect, item: Item, chosen: bool) -> None:
        if chosen:
            painter.fillRect(rect, theme.color("soft"))
            painter.fillRect(
                QRect(rect.left(), rect.top(), theme.px(4), rect.height()), theme.color("primary")
            )
        name = Icon(item.icon) if item.icon else _ICONS[item.kind]
        side = theme.px(18)
        left = rect.left() + theme.px(20)
        icons.draw(painter, name, QRect(left, rect.top(), side, rect.height()), "text", 18)
        left += side + theme.px(16)
        right = self._paint_keys(painter, rect, item.keys or ("Enter" if chosen else ""))
        left = _title(painter, QRect(left, rect.top(), right - left, rect.height()), item)
        for text in (item.own_script, item.detail):
            if text and right - left > theme.px(40):
                left += theme.px(10)
                room = QRect(left, rect.top(), right - left, rect.height())
                left += paint.words(painter, room, f"{_FSI}{text}{_PDI}", theme.font(13), "muted")

    @staticmethod
    def _paint_keys(painter: QPainter, rect: QRect, keys: str) -> int:
        right = rect.right() - theme.px(20)
        if not keys:
            return right
        style = TagStyle("muted", "bg", "line", 20, 4, 6, 12, 500)
        wide, high = paint.tag_width(keys, None, style), theme.px(20)
        spot = QRect(right - wide, rect.top() + (rect.height() - high) // 2, wide, high)
        paint.tag(painter, spot, keys, None, style)
        return spot.left() - theme.px(8)


def _title(painter: QPainter, room: QRect, item: Item) -> int:
    """The title, letters found in bold; gives where it ends. Joined scripts are painted whole."""
    plain, bold = theme.font(14), theme.font(14, 700)
    if not item.bold or (
        not item.title.isascii() and any("\u0590" <= char <= "\u08ff" for char in item.title)
    ):
        return room.left() + paint.words(painter, room, item.title, plain, "text")
    parts: list[tuple[str, bool]] = []
    at = 0
    for start, end in item.bold:
        parts += [(item.title[at:start], False), (item.title[start:end], True)]
        at = end
    parts.append((item.title[at:], False))
    left = room.left()
    for text, strong in parts:
        font = bold if strong else plain
        spot = QRect(left, room.top(), room.right() - left, room.height())
        if text and spot.width() > 0:
            paint.words(painter, spot, text, font, "primary" if strong else "text")
            left += min(QFontMetrics(font).horizontalAdvance(text), spot.width())
    return left

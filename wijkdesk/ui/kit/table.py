"""Tables of any length: the model holds ids only and the rows of the 20 pages last looked at (style.md §4.3)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.tone import Tone

Index = QModelIndex | QPersistentModelIndex
PAGE, PAGES = 64, 20
CELL = int(Qt.ItemDataRole.UserRole)
ID = CELL + 1
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, ready to show: words, a muted detail behind, or a pill."""

    text: str = ""
    detail: str = ""
    tone: Tone | None = None
    icon: Icon | None = None
    pill: bool = False
    bold: bool = False
    muted: bool = False


@dataclass(frozen=True)
class TableRow:
    """One row: its id, cells by column key, and the sentence a screen reader says for it."""

    id: bytes
    cells: Mapping[str, Cell] = field(default_factory=dict)
    spoken: str = ""


@dataclass(frozen=True)
class Column:
    """A column: `width` in px at 100 % (a share of the room), `drop` = the higher, the sooner it goes."""

    key: str
    title: str
    width: int = 140
    sortable: bool = True
    drop: int = 0


class PageSource(Protocol):
    """Where rows come from; sorting and filtering happen there (in SQL)."""

    def ids(self, sort: str, descending: bool) -> Sequence[bytes]:
        """All ids in order; `sort` is a column key or ""."""

    def rows(self, ids: Sequence[bytes]) -> Sequence[TableRow]:
        """The rows of at most 64 ids, in any order; ids that are gone are left out."""


_EMPTY = Cell()


class PagedTableModel(QAbstractTableModel):
    """Rows by id through a page source; `failed(object)` tells once when the source raised."""

    failed = Signal(object)

    def __init__(self, columns: Sequence[Column], source: PageSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns, self.source = tuple(columns), source
        self.sort_key, self.descending = "", False
        self.ids: Sequence[bytes] = ()
        self.broken = False
        self._pages: OrderedDict[int, dict[bytes, TableRow]] = OrderedDict()

    def reload(self) -> None:
        """Fetch the ids anew and forget all pages."""
        self.beginResetModel()
        self._pages.clear()
        self.broken = False
        try:
            self.ids = self.source.ids(self.sort_key, self.descending)
        except Exception as error:  # noqa: BLE001 - a model must not raise; the screen hears of it
            self._break(error)
        self.endResetModel()

    def touch(self) -> None:
        """Fetch the rows in sight anew, keeping ids and order."""
        self._pages.clear()
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.columns) - 1))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column, in the source."""
        if 0 <= column < len(self.columns) and self.columns[column].sortable:
            self.sort_key = self.columns[column].key
            self.descending = order == Qt.SortOrder.DescendingOrder
            self.reload()

    def row_at(self, row: int) -> TableRow | None:
        """The row at a place; None when it is gone or cannot be read."""
        if not 0 <= row < len(self.ids):
            return None
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            page = self._fetch(number)
        else:
            self._pages.move_to_end(number)
        return page.get(self.ids[row])

    def cell_at(self, row: int, column: int) -> Cell | None:
        """What stands in a cell; None when it is gone or cannot be read. Painting asks here, past Qt."""
        found = self.row_at(row)
        if found is None or not 0 <= column < len(self.columns):
            return None
        return found.cells.get(self.columns[column].key, _EMPTY)

    def _fetch(self, number: int) -> dict[bytes, TableRow]:
        page: dict[bytes, TableRow] = {}
        if not self.broken:
            try:
                wanted = self.ids[number * PAGE : (number + 1) * PAGE]
                page = {row.id: row for row in self.source.rows(wanted)}
            except Exception as error:  # noqa: BLE001 - data() must not raise; the screen hears of it
                self._break(error)
        self._pages[number] = page
        while len(self._pages) > PAGES:
            self._pages.popitem(last=False)
        return page

    def _break(self, error: Exception) -> None:
        self.broken = True
        self.failed.emit(error)

    def place_of(self, row_id: bytes) -> int:
        """The place of an id, or -1."""
        try:
            return self.ids.index(row_id)
        except ValueError:
            return -1

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Words, cell, id or spoken sentence; None for what cannot be read."""
        if role not in (_DISPLAY, CELL, ID, _SPOKEN, _TIP) or not index.isValid():
            return None
        row, cell = self.row_at(index.row()), self.cell_at(index.row(), index.column())
        if row is None or cell is None:
            return None
        if role == ID:
            return row.id
        if role == CELL:
            return cell
        words = f"{cell.text} {cell.detail}".strip()
        if role == _SPOKEN and index.column() == 0:
            return row.spoken or words
        return words

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == _DISPLAY and 0 <= section < len(self.columns):
            return self.columns[section].title
        return None

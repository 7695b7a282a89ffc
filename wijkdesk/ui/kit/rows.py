"""Steps and versions as rows of a model; no painting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.tone import Tone

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_CHECK = int(Qt.ItemDataRole.CheckStateRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)


@dataclass(frozen=True)
class StepItem:
    """A step: `key` is the caller's own (an id), `due` the words on its pill."""

    key: object
    text: str
    who: str = ""
    due: str = ""
    tone: Tone = Tone.INFO
    icon: Icon | None = None
    done: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.text, self.who, self.due) if part)


@dataclass(frozen=True)
class VersionItem:
    """A version: who, when and on which laptop, what changed, and the words of a pill ("Nu"); `inner` = set in."""

    key: object
    who: str
    when: str
    what: str
    pill: str = ""
    tone: Tone = Tone.OK
    icon: Icon | None = None
    letters: str = ""
    inner: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.who, self.when, self.what, self.pill) if part)


class RowModel(QAbstractListModel):
    """Items in order; never raises in `data`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items: list[StepItem | VersionItem] = []

    def set_items(self, items: Sequence[StepItem | VersionItem]) -> None:
        """Show other items."""
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows."""
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """The item, its words, or its tick."""
        if not 0 <= index.row() < len(self.items):
            return None
        item = self.items[index.row()]
        if role == ROW:
            return item
        if role in (_DISPLAY, _SPOKEN, _TIP):
            return item.spoken
        if role == _CHECK and isinstance(item, StepItem):
            return Qt.CheckState.Checked if item.done else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Steps can be ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        ticks = 0 <= index.row() < len(self.items) and isinstance(self.items[index.row()], StepItem)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if ticks else flags

    def toggle(self, row: int) -> StepItem | None:
        """Turn a tick over; gives the new item."""
        item = self.items[row] if 0 <= row < len(self.items) else None
        if not isinstance(item, StepItem):
            return None
        changed = replace(item, done=not item.done)
        self.items[row] = changed
        place = self.index(row, 0)
        self.dataChanged.emit(place, place)
        return changed

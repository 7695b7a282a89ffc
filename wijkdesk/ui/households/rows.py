"""The rows of the list as the kit's table wants them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wijkdesk.core.i18n import _
from wijkdesk.ui.households.presenter import Words
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.table import Cell, Column, TableRow
from wijkdesk.ui.kit.tone import Tone


def columns() -> list[Column]:
    """The columns; with too little room Straat goes first, then Laatste contact (core/notes.md, 05)."""
    return [
        Column("name", _("Huishouden"), 272),
        Column("street", _("Straat"), 120, drop=4),
        Column("last", _("Laatste contact"), 156, drop=3),
        Column("next", _("Volgende afspraak"), 160),
        Column("care", _("Let op"), 208, drop=1),
        Column("shared", _("Gedeeld met team"), 192, sortable=False, drop=2),
    ]


@dataclass
class Rows:
    """A page source over the presenter."""

    read_ids: Callable[[str, bool], Sequence[bytes]]
    read_rows: Callable[[Sequence[bytes]], list[Words]]

    def ids(self, sort: str, descending: bool) -> Sequence[bytes]:
        """All ids in order."""
        return self.read_ids(sort, descending)

    def rows(self, ids: Sequence[bytes]) -> Sequence[TableRow]:
        """The rows of a page."""
        return [_row(words) for words in self.read_rows(ids)]


def _row(words: Words) -> TableRow:
    name = Cell(words.name, words.people, bold=True, icon=Icon.PIN if words.pinned else None)
    cells = {
        "name": name,
        "street": Cell(words.street),
        "last": Cell(words.last, muted=True),
        "next": Cell(words.next, muted=not words.planned),
        "care": _toned(words.care, pill=True),
        "shared": _toned(words.shared, pill=False),
    }
    return TableRow(words.id, cells, words.spoken)


def _toned(part: tuple[str, str, str], *, pill: bool) -> Cell:
    text, tone, icon = part
    if not text:
        return Cell()
    return Cell(text, tone=Tone(tone), icon=Icon(icon), pill=pill)

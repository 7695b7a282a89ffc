"""The paged model: few rows in memory, never an exception."""

from collections.abc import Sequence

from tests.ui.kit.gallery import COLUMNS, Rows
from wijkdesk.ui.kit.table import CELL, ID, PAGE, PAGES, Cell, PagedTableModel, TableRow

SPOKEN = 11  # Qt.ItemDataRole.AccessibleTextRole


def model(source: object = None) -> PagedTableModel:
    made = PagedTableModel(COLUMNS, source or Rows(100_000))  # type: ignore[arg-type]  # broken ones too
    made.reload()
    return made


def test_a_hundred_thousand_rows_cost_one_page() -> None:
    made = model()
    assert made.rowCount() == 100_000
    assert made.index(70_000, 0).data() == "Huishouden 70000 5 mensen"
    assert made.source.asked == 1
    assert made.index(70_001, 1).data() == "Merelstraat"
    assert made.source.asked == 1


def test_only_the_last_pages_are_kept() -> None:
    made = model()
    for number in range(PAGES + 5):
        made.row_at(number * PAGE)
    assert len(made._pages) == PAGES
    made.row_at(0)
    assert made.source.asked == PAGES + 6


def test_sorting_is_done_by_the_source() -> None:
    from PySide6.QtCore import Qt

    made = model()
    made.sort(0, Qt.SortOrder.DescendingOrder)
    assert made.index(0, 0).data().startswith("Huishouden 99999")
    made.sort(3)
    assert made.sort_key == "name"


def test_cells_ids_and_spoken_words() -> None:
    made = model(Rows(3))
    assert made.index(0, 3).data(CELL).pill
    assert made.index(2, 0).data(ID) == (2).to_bytes(16, "big")
    assert made.index(1, 0).data(SPOKEN) == "Huishouden 1, 5 mensen"
    assert made.index(1, 1).data(SPOKEN) == "Merelstraat"
    assert made.place_of(b"nobody") == -1


class Broken(Rows):
    def rows(self, ids: Sequence[bytes]) -> Sequence[TableRow]:
        raise OSError("no disk")


def test_a_broken_source_is_told_once_and_data_never_raises() -> None:
    made = model(Broken(500))
    told: list[object] = []
    made.failed.connect(told.append)
    assert [made.index(row, 0).data() for row in (0, 100, 200)] == [None, None, None]
    assert [type(error) for error in told] == [OSError]


class Gone(Rows):
    def rows(self, ids: Sequence[bytes]) -> Sequence[TableRow]:
        return [self.row(row_id) for row_id in ids if row_id != ids[0]]


def test_a_row_that_is_gone_is_empty() -> None:
    made = model(Gone(5))
    assert made.row_at(0) is None
    assert made.index(0, 0).data(CELL) is None
    assert isinstance(made.index(1, 0).data(CELL), Cell)
    assert made.row_at(99) is None

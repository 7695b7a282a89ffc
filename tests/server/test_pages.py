"""Where a page ends: after a whole unit, whatever the sizes."""

from hypothesis import given
from hypothesis import strategies as st

from wijkdesk.server.reading import cut_page

UNITS = st.lists(st.lists(st.integers(1, 50), min_size=1, max_size=5), max_size=12)


def rows_of(units: list[list[int]]) -> list[tuple[int, int]]:
    rows: list[tuple[int, int]] = []
    for unit in units:
        last = len(rows) + len(unit)
        rows += [(last, weight) for weight in unit]
    return rows


@given(units=UNITS, limit=st.integers(1, 8), size=st.integers(1, 120))
def test_pages_follow_each_other_without_gap_and_never_end_inside_a_unit(
    units: list[list[int]], limit: int, size: int
) -> None:
    rows = rows_of(units)
    ends = {unit for unit, _weight in rows}
    cursor, pages = 0, 0
    while (end := cut_page(rows[cursor : cursor + limit + 1], limit, size)) is not None:
        assert end in ends
        assert end > cursor
        cursor, pages = end, pages + 1
        assert pages <= len(units)


@given(units=UNITS, limit=st.integers(1, 8), size=st.integers(1, 120))
def test_a_page_of_several_units_keeps_to_its_bounds(units: list[list[int]], limit: int, size: int) -> None:
    rows = rows_of(units)
    end = cut_page(rows[: limit + 1], limit, size)
    page = rows[:end] if end is not None else rows[: limit + 1]
    if len({unit for unit, _weight in page}) > 1:
        assert len(page) <= limit
        assert sum(weight for _unit, weight in page) <= size


def test_nothing_left_has_no_end() -> None:
    assert cut_page([], 5) is None
    assert cut_page([(1, 10), (2, 10)], 2) is None

"""The list of 100,000 households: a page while scrolling, and sorting anew, against plain SQLite and a bare table."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

from wijkdesk.bench import children, drawing, fill, plain
from wijkdesk.bench.family import Sizes
from wijkdesk.bench.figures import PAIRS, Aim, Figure, medians, p95, pairs
from wijkdesk.bench.words import Writer
from wijkdesk.services import household_list

if TYPE_CHECKING:
    from wijkdesk.services.session import Session

HOUSEHOLDS = 100_000
PAGE = 40  # rows on a large screen
STEPS = 50  # pages in a run
SORTS = ("name", "street", "last", "next", "care")
ORDER = {
    "name": "sorting",
    "street": "street, sorting",
    "last": "last, sorting",
    "next": "next, sorting",
    "care": "calm, promise, sorting",
}


class Listing:
    """Both lists over the same lines."""

    def __init__(self, session: Session, twin: sqlite3.Connection) -> None:
        self.session = session
        self.twin = twin
        self.ids = household_list.ids(session)
        self.random = Writer(3).random

    def _pages(self) -> list[list[bytes]]:
        starts = (self.random.randrange(max(1, len(self.ids) - PAGE)) for _turn in range(STEPS))
        return [self.ids[start : start + PAGE] for start in starts]

    def page(self, _run: int) -> list[float]:
        """Milliseconds for each page of rows as the screen gets them."""
        out = []
        for wanted in self._pages():
            start = time.perf_counter()
            household_list.rows(self.session, wanted)
            out.append((time.perf_counter() - start) * 1000)
        return out

    def plain_page(self, _run: int) -> list[float]:
        """Milliseconds for the same lines from the plain file."""
        sql = f"SELECT * FROM household_line WHERE id IN ({','.join('?' * PAGE)})"  # noqa: S608
        out = []
        for wanted in self._pages():
            start = time.perf_counter()
            self.twin.execute(sql, wanted).fetchall()
            out.append((time.perf_counter() - start) * 1000)
        return out

    def sort(self, _run: int) -> list[float]:
        """Milliseconds for each order of all rows."""
        out = []
        for order in SORTS:
            start = time.perf_counter()
            household_list.ids(self.session, sort=order)
            out.append((time.perf_counter() - start) * 1000)
        return out

    def plain_sort(self, _run: int) -> list[float]:
        """Milliseconds for the same orders in the plain file."""
        out = []
        for order in SORTS:
            start = time.perf_counter()
            self.twin.execute(f"SELECT id FROM household_line ORDER BY {ORDER[order]}, id").fetchall()  # noqa: S608
            out.append((time.perf_counter() - start) * 1000)
        return out


def measure(folder: Path, households: int = HOUSEHOLDS, runs: int = PAIRS) -> list[Figure]:
    """Four figures: a page and a new order, as they are read and as they are drawn."""
    session = fill.make(folder)
    fill.households(session, Sizes(households, people=1, moments=1, notes=0))
    household_list.refresh(session)
    twin = plain.twin(session.store, folder / "plain.db", ("household_line",))
    try:
        listing = Listing(session, twin)
        pages = pairs(listing.page, listing.plain_page, runs)
        sorts = pairs(listing.sort, listing.plain_sort, runs)
    finally:
        twin.close()
        session.close()
    children.prepare(folder)
    return [
        Figure(
            f"A page of {PAGE} of {households:,} households", "ms", "plain SQLite", medians(pages[0]),
            medians(pages[1]), (Aim("p95", p95(pages[0]), 16),),
        ),
        Figure(
            f"Sorting {households:,} households anew", "ms", "plain SQLite", medians(sorts[0]),
            medians(sorts[1]), (Aim("slowest", max(max(run) for run in sorts[0]), 200),),
        ),
        *drawing.measure(folder, runs),
    ]  # fmt: skip

"""The list of households as it is drawn: a page further, a jump, another order; beside a bare table of Qt.

Both run in processes of their own at 1366x768 without a screen. A sample begins at the key, the drag of the bar or the
click on a title, and ends when the table has painted.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from wijkdesk.bench import children
from wijkdesk.bench.figures import PAIRS, Aim, Figure, medians, p95, pairs

STEPS = 25  # pages and jumps in a run, each

OURS = """
from wijkdesk.app import build_window
from wijkdesk.bench import fill
from wijkdesk.services import profiles
from wijkdesk.ui.kit.jobs import JobRunner
from wijkdesk.ui.kit.look import look

def make(home):
    global runner, workplace
    folder = home / fill.PROFILE
    look().open(folder)
    runner = JobRunner()
    workplace = build_window(
        profiles.unlock(folder, fill.PASSPHRASE, strain=fill.CHEAP), screen="households", runner=runner
    )
    workplace.window.resize(1366, 768)
    workplace.window.show()
    return workplace.desk.screen.view.table

def busy():
    return runner.busy

def titles():
    return [number for number, column in enumerate(table.paged.columns) if column.sortable]
"""

BARE = """
import sqlite3
from PySide6.QtCore import QAbstractTableModel, Qt

ORDERS = ("sorting", "street, sorting", "last, sorting", "next, sorting", "calm, promise, sorting")

class Plain(QAbstractTableModel):
    def __init__(self, path):
        super().__init__()
        self.file = sqlite3.connect(path)
        self.pages, self.wide = {}, len(self.file.execute("SELECT * FROM household_line LIMIT 1").fetchone())
        self.sort(0)
    def sort(self, column, _order=None):
        self.beginResetModel()
        self.pages.clear()
        order = ORDERS[column % len(ORDERS)]
        self.ids = [row[0] for row in self.file.execute(f"SELECT id FROM household_line ORDER BY {order}, id")]
        self.endResetModel()
    def rowCount(self, parent=None):
        return len(self.ids)
    def columnCount(self, parent=None):
        return 5
    def data(self, index, role=0):
        if role != 0:
            return None
        number, place = divmod(index.row(), 64)
        if number not in self.pages:
            wanted = self.ids[number * 64 : number * 64 + 64]
            sql = f"SELECT * FROM household_line WHERE id IN ({','.join('?' * len(wanted))})"
            self.pages[number] = {row[0]: row for row in self.file.execute(sql, wanted)}
        return str(self.pages[number][self.ids[index.row()]][-1 - index.column() % self.wide])

def make(home):
    global table
    table = QTableView()
    table.setModel(Plain(home / "plain.db"))
    table.horizontalHeader().setSectionsClickable(True)
    table.horizontalHeader().sectionClicked.connect(table.model().sort)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(40)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.resize(1366, 768)
    table.show()
    table.selectRow(0)
    return table

def busy():
    return False

def titles():
    return range(5)
"""

DRIVE = """
import json, os, pathlib, random, sys, time
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QTableView

STEPS = int(sys.argv[2])
{make}

class Painted(QObject):
    seen = False
    def eventFilter(self, watched, event):
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False

application = QApplication([])
home = pathlib.Path(sys.argv[1])
table = make(home)
painted, chance = Painted(), random.Random(3)

def settle():
    quiet, until = 0, time.perf_counter() + 0.02
    while quiet < 3 or time.perf_counter() < until:
        application.processEvents()
        quiet = 0 if busy() else quiet + 1
        time.sleep(0.001)

def took(act):
    settle()
    painted.seen = False
    start = time.perf_counter()
    act()
    while not painted.seen or busy():
        application.processEvents()
    return (time.perf_counter() - start) * 1000

def page():
    application.sendEvent(table, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier))

def jump():
    table.verticalScrollBar().setValue(chance.randrange(table.verticalScrollBar().maximum()))

settle()
table.setFocus()
table.viewport().installEventFilter(painted)
took(page)
pages = [took(act) for _turn in range(STEPS) for act in (page, jump)]
orders = [took(lambda: table.horizontalHeader().sectionClicked.emit(number)) for number in titles()]
print(json.dumps([pages, orders]), flush=True)
os._exit(0)
"""


def measure(home: Path, runs: int = PAIRS) -> list[Figure]:
    """Two figures over a filled profile in `home`, with its lines as plain SQLite in `home/plain.db`."""
    orders: dict[str, list[list[float]]] = {OURS: [], BARE: []}

    def run(make: str) -> list[float]:
        pages, sorted_ = _child(make, home)
        orders[make].append(sorted_)
        return pages

    ours, base = pairs(lambda _run: run(OURS), lambda _run: run(BARE), runs)
    slowest = max(max(one) for one in orders[OURS])
    return [
        Figure(
            "A page of that list, drawn", "ms", "bare QTableView", medians(ours), medians(base),
            (Aim("p95", p95(ours), 16),), f"p95 of the bare table {p95(base):.3g} ms",
        ),
        Figure(
            "Sorting it by a title, drawn", "ms", "bare QTableView", medians(orders[OURS]), medians(orders[BARE]),
            (Aim("slowest", slowest, 200),),
        ),
    ]  # fmt: skip


def _child(make: str, home: Path) -> list[list[float]]:
    run = subprocess.run(  # noqa: S603 - our own text
        [sys.executable, "-c", DRIVE.replace("{make}", make), str(home), str(STEPS)],
        env=children.environment(home), check=False, capture_output=True, text=True,
    )  # fmt: skip
    if run.returncode:
        raise RuntimeError(run.stderr[-2000:])
    found: list[list[float]] = json.loads(run.stdout.splitlines()[-1])
    return found

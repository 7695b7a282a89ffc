"""Saving one field: a unit of work against the same bytes in the same tables of a plain file."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wijkdesk.bench import fill, plain
from wijkdesk.bench.family import Sizes
from wijkdesk.bench.figures import PAIRS, Aim, Figure, medians, p95
from wijkdesk.bench.words import Writer
from wijkdesk.models.visit import Statement
from wijkdesk.storage import queries
from wijkdesk.storage.tables import table_of

if TYPE_CHECKING:
    from wijkdesk.services.session import Session

SAVES = 100  # in a run; each on a note of its own
_LOG = "INSERT INTO log VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
_ROW = "INSERT INTO row VALUES (?,?,?,?,?) ON CONFLICT (no) DO UPDATE SET state = excluded.state"


class Saving:
    """Saves notes in a store of 100 households, and then writes the very same rows in its plain twin."""

    def __init__(self, session: Session, twin: sqlite3.Connection) -> None:
        self.session = session
        self.twin = twin
        self.writer = Writer(7)
        self.notes = queries.find(session.store, Statement, order="id", limit=(PAIRS + 1) * SAVES)

    def ours(self, run: int) -> list[float]:
        """Milliseconds for each save."""
        out = []
        for note in self.notes[run * SAVES : (run + 1) * SAVES]:
            text = self.writer.text(40)
            start = time.perf_counter()
            with self.session.store.unit("edit", undo="Schrijven") as unit:
                unit.change(note, text=text)
            out.append((time.perf_counter() - start) * 1000)
        return out

    def base(self, run: int) -> list[float]:
        """Milliseconds for the same rows in the plain file, in one transaction a save."""
        out = []
        for note in self.notes[run * SAVES : (run + 1) * SAVES]:
            written = self._written(note)
            start = time.perf_counter()
            self._write(written)
            out.append((time.perf_counter() - start) * 1000)
        return out

    def _written(self, note: Statement) -> dict[str, tuple[Any, ...]]:
        """What the store wrote for the last save of a note."""
        read = self.session.store.execute
        row = read("SELECT no, row, space, kind, state FROM row WHERE row = ?", (note.id,))[0]
        log = read("SELECT * FROM log WHERE space = ? ORDER BY no DESC LIMIT ?", (note.space, SAVES))
        commit = next(entry for entry in log if entry[1] in row[4])
        kind = read(f"{table_of(Statement).select} WHERE id = ?", (note.id,))[0]
        found = read("SELECT rowid, text, kind, row, space FROM search WHERE rowid = ?", (row[0],))[0]
        return {"row": row, "log": commit, "kind": kind, "search": found, "outbox": (commit[0], *commit[1:3])}

    def _write(self, rows: dict[str, tuple[Any, ...]]) -> None:
        run = self.twin.execute
        run("BEGIN IMMEDIATE")
        run(_LOG, rows["log"])
        run("INSERT INTO outbox VALUES (?,?,?)", rows["outbox"])
        run(_ROW, rows["row"])
        run(table_of(Statement).insert, rows["kind"])
        run("DELETE FROM search WHERE rowid = ?", rows["search"][:1])
        run("INSERT INTO search (rowid, text, kind, row, space) VALUES (?,?,?,?,?)", rows["search"])
        run("DELETE FROM clash WHERE row = ? AND space = ?", rows["row"][1:3])
        run("INSERT INTO undo_step (unit, text, undone) VALUES (?,'Schrijven',0)", rows["outbox"][1:2])
        run("COMMIT")


def measure(folder: Path) -> list[Figure]:
    """The figure for saving; p95 over all saves of all runs."""
    session = fill.make(folder)
    fill.households(session, Sizes(100))
    twin = plain.twin(session.store, folder / "plain.db")
    try:
        saving = Saving(session, twin)
        # a pair is one run of ours and then its twin: the twin writes what ours wrote
        ours, base = zip(*((saving.ours(run), saving.base(run)) for run in range(PAIRS)), strict=True)
    finally:
        twin.close()
        session.close()
    figure = Figure("Saving one field", "ms", "plain SQLite", medians(ours), medians(base))
    aims = (
        Aim("median", sorted(figure.ours)[PAIRS // 2], 1.5),
        Aim("p95", p95(ours), 10),
        Aim("ratio", figure.ratio, 5),
    )
    note = f"{SAVES} saves a run; p95 of plain SQLite {p95(base):.2f} ms"
    return [Figure(figure.title, "ms", figure.baseline, figure.ours, figure.base, aims, note)]

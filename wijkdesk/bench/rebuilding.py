"""Rebuilding all tables from 1,000,000 patches in a cold process, against plain SQLite writing the same rows."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from pathlib import Path

from wijkdesk.bench import fill, plain
from wijkdesk.bench.figures import Aim, Figure

PATCHES = 1_000_000
MOST_S = 90.0
MOST_MB = 250.0
OURS = "from wijkdesk.bench.rebuilding import ours; ours({folder!r})"
BASE = "from wijkdesk.bench.rebuilding import base; base({path!r})"
_TABLES = ("log", "row", "kind_statement", "search")


def memory_mb() -> float:
    """The most memory this process held so far, in MB; 0 where the system does not say.

    Not ru_maxrss: Linux hands that on from the process that started this one.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    lines = status.read_text(encoding="utf-8").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def ours(folder: str) -> None:
    """In a child: open the profile, rebuild, print seconds and MB."""
    from wijkdesk.storage import rebuild

    session = fill.unlock(Path(folder))
    gc.disable()  # as in the program, where a timer of the main thread collects (docs/decisions/0016-garbage.md)
    start = time.perf_counter()
    rebuild.everything(session.store)
    sys.stdout.write(f"{time.perf_counter() - start} {memory_mb()}\n")
    session.close()


def base(path: str) -> None:
    """In a child: read the plain log whole, empty the tables and write their rows again; print seconds and MB."""
    connection = plain.connect(Path(path))
    start = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for _commit in connection.execute("SELECT header, body FROM log ORDER BY no"):
        continue
    for table in _TABLES[1:]:
        kept = connection.execute(f"SELECT * FROM kept_{table}")  # noqa: S608 - names above
        marks = ",".join("?" * len(kept.description))
        columns = ", ".join(f'"{column[0]}"' for column in kept.description)
        connection.execute(f"DELETE FROM {table}")  # noqa: S608
        connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", kept)  # noqa: S608
    connection.execute("COMMIT")
    sys.stdout.write(f"{time.perf_counter() - start} {memory_mb()}\n")
    connection.close()


def _prepare(folder: Path, patches: int) -> None:
    from wijkdesk.storage import rebuild

    session = fill.make(folder)
    fill.patches(session, patches)
    rebuild.everything(session.store)
    twin = plain.twin(session.store, folder / "plain.db", _TABLES)
    for table in _TABLES[1:]:
        what = "rowid, *" if table == "search" else "*"
        twin.execute(f"CREATE TABLE kept_{table} AS SELECT {what} FROM {table}")  # noqa: S608
    twin.close()
    session.close()


def _child(script: str) -> tuple[float, float]:
    """Seconds and MB of a fresh process."""
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)  # noqa: S603
    seconds, megabytes = run.stdout.split()
    return float(seconds), float(megabytes)


def measure(folder: Path, patches: int = PATCHES, runs: int = 1) -> list[Figure]:
    """Seconds and memory; at full size one pair takes minutes, so one is the rule there."""
    _prepare(folder, patches)
    mine, other = [], []
    for _run in range(runs):
        mine.append(_child(OURS.format(folder=str(folder))))
        other.append(_child(BASE.format(path=str(folder / "plain.db"))))
    seconds = tuple(run[0] for run in mine)
    memory = tuple(run[1] for run in mine)
    title = f"Rebuild of {patches:,} patches"
    return [
        Figure(
            title, "s", "plain SQLite", seconds, tuple(run[0] for run in other),
            (Aim("slowest", max(seconds), MOST_S),),
        ),
        Figure(
            f"{title}, memory", "MB", "plain SQLite", memory, tuple(run[1] for run in other),
            (Aim("most", max(memory), MOST_MB),),
        ),
    ]  # fmt: skip

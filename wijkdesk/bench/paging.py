"""What a page costs on the server: a member who may read one in two hundred of a million commits asks for all of it.

In a process of its own, on a SQLite file; also on the empty PostgreSQL database that WIJKDESK_BENCH_DATABASE names.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from wijkdesk.bench.children import environment
from wijkdesk.bench.figures import Aim, Figure, p95

ROWS = 1_000_000
SPACES = 2000
MINE = 10
AIM_MS = 20.0
DATABASE = "WIJKDESK_BENCH_DATABASE"

PROGRAM = """
import json, pathlib, random, sys, time
from wijkdesk.server import tables as t
from wijkdesk.server.database import is_url, open_database
from wijkdesk.server.people import Caller
from wijkdesk.server.reading import Reader
from wijkdesk.sync.protocol import Pull

place, rows, spaces, mine = sys.argv[1], *map(int, sys.argv[2:5])
database = open_database(place if is_url(place) else pathlib.Path(place))
source = random.Random(7)
made = lambda: source.randbytes(16)
organisation, user, device, team = made(), made(), made(), made()
every = [made() for _ in range(spaces)]
names = "organisation seq unit id space device hash header body signature received size".split()

def log(first, last):
    for seq in range(first, last):
        header, body = source.randbytes(170), source.randbytes(source.randrange(150, 450))
        values = (organisation, seq, seq, made(), source.choice(every), device, source.randbytes(32), header, body,
                  source.randbytes(64), 0, len(header) + len(body))
        yield dict(zip(names, values))

def give(space, holder):
    return dict(organisation=organisation, space=space, kind="user", holder=holder, state="in", at=1, seq=0)

with database.writing() as connection:
    connection.execute(t.organisation.insert().values(
        organisation=organisation, root=bytes(32), space=made(), epoch=1, head=rows, founded=1, changed=1))
    connection.execute(t.member.insert().values(
        organisation=organisation, user=user, team=team, role="worker", state="in", at=1, seq=0))
    connection.execute(t.assign.insert(), [give(s, user if n < mine else made()) for n, s in enumerate(every)])
    for first in range(1, rows + 1, 20000):
        connection.execute(t.log.insert(), list(log(first, min(first + 20000, rows + 1))))
if is_url(place):
    with database.reading() as connection:
        connection.exec_driver_sql("VACUUM ANALYZE log")

def pages():
    since, took = 0, []
    while True:
        start = time.perf_counter()
        with database.reading() as connection:
            reader = Reader(connection, Caller(organisation, device, user, False, 2))
            page = reader.pull(Pull(since=since, limit=1000))
        took.append((time.perf_counter() - start) * 1000)
        since = page.next
        if not page.more:
            return took

pages()
print(json.dumps([pages() for _ in range(9)]))
database.close()
"""


def measure(folder: Path, rows: int = ROWS, spaces: int = SPACES) -> list[Figure]:
    """A figure for each database there is; a run is all pages of the member once."""
    places = [("SQLite", str(folder / "server.db"))]
    if url := os.environ.get(DATABASE):
        places.append(("PostgreSQL", url))
    return [_figure(name, _runs(folder, place, rows, spaces), rows, spaces) for name, place in places]


def _figure(name: str, runs: list[list[float]], rows: int, spaces: int) -> Figure:
    ours = tuple(max(run) for run in runs)
    title = f"A page for a member of {MINE} of {spaces} spaces, {rows:,} rows, {name}"
    note = f"slowest page of each run; {len(runs[0])} pages a run of at most 1000 commits"
    return Figure(title, "ms", "", ours, (), (Aim("p95", p95(runs), AIM_MS),), note)


def _runs(folder: Path, place: str, rows: int, spaces: int) -> list[list[float]]:
    words = [sys.executable, "-c", PROGRAM, place, str(rows), str(spaces), str(MINE)]
    run = subprocess.run(words, env=environment(folder), check=False, capture_output=True, text=True)  # noqa: S603
    if run.returncode:
        raise RuntimeError(run.stderr[-2000:])
    found: list[list[float]] = json.loads(run.stdout)
    return found

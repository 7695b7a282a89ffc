"""Full-text search over 100,000 notes against plain SQLite FTS5 with the same index."""

from __future__ import annotations

import time
from pathlib import Path

from wijkdesk.bench import fill, plain
from wijkdesk.bench.family import Sizes
from wijkdesk.bench.figures import Aim, Figure, medians, p95, pairs
from wijkdesk.bench.words import Writer
from wijkdesk.core.text import words
from wijkdesk.storage.search import search

NOTES = 100_000
QUERIES = 120
HITS = 20


def questions(writer: Writer, count: int = QUERIES) -> list[str]:
    """What people type: mostly one word that is not among the fifty commonest, two words, a first part."""
    known = writer.words[50:3000]
    out = []
    for number in range(count):
        word = writer.random.choice(known)
        if number % 5 == 3:
            word = f"{word} {writer.random.choice(known)}"
        elif number % 5 == 4:
            word = word[:3]
        out.append(word)
    return out


def measure(folder: Path, notes: int = NOTES) -> list[Figure]:
    """The figure for searching: a run is all questions once."""
    session = fill.make(folder)
    fill.households(session, Sizes(notes // 200, notes=200))
    twin = plain.twin(session.store, folder / "plain.db", ("search",))
    asked = questions(Writer(1))

    def ours(_run: int) -> list[float]:
        out = []
        for question in asked:
            start = time.perf_counter()
            search(session.store, question, limit=HITS)
            out.append((time.perf_counter() - start) * 1000)
        return out

    def base(_run: int) -> list[float]:
        out = []
        for question in asked:
            match = " ".join(f'"{word}"*' for word in words(question))
            start = time.perf_counter()
            sql = "SELECT kind, row, space FROM search WHERE search MATCH ? ORDER BY rank LIMIT ?"
            twin.execute(sql, (match, HITS)).fetchall()
            out.append((time.perf_counter() - start) * 1000)
        return out

    try:
        mine, other = pairs(ours, base)
    finally:
        twin.close()
        session.close()
    figure = Figure("Search over 100,000 notes", "ms", "plain FTS5", medians(mine), medians(other))
    aims = (Aim("ratio", figure.ratio, 1.3), Aim("p95", p95(mine), 50))
    note = f"{QUERIES} questions a run, best {HITS} hits; p95 of plain FTS5 {p95(other):.1f} ms"
    return [Figure(figure.title, "ms", figure.baseline, figure.ours, figure.base, aims, note)]

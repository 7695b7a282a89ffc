"""`wijkdesk bench [part ...]`: measures, prints every run, and says which aims are met. `bench sync --help` apart."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from wijkdesk.bench import listing, machine, paging, pulling, rebuilding, saving, searching, starting, syncing
from wijkdesk.bench.figures import Figure

Part = Callable[[Path], list[Figure]]

PARTS: dict[str, Part] = {
    "start": starting.start,
    "save": saving.measure,
    "search": searching.measure,
    "unlock": starting.unlock,
    "list": listing.measure,
    "rebuild": rebuilding.measure,
    "page": paging.measure,
    "pull": pulling.measure,
}


def main(argv: Sequence[str]) -> int:
    """Measure the named parts, or all; 0 when every aim is met, 1 when not."""
    if argv[:1] == ["sync"]:
        return syncing.main(argv[1:])
    parser = argparse.ArgumentParser(prog="wijkdesk bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all when none is named"
    )
    chosen = parser.parse_args(argv).parts or list(PARTS)
    if unknown := [name for name in chosen if name not in PARTS]:
        parser.error(f"no part {', '.join(unknown)}")
    _say(machine.describe())
    figures = [figure for name in chosen for figure in run(name)]
    missed = [aim for figure in figures for aim in figure.aims if not aim.holds]
    _say(
        f"{len(missed)} of {sum(len(figure.aims) for figure in figures)} aims not met; load {machine.load()}"
    )
    return 1 if missed else 0


def run(name: str) -> list[Figure]:
    """Measure one part in a folder that goes afterwards, and print it."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="wijkdesk-bench-") as folder:
        figures = PARTS[name](Path(folder))
    for figure in figures:
        _say("", *figure.lines())
    _say(f"({name}: {time.perf_counter() - start:.0f} s in all)")
    return figures


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()

"""Start to first paint, unlock to the first screen, memory: in fresh processes beside a bare window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from wijkdesk.bench import children, fill
from wijkdesk.bench.family import Sizes
from wijkdesk.bench.figures import Aim, Figure, pairs

HOUSEHOLDS = 500


def start(folder: Path) -> list[Figure]:
    """`wijkdesk run` with one profile, until the unlock page is painted."""
    fill.make(folder).close()
    children.prepare(folder)
    memory: dict[str, list[float]] = {"ours": [], "base": []}

    def ours(_run: int) -> list[float]:
        took, most = children.until_painted(children.product_command(), folder)
        memory["ours"].append(most)
        return [took]

    def base(_run: int) -> list[float]:
        took, most = children.until_painted(children.bare_command(), folder)
        memory["base"].append(most)
        return [took]

    for warm in (ours, base):
        warm(0)
    memory = {"ours": [], "base": []}
    mine, other = pairs(ours, base)
    figure = Figure(
        "Start to first paint", "ms", "bare window", _flat(mine), _flat(other), note="with the parent process"
    )
    ratio = Aim("ratio", figure.ratio, 1.5)
    held = ("Memory at the unlock page", "MB", "bare window", tuple(memory["ours"]), tuple(memory["base"]))
    return [
        Figure(figure.title, "ms", figure.baseline, figure.ours, figure.base, (ratio,), figure.note),
        Figure(*held),
    ]


def unlock(folder: Path) -> list[Figure]:
    """Unlock to the first screen with 500 households and 50,000 records, beside the same with none."""
    full, empty = folder / "full", folder / "empty"
    records = _fill(full)
    fill.make(empty).close()
    for home in (full, empty):
        children.prepare(home)
    bare: list[float] = []
    memory: list[float] = []
    screens: set[str] = set()

    def ours(_run: int) -> list[float]:
        took, most, screen = children.until_ready(full)
        memory.append(most)
        screens.add(screen)
        bare.append(children.until_painted(children.bare_command(), full)[1])
        return [took]

    def base(_run: int) -> list[float]:
        return [children.until_ready(empty)[0]]

    mine, other = pairs(ours, base)
    times = _flat(mine)
    note = f"{HOUSEHOLDS} households, {records:,} records; first screen: {', '.join(sorted(screens))}"
    slow = Aim("median", sorted(times)[len(times) // 2], 500)
    return [
        Figure("Unlock to the first screen", "ms", "empty profile", times, _flat(other), (slow,), note),
        Figure("Memory with the first screen", "MB", "bare window", tuple(memory), tuple(bare)),
    ]


def _fill(home: Path) -> int:
    session = fill.make(home)
    try:
        return fill.households(session, Sizes(HOUSEHOLDS, people=4, moments=10, notes=67))
    finally:
        session.close()


def _flat(samples: Sequence[Sequence[float]]) -> tuple[float, ...]:
    return tuple(run[0] for run in samples)

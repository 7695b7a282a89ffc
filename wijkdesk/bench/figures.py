"""Figures: runs of WijkDesk and of a baseline in pairs, their ratio, and the aims they are held against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

PAIRS = 9
Runner = Callable[[int], Sequence[float]]


@dataclass(frozen=True)
class Aim:
    """What a value should not exceed; `value` and `limit` are in the unit of the figure, or a ratio."""

    what: str
    value: float
    limit: float

    @property
    def holds(self) -> bool:
        """Whether the aim is met."""
        return self.value <= self.limit

    @property
    def line(self) -> str:
        """For people: value, limit, verdict."""
        return f"{self.what} {_number(self.value)} (aim {_number(self.limit)}: {'met' if self.holds else 'NOT MET'})"


@dataclass(frozen=True)
class Figure:
    """One thing measured: a value for each run of WijkDesk and of the baseline beside it."""

    title: str
    unit: str
    baseline: str
    ours: tuple[float, ...]
    base: tuple[float, ...]
    aims: tuple[Aim, ...] = ()
    note: str = ""

    @property
    def ratio(self) -> float:
        """The median of the ratios of the pairs."""
        return median(one / other for one, other in zip(self.ours, self.base, strict=True))

    def lines(self) -> list[str]:
        """The figure as text, all runs included."""
        width = max(len("WijkDesk"), len(self.baseline))
        rows = [(name, runs) for name, runs in (("WijkDesk", self.ours), (self.baseline, self.base)) if runs]
        told = [f"{name:{width}}  {_number(median(runs)):>8}  runs: {_all(runs)}" for name, runs in rows]
        ratio = [f"{'ratio':{width}}  {self.ratio:8.2f}"] if self.base else []
        aims = [aim.line for aim in self.aims]
        note = [self.note] if self.note else []
        return [f"{self.title} ({self.unit}, {len(self.ours)} pairs)", *told, *ratio, *aims, *note]


def pairs(
    ours: Runner, base: Runner, runs: int = PAIRS
) -> tuple[list[Sequence[float]], list[Sequence[float]]]:
    """The samples of each run of both, side by side; who goes first takes turns. Runs count from 0."""
    left: list[Sequence[float]] = []
    right: list[Sequence[float]] = []
    for number in range(runs):
        if number % 2:
            right.append(base(number))
            left.append(ours(number))
        else:
            left.append(ours(number))
            right.append(base(number))
    return left, right


def medians(samples: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """The median of each run."""
    return tuple(median(run) for run in samples)


def p95(samples: Sequence[Sequence[float]]) -> float:
    """The value that 95 of 100 samples of all runs together do not exceed."""
    ranked = sorted(value for run in samples for value in run)
    return ranked[min(len(ranked) - 1, int(len(ranked) * 0.95))]


def _number(value: float) -> str:
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def _all(runs: Sequence[float]) -> str:
    return " ".join(_number(value) for value in runs)

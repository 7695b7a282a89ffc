"""Random runs of T1: what people and bad luck may do, until the promise breaks; and the shortest way to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.postgres import Cluster
from tests.sync.convergence import DAY_MS, Trace, run
from tests.sync.convergence_template import Template

WHO = st.integers(0, 2)
TARGET = st.integers(0, 3)
VALUE = st.integers(0, 2)
FAULTS = st.lists(st.sampled_from(["", "", "lost request", "lost reply"]), max_size=4).map(tuple)
STEPS = st.one_of(
    st.tuples(st.just("edit"), WHO, TARGET, VALUE),
    st.tuples(st.just("edit"), WHO, TARGET, VALUE),
    st.tuples(st.just("edit_two"), WHO, VALUE),
    st.tuples(st.just("begin"), WHO, TARGET),
    st.tuples(st.just("save"), WHO, VALUE),
    st.tuples(st.just("delete"), WHO, TARGET),
    st.tuples(st.just("restore"), WHO, TARGET),
    st.tuples(st.just("resolve"), WHO, st.integers(0, 3), st.integers(0, 2)),
    st.tuples(st.just("skew"), WHO, st.integers(-DAY_MS, DAY_MS)),
    st.tuples(st.just("sync"), WHO),
    st.tuples(st.just("sync"), WHO),
    st.tuples(st.just("sync_badly"), WHO, FAULTS, st.integers(0, 9), st.integers(1, 2)),
    st.tuples(st.just("slow_push"), WHO, WHO),
    st.tuples(st.just("crossed_pull"), WHO, WHO, TARGET),
    st.tuples(st.just("pack"), WHO, WHO, st.integers(0, 1)),
    st.tuples(st.just("unpack"), st.integers(0, 3), st.integers(0, 6)),
    st.tuples(st.just("hand"), WHO, WHO, st.integers(0, 1)),
    st.tuples(st.just("hand"), WHO, WHO, st.integers(0, 1)),
    st.tuples(st.just("let_in")),
    st.tuples(st.just("back_up")),
    st.tuples(st.just("put_back")),
)
TRACES = st.lists(STEPS, min_size=4, max_size=18).map(tuple)


@dataclass
class Search:
    """Random runs until one breaks the promise: how many it took, the trace, and what was lost."""

    runs: int = 0
    trace: Trace | None = None
    words: str = ""


def search(template: Template, most: int, start: int, cluster: Cluster | None = None) -> Search:
    """At most so many random runs; `start` = the seed."""
    found = Search()

    @settings(max_examples=most, deadline=None, database=None, phases=[Phase.generate], print_blob=False,
              suppress_health_check=list(HealthCheck), report_multiple_bugs=False, derandomize=False)  # fmt: skip
    @seed(start)
    @given(TRACES)
    def check(trace: Trace) -> None:
        found.runs += found.trace is None
        try:
            run(template, trace, cluster)
        except Exception as error:
            found.trace, found.words = trace, f"{type(error).__name__}: {error}"
            raise

    try:
        check()
    except Exception:
        if found.trace is None:
            raise
    return found


def shorten(trace: Trace, breaks: Callable[[Trace], bool]) -> Trace:
    """The trace without the steps that are not needed to break the promise."""
    size = max(1, len(trace) // 2)
    while True:
        for start in range(0, len(trace), size):
            fewer = (*trace[:start], *trace[start + size :])
            if len(fewer) < len(trace) and breaks(fewer):
                trace = fewer
                break
        else:
            if size == 1:
                return trace
            size = max(1, size // 2)

"""T1 can fail: each planted defect breaks the promise, on its own shortest trace and by random search.

`pytest --soak -s tests/mutants` also says how many random runs each of them took.
"""

from collections.abc import Callable

import pytest

from tests.mutants.planted import ALL, OF_THE_SERVER, Planting, planted
from tests.mutants.traces import TRACES
from tests.postgres import Cluster
from tests.sync.convergence import Lost, run
from tests.sync.convergence_search import search
from tests.sync.convergence_template import Template

NAMED = pytest.mark.parametrize("mutant", ALL, ids=lambda mutant: mutant.__name__)


@NAMED
def test_its_trace_catches_it(template: Template, mutant: Planting) -> None:
    trace = TRACES[mutant.__name__]
    run(template, trace)  # the true code holds
    with planted(mutant), pytest.raises(Lost):
        run(template, trace)


@pytest.mark.parametrize("mutant", OF_THE_SERVER, ids=lambda mutant: mutant.__name__)
def test_its_trace_catches_it_on_postgresql(template: Template, postgres: Cluster, mutant: Planting) -> None:
    trace = TRACES[mutant.__name__]
    run(template, trace, postgres)
    with planted(mutant), pytest.raises(Lost):
        run(template, trace, postgres)


@pytest.mark.slow
@pytest.mark.soak
@NAMED
def test_random_search_catches_it(
    template: Template, mutant: Planting, record_property: Callable[[str, object], None]
) -> None:
    with planted(mutant):
        found = search(template, 20_000, 1)
    record_property("runs", found.runs)
    print(f"\n{mutant.__name__}: {found.runs} runs, {found.words}\n    {found.trace!r}")
    assert found.trace is not None

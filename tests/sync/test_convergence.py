"""T1 (store-and-sync.md §4.2): whatever people do and whatever goes wrong, all end alike and nobody's words are lost.

The same runs catch eleven planted defects (tests/mutants), so they can fail.
"""

import pytest

from tests.postgres import Cluster
from tests.sync.convergence import run
from tests.sync.convergence_search import search, shorten
from tests.sync.convergence_template import Template


def hold(template: Template, runs: int, start: int, cluster: Cluster | None = None) -> None:
    found = search(template, runs, start, cluster)
    if found.trace is not None:
        pytest.fail(
            f"{found.words}\nafter {found.runs} runs from seed {start}: {found.trace!r}", pytrace=False
        )
    assert found.runs >= runs * 0.9  # hypothesis leaves out what it did already
    return ""


@pytest.mark.timeout(600)
@pytest.mark.parametrize("start", range(8))
def test_nothing_is_lost(template: Template, start: int) -> None:
    """504 runs, in parts so that they share the processors."""
    assert hold(template, 63, start) == ""


@pytest.mark.timeout(600)
def test_nothing_is_lost_on_postgresql(template: Template, postgres: Cluster) -> None:
    assert hold(template, 40, 4, postgres) == ""


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.parametrize("start", range(10, 14))
def test_nothing_is_lost_often(template: Template, start: int) -> None:
    """20,000 runs."""
    assert hold(template, 5_000, start) == ""


@pytest.mark.slow
@pytest.mark.soak
def test_nothing_is_lost_often_on_postgresql(template: Template, postgres: Cluster) -> None:
    assert hold(template, 2_000, 20, postgres) == ""


def test_a_trace_is_shortened_to_what_is_needed() -> None:
    trace = tuple(("sync", number) for number in range(12))
    assert shorten(trace, lambda some: ("sync", 3) in some and ("sync", 8) in some) == (
        ("sync", 3),
        ("sync", 8),
    )


def test_a_quiet_day_ends_well(template: Template) -> None:
    assert run(template, ()) == 1  # C is put on the dossier


def test_packages_by_hand_end_well_with_and_without_contact(template: Template) -> None:
    """Edits of both by stick, a half unit to C, a package opened late and one whose laptop lost its power."""
    both = (("edit", 0, 0, 1), ("edit", 1, 0, 2), ("pack", 0, 1, 0), ("unpack", 0, 0), ("pack", 1, 0, 0))
    late = (
        ("sync", 2),
        ("edit_two", 0, 2),
        ("pack", 0, 2, 1),
        ("unpack", 2, 2),
        ("sync", 2),
        ("unpack", 2, 0),
    )
    assert run(template, (*both, *late, ("sync", 1), ("unpack", 1, 3), ("unpack", 1, 0))) == 4


def test_typing_in_a_conflict_leaves_the_value_that_was_not_on_the_screen(template: Template) -> None:
    """Found by these runs: what was typed after a lock, over a draft, took the other value along unseen."""
    both = (("edit", 1, 3, 0), ("edit", 2, 3, 1), ("sync", 1), ("sync", 2), ("sync", 0))
    assert run(template, (("sync", 2), *both, ("begin", 0, 3), ("save", 0, 2))) == 4


def test_a_card_about_a_deletion_reads_the_same_on_every_laptop(template: Template) -> None:
    """Found by these runs: its lines, and so its letters, came in the order in which changes had arrived."""
    assert run(template, (("edit", 1, 1, 2), ("delete", 0, 0), ("edit", 1, 0, 2))) == 4

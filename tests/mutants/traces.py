"""The shortest way to catch each mutant, found by random search and shortened (tests/mutants/test_search.py).

A step is a word and its numbers (tests/sync/convergence.py): people are 0 = A, 1 = B, 2 = C who comes late.
"""

from tests.sync.convergence import Trace

TRACES: dict[str, Trace] = {
    "last_writer_wins": (("edit_two", 1, 2), ("edit_two", 0, 2)),
    "wall_clock": (("skew", 1, -1740823), ("crossed_pull", 2, 1, 2)),
    "drop_on_lost_ack": (("edit", 0, 1, 2), ("sync_badly", 0, ("", "lost request", "", ""), 0, 2)),
    "serial_cursor": (("delete", 1, 3), ("sync", 2), ("slow_push", 1, 2)),
    "head_after_rows": (("edit", 0, 1, 1), ("sync", 0), ("crossed_pull", 1, 0, 0)),
    "page_without_cursor": (
        ("edit", 0, 3, 2),
        ("sync", 2),
        ("sync", 0),
        ("sync_badly", 2, ("", "", "lost request"), 3, 1),
    ),
    "delete_wins": (("edit_two", 0, 0), ("delete", 1, 3)),
    "one_base": (
        ("edit", 0, 2, 0),
        ("edit", 1, 2, 0),
        ("sync", 0),
        ("sync", 1),
        ("sync", 0),
        ("edit", 0, 2, 1),
    ),
    "page_inside_unit": (("edit_two", 0, 0), ("sync", 0), ("sync_badly", 1, (), 3, 1)),
    "half_unit_offered": (
        ("sync", 2),
        ("edit_two", 0, 2),
        ("hand", 0, 2, 0),
        ("sync", 2),
        ("sync", 1),
    ),
    "packed_is_acknowledged": (("edit", 0, 0, 1), ("pack", 0, 1, 0)),
}

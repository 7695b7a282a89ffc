"""The hybrid clock goes on, whatever the wall clock does (I10)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wijkdesk.core.clock import FakeClock, HybridClock, SystemClock, hlc_ms


@given(st.lists(st.tuples(st.integers(-10_000_000, 10_000_000), st.integers(0, 1 << 60)), max_size=20))
def test_a_tick_is_higher_than_all_before_and_all_seen(moves: list[tuple[int, int]]) -> None:
    wall = FakeClock()
    clock = HybridClock(wall)
    highest = 0
    for move, seen in moves:
        wall.advance(move)
        clock.see(seen)
        stamp = clock.tick()
        assert stamp > max(highest, seen)
        highest = stamp


def test_a_stamp_carries_the_wall_time() -> None:
    wall = FakeClock(1_700_000_000_000)
    assert hlc_ms(HybridClock(wall).tick()) == 1_700_000_000_000
    assert abs(SystemClock().now_ms() - SystemClock().now_ms()) < 10_000

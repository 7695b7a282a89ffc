"""Wall clock and hybrid logical clock (HLC), which orders commits and is never shown (architecture.md §2)."""

from __future__ import annotations

import time
from typing import Protocol

COUNTER_BITS = 16


class Clock(Protocol):
    """Where the wall time comes from."""

    def now_ms(self) -> int:
        """Milliseconds since 1970, UTC."""


class SystemClock:
    """The machine's own clock."""

    def now_ms(self) -> int:
        """Milliseconds since 1970, UTC."""
        return time.time_ns() // 1_000_000


class FakeClock:
    """A clock that stands still until told, for tests and rehearsal."""

    def __init__(self, start_ms: int = 1_763_553_600_000) -> None:
        self.ms = start_ms

    def now_ms(self) -> int:
        """Milliseconds since 1970, UTC."""
        return self.ms

    def advance(self, ms: int) -> None:
        """Move the clock by `ms` milliseconds (negative = back)."""
        self.ms += ms


class HybridClock:
    """HLC of one device: 48 bits of milliseconds and a 16-bit counter packed in one integer.

    A tick is always higher than every value ticked or seen before, whatever the wall clock does (I10).
    """

    def __init__(self, clock: Clock, last: int = 0) -> None:
        self.clock = clock
        self.last = last

    def tick(self) -> int:
        """The stamp for a new commit."""
        self.last = max(self.last + 1, self.clock.now_ms() << COUNTER_BITS)
        return self.last

    def see(self, stamp: int) -> None:
        """Take note of a stamp from elsewhere, so that later ticks sort after it."""
        self.last = max(self.last, stamp)


def hlc_ms(stamp: int) -> int:
    """The millisecond part of an HLC stamp."""
    return stamp >> COUNTER_BITS

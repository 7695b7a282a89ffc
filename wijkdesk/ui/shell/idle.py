"""When to cover and when to lock, from rest and wrong PINs; no Qt, no clock of its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

WARN_SECONDS = 60
PIN_CHOICE_SECONDS = 60  # a half-made PIN is no cover: choose it now, or the laptop locks


class Verdict(Enum):
    """What the moment asks for."""

    NOTHING = "nothing"
    WARN = "warn"
    COVER = "cover"
    LOCK = "lock"


@dataclass
class IdleGuard:
    """Times in seconds of any clock that never stands still. `has_pin` decides: without a PIN, rest locks."""

    cover_after: int
    lock_after: int
    has_pin: bool = False
    covered: bool = False
    paused: bool = False  # a screen is shown to others: covered by hand only
    last: float = 0.0
    covered_at: float = 0.0

    def activity(self, now: float) -> None:
        """A key or the mouse; does not count while covered."""
        if not self.covered:
            self.last = now

    def cover(self, now: float) -> None:
        """The screen was covered."""
        if not self.covered:
            self.covered, self.covered_at = True, now

    def uncover(self, now: float) -> None:
        """The PIN was right."""
        self.covered, self.last = False, now

    def left(self, now: float) -> int | None:
        """Seconds until the cover (or the lock, when covered); None when it is by hand only."""
        if self.covered:
            limit = self.lock_after if self.has_pin else min(self.lock_after, PIN_CHOICE_SECONDS)
            return max(0, round(limit - (now - self.covered_at)))
        return None if self.paused else max(0, round(self.cover_after - (now - self.last)))

    def verdict(self, now: float) -> Verdict:
        """What to do now."""
        if now - self.last >= self.cover_after + self.lock_after and not self.paused:
            return Verdict.LOCK  # the machine slept, or the timers stood still
        left = self.left(now)
        if left is None:
            return Verdict.NOTHING
        if left == 0:
            return Verdict.COVER if self.has_pin and not self.covered else Verdict.LOCK
        return Verdict.WARN if not self.covered and left <= WARN_SECONDS else Verdict.NOTHING

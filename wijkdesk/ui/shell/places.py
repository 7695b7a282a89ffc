"""Where the worker is and was: the trail behind Alt+Left and Alt+Right; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

MOST = 50


@dataclass(frozen=True)
class Place:
    """A screen with its params, and the field and caret that had the focus when it was left."""

    screen: str
    params: dict[str, Any] = field(default_factory=dict)
    field: str = ""
    caret: int = 0

    def same_as(self, other: Place | None) -> bool:
        """Whether it is the same screen on the same record."""
        return other is not None and (self.screen, self.params) == (other.screen, other.params)


class Trail:
    """The places gone through, and the ones come back from."""

    def __init__(self) -> None:
        self.here: Place | None = None
        self._before: list[Place] = []
        self._after: list[Place] = []

    def go(self, place: Place, left: Place | None) -> None:
        """Go to a new place; `left` is the present one with its focus noted down."""
        if left is not None and not place.same_as(left):
            self._before = [*self._before, left][-MOST:]
            self._after.clear()
        self.here = place

    def back(self, left: Place) -> Place | None:
        """The place before, or None."""
        return self._step(self._before, self._after, left)

    def forward(self, left: Place) -> Place | None:
        """The place come back from, or None."""
        return self._step(self._after, self._before, left)

    def _step(self, source: list[Place], other: list[Place], left: Place) -> Place | None:
        if not source:
            return None
        other.append(left)
        self.here = source.pop()
        return self.here

"""How long work tells how far it is, without knowing who listens."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Given to long jobs; `report` raises `errors.Cancelled` when the worker wants to stop."""

    def report(self, done: int, total: int, text: str = "") -> None:
        """Say that `done` of `total` steps are ready."""


class Silent:
    """A listener that does not care."""

    def report(self, done: int, total: int, text: str = "") -> None:
        """Ignore the report."""

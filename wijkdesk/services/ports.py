"""What presenters may ask of the window around them, without knowing Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.errors import WijkError
from wijkdesk.core.progress import Progress

T = TypeVar("T")


class Jobs(Protocol):
    """Runs work off the window's thread and brings the outcome back on it.

    `done` or `failed` is called exactly once, unless `owner` is gone by then. Without `failed`, a WijkError is
    shown in a banner and any other exception goes to the crash handler.
    """

    def write(
        self,
        work: Callable[[], T],
        *,
        owner: object,
        done: Callable[[T], None] | None = None,
        failed: Callable[[WijkError], None] | None = None,
    ) -> None:
        """On the one write lane, in the order asked."""

    def read(
        self,
        work: Callable[[], T],
        *,
        owner: object,
        done: Callable[[T], None],
        failed: Callable[[WijkError], None] | None = None,
    ) -> None:
        """On the read lane; a newer read of the same owner does not cancel an older one."""

    def long(
        self,
        work: Callable[[Progress], T],
        *,
        owner: object,
        done: Callable[[T], None],
        failed: Callable[[WijkError], None] | None = None,
        title: str = "",
    ) -> None:
        """Work that takes longer than half a second: shows a bar with Cancel; who cancels it hears so by `failed`."""


class Shell(Protocol):
    """The window: where to go, what changed, what to say."""

    def open(self, screen: str, **params: Any) -> None:  # noqa: ANN401 - each screen names its own params
        """Go to a screen (its id) with params such as household=Id."""

    def back(self) -> None:
        """Go to where the worker came from."""

    def changed(self, changes: ChangeSet) -> None:
        """Tell all visible screens what changed; call it after each successful write."""

    def toast(self, text: str, *, undo: bool = False) -> None:
        """Say in short what was done, with the way back when `undo`."""

    def trouble(self, error: WijkError) -> None:
        """Show an error in the banner of the window."""

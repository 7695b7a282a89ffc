"""Small stand-ins for the ports of presenters: work runs at once, the window remembers what it was told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.errors import WijkError
from wijkdesk.core.progress import Progress, Silent


class NowJobs:
    """Runs work on the spot; a WijkError goes to `failed`, or is raised when nobody listens."""

    def write(
        self,
        work: Callable[[], Any],
        *,
        owner: object,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[WijkError], None] | None = None,
    ) -> None:
        self._run(work, done, failed)

    def read(
        self,
        work: Callable[[], Any],
        *,
        owner: object,
        done: Callable[[Any], None],
        failed: Callable[[WijkError], None] | None = None,
    ) -> None:
        self._run(work, done, failed)

    def long(
        self,
        work: Callable[[Progress], Any],
        *,
        owner: object,
        done: Callable[[Any], None],
        failed: Callable[[WijkError], None] | None = None,
        title: str = "",
    ) -> None:
        self._run(lambda: work(Silent()), done, failed)

    def _run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[WijkError], None] | None,
    ) -> None:
        try:
            result = work()
        except WijkError as error:
            if failed is None:
                raise
            failed(error)
            return
        if done is not None:
            done(result)


class FakeShell:
    """Remembers where it was sent and what it was told."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, dict[str, Any]]] = []
        self.changes = ChangeSet()
        self.toasts: list[str] = []
        self.troubles: list[WijkError] = []
        self.backs = 0

    def open(self, screen: str, **params: Any) -> None:
        self.opened.append((screen, params))

    def back(self) -> None:
        self.backs += 1

    def changed(self, changes: ChangeSet) -> None:
        self.changes |= changes

    def toast(self, text: str, *, undo: bool = False) -> None:
        self.toasts.append(text)

    def trouble(self, error: WijkError) -> None:
        self.troubles.append(error)


class FakeDialogs:
    """Answers every question with yes (or with `text`, `path` and `choice`), and remembers what was asked."""

    def __init__(self, text: str = "", path: Path | None = None, choice: str = "") -> None:
        self.text, self.path, self.choice = text, path, choice
        self.asked: list[str] = []

    def confirm(
        self, title: str, text: str, yes: str, then: Callable[[], None], *, danger: bool = False
    ) -> None:
        self.asked.append(f"{title} {text}")
        then()

    def ask(self, title: str, label: str, yes: str, then: Callable[[str], None], *, value: str = "") -> None:
        self.asked.append(title)
        then(self.text or value)

    def pick(
        self, title: str, text: str, label: str, options: Sequence[tuple[str, str]], yes: str,
        then: Callable[[str], None], *, danger: bool = True, value: str = "",
    ) -> None:  # fmt: skip
        self.asked.append(f"{title} {text}")
        wanted = self.choice or value or options[0][0]
        assert wanted in dict(options), wanted
        then(wanted)

    def tell(self, title: str, text: str) -> None:
        self.asked.append(f"{title} {text}")

    def open_file(self, title: str, kinds: str, then: Callable[[Path], None]) -> None:
        self.asked.append(title)
        if self.path is not None:
            then(self.path)

    def save_file(self, title: str, name: str, kinds: str, then: Callable[[Path], None]) -> None:
        self.asked.append(title)
        if self.path is not None:
            then(self.path)

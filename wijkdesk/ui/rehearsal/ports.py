"""What the rehearsal needs from above the screens; cli.py hands it over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class Program(Protocol):
    """The window process from the first page to the last, as `app.App` is."""

    code: int

    def start(self) -> None:
        """Show the first page."""

    def quit(self) -> None:
        """End in order, drafts kept."""


class ServerRun(Protocol):
    """A server that runs: where it is, and the hash of its certificate."""

    url: str

    @property
    def pin(self) -> bytes:
        """SHA-256 of the certificate, DER."""


class Tamper(Protocol):
    """Someone between laptop and server who spoils what passes."""

    def next(self, how: str) -> None:
        """Spoil the next page that a laptop pulls: a code of `KINDS`."""


@dataclass(frozen=True)
class Ports:
    """Everything from outside the screens.

    `again(argv)` gives the command line of this program with other arguments, for a child that is killed.
    """

    program: Callable[[Path], Program]
    server: Callable[[Path], AbstractContextManager[ServerRun]]
    again: Callable[[Sequence[str]], list[str]]

"""What the rehearsal needs from above the screens; cli.py hands it over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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


@dataclass(frozen=True)
class Served:
    """A server that runs: where it is, the hash of its certificate, and a way to make it lie.

    `slip_in(units)` hands these out with its next page; `left()` counts those not handed out yet.
    """

    url: str
    pin: bytes
    slip_in: Callable[[Sequence[bytes]], None]
    left: Callable[[], int]


class Forged(Protocol):
    """One attack: its name, what is sent, and the codes under which it must be set apart."""

    @property
    def name(self) -> str:
        """Which attack it is."""

    @property
    def units(self) -> tuple[bytes, ...]:
        """What is slipped in."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The code of each unit."""


class Hit(Protocol):
    """A word in plain text where none should be."""

    @property
    def where(self) -> str:
        """The file."""

    @property
    def at(self) -> int:
        """The byte; -1 for the name of the file."""

    @property
    def found(self) -> bytes:
        """The word as it stands there."""


@dataclass(frozen=True)
class Ports:
    """Everything from outside the screens.

    `server(file, port)` serves until it is left, port 0 = a free one. `again(argv)` gives the command line of this
    program with other arguments, for a child that is killed. `forge(profile, words)` is what a changed program
    makes on the laptop of a member. `hunt(places, words)` looks for words in every byte.
    """

    program: Callable[[Path], Program]
    server: Callable[[Path, int], AbstractContextManager[Served]]
    again: Callable[[Sequence[str]], list[str]]
    forge: Callable[[Path, str], Sequence[Forged]]
    hunt: Callable[[Iterable[Path], Iterable[str]], Sequence[Hit]]

"""The stage: laptops with their own home folders, the hand that works on them, and the report of every step."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QSlider

from wijkdesk.ui.rehearsal.hand import Hand
from wijkdesk.ui.rehearsal.ports import Ports, Program, Served

TOP = "Zoek huishouden, notitie of opdracht"  # the top bar of every place
LOCKED = 75  # exit code of a locked window
WHO = {"noor": "Noor de Bruin", "samir": "Samir Haddad"}


@dataclass
class Step:
    """One step that was done and checked."""

    name: str
    seconds: float = 0.0
    keys: int = 0
    clicks: int = 0
    wrong: str = ""


@dataclass
class Laptop:
    """A laptop of a worker: its home folder, and what its owner remembers."""

    owner: str
    home: Path
    words: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    pin: str = "4172"
    fingerprint: str = ""


class Stage:
    """What the acts work with. A step that misses something ends the rehearsal with a report."""

    def __init__(self, out: Path, homes: Path, ports: Ports, *, large: bool = False) -> None:
        self.out, self.homes, self.ports, self.large = out, homes, ports, large
        self.hand = Hand(out)
        self.steps: list[Step] = []
        self.laptops = {name: Laptop(name, homes / name) for name in WHO}
        self.laptop = self.laptops["noor"]
        self.program: Program | None = None
        self.papers: list[str] = []
        self.invitation = out / "samir.wijkdesk-uitnodiging"
        self.stick = out / "stick" / "pakket.wijkpakket"
        self.overview: tuple[str, ...] = ()  # the words on the first page of the dossier, as Noor sees them
        self.root = ""  # fingerprint of the organisation, as Noor's screen shows it
        self.server_folder = homes / "server"
        self.server: Served | None = None
        self._plug = ExitStack()
        self._port = 0

    @contextmanager
    def step(self, name: str) -> Iterator[Hand]:
        """A step of the job: timed, counted, and checked by what is seen inside the block."""
        step, before = Step(name), (self.hand.counts.keys, self.hand.counts.clicks)
        self.steps.append(step)
        started = time.perf_counter()
        try:
            yield self.hand
        except Exception as error:
            step.wrong = f"{type(error).__name__}: {error}"
            raise
        finally:
            step.seconds = time.perf_counter() - started
            step.keys = self.hand.counts.keys - before[0]
            step.clicks = self.hand.counts.clicks - before[1]

    def start(self, owner: str = "") -> None:
        """Start WijkDesk on a laptop, as its parent process does."""
        self.leave()
        self.laptop = self.laptops[owner] if owner else self.laptop
        self.laptop.home.mkdir(parents=True, exist_ok=True)
        self.program = self.ports.program(self.laptop.home)
        self.program.start()
        self.hand.breathe(200)

    def leave(self) -> int:
        """End WijkDesk in order; gives its exit code."""
        if self.program is None:
            return 0
        program, self.program = self.program, None
        program.quit()
        self.hand.breathe(50)
        return program.code

    def unlock_to(self, words: str) -> None:
        """Type the passphrase on the unlock page and wait until these words are on the screen."""
        hand = self.hand
        hand.sees("Ontgrendelen")
        hand.write(" ".join(self.laptop.words))
        hand.press("Return")
        hand.sees(words)

    def at(self, owner: str, words: str = TOP) -> Hand:
        """Close the laptop in use, open that of someone else, and unlock it."""
        self.start(owner)
        self.unlock_to(words)
        return self.hand

    def serve(self, folder: str = "") -> Served:
        """Let the server run, at the same address each time; another folder is another server."""
        self.unplug()
        place = self.server_folder / folder
        place.mkdir(parents=True, exist_ok=True)
        self.server = self._plug.enter_context(self.ports.server(place / "server.db", self._port))
        self._port = int(self.server.url.rpartition(":")[2])
        return self.server

    def unplug(self) -> None:
        """No server answers."""
        self._plug.close()
        self.server = None

    def lock_by_hand(self) -> None:
        """Lock with Ctrl+Shift+L: the window process ends with the code that brings the parent to start it again."""
        self.hand.press("Ctrl+Shift+L")
        program = self.program
        self.hand.wait(lambda: program is None or program.code == LOCKED, "it never locked")
        self.leave()

    def enlarge(self) -> None:
        """Text of 200 % on the laptop in use, when the rehearsal is about large text."""
        if self.large:
            hand = self.hand
            hand.go_by_palette("Instellingen")
            hand.sees("Kleuren")
            hand.go_to("Grootte van de tekst", QSlider)
            hand.press("End")
            hand.press("Ctrl+1")
            hand.sees(TOP)

    def profile_of(self, owner: str) -> Path:
        """The folder of the profile on someone's laptop."""
        return next(self.laptops[owner].home.glob("*/kluis")).parent

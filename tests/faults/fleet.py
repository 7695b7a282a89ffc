"""Many laptops at once, a real server process and a line that breaks: what T2 and T3 of store-and-sync.md §4.2 need."""

from __future__ import annotations

import json
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.builders import make_family, make_session
from tests.scenarios.two_laptops import ask_in
from tests.sync.convergence import digest
from tests.sync.convergence_template import log_of
from wijkdesk.bench.proxy import Line
from wijkdesk.core.clock import SystemClock
from wijkdesk.core.errors import WijkError
from wijkdesk.core.ids import Id
from wijkdesk.models.dossier import ContactPoint
from wijkdesk.models.person import Person
from wijkdesk.services import dossiers, quarantine, servers, syncing
from wijkdesk.services.servers import Server, over_https
from wijkdesk.services.session import Session
from wijkdesk.storage import queries

DAY_MS = 24 * 3_600_000


class Skewed(SystemClock):
    """A clock that runs, but is so many ms wrong."""

    def __init__(self, off_ms: int) -> None:
        self.off_ms = off_ms

    def now_ms(self) -> int:
        return super().now_ms() + self.off_ms


class ServerProcess:
    """`wijkdesk server serve` on a SQLite file, always at the same port; may be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.start()

    @property
    def file(self) -> Path:
        return self.folder / "server.db"

    def start(self) -> None:
        command = [
            sys.executable, "-m", "wijkdesk.cli", "server", "serve", "--file", str(self.file), "--open",
            "--port", str(self.port), "--tls", str(self.folder / "tls"),
        ]  # fmt: skip
        self.child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.ready = json.loads(self.child.stdout.readline())

    def kill(self) -> None:
        """As a power cut does to a process: nothing is finished."""
        self.child.kill()
        self.child.wait()
        self.child.stdout.close()


@dataclass
class Fleet:
    """Laptops of one organisation that share a dossier, each at work in a thread of its own."""

    folder: Path
    server: ServerProcess
    line: Line
    sessions: list[Session] = field(default_factory=list)
    seed: int = 1
    wrote: int = 0

    def gather(self, count: int) -> Fleet:
        """So many laptops, with clocks up to a day wrong; all in, all up to date."""
        pick = random.Random(self.seed)
        first = make_session(self.folder / "0", clock=Skewed(0))
        self.sessions.append(first)
        servers.keep_server(first, Server(self.line.url, bytes.fromhex(self.server.ready["certificate"])))
        assert syncing.sync_now(first).trouble is None
        self.home = make_family(first)
        for number in range(1, count):
            clock = Skewed(pick.randint(-DAY_MS, DAY_MS))
            other = ask_in(first, self.folder / str(number), f"Collega {number}", clock, over_https)
            dossiers.assign(first, self.home.space, other.user)
            self.sessions.append(other)
        self.settle()
        return self

    @property
    def spaces(self) -> tuple[Id, Id, Id]:
        first = self.sessions[0]
        return (self.home.space, first.team_space, first.organisation_space)

    def work(self, seconds: float, pause: float = 0.02) -> None:
        """All write and share as they like for a while; trouble with the line is normal."""
        until = time.monotonic() + seconds
        threads = [
            threading.Thread(target=self._one, args=(number, until, pause))
            for number in range(len(self.sessions))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _one(self, number: int, until: float, pause: float) -> None:
        session, pick = self.sessions[number], random.Random(f"{self.seed} {number}")
        while time.monotonic() < until:
            for _edit in range(pick.randint(0, 3)):
                self.write(session, pick)
            syncing.sync_now(session)
            time.sleep(pick.random() * pause)

    def write(self, session: Session, pick: random.Random) -> None:
        """A new record, another value, into the bin or out of it."""
        people = queries.find(session.store, Person, space=self.home.space)
        what = pick.random()
        with suppress(WijkError), session.store.unit("edit") as unit:
            self.wrote += 1
            one = pick.choice(people) if people else None
            if what < 0.2 or one is None:
                row = Id(pick.randbytes(16))
                unit.create(ContactPoint(id=row, space=self.home.space, value=str(self.wrote)))
            elif what < 0.9:
                unit.change(one, calling_name=f"naam {self.wrote}", alias=f"bij {pick.randint(0, 3)}")
            elif len(people) > 2:
                unit.delete(one)

    def settle(self) -> None:
        """Everyone shares in peace until nothing moves any more."""
        for _turn in range(3):
            for session in self.sessions:
                result = syncing.sync_now(session)
                assert result.trouble is None, result.trouble
                assert not result.offline

    def agree(self) -> int:
        """All have the same commits and show the same; gives how many commits that are."""
        held = [set(log_of(session.store, self.spaces)) for session in self.sessions]
        everything = set[tuple[bytes, bytes]]().union(*held)
        for session, mine in zip(self.sessions, held, strict=True):
            assert mine == everything
            assert session.store.execute("SELECT count(*) FROM outbox") == [(0,)]
            assert quarantine.apart(session) == []
            assert quarantine.gaps(session) == []
        shown = [digest(session.store, self.spaces) for session in self.sessions]
        assert all(one == shown[0] for one in shown)
        return len(everything)

    def written(self) -> set[bytes]:
        """All that these laptops themselves wrote, whoever has it."""
        return {commit for session in self.sessions for commit in own(session, self.spaces)}

    def close(self) -> None:
        for session in self.sessions:
            session.close()


def own(session: Session, spaces: Sequence[Id]) -> set[bytes]:
    """What a laptop wrote in these spaces."""
    marks = ",".join("?" * len(spaces))
    me = session.store.identity.device
    sql = f"SELECT id FROM log WHERE device = ? AND space IN ({marks})"
    return {bytes(row[0]) for row in session.store.execute(sql, (me, *spaces))}


class Storm(threading.Thread):
    """Breaks all lines every 0.5 to 3 seconds, and kills the server now and then."""

    def __init__(self, fleet: Fleet, every: tuple[float, float], kill_every: float) -> None:
        super().__init__(name="storm")
        self.fleet, self.every, self.kill_every = fleet, every, kill_every
        self.over = threading.Event()
        self.cuts = self.kills = 0

    def run(self) -> None:
        pick = random.Random(self.fleet.seed)
        next_kill = time.monotonic() + self.kill_every
        while not self.over.wait(pick.uniform(*self.every)):
            self.fleet.line.tell(cut=True)
            self.cuts += 1
            if time.monotonic() > next_kill:
                self.fleet.server.kill()
                self.fleet.server.start()
                self.kills += 1
                next_kill = time.monotonic() + self.kill_every

    def __enter__(self) -> Storm:
        self.start()
        return self

    def __exit__(self, *_what: object) -> None:
        self.over.set()
        self.join()

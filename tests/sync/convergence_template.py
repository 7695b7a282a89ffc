"""The beginning of every run of T1: profiles and a server that belong together, made once and copied."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.builders import make_family, make_session
from tests.scenarios.two_laptops import START_MS, ServerWithoutNetwork, ask_in, without_network
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.ids import Id
from wijkdesk.models.base import Record
from wijkdesk.models.dossier import ContactPoint, IndexCard
from wijkdesk.models.person import Person
from wijkdesk.server.copying import fold_wal
from wijkdesk.server.database import Database, open_database
from wijkdesk.services import dossiers, servers, syncing
from wijkdesk.services.servers import Server
from wijkdesk.services.session import Session
from wijkdesk.storage import queries
from wijkdesk.storage.store import FILE, Store

# a disk in memory where there is one: this test is about order, not about fsync
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
NAMES = ("A", "B", "C")
LATE = 2  # the laptop that comes late: a member, but it knows nothing of the dossier yet


@dataclass
class Template:
    """Three people who belong to one organisation, on disk: A and B share a dossier, C comes late."""

    folder: Path
    keys: tuple[bytes, bytes, bytes]
    space: Id
    spaces: tuple[Id, ...]
    targets: tuple[tuple[type[Record], Id, str], ...]
    users: tuple[Id, Id, Id]
    wrote: list[tuple[bytes, bytes]] = field(default_factory=list)
    live: Database | None = None

    @classmethod
    def make(cls) -> Template:
        folder = Path(tempfile.mkdtemp(prefix="wijkdesk-t1-", dir=MEMORY))
        server = ServerWithoutNetwork(folder / "server")
        connect = without_network(server)
        clock = FakeClock(START_MS)
        first = make_session(folder / "A", clock=clock)
        servers.keep_server(first, Server(server.url, server.pin))
        assert syncing.sync_now(first, connect=connect).trouble is None
        sessions = [first, *(ask_in(first, folder / name, name, clock, connect) for name in NAMES[1:])]
        for one in (first, *sessions[1:], first):
            assert syncing.sync_now(one, connect=connect).trouble is None
        made = cls._fill(folder, sessions)
        for one in (first, sessions[1], first):
            assert syncing.sync_now(one, connect=connect).trouble is None
        made.wrote = log_of(first.store, made.spaces)
        for name, one in zip(NAMES, sessions, strict=True):
            one.close()
            (folder / f"{name}.db").write_bytes((one.folder / FILE).read_bytes())
        server.database.close()
        fold_wal(folder / "server" / "server.db")
        shutil.copy(folder / "server" / "server.db", folder / "server.db")
        return made

    @classmethod
    def _fill(cls, folder: Path, sessions: list[Session]) -> Template:
        first, second, _third = sessions
        home = make_family(first)
        dossiers.assign(first, home.space, second.user)
        (phone,) = queries.find(first.store, ContactPoint, space=home.space)
        person = queries.find(first.store, Person, space=home.space, calling_name="Samira")[0]
        (card,) = queries.find(first.store, IndexCard)
        return cls(
            folder,
            tuple(one.opened.db_key() for one in sessions),
            home.space,
            (home.space, first.team_space, first.organisation_space),
            (
                (ContactPoint, phone.id, "value"),
                (ContactPoint, phone.id, "safe_when"),
                (Person, person.id, "calling_name"),
                (IndexCard, card.id, "calling_name"),
            ),
            tuple(one.user for one in sessions),
        )

    @property
    def place(self) -> Path:
        """Where the server of each run on SQLite keeps its rows; open from run to run, for opening it takes long."""
        return self.folder / "live.db"

    def fresh(self) -> Database:
        """The server's database as it was in the beginning."""
        if self.live is None:
            shutil.copy(self.folder / "server.db", self.place)
            self.live = open_database(self.place)
        else:
            with (
                closing(sqlite3.connect(self.folder / "server.db")) as source,
                closing(sqlite3.connect(self.place)) as target,
            ):
                source.backup(target)
        return self.live

    def remove(self) -> None:
        if self.live is not None:
            self.live.close()
        shutil.rmtree(self.folder)


def log_of(store: Store, spaces: Sequence[Id]) -> list[tuple[bytes, bytes]]:
    """(commit, space) of everything in these spaces."""
    marks = ",".join("?" * len(spaces))
    return [
        (bytes(a), bytes(b))
        for a, b in store.execute(f"SELECT id, space FROM log WHERE space IN ({marks})", tuple(spaces))
    ]

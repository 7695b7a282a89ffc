"""Two real profiles and a real server over TLS, joined by the flow that people go through."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from tests.builders import CHEAP, make_session
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.ids import Id
from wijkdesk.core.roles import Role
from wijkdesk.server.api import Api, Options, Request
from wijkdesk.server.blobs import FolderBlobs
from wijkdesk.server.database import open_sqlite
from wijkdesk.server.running import LocalServer
from wijkdesk.services import admitting, invitations, joining, servers, syncing
from wijkdesk.services.servers import Connect, Server
from wijkdesk.services.session import Session
from wijkdesk.services.syncing import SyncResult
from wijkdesk.storage.identity import Identity
from wijkdesk.storage.tables import TABLES
from wijkdesk.sync import protocol as p
from wijkdesk.sync.transport import SignedTransport

START_MS = 1_795_093_200_000
HOUR_MS = 3_600_000
OWN_WORDS = "fietsbel tuinhek waterkan zonlicht boekenkast"


@dataclass
class World:
    """Noor (administrator) and Abrehet (newcomer) with their clocks, and the server between them."""

    server: LocalServer | ServerWithoutNetwork
    noor: Session
    abrehet: Session
    noor_clock: FakeClock
    abrehet_clock: FakeClock
    connect: Connect

    def sync(self, *sessions: Session) -> list[SyncResult]:
        """Each in turn shares; nothing may stand in the way."""
        results = [self.share(session) for session in sessions or (self.noor, self.abrehet, self.noor)]
        for result in results:
            assert result.trouble is None, result.trouble
            assert not result.offline
        return results

    def share(self, session: Session, bend: Callable[[bytes], list[bytes]] | None = None) -> SyncResult:
        """One round; `bend` = what a tampering server makes of each unit it hands out."""
        connect = Tampering(self.connect, bend) if bend else self.connect
        return syncing.sync_now(session, connect=connect)

    def close(self) -> None:
        self.noor.close()
        self.abrehet.close()


def start_server(folder: Path) -> LocalServer:
    folder.mkdir(parents=True, exist_ok=True)
    return LocalServer(folder / "server.db", options=Options(open_=True), clock=FakeClock(START_MS))


class ServerWithoutNetwork:
    """The server's API on a real database; nobody listens at its address."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.url, self.pin = "https://127.0.0.1:9", bytes(32)
        self.database = open_sqlite(folder / "server.db")
        self.api = Api(
            self.database, FakeClock(START_MS), Options(open_=True), blobs=FolderBlobs(folder / "blobs")
        )


def without_network(server: ServerWithoutNetwork) -> Connect:
    """The same requests and answers, handed to the server's API in this thread."""

    @contextmanager
    def connect(identity: Identity, _server: Server) -> Iterator[SignedTransport]:
        yield SignedTransport(
            _Direct(server.api), identity.organisation, identity.device, identity.device_key
        )

    return connect


class _Direct:
    def __init__(self, api: Api) -> None:
        self.api = api

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        parts = urlsplit(path)
        low = {name.lower(): value for name, value in headers.items()}
        reply = self.api.handle(Request(method, parts.path, dict(parse_qsl(parts.query)), low, body))
        return reply.status, reply.body


def join_two(
    folder: Path,
    server: LocalServer | ServerWithoutNetwork,
    *,
    off_ms: int = 0,
    connect: Connect = servers.over_https,
) -> World:
    """Noor founds and invites; Abrehet joins; both compare the fingerprint; Noor lets her in.

    `off_ms` = how wrong Abrehet's clock is.
    """
    clocks = FakeClock(START_MS), FakeClock(START_MS + off_ms)
    noor = make_session(folder / "noor", clock=clocks[0])
    servers.keep_server(noor, Server(server.url, server.pin))
    assert syncing.sync_now(noor, connect=connect).trouble is None
    abrehet = ask_in(noor, folder / "abrehet", "Abrehet Tesfay", clocks[1], connect)
    world = World(server, noor, abrehet, *clocks, connect)
    world.sync(noor, abrehet, noor)
    assert not joining.waiting(abrehet)
    return world


def ask_in(noor: Session, folder: Path, name: str, clock: FakeClock, connect: Connect) -> Session:
    """A newcomer asks to join and Noor signs; the newcomer's laptop has not heard of it yet."""
    raw = invitations.invite(noor, name, connect=connect)
    newcomer, _code = joining.join(
        folder,
        OWN_WORDS,
        name,
        invitations.read_invitation(raw, noor.store.clock.now_ms()),
        function="cultuurvertolker",
        clock=clock,
        strain=CHEAP,
    )
    assert joining.waiting(newcomer)
    assert syncing.sync_now(newcomer, connect=connect).waiting
    assert syncing.sync_now(noor, connect=connect).trouble is None
    (found,) = admitting.pending(noor)
    assert found.name == name
    assert found.fingerprint == joining.own_fingerprint(newcomer)
    admitting.admit(noor, found)
    return newcomer


def newcomer(
    world: World, folder: Path, name: str = "Marit", role: Role = Role.WORKER
) -> tuple[Session, bytes]:
    """Someone whom Noor invites and whose laptop has asked nothing yet; with the bytes of the recovery code."""
    raw = invitations.invite(world.noor, name, connect=world.connect, role=role)
    given = invitations.read_invitation(raw)
    return joining.join(folder / name, OWN_WORDS, name, given, clock=FakeClock(START_MS), strain=CHEAP)


def third(world: World, folder: Path, name: str = "Marit", role: Role = Role.WORKER) -> Session:
    """A third member, let in by Noor; everyone has heard of it."""
    session, _code = newcomer(world, folder, name, role)
    world.share(session)
    world.sync(world.noor)
    admitting.admit(world.noor, admitting.pending(world.noor)[0])
    world.sync(world.noor, session, world.noor, world.abrehet, session)
    return session


def digest(session: Session, space: Id) -> str:
    """All tables of one space, as SHA-256: equal when two laptops show the same."""
    total = hashlib.sha256()
    for kind in sorted(TABLES):
        for row in session.store.execute(f"{TABLES[kind].select} WHERE space = ? ORDER BY id", (space,)):
            total.update(repr(row).encode())
    return total.hexdigest()


class Tampering:
    """A server that changes what it hands out: the real transport, with pages bent on the way in."""

    def __init__(self, connect: Connect, bend: Callable[[bytes], list[bytes]]) -> None:
        self.connect = connect
        self.bend = bend

    @contextmanager
    def __call__(self, identity, server):
        with self.connect(identity, server) as real:
            yield _Bent(real, self.bend)


class _Bent:
    def __init__(self, real, bend: Callable[[bytes], list[bytes]]) -> None:
        self._real = real
        self._bend = bend

    def __getattr__(self, name: str):
        return getattr(self._real, name)

    def pull(self, message: p.Pull) -> p.PullReply:
        return self._bent(self._real.pull(message))

    def backfill(self, message: p.Backfill) -> p.BackfillReply:
        return self._bent(self._real.backfill(message))

    def _bent(self, reply):
        units = tuple(bent for unit in reply.units for bent in self._bend(unit))
        return type(reply)(
            **{name: getattr(reply, name) for name in reply.__struct_fields__ if name != "units"}, units=units
        )

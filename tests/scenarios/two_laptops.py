"""Two real profiles and a real server over TLS, joined by the flow that people go through."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.builders import CHEAP, make_session
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.commit import FORMAT, SEALED, Commit, FieldPatch, Header, Inner, Patch
from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.registry import SCHEMA
from wijkdesk.server.api import Options
from wijkdesk.server.running import LocalServer
from wijkdesk.services import admitting, invitations, joining, servers, syncing
from wijkdesk.services.servers import Server
from wijkdesk.services.session import Session
from wijkdesk.services.syncing import SyncResult
from wijkdesk.storage import log
from wijkdesk.storage.tables import TABLES
from wijkdesk.sync import protocol as p
from wijkdesk.vault.commits import encode
from wijkdesk.vault.signing import SigningKey

START_MS = 1_795_093_200_000
HOUR_MS = 3_600_000
OWN_WORDS = "fietsbel tuinhek waterkan zonlicht boekenkast"


@dataclass
class World:
    """Noor (administrator) and Abrehet (newcomer) with their clocks, and the server between them."""

    server: LocalServer
    noor: Session
    abrehet: Session
    noor_clock: FakeClock
    abrehet_clock: FakeClock

    def sync(self, *sessions: Session) -> list[SyncResult]:
        """Each in turn shares; nothing may stand in the way."""
        results = [syncing.sync_now(session) for session in sessions or (self.noor, self.abrehet, self.noor)]
        for result in results:
            assert result.trouble is None, result.trouble
            assert not result.offline
        return results

    def close(self) -> None:
        self.noor.close()
        self.abrehet.close()


def start_server(folder: Path) -> LocalServer:
    folder.mkdir(parents=True, exist_ok=True)
    return LocalServer(folder / "server.db", options=Options(open_=True), clock=FakeClock(START_MS))


def join_two(folder: Path, server: LocalServer, *, off_ms: int = 0) -> World:
    """Noor founds and invites; Abrehet joins; both compare the fingerprint; Noor lets her in.

    `off_ms` = how wrong Abrehet's clock is.
    """
    clocks = FakeClock(START_MS), FakeClock(START_MS + off_ms)
    noor = make_session(folder / "noor", clock=clocks[0])
    servers.keep_server(noor, Server(server.url, server.pin))
    assert syncing.sync_now(noor).trouble is None
    raw = invitations.invite(noor, "Abrehet Tesfay")
    abrehet, _code = joining.join(
        folder / "abrehet",
        OWN_WORDS,
        "Abrehet Tesfay",
        invitations.read_invitation(raw, clocks[0].now_ms()),
        function="cultuurvertolker",
        clock=clocks[1],
        strain=CHEAP,
    )
    assert joining.waiting(abrehet)
    assert syncing.sync_now(abrehet).waiting
    assert syncing.sync_now(noor).trouble is None
    (newcomer,) = admitting.pending(noor)
    assert newcomer.name == "Abrehet Tesfay"
    assert newcomer.fingerprint == joining.own_fingerprint(abrehet)
    admitting.admit(noor, newcomer)
    world = World(server, noor, abrehet, *clocks)
    world.sync(noor, abrehet, noor)
    assert not joining.waiting(abrehet)
    return world


def digest(session: Session, space: Id) -> str:
    """All tables of one space, as SHA-256: equal when two laptops show the same."""
    total = hashlib.sha256()
    for kind in sorted(TABLES):
        for row in session.store.execute(f"{TABLES[kind].select} WHERE space = ? ORDER BY id", (space,)):
            total.update(repr(row).encode())
    return total.hexdigest()


class Tampering:
    """A server that changes what it hands out: the real transport, with pages bent on the way in."""

    def __init__(self, bend: Callable[[bytes], list[bytes]]) -> None:
        self.bend = bend

    @contextmanager
    def __call__(self, identity, server):
        with servers.over_https(identity, server) as real:
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


def crafted(
    session: Session, space: Id, row: Id, *, key_of: Id | None = None, actor: Id | None = None,
    device: Id | None = None, signer: SigningKey | None = None, table: str = "person", value: str = "Vals",
) -> Commit:  # fmt: skip
    """A commit as a changed program could write it, with what the honest one never writes."""
    me = session.store.identity
    key = session.store.keyring.newest(key_of or space)
    assert key is not None
    with session.store.database.read() as connection:
        prev = log.last_hash(connection, space, device or me.device)
    header = Header(
        FORMAT, SEALED, new_id(), me.organisation, space, device or me.device, session.store.hlc.tick(),
        key.id, prev,
    )  # fmt: skip
    fields = {"calling_name": FieldPatch(value)}
    now = session.store.clock.now_ms()
    inner = Inner(SCHEMA, "edit", actor or me.user, now, new_id(), (Patch(table, row, fields),))
    return encode(header, inner, key.key, signer or me.device_key)

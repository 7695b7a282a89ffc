"""A small world for sync tests: people with real keys, laptops with a store of dicts, a server on real SQLite."""

import contextlib
import itertools
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wijkdesk.core.clock import FakeClock, HybridClock
from wijkdesk.core.commit import (
    CONTROL,
    NO_PREV,
    SEALED,
    Commit,
    Control,
    Header,
    attest_message,
    decode_control,
    decode_header,
    encode_control,
    encode_header,
    encode_unit,
    sha256,
    signing_message,
)
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import ZERO, Id, new_id
from wijkdesk.server.api import Api, Options, Reply, Request
from wijkdesk.server.blobs import FolderBlobs
from wijkdesk.server.commands import restore
from wijkdesk.server.database import Place, open_database
from wijkdesk.sync import engine
from wijkdesk.sync.digest import Count, count
from wijkdesk.sync.ports import Applied, Arrived, Cursor, Cut, Greeting, OutUnit, Page, Refusal, Task
from wijkdesk.sync.receive import read_unit
from wijkdesk.sync.transport import SignedTransport
from wijkdesk.vault.signing import SigningKey
from wijkdesk.vault.trust import Trust


@dataclass
class Person:
    """A user with one laptop."""

    user: Id = field(default_factory=new_id)
    user_key: bytes = field(default_factory=lambda: new_id() + new_id())
    device: Id = field(default_factory=new_id)
    key: SigningKey = field(default_factory=SigningKey.generate)


class Organisation:
    """An organisation's keys and the commits its people write."""

    def __init__(self, clock: FakeClock) -> None:
        self.id, self.space, self.team, self.team_space = new_id(), new_id(), new_id(), new_id()
        self.root, self.admin_key = SigningKey.generate(), SigningKey.generate()
        self.founder = Person()
        self.clock = clock
        self.hlc = HybridClock(clock)

    def sign(self, who: Person, space: Id, body: bytes, flags: int = SEALED, **header: Any) -> Commit:
        given = {
            "organisation": self.id,
            "device": who.device,
            "hlc": self.hlc.tick(),
            "id": new_id(),
            "prev": NO_PREV,
        } | header
        raw = encode_header(
            Header(
                1, flags, given["id"], given["organisation"], space, given["device"], given["hlc"],
                ZERO if flags == CONTROL else new_id(), given["prev"],
            )
        )  # fmt: skip
        unsigned = Commit(raw, body, bytes(64))
        return Commit(raw, body, who.key.sign(signing_message(unsigned.hash)))

    def note(self, who: Person, space: Id, text: bytes = b"ciphertext", **header: Any) -> Commit:
        return self.sign(who, space, text, **header)

    def control(
        self, who: Person, space: Id, op: str, fields: dict[str, Any], issuer: SigningKey | None = None
    ) -> Commit:
        attestation = issuer.sign(attest_message(self.id, op, fields)) if issuer else None
        return self.sign(who, space, encode_control(Control(op, fields, attestation)), CONTROL)

    def member(
        self, who: Person, state: str = "in", role: str = "worker", team: Id | None = None,
        by: Person | None = None, issuer: SigningKey | None = None,
    ) -> Commit:  # fmt: skip
        fields = {
            "user": who.user, "key": who.user_key, "role": role, "team": team or self.team, "state": state,
            "at": self.clock.now_ms(),
        }  # fmt: skip
        return self.control(by or self.founder, self.space, "MEMBER", fields, issuer or self.admin_key)

    def device(
        self,
        who: Person,
        state: str = "in",
        issuer: SigningKey | None = None,
        by: Person | None = None,
        **more: Any,
    ) -> Commit:
        fields = {
            "device": who.device, "user": who.user, "sign": who.key.public, "state": state,
            "at": self.clock.now_ms(), **more,
        }  # fmt: skip
        return self.control(by or self.founder, self.space, "DEVICE", fields, issuer or self.admin_key)

    def assign(self, by: Person, space: Id, to: str, who: Id, state: str = "in") -> Commit:
        fields = {"space": space, "to": to, "id": who, "state": state, "at": self.clock.now_ms()}
        return self.control(by, space, "ASSIGN", fields)

    def redact(self, by: Person, space: Id, *commits: Id) -> Commit:
        return self.control(by, space, "REDACT", {"commits": list(commits), "ground": "request"})

    def shred(self, by: Person, space: Id) -> Commit:
        return self.control(by, space, "SHRED", {"space": space, "ground": "expired"})

    def keywrap(self, by: Person, space: Id, *teams: Id) -> Commit:
        fields = {
            "of": "space", "owner": space, "key": new_id(), "kind": "space", "previous": None,
            "wraps": [["team", team, b"wrap"] for team in teams],
        }  # fmt: skip
        return self.control(by, space, "KEYWRAP", fields)

    def grant(self, by: Person, space: Id, hours: float = 24, **fields: Any) -> Commit:
        until = self.clock.now_ms() + int(hours * 3600 * 1000)
        given = {"space": space, "user": by.user, "code": "night", "until": until}
        return self.control(by, space, "GRANT", given | fields)

    def wipe(self, device: Id, issuer: SigningKey | None = None) -> Commit:
        fields = {"device": device, "at": self.clock.now_ms()}
        return self.control(self.founder, self.space, "WIPE", fields, issuer or self.admin_key)

    def blob(self, by: Person, space: Id, blob: Id, data: bytes, **fields: Any) -> Commit:
        named = {"space": space, "blob": blob, "size": len(data), "hash": sha256(data)}
        return self.control(by, space, "BLOB", named | fields)

    def founding(self) -> list[Commit]:
        admin = {"user": self.founder.user, "key": self.admin_key.public, "root": self.root.public}
        return [
            self.control(self.founder, self.space, "ADMIN", admin, self.root),
            self.member(self.founder, role="admin"),
            self.device(self.founder),
            self.assign(self.founder, self.team_space, "team", self.team),
        ]


class LaptopStore:
    """`ports.Store` of one laptop in memory; judges who wrote a commit with the real vault.Trust."""

    def __init__(self, organisation: Organisation) -> None:
        self.log: dict[Id, Commit] = {}
        self.waiting: dict[Id, bytes] = {}
        self.offered: list[bytes] = []  # units as they came or were made, for a restored server
        self.at = Cursor()
        self.tasks: dict[Id, Task] = {}
        self.apart: list[Refusal] = []
        self.greetings: list[Greeting] = []
        self.trust = Trust(organisation.id, organisation.root.public)
        self.crash_next = False
        self.to_compare = False
        self.known: dict[Id, bytes] = {}

    def write(self, *commits: Commit) -> None:
        raw = encode_unit(commits)
        for item in read_unit(raw):
            self.log[item.header.id] = item.commit
        self.waiting[read_unit(raw)[0].header.id] = raw
        self.offered.append(raw)

    def cursor(self, organisation: Id) -> Cursor:
        return self.at

    def outbox(self, organisation: Id, units: int, size: int) -> list[OutUnit]:
        return [OutUnit(key, raw) for key, raw in itertools.islice(self.waiting.items(), units)]

    def acknowledged(self, organisation: Id, keys: list[Id]) -> None:
        for key in keys:
            del self.waiting[key]

    def refused(self, organisation: Id, key: Id, refusal: Refusal) -> None:
        del self.waiting[key]
        self.apart.append(refusal)

    def apply_page(self, organisation: Id, page: Page) -> Applied:
        applied = self._take(page)
        self.at = Cursor(page.epoch, page.next)
        for granted in page.granted:
            self.tasks[granted.space] = Task(granted.space, 0, granted.upto)
        return applied

    def backfills(self, organisation: Id) -> list[Task]:
        return list(self.tasks.values())

    def apply_backfill(self, organisation: Id, task: Task, page: Page) -> Applied:
        applied = self._take(page)
        self.tasks[task.space] = Task(task.space, page.next, task.upto)
        if page.next >= task.upto:
            del self.tasks[task.space]
        return applied

    def drop_backfill(self, organisation: Id, space: Id) -> None:
        del self.tasks[space]

    def reoffer(self, organisation: Id, epoch: int, resume: int) -> None:
        self.at = Cursor(epoch, min(self.at.seq, resume))
        self.tasks = {space: task for space, task in self.tasks.items() if task.upto <= resume}
        self.waiting = {read_unit(raw)[0].header.id: raw for raw in self.offered}

    def compare_due(self, organisation: Id) -> bool:
        return self.to_compare

    def doubt(self, organisation: Id) -> None:
        self.to_compare = True

    def tally(self, organisation: Id) -> dict[Id, Count]:
        waiting = {item.header.id for raw in self.waiting.values() for item in read_unit(raw)}
        refused = {commit for item in self.apart for commit in item.ids}
        return count(
            (decode_header(commit.header).space, id)
            for id, commit in self.log.items()
            if id not in waiting | refused
        )

    def mend(self, organisation: Id, differing: dict[Id, bytes]) -> list[Id]:
        self.to_compare = False
        spaces = [space for space, how in differing.items() if self.known.get(space) != how]
        for space in spaces:
            self.tasks[space] = Task(space, 0, self.at.seq)
            units = [read_unit(raw) for raw in self.offered]
            for unit, raw in zip(units, self.offered, strict=True):
                if any(item.header.space == space for item in unit):
                    self.waiting[unit[0].header.id] = raw
        self.known.update(differing)
        return spaces

    def greeted(self, organisation: Id, greeting: Greeting) -> None:
        self.greetings.append(greeting)

    def _take(self, page: Page) -> Applied:
        if self.crash_next:
            self.crash_next = False
            raise Crash
        new, refused = 0, []
        for unit in page.units:
            self._hear(unit)
        for unit in page.units:
            good = [item for item in unit if self._judge(item, refused)]
            new += len(good)
            self.log.update((item.header.id, item.commit) for item in good)
            if good:
                self.offered.append(encode_unit([item.commit for item in good]))
        self.apart += [*page.refused, *refused]
        return Applied(new, tuple(refused))

    def _hear(self, unit: tuple[Arrived, ...]) -> None:
        """People first: the device that signs a statement may be named after it. They prove themselves."""
        for item in unit:
            stated = item.header.control and item.commit.body is not None
            control = decode_control(item.commit.body or b"") if stated else None
            if control and control.attestation:
                with contextlib.suppress(Refused):
                    self.trust.take(control)

    def _judge(self, item: Arrived, refused: list[Refusal]) -> bool:
        if item.header.id in self.log:
            return False
        try:
            self.trust.verify(item.commit)
        except Refused as error:
            refused.append(Refusal((item.header.id,), error.code, error.text))
            return False
        return True


class Crash(Exception):
    """The laptop died here."""


class LoopWire:
    """Carries requests to an API in this process. `faults`: what happens to coming requests, one word each."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.faults: list[str] = []
        self.broken = ""  # the path whose replies never arrive
        self.largest = 1 << 62  # a body above this breaks the line
        self.sent: list[Request] = []
        self.twist: Any = None  # a dishonest server: changes a reply's body

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        bare, _, query = path.partition("?")
        pairs = dict(part.split("=") for part in query.split("&") if part)
        request = Request(method, bare, pairs, {k.lower(): v for k, v in headers.items()}, body)
        self.sent.append(request)
        fault = self.faults.pop(0) if self.faults and method == "POST" else ""
        if fault == "lost request" or len(body) > self.largest:
            raise Cut("weg")
        reply: Reply = self.api.handle(request)
        if fault == "lost reply" or bare == self.broken:
            raise Cut("weg")
        return reply.status, self.twist(bare, reply.body) if self.twist else reply.body


class Laptop:
    """A person's laptop: store, wire and transport."""

    def __init__(self, world: "World", who: Person, *, founding: bytes = b"") -> None:
        self.world, self.who = world, who
        self.store = LaptopStore(world.org)
        self.wire = LoopWire(world.api)
        self.transport = SignedTransport(self.wire, world.org.id, who.device, who.key, founding=founding)

    def sync(self) -> engine.Outcome:
        return engine.sync(self.store, self.transport, self.world.clock)

    def note(self, space: Id, text: bytes = b"ciphertext") -> Id:
        commit = self.world.org.note(self.who, space, text)
        self.store.write(commit)
        return read_unit(encode_unit([commit]))[0].header.id


class World:
    """A server and an organisation with one laptop, not yet founded."""

    def __init__(self, path: Place, options: Options | None = None) -> None:
        self.clock = FakeClock()
        self.path = path
        self.options = options or Options(open_=True)
        self.blobs = FolderBlobs(Path(tempfile.gettempdir()) / f"wijkdesk-blobs-{new_id().hex()}")
        self.database = open_database(path)
        self.api = Api(self.database, self.clock, self.options, blobs=self.blobs)
        self.org = Organisation(self.clock)
        self.boss = Laptop(self, self.org.founder)
        self.boss.store.write(*self.org.founding())

    def founded(self) -> "World":
        self.boss.sync()
        return self

    def hire(self, *, team: Id | None = None, role: str = "worker") -> Laptop:
        """A colleague let in by the administrator, whose laptop has not spoken yet."""
        who = Person()
        self.boss.store.write(self.org.member(who, team=team, role=role), self.org.device(who))
        self.boss.sync()
        return Laptop(self, who)

    def dossier(self, laptop: Laptop, *holders: tuple[str, Id]) -> Id:
        """A fresh space with one note, claimed by this laptop's user, and by others when named."""
        space = new_id()
        given = [("user", laptop.who.user), *holders]
        claims = [self.org.assign(laptop.who, space, kind, who) for kind, who in given]
        laptop.store.write(*claims, self.org.note(laptop.who, space))
        return space

    def sealed_dossier(self, laptop: Laptop, *teams: Id) -> Id:
        """A fresh space with one note, whose key is wrapped to the team (or other teams); pushed."""
        space = self.dossier(laptop)
        laptop.store.write(self.org.keywrap(laptop.who, space, *(teams or (self.org.team,))))
        laptop.sync()
        return space

    def reopen(self) -> None:
        """A server process that starts again on the same file."""
        self.database.close()
        self.database = open_database(self.path)
        self.api = Api(self.database, self.clock, self.options, blobs=self.blobs)

    def put_back(self, copy: Path, place: Place) -> None:
        """A server that is stopped, gets a backup and starts again; laptops must be pointed to its API."""
        self.database.close()
        self.clock.advance(1000)
        restore(copy, place, self.clock)
        self.path = place
        self.reopen()

    def close(self) -> None:
        self.database.close()
        shutil.rmtree(self.blobs.folder, ignore_errors=True)

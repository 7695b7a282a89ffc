"""`wijkdesk bench sync`: import, push, fresh pull, nothing to do, and a cut, over a real line to a real server.

Server and line are processes of their own; bytes are those of HTTP (bench/proxy.py). Each figure stands beside the
processor time of this process and of the server's (without its database, when that is PostgreSQL).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from wijkdesk.bench import fill, machine, records
from wijkdesk.bench.proxy import Line
from wijkdesk.models.person import Person
from wijkdesk.services import admitting, dossiers, invitations, joining, servers, syncing
from wijkdesk.services.dossiers import NewHousehold
from wijkdesk.services.servers import Server, over_https
from wijkdesk.storage import queries

if TYPE_CHECKING:
    from wijkdesk.core.ids import Id
    from wijkdesk.services.session import Session
    from wijkdesk.storage.identity import Identity
    from wijkdesk.sync import protocol as p
    from wijkdesk.sync.transport import SignedTransport

_MANY = 200  # records in a commit of an import
_AIMS = {
    "push_s": 1.0,
    "push_bytes_up": 3_600_000,
    "pull_s": 2.5,
    "noop_s": 0.1,
    "noop_bytes": 1_000,
}  # for 10,000 records of 1 KB


@dataclass
class Spent:
    """What a stretch of work took: seconds by the clock, of this process, of the server's; bytes up and down."""

    wall: float = 0.0
    cpu: float = 0.0
    up: int = 0
    down: int = 0
    served: float = 0.0


@dataclass
class Watch:
    """Passes requests on and notes when the last push was answered."""

    real: SignedTransport
    begun: float = 0.0
    begun_cpu: float = 0.0
    acked: float = 0.0
    acked_cpu: float = 0.0

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - all that the real one has
        return getattr(self.real, name)

    def hello(self, message: p.Hello) -> p.HelloReply:
        """The first greeting starts the clock."""
        if not self.begun:
            self.begun, self.begun_cpu = time.perf_counter(), time.process_time()
        return self.real.hello(message)

    def push(self, message: p.Push) -> p.PushReply:
        """Each answer may be the last."""
        reply = self.real.push(message)
        self.acked, self.acked_cpu = time.perf_counter(), time.process_time()
        return reply


@dataclass
class Place:
    """A server with a line to it, and the folder in which profiles are made."""

    folder: Path
    line: Line
    server: Server
    pid: int
    count: int = 0
    watch: Watch | None = field(default=None)

    def founder(self) -> Session:
        """A new profile with an organisation of its own, known to the server."""
        session = fill.make(self._next())
        servers.keep_server(session, self.server)
        self.share(session)
        return session

    def member(self, boss: Session) -> Session:
        """An empty profile that was let in and has not heard of it yet."""
        raw = invitations.invite(boss, "Collega")
        invitation = invitations.read_invitation(raw, boss.store.clock.now_ms())
        session, _code = joining.join(
            self._next(), fill.PASSPHRASE, "Collega", invitation, function="coach", strain=fill.CHEAP
        )
        syncing.sync_now(session)
        self.share(boss)
        (newcomer,) = admitting.pending(boss)
        admitting.admit(boss, newcomer)
        self.share(boss)
        return session

    def _next(self) -> Path:
        self.count += 1
        return self.folder / str(self.count)

    def share(self, session: Session) -> Spent:
        """One round with the server; raises when something stood in the way."""
        spent = self.try_share(session)
        if spent is None:
            raise RuntimeError("the line broke")
        return spent

    def try_share(self, session: Session) -> Spent | None:
        """One round; None when the line broke."""
        up, down = self.line.tell()
        served = machine.busy_s(self.pid)
        start, cpu = time.perf_counter(), time.process_time()
        result = syncing.sync_now(session, connect=self._connect)
        took, used = time.perf_counter() - start, time.process_time() - cpu
        served = machine.busy_s(self.pid) - served
        after = self.line.tell()
        if result.offline:
            return None
        if result.trouble is not None:
            raise result.trouble
        return Spent(took, used, after[0] - up, after[1] - down, served)

    @contextmanager
    def _connect(self, identity: Identity, server: Server) -> Iterator[Watch]:
        with over_https(identity, server) as transport:
            self.watch = Watch(transport)  # type: ignore[arg-type]
            yield self.watch


@contextmanager
def running(folder: Path, database: str | None) -> Iterator[Place]:
    """A server process on a file or at a URL, and a line to it."""
    where = ["--database", database] if database else ["--file", str(folder / "server.db")]
    command = [
        sys.executable, "-m", "wijkdesk.cli", "server", "serve", *where,
        "--port", "0", "--tls", str(folder / "tls"), "--blobs", str(folder / "blobs"), "--open",
    ]  # fmt: skip
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as child:
        assert child.stdout is not None, "it was opened with a pipe"
        ready = json.loads(child.stdout.readline())
        try:
            with Line(folder / "tls", int(ready["url"].rsplit(":", 1)[1])) as line:
                yield Place(folder, line, Server(line.url, bytes.fromhex(ready["certificate"])), child.pid)
        finally:
            child.terminate()


def bring_in(session: Session, space: Id, path: Path, *, each: bool) -> Spent:
    """Import a file into a dossier: 200 records in a commit, or one in each."""
    start, cpu = time.perf_counter(), time.process_time()
    left = records.read(path, space)
    while some := list(islice(left, 1 if each else _MANY)):
        with session.store.unit("import") as unit:
            for record in some:
                unit.create(record)
    return Spent(time.perf_counter() - start, time.process_time() - cpu)


def filled(place: Place, path: Path, *, each: bool) -> tuple[Session, Session, Spent]:
    """An organisation with the records, not yet pushed, and an empty profile that will get them."""
    boss = place.founder()
    member = place.member(boss)
    space = dossiers.open_dossier(boss, NewHousehold(name="Meting")).space
    dossiers.assign(boss, space, member.user)
    place.share(boss)
    return boss, member, bring_in(boss, space, path, each=each)


def measure(place: Place, path: Path, *, each: bool, devices: int) -> dict[str, float]:
    """All figures, in the order they are made."""
    boss, member, brought = filled(place, path, each=each)
    pushed = place.share(boss)
    watch = place.watch
    assert watch is not None, "there was a round"
    pulled = place.share(member)
    assert held(member) == held(boss), "all records came over"
    place.share(boss)  # takes what the newcomer wrote of himself
    quiet = place.share(boss)
    found = {
        "records": held(boss),
        "import_s": brought.wall,
        "import_cpu_s": brought.cpu,
        "push_s": watch.acked - watch.begun,
        "push_cpu_s": watch.acked_cpu - watch.begun_cpu,
        "push_server_cpu_s": pushed.served,
        "push_round_s": pushed.wall,
        "push_bytes_up": pushed.up,
        "push_bytes_down": pushed.down,
        "pull_s": pulled.wall,
        "pull_cpu_s": pulled.cpu,
        "pull_server_cpu_s": pulled.served,
        "pull_bytes_down": pulled.down,
        "pull_bytes_up": pulled.up,
        "noop_s": quiet.wall,
        "noop_cpu_s": quiet.cpu,
        "noop_server_cpu_s": quiet.served,
        "noop_bytes": quiet.up + quiet.down,
    }
    found |= fleet(place, [boss, member], devices) if devices > 2 else {}
    for session in (boss, member):
        session.close()
    return found | cut(place, path, each=each, usual=pushed.up)


def held(session: Session) -> int:
    """How many of the records a profile shows."""
    return len(queries.find(session.store, Person))


def cut(place: Place, path: Path, *, each: bool, usual: int) -> dict[str, float]:
    """The same push by another organisation, with the line cut at half: what went up more than usual."""
    boss, member, _brought = filled(place, path, each=each)
    up, _down = place.line.tell(cut_after=usual // 2)
    rounds = 1
    while place.try_share(boss) is None:
        rounds += 1
    now, _down = place.line.tell()
    place.share(member)
    assert held(member) == held(boss), "nothing was lost by the cut"
    for session in (boss, member):
        session.close()
    return {"cut_extra_bytes": now - up - usual, "cut_rounds": rounds}


def fleet(place: Place, sessions: list[Session], devices: int) -> dict[str, float]:
    """More laptops that pull all of it; then each changes one record, and all share twice."""
    boss = sessions[0]
    space = queries.find(boss.store, Person, limit=1)[0].space
    pulls = []
    for _number in range(devices - len(sessions)):
        member = place.member(boss)
        dossiers.assign(boss, space, member.user)
        place.share(boss)
        pulls.append(place.share(member))
        sessions.append(member)
    for session in sessions:
        place.share(session)
    shares = []
    for number, session in enumerate(sessions):
        record = queries.find(session.store, Person, space=space, limit=devices)[number]
        with session.store.unit("edit") as unit:
            unit.change(record, alias=f"veranderd {number}")
    for _turn in range(2):
        shares += [place.share(session) for session in sessions]
    for session in sessions[2:]:
        session.close()
    return {
        "devices": devices,
        "device_pull_s": median(one.wall for one in pulls),
        "device_share_s": median(one.wall for one in shares),
        "device_share_cpu_s": median(one.cpu for one in shares),
        "device_share_server_cpu_s": median(one.served for one in shares),
        "device_share_bytes": median(one.up + one.down for one in shares),
    }


def main(argv: Sequence[str]) -> int:
    """Measure, print, and say which aims for 10,000 records are met; 1 when one is not."""
    options = _options(argv)
    if options.make is not None:
        records.make(options.records, options.make)
    with tempfile.TemporaryDirectory(prefix="wijkdesk-bench-") as name:
        folder = Path(name)
        with running(folder, options.database) as place:
            found = measure(place, options.records, each=options.each, devices=options.devices)
    missed = [name for name, limit in _AIMS.items() if found[name] > limit]
    if options.json:
        sys.stdout.write(json.dumps({name: round(value, 4) for name, value in found.items()}) + "\n")
        return 0
    sys.stdout.write(f"{machine.describe()}\n{_words(found, missed)}\nload {machine.load()}\n")
    return 1 if missed else 0


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="wijkdesk bench sync", description=__doc__)
    parser.add_argument("--records", type=Path, required=True, help="a file with one JSON object a line")
    parser.add_argument("--make", type=int, metavar="N", help="first write N records to that file")
    parser.add_argument("--database", help="postgresql://... of an empty database; else a SQLite file")
    parser.add_argument("--each", action="store_true", help="one record in a commit instead of 200")
    parser.add_argument("--devices", type=int, default=2, help="how many laptops share the records")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    return parser.parse_args(argv)


def _words(found: dict[str, float], missed: Sequence[str]) -> str:
    lines = []
    for name, value in found.items():
        aim = f"  (aim {_AIMS[name]:g}: {'NOT MET' if name in missed else 'met'})" if name in _AIMS else ""
        lines.append(
            f"{name:20} {value:12.3f}{aim}" if name.endswith("_s") else f"{name:20} {value:12.0f}{aim}"
        )
    return "\n".join(lines)

"""Parts of a run of T1: the server with places to stand still at, a line with tiny pages, a laptop that loses power."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from tests.scenarios.two_laptops import START_MS
from tests.sync.convergence_template import LATE, NAMES, Template, log_of
from tests.sync.world import LoopWire
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.ids import Id
from wijkdesk.models.base import Record
from wijkdesk.server import standing
from wijkdesk.server.api import Api
from wijkdesk.server.reading import Reader
from wijkdesk.services import syncing
from wijkdesk.services.servers import Server
from wijkdesk.services.session import Session
from wijkdesk.storage.store import FILE, Store
from wijkdesk.sync import protocol as p
from wijkdesk.sync.transport import SignedTransport

PAUSED: dict[str, Callable[[], object]] = {}  # what others do while the server stands still there, once


def pause(where: str) -> None:
    """The server stands still here: someone else may act."""
    act = PAUSED.pop(where, None)
    if act is not None:
        act()


class Died(BaseException):
    """The laptop lost its power here."""


class TrialReader(Reader):
    """Lets someone act just after the head was read."""

    def head(self) -> tuple[int, int]:
        found = super().head()
        pause("head")
        return found


class TrialApi(Api):
    """Lets someone act between the check of a push and its transaction."""

    def _authentic(self, request: Any, who: Any) -> p.Push:
        push = super()._authentic(request, who)
        pause("push")
        return push

    def reader(self, connection: Any, caller: Any) -> Reader:
        return TrialReader(connection, caller)


@contextmanager
def meanwhile(where: str, act: Callable[[], object]) -> Iterator[None]:
    """Someone acts while the server stands still at a place: "push", "head", or on PostgreSQL "lock".

    There a push may be overtaken in its midst, just before it takes its lock (standing.py); SQLite lets one in at
    a time.
    """
    real = standing.lock

    def lock(connection: Any, organisation: Id) -> standing.Standing | None:
        pause("lock")
        return real(connection, organisation)

    standing.lock = lock
    PAUSED[where] = act
    try:
        yield
    finally:
        PAUSED.clear()
        standing.lock = real


class SmallPages(SignedTransport):
    """Asks for pages so small that units hit their ends."""

    limit = 1000

    def pull(self, message: p.Pull) -> p.PullReply:
        return super().pull(msgspec.structs.replace(message, limit=min(message.limit, self.limit)))

    def backfill(self, message: p.Backfill) -> p.BackfillReply:
        return super().backfill(msgspec.structs.replace(message, limit=min(message.limit, self.limit)))


class Laptop:
    """A person, an open profile and a line to the server."""

    def __init__(self, folder: Path, template: Template, api: Api, number: int) -> None:
        self.template, self.number = template, number
        self.folder = folder / NAMES[number]
        self.folder.mkdir()
        shutil.copy(template.folder / f"{NAMES[number]}.db", self.folder / FILE)
        self.clock = FakeClock(START_MS)
        self.wire = LoopWire(api)
        self.limit = 1000
        self.editing: tuple[Record, str, tuple[bytes, ...], frozenset[bytes]] | None = None
        self.open()

    def open(self) -> None:
        self.store = Store(self.folder, self.template.keys[self.number], clock=self.clock)
        self.session = Session(self.folder, self.store, None)  # type: ignore[arg-type]

    def close(self) -> None:
        self.store.close()

    def sync(self, limit: int = 1000) -> syncing.SyncResult:
        self.limit = limit
        return syncing.sync_now(self.session, connect=self.connect)

    @contextmanager
    def connect(self, identity: Any, _server: Server) -> Iterator[SignedTransport]:
        line = SmallPages(self.wire, identity.organisation, identity.device, identity.device_key)
        line.limit = self.limit
        yield line

    def dies_at(self, transaction: int) -> None:
        """Lose power just before the COMMIT of the so many-th transaction; 0 = never."""
        real, left = self.store.database.write, transaction

        @contextmanager
        def write() -> Iterator[Any]:
            nonlocal left
            with real() as connection:
                yield connection
                left -= 1
                if left == 0:
                    raise Died

        self.store.database.write = write  # type: ignore[method-assign]

    def known(self) -> set[bytes]:
        return {commit for commit, _space in log_of(self.store, self.template.spaces)}

    def has_all_of(self, space: Id) -> bool:
        """Whether it can read a space, and no past of it is still to come."""
        tasks = self.store.execute("SELECT seq < upto FROM cursor WHERE space = ?", (space,))
        late = self.number == LATE and space == self.template.space
        return not any(open_ for (open_,) in tasks) and (bool(tasks) or not late)

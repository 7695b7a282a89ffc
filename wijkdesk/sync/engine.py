"""One round of sync as a function of (store, transport, clock, progress): greet, push, pull, backfill. Pure.

No threads, no timing, no retries in time: who calls it decides when. Every step may be cut anywhere and done
again; nothing is lost or counted double (store-and-sync.md §3.2, I6-I9 and I12).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.core.progress import Silent
from wijkdesk.sync import protocol as p
from wijkdesk.sync.codes import refusal, sentence
from wijkdesk.sync.digest import differences
from wijkdesk.sync.ports import Cursor, Cut, Greeting, Page, Refusal
from wijkdesk.sync.receive import introduces_itself, read_unit, sort_out

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wijkdesk.core.clock import Clock
    from wijkdesk.core.progress import Progress
    from wijkdesk.sync.ports import Applied, OutUnit, Store, Task, Transport

R = TypeVar("R")
PUSH_UNITS = p.MAX_UNITS
PUSH_BYTES = 384 * 1024  # of one push: what a cut may cost to send again (docs/measured.md)
PULL_COMMITS = 1000
_ALL_UNITS, _ALL_BYTES = 100_000, 1 << 30  # all of the outbox, to look for the few that introduce a laptop
_ROUNDS = 3  # how often the server may turn out to be restored while we talk to it


@dataclass
class Outcome:
    """What a round of sync did, in units pushed and commits pulled; the store holds all of it already."""

    pushed: int = 0
    known: int = 0
    pulled: int = 0
    refused: list[Refusal] = field(default_factory=list)
    pending: tuple[p.PendingJoin, ...] = ()
    offset_ms: int = 0
    restored: bool = False


class _Restored(Exception):
    """The server's epoch changed while we talked to it: greet it again."""


class Portion:
    """How much to ask at once: halves when the line breaks, and gives up when the smallest breaks too."""

    def __init__(self, size: int) -> None:
        self.size = size

    def attempt(self, step: Callable[[int], R]) -> R:
        """The result of `step(size)`; after a `Cut` again with half as much, down to one."""
        while True:
            try:
                return step(self.size)
            except Cut:
                if self.size == 1:
                    raise
                self.size = max(1, self.size // 2)


def sync(store: Store, transport: Transport, clock: Clock, progress: Progress | None = None) -> Outcome:
    """Bring store and server together; raises `Offline`, `Cut`, `Refused` or `Cancelled`, all harmless."""
    run = _Round(store, transport, clock, progress or Silent())
    for _attempt in range(_ROUNDS):
        try:
            run.go()
        except _Restored:
            continue
        return run.outcome
    raise refusal("bad_server")


class _Round:
    """The steps of one round, on one organisation."""

    def __init__(self, store: Store, transport: Transport, clock: Clock, progress: Progress) -> None:
        self.store = store
        self.transport = transport
        self.clock = clock
        self.progress = progress
        self.organisation: Id = transport.organisation
        self.outcome = Outcome()
        self.whole: int | None = None  # the head up to which all is here; None = somebody else wrote too

    def go(self) -> None:
        reply = self.greet()
        due = self.store.compare_due(self.organisation)  # what goes wrong in this round is told first
        cursor = self.store.cursor(self.organisation)
        self.whole = cursor.seq if reply.head == cursor.seq else None
        self.push()
        if self.whole is None:
            self.pull(max(reply.head, 1))
        elif self.whole > cursor.seq:
            self.store.apply_page(self.organisation, Page(reply.epoch, self.whole, ()))
        self.fetch_past()
        if due:
            self.compare()

    def greet(self) -> p.HelloReply:
        """Say hello; an organisation or laptop that the server has never seen introduces itself by pushing first."""
        try:
            return self.hello()
        except Refused as error:
            if error.code == "unknown_device" and self.introduce():
                return self.hello()
            if error.code != "unknown_organisation" or self.store.cursor(self.organisation).epoch:
                raise
        if not self.store.outbox(self.organisation, 1, 1):
            raise refusal("unknown_organisation")
        self.push()
        return self.hello()

    def introduce(self) -> bool:
        """A laptop put back from a backup: push what its administrator says about it; False when there is none."""
        waiting = self.store.outbox(self.organisation, _ALL_UNITS, _ALL_BYTES)
        units = [unit for unit in waiting if introduces_itself(read_unit(unit.raw))]
        if not units:
            return False
        reply = self.transport.push(p.Push(units=tuple(unit.raw for unit in units)))
        self.settle(units, reply)
        return not reply.rejected

    def hello(self) -> p.HelloReply:
        cursor = self.store.cursor(self.organisation)
        before = self.clock.now_ms()
        reply = self.transport.hello(p.Hello(epoch=cursor.epoch, cursor=cursor.seq))
        self.outcome.offset_ms = reply.now - (before + self.clock.now_ms()) // 2
        self.outcome.pending = reply.pending
        self.store.greeted(
            self.organisation, Greeting(reply.now, self.outcome.offset_ms, lease_days=reply.lease_days)
        )
        self.follow_epoch(cursor, reply)
        return reply

    def follow_epoch(self, cursor: Cursor, reply: p.HelloReply) -> None:
        """A restored server gets back what we hold; so does one that lost its end without saying so."""
        if cursor.epoch and (cursor.epoch != reply.epoch or reply.head < cursor.seq):
            resume = reply.resume if cursor.epoch != reply.epoch else 0
            self.store.reoffer(self.organisation, reply.epoch, min(resume, reply.head))
            self.outcome.restored = True
        elif not cursor.epoch:
            self.store.apply_page(self.organisation, Page(reply.epoch, cursor.seq, ()))

    # push

    def push(self) -> None:
        portion = Portion(PUSH_UNITS)
        while units := portion.attempt(self.push_some):
            self.progress.report(self.outcome.pushed, self.outcome.pushed + len(units), _("Versturen"))

    def push_some(self, size: int) -> Sequence[OutUnit]:
        """Offer the oldest units; what the server has is out of the outbox, what it refuses is set apart."""
        units = self.store.outbox(self.organisation, size, PUSH_BYTES)
        if not units:
            return ()
        try:
            reply = self.transport.push(p.Push(units=tuple(unit.raw for unit in units)))
        except Refused as error:
            if error.code != "too_big":
                raise
            if len(units) > 1:
                raise Cut(error.text) from error
            self.set_apart(units[0], error.code)
            return units
        self.settle(units, reply)
        self.follow(units, reply)
        return units

    def follow(self, units: Sequence[OutUnit], reply: p.PushReply) -> None:
        """Whether the log grew by just what we sent: then there is nothing to read back.

        A control commit may open a space for us, which only a pull tells.
        """
        if self.whole is not None:
            read = [read_unit(unit.raw) for unit in units]
            grown = self.whole + sum(map(len, read))
            plain = not any(item.header.control for unit in read for item in unit)
            alone = reply.accepted == len(units) and reply.head == grown
            self.whole = grown if alone and plain else None

    def settle(self, units: Sequence[OutUnit], reply: p.PushReply) -> None:
        rejected = {item.unit: item for item in reply.rejected}
        if len(rejected) + reply.accepted + reply.known != len(units) or max(rejected, default=0) >= len(
            units
        ):
            raise refusal("bad_server")
        safe = [unit.key for index, unit in enumerate(units) if index not in rejected]
        self.store.acknowledged(self.organisation, safe)
        for index, item in sorted(rejected.items()):
            self.set_apart(units[index], item.code, item.id)
        self.outcome.pushed += reply.accepted
        self.outcome.known += reply.known

    def set_apart(self, unit: OutUnit, code: str, commit: Id | None = None) -> None:
        found = Refusal((commit,) if commit else (), code, sentence(code), unit.raw)
        self.store.refused(self.organisation, unit.key, found)
        self.outcome.refused.append(found)

    # pull

    def pull(self, head: int) -> None:
        portion = Portion(PULL_COMMITS)
        more = True
        while more:
            more = portion.attempt(self.pull_some)
            self.progress.report(min(self.store.cursor(self.organisation).seq, head), head, _("Ophalen"))

    def pull_some(self, size: int) -> bool:
        """Take one page; whether there is more."""
        cursor = self.store.cursor(self.organisation)
        reply = self.transport.pull(p.Pull(since=cursor.seq, limit=size))
        self.check(reply, cursor.epoch, cursor.seq)
        units, bad = sort_out(reply.units, self.organisation)
        page = Page(reply.epoch, reply.next, units, bad, reply.granted)
        self.count(self.store.apply_page(self.organisation, page), bad)
        return reply.more

    def check(self, reply: p.PullReply | p.BackfillReply, epoch: int, since: int) -> None:
        if reply.epoch != epoch:
            raise _Restored
        if reply.next < since or (reply.more and reply.next == since):
            self.store.doubt(self.organisation)
            raise refusal("bad_server")

    def count(self, applied: Applied, bad: Sequence[Refusal]) -> None:
        self.outcome.pulled += applied.new
        self.outcome.refused += [*bad, *applied.refused]
        if bad or applied.refused:
            self.store.doubt(self.organisation)

    # backfill

    def fetch_past(self) -> None:
        tasks = self.store.backfills(self.organisation)
        for number, task in enumerate(tasks, 1):
            self.backfill(task)
            self.progress.report(number, len(tasks), _("Dossiers ophalen"))

    def backfill(self, task: Task) -> None:
        """Fetch the past of a space that became readable; it goes on next time where it was cut."""
        portion = Portion(PULL_COMMITS)
        try:
            while task.after < task.upto:
                task = portion.attempt(_Step(self, task))
        except Refused as error:
            if error.code != "no_access":
                raise
            self.store.drop_backfill(self.organisation, task.space)

    # compare

    def compare(self) -> None:
        """Hold the server's counts against our own; fetch and offer again each space that differs."""
        at = self.store.cursor(self.organisation)
        try:
            reply = self.transport.digest(p.Digest(upto=at.seq))
        except Refused as error:
            if error.code != "bad_request":
                raise
            return  # a server of before digests
        if reply.epoch != at.epoch:
            raise _Restored
        theirs = {Id(item.space): (item.count, item.xor) for item in reply.spaces}
        mended = self.store.mend(self.organisation, differences(self.store.tally(self.organisation), theirs))
        if mended:
            self.push()
            self.fetch_past()


@dataclass(frozen=True)
class _Step:
    """One page of a backfill."""

    run: _Round
    task: Task

    def __call__(self, size: int) -> Task:
        run, task = self.run, self.task
        ask = p.Backfill(space=task.space, after=task.after, upto=task.upto, limit=size)
        reply = run.transport.backfill(ask)
        run.check(reply, run.store.cursor(run.organisation).epoch, task.after)
        units, bad = sort_out(reply.units, run.organisation, task.space)
        after = reply.next if reply.more else task.upto
        run.count(run.store.apply_backfill(run.organisation, task, Page(reply.epoch, after, units, bad)), bad)
        return type(task)(task.space, after, task.upto)

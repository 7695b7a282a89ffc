"""Convergence on the real engine, server store and judge: whatever is cut, crossed or restored, all laptops end
with the same commits (store-and-sync.md §4.2, T1). Planted defects show that this test can fail."""

import dataclasses
import shutil
import tempfile
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.postgres import Cluster
from tests.sync.world import Crash, Laptop, LaptopStore, World
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import Id
from wijkdesk.server.api import Api
from wijkdesk.server.commands import backup
from wijkdesk.server.database import Place
from wijkdesk.server.reading import Reader
from wijkdesk.sync import protocol as p
from wijkdesk.sync.ports import Cut, OutUnit
from wijkdesk.sync.receive import read_unit
from wijkdesk.sync.transport import SignedTransport

# a disk in memory where there is one: this test is about order, not about fsync
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
WHO = st.integers(0, 2)
FAULT = st.sampled_from(["", "", "lost request", "lost reply"])


class SmallPages(SignedTransport):
    """Asks for pages so small that units hit their ends."""

    def pull(self, message: p.Pull) -> p.PullReply:
        return super().pull(msgspec.structs.replace(message, limit=min(message.limit, 2)))

    def backfill(self, message: p.Backfill) -> p.BackfillReply:
        return super().backfill(msgspec.structs.replace(message, limit=min(message.limit, 2)))


class CrossedReader(Reader):
    """Lets someone push while a page is being read, just after the head was."""

    def head(self) -> tuple[int, int]:
        found = super().head()
        cross(self)
        return found


def cross(reader: Reader) -> None:
    machine, CrossingApi.machine = CrossingApi.machine, None
    if machine is not None:
        machine.crossing()


class CrossingApi(Api):
    reader_kind: type[Reader] = CrossedReader
    machine: "Converge | None" = None

    def reader(self, connection, caller) -> Reader:
        return self.reader_kind(connection, caller)


class Converge(RuleBasedStateMachine):
    """Three laptops, a few spaces, one server."""

    store_kind: type[LaptopStore] = LaptopStore
    reader_kind: type[Reader] = CrossedReader
    cluster: Cluster | None = None

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="wijkdesk-converge-", dir=MEMORY))
        self.places: list[Place] = []
        self.world = World(self.place()).founded()
        self.laptops = [self.world.boss, self.world.hire(), self.world.hire()]
        for laptop in self.laptops:
            old = laptop.store
            laptop.store = self.store_kind(self.world.org)
            laptop.store.__dict__.update(old.__dict__)
            transport = laptop.transport
            laptop.transport = SmallPages(
                laptop.wire, transport.organisation, transport.device, transport.signer
            )
        self.holders: dict[Id, set[int]] = {}
        self.crosser = self.laptops[0]
        self.saved = False
        self.serve()
        for laptop in self.laptops:
            laptop.sync()
        self.units = [[item.header for item in read_unit(raw)] for raw in self.laptops[0].store.offered]

    def place(self) -> Place:
        """Where the server keeps its rows: the file, or a database without rows."""
        if self.cluster is None:
            return self.folder / "server.db"
        self.places.append(self.cluster.database())
        return self.places[-1]

    def end(self) -> None:
        self.world.close()
        shutil.rmtree(self.folder)
        for url in self.places:
            self.cluster.take_back(url)

    def serve(self) -> None:
        self.api = CrossingApi(
            self.world.database, self.world.clock, self.world.options, blobs=self.world.blobs
        )
        self.api.reader_kind = self.reader_kind
        for laptop in self.laptops:
            laptop.wire.api = self.api

    def note_unit(self, laptop: Laptop) -> None:
        self.units.append([item.header for item in read_unit(list(laptop.store.offered)[-1])])

    def space(self, number: int, who: int) -> Id:
        mine = [space for space in self.holders if self.works_in(who, space)]
        return [self.world.org.team_space, *mine][number % (len(mine) + 1)]

    def works_in(self, who: int, space: Id) -> bool:
        """A laptop can work in a space once it has all of it."""
        store = self.laptops[who].store
        spaces = {read_unit(raw)[0].header.space for raw in store.offered}
        return space in spaces and space not in store.tasks

    @rule(who=WHO, number=st.integers(0, 5), size=st.integers(1, 3), skew=st.integers(-5000, 5000))
    def write(self, who: int, number: int, size: int, skew: int) -> None:
        self.world.clock.advance(skew)
        laptop = self.laptops[who]
        first, second = self.space(number, who), self.space(number + 1, who)
        org = self.world.org
        laptop.store.write(*(org.note(laptop.who, (first, second)[i % 2]) for i in range(size)))
        self.note_unit(laptop)

    @rule(who=WHO, other=WHO)
    def open_dossier(self, who: int, other: int) -> None:
        laptop = self.laptops[who]
        space = self.world.dossier(laptop, ("user", self.laptops[other].who.user))
        self.holders[space] = {who, other}
        self.note_unit(laptop)

    @rule(who=WHO, number=st.integers(0, 5), other=WHO)
    def share(self, who: int, number: int, other: int) -> None:
        laptop, space = self.laptops[who], self.space(number, who)
        if space == self.world.org.team_space:
            return
        user = self.laptops[other].who.user
        laptop.store.write(self.world.org.assign(laptop.who, space, "user", user))
        self.holders[space].add(other)
        self.note_unit(laptop)

    @rule(who=WHO, faults=st.lists(FAULT, max_size=6), crash=st.booleans())
    def sync(self, who: int, faults: list[str], crash: bool) -> None:
        laptop = self.laptops[who]
        laptop.wire.faults = list(faults)
        laptop.store.crash_next = crash
        self.try_sync(laptop)
        laptop.wire.faults = []
        laptop.store.crash_next = False

    @rule(who=WHO, crosser=WHO)
    def sync_crossed(self, who: int, crosser: int) -> None:
        """Someone else pushes while this laptop's page is being read."""
        self.crosser = self.laptops[crosser]
        CrossingApi.machine = self if crosser != who else None
        self.try_sync(self.laptops[who])
        CrossingApi.machine = None

    def crossing(self) -> None:
        self.write(self.laptops.index(self.crosser), 0, 1, 0)
        self.try_sync(self.crosser)

    def try_sync(self, laptop: Laptop) -> None:
        try:
            laptop.sync()
        except (Cut, Crash):
            return

    @precondition(lambda self: not self.saved)
    @rule()
    def save(self) -> None:
        backup(self.world.path, self.folder / "copy.db")
        self.saved = True

    @precondition(lambda self: self.saved)
    @rule()
    def put_back(self) -> None:
        self.world.put_back(self.folder / "copy.db", self.place())
        self.serve()
        self.saved = False
        (self.folder / "copy.db").unlink()

    @invariant()
    def units_are_whole(self) -> None:
        """A laptop holds all of a unit that it may see, or nothing of it."""
        for who, laptop in enumerate(self.laptops):
            under_way = set(laptop.store.tasks)
            for unit in self.units:
                mine = [h for h in unit if self.may(who, h.space) and h.space not in under_way]
                assert len({h.id in laptop.store.log for h in mine if self.settled(h)} or {0}) == 1

    def settled(self, header) -> bool:
        """Spaces of several hands come in two ways (pull and backfill); wholeness is asked of team spaces."""
        return header.space in {self.world.org.team_space, self.world.org.space}

    def may(self, who: int, space: Id) -> bool:
        return space not in self.holders or who in self.holders[space]

    def teardown(self) -> None:
        if hasattr(self, "world"):
            try:
                self.agree()
            finally:
                self.end()

    def agree(self) -> None:
        """After enough quiet rounds every laptop has all it may see, and nothing waits or lies apart."""
        for _turn in range(3):
            for laptop in self.laptops:
                laptop.sync()
        for who, laptop in enumerate(self.laptops):
            expected = {h.id for unit in self.units for h in unit if self.may(who, h.space)}
            assert set(laptop.store.log) >= expected
            own = {h.id for unit in self.units for h in unit if h.device == laptop.who.device}
            assert own.isdisjoint({commit for item in laptop.store.apart for commit in item.ids})
            assert laptop.store.waiting == {}
            assert laptop.store.tasks == {}


def check(machine: type[Converge], examples: int) -> None:
    chosen = settings(
        max_examples=examples,
        stateful_step_count=15,
        deadline=None,
        print_blob=False,
        phases=[Phase.explicit, Phase.generate],
        report_multiple_bugs=False,
    )
    run_state_machine_as_test(machine, settings=chosen)


def test_all_laptops_end_alike() -> None:
    check(Converge, 40)


def test_all_laptops_end_alike_on_postgresql(postgres: Cluster) -> None:
    check(type("OnPostgresql", (Converge,), {"cluster": postgres}), 10)


@pytest.mark.slow
@pytest.mark.soak
def test_all_laptops_end_alike_often(postgres: Cluster) -> None:
    check(Converge, 500)
    check(type("OnPostgresql", (Converge,), {"cluster": postgres}), 500)


class HeadAfterRows(CrossedReader):
    """The defect of our first prototype (store-and-sync.md §3.4)."""

    def pull(self, ask: p.Pull) -> p.PullReply:
        where = self.seen(ask.since, 1 << 62)
        end = self.page_end(where, ask.limit)
        units = self.units(where, (1 << 62) if end is None else end)
        cross(self)
        epoch, head = Reader.head(self)
        upto = head if end is None else end
        granted = self.granted(ask.since, upto)
        return p.PullReply(epoch=epoch, next=upto, more=end is not None, units=units, granted=granted)


class PageInsideUnit(CrossedReader):
    """Ends a page by counting commits."""

    def page_end(self, seen, limit: int) -> int | None:
        rows = self.connection.scalars(seen.order_by(sa.text("seq")).limit(limit + 1)).all()
        return rows[limit - 1] if len(rows) > limit else None


class DropsOnSend(LaptopStore):
    """Takes a unit out of the outbox when it is sent, not when it is acknowledged."""

    def outbox(self, organisation: Id, units: int, size: int) -> list[OutUnit]:
        found = super().outbox(organisation, units, size)
        for unit in found:
            del self.waiting[unit.key]
        return found

    def acknowledged(self, organisation: Id, keys: list[Id]) -> None:
        pass


class NoBackfill(LaptopStore):
    """Forgets that a space became readable."""

    def apply_page(self, organisation: Id, page):
        return super().apply_page(organisation, dataclasses.replace(page, granted=()))


@pytest.mark.parametrize(
    ("part", "mutant"),
    [("reader_kind", PageInsideUnit), ("store_kind", DropsOnSend), ("store_kind", NoBackfill)],
)
def test_a_planted_defect_is_caught(part: str, mutant: type) -> None:
    broken = type(mutant.__name__, (Converge,), {part: mutant})
    with pytest.raises((AssertionError, Refused, KeyError)):
        check(broken, 300)


def missed_when_crossed(reader_kind: type[Reader], cluster: Cluster | None = None) -> bool:
    """Whether a colleague misses a commit that was pushed while his page was being read."""
    machine = Converge()
    machine.reader_kind = reader_kind
    machine.cluster = cluster
    try:
        machine.begin()
        machine.write(0, 0, 1, 0)
        machine.sync(0, [], False)
        machine.sync_crossed(1, 0)
        machine.sync(1, [], False)
        machine.sync(1, [], False)
        wanted = {header.id for unit in machine.units for header in unit}
        return not wanted <= set(machine.laptops[1].store.log)
    finally:
        machine.end()


def test_a_push_during_a_pull_is_never_missed(postgres: Cluster) -> None:
    assert not missed_when_crossed(CrossedReader)
    assert not missed_when_crossed(CrossedReader, postgres)


def test_reading_the_head_after_the_rows_is_caught(postgres: Cluster) -> None:
    assert missed_when_crossed(HeadAfterRows)
    assert missed_when_crossed(HeadAfterRows, postgres)

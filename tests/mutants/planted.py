"""Eleven ways to lose or hide what people wrote, each a small change of the real code that T1 must find.

They are planted by a monkeypatch for the time of a run and never stand in product code.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from tests.sync.convergence_parts import TrialApi, TrialReader, pause
from wijkdesk.core.clock import COUNTER_BITS, HybridClock
from wijkdesk.core.ids import Id
from wijkdesk.models.base import DELETED
from wijkdesk.server import reading, standing
from wijkdesk.server.reading import Reader
from wijkdesk.server.standing import Standing
from wijkdesk.storage import packing, sync_store
from wijkdesk.storage.store import Store
from wijkdesk.storage.sync_store import WHOLE, SyncStore
from wijkdesk.storage.unpacking import Sorted
from wijkdesk.sync import protocol as p
from wijkdesk.sync.envelope import unpack
from wijkdesk.sync.merge import RowState
from wijkdesk.sync.ports import Applied, OutUnit, Page
from wijkdesk.sync.receive import read_unit

_FOREVER = 1 << 40  # after every head
Planting = Callable[[pytest.MonkeyPatch], None]


def last_writer_wins(patch: pytest.MonkeyPatch) -> None:
    """Of several values the latest stays, and the others go."""
    apply = RowState.apply

    def latest(self: RowState, commit: bytes, hlc: int, device: bytes, fields: Mapping[str, Any]) -> None:
        apply(self, commit, hlc, device, fields)
        for heads in self.fields.values():
            heads[:] = [max(heads, key=lambda head: head.rank)] if heads else []

    patch.setattr(RowState, "apply", latest)


def wall_clock(patch: pytest.MonkeyPatch) -> None:
    """Commits are stamped with the laptop's own clock, whatever it has seen."""

    def tick(self: HybridClock) -> int:
        now = self.clock.now_ms() << COUNTER_BITS
        self.last = self.last + 1 if self.last >> COUNTER_BITS == now >> COUNTER_BITS else now
        return self.last

    patch.setattr(HybridClock, "tick", tick)
    patch.setattr(HybridClock, "see", lambda _self, _stamp: None)


def drop_on_lost_ack(patch: pytest.MonkeyPatch) -> None:
    """A unit leaves the outbox when it is sent, not when the server says that it has it."""
    outbox = SyncStore.outbox

    def sent(self: SyncStore, organisation: Id, units: int, size: int) -> Sequence[OutUnit]:
        found = outbox(self, organisation, units, size)
        self.acknowledged(organisation, [one.key for one in found])
        return found

    patch.setattr(SyncStore, "outbox", sent)


def serial_cursor(patch: pytest.MonkeyPatch) -> None:
    """Numbers are taken when a push begins, not in the order in which pushes are committed."""
    taken: list[int] = []
    lock, move, authentic = standing.lock, standing.move, TrialApi._authentic

    def begin(self: TrialApi, request: Any, who: Any) -> p.Push:
        count = 0
        with self.database.writing() as connection:
            now = standing.read(connection, who.organisation)
            if now is not None:
                count = sum(len(read_unit(raw)) for raw in unpack(p.Push, request.body).units)
                move(connection, who.organisation, Standing(now.epoch, now.head + count, now.changed))
                taken.append(now.head)
        return authentic(self, request, who)

    def early(connection: Any, organisation: Id) -> Standing | None:
        now = lock(connection, organisation)
        return Standing(now.epoch, taken.pop(), now.changed) if now and taken else now

    def keep(connection: Any, organisation: Id, now: Standing) -> None:
        there = standing.read(connection, organisation)
        move(
            connection,
            organisation,
            Standing(now.epoch, max(now.head, there.head if there else 0), now.changed),
        )

    patch.setattr(TrialApi, "_authentic", begin)
    patch.setattr(standing, "lock", early)
    patch.setattr(standing, "move", keep)


def head_after_rows(patch: pytest.MonkeyPatch) -> None:
    """The defect of our first prototype (store-and-sync.md §3.4)."""

    def pull(self: Reader, ask: p.Pull) -> p.PullReply:
        end = self.first_end(ask.since, _FOREVER, ask.limit)
        last = _FOREVER if end is None else end
        units = self.units(self.seen(ask.since, last), last)
        pause("head")
        epoch, head = Reader.head(self)
        upto = max(ask.since, head if end is None else end)
        granted = self.granted(ask.since, upto)
        return p.PullReply(epoch=epoch, next=upto, more=end is not None, units=units, granted=granted)

    patch.setattr(TrialReader, "pull", pull)


def page_without_cursor(patch: pytest.MonkeyPatch) -> None:
    """The cursor moves in one transaction and the page is taken in the next."""

    def apply_page(self: SyncStore, organisation: Id, page: Page) -> Applied:
        with self._store.writing() as connection:
            self._move(connection, organisation, WHOLE, page.epoch, page.next, page.next)
            for granted in page.granted:
                self._move(connection, organisation, Id(granted.space), page.epoch, 0, granted.upto)
        with self._store.writing() as connection:
            return self._take(connection, organisation, page)

    patch.setattr(SyncStore, "apply_page", apply_page)


def delete_wins(patch: pytest.MonkeyPatch) -> None:
    """What is deleted is gone, also when a colleague wrote in it meanwhile."""
    patch.setattr(RowState, "unseen_by_deleter", lambda _self: [])


def one_base(patch: pytest.MonkeyPatch) -> None:
    """Two people wrote the same; who changes it replaces only one of the two."""
    bases = RowState.bases

    def first(self: RowState, name: str, shown: Any) -> tuple[bytes, ...]:
        found = bases(self, name, shown)
        return found if name == DELETED else found[:1]

    patch.setattr(RowState, "bases", first)


def page_inside_unit(patch: pytest.MonkeyPatch) -> None:
    """A page ends after so many commits, whatever they belong to."""

    def page_end(self: Reader, seen: Any, limit: int) -> int | None:
        rows = self.connection.scalars(seen.order_by(sa.text("seq")).limit(limit + 1)).all()
        return rows[limit - 1] if len(rows) > limit else None

    patch.setattr(reading.Reader, "page_end", page_end)


def half_unit_offered(patch: pytest.MonkeyPatch) -> None:
    """What came by package without the rest of its unit is offered to the server all the same."""
    offer_on = sync_store._offer_on

    def offer(connection: Any, organisation: Id, taken: Sorted, known: Collection[bytes]) -> int:
        return offer_on(connection, organisation, replace(taken, whole=True), known)

    patch.setattr(sync_store, "_offer_on", offer)


def packed_is_acknowledged(patch: pytest.MonkeyPatch) -> None:
    """What was written to a stick counts as safe on the server."""
    packed = packing.packed

    def made(store: Store, *given: Any, **more: Any) -> None:
        packed(store, *given, **more)
        with store.writing() as connection:
            connection.exec_driver_sql("DELETE FROM outbox")

    patch.setattr(packing, "packed", made)


ALL: tuple[Planting, ...] = (
    last_writer_wins, wall_clock, drop_on_lost_ack, serial_cursor, head_after_rows, page_without_cursor,
    delete_wins, one_base, page_inside_unit, half_unit_offered, packed_is_acknowledged,
)  # fmt: skip

OF_THE_SERVER: tuple[Planting, ...] = (serial_cursor, head_after_rows, page_inside_unit)


@contextmanager
def planted(mutant: Planting) -> Iterator[None]:
    """The changed code, for as long as the block runs."""
    with pytest.MonkeyPatch.context() as patch:
        mutant(patch)
        yield

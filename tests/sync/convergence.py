"""T1: three real laptops and a real server in one process; what people do, and what goes wrong on the way.

A run is a list of steps, each a word and a few small numbers that always mean something, so that a failing run is
a fixed test by itself. Time costs nothing here: profiles and server are copies of a template on a disk in memory.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.postgres import Cluster
from tests.scenarios.two_laptops import START_MS
from tests.sync.convergence_model import Oracle, Write
from tests.sync.convergence_parts import Died, Laptop, TrialApi, meanwhile
from tests.sync.convergence_template import LATE, MEMORY, NAMES, Template
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.commit import decode_header
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import Id
from wijkdesk.core.progress import Silent
from wijkdesk.models.base import DELETED, Record
from wijkdesk.server.api import Options
from wijkdesk.server.blobs import FolderBlobs
from wijkdesk.server.commands import backup, restore
from wijkdesk.server.copying import copy_rows
from wijkdesk.server.database import Database, Place, is_url, open_database
from wijkdesk.services import conflicts, dossiers, opening_packages, packages, quarantine
from wijkdesk.storage import queries
from wijkdesk.storage.rows import Rows
from wijkdesk.storage.store import Store
from wijkdesk.storage.tables import TABLES

Step = tuple[Any, ...]
Trace = Sequence[Step]

DAY_MS = 24 * 3_600_000
VALUES = ("een", "twee", "drie")  # few, so that people often write the same


class Lost(AssertionError):
    """The promise was broken; says what."""


class Trial:
    """One run: its laptops, its server, and the oracle beside them."""

    def __init__(self, template: Template, cluster: Cluster | None = None) -> None:
        self.template, self.cluster = template, cluster
        self.folder = Path(tempfile.mkdtemp(prefix="wijkdesk-t1-run-", dir=MEMORY))
        self.places: list[Place] = []
        self.clock = FakeClock(START_MS)
        self.place = template.place if cluster is None else self._filled_place()
        self._serve(template.fresh() if cluster is None else open_database(self.place))
        self.oracle = Oracle()
        self.granted = False
        self.copy: Path | None = None
        self.sticks: list[tuple[int, Path]] = []
        self.laptops = [Laptop(self.folder, template, self.api, number) for number in range(3)]
        self.oracle.units.extend([pair] for pair in template.wrote)
        self._note_first()

    def run(self, trace: Trace) -> None:
        """Do the steps, then let everyone finish in peace, and check the promise. Raises `Lost`."""
        for step in trace:
            for laptop in self.laptops:
                laptop.clock.advance(1000)
            getattr(self, step[0])(*step[1:])
        self.settle()
        self.check_at_the_end()

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.close()
        if self.cluster is not None:
            self.database.close()
        shutil.rmtree(self.folder)
        for place in self.places:
            if self.cluster is not None and is_url(place):
                self.cluster.take_back(str(place))

    # where the server lives

    def _filled_place(self) -> Place:
        place = self._fresh_place()
        with (
            closing(open_database(self.template.folder / "server.db")) as source,
            closing(open_database(place)) as target,
            source.reading() as rows,
            target.writing() as into,
        ):
            copy_rows(rows, into)
        return place

    def _fresh_place(self) -> Place:
        if self.cluster is None:
            return self.template.place
        self.places.append(self.cluster.database())
        return self.places[-1]

    def _serve(self, database: Database) -> None:
        self.database = database
        blobs = FolderBlobs(self.folder / "blobs")
        self.api = TrialApi(database, self.clock, Options(open_=True), blobs=blobs)

    # what people do

    def edit(self, who: int, target: int, value: int) -> None:
        self._edit(who, [target], VALUES[value])

    def edit_two(self, who: int, value: int) -> None:
        """One use case that touches two spaces: a person in the dossier and the card that the team sees."""
        self._edit(who, [2, 3], VALUES[value])

    def _edit(self, who: int, targets: list[int], value: str) -> None:
        laptop = self.laptops[who]
        found = [(one, name) for one, name in map(self._target(laptop), targets) if one is not None]
        if not found:
            return
        saw = {(one.id, name): self._shown(laptop, one, name) for one, name in found}
        with laptop.store.unit("edit") as unit:
            for one, name in found:
                unit.change(one, **{name: value})
        self._wrote(laptop, unit.changes, dict.fromkeys(saw, value), saw)

    def begin(self, who: int, target: int) -> None:
        """Someone begins to type: what is on the screen now is what he will have seen."""
        laptop = self.laptops[who]
        one, name = self._target(laptop)(target)
        if one is not None:
            seen = queries.heads(laptop.store, one, name)
            laptop.editing = (one, name, seen, self._shown(laptop, one, name))

    def save(self, who: int, value: int) -> None:
        """What was typed becomes a commit, whatever came in meanwhile."""
        laptop = self.laptops[who]
        if laptop.editing is None:
            return
        one, name, seen, saw = laptop.editing
        laptop.editing = None
        known = laptop.known()
        own = {w.commit for w in self.oracle.heads((one.id, name), known) if w.laptop == who}
        with laptop.store.unit("edit") as unit:
            unit.change(one, seen={name: seen}, **{name: VALUES[value]})
        self._wrote(laptop, unit.changes, {(one.id, name): VALUES[value]}, {(one.id, name): saw | own})

    def delete(self, who: int, target: int) -> None:
        self._bin(who, target, True)

    def restore(self, who: int, target: int) -> None:
        self._bin(who, target, False)

    def _bin(self, who: int, target: int, away: bool) -> None:
        laptop = self.laptops[who]
        one, _name = self._target(laptop)(target)
        if one is None:
            return
        known = laptop.known()
        saw = self.oracle.all_shown(one.id, known)
        with laptop.store.unit("edit") as unit:
            (unit.delete if away else unit.restore)(one)
        self._wrote(laptop, unit.changes, {(one.id, DELETED): away}, {(one.id, DELETED): saw})

    def resolve(self, who: int, number: int, side: int) -> None:
        """A person chooses on a conflict card."""
        laptop = self.laptops[who]
        cards = sorted(conflicts.conflicts(laptop.session), key=lambda card: card.key)
        if not cards:
            return
        card = cards[number % len(cards)]
        known = laptop.known()
        cell = (card.row, card.field)
        if card.field == DELETED:
            value, saw = side == 0, self.oracle.all_shown(card.row, known)
        else:
            value = card.sides[side].value if side < len(card.sides) else "nieuw"
            saw = frozenset(one.commit for one in self.oracle.heads(cell, known))
        changes = conflicts.choose(laptop.session, card, value)
        self._wrote(laptop, changes, {cell: value}, {cell: saw})

    def let_in(self) -> None:
        """C is put on the dossier: its past comes by backfill."""
        if not self.granted and self.template.users[LATE] in self._members():
            dossiers.assign(self.laptops[0].session, self.template.space, self.template.users[LATE])
            self._unit(self.laptops[0])
            self.granted = True

    def _members(self) -> set[Id]:
        first = self.laptops[0].session
        return set(first.store.trusts[first.organisation].members())

    # by hand

    def pack(self, who: int, other: int, everything: int) -> None:
        """A package for a colleague; it stays on the stick for whoever opens it, now, late, or twice.

        Who may see less hands on less: that is docs/decisions/0013, not the promise tested here.
        """
        laptop, to = self.laptops[who], self.template.users[other]
        if who == other or not laptop.has_all_of(self.template.space):
            return
        path = self.folder / f"{len(self.sticks)}{packages.ENDING}"
        what = packages.wanted(laptop.session, everything=bool(everything))
        try:
            packages.make(laptop.session, to, what, path, Silent())
        except Refused as error:
            if error.code not in ("nothing_new", "not_a_member"):
                raise Lost(f"{NAMES[who]} cannot pack: {error.code}") from error
            return
        self.sticks.append((other, path))

    def hand(self, who: int, other: int, everything: int) -> None:
        """A package goes from hand to hand at once."""
        before = len(self.sticks)
        self.pack(who, other, everything)
        if len(self.sticks) > before:
            self.unpack(before, 0)

    def unpack(self, number: int, dies: int) -> None:
        """Open one of the packages; the power may fail half-way."""
        if not self.sticks:
            return
        who, path = self.sticks[number % len(self.sticks)]
        laptop = self.laptops[who]
        laptop.dies_at(dies)
        try:
            opened = opening_packages.open_package(laptop.session, path, Silent())
            if opened.apart:
                raise Lost(f"{NAMES[who]} sets apart what is sound")
        except Died:
            pass
        except Refused as error:
            if error.code != "opened_before":
                raise Lost(f"{NAMES[who]} cannot open: {error.code}") from error
        finally:
            laptop.close()
            laptop.open()
        self._unit(laptop)
        self.check_units(laptop)

    # what goes wrong

    def skew(self, who: int, ms: int) -> None:
        self.laptops[who].clock.ms = START_MS + ms

    def sync(self, who: int) -> None:
        self._sync(who)

    def sync_badly(self, who: int, faults: tuple[str, ...], dies: int, limit: int) -> None:
        """Requests and replies get lost, the power fails, pages are tiny."""
        laptop = self.laptops[who]
        laptop.wire.faults = list(faults)
        laptop.dies_at(dies)
        try:
            self._sync(who, limit)
        except Died:
            pass
        finally:
            laptop.wire.faults = []
            laptop.close()
            laptop.open()
        self.check_units(laptop)

    def slow_push(self, who: int, other: int) -> None:
        """While the server is at work on one push, another comes and goes, and its laptop reads on."""
        if who != other:
            place = "lock" if self.cluster else "push"
            with meanwhile(place, lambda: self._sync(other)):
                self._sync(who)

    def crossed_pull(self, who: int, other: int, target: int) -> None:
        """While a page is read for one, another writes and pushes."""
        if who != other:
            with meanwhile("head", lambda: self.edit(other, target, 0) or self._sync(other)):  # type: ignore[func-returns-value]
                self._sync(who)

    def back_up(self) -> None:
        if self.copy is None:
            self.copy = self.folder / "copy.db"
            backup(self.place, self.copy)

    def put_back(self) -> None:
        """The server stops, gets its backup and starts again."""
        if self.copy is None:
            return
        self.database.close()
        self.clock.advance(1000)
        self.place = self._fresh_place()
        restore(self.copy, self.place, self.clock)
        self.copy.unlink()
        self.copy = None
        self._serve(open_database(self.place))
        if self.cluster is None:
            self.template.live = self.database
        for laptop in self.laptops:
            laptop.wire.api = self.api

    def _sync(self, who: int, limit: int = 1000) -> None:
        laptop = self.laptops[who]
        result = laptop.sync(limit)
        if isinstance(result.trouble, Refused):
            raise Lost(f"{NAMES[who]} is refused: {result.trouble.code}")
        self._unit(laptop)
        self.check_units(laptop)

    # the oracle listens

    def _target(self, laptop: Laptop) -> Callable[[int], tuple[Record | None, str]]:
        def find(number: int) -> tuple[Record | None, str]:
            cls, row, name = self.template.targets[number]
            found = queries.get(laptop.store, cls, row)
            return (found if found and laptop.has_all_of(found.space) else None), name

        return find

    def _shown(self, laptop: Laptop, one: Record, name: str) -> frozenset[bytes]:
        return self.oracle.shown_to(laptop.number, (one.id, name), laptop.known(), getattr(one, name))

    def _wrote(self, laptop: Laptop, changes: Any, values: dict[Any, Any], saw: dict[Any, Any]) -> None:
        """Note what a unit wrote; a commit must sort after all that its laptop had."""
        fresh = self._unit(laptop)
        for change in changes.changes:
            commit, header = next((c, h) for c, h in fresh if h.space == change.space)
            for name in change.fields:
                cell = (change.row, name)
                write = Write(
                    commit,
                    *cell,
                    values[cell],
                    laptop.number,
                    header.hlc,
                    header.device,
                    frozenset(saw[cell]),
                )
                late = [w for w in self.oracle.writes if w.commit in write.saw and w.hlc >= write.hlc]
                if late:
                    raise Lost(f"{NAMES[laptop.number]} wrote after what it saw, and it sorts before")
                self.oracle.writes.append(write)

    def _unit(self, laptop: Laptop) -> list[tuple[bytes, Any]]:
        """Note the commits that a laptop itself wrote since; gives them with their headers."""
        me = laptop.store.identity.device
        noted = {commit for unit in self.oracle.units for commit, _space in unit}
        rows = laptop.store.execute(
            "SELECT id, unit, header, space FROM log WHERE device = ? ORDER BY no", (me,)
        )
        fresh = [row for row in rows if row[0] not in noted and Id(row[3]) in self.template.spaces]
        for unit in dict.fromkeys(row[1] for row in fresh):
            self.oracle.units.append([(row[0], row[3]) for row in fresh if row[1] == unit])
        return [(bytes(row[0]), decode_header(row[2])) for row in fresh]

    def _note_first(self) -> None:
        """The values that stood in the template are writes of A that everyone may see."""
        first = self.laptops[0]
        with first.store.database.read() as connection:
            for cls, row, _name in dict.fromkeys(self.template.targets):
                found = queries.get(first.store, cls, row)
                state = Rows(connection).state(row, found.space)
                for name, heads in state.fields.items():
                    if any((w.row, w.field) == (row, name) for w in self.oracle.writes):
                        continue
                    for head in heads:
                        self.oracle.writes.append(
                            Write(head.commit, row, name, head.value, 0, head.hlc, head.device, frozenset())
                        )

    # the promise

    def check_units(self, laptop: Laptop) -> None:
        """A laptop holds all of a unit that it may see, or nothing of it."""
        mine = {space for space in self.template.spaces if laptop.has_all_of(space)}
        known = laptop.known()
        for unit in self.oracle.units:
            if len(unit) > 1 and len({commit in known for commit, space in unit if space in mine}) > 1:
                raise Lost(f"{NAMES[laptop.number]} holds half of a unit")

    def settle(self) -> None:
        """Everyone is let in, and syncs until nothing moves."""
        self.sync(LATE)
        self.let_in()
        for who in (0, 1, LATE, 0, 1):
            self._sync(who)

    def check_at_the_end(self) -> None:
        expected = {commit for unit in self.oracle.units for commit, _space in unit}
        for laptop in self.laptops:
            name = NAMES[laptop.number]
            missing = expected - laptop.known()
            if missing:
                raise Lost(f"{name} misses {len(missing)} commits")
            if laptop.known() != self.laptops[0].known():
                raise Lost(f"{name} has commits that A has not")
            if laptop.store.execute("SELECT 1 FROM outbox LIMIT 1"):
                raise Lost(f"something waits on {name} for ever")
            if found := quarantine.apart(laptop.session):
                raise Lost(f"{name} set apart: {found[0].code}")
            if quarantine.gaps(laptop.session):
                raise Lost(f"{name} says that something is missing")
            self._check_rows(laptop)
        shown = [self._cards(laptop) for laptop in self.laptops]
        if any(one != shown[0] for one in shown):
            raise Lost("the laptops show other conflicts")
        tables = [digest(laptop.store, self.template.spaces) for laptop in self.laptops]
        if any(one != tables[0] for one in tables):
            raise Lost("the laptops show other tables")

    def _check_rows(self, laptop: Laptop) -> None:
        oracle = self.oracle
        with laptop.store.database.read() as connection:
            rows = Rows(connection)
            for cls, row, _name in self.template.targets:
                found = queries.get(laptop.store, cls, row)
                state = rows.state(row, found.space)
                for field_name in oracle.fields(row):
                    have = set(state.heads(field_name))
                    if values := oracle.lost((row, field_name), have):
                        raise Lost(f"{values[0]!r} in {field_name} is gone and nobody who saw it replaced it")
                    if have != {one.commit for one in oracle.heads((row, field_name))}:
                        raise Lost(f"{field_name} shows again what was replaced")
                if found.deleted != oracle.in_bin(row):
                    raise Lost(f"{cls.KIND} is {'in' if found.deleted else 'not in'} the bin")
                if set(self._clashes(laptop, row)) != oracle.conflicts(row):
                    raise Lost(f"{cls.KIND} does not ask what it should")

    def _clashes(self, laptop: Laptop, row: Id) -> list[str]:
        return [name for found, _space, _kind, name in queries.clashes(laptop.store) if found == row]

    def _cards(self, laptop: Laptop) -> list[Any]:
        cards = conflicts.conflicts(laptop.session)
        return sorted((card.key, sorted(side.words for side in card.sides)) for card in cards)


def digest(store: Store, spaces: Sequence[Id]) -> dict[str, list[Any]]:
    """All that screens and search read of these spaces."""
    marks = ",".join("?" * len(spaces))
    found: dict[str, list[Any]] = {}
    with store.database.read() as connection:
        run = connection.exec_driver_sql
        kinds = [
            kind for (kind,) in run(f"SELECT DISTINCT kind FROM row WHERE space IN ({marks})", tuple(spaces))
        ]
        for kind in sorted(kinds):
            sql = f"SELECT * FROM {TABLES[kind].name} WHERE space IN ({marks}) ORDER BY id, space"
            found[kind] = [tuple(row) for row in run(sql, tuple(spaces))]
        sql = f"SELECT row, kind, text FROM search WHERE space IN ({marks}) ORDER BY row, kind"
        found["search"] = [tuple(row) for row in run(sql, tuple(spaces))]
        sql = f"SELECT row, kind, field FROM clash WHERE space IN ({marks}) ORDER BY row, field"
        found["clash"] = [tuple(row) for row in run(sql, tuple(spaces))]
    return found


def run(template: Template, trace: Trace, cluster: Cluster | None = None) -> int:
    """One run from the template on; gives how many units it wrote. Raises `Lost` when the promise is broken."""
    trial = Trial(template, cluster)
    try:
        trial.run(trace)
        return len(trial.oracle.units) - len(template.wrote)
    finally:
        trial.close()

"""The laptop's side of sync: outbox, cursors and intake, as `sync.ports.Store` asks for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.clock import hlc_ms
from wijkdesk.core.commit import Commit, Malformed, encode_unit
from wijkdesk.core.ids import Id
from wijkdesk.storage import comparing, halves, log, quarantine, renewal
from wijkdesk.storage.comparing import HELD
from wijkdesk.storage.control import Redact, decode
from wijkdesk.storage.intake import APART, Intake
from wijkdesk.storage.keyring import get_secret, put_secret, secrets
from wijkdesk.storage.keywraps import read
from wijkdesk.sync.codes import sentence
from wijkdesk.sync.ports import Applied, Cursor, Greeting, OutUnit, Page, Refusal, Task
from wijkdesk.vault.commits import open_body

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.storage.store import Store
    from wijkdesk.storage.unpacking import Sorted
    from wijkdesk.sync.digest import Count

_AT_ONCE = 500  # units in one statement
WHOLE = Id(b"")  # the cursor of an organisation's whole log has no space


class SyncStore:
    """`sync.ports.Store` over the encrypted store. `changes` gathers what pulls changed, for the screens."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.changes = ChangeSet()

    def cursor(self, organisation: Id) -> Cursor:
        """How far the log was read."""
        rows = self._store.execute(
            "SELECT epoch, seq FROM cursor WHERE organisation = ? AND space = ?", (organisation, WHOLE)
        )
        return Cursor(int(rows[0][0]), int(rows[0][1])) if rows else Cursor()

    def outbox(self, organisation: Id, units: int, size: int) -> Sequence[OutUnit]:
        """The oldest waiting units; one that is too large to travel is set apart on the way."""
        out: list[OutUnit] = []
        waiting = self._waiting(organisation, units)
        for unit, numbers in waiting.items():
            raw = self._travelling(organisation, unit, numbers)
            size -= len(raw)
            if raw and out and size < 0:
                break
            if raw:
                out.append(OutUnit(unit, raw))
        return out or (self.outbox(organisation, units, size) if waiting else ())

    def _travelling(self, organisation: Id, unit: Id, numbers: Sequence[int]) -> bytes:
        """The bytes of a unit; empty when there is nothing left of it to send.

        What was erased before it was ever shared stays home: nobody else has it, so nobody misses it.
        """
        sql = f"SELECT header, body, signature, redacted FROM log WHERE no IN ({_marks(numbers)}) ORDER BY no"
        commits = [Commit(*row) for row in self._store.execute(sql, tuple(numbers)) if row[1] is not None]
        if not commits:
            self.acknowledged(organisation, [unit])
            return b""
        try:
            return encode_unit(commits)
        except Malformed:
            self.refused(organisation, unit, Refusal((), "too_big", sentence("too_big")))
            return b""

    def _waiting(self, organisation: Id, units: int) -> dict[Id, list[int]]:
        """The oldest units that wait, with the log's numbers of their commits."""
        # the table is read from its beginning: a few commits a unit are enough to find as many units
        first = "SELECT unit FROM outbox WHERE organisation = ? ORDER BY no LIMIT ?"
        found = list(dict.fromkeys(row[0] for row in self._store.execute(first, (organisation, units * 4))))
        numbers: dict[Id, list[int]] = {Id(unit): [] for unit in found[:units]}
        for some in _portions(list(numbers)):
            sql = (
                f"SELECT unit, no FROM outbox WHERE organisation = ? AND unit IN ({_marks(some)}) ORDER BY no"
            )
            for unit, no in self._store.execute(sql, (organisation, *some)):
                numbers[Id(unit)].append(int(no))
        return numbers

    def acknowledged(self, organisation: Id, keys: Sequence[Id]) -> None:
        """These units are safe on the server."""
        with self._store.writing() as connection:
            for some in _portions(keys):
                sql = f"DELETE FROM outbox WHERE organisation = ? AND unit IN ({_marks(some)})"
                connection.exec_driver_sql(sql, (organisation, *some))

    def refused(self, organisation: Id, key: Id, refusal: Refusal) -> None:
        """From the outbox to the visible quarantine, whole; the commits stay in the log."""
        with self._store.writing() as connection:
            mine = (key, organisation)
            numbers = connection.exec_driver_sql(
                "SELECT no FROM outbox WHERE unit = ? AND organisation = ?", mine
            ).scalars()
            put_secret(connection, HELD + key.hex(), ",".join(str(no) for no in numbers).encode())
            quarantine.keep(
                connection, key, organisation, refusal.code, refusal.raw,
                self._store.clock.now_ms(), refusal.text,
            )  # fmt: skip
            connection.exec_driver_sql("DELETE FROM outbox WHERE unit = ? AND organisation = ?", mine)

    def offer_again(self, id: Id) -> bool:
        """Judge something that was set apart once more, or let it wait for the server again; whether it left."""
        with self._store.writing() as connection:
            held = quarantine.one(connection, id)
            if held is None:
                return False
            numbers = get_secret(connection, HELD + id.hex())
            if numbers is not None:
                self._wait_again(connection, held, numbers.decode())
                return True
            intake = Intake(self._store, connection)
            commits = held.commits()
            for header, commit in commits:
                intake.take(header, commit)
            self.changes |= intake.finish()
            if commits and not intake.apart:
                quarantine.release(connection, id)
            return bool(commits) and not intake.apart

    @staticmethod
    def _wait_again(connection: Connection, held: quarantine.Held, numbers: str) -> None:
        for number in filter(None, numbers.split(",")):
            row = (int(number), held.id, held.organisation)
            connection.exec_driver_sql("INSERT OR IGNORE INTO outbox VALUES (?,?,?)", row)
        connection.exec_driver_sql("DELETE FROM secret WHERE name = ?", (HELD + held.id.hex(),))
        quarantine.release(connection, held.id)

    def apply_page(self, organisation: Id, page: Page) -> Applied:
        """Take a page, its refusals and its grants, and move the cursor: all or nothing (I9)."""
        with self._store.writing() as connection:
            applied = self._take_from_server(connection, organisation, page)
            self._move(connection, organisation, WHOLE, page.epoch, page.next, page.next)
            for granted in page.granted:
                self._move(connection, organisation, Id(granted.space), page.epoch, 0, granted.upto)
        return applied

    def backfills(self, organisation: Id) -> Sequence[Task]:
        """Backfills that are not ready."""
        rows = self._store.execute(
            "SELECT space, seq, upto FROM cursor WHERE organisation = ? AND space <> ? AND seq < upto",
            (organisation, WHOLE),
        )
        return [Task(Id(space), int(seq), int(upto)) for space, seq, upto in rows]

    def apply_backfill(self, organisation: Id, task: Task, page: Page) -> Applied:
        """Take a page of one space; the task goes on at `page.next`."""
        with self._store.writing() as connection:
            applied = self._take_from_server(connection, organisation, page)
            self._move(connection, organisation, task.space, page.epoch, page.next, task.upto)
        return applied

    def drop_backfill(self, organisation: Id, space: Id) -> None:
        """The space is no longer ours to read."""
        with self._store.writing() as connection:
            connection.exec_driver_sql(
                "DELETE FROM cursor WHERE organisation = ? AND space = ?", (organisation, space)
            )

    def reoffer(self, organisation: Id, epoch: int, resume: int) -> None:
        """The server was restored: offer again what it may lack (I12)."""
        with self._store.writing() as connection:
            seq = min(self.cursor(organisation).seq, resume)
            self._move(connection, organisation, WHOLE, epoch, seq, seq)
            connection.exec_driver_sql(
                "DELETE FROM cursor WHERE organisation = ? AND space <> ? AND upto > ?",
                (organisation, WHOLE, resume),
            )
            connection.exec_driver_sql(
                "INSERT OR IGNORE INTO outbox SELECT no, unit, organisation FROM log WHERE organisation = ?"
                " AND state <> ?"
                " AND NOT EXISTS (SELECT 1 FROM secret WHERE name = 'local_space/' || lower(hex(log.space)))"
                " AND NOT EXISTS (SELECT 1 FROM secret WHERE name = 'half/' || lower(hex(log.id)))",
                (organisation, APART),
            )

    def greeted(self, organisation: Id, greeting: Greeting) -> None:
        """Remember the contact: it starts the lease anew and corrects shown times."""
        text = f"{self._store.clock.now_ms()} {greeting.offset_ms} {greeting.lease_days}"
        self._store.set_secret(f"contact/{organisation.hex()}", text.encode())

    def compare_due(self, organisation: Id) -> bool:
        """Whether it is time to hold the server's counts against our own."""
        return comparing.due(self._store, organisation)

    def doubt(self, organisation: Id) -> None:
        """Something went wrong: compare at the next occasion."""
        comparing.doubt(self._store, organisation)

    def tally(self, organisation: Id) -> dict[Id, Count]:
        """What the server should hold of each space as well."""
        with self._store.database.read() as connection:
            return comparing.tally(connection, organisation)

    def mend(self, organisation: Id, differing: Mapping[Id, bytes]) -> Sequence[Id]:
        """Fetch again and offer again the spaces that differ, but for a difference that mending did not end."""
        at = self.cursor(organisation)
        with self._store.writing() as connection:
            spaces = [
                space for space in differing if not comparing.known(connection, space, differing[space])
            ]
            for space in spaces:
                self._move(connection, organisation, space, at.epoch, 0, at.seq)
            comparing.offer_again(connection, organisation, spaces)
        comparing.compared(self._store, organisation)
        return spaces

    def take_package(
        self, organisation: Id, units: Sequence[Sorted], refused: Sequence[Refusal] = ()
    ) -> Applied:
        """Take units that came by hand; what is new and whole waits for the server like one's own.

        `new` counts sealed commits only: what people wrote.
        """
        page = Page(0, 0, tuple(one.unit for one in units), tuple(refused))
        with self._store.writing() as connection:
            known = {
                one.header.id
                for unit in page.units
                for one in unit
                if log.known_hash(connection, one.header.id) is not None
            }
            applied = self._take(connection, organisation, page)
            known -= halves.marked(connection)
            new = sum(_offer_on(connection, organisation, one, known) for one in units)
        return Applied(new, applied.refused)

    def _take_from_server(self, connection: Connection, organisation: Id, page: Page) -> Applied:
        halves.clear(connection, (one.header.id for unit in page.units for one in unit))
        return self._take(connection, organisation, page)

    def _take(self, connection: Connection, organisation: Id, page: Page) -> Applied:
        intake = Intake(self._store, connection)
        intake.take_units([[(one.header, one.commit) for one in unit] for unit in page.units])
        for refusal in page.refused:
            quarantine.keep(
                connection, refusal.ids[0] if refusal.ids else quarantine.id_of(refusal.raw), organisation,
                refusal.code, refusal.raw, self._store.clock.now_ms(), refusal.text,
            )  # fmt: skip
        self.changes |= intake.finish()
        renewal.renew_due(self._store, connection, organisation)
        refused = tuple(Refusal((commit,), code, "") for commit, code in intake.apart)
        return Applied(intake.new, refused)

    def _move(
        self, connection: Connection, organisation: Id, space: Id, epoch: int, seq: int, upto: int
    ) -> None:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO cursor VALUES (?,?,?,?,?)", (organisation, space, epoch, seq, upto)
        )


def _offer_on(connection: Connection, organisation: Id, taken: Sorted, known: Collection[bytes]) -> int:
    """What came by package and the server may lack goes to the outbox as one unit; half a unit does not.

    Gives how many sealed commits of it are new.
    """
    found = [log.entry(connection, one.header.id) for one in taken.unit if one.header.id not in known]
    fresh = [entry for entry in found if entry and entry.state != APART]
    for entry in fresh:
        if not taken.whole:
            halves.mark(connection, entry.header.id)
            continue
        unit = taken.unit[0].header.id
        connection.exec_driver_sql("UPDATE log SET unit = ? WHERE no = ?", (unit, entry.no))
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO outbox VALUES (?,?,?)", (entry.no, unit, organisation)
        )
    if taken.whole:
        halves.clear(connection, [entry.header.id for entry in fresh])
    return sum(not entry.header.control for entry in fresh)


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _portions(keys: Sequence[Id]) -> Iterator[Sequence[Id]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def never_shared(connection: Connection) -> dict[Id, int]:
    """How many commits a space lacks because they were erased before they were ever shared."""
    found: dict[Id, int] = {}
    for entry in log.controls(connection, "REDACT"):
        for commit in read(Redact, decode(entry.commit).fields).commits:
            if log.known_hash(connection, commit) is None:
                space = Id(entry.header.space)
                found[space] = found.get(space, 0) + 1
    return found


def not_at_server(connection: Connection, spaces: Collection[bytes] = ()) -> set[bytes]:
    """The commits (of these spaces, none = all) that the server may lack: waiting, refused, or half of a unit."""
    held = [
        number for raw in secrets(connection, HELD).values() for number in raw.decode().split(",") if number
    ]
    where = f" AND space IN ({_marks(tuple(spaces))})" if spaces else ""
    found: set[bytes] = set()
    sql = "SELECT id FROM log WHERE no IN (SELECT no FROM outbox)" + where
    found.update(bytes(commit) for commit in connection.exec_driver_sql(sql, tuple(spaces)).scalars())
    for start in range(0, len(held), _AT_ONCE):
        some = tuple(int(number) for number in held[start : start + _AT_ONCE])
        sql = f"SELECT id FROM log WHERE no IN ({_marks(some)}){where}"
        found.update(bytes(commit) for commit in connection.exec_driver_sql(sql, (*some, *spaces)).scalars())
    for commit in halves.marked(connection):
        entry = log.entry(connection, commit)
        if entry is not None and (not spaces or entry.header.space in spaces):
            found.add(commit)
    return found


def is_outgoing(connection: Connection, held: quarantine.Held) -> bool:
    """Whether something set apart is our own, refused by the server."""
    return get_secret(connection, HELD + held.id.hex()) is not None


def unsent(store: Store, limit: int, organisation: Id | None = None) -> list[list[log.Entry]]:
    """The oldest units that wait for the server, each as its commits."""
    where, values = ("WHERE organisation = ?", (organisation, limit)) if organisation else ("", (limit,))
    units: dict[bytes, list[log.Entry]] = {}
    with store.database.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT o.unit, l.id FROM outbox o JOIN log l USING (no) WHERE o.unit IN"
            f" (SELECT unit FROM outbox {where} GROUP BY unit ORDER BY min(no) LIMIT ?) ORDER BY o.no",
            values,
        ).fetchall()
        for unit, commit in rows:
            entry = log.entry(connection, commit)
            if entry is not None:
                units.setdefault(unit, []).append(entry)
    return list(units.values())


def written_at(store: Store, unit: Sequence[log.Entry]) -> int:
    """When a unit was written (ms, the writer's wall clock); of control commits alone: as the log orders them."""
    for entry in unit:
        key = store.keyring.by_id(entry.header.key)
        if not entry.header.control and entry.commit.body is not None and key is not None:
            return open_body(entry.commit, key.key).wall
    return hlc_ms(unit[0].header.hlc)

"""Large stores to measure with: real sealed and signed commits, straight into the log in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from wijkdesk.bench.family import Sizes, family
from wijkdesk.bench.words import Writer
from wijkdesk.core.commit import FORMAT, SEALED, FieldPatch, Header, Inner, Patch
from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.base import Record
from wijkdesk.models.registry import SCHEMA
from wijkdesk.services import profiles
from wijkdesk.services.session import Session
from wijkdesk.storage import log, rebuild
from wijkdesk.storage.keyring import ContentKey
from wijkdesk.vault import commits as sealed
from wijkdesk.vault.kdf import FLOOR
from wijkdesk.vault.sealing import new_key

PASSPHRASE = "lantaarn pannenkoek vijver merel trapgevel"  # noqa: S105 - of made-up profiles only
CHEAP = profiles.Strain(FLOOR)  # the least that is allowed; a derivation is never what is measured
PROFILE = "profiel"


def make(folder: Path) -> Session:
    """A new profile below `folder` whose key derivation costs nothing."""
    made, _code = profiles.create(
        folder / PROFILE, PASSPHRASE, "Noor de Bruin", function="coach", team="Team Oost", strain=CHEAP
    )
    return made


def unlock(folder: Path) -> Session:
    """Open a profile of `make` again."""
    return profiles.unlock(folder / PROFILE, PASSPHRASE, strain=CHEAP)


class Filler:
    """Writes commits of this laptop into the log in one transaction (use it in a `with` block)."""

    def __init__(self, session: Session, seed: int = 1) -> None:
        self.session = session
        self._ending = ExitStack()
        self.connection = self._ending.enter_context(session.store.writing())
        self.writer = Writer(seed)
        self.keys: dict[Id, ContentKey] = {}
        self._last: dict[Id, bytes] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.__exit__(kind, error, trace)

    def new_space(self) -> Id:
        """A space with its key, and the record that says it holds a dossier."""
        key = ContentKey(new_id(), new_id(), new_key())
        hlc = self.session.store.hlc.tick()
        self.connection.exec_driver_sql(
            "INSERT INTO content_key VALUES (?,?,?,?)", (key.id, key.space, key.key, hlc)
        )
        self.keys[key.space] = key
        return key.space

    def write(self, space: Id, patches: Sequence[Patch]) -> Id:
        """One commit in a space."""
        store, me = self.session.store, self.session.store.identity
        key = self.keys.get(space) or store.keyring.newest(space)
        assert key is not None, "a space to write in has a key"
        prev = self._last.get(space) or log.last_hash(self.connection, space, me.device)
        header = Header(
            FORMAT, SEALED, new_id(), me.organisation, space, me.device, store.hlc.tick(), key.id, prev
        )
        inner = Inner(SCHEMA, "import", me.user, store.clock.now_ms(), new_id(), tuple(patches))
        commit = sealed.encode(header, inner, key.key, me.device_key)
        log.append(self.connection, commit, header, log.APPLIED, None)
        self._last[space] = commit.hash
        return Id(header.id)

    def records(self, space: Id, records: Sequence[Record]) -> None:
        """New records, at most 200 in a commit."""
        patches = [as_patch(record) for record in records]
        for start in range(0, len(patches), 200):
            self.write(space, patches[start : start + 200])


def as_patch(record: Record) -> Patch:
    """The patch that makes a record."""
    return Patch(record.KIND, record.id, {name: FieldPatch(value) for name, value in record.values().items()})


def households(session: Session, sizes: Sizes, seed: int = 1) -> int:
    """Fill a profile with households; gives the number of records. Tables are up to date afterwards."""
    count = 0
    with Filler(session, seed) as filler:
        for _number in range(sizes.households):
            space = filler.new_space()
            made = family(filler.writer, space, session.me.id, sizes)
            filler.records(space, made)
            count += len(made)
    settle(session)
    return count


def settle(session: Session) -> None:
    """Take the keys in and make the tables."""
    with session.store.database.read() as connection:
        session.store.keyring.load(connection)
    rebuild.everything(session.store)


def patches(session: Session, count: int, seed: int = 1) -> int:
    """`count` patches of four fields on notes, 1-10 in a commit, into the log only; gives the number of rows.

    Three in four change a note that is there already. One of the fields is searched.
    """
    with Filler(session, seed) as filler:
        last: dict[Id, Id] = {}
        rows: list[Id] = []
        written = 0
        while written < count:
            chosen = dict.fromkeys(_rows(filler.writer, rows))
            made = [_note(filler.writer, row, last.get(row), written) for row in chosen]
            commit = filler.write(session.personal_space, made)
            last.update(dict.fromkeys(chosen, commit))
            written += len(made)
    return len(rows)


def _rows(writer: Writer, rows: list[Id]) -> Iterator[Id]:
    for _turn in range(writer.random.randint(1, 10)):
        if not rows or writer.random.random() < 0.25:
            rows.append(new_id())
            yield rows[-1]
        else:
            yield writer.random.choice(rows)


def _note(writer: Writer, row: Id, before: Id | None, number: int) -> Patch:
    bases = (before,) if before else ()
    fields = {
        "text": FieldPatch(writer.text(9), bases),
        "kind": FieldPatch("opinion", bases),
        "order": FieldPatch(f"b{number}", bases),
        "recorded_at": FieldPatch("2026-11-12T14:00:00Z", bases),
    }
    return Patch("statement", row, fields)

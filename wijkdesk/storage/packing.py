"""What goes into a package for a colleague: whole units of the spaces that both hold, in the order of the log.

The colleague's holdings are judged as the server would (holders.py). What people and keys there are always goes along,
so that the receiver can judge the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.commit import MAX_UNIT, Commit, encode_unit
from wijkdesk.core.ids import Id, natural_id
from wijkdesk.models.dossier import SpaceKind
from wijkdesk.storage import access, blob_files, halves
from wijkdesk.storage.blob_files import BlobFolder
from wijkdesk.storage.control import PEOPLE
from wijkdesk.storage.holders import Holders, from_log
from wijkdesk.storage.intake import APART
from wijkdesk.storage.keyring import get_secret, put_secret

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy import Connection

    from wijkdesk.storage.identity import Identity
    from wijkdesk.storage.store import Store
    from wijkdesk.sync.ports import SealedFile

_MARK = "packed/"
_LABELS = ("KEYWRAP", "ASSIGN")  # without these a space cannot be opened or judged
_OVERHEAD = 96  # bytes of a commit besides header and body


@dataclass(frozen=True)
class Wanted:
    """Which units: `everything`, or what is not known to be on the server and what came since the last package.

    `spaces` = only of these (None = of all that both hold).
    """

    everything: bool = False
    spaces: frozenset[Id] | None = None


@dataclass(frozen=True)
class Chosen:
    """A unit to pack: the log's numbers of its commits that the receiver may have; `whole` = none left out."""

    numbers: tuple[int, ...]
    whole: bool


@dataclass(frozen=True)
class Selection:
    """What a package would hold. `changes` counts sealed commits that were asked for; `size` in bytes.

    `upto` = the last number of the log that was looked at.
    """

    units: tuple[Chosen, ...]
    spaces: frozenset[Id]
    changes: int
    size: int
    files: tuple[SealedFile, ...]
    upto: int


def shared_spaces(store: Store, connection: Connection, me: Identity, user: Id) -> set[Id]:
    """The spaces that this user and another both hold. What is read by a broken glass is handed on to nobody."""
    trust = store.trusts[me.organisation]
    holders = Holders(trust, from_log(connection, trust))
    lent = access.by_grant_alone(store, connection, me)
    both = holders.spaces(me.user) & holders.spaces(user)
    return {space for space in both if space not in lent and not store.is_local(space)}


@dataclass(frozen=True)
class _Row:
    no: int
    space: Id
    op: str | None
    size: int
    waits: bool


def select(store: Store, me: Identity, user: Id, wanted: Wanted) -> Selection:
    """What a package for a user holds now."""
    with store.database.read() as connection:
        both = shared_spaces(store, connection, me, user)
        mark, files_mark = _marked(connection, me, user)
        units, upto = _units(connection, me)
        torn = _numbers_of(connection, halves.marked(connection))  # whoever has the rest hands it on whole
    everyones = natural_id(me.organisation, "space", SpaceKind.ORGANISATION.value)
    mine = both if wanted.spaces is None else both & (wanted.spaces | {everyones})
    wants = _Wants(mine, wanted.everything, mark, units.values())
    picked = [rows for rows in units.values() if wants.any(rows)]
    touched = {row.space for rows in picked for row in rows if row.space in mine}
    chosen, changes, size = [], 0, 0
    for rows in units.values():
        seen = [row for row in rows if row.space in mine and row.no not in torn]
        fits = sum(row.size for row in seen) < MAX_UNIT  # what does not is set apart on its way to the server
        asked = wants.any(rows)
        if seen and fits and (asked or _is_label(seen, everyones, touched)):
            chosen.append(Chosen(tuple(row.no for row in seen), len(seen) == len(rows)))
            changes += asked and sum(row.op is None for row in seen)
            size += sum(row.size for row in seen)
    spaces = frozenset(touched - {everyones})
    return Selection(tuple(chosen), spaces, changes, size, _files(store, me, mine, wanted, files_mark), upto)


class _Wants:
    """Which units are asked for; a space that was just given to someone goes whole."""

    def __init__(self, mine: set[Id], everything: bool, mark: int, units: Iterable[list[_Row]]) -> None:
        self._mine, self._everything, self._mark = mine, everything, mark
        self._given = {
            row.space for rows in units for row in rows if row.op == "ASSIGN" and (row.waits or row.no > mark)
        }

    def any(self, rows: list[_Row]) -> bool:
        """Whether something of a unit is asked for."""
        return any(row.space in self._mine and self._asks(row) for row in rows)

    def _asks(self, row: _Row) -> bool:
        return self._everything or row.waits or row.no > self._mark or row.space in self._given


def _is_label(seen: list[_Row], everyones: Id, touched: Collection[Id]) -> bool:
    """Who people are and which keys there are always travels; of a space, once something of it does."""
    return any(
        (row.space == everyones and row.op in (*PEOPLE, "KEYWRAP"))
        or (row.space in touched and row.op in _LABELS)
        for row in seen
    )


def _units(connection: Connection, me: Identity) -> tuple[dict[bytes, list[_Row]], int]:
    """All units of the organisation in the order of the log, and the last number of it."""
    rows = connection.exec_driver_sql(
        "SELECT l.no, l.unit, l.space, l.op, length(l.header) + coalesce(length(l.body), 0), o.no IS NOT NULL"
        " FROM log l LEFT JOIN outbox o ON o.no = l.no WHERE l.organisation = ? AND l.state <> ? ORDER BY l.no",
        (me.organisation, APART),
    )
    found: dict[bytes, list[_Row]] = {}
    last = 0
    for no, unit, space, op, size, waits in rows:
        found.setdefault(unit, []).append(_Row(no, Id(space), op, size + _OVERHEAD, bool(waits)))
        last = no
    return found, last


def _numbers_of(connection: Connection, commits: Collection[bytes]) -> set[int]:
    return {
        int(no)
        for commit in commits
        for no in connection.exec_driver_sql("SELECT no FROM log WHERE id = ?", (commit,)).scalars()
    }


def _files(store: Store, me: Identity, mine: set[Id], wanted: Wanted, mark: int) -> tuple[SealedFile, ...]:
    """Sealed files that lie here whole: those no server is known to have, and those named since the last package."""
    folder = BlobFolder(store)
    return tuple(
        file
        for no, file in folder.numbered(me.organisation)
        if file.space in mine and (wanted.everything or no > mark or not blob_files.shared(store, file.blob))
    )


def unit_bytes(store: Store, chosen: Chosen) -> bytes:
    """A unit as it travels; `Malformed` when it is larger than the wire takes."""
    marks = ",".join("?" * len(chosen.numbers))
    sql = f"SELECT header, body, signature, redacted FROM log WHERE no IN ({marks}) ORDER BY no"
    return encode_unit([Commit(*row) for row in store.execute(sql, chosen.numbers)])


def file_bytes(store: Store, files: Collection[SealedFile]) -> Iterator[bytes]:
    """The sealed bytes of files, one after the other; ValueError when one changed under our hands."""
    folder = BlobFolder(store)
    for file in files:
        part, left = 0, file.size
        while left:
            data = folder.read(file, part)[:left]
            if not data:
                raise ValueError("a sealed file went while it was read")
            yield data
            part, left = part + 1, left - len(data)


def packed(store: Store, me: Identity, user: Id, upto: int, *, files: bool) -> None:
    """Note that a package was made that holds all up to a number of the log; `files` = the sealed files as well."""
    with store.writing() as connection:
        _units_mark, files_mark = _marked(connection, me, user)
        value = f"{upto} {upto if files else files_mark}"
        put_secret(connection, _name(me, user), value.encode())


def _marked(connection: Connection, me: Identity, user: Id) -> tuple[int, int]:
    """Up to which number of the log this user got everything new; without a package: all that there is.

    What was on the server before the first package, the other gets from there.
    """
    kept = get_secret(connection, _name(me, user))
    if kept is None:
        last = connection.exec_driver_sql("SELECT coalesce(max(no), 0) FROM log").scalar_one()
        return int(last), int(last)
    units, files = kept.split()
    return int(units), int(files)


def _name(me: Identity, user: Id) -> str:
    return f"{_MARK}{me.organisation.hex()}/{user.hex()}"

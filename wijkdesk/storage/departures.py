"""What still counts of a laptop that was put out: the last commit the administrator took, and its ancestors.

Of a space that the statement does not name the administrator could not read it: there the server's order stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wijkdesk.core.commit import encode_unit
from wijkdesk.core.i18n import N_
from wijkdesk.core.ids import ZERO, Id
from wijkdesk.storage import log, quarantine
from wijkdesk.storage.patches import patches_of
from wijkdesk.sync.merge import RowState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from wijkdesk.core.commit import Commit, Header
    from wijkdesk.storage.rows import Rows
    from wijkdesk.storage.store import Store

CODE: Final = "after_leaving"
TEXT: Final[str] = N_("Deze wijziging is geschreven nadat de laptop uit de organisatie is gehaald.")


def last_taken(connection: Connection, device: Id, spaces: Iterable[Id]) -> tuple[tuple[Id, Id], ...]:
    """The last commit of a device in each of these spaces, as far as it has come in; zeros where there is none."""
    found = connection.exec_driver_sql(
        "SELECT space, id, max(hlc) FROM log WHERE device = ? AND state <> 'apart' GROUP BY space", (device,)
    )
    last = {Id(space): Id(commit) for space, commit, _hlc in found}
    return tuple((space, last.get(space, ZERO)) for space in sorted({*spaces, *last}))


class Chains:
    """Which commits of a device in a space are the named one or its ancestors; asks the log once for each."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._arriving: dict[bytes, tuple[bytes, bytes]] = {}  # id -> (hash, prev)
        self._known: dict[tuple[Id, Id, Id], set[bytes]] = {}

    def arriving(self, commits: Sequence[tuple[Header, Commit]]) -> None:
        """Commits under judgement, not in the log yet."""
        self._arriving.update((header.id, (commit.hash, header.prev)) for header, commit in commits)
        self._known.clear()

    def counts(self, device: Id, space: Id, last: Id, commit_hash: bytes) -> bool:
        """Whether a commit is the last one that counts, or an ancestor of it."""
        key = (device, space, last)
        if key not in self._known:
            self._known[key] = self._chain(device, space, last)
        return commit_hash in self._known[key]

    def _chain(self, device: Id, space: Id, last: Id) -> set[bytes]:
        before = dict(self._arriving.values())
        rows = self._connection.exec_driver_sql(
            "SELECT id, hash, prev FROM log WHERE space = ? AND device = ?", (space, device)
        )
        start = self._arriving.get(last, (b"", b""))[0]
        for commit, commit_hash, prev in rows:
            before[commit_hash] = prev
            start = commit_hash if commit == last else start
        chain: set[bytes] = set()
        while start in before and start not in chain:
            chain.add(start)
            start = before[start]
        return chain


def take_back(
    store: Store, connection: Connection, rows: Rows, device: Id, last: Mapping[Id, Id]
) -> list[log.Entry]:
    """Set apart what was applied of a device and does not count; rows it touched are made anew. Gives what went."""
    chains, gone = Chains(connection), []
    for space, commit in last.items():
        for entry in log.of_device(connection, space, device):
            sealed = not entry.header.control and entry.commit.body is not None
            if sealed and not chains.counts(device, space, commit, entry.commit.hash):
                gone.append(entry)
    for entry in gone:
        log.set_state(connection, entry.no, log.APART)
        quarantine.keep(
            connection, Id(entry.header.id), Id(entry.header.organisation), CODE, encode_unit([entry.commit]),
            store.clock.now_ms(), TEXT,
        )  # fmt: skip
    for space in {Id(entry.header.space) for entry in gone}:
        touched = {
            Id(patch.row)
            for entry in gone
            if entry.header.space == space
            for patch in patches_of(store, entry)
        }
        _make_anew(store, connection, rows, space, touched)
    return gone


def _make_anew(store: Store, connection: Connection, rows: Rows, space: Id, touched: set[Id]) -> None:
    for row in touched:
        rows.put(row, space, RowState())
    for entry in list(log.in_space(connection, space)):
        if entry.header.control:
            continue
        for patch in patches_of(store, entry):
            if patch.row in touched:
                rows.apply(entry.header, patch)

"""What comes in from elsewhere is judged before it counts: signature, author, place, seal (docs/formats.md §1).

What holds is applied; what cannot be read yet waits, passed on untouched; what is not to be trusted is set apart
whole, with its reason, and never blocks the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from wijkdesk.core.changes import Change, ChangeSet
from wijkdesk.core.commit import Commit, Header, Inner, Malformed, encode_commit
from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import Id
from wijkdesk.models.registry import SCHEMA
from wijkdesk.storage import control, erasure, log
from wijkdesk.storage.projection import project
from wijkdesk.storage.rows import Rows
from wijkdesk.vault import commits as sealed

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.storage.store import Store

REASONS = {
    "forged_author": N_("Deze wijziging noemt een andere schrijver dan de laptop van wie zij komt."),
    "swapped_space": N_("Deze wijziging hoort bij een ander dossier dan er op staat."),
    "malformed": N_("Deze wijziging is niet te lezen."),
    "id_collision": N_("Er is al een andere wijziging met hetzelfde kenmerk."),
}


class Intake:
    """Takes commits one by one within a transaction; `finish` writes what the rows show."""

    def __init__(self, store: Store, connection: Connection) -> None:
        self._store = store
        self._connection = connection
        self._rows = Rows(connection)
        self._changes: list[Change] = []
        self.new = 0
        self.apart: list[tuple[Id, str]] = []

    def take_all(self, arrived: Sequence[tuple[Header, Commit]]) -> None:
        """Judge and apply commits in the order they came; what they say of people is heard first."""
        for header, commit in arrived:
            self._hear(header, commit)
        for header, commit in arrived:
            self.take(header, commit)

    def _hear(self, header: Header, commit: Commit) -> None:
        """A statement about people carries its own proof, and may come just before or after who it is about."""
        trust = self._store.trusts.get(Id(header.organisation))
        if trust is None or not header.control or commit.body is None:
            return
        with suppress(Malformed, Refused):  # what is wrong with it is said when its turn comes
            statement = sealed.open_control(commit)
            if statement.op in control.PEOPLE:
                trust.take(statement)

    def take(self, header: Header, commit: Commit) -> None:
        """Judge and apply one commit; a known one has no second effect."""
        known = log.known_hash(self._connection, header.id)
        if known is not None:
            if known != commit.hash:
                self.set_apart(header, commit, "id_collision")
            return
        try:
            self._judge(header, commit)
        except Malformed:
            self.set_apart(header, commit, "malformed")
        except Refused as refusal:
            self.set_apart(header, commit, refusal.code, refusal.text)

    def _judge(self, header: Header, commit: Commit) -> None:
        trust = self._store.trusts[Id(header.organisation)]
        statement = sealed.open_control(commit) if header.control and commit.body is not None else None
        if statement is not None and statement.op in control.PEOPLE:
            trust.take(statement)
        trust.verify(commit)
        if statement is not None:
            self._append(header, commit, log.APPLIED, statement.op)
            self._store.take_control(self._connection, header, statement)
            if statement.op == "REDACT":
                erasure.erase(self._store, self._connection, self._rows, statement.fields["commits"])
            if statement.op == "KEYWRAP":
                self._retry(Id(statement.fields["owner"]))
        elif commit.body is None:
            self._append(header, commit, log.APPLIED, None)
        else:
            self._open(header, commit)

    def _open(self, header: Header, commit: Commit) -> None:
        key = self._store.keyring.by_id(header.key)
        if key is None:
            self._append(header, commit, log.WAITING, None)
            return
        if key.space != header.space:
            raise Refused("swapped_space", _(REASONS["swapped_space"]))
        inner = sealed.open_body(commit, key.key)
        author = self._store.trusts[Id(header.organisation)].user_of(Id(header.device))
        if author != inner.actor:
            raise Refused("forged_author", _(REASONS["forged_author"]))
        if inner.schema > SCHEMA:
            self._append(header, commit, log.WAITING, None)
            return
        self._append(header, commit, log.APPLIED, None)
        self._apply(header, inner)

    def _apply(self, header: Header, inner: Inner) -> None:
        for patch in inner.patches:
            self._rows.apply(header, patch)
            self._changes.append(
                Change(patch.table, Id(patch.row), Id(header.space), frozenset(patch.fields))
            )

    def _append(self, header: Header, commit: Commit, state: str, op: str | None) -> None:
        self._store.hlc.see(header.hlc)
        self.new += 1
        log.append(self._connection, commit, header, state, op)

    def _retry(self, space: Id) -> None:
        """Open what waited for a key, now that one has come in."""
        for entry in list(log.entries(self._connection, state=log.WAITING)):
            key = self._store.keyring.by_id(entry.header.key)
            if key is None or key.space != entry.header.space:
                continue
            try:
                inner = sealed.open_body(entry.commit, key.key)
            except (Malformed, Refused):
                self.set_apart(entry.header, entry.commit, "broken_seal")
                continue
            if inner.schema <= SCHEMA:
                log.set_state(self._connection, entry.no, log.APPLIED)
                self._apply(entry.header, inner)

    def set_apart(self, header: Header, commit: Commit, code: str, text: str = "") -> None:
        """Keep a commit that cannot count where people can see it."""
        self.apart.append((Id(header.id), code))
        keep_apart(
            self._connection, Id(header.id), Id(header.organisation), code, encode_commit(commit),
            self._store.clock.now_ms(), text,
        )  # fmt: skip

    def finish(self) -> ChangeSet:
        """Write what changed and say what that was."""
        for no, kind, (row, space), state in self._rows.flush():
            project(self._connection, no, kind, row, space, state)
        return ChangeSet(tuple(self._changes))


def keep_apart(
    connection: Connection,
    id: Id,
    organisation: Id,
    code: str,
    raw: bytes,
    at: int,
    text: str = "",
) -> None:
    """One line of the visible quarantine."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO apart VALUES (?,?,?,?,?,?)",
        (id, organisation, code, text or _(REASONS.get(code, REASONS["malformed"])), raw, at),
    )

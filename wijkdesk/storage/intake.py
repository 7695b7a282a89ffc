"""What comes in from elsewhere is judged before it counts: signature, author, place, seal (docs/formats.md §1).

What holds is applied; what cannot be read yet waits, passed on untouched; what is not to be trusted is set apart
whole, with its reason, and never blocks the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from wijkdesk.core.changes import Change, ChangeSet
from wijkdesk.core.commit import Commit, Header, Inner, Malformed, encode_unit
from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import Id
from wijkdesk.models.history import upcast
from wijkdesk.models.registry import SCHEMA
from wijkdesk.storage import control, departures, erasure, log, quarantine
from wijkdesk.storage.keyring import put_secret
from wijkdesk.storage.keywraps import read
from wijkdesk.storage.patches import patches_of, stub_of, stub_patches
from wijkdesk.storage.projection import project, purge_index
from wijkdesk.storage.rows import Rows
from wijkdesk.vault import commits as sealed
from wijkdesk.vault import refusals
from wijkdesk.vault.trust import Standing

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.core.commit import Control
    from wijkdesk.storage.keyring import ContentKey
    from wijkdesk.storage.store import Store
    from wijkdesk.vault.trust import Trust

APART = log.APART
COPIED = "copied/"  # a secret a organisation: this profile was seen to stand on two laptops
MAY_COME_RIGHT = (
    "unknown_device",
    "forged_statement",
    departures.CODE,
    "not_holder",
)  # once another statement about people has come in

REASONS = {
    "forged_author": N_("Deze wijziging noemt een andere schrijver dan de laptop van wie zij komt."),
    "swapped_space": N_("Deze wijziging hoort bij een ander dossier dan er op staat."),
    "malformed": N_("Deze wijziging is niet te lezen."),
    departures.CODE: departures.TEXT,
    "not_holder": N_("Iemand wilde wissen in een dossier dat niet van hem of haar is. Er is niets gewist."),
    "id_collision": N_("Er is al een andere wijziging met hetzelfde kenmerk."),
}


class Intake:
    """Takes commits one by one within a transaction; `finish` writes what the rows show."""

    def __init__(self, store: Store, connection: Connection) -> None:
        self._store = store
        self._connection = connection
        self._rows = Rows(connection)
        self._fields: dict[tuple[str, Id, Id], set[str]] = {}
        self._erased: dict[Id, Id] | None = None
        self._heard: set[Id] = set()
        self._left: set[Id] = set()
        self._chains = departures.Chains(connection)
        self._shredded: set[bytes] | None = None
        self._gone: list[Change] = []
        self._own: set[tuple[Id, Id, Id]] = (
            set()
        )  # organisation, space, device of what this laptop itself wrote
        self._unit: Id | None = None
        self.new = 0
        self.apart: list[tuple[Id, str]] = []

    def take_units(self, units: Sequence[Sequence[tuple[Header, Commit]]]) -> None:
        """Judge and apply units in the order they came; what they say of people is heard first."""
        for unit in units:
            self._chains.arriving(unit)
            for header, commit in unit:
                self._hear(header, commit)
        for unit in units:
            self._unit = Id(unit[0][0].id) if unit else None
            for header, commit in unit:
                self.take(header, commit)
        self._unit = None

    def take_all(self, arrived: Sequence[tuple[Header, Commit]]) -> None:
        """The same for commits that came as one unit."""
        self.take_units([arrived])

    def _hear(self, header: Header, commit: Commit) -> None:
        """A statement about people carries its own proof, and may come just before or after who it is about."""
        trust = self._store.trusts.get(Id(header.organisation))
        if trust is None or not header.control or commit.body is None:
            return
        with suppress(Malformed, Refused):  # what is wrong with it is said when its turn comes
            statement = sealed.open_control(commit)
            if statement.op in control.PEOPLE and trust.take(statement) is Standing.HOLDS:
                self._heard.add(Id(header.organisation))
                if statement.op == "DEVICE" and trust.left_at(statement.fields["device"]):
                    self._left.add(Id(statement.fields["device"]))

    def take(self, header: Header, commit: Commit) -> bool:
        """Judge and apply one commit; whether it counts now. A known one has no second effect."""
        known = log.entry(self._connection, header.id)
        try:
            if known is None:
                self._judge(header, commit)
            elif known.commit.hash != commit.hash:
                raise Refused("id_collision", _(REASONS["id_collision"]))
            elif known.state == APART:
                self._apply_late(known)
        except Malformed:
            self.set_apart(header, commit, "malformed", _(REASONS["malformed"]))
            return False
        except Refused as refusal:
            self.set_apart(header, commit, refusal.code, refusal.text)
            return False
        quarantine.release(self._connection, Id(header.id))
        return True

    def _judge(self, header: Header, commit: Commit) -> None:
        trust = self._store.trusts[Id(header.organisation)]
        statement = sealed.open_control(commit) if header.control and commit.body is not None else None
        if statement is not None:
            control.check(header, statement)
            _check_issuer(trust, statement)
        trust.verify(commit)
        self._check_departed(trust, header, commit, statement)
        if statement is not None:
            self._obey(header, commit, statement)
        elif commit.body is None or self._is_erased(header):
            self._append_gone(header, commit)
        else:
            self._open(header, commit)

    def _check_departed(
        self, trust: Trust, header: Header, commit: Commit, statement: Control | None = None
    ) -> None:
        """What a laptop wrote after it was put out does not count; statements about people prove themselves."""
        if statement is not None and statement.op in control.PEOPLE:
            return
        last = trust.left_at(header.device)
        space, device = Id(header.space), Id(header.device)
        if space in last and not self._chains.counts(device, space, last[space], commit.hash):
            raise Refused(departures.CODE, _(REASONS[departures.CODE]))
        if header.id == last.get(space):
            self._heard.add(Id(header.organisation))  # its ancestors may have waited for it

    def _obey(self, header: Header, commit: Commit, statement: Control) -> None:
        if statement.op == "KEYWRAP" and header.space in self._shredded_spaces():
            self._append(header, commit.without_body(), log.APPLIED, statement.op)
            return
        if statement.op == "BLOB" and self._redacted().get(Id(header.id)) == header.space:
            self._append(header, commit.without_body(), log.APPLIED, statement.op)
            return
        if statement.op in control.ERASING:
            self._check_holder(header)
        control.take(self._store, self._connection, header, statement)
        self._append(header, commit, log.APPLIED, statement.op)
        if effect := self._EFFECTS.get(statement.op):
            effect(self, header, statement)

    def _check_holder(self, header: Header) -> None:
        """Only who held a space may erase in it, or an administrator; what says so may still be on its way."""
        trust = self._store.trusts[Id(header.organisation)]
        if not control.held(self._connection, trust, header):
            raise Refused("not_holder", _(REASONS["not_holder"]))

    def _on_keywrap(self, _header: Header, _statement: Control) -> None:
        self.retry()

    def _on_assign(self, header: Header, _statement: Control) -> None:
        self._heard.add(Id(header.organisation))

    def _on_redact(self, header: Header, statement: Control) -> None:
        self._erase(header, read(control.Redact, statement.fields).commits)

    def _on_shred(self, header: Header, _statement: Control) -> None:
        space = Id(header.space)
        self._rows.drop(space)
        erasure.empty(self._store, self._connection, space)
        self._shredded_spaces().add(space)
        self._gone.append(Change("space", space, space))

    _EFFECTS: ClassVar = {
        "KEYWRAP": _on_keywrap, "ASSIGN": _on_assign, "REDACT": _on_redact, "SHRED": _on_shred,
    }  # fmt: skip

    def _open(self, header: Header, commit: Commit) -> None:
        key = self._store.keyring.by_id(header.key)
        inner = self._content(header, commit, key) if key else None
        self._append(header, commit, log.APPLIED if inner else log.WAITING, None)
        if inner is not None:
            self._apply(header, inner)

    def _content(self, header: Header, commit: Commit, key: ContentKey) -> Inner | None:
        """What is in a sealed commit, judged; None when a later version wrote it, so that it waits."""
        if key.space != header.space:
            raise Refused("swapped_space", _(REASONS["swapped_space"]))
        inner = sealed.open_body(commit, key.key)
        if self._store.trusts[Id(header.organisation)].user_of(Id(header.device)) != inner.actor:
            raise Refused("forged_author", _(REASONS["forged_author"]))
        return upcast(inner) if inner.schema <= SCHEMA else None

    def _apply(self, header: Header, inner: Inner) -> None:
        self._rows.prime(Id(header.space), [Id(patch.row) for patch in inner.patches])
        for patch in inner.patches:
            self._rows.apply(header, patch)
            row = (patch.table, Id(patch.row), Id(header.space))
            self._fields.setdefault(row, set()).update(patch.fields)
        if erasure.STUBS in inner.extra:
            erasure.take_stubs(self._connection, self._rows, header.space, inner.extra[erasure.STUBS])

    def _append_gone(self, header: Header, commit: Commit) -> None:
        """What was erased keeps its place in the log, and its stub where that is known."""
        if header.space in self._shredded_spaces():
            self._append(header, commit.without_body(), log.APPLIED, None)
            return
        key = self._store.keyring.by_id(header.key)
        stub = erasure.early_stub(self._connection, header.space, header.id)
        if stub is None and commit.body is not None and key is not None:
            inner = self._content(header, commit, key)
            stub = stub_of(inner.patches) if inner else None
        gone = commit if commit.body is None else commit.without_body()
        no = self._append(header, gone, log.APPLIED, None)
        if stub is not None:
            log.set_stub(self._connection, no, stub)
            for patch in stub_patches(stub):
                self._rows.apply(header, patch)

    def _append(self, header: Header, commit: Commit, state: str, op: str | None) -> int:
        self._store.hlc.see(header.hlc)
        self.new += 1
        me = self._store.identities.get(Id(header.organisation))
        if me is not None and header.device == me.device:
            self._own.add((me.organisation, Id(header.space), me.device))
        return log.append(self._connection, commit, header, state, op, self._unit)

    def retry(self) -> None:
        """Open what waited for a key or for this version, now that it has come."""
        for entry in list(log.entries(self._connection, state=log.WAITING)):
            if self._store.keyring.by_id(entry.header.key) is None:
                continue
            try:
                self._apply_late(entry)
            except (Malformed, Refused) as error:
                log.set_state(self._connection, entry.no, APART)
                code = error.code if isinstance(error, Refused) else "malformed"
                self.set_apart(entry.header, entry.commit, code, getattr(error, "text", ""))

    def _apply_late(self, entry: log.Entry) -> None:
        self._check_departed(self._store.trusts[Id(entry.header.organisation)], entry.header, entry.commit)
        key = self._store.keyring.by_id(entry.header.key)
        inner = self._content(entry.header, entry.commit, key) if key else None
        if inner is not None:
            log.set_state(self._connection, entry.no, log.APPLIED)
            self._apply(entry.header, inner)

    def _erase(self, header: Header, commits: Sequence[Id]) -> None:
        """What is named goes, as far as it stands in the space that the statement was written in."""
        self._erased = None
        found = [log.entry(self._connection, commit) for commit in commits]
        mine = [entry.header.id for entry in found if entry and entry.header.space == header.space]
        erasure.erase(self._store, self._connection, self._rows, mine)

    def _is_erased(self, header: Header) -> bool:
        """Whether the erasure of a commit came before the commit itself (a restored server gives back late)."""
        return self._redacted().get(Id(header.id)) == header.space or header.space in self._shredded_spaces()

    def _redacted(self) -> dict[Id, Id]:
        """The commits that a REDACT names, each with the space that the REDACT stands in."""
        if self._erased is None:
            self._erased = {
                Id(commit): Id(entry.header.space)
                for entry in log.controls(self._connection, "REDACT")
                for commit in read(control.Redact, control.decode(entry.commit).fields).commits
            }
        return self._erased

    def _shredded_spaces(self) -> set[bytes]:
        if self._shredded is None:
            self._shredded = {entry.header.space for entry in log.controls(self._connection, "SHRED")}
        return self._shredded

    def set_apart(self, header: Header, commit: Commit, code: str, text: str = "") -> None:
        """Keep a commit that cannot count where people can see it."""
        self.apart.append((Id(header.id), code))
        quarantine.keep(
            self._connection, Id(header.id), Id(header.organisation), code, encode_unit([commit]),
            self._store.clock.now_ms(), text or _(REASONS.get(code, REASONS["malformed"])),
        )  # fmt: skip

    def finish(self) -> ChangeSet:
        """Write what changed and say what that was."""
        for device in sorted(self._left):
            self._take_back(device)
        for organisation in sorted(self._heard):
            self._offer_again(organisation)
        self._look_for_copies()
        changes = self._gone
        shown = self._rows.flush()
        project(self._connection, shown)
        changes += [
            Change(kind, row, space, frozenset(self._fields.get((kind, row, space), ())))
            for _no, kind, (row, space), _state in shown
        ]
        if self._rows.erased:
            purge_index(self._connection)
        return ChangeSet(tuple(changes))

    def _look_for_copies(self) -> None:
        """Two commits of this laptop after one: its profile was copied, and both wrote on. Both count."""
        for organisation, space, device in self._own:
            if log.forked(self._connection, space, device):
                put_secret(self._connection, COPIED + organisation.hex(), b"?")

    def _take_back(self, device: Id) -> None:
        """A laptop is out: what it wrote after the last that counts is set apart, also where it came in before."""
        trusts = self._store.trusts.values()
        last = next((left for trust in trusts if (left := trust.left_at(device))), {})
        for entry in departures.take_back(self._store, self._connection, self._rows, device, last):
            self.apart.append((Id(entry.header.id), departures.CODE))
            for patch in patches_of(self._store, entry):
                row = (patch.table, Id(patch.row), Id(entry.header.space))
                self._fields.setdefault(row, set()).update(patch.fields)

    def _offer_again(self, organisation: Id) -> None:
        """What came too early for its author to be known gets another look."""
        found = quarantine.of_codes(self._connection, organisation, MAY_COME_RIGHT)
        for held in found:
            self._chains.arriving(held.commits())
        for held in found:
            for header, commit in held.commits():
                self.take(header, commit)


def _check_issuer(trust: Trust, statement: Control) -> None:
    """A statement about people that no known administrator signed is not to be trusted (yet)."""
    if statement.op in control.PEOPLE and trust.take(statement) is Standing.WAITS:
        raise refusals.forged_statement()

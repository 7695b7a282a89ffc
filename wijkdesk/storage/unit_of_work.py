"""The one gate for writing: what a use case changes becomes commits, tables, index and outbox in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from wijkdesk.core.changes import Change, ChangeSet
from wijkdesk.core.commit import CONTROL, FORMAT, SEALED, Commit, Control, FieldPatch, Header, Inner, Patch
from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import ZERO, Id, new_id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.base import DELETED, SET_MARK, FieldType, Record, check_value
from wijkdesk.models.registry import SCHEMA
from wijkdesk.storage import control as effects
from wijkdesk.storage import log
from wijkdesk.storage.projection import project, purge_index
from wijkdesk.storage.rows import Rows
from wijkdesk.vault import commits as sealed

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.storage.holdings import Holdings
    from wijkdesk.storage.identity import Identity
    from wijkdesk.vault.statements import Escrow

MOST_PATCHES = 200  # of one commit; imports are cut there (architecture.md §2)

Seen = Mapping[str, Sequence[bytes]]


class Unit:
    """Collects patches per space; `Store.unit` opens it and writes it at the end of the `with` block."""

    def __init__(
        self, held: Holdings, connection: Connection, identity: Identity, kind: str, undo: str
    ) -> None:
        self.id = new_id()
        self.connection = connection
        self.identity = identity
        self.kind = kind
        self.changes = ChangeSet()
        self._held = held
        self._undo = undo
        self.rows = Rows(connection)
        self._patches: dict[Id, dict[tuple[str, Id], dict[str, FieldPatch]]] = {}
        self._reasons: dict[tuple[str, Id], str] = {}
        self._extras: dict[Id, dict[str, Any]] = {}
        self._commits: list[Id] = []
        self._mine: dict[Id, Identity] = {}

    @property
    def escrow(self) -> Escrow | None:
        """The emergency key that each new key is wrapped for; None while no custodians are named."""
        found = self._held.trusts[self.identity.organisation].escrow()
        return found if found is not None and found.key is not None else None

    def of_space(self, space: Id) -> Identity:
        """Who this user is where a space belongs: one profile may be in several organisations."""
        if len(self._held.identities) == 1:
            return self.identity
        if space not in self._mine:
            organisation = log.organisation_of(self.connection, space)
            known = self._held.identities.get(organisation) if organisation else None
            self._mine[space] = known or self.identity
        return self._mine[space]

    def now_ms(self) -> int:
        """The wall clock of this laptop."""
        return self._held.clock.now_ms()

    def create(self, record: Record) -> None:
        """Add a record with all its filled fields; over a row that is there already, what differs is written."""
        for name in record.specs():
            check_value(record.specs()[name], getattr(record, name))
        self.put(record.KIND, record.id, record.space, record.values())

    def change(self, record: Record, *, seen: Seen | None = None, **values: Any) -> None:
        """Write other values for fields of a record the worker was shown.

        `seen` names the commits that were on screen when editing began (a draft keeps them).
        Raises UserError when a value does not fit.
        """
        specs = record.specs()
        flat: dict[str, Any] = {}
        for name, value in values.items():
            check_value(specs[name], value)
            if specs[name].type is FieldType.SET:
                shown = getattr(record, name)
                flat |= {f"{name}{SET_MARK}{element}": True for element in value - shown}
                flat |= {f"{name}{SET_MARK}{element}": False for element in shown - value}
            else:
                flat[name] = getattr(value, "value", value) if isinstance(value, str) else value
        self.put(record.KIND, record.id, record.space, flat, shown=record.values(), seen=seen)

    def delete(self, record: Record, reason: str = "") -> None:
        """Lay a record in the bin; nothing that hangs on it is touched."""
        self.put(record.KIND, record.id, record.space, {DELETED: True}, reason=reason)

    def restore(self, record: Record) -> None:
        """Take a record out of the bin."""
        self.put(record.KIND, record.id, record.space, {DELETED: False})

    def put(
        self,
        kind: str,
        row: Id,
        space: Id,
        values: Mapping[str, Any],
        *,
        shown: Mapping[str, Any] | None = None,
        seen: Seen | None = None,
        reason: str = "",
    ) -> None:
        """Write field values of one row. Bases: the heads with the value shown, and the writer's own."""
        state = self.rows.state(row, space)
        now, me = state.shown(), self.of_space(space).device
        fields: dict[str, FieldPatch] = {}
        for name, value in values.items():
            if name in now and _alike(now[name], value) and len(state.heads(name)) < 2:
                continue
            if name not in now and (value is None or value is False) and not state.heads(name):
                continue
            before = (shown if shown is not None else now).get(name)
            bases = set(seen[name]) if seen and name in seen else set(state.bases(name, before))
            own = {head.commit for head in state.fields.get(name, ()) if head.device == me}
            fields[name] = FieldPatch(value, tuple(sorted(Id(base) for base in bases | own)))
        self.patch(kind, row, space, fields, reason)

    def resolve(self, kind: str, row: Id, space: Id, name: str, value: Any) -> None:
        """A person's choice between several values: names all heads as bases (I4)."""
        state = self.rows.state(row, space)
        heads = state.bases(DELETED, None) if name == DELETED else state.heads(name)
        self.patch(kind, row, space, {name: FieldPatch(value, tuple(sorted(Id(head) for head in heads)))})

    def patch(
        self, kind: str, row: Id, space: Id, fields: Mapping[str, FieldPatch], reason: str = ""
    ) -> None:
        """Write fields with bases as given (undo does)."""
        if fields:
            self._patches.setdefault(space, {}).setdefault((kind, row), {}).update(fields)
            if reason:
                self._reasons[kind, row] = reason

    def attach(self, space: Id, name: str, value: Any) -> None:
        """Send something along, sealed, in a commit of this unit in a space (`extra` of docs/formats.md §1)."""
        self._extras.setdefault(space, {})[name] = value
        self._patches.setdefault(space, {})

    def control(self, space: Id, op: str, fields: dict[str, Any], attestation: bytes | None = None) -> None:
        """Write a control commit at once; its effect (keys, members) holds for what follows in this unit."""
        control = Control(op, fields, attestation)
        header = self._header(space, CONTROL, ZERO)
        commit = sealed.encode(header, control, None, self.of_space(space).device_key)
        self._append(commit, header, op)
        effects.take(self._held, self.connection, header, control)

    def finish(self) -> None:
        """Seal, sign, append and apply all that was collected."""
        for space, rows in self._patches.items():
            patches = [
                Patch(kind, row, fields, self._reasons.get((kind, row)))
                for (kind, row), fields in rows.items()
            ]
            extra = self._extras.get(space, {})
            for start in range(0, max(len(patches), len(extra)), MOST_PATCHES):
                self._seal(space, tuple(patches[start : start + MOST_PATCHES]), extra)
                extra = {}
        changed = [
            Change(kind, row, space, frozenset(fields))
            for space, rows in self._patches.items()
            for (kind, row), fields in rows.items()
        ]
        shown = self.rows.flush()
        project(self.connection, shown)
        changed += [
            Change(kind, row, space, frozenset())  # what an erasure took away
            for _no, kind, (row, space), _state in shown
            if (kind, row) not in self._patches.get(space, {})
        ]
        if self.rows.erased:
            purge_index(self.connection)
        self.changes = ChangeSet(tuple(changed), tuple(self._commits))
        if self._undo and self._patches:
            self.connection.exec_driver_sql(
                "INSERT INTO undo_step (unit, text, undone) VALUES (?,?,0)", (self.id, self._undo)
            )

    def _seal(self, space: Id, patches: tuple[Patch, ...], extra: dict[str, Any]) -> None:
        key = self._held.keyring.newest(space)
        if key is None:
            raise Refused(
                "no_key",
                _("Dit dossier is op deze laptop niet te wijzigen."),
                kept=_("Er is niets veranderd."),
                todo=_("Vraag een collega om het met je te delen."),
            )
        header = self._header(space, SEALED, key.id)
        now = self._held.clock.now_ms()
        me = self.of_space(space)
        inner = Inner(SCHEMA, self.kind, me.user, now, self.id, patches, extra)
        self._append(sealed.encode(header, inner, key.key, me.device_key), header, None)
        for patch in patches:
            self.rows.apply(header, patch)

    def _header(self, space: Id, flags: int, key: Id) -> Header:
        me = self.of_space(space)
        return Header(
            FORMAT, flags, new_id(), me.organisation, space, me.device, self._held.hlc.tick(), key,
            log.last_hash(self.connection, space, me.device),
        )  # fmt: skip

    def _append(self, commit: Commit, header: Header, op: str | None) -> None:
        no = log.append(self.connection, commit, header, log.APPLIED, op, self.id)
        if not self._held.is_local(Id(header.space)):
            log.to_outbox(self.connection, no, self.id, Id(header.organisation))
        self._commits.append(Id(header.id))


def _alike(one: object, other: object) -> bool:
    """Equal, and both or neither a way of not knowing: a score of 1 is not "nog niet gevraagd" (code 1)."""
    return isinstance(one, Unknown) is isinstance(other, Unknown) and one == other

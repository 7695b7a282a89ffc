"""For every kind of record, from its declaration alone: edit, delete, undo, redo, restore, conflict, redact.

Adding a kind needs no line here; a kind that does not survive all of this may not be registered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.builders import make_family, make_session
from wijkdesk.core.commit import FORMAT, SEALED, FieldPatch, Header, Inner, Patch
from wijkdesk.core.ids import Id, new_id
from wijkdesk.core.text import words
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.base import FieldSpec, FieldType, Merge, Record
from wijkdesk.models.registry import KINDS, SCHEMA
from wijkdesk.services.founding import state
from wijkdesk.services.session import Session
from wijkdesk.storage import erasure, history, log, queries, rebuild, undo
from wijkdesk.storage.intake import Intake
from wijkdesk.storage.rows import Rows
from wijkdesk.storage.search import search
from wijkdesk.vault import commits as sealed
from wijkdesk.vault.signing import SigningKey
from wijkdesk.vault.statements import Device

SAMPLES: dict[FieldType, tuple[Any, Any]] = {
    FieldType.TEXT: ("Kanariegeel één", "Kanariegeel twee"),
    FieldType.LONG_TEXT: ("Kanariewoorden één", "Kanariewoorden twee"),
    FieldType.DATE: ("2014", "2014-03-12"),
    FieldType.MOMENT: ("2026-11-01T10:00:00Z", "2026-11-02T11:30:00Z"),
    FieldType.BOOL: (True, False),
    FieldType.REF: (Id(b"r" * 16), Id(b"s" * 16)),
    FieldType.SET: (frozenset({"aa" * 16}), frozenset({"bb" * 16, "cc" * 16})),
    FieldType.ORDER: ("b", "c"),
}


def sample(spec: FieldSpec, number: int) -> Any:
    """The first or second value that fits a field."""
    if spec.type is FieldType.CHOICE:
        members = list(spec.choices or ())
        return members[min(number, len(members) - 1)]
    if spec.type is FieldType.INT:
        return (spec.low, spec.high)[number]
    return SAMPLES[spec.type][number]


def filled(cls: type[Record], space: Id, number: int = 0) -> Record:
    """A record with every field filled."""
    values = {name: sample(spec, number) for name, spec in cls.specs().items()}
    return cls(id=new_id(), space=space, **values)


@dataclass
class Desk:
    """A profile, a dossier space to write in, and a second laptop of the same user."""

    session: Session
    space: Id
    device: Id = field(default_factory=new_id)
    key: SigningKey = field(default_factory=SigningKey.generate)

    def introduce_second_laptop(self) -> None:
        me = self.session.store.identity
        assert me.admin_key is not None
        at = self.session.store.clock.now_ms()
        with self.session.store.unit() as unit:
            state(unit, me.admin_key, Device(self.device, me.user, self.key.public, "in", at))

    def from_second_laptop(self, kind: str, row: Id, fields: dict[str, FieldPatch]) -> None:
        """Take in a commit that the other laptop made without seeing ours."""
        store, me = self.session.store, self.session.store.identity
        content = store.keyring.newest(self.space)
        assert content is not None
        with store.writing() as connection:
            header = Header(
                FORMAT, SEALED, new_id(), me.organisation, self.space, self.device, store.hlc.tick(),
                content.id, log.last_hash(connection, self.space, self.device),
            )  # fmt: skip
            wall = store.clock.now_ms()
            inner = Inner(SCHEMA, "edit", me.user, wall, new_id(), (Patch(kind, row, fields),))
            intake = Intake(store, connection)
            intake.take(header, sealed.encode(header, inner, content.key, self.key))
            intake.finish()
            assert intake.apart == []

    def now(self, cls: type[Record], row: Id) -> Record:
        found = queries.get(self.session.store, cls, row)
        assert found is not None
        return found

    def create(self, record: Record) -> None:
        with self.session.store.unit("edit", undo="Maken") as unit:
            unit.create(record)

    def change(self, record: Record, **values: Any) -> None:
        with self.session.store.unit("edit", undo="Wijzigen") as unit:
            unit.change(record, **values)

    def delete(self, record: Record) -> None:
        with self.session.store.unit("edit", undo="Weggooien") as unit:
            unit.delete(record)

    def heads(self, record: Record, name: str) -> tuple[Id, ...]:
        with self.session.store.database.read() as connection:
            found = Rows(connection).state(record.id, record.space).heads(name)
        return tuple(sorted(Id(head) for head in found))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    session = make_session(tmp_path_factory.mktemp("kinds"))
    made = Desk(session, make_family(session).space)
    made.introduce_second_laptop()
    yield made
    session.close()


every_kind = pytest.mark.parametrize("cls", list(KINDS.values()), ids=list(KINDS))


@every_kind
def test_it_comes_back_as_it_was_written(desk: Desk, cls: type[Record]) -> None:
    record = filled(cls, desk.space)
    desk.create(record)
    assert desk.now(cls, record.id) == record
    assert all(spec.title for spec in cls.specs().values())
    assert desk.now(cls, record.id).caption


@every_kind
def test_not_knowing_is_a_value(desk: Desk, cls: type[Record]) -> None:
    names = [name for name, spec in cls.specs().items() if spec.unknowns]
    record = filled(cls, desk.space).with_(**dict.fromkeys(names, Unknown.WONT_SAY))
    desk.create(record)
    shown = desk.now(cls, record.id)
    assert all(getattr(shown, name) is Unknown.WONT_SAY for name in names)
    assert shown == record


@every_kind
def test_editing_is_undone_and_redone(desk: Desk, cls: type[Record]) -> None:
    record = filled(cls, desk.space)
    desk.create(record)
    values = {name: sample(spec, 1) for name, spec in cls.specs().items()}
    edited = record.with_(**values)
    desk.change(record, **values)
    assert desk.now(cls, record.id) == edited
    undo.undo(desk.session.store)
    assert desk.now(cls, record.id) == record
    undo.redo(desk.session.store)
    assert desk.now(cls, record.id) == edited


@every_kind
def test_it_goes_into_the_bin_and_comes_out(desk: Desk, cls: type[Record]) -> None:
    record = filled(cls, desk.space)
    desk.create(record)
    desk.delete(record)
    assert desk.now(cls, record.id).deleted
    assert record.id not in {one.id for one in queries.find(desk.session.store, cls, space=desk.space)}
    undo.undo(desk.session.store)
    assert desk.now(cls, record.id) == record
    undo.redo(desk.session.store)
    binned = desk.now(cls, record.id)
    with desk.session.store.unit("edit") as unit:
        unit.restore(binned)
    assert desk.now(cls, record.id) == record


@every_kind
def test_making_it_is_undone_to_the_bin(desk: Desk, cls: type[Record]) -> None:
    record = filled(cls, desk.space)
    desk.create(record)
    undo.undo(desk.session.store)
    assert desk.now(cls, record.id).deleted
    undo.redo(desk.session.store)
    assert desk.now(cls, record.id) == record


@every_kind
def test_two_laptops_that_did_not_see_each_other(desk: Desk, cls: type[Record]) -> None:
    record = filled(cls, desk.space)
    desk.create(record)
    other = filled(cls, desk.space, 1)
    theirs = {
        name: FieldPatch(value, desk.heads(record, name))
        for name, value in other.values().items()
        if "/" not in name
    }
    empty = {
        name: None for name, spec in cls.specs().items() if spec.type not in (FieldType.SET, FieldType.BOOL)
    }
    desk.change(record, **empty)
    desk.from_second_laptop(cls.KIND, record.id, theirs)
    store = desk.session.store
    clashing = {name for row, _space, _kind, name in queries.clashes(store, desk.space) if row == record.id}
    specs = cls.specs()
    expected = {name for name in theirs if name in empty and specs[name].merge is Merge.ASK}
    assert clashing == expected
    for name in clashing:
        assert {side.value for side in history.sides(store, record.id, desk.space, name)} >= {None}
        with store.unit("resolve") as unit:
            unit.resolve(cls.KIND, record.id, desk.space, name, other.values()[name])
    assert not [row for row, *_rest in queries.clashes(store, desk.space) if row == record.id]
    shown = desk.now(cls, record.id)
    assert all(getattr(shown, name) == getattr(other, name) for name in clashing)


@every_kind
def test_deleting_what_another_changed_asks(desk: Desk, cls: type[Record]) -> None:
    record = filled(cls, desk.space)
    desk.create(record)
    name = next(name for name in record.values() if "/" not in name)
    patch = FieldPatch(filled(cls, desk.space, 1).values().get(name), desk.heads(record, name))
    desk.delete(record)
    desk.from_second_laptop(cls.KIND, record.id, {name: patch})
    assert not desk.now(cls, record.id).deleted
    clashing = [found for row, *_rest, found in queries.clashes(desk.session.store) if row == record.id]
    assert "_deleted" in clashing


@every_kind
def test_redaction_leaves_no_word(desk: Desk, cls: type[Record]) -> None:
    record = filled(cls, desk.space)
    desk.create(record)
    store = desk.session.store
    commits = [version.commit for version in history.versions(store, record.id)]
    erasure.redact(store, commits, "test")
    shown = desk.now(cls, record.id)
    assert shown.values() == {}
    assert all(version.values == {} for version in history.versions(store, record.id))
    query = " ".join(words("Kanariegeel Kanariewoorden")[:1])
    assert record.id not in {hit.row for hit in search(store, query, limit=500)}
    before = rebuild.digest(store)
    rebuild.kinds(store, [cls.KIND])
    assert rebuild.digest(store) == before


def test_all_of_it_is_the_same_after_a_rebuild(desk: Desk) -> None:
    before = rebuild.digest(desk.session.store)
    rebuild.everything(desk.session.store)
    assert rebuild.digest(desk.session.store) == before

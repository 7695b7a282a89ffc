"""Copies for an assignment: what can be shared of a dossier, what changed since, and bringing a copy up to date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wijkdesk.core.discreet import shown
from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, natural_id
from wijkdesk.models.assignment import COPIED, Copy
from wijkdesk.models.base import DELETED, SET_MARK, FieldType, Record
from wijkdesk.models.disclosure import Disclosure
from wijkdesk.models.life_domain import Factor, LifeDomainView
from wijkdesk.models.ordering import between
from wijkdesk.models.person import LanguageProfile, Person
from wijkdesk.models.visit import Statement
from wijkdesk.services import disclosures
from wijkdesk.services.copy_words import people_in, words_of
from wijkdesk.services.disclosures import Item
from wijkdesk.services.wording import field_title, in_words
from wijkdesk.storage import queries
from wijkdesk.storage.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session
    from wijkdesk.storage.unit_of_work import Unit

Known = Mapping[Id, Id]  # rows of the dossier and their copies


@dataclass(frozen=True)
class Shareable:
    """Something of a dossier that can be copied: in these words, about these people."""

    record: Record
    words: str
    people: frozenset[Id]


@dataclass(frozen=True)
class Difference:
    """A field of the source before (as it stands in the copy) and now, in words."""

    label: str
    before: str
    now: str


@dataclass(frozen=True)
class Shared:
    """A copy with its record; `differences` = what changed in the dossier since; `gone` = thrown away there."""

    copy: Copy
    record: Record
    words: str
    differences: tuple[Difference, ...] = ()
    gone: bool = False

    @property
    def stale(self) -> bool:
        """Whether the dossier says something else by now."""
        return self.gone or bool(self.differences)


def shareable(session: Session, dossier: Id) -> list[Shareable]:
    """All that can be shared of a dossier, one by one: people, languages, views, what helps or weighs, statements.

    What stands in `safety` is never among it.
    """
    store = session.store
    corrected = {one.corrects for one in queries.find(store, Statement, space=dossier) if one.corrects}
    found: list[Record] = [
        *queries.find(store, Person, space=dossier, order="calling_name,id"),
        *queries.find(store, LanguageProfile, space=dossier, order="person,id"),
        *queries.find(store, LifeDomainView, space=dossier, order="person,id"),
        *queries.find(store, Factor, space=dossier),
        *queries.find(store, Statement, space=dossier, order="-observed_at,id"),
    ]
    return [
        Shareable(one, words_of(session, one, hide=True), people_in(one))
        for one in found
        if one.id not in corrected
    ]


def put(
    session: Session, unit: Unit, space: Id, records: Sequence[Record], disclosure: Disclosure | None
) -> None:
    """Copy records into an assignment within a unit, persons first; what they got is listed with the disclosure."""
    known = dict(_known(session, space))
    last = (
        max((one.order or "" for one in queries.find(session.store, Copy, space=space)), default="") or None
    )
    fresh = [one for one in sorted(records, key=_people_first) if not _is_there(session, known.get(one.id))]
    for record in fresh:
        last = between(last, None)
        known[record.id] = _copy(unit, space, record, known, last)
    if disclosure is not None:
        words = [Item(record.id, words_of(session, record)) for record in fresh]
        disclosures.add_items(session, unit, disclosure, words)


def _is_there(session: Session, row: Id | None) -> bool:
    found = (queries.get(session.store, kind, row) for kind in COPIED) if row else ()
    return any(one is not None and not one.deleted for one in found)


def _copy(unit: Unit, space: Id, record: Record, known: Known, order: str) -> Id:
    """The same rows whoever copies it, so that two colleagues at once do not share it twice."""
    made = natural_id(space, "copy of", record.id)
    copied = type(record)(id=made, space=space, **values_of(record, {**known, record.id: made}))
    unit.create(copied)
    unit.restore(copied)
    unit.create(
        Copy(
            id=copy_id(space, record.id), space=space, row=made, source_row=record.id,
            source_space=record.space, source_commits=versions(unit.rows, record), order=order,
        )
    )  # fmt: skip
    return made


def copy_id(space: Id, source: Id) -> Id:
    """The id of what says of which record something is a copy."""
    return natural_id(space, Copy.KIND, source)


def _people_first(record: Record) -> bool:
    return not isinstance(record, Person)


def _known(session: Session, space: Id) -> dict[Id, Id]:
    found = queries.find(session.store, Copy, space=space)
    return {one.source_row: one.row for one in found if one.source_row and one.row}


def values_of(record: Record, known: Known) -> dict[str, Any]:
    """The fields that go along; a reference to what is not shared does not."""
    if isinstance(record, Person):
        return {"calling_name": record.alias or record.short_name}
    values: dict[str, Any] = {}
    for name in COPIED[type(record)]:
        value, spec = getattr(record, name), record.specs()[name]
        if "person" in spec.targets and spec.type is FieldType.SET:
            value = frozenset(known[Id(row)].hex() for row in map(bytes.fromhex, value) if Id(row) in known)
        elif "person" in spec.targets and value is not None:
            value = known.get(Id(value))
        values[name] = value
    return values


def versions(rows: Rows, record: Record) -> frozenset[str]:
    """The commits whose values of the copied fields are in force in a record."""
    names = {*_read_for(record), DELETED}
    heads = {
        head.commit.hex()
        for name, found in rows.state(record.id, record.space).fields.items()
        if name.split(SET_MARK, maxsplit=1)[0] in names
        for head in found
    }
    return frozenset(heads)


def _read_for(record: Record) -> tuple[str, ...]:
    """The fields that a copy is made from."""
    more = ("alias", "given_names", "family_name") if isinstance(record, Person) else ()
    return (*COPIED[type(record)], *more)


def shared(session: Session, space: Id) -> list[Shared]:
    """All that was copied into an assignment, in order, each with what changed in the dossier since.

    Who holds no dossier sees the copies only.
    """
    known = _known(session, space)
    with session.store.database.read() as connection:
        rows = Rows(connection)
        found = [
            _shared(session, rows, one, known)
            for one in queries.find(session.store, Copy, space=space, order="order,id")
        ]
    return [one for one in found if one is not None]


def _shared(session: Session, rows: Rows, copy: Copy, known: Known) -> Shared | None:
    record = _record(session, copy.row, copy.space)
    if record is None or record.deleted:
        return None
    words = words_of(session, record, hide=True)
    source = _record(session, copy.source_row, copy.source_space)
    if source is None or versions(rows, source) == copy.source_commits:
        return Shared(copy, record, words)
    if source.deleted:
        return Shared(copy, record, words, gone=True)
    return Shared(copy, record, words, _differences(session, record, values_of(source, known)))


def _record(session: Session, row: Id | None, space: Id | None) -> Record | None:
    for kind in COPIED if row is not None else ():
        found = queries.get(session.store, kind, row or b"")
        if found is not None and found.space == space:
            return found
    return None


def _differences(session: Session, record: Record, now: Mapping[str, Any]) -> tuple[Difference, ...]:
    return tuple(
        Difference(
            field_title(record.KIND, name),
            _words(session, record.KIND, name, was),
            _words(session, record.KIND, name, value),
        )
        for name, value in now.items()
        if not _alike(was := getattr(record, name), value)
    )


def _alike(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other


def _words(session: Session, kind: str, name: str, value: Any) -> str:  # noqa: ANN401 - any field's value
    if kind == Person.KIND:
        return shown(in_words(session, kind, name, value))
    if isinstance(value, frozenset):
        return ", ".join(sorted(in_words(session, kind, f"{name}{SET_MARK}{one}", True) for one in value))
    return in_words(session, kind, name, value)


def refresh(session: Session, one: Shared, disclosure: Disclosure | None) -> ChangeSet:
    """Write what the dossier says now in the copy; the new words are listed as given. Not undone: it may have left.

    Refused `not_shared` for a record that was never chosen to be shared; `gone` when the source is not here.
    """
    source = _record(session, one.copy.source_row, one.copy.source_space)
    if source is None:
        raise Refused("gone", _("Dit staat niet meer in het dossier."), kept=_("De kopie is niet veranderd."))
    if disclosure is None or not _was_chosen(session, disclosure, source):
        raise Refused("not_shared", _("Dit is nooit gekozen om te delen."), kept=_("Er is niets gedeeld."))
    with session.store.unit("edit") as unit:
        if source.deleted:
            unit.delete(one.record)
        else:
            known = _known(session, one.copy.space)
            unit.change(one.record, **values_of(source, known))
            disclosures.add_items(session, unit, disclosure, [Item(source.id, words_of(session, source))])
        unit.change(one.copy, source_commits=versions(unit.rows, source))
    return unit.changes


def _was_chosen(session: Session, disclosure: Disclosure, source: Record) -> bool:
    """By the list in the dossier, where no guest writes: what a guest says it is a copy of proves nothing."""
    given = disclosures.given_to(session, disclosure.space, disclosure.member)
    return any(item.row == source.id for item in given)


def leave(session: Session, one: Shared) -> ChangeSet:
    """Leave the copy as it is; the app asks no more about this version of the source."""
    source = _record(session, one.copy.source_row, one.copy.source_space)
    if source is None:
        raise Refused("gone", _("Dit staat niet meer in het dossier."), kept=_("De kopie is niet veranderd."))
    with session.store.unit("edit", undo=_("Kopie zo laten")) as unit:
        unit.change(one.copy, source_commits=versions(unit.rows, source))
    return unit.changes


def copies_of(session: Session, source: Id) -> list[Record]:
    """The copies of a record in assignments, with what says so; erasing the record takes them along."""
    out: list[Record] = []
    for copy in queries.find(session.store, Copy, source_row=source):
        record = _record(session, copy.row, copy.space)
        out += [copy, *([record] if record is not None else [])]
    return out


def with_people(chosen: Iterable[Shareable], all_: Iterable[Shareable]) -> list[Shareable]:
    """What was chosen and the persons it names: their calling names go along."""
    picked = {one.record.id: one for one in chosen}
    named = frozenset[Id]().union(*(one.people for one in picked.values()))
    for one in all_:
        if isinstance(one.record, Person) and one.record.id in named:
            picked.setdefault(one.record.id, one)
    return list(picked.values())

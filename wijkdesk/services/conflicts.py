"""Two versions of one field: who wrote what and when, and a person's choice (domain.md F11, architecture.md §2).

Nothing is lost: what is not chosen stays in the history. A choice names every version that was on the screen, so
a version that came in meanwhile asks again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import TYPE_CHECKING, Any

from wijkdesk.core.differences import together
from wijkdesk.core.discreet import shown
from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _, format_day
from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.base import DELETED, SET_MARK, FieldType, Record, check_value
from wijkdesk.models.dossier import ContactPoint
from wijkdesk.models.registry import KINDS
from wijkdesk.models.visit import ContactMoment
from wijkdesk.services.conflict_sides import LETTERS, Side, delete_sides, value_sides
from wijkdesk.services.dossiers import households_of, safety_space_of
from wijkdesk.services.session import from_moment
from wijkdesk.services.wording import field_title, name_of, spec_of, whole_name
from wijkdesk.storage import queries

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session
    from wijkdesk.sync.merge import RowState

__all__ = ["LETTERS", "Both", "Conflict", "Mark", "Side", "Sort"]


class Sort(StrEnum):
    """What kind of choice it is."""

    TEXT = "text"  # words: one, the other, both, or new ones
    VALUE = "value"  # one of the values
    DELETE = "delete"  # away or not


class Both(StrEnum):
    """How two values can be kept together."""

    NO = ""
    JOINED = "joined"  # in one field: the first, and the sentences only the other has
    SECOND = "second"  # the other one becomes a second record (a phone number)


@dataclass(frozen=True)
class Conflict:
    """One field with several values, and everything a person needs to choose."""

    row: Id
    space: Id
    kind: str
    field: str
    title: str
    label: str
    where: str
    sort: Sort
    both: Both
    sides: tuple[Side, ...]

    @property
    def key(self) -> tuple[Id, Id, str]:
        """What tells conflicts apart."""
        return (self.row, self.space, self.field)

    @property
    def latest(self) -> Side:
        """The version that came last; the others were there before it."""
        return max(self.sides, key=_moment)

    @property
    def joined(self) -> str:
        """The first text with what the others have more, each sentence once."""
        texts = [side.value for side in self.sides if isinstance(side.value, str) and side.value.strip()]
        return reduce(together, texts) if texts else ""


@dataclass(frozen=True)
class Mark:
    """That a field has two versions, for the screen that shows the field; `words` name it."""

    space: Id
    row: Id
    kind: str
    field: str
    title: str
    label: str

    @property
    def words(self) -> str:
        """Which field of which record; names hidden where names are hidden."""
        return f"{self.label} · {shown(self.title)}"

    @property
    def name(self) -> str:
        """The field as a form knows it: that of an element of a set is the set."""
        return self.field.split(SET_MARK, maxsplit=1)[0]


def _moment(side: Side) -> Any:  # noqa: ANN401 - a moment that can be compared
    return side.when


def count(session: Session, space: Id | None = None) -> int:
    """How many fields wait for a choice, everywhere or in one dossier with what is protected of it."""
    return len(_clashes(session, space))


def _clashes(session: Session, space: Id | None) -> list[tuple[Id, Id, str, str]]:
    found = queries.clashes(session.store, space)
    safe = safety_space_of(session, space) if space else None
    return found + (queries.clashes(session.store, safe) if safe else [])


def marks(session: Session, space: Id) -> tuple[Mark, ...]:
    """Which fields of a dossier have two versions, for marks beside them."""
    return tuple(
        Mark(one.space, one.row, one.kind, one.field, one.title, one.label)
        for one in reversed(conflicts(session, space))
    )


def conflicts(session: Session, space: Id | None = None) -> list[Conflict]:
    """What waits for a choice, the newest first."""
    found = [
        made
        for row, where, kind, field in _clashes(session, space)
        if (made := _conflict(session, row, where, kind, field)) is not None
    ]
    return sorted(found, key=_newest, reverse=True)


def _newest(conflict: Conflict) -> Any:  # noqa: ANN401 - a moment that can be compared
    return conflict.latest.when


def _conflict(session: Session, row: Id, space: Id, kind: str, field: str) -> Conflict | None:
    cls = KINDS.get(kind)
    record = queries.get(session.store, cls, row) if cls else None
    if record is None:
        return None
    sides = (delete_sides if field == DELETED else value_sides)(session, kind, row, space, field)
    if len(sides) < 2:
        return None
    sort = _sort(kind, field)
    return Conflict(
        row=row,
        space=space,
        kind=kind,
        field=field,
        title=_title(session, record),
        label=_("Weg of blijven") if sort is Sort.DELETE else field_title(kind, field),
        where=", ".join(name_of(one) for one in households_of(session, space)),
        sort=sort,
        both=_both(kind, field),
        sides=sides,
    )


def _title(session: Session, record: Record) -> str:
    """Which record: a paragraph by the contact it was written at, others by their own name."""
    row = getattr(record, "contact_moment", None)
    moment = queries.get(session.store, ContactMoment, row) if isinstance(row, bytes) else None
    if moment is None:
        return whole_name(session, record)
    day = format_day(from_moment(moment.started).date(), short=True) if moment.started else ""
    return (
        _("{what} bij {contact} {day}")
        .format(what=_(type(record).TITLE), contact=moment.caption, day=day)
        .strip()
    )


def _sort(kind: str, field: str) -> Sort:
    if field == DELETED:
        return Sort.DELETE
    spec = spec_of(kind, field)
    words = spec is not None and spec.type in (FieldType.TEXT, FieldType.LONG_TEXT)
    return Sort.TEXT if words and SET_MARK not in field else Sort.VALUE


def _both(kind: str, field: str) -> Both:
    if (kind, field) == (ContactPoint.KIND, "value"):
        return Both.SECOND
    spec = spec_of(kind, field)
    return Both.JOINED if spec is not None and spec.type is FieldType.LONG_TEXT else Both.NO


def choose(session: Session, conflict: Conflict, value: Any) -> ChangeSet:  # noqa: ANN401 - any field's value
    """Let one value stand, that of a side or a new one; the others stay in the history.

    For a deletion: True = away, False = let it stand. Raises UserError when the value does not fit, Refused
    `changed_since` when another version came in after the worker looked.
    """
    spec = spec_of(conflict.kind, conflict.field)
    if spec is not None and SET_MARK not in conflict.field:
        check_value(spec, value)
    undo = "" if conflict.sort is Sort.DELETE and not value else _("Kiezen tussen twee versies")
    with session.store.unit("resolve", undo=undo) as unit:
        _check_seen(unit.rows.state(conflict.row, conflict.space), conflict)
        unit.resolve(conflict.kind, conflict.row, conflict.space, conflict.field, value)
    return unit.changes


def keep_both(session: Session, conflict: Conflict) -> ChangeSet:
    """Keep all values: of texts what differs is added, a phone number as a second one. Raises as `choose`."""
    if conflict.both is Both.JOINED:
        return choose(session, conflict, conflict.joined)
    if conflict.both is Both.NO:
        raise Refused("not_both", _("Hier past maar één versie."))
    record = queries.get(session.store, ContactPoint, conflict.row)
    first, *others = conflict.sides
    with session.store.unit("resolve", undo=_("Beide versies bewaren")) as unit:
        _check_seen(unit.rows.state(conflict.row, conflict.space), conflict)
        unit.resolve(conflict.kind, conflict.row, conflict.space, conflict.field, first.value)
        if record is not None:
            for side in others:
                unit.create(_second(record, side))
    return unit.changes


def _second(record: ContactPoint, side: Side) -> ContactPoint:
    return record.with_(id=new_id(), value=side.value, preferred=False)


def _check_seen(state: RowState, conflict: Conflict) -> None:
    """Every version that is here now must have been on the screen."""
    seen = {commit for side in conflict.sides for commit in side.commits}
    fields = [conflict.field]
    if conflict.sort is Sort.DELETE:
        fields += state.unseen_by_deleter()
    unseen = {head for field in fields for head in state.heads(field)} - seen
    if unseen or conflict.field not in state.fields:
        raise Refused(
            "changed_since",
            _("Er is net nog een versie bij gekomen."),
            kept=_("Alle versies staan er nog."),
            todo=_("Kijk opnieuw en kies dan."),
        )

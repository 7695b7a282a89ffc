"""Persons of a dossier: who lives where, how to reach them, languages, gezag, who is involved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.base import Record, check_value
from wijkdesk.models.dossier import Address, ContactPoint, Household, HouseholdRole, Membership
from wijkdesk.models.ordering import between
from wijkdesk.models.person import (
    Involvement,
    LanguageProfile,
    Organisation,
    ParentalAuthority,
    Person,
    Relation,
)
from wijkdesk.services.dossiers import (
    add_people,
    assigned_users,
    household_of,
    need_safety_space,
    safety_space_of,
)
from wijkdesk.services.newcomers import NewPerson
from wijkdesk.storage import household_lines, protection, queries

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session

R = TypeVar("R", bound=Record)
P = TypeVar("P", Address, ContactPoint)
Part = Address | ContactPoint | LanguageProfile | ParentalAuthority | Involvement | Relation | Membership


@dataclass(frozen=True)
class Resident:
    """Someone in a household, with how and since when."""

    person: Person
    membership: Membership


@dataclass(frozen=True)
class PersonFile:
    """A person with all that hangs on them; protected parts stand among the others, in another space."""

    person: Person
    memberships: tuple[Membership, ...]
    addresses: tuple[Address, ...]
    contact_points: tuple[ContactPoint, ...]
    languages: tuple[LanguageProfile, ...]
    authority: tuple[ParentalAuthority, ...]
    involvements: tuple[Involvement, ...]
    relations: tuple[Relation, ...]

    def protected(self, part: Record) -> bool:
        """Whether a part stands in the safety space."""
        return part.space != self.person.space


def residents(session: Session, household: Household, *, gone: bool = False) -> list[Resident]:
    """The persons of a household in order; with `gone` also those whose time there is over."""
    found: list[Resident] = []
    today = session.today().isoformat()
    people = {person.id: person for person in people_of(session, household.space)}
    for membership in queries.find(session.store, Membership, household=household.id, order="order,id"):
        person = people.get(membership.person or Id(b""))
        over = isinstance(membership.until, str) and membership.until <= today
        if person is not None and (gone or not over):
            found.append(Resident(person, membership))
    return found


def people_of(session: Session, space: Id) -> list[Person]:
    """All persons of a dossier, by name."""
    found = queries.find(session.store, Person, space=space)
    return sorted(found, key=_by_name)


def _by_name(person: Person) -> str:
    return person.caption


def person_file(session: Session, person: Id) -> PersonFile | None:
    """A person with all that hangs on them; None when the person is not here."""
    found = queries.get(session.store, Person, person)
    if found is None:
        return None
    store = session.store
    relations = queries.find(store, Relation, person=person) + queries.find(store, Relation, other=person)
    authority = queries.find(store, ParentalAuthority, child=person)
    authority += queries.find(store, ParentalAuthority, holder=person)
    return PersonFile(
        person=found,
        memberships=tuple(queries.find(store, Membership, person=person, order="order,id")),
        addresses=tuple(queries.find(store, Address, owner=person)),
        contact_points=tuple(queries.find(store, ContactPoint, person=person, order="-preferred,id")),
        languages=tuple(queries.find(store, LanguageProfile, person=person, order="-preferred,language")),
        authority=tuple(authority),
        involvements=tuple(queries.find(store, Involvement, subject=person)),
        relations=tuple(relations),
    )


def addresses_of(session: Session, owner: Id) -> list[Address]:
    """The addresses of a household or person that this user may read."""
    return queries.find(session.store, Address, owner=owner)


def organisations(session: Session, space: Id) -> list[Organisation]:
    """The organisations a dossier knows, by name."""
    return queries.find(session.store, Organisation, space=space, order="name,id")


def add_person(session: Session, household: Household, new: NewPerson) -> tuple[Person, ChangeSet]:
    """Add a person to a household. UserError without a name."""
    if not new.calling_name.strip():
        raise UserError(_("Vul een naam in. Een roepnaam of schuilnaam is genoeg."), field="calling_name")
    with session.store.unit("edit", undo=_("Persoon toevoegen")) as unit:
        made = add_people(unit, household, (new,), after=_last_order(session, household))
    return made[0], unit.changes


def _last_order(session: Session, household: Household) -> str | None:
    last = queries.find(session.store, Membership, household=household.id, order="-order", limit=1)
    return last[0].order if last else None


def move_in(
    session: Session, person: Person, household: Household, role: HouseholdRole | None, since: str | None
) -> ChangeSet:
    """Let a person live in a household, also beside another one: a child can live in two."""
    if household.space != person.space:
        raise Refused("other_dossier", _("Dit huishouden staat in een ander dossier."))
    with session.store.unit("edit", undo=_("Huishouden toevoegen")) as unit:
        unit.create(
            Membership(
                id=new_id(),
                space=person.space,
                household=household.id,
                person=person.id,
                role=role,
                since=since,
                order=between(_last_order(session, household), None),
            )
        )
    return unit.changes


def blank(kind: type[Part], person: Person) -> Part:
    """A new, unwritten part of a person; `save_new` writes it."""
    owner = {
        Address: "owner",
        ContactPoint: "person",
        LanguageProfile: "person",
        ParentalAuthority: "child",
        Involvement: "subject",
        Relation: "person",
        Membership: "person",
    }[kind]
    made = kind(id=new_id(), space=person.space)
    return made.with_(**{owner: person.id})


def blank_address(home: Household) -> Address:
    """A new, unwritten address of a household."""
    return Address(id=new_id(), space=home.space, owner=home.id)


def save_new(session: Session, record: Record, text: str) -> ChangeSet:
    """Write a new record; `text` names the step for Ctrl+Z."""
    with session.store.unit("edit", undo=text) as unit:
        unit.create(record)
    return unit.changes


def change(
    session: Session,
    record: Record,
    bases: Sequence[bytes] | None = None,
    **values: Any,  # noqa: ANN401 - as declared
) -> ChangeSet:
    """Write other values of a record as it was shown. UserError names the field that does not fit.

    `bases` = the commits that were on screen when editing began, where a draft kept them.
    """
    specs = record.specs()
    for name, value in values.items():
        check_value(specs[name], value)
    label = ", ".join(specs[name].title for name in values)
    with session.store.unit("edit", undo=_("{field} wijzigen").format(field=label)) as unit:
        unit.change(record, seen=None if bases is None else dict.fromkeys(values, bases), **values)
    return unit.changes


def remove(session: Session, records: Sequence[Record]) -> ChangeSet:
    """Lay records in the bin, in one step."""
    name = records[0].caption if records else ""
    with session.store.unit("edit", undo=_("{name} weggooien").format(name=name)) as unit:
        for record in records:
            unit.delete(record)
    return unit.changes


def protect(session: Session, record: P) -> tuple[P, ChangeSet]:
    """Move an address or contact point to the safety space and erase it where it stood; cannot be undone."""
    space = _dossier_space(session, record)
    with session.store.unit("protect") as unit:
        safe = need_safety_space(session, unit, space)
        if safe == record.space:
            return record, unit.changes
        made = protection.move(session.store, unit, record, safe, "protected")
        household_lines.forget(unit.connection, space)
    return made, unit.changes


def _dossier_space(session: Session, record: Address | ContactPoint) -> Id:
    owner = record.owner if isinstance(record, Address) else record.person
    person = queries.get(session.store, Person, owner) if owner else None
    household = household_of(session, owner) if owner and person is None else None
    holder = person or household
    return holder.space if holder is not None else record.space


def may_have_seen(session: Session, space: Id) -> list[str]:
    """The names of colleagues who could read this dossier until now, without the worker's own."""
    users = [user for user in assigned_users(session, space) if user != session.user]
    return [session.worker_of(user).caption for user in users]


def is_protected(session: Session, record: Record, space: Id) -> bool:
    """Whether a record of a dossier stands in its safety space."""
    return record.space == safety_space_of(session, space)

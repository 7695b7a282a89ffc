"""The records of one made-up household: people, contacts, notes, scores, steps, appointments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.ids import Id, natural_id, new_id
from wijkdesk.models.base import Record
from wijkdesk.models.dossier import (
    Address,
    ChannelKind,
    ContactPoint,
    Dossier,
    DossierState,
    Household,
    HouseholdRole,
    Membership,
    Space,
    SpaceKind,
)
from wijkdesk.models.life_domain import DEFAULT_DOMAINS, LifeDomainView, Obtained, view_id
from wijkdesk.models.person import Person
from wijkdesk.models.step import Promise, Step
from wijkdesk.models.visit import Appointment, ContactKind, ContactMoment, Statement, StatementKind
from wijkdesk.storage.spaces import space_row

if TYPE_CHECKING:
    from wijkdesk.bench.words import Writer


@dataclass(frozen=True)
class Sizes:
    """How much to write: households, and for each of them contact moments and notes of so many words."""

    households: int
    people: int = 4
    moments: int = 10
    notes: int = 70
    words: int = 40


def family(writer: Writer, space: Id, worker: Id, sizes: Sizes) -> list[Record]:
    """All records of a dossier with one household."""
    home = Household(id=new_id(), space=space, name=writer.name(), order="1")
    people = [_person(writer, space) for _turn in range(sizes.people)]
    moments = [_moment(writer, home) for _turn in range(sizes.moments)]
    return [
        Space(id=space_row(space), space=space, kind=SpaceKind.DOSSIER),
        Dossier(
            id=natural_id(space, Dossier.KIND), space=space, state=DossierState.OPEN, responsible=worker
        ),
        home,
        *people,
        *(_membership(home, person) for person in people),
        Address(id=new_id(), space=space, owner=home.id, street=f"{writer.text(1)}straat 12"),
        *moments,
        *_contents(writer, home, people, moments, sizes),
    ]  # fmt: skip


def _contents(
    writer: Writer, home: Household, people: list[Person], moments: list[ContactMoment], sizes: Sizes
) -> Iterator[Record]:
    for number in range(sizes.notes):
        yield _note(writer, home.space, moments[number % len(moments)].id, people[0].id, sizes.words)
    for person in people:
        yield _phone(person)
        for moment in moments[:1]:
            yield _view(writer, moment, person)
    yield Appointment(
        id=new_id(), space=home.space, household=home.id, starts=f"{writer.day()}T10:00:00Z",
        kind=ContactKind.HOME_VISIT,
    )  # fmt: skip
    yield Step(id=new_id(), space=home.space, household=home.id, text=writer.text(6), due=writer.day())
    yield Promise(id=new_id(), space=home.space, household=home.id, text=writer.text(6), due=writer.day())


def _person(writer: Writer, space: Id) -> Person:
    return Person(
        id=new_id(),
        space=space,
        calling_name=writer.name().split()[0],
        family_name=writer.name(),
        born="2001",
    )


def _membership(home: Household, person: Person) -> Membership:
    return Membership(
        id=new_id(),
        space=home.space,
        household=home.id,
        person=person.id,
        role=HouseholdRole.ADULT,
        order="b",
    )


def _phone(person: Person) -> ContactPoint:
    return ContactPoint(
        id=new_id(), space=person.space, person=person.id, kind=ChannelKind.PHONE, value="06 12345678"
    )


def _moment(writer: Writer, home: Household) -> ContactMoment:
    return ContactMoment(
        id=new_id(), space=home.space, household=home.id, kind=ContactKind.HOME_VISIT,
        started=f"{writer.day()}T09:00:00Z", purpose=writer.text(4),
    )  # fmt: skip


def _note(writer: Writer, space: Id, moment: Id, person: Id, words: int) -> Statement:
    return Statement(
        id=new_id(), space=space, contact_moment=moment, kind=StatementKind.REPORTED, order="b",
        text=writer.text(words), said_by=person, recorded_at="2026-11-12T14:00:00Z",
    )  # fmt: skip


def _view(writer: Writer, moment: ContactMoment, person: Person) -> LifeDomainView:
    domain = DEFAULT_DOMAINS[0].id
    return LifeDomainView(
        id=view_id(moment.space, moment.id, person.id, domain), space=moment.space,
        contact_moment=moment.id, person=person.id, domain=domain, score=writer.random.randint(0, 10),
        obtained=Obtained.SAID,
    )  # fmt: skip

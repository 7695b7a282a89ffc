"""A visit: start it, read all that its screen needs in one go, finish it (domain.md #9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, new_id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.dossier import Household, HouseholdRole, Membership
from wijkdesk.models.life_domain import Factor, LifeDomain, LifeDomainView, Need, UrgentNeed
from wijkdesk.models.person import Person
from wijkdesk.models.step import Promise, Step
from wijkdesk.models.visit import (
    Appointment,
    AppointmentState,
    ContactKind,
    ContactMoment,
    Statement,
)
from wijkdesk.services import conflicts, drafts, mentions, needs, sign_offs, statements, steps, views
from wijkdesk.services.conflicts import Mark
from wijkdesk.services.session import Session
from wijkdesk.services.voices import Voices, voices
from wijkdesk.storage import queries

PLACE = "visit"  # where drafts of this screen lead back to: visit/<contact moment>/...
_FOLDED = "ui/visit_folded"


@dataclass(frozen=True)
class Member:
    """Someone of the household, with the age on the day of reading."""

    person: Person
    role: HouseholdRole | Unknown | str | None
    age: int | None

    @property
    def is_child(self) -> bool:
        """Whether this is a minor of the household."""
        if self.age is not None:
            return self.age < 18
        return self.role in (HouseholdRole.CHILD, HouseholdRole.FOSTER_CHILD)


@dataclass(frozen=True)
class Visit:
    """Everything the screen shows; views and words by (person, domain)."""

    moment: ContactMoment
    household: Household
    members: tuple[Member, ...]
    domains: tuple[LifeDomain, ...]
    notes: tuple[Statement, ...]
    views: Mapping[tuple[Id, Id], LifeDomainView]
    words: Mapping[tuple[Id, Id], Statement]
    factors: tuple[Factor, ...]
    needs: Mapping[Need, UrgentNeed]
    steps: tuple[Step, ...]
    promises: tuple[Promise, ...]
    appointment: Appointment | None
    drafts: tuple[drafts.Draft, ...]
    signed: sign_offs.Signed | None
    names: tuple[mentions.Name, ...]
    marks: tuple[Mark, ...] = ()


def start(
    session: Session, household: Id, *, appointment: Id | None = None, present: Iterable[Id] = ()
) -> ContactMoment:
    """Begin a home visit, from an appointment if there is one; the appointment then leads to it.

    Raises UserError when the household is not here.
    """
    home = queries.get(session.store, Household, household)
    if home is None:
        raise UserError(_("Dit huishouden staat niet op deze laptop."))
    planned = queries.get(session.store, Appointment, appointment) if appointment else None
    if planned is not None and planned.contact_moment is not None:
        found = queries.get(session.store, ContactMoment, planned.contact_moment)
        if found is not None and not found.deleted:
            return found
    moment = ContactMoment(
        id=new_id(), space=home.space, kind=ContactKind.HOME_VISIT, household=home.id,
        started=session.stamp(), purpose=(planned.purpose if planned else None) or _purpose(session, home),
        place=planned.place if planned else None, worker=session.me.id,
        present=frozenset(person.hex() for person in present),
    )  # fmt: skip
    with session.store.unit(undo=_("Bezoek beginnen")) as unit:
        unit.create(moment)
        if planned is not None:
            unit.change(planned, contact_moment=moment.id)
    return moment


def _purpose(session: Session, home: Household) -> str:
    before = queries.find(session.store, ContactMoment, household=home.id, kind=ContactKind.HOME_VISIT.value)
    return _("Huisbezoek") if before else _("Eerste huisbezoek")


def running(session: Session, household: Id) -> ContactMoment | None:
    """The visit to a household that was begun and not finished, the latest first."""
    found = queries.find(session.store, ContactMoment, household=household, order="-started")
    return next((one for one in found if one.kind is ContactKind.HOME_VISIT and one.ended is None), None)


def load(session: Session, contact_moment: Id) -> Visit:
    """Read a visit. Raises UserError when it is not here or its household is not."""
    store = session.store
    moment = queries.get(store, ContactMoment, contact_moment)
    home = queries.get(store, Household, moment.household) if moment and moment.household else None
    if moment is None or home is None:
        raise UserError(_("Dit bezoek staat niet op deze laptop."))
    found = queries.find(store, LifeDomainView, contact_moment=moment.id)
    seen = {(view.person, view.domain): view for view in found if view.person and view.domain}
    rows = {view.id: key for key, view in seen.items()}
    said = queries.find(store, Statement, contact_moment=moment.id)
    members = _members(session, home.id)
    all_domains = tuple(views.domains(session))
    return Visit(
        moment=moment,
        household=home,
        members=members,
        domains=all_domains,
        notes=tuple(statements.of_moment(session, moment.id)),
        views=seen,
        words={rows[one.view]: one for one in said if one.view in rows},
        factors=tuple(queries.find(store, Factor, contact_moment=moment.id, order="order,id")),
        needs=needs.of_household(session, home),
        steps=tuple(queries.find(store, Step, household=home.id, order="order,id")),
        promises=tuple(queries.find(store, Promise, household=home.id, order="order,id")),
        appointment=steps.next_appointment(session, home.id),
        drafts=tuple(drafts.of_place(session, f"{PLACE}/{moment.id.hex()}")),
        signed=sign_offs.of_moment(session, moment.id),
        names=_names(session, members, all_domains),
        marks=conflicts.marks(session, moment.space),
    )


def _members(session: Session, household: Id) -> tuple[Member, ...]:
    """Who lives there today, in the order of the household; without an order the oldest first."""
    today = session.today()
    found = []
    for membership in queries.find(session.store, Membership, household=household):
        ended = isinstance(membership.until, str) and membership.until < today.isoformat()
        person = queries.get(session.store, Person, membership.person) if membership.person else None
        if person is None or person.deleted or ended:
            continue
        member = Member(person, membership.role, person.age(today))
        found.append((membership.order or "~", -(member.age or 0), person.id, member))
    return tuple(member for _order, _age, _id, member in sorted(found, key=_first_three))


def _first_three(item: tuple[str, int, Id, Member]) -> tuple[str, int, Id]:
    return item[:3]


def _names(
    session: Session, members: Iterable[Member], domains: Iterable[LifeDomain]
) -> tuple[mentions.Name, ...]:
    """What @ and # can name here: the household, this worker, the life domains."""
    me = session.me
    people = [
        mentions.Name("@", one.person.id, one.person.short_name, one.person.full_name) for one in members
    ]
    own = mentions.Name("@", me.id, me.short_name, me.function or "")
    return (*people, own, *(mentions.Name("#", domain.id, domain.caption) for domain in domains))


def heard_in(visit: Visit) -> Voices:
    """Whose voice is in this visit."""
    return voices((*visit.notes, *visit.words.values()), visit.views.values())


def missing(visit: Visit) -> list[Member]:
    """Whose voice is not in this visit yet: children first, the youngest before all (domain.md #21).

    Who was asked and does not want to say is not asked again.
    """
    found = heard_in(visit)
    silent = [one for one in visit.members if not found.heard(one.person.id, one.age)]
    asking = [one for one in silent if one.person.id not in found.unwilling]
    return sorted(asking, key=_young_first)


def _young_first(member: Member) -> tuple[bool, int]:
    return not member.is_child, member.age if member.age is not None else 999


def set_present(session: Session, moment: ContactMoment, present: Iterable[Id]) -> ChangeSet:
    """Say who was there."""
    with session.store.unit(undo=_("Aanwezig")) as unit:
        unit.change(moment, present=frozenset(person.hex() for person in present))
    return unit.changes


def finish(session: Session, moment: ContactMoment) -> ChangeSet:
    """End the visit; everything can still be changed until it is signed off."""
    planned = queries.find(session.store, Appointment, contact_moment=moment.id)
    with session.store.unit(undo=_("Bezoek afronden")) as unit:
        if moment.ended is None:
            unit.change(moment, ended=session.stamp())
        for appointment in planned:
            unit.change(appointment, state=AppointmentState.DONE)
    return unit.changes


def is_folded(session: Session) -> bool:
    """Whether this worker last had the life domains folded away."""
    return session.store.secret(_FOLDED) == b"1"


def set_folded(session: Session, folded: bool) -> None:
    """Remember whether the life domains are folded away (on this laptop)."""
    session.store.set_secret(_FOLDED, b"1" if folded else b"0")

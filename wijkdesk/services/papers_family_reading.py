"""What a family's page is made from, read from the space of its household only."""

from __future__ import annotations

from dataclasses import dataclass

from wijkdesk.core.ids import Id
from wijkdesk.core.text import fold
from wijkdesk.models.dossier import Address
from wijkdesk.models.step import Promise, PromiseState, Step
from wijkdesk.models.visit import Appointment, AppointmentState, ContactKind, ContactMoment, Statement
from wijkdesk.reports.content import fixed_texts
from wijkdesk.reports.family_words import PAPER
from wijkdesk.services.mentions import plain
from wijkdesk.services.papers_household import Subject
from wijkdesk.services.session import Session
from wijkdesk.storage import queries

LAST = "9999"  # after every moment


@dataclass(frozen=True, slots=True)
class SaidHope:
    """A hope in own words; `person` is None when nobody wrote down whose it is."""

    row: Id
    person: Id | None
    text: str
    language: str


def hopes(session: Session, about: Subject, until: ContactMoment | None) -> list[SaidHope]:
    """What each member hoped at the last contact moment that heard it; corrected words give way to the newer."""
    said = _until(session, about, until)
    latest: dict[Id | None, str] = {}
    for when, row in said:
        latest[row.said_by] = max(latest.get(row.said_by, ""), when)
    order: dict[Id | None, int] = {member.id: place for place, member in enumerate(about.members)}
    names: dict[Id | None, str] = {member.id: member.person.short_name for member in about.members}
    kept = [
        SaidHope(row.id, row.said_by, plain(row.text or "", names.get(row.said_by, "")), row.language or "nl")
        for when, row in said
        if (row.said_by is None or row.said_by in order) and when == latest[row.said_by]
    ]
    return sorted(kept, key=_Place(order))


def _until(session: Session, about: Subject, until: ContactMoment | None) -> list[tuple[str, Statement]]:
    """The hopes of this household with the moment they were said, up to the contact moment given."""
    found = queries.find(session.store, ContactMoment, space=about.space, household=about.household.id)
    moments: dict[Id | None, str] = {moment.id: moment.started or "" for moment in found}
    limit = (until.started if until else None) or LAST
    said = queries.find(session.store, Statement, space=about.space, order="order,id")
    corrected = {row.corrects for row in said}
    return [
        (moments[row.contact_moment], row)
        for row in said
        if row.hope and row.text and row.id not in corrected
        and moments.get(row.contact_moment, LAST + LAST) <= limit
    ]  # fmt: skip


class _Place:
    """Hopes stand in the order of the people; those of nobody in particular come last."""

    def __init__(self, order: dict[Id | None, int]) -> None:
        self.order = order

    def __call__(self, hope: SaidHope) -> int:
        return self.order.get(hope.person, len(self.order))


def steps(session: Session, about: Subject) -> list[Step]:
    """Open steps of the household, those with a date first."""
    rows = queries.find(
        session.store, Step, space=about.space, household=about.household.id, order="due,order,id"
    )
    open_ones = [row for row in rows if not row.done_at and row.text]
    return [row for row in open_ones if row.due] + [row for row in open_ones if not row.due]


def promises(session: Session, about: Subject) -> list[Promise]:
    """What this worker promised the household and has not done yet."""
    mine = queries.find(
        session.store,
        Promise,
        space=about.space,
        household=about.household.id,
        by=session.me.id,
        order="due,order,id",
    )
    return [row for row in mine if row.text and row.state in (None, PromiseState.OPEN)]


def appointment(session: Session, about: Subject) -> Appointment | None:
    """The next appointment that goes on."""
    coming = queries.find(
        session.store, Appointment, space=about.space, household=about.household.id, order="starts,id"
    )
    now = session.stamp()
    planned = (None, AppointmentState.PLANNED)
    return next((row for row in coming if row.starts and row.starts >= now and row.state in planned), None)


def place(session: Session, about: Subject, appointment: Appointment) -> str:
    """Where to meet, in words without an address: the sheet hangs where everyone can read it."""
    place = appointment.place or ""
    at_home = fixed_texts(PAPER).text("at_home")
    if not place:
        return at_home if appointment.kind is ContactKind.HOME_VISIT else ""
    addresses = queries.find(session.store, Address, space=about.space)
    streets = [fold(address.street) for address in addresses if address.street]
    return at_home if any(street in fold(place) for street in streets) else place

"""Who and what a paper is about, read from one space only: what stands in `safety` never reaches a paper.

Rule: a record counts when it stands in the space of the household itself (architecture.md §3), so protected
addresses, numbers and statements cannot be found from here. Papers speak Dutch, whatever the screens speak.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.models.base import Choice
from wijkdesk.models.dossier import Dossier, Household, Membership, Space, SpaceKind, Worker
from wijkdesk.models.life_domain import LifeDomainView
from wijkdesk.models.person import Organisation, Person
from wijkdesk.models.visit import ContactMoment, Statement
from wijkdesk.reports.brand import Brand
from wijkdesk.services.session import Session
from wijkdesk.services.voices import Voices, is_young, voices
from wijkdesk.storage import queries

_GROWN = 18  # Jeugdwet 1.1: a child is younger than 18


@dataclass(frozen=True, slots=True)
class Member:
    """Someone who lives in the household now."""

    person: Person
    role: str
    age: int | None

    @property
    def id(self) -> Id:
        """The id of the person."""
        return self.person.id

    @property
    def child(self) -> bool:
        """Whether this is a minor, as far as known."""
        return self.age is not None and self.age < _GROWN

    @property
    def very_young(self) -> bool:
        """Whether this is a child too small to ask: then what is seen counts (as in Bezoek)."""
        return is_young(self.age)


@dataclass(frozen=True, slots=True)
class Subject:
    """A household with its dossier, its people in order, and whether all of it was invented to practise."""

    household: Household
    dossier: Dossier | None
    members: tuple[Member, ...]
    practice: bool

    @property
    def space(self) -> Id:
        """The space that everything on its papers comes from."""
        return self.household.space

    def member(self, person: bytes | None) -> Member | None:
        """The member with that id; None for anybody else."""
        return next((member for member in self.members if member.id == person), None)


def subject(session: Session, household: Id) -> Subject:
    """Read what papers need to know of a household.

    Raises:
        Refused: `gone` when it is not here, or when it is not in a space of a dossier.
    """
    found = queries.get(session.store, Household, household)
    if found is None or found.deleted or _kind(session, found.space) is SpaceKind.SAFETY:
        raise Refused(
            "gone",
            _("Dit huishouden staat niet op deze laptop."),
            todo=_("Ga terug en kies een ander huishouden."),
        )
    dossier = next(iter(queries.find(session.store, Dossier, space=found.space)), None)
    practice = _kind(session, found.space) is SpaceKind.PRACTICE or bool(dossier and dossier.practice)
    return Subject(found, dossier, tuple(_members(session, found)), practice)


def _kind(session: Session, space: Id) -> SpaceKind | None:
    found = queries.find(session.store, Space, space=space)
    return found[0].kind if found else None


def _members(session: Session, household: Household) -> Iterable[Member]:
    today = session.today().isoformat()
    rows = queries.find(
        session.store, Membership, space=household.space, household=household.id, order="order,id"
    )
    for row in rows:
        person = queries.get(session.store, Person, row.person) if row.person else None
        ended = isinstance(row.until, str) and row.until < today[: len(row.until)]
        if person and not person.deleted and person.space == household.space and not ended:
            yield Member(person, dutch(row.role), person.age(session.today()))


def dutch(value: object) -> str:
    """The Dutch words of a choice, in whatever language the screens are; empty for anything else."""
    return value.label_source if isinstance(value, Choice) else ""


def first_names(members: Iterable[Member]) -> dict[Id, str]:
    """First names by id, with the age behind them where two would be the same; never a surname."""
    known = list(members)
    short = [member.person.short_name for member in known]
    return {
        member.id: name if short.count(name) == 1 or member.age is None else f"{name} ({member.age})"
        for member, name in zip(known, short, strict=True)
    }


def name_of(session: Session, about: Subject, row: bytes | None) -> str:
    """The full name of a person of this dossier, a colleague or an organisation; empty for what is elsewhere."""
    if row is None:
        return ""
    for cls in (Person, Organisation):
        found = queries.get(session.store, cls, row)
        if found is not None and found.space == about.space:
            return found.caption
    worker = queries.get(session.store, Worker, row)
    return worker.caption if worker else ""


def voices_in(session: Session, about: Subject, contact_moment: Id) -> Voices:
    """Whose voice is in a contact moment."""
    said = queries.find(session.store, Statement, space=about.space, contact_moment=contact_moment)
    return voices(said, queries.find(session.store, LifeDomainView, contact_moment=contact_moment))


def missing_voices(session: Session, about: Subject, contact_moment: Id) -> list[Member]:
    """Members whose own voice is not in a contact moment, children first (domain.md #21).

    Who does not want to say is in the list too: see `unwilling`.
    """
    found = voices_in(session, about, contact_moment)
    return sorted((one for one in about.members if not found.heard(one.id, one.age)), key=_youngest_first)


def unwilling(session: Session, about: Subject, contact_moment: Id) -> frozenset[Id | None]:
    """Who was asked at a contact moment and does not want to say; nobody asks them again on paper."""
    return voices_in(session, about, contact_moment).unwilling


def _youngest_first(member: Member) -> int:
    return 999 if member.age is None else member.age


def contact_moment_of(session: Session, row: Id) -> ContactMoment:
    """The contact moment with that id.

    Raises:
        Refused: `gone` when it is not here any more.
    """
    found = queries.get(session.store, ContactMoment, row)
    if found is None or found.deleted:
        raise Refused(
            "gone",
            _("Dit bezoek staat niet meer op deze laptop."),
            kept=_("In de prullenbak vind je het misschien terug."),
            todo=_("Ga terug en kies een ander bezoek."),
        )
    return found


def household_of(moment: ContactMoment) -> Id:
    """The household of a contact moment.

    Raises:
        Refused: `no_household` when none was chosen yet.
    """
    if moment.household is None:
        raise Refused(
            "no_household",
            _("Bij dit bezoek staat nog geen huishouden."),
            kept=_("Wat je schreef, blijft staan."),
            todo=_("Kies eerst het huishouden bij het bezoek."),
        )
    return moment.household


def full_day(iso: str | None) -> dt.date | None:
    """A whole date; None when only a year or month is known."""
    return dt.date.fromisoformat(iso) if iso and len(iso) == len("2026-11-12") else None


def brand_of(worker: Worker) -> Brand | None:
    """The sender of a paper: the team with its address; None when the team has no name."""
    return Brand(worker.team_name, worker.office or "") if worker.team_name else None

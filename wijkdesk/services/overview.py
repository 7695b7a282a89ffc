"""A household at a glance: hope, how everyone sees each domain, missing voices, steps, who lives there.

Never a total, an average or a risk score (domain.md B6).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.ids import Id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.dossier import Address, Household, HouseholdRole, Membership, Worker
from wijkdesk.models.life_domain import (
    TALK_FROM,
    LifeDomain,
    LifeDomainView,
    Need,
    UrgentNeed,
    difference,
)
from wijkdesk.models.person import LanguageProfile, ParentalAuthority, Person
from wijkdesk.models.step import Promise, PromiseState, Step
from wijkdesk.models.visit import Appointment, ContactMoment, Statement
from wijkdesk.services import needs, people, steps, views
from wijkdesk.services.session import from_moment
from wijkdesk.services.voices import Voices, voices
from wijkdesk.storage import queries

if TYPE_CHECKING:
    from wijkdesk.services.session import Session

GROWN = 18
Score = int | Unknown | None


@dataclass(frozen=True)
class HouseMember:
    """Someone who lives here: `place` counts all members from 1, so that a colour stays; 0 = not heard yet."""

    person: Person
    role: HouseholdRole | Unknown | str | None
    age: int | None
    has_authority: bool
    place: int

    @property
    def heard(self) -> bool:
        """Whether this person's own voice is in the dossier."""
        return self.place > 0

    @property
    def is_child(self) -> bool:
        """Whether this is a minor."""
        if self.age is not None:
            return self.age < GROWN
        return self.role in (HouseholdRole.CHILD, HouseholdRole.FOSTER_CHILD)


@dataclass(frozen=True)
class DomainLine:
    """One domain with the latest score of each person; `asked` are those of whom it is known."""

    domain: LifeDomain
    scores: Mapping[Id, Score]

    @property
    def difference(self) -> int:
        """Points between the highest and the lowest score."""
        return difference(self.scores.values())


@dataclass(frozen=True)
class Talk:
    """The difference that most invites a talk: who gives what, a child's voice first."""

    domain: LifeDomain
    scores: tuple[tuple[Person, int], ...]


@dataclass(frozen=True)
class Overview:
    """All that the first page of a dossier shows."""

    household: Household
    others: tuple[Household, ...]
    members: tuple[HouseMember, ...]
    addresses: tuple[Address, ...]
    languages: tuple[LanguageProfile, ...]
    hope: Statement | None
    domains: tuple[DomainLine, ...]
    talk: Talk | None
    needs: Mapping[Need, UrgentNeed]
    steps: tuple[Step, ...]
    promises: tuple[Promise, ...]
    last: ContactMoment | None
    appointment: Appointment | None
    clashes: int

    @property
    def missing(self) -> list[HouseMember]:
        """Whose voice is missing: children first, the youngest before all."""
        return sorted((one for one in self.members if not one.heard), key=_young_first)


def _young_first(one: HouseMember) -> tuple[bool, int]:
    return not one.is_child, one.age if one.age is not None else 999


def overview(session: Session, household: Id) -> Overview | None:
    """Read a household for its first page; None when it is not here."""
    home = queries.get(session.store, Household, household)
    if home is None:
        return None
    store = session.store
    moments = _moments(session, home)
    given = queries.find(store, LifeDomainView, space=home.space)
    latest = _latest(given, moments)
    said = queries.find(store, Statement, space=home.space)
    members = _house_members(session, home, voices(said, given))
    lines = _lines(session, members, latest)
    persons = {one.person.id for one in members}
    languages = queries.find(store, LanguageProfile, space=home.space, order="-preferred,language")
    return Overview(
        household=home,
        others=tuple(
            other for other in queries.find(store, Household, space=home.space, order="order,id")
            if other.id != home.id
        ),
        members=members,
        addresses=tuple(people.addresses_of(session, home.id)),
        languages=tuple(profile for profile in languages if profile.person in persons),
        hope=_hope(said, moments),
        domains=lines,
        talk=_talk(lines, members),
        needs=needs.of_household(session, home),
        steps=_open_steps(session, home),
        promises=_open_promises(session, home),
        last=max(moments.values(), key=_started, default=None),
        appointment=steps.next_appointment(session, home.id),
        clashes=len(queries.clashes(store, home.space)),
    )  # fmt: skip


def _moments(session: Session, home: Household) -> dict[Id, ContactMoment]:
    found = queries.find(session.store, ContactMoment, space=home.space)
    return {one.id: one for one in found if one.household in (home.id, None)}


def _started(moment: ContactMoment) -> str:
    return moment.started or ""


def _latest(
    given: Iterable[LifeDomainView], moments: Mapping[Id, ContactMoment]
) -> dict[tuple[Id, Id], LifeDomainView]:
    """The newest answered view of each person and domain."""
    found: dict[tuple[Id, Id], tuple[str, LifeDomainView]] = {}
    for view in given:
        moment = moments.get(view.contact_moment) if view.contact_moment else None
        if moment is None or not view.person or not view.domain or view.score is None:
            continue
        key, when = (view.person, view.domain), _started(moment)
        if key not in found or found[key][0] <= when:
            found[key] = (when, view)
    return {key: view for key, (_when, view) in found.items()}


def _house_members(session: Session, home: Household, found: Voices) -> tuple[HouseMember, ...]:
    today = session.today()
    holders = {
        fact.holder
        for fact in queries.find(session.store, ParentalAuthority, space=home.space)
        if fact.until is None
    }
    out: list[HouseMember] = []
    for place, resident in enumerate(people.residents(session, home), 1):
        person, age = resident.person, resident.person.age(today)
        heard = found.heard(person.id, age)
        role = resident.membership.role
        out.append(HouseMember(person, role, age, person.id in holders, place if heard else 0))
    return tuple(out)


def _lines(
    session: Session, members: tuple[HouseMember, ...], latest: Mapping[tuple[Id, Id], LifeDomainView]
) -> tuple[DomainLine, ...]:
    return tuple(
        DomainLine(
            domain,
            {
                one.person.id: latest[one.person.id, domain.id].score
                for one in members
                if (one.person.id, domain.id) in latest
            },
        )
        for domain in views.domains(session)
    )


def _talk(lines: tuple[DomainLine, ...], members: tuple[HouseMember, ...]) -> Talk | None:
    """The largest difference; at equal size one in which a child has a voice."""
    children = {one.person.id for one in members if one.is_child}
    best: tuple[tuple[bool, int], DomainLine] | None = None
    for line in lines:
        if line.difference >= TALK_FROM:
            child = any(who in children and is_number(score) for who, score in line.scores.items())
            rank = (child, line.difference)
            if best is None or rank > best[0]:
                best = (rank, line)
    if best is None:
        return None
    scores = best[1].scores
    order = sorted(members, key=_young_first)
    given = [(one.person, score) for one in order if isinstance(score := scores.get(one.person.id), int)]
    return Talk(best[1].domain, tuple((who, int(score)) for who, score in given if is_number(score)))


def is_number(score: Score) -> bool:
    """Whether a number was given, and not one of the ways of not knowing."""
    return isinstance(score, int) and not isinstance(score, Unknown)


def _hope(said: list[Statement], moments: Mapping[Id, ContactMoment]) -> Statement | None:
    """The hope noted last."""
    hopes = [one for one in said if one.hope and one.text and one.contact_moment in moments]
    return max(hopes, key=_recorded, default=None)


def _recorded(one: Statement) -> tuple[str, str]:
    return one.recorded_at or "", one.order or ""


def _open_steps(session: Session, home: Household) -> tuple[Step, ...]:
    found = queries.find(session.store, Step, household=home.id)
    return tuple(sorted((step for step in found if step.done_at is None), key=_due))


def _due(one: Step | Promise) -> tuple[str, str]:
    return one.due or "~", one.order or ""


def _open_promises(session: Session, home: Household) -> tuple[Promise, ...]:
    found = queries.find(session.store, Promise, household=home.id)
    kept = (PromiseState.KEPT, PromiseState.DISCUSSED)
    return tuple(sorted((one for one in found if one.state not in kept), key=_due))


def promise(session: Session, row: Id) -> Promise | None:
    """The promise with that id; None when that is another kind of record."""
    return queries.get(session.store, Promise, row)


def names_of(session: Session, elements: frozenset[str]) -> list[str]:
    """The short names of persons and workers named in a set of hex ids; who is not here is left out.

    People come in the order of their household, workers after them.
    """
    found: list[tuple[str, str]] = []
    for element in elements:
        row = Id(bytes.fromhex(element))
        if person := queries.get(session.store, Person, row):
            homes = queries.find(session.store, Membership, person=row, order="order", limit=1)
            found.append((f"1{homes[0].order or ''}" if homes else "2", person.short_name))
        elif name := _worker_name(session, row):
            found.append(("3", name))
    return [name for _order, name in sorted(found)]


def _worker_name(session: Session, row: Id) -> str:
    worker = queries.get(session.store, Worker, row)
    return worker.short_name if worker else ""


def local(moment: str | None) -> dt.datetime | None:
    """A kept moment as local time, when there is one."""
    return from_moment(moment) if moment else None

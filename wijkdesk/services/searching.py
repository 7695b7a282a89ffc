"""Finding households, people and notes from a few letters; the last households first when nothing is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from wijkdesk.core.i18n import _, format_day, ngettext
from wijkdesk.core.ids import Id
from wijkdesk.core.match import NO_MATCH, rank
from wijkdesk.core.text import words
from wijkdesk.models.assignment import Assignment
from wijkdesk.models.dossier import Address, Household, Membership, Space, Worker
from wijkdesk.models.person import Person
from wijkdesk.models.visit import ContactMoment, Statement
from wijkdesk.services import break_glass, reading
from wijkdesk.services.session import from_moment
from wijkdesk.storage import queries
from wijkdesk.storage.search import search

if TYPE_CHECKING:
    from wijkdesk.services.session import Session

_RECENT = "recent_households"
MOST_RECENT = 8
MOST_NAMES = 20_000  # above this, near and inside matches would take too long; the index still serves
HOUSEHOLD, PERSON, NOTE, CARD = "household", "person", "note", "card"


@dataclass(frozen=True)
class Found:
    """One thing found: `kind` household, person, note or card; `household`, `contact_moment` or
    `assignment` (its space) says where it leads.

    A card is of a dossier that is not on this laptop: its `id` is the dossier's space.
    """

    kind: str
    id: Id
    title: str
    own_script: str = ""
    detail: str = ""
    household: Id | None = None
    contact_moment: Id | None = None
    assignment: Id | None = None


def find(session: Session, query: str, *, limit: int = 6) -> list[Found]:
    """The best of people and households, then notes. The search is noted for the team, without its words."""
    asked = words(query)
    if not asked:
        return recent(session)
    if session.teams:
        reading.note(session, session.team_space, reading.SEARCH)
    return [
        *_people(session, query, asked, limit),
        *_cards(session, asked, limit),
        *_notes(session, query, limit),
    ]


def _people(session: Session, query: str, asked: list[str], limit: int) -> list[Found]:
    hits = search(session.store, query, kinds=("household", "person", "address", "contact_point"), limit=40)
    rows = {(hit.kind, hit.row): 0 for hit in hits if hit.kind in (HOUSEHOLD, PERSON)}
    for hit in hits:
        if hit.kind not in (HOUSEHOLD, PERSON):
            rows.update(_owner(session, hit.kind, hit.row))
    if len(rows) < limit:
        rows = _by_name(session, asked) | rows
    ordered = sorted(rows.items(), key=_household_first)
    found = (_describe(session, kind, row) for (kind, row), _how in ordered[: limit * 2])
    return [one for one in found if one is not None][:limit]


def _household_first(item: tuple[tuple[str, Id], int]) -> tuple[int, bool]:
    (kind, _row), how = item
    return how, kind != HOUSEHOLD


def _owner(session: Session, kind: str, row: Id) -> dict[tuple[str, Id], int]:
    """The household or person that an address or phone number belongs to."""
    column = "owner" if kind == "address" else "person"
    found = session.store.execute(f"SELECT {column} FROM kind_{kind} WHERE id = ?", (row,))  # noqa: S608 - of two names
    owner = Id(found[0][0]) if found and found[0][0] else None
    if owner is None:
        return {}
    is_home = queries.get(session.store, Household, owner) is not None
    return {(HOUSEHOLD if is_home else PERSON, owner): 1}


def _by_name(session: Session, asked: list[str]) -> dict[tuple[str, Id], int]:
    """Names that have the letters inside a word, or nearly."""
    total = session.store.execute(
        "SELECT (SELECT count(*) FROM kind_person) + (SELECT count(*) FROM kind_household)"
    )
    if total[0][0] > MOST_NAMES:
        return {}
    rows = session.store.execute(
        "SELECT 'person', id, coalesce(calling_name, '') || ' ' || coalesce(given_names, '') || ' ' ||"
        " coalesce(family_name, '') || ' ' || coalesce(own_script_name, '') FROM kind_person WHERE deleted = 0"
        " UNION ALL SELECT 'household', id, coalesce(name, '') FROM kind_household WHERE deleted = 0"
    )
    ranked = (((str(kind), Id(row)), rank(asked, str(name))) for kind, row, name in rows)
    return {key: how + 1 for key, how in ranked if how != NO_MATCH}


def _describe(session: Session, kind: str, row: Id) -> Found | None:
    if kind == HOUSEHOLD:
        home = queries.get(session.store, Household, row)
        return _household(session, home) if home is not None and not home.deleted else None
    person = queries.get(session.store, Person, row)
    if person is None or person.deleted or person.space in _copied(session):
        return None
    return _person(session, person)


def _household(session: Session, home: Household) -> Found:
    living = "SELECT count(*) FROM kind_membership WHERE household = ? AND deleted = 0 AND until IS NULL"
    people = int(session.store.execute(living, (home.id,))[0][0])
    count = ngettext("{n} mens", "{n} mensen", people).format(n=people)
    streets = [one.street for one in queries.find(session.store, Address, owner=home.id) if one.street]
    detail = " · ".join([*streets[:1], count])
    return Found(HOUSEHOLD, home.id, home.caption, detail=detail, household=home.id)


def _person(session: Session, person: Person) -> Found:
    member = next(iter(queries.find(session.store, Membership, person=person.id, limit=1)), None)
    home = queries.get(session.store, Household, member.household) if member and member.household else None
    if home is None:
        home = next(iter(queries.find(session.store, Household, space=person.space, limit=1)), None)
    role = str(getattr(member.role, "label", "")) if member else ""
    at = _("bij {name}").format(name=home.caption) if home else ""
    detail = ", ".join(part for part in (role, at) if part)
    own = person.own_script_name or ""
    return Found(PERSON, person.id, person.caption, own, detail, home.id if home else None)


def _cards(session: Session, asked: list[str], limit: int) -> list[Found]:
    """Index cards of dossiers that are not on this laptop."""
    fitting = [card for card in break_glass.cards(session) if rank(asked, card.name) != NO_MATCH]
    return [
        Found(CARD, card.dossier, card.name, detail=_("dossier van {name}").format(name=card.responsible))
        for card in fitting[:limit]
    ]


def _notes(session: Session, query: str, limit: int) -> list[Found]:
    copied = _copied(session)
    hits = search(session.store, query, kinds=("statement", "assignment"), limit=limit * 2)
    notes = [hit for hit in hits if hit.kind == "statement" and hit.space not in copied]
    asked = dict.fromkeys(hit.space for hit in hits if hit.space in copied)
    found = (queries.get(session.store, Statement, hit.row) for hit in notes[:limit])
    return [
        *(_note(session, one) for one in found if one is not None and not one.deleted),
        *(_assignment(session, one) for space in asked for one in queries.find(session.store, Assignment, space=space)),
    ]  # fmt: skip


def _assignment(session: Session, one: Assignment) -> Found:
    """The question; to whom it leads depends on whether the dossier is here."""
    space = next(iter(queries.find(session.store, Space, space=one.space, limit=1)), None)
    homes = (
        queries.find(session.store, Household, space=space.dossier, limit=1)
        if space and space.dossier
        else []
    )
    who = queries.get(session.store, Worker, (one.asked_of if homes else one.asked_by) or b"")
    words = _("opdracht aan {name}") if homes else _("opdracht van {name}")
    detail = words.format(name=who.caption if who else _("Onbekend"))
    home = homes[0].id if homes else None
    return Found(NOTE, one.id, one.question or "", detail=detail, household=home, assignment=one.space)


def _copied(session: Session) -> set[Id]:
    """The spaces of assignments: what stands there was copied from a dossier, and is found there."""
    return {Id(space) for (space,) in session.store.execute("SELECT space FROM kind_assignment")}


def _note(session: Session, one: Statement) -> Found:
    moment = queries.get(session.store, ContactMoment, one.contact_moment) if one.contact_moment else None
    home = queries.get(session.store, Household, moment.household) if moment and moment.household else None
    day = format_day(from_moment(moment.started).date(), short=True) if moment and moment.started else ""
    detail = ", ".join(part for part in (home.caption if home else "", day) if part)
    text = one.text or ""
    return Found(
        NOTE, one.id, f"«{text}»" if one.quote else text, detail=detail,
        household=home.id if home else None, contact_moment=one.contact_moment,
    )  # fmt: skip


def recent(session: Session) -> list[Found]:
    """The households opened last, the newest first."""
    homes = (queries.get(session.store, Household, row) for row in _recent(session))
    return [_household(session, home) for home in homes if home is not None and not home.deleted]


def _recent(session: Session) -> list[Id]:
    raw = session.store.secret(_RECENT)
    return [Id(row) for row in msgspec.msgpack.decode(raw, type=list[bytes])] if raw else []


def remember(session: Session, household: Id) -> None:
    """This household was opened just now."""
    rows = [household, *(row for row in _recent(session) if row != household)][:MOST_RECENT]
    session.store.set_secret(_RECENT, msgspec.msgpack.encode(rows))

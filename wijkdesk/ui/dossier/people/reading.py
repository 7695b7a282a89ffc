"""Reading all that the tab Personen shows of a household and one person in it; runs on the read lane. No Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.base import Record
from wijkdesk.models.dossier import Household
from wijkdesk.models.person import Person
from wijkdesk.services import conflicts, dossiers, drafts, people, same_person
from wijkdesk.services.conflicts import Mark
from wijkdesk.services.people import PersonFile
from wijkdesk.services.same_person import Alike
from wijkdesk.services.session import Session
from wijkdesk.services.wording import age_words

PLACE = "dossier"

Begun = dict[tuple[Id, str], Record]  # the record as it was shown when typing in that field began


@dataclass(frozen=True)
class Row:
    """One line of the list: the household itself, or a person."""

    id: Id
    name: str
    detail: str
    person: bool = True


@dataclass(frozen=True)
class Twin:
    """Another record of the same human being, or one that may be; `elsewhere` = in another dossier."""

    other: Id
    name: str
    detail: str
    where: str
    household: Id | None
    linked: bool
    elsewhere: bool


@dataclass(frozen=True)
class Read:
    """All that was read in one look; `typed` = drafts, `also` = who else changed a field that is being typed."""

    current: Id
    rows: tuple[Row, ...]
    records: tuple[Record, ...]
    people: tuple[Person, ...]
    households: tuple[Household, ...]
    safety: Id | None
    typed: dict[tuple[Id, str], str]
    organisations: tuple[tuple[Id, str], ...]
    twins: tuple[Twin, ...]
    marks: tuple[Mark, ...] = ()
    also: tuple[tuple[Id, str, str], ...] = ()


def _twins(session: Session, person: Person) -> tuple[Twin, ...]:
    known = [_twin(session, one, linked=True) for one in same_person.also_known(session, person)]
    return (*known, *(_twin(session, one, linked=False) for one in same_person.suggestions(session, person)))


def _twin(session: Session, one: Alike, *, linked: bool) -> Twin:
    facts = (age_words(one.other, session.today()), shown(one.where), one.reason)
    return Twin(
        other=one.other.id,
        name=shown(one.other.caption),
        detail=" · ".join(fact for fact in facts if fact),
        where=shown(one.where),
        household=one.household,
        linked=linked,
        elsewhere=one.other.space != one.person.space,
    )


def _also(
    session: Session, records: tuple[Record, ...], typed: list[drafts.Draft], begun: Begun
) -> tuple[tuple[Id, str, str], ...]:
    """The fields that are being typed and that somebody else changed meanwhile."""
    here = {record.id: record for record in records}
    asked = [(here[one.row], one.field, one.bases) for one in typed if one.row in here]
    kept = {(one.row, one.field) for one in typed}
    asked += [
        (record, name, drafts.seen(session, record, name))
        for (row, name), record in begun.items()
        if (row, name) not in kept and row in here
    ]
    return tuple(
        (record.id, name, who)
        for record, name, bases in asked
        if (who := drafts.also_changed(session, record, name, bases))
    )


def look(session: Session, household: Id, current: Id | None, begun: Begun) -> Read | None:
    """Read a household, on a person; None when it is not here. `begun` = fields that are being typed in."""
    home = dossiers.household_of(session, household)
    if home is None:
        return None
    residents = people.residents(session, home, gone=True)
    rows = [Row(home.id, shown(home.caption), _("het huishouden"), person=False)]
    today = session.today()
    rows += [Row(one.person.id, shown(one.person.caption), _detail(one, today)) for one in residents]
    everyone = tuple(people.people_of(session, home.space))
    inside = {row.id for row in rows}
    rows += [
        Row(one.id, shown(one.caption), _("woont niet hier")) for one in everyone if one.id not in inside
    ]
    heads = same_person.as_one(session, [*(one.person for one in residents), *everyone])
    rows = [row for row in rows if heads.get(row.id, row.id) == row.id]
    current = heads.get(current, current) if current else None
    chosen = current if current in {row.id for row in rows} else home.id
    file = people.person_file(session, chosen)
    records = _records(file) if file else (home, *people.addresses_of(session, home.id))
    for twin in (one for one, head in heads.items() if head == chosen != one):
        records += _records(found) if (found := people.person_file(session, twin)) else ()
    typed = drafts.of_place(session, f"{PLACE}/{household.hex()}/people")
    return Read(
        current=chosen,
        rows=tuple(rows),
        records=records,
        people=everyone,
        households=tuple(dossiers.households_of(session, home.space)),
        safety=dossiers.safety_space_of(session, home.space),
        typed={(draft.row, draft.field): draft.text for draft in typed},
        also=_also(session, records, typed, begun),
        organisations=tuple((one.id, one.caption) for one in people.organisations(session, home.space)),
        twins=_twins(session, file.person) if file else (),
        marks=conflicts.marks(session, home.space),
    )


def _detail(resident: people.Resident, today: dt.date) -> str:
    role = resident.membership.role
    words = [str(getattr(role, "label", "")) if not isinstance(role, Unknown) else ""]
    words.append(age_words(resident.person, today))
    if isinstance(resident.membership.until, str) and resident.membership.until <= today.isoformat():
        words.append(_("woonde hier"))
    return ", ".join(word for word in words if word)


def _records(file: PersonFile) -> tuple[Record, ...]:
    return (
        file.person, *file.memberships, *file.languages, *file.contact_points, *file.addresses,
        *file.authority, *file.relations, *file.involvements,
    )  # fmt: skip


def choices(targets: tuple[str, ...], read: Read) -> tuple[tuple[Id, str], ...]:
    """What a reference may point to, by name."""
    found: list[tuple[Id, str]] = []
    if "person" in targets:
        found += [(one.id, shown(one.caption)) for one in read.people]
    if "household" in targets:
        found += [(one.id, shown(one.caption)) for one in read.households]
    if "organisation" in targets:
        found += read.organisations
    return tuple(found)

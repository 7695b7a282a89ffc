"""Same person twice: who looks like whom, and a worker's word on it as a link; no reference is ever rewritten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, natural_id
from wijkdesk.core.text import fold, sound
from wijkdesk.models.assignment import Copy
from wijkdesk.models.dossier import Household
from wijkdesk.models.person import Person, Sameness, SamePerson
from wijkdesk.storage import queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session


@dataclass(frozen=True)
class Alike:
    """Two persons who may be one: the person, the other, why, and in which household the other stands."""

    person: Person
    other: Person
    reason: str
    where: str
    household: Id | None


def suggestions(session: Session, person: Person) -> list[Alike]:
    """Who looks like a person, in the same dossier or another that may be read; not what was decided."""
    decided = {_other(link, person.id) for link in _links(session, person.id)}
    found = []
    for other in _candidates(session, person):
        reason = "" if other.id in decided else alike(person, other, near=other.space == person.space)
        if reason:
            found.append(_alike(session, person, other, reason))
    return found


def all_suggestions(session: Session) -> list[Alike]:
    """Every pair that looks alike, once."""
    groups: dict[str, list[Person]] = {}
    for person in _everyone(session):
        for key in _keys(person):
            groups.setdefault(key, []).append(person)
    decided = {frozenset((link.one, link.other)) for link in queries.find(session.store, SamePerson)}
    found: dict[frozenset[Id], Alike] = {}
    for group in groups.values():
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                pair = frozenset((one.id, other.id))
                reason = alike(one, other, near=one.space == other.space)
                if reason and pair not in decided and pair not in found:
                    found[pair] = _alike(session, one, other, reason)
    return list(found.values())


def _keys(person: Person) -> Iterable[str]:
    first = sound(_first(person))
    own = fold(person.own_script_name or "").strip()
    return [key for key in (first and f"s{first}", own and f"o{own}") if key]


def alike(one: Person, other: Person, *, near: bool) -> str:
    """Why two persons may be one, in words; empty when nothing says so. `near` = they stand in one dossier.

    A birth that contradicts ends it; across dossiers a first name alone is too little.
    """
    if one.id == other.id or not _births_fit(one.born, other.born):
        return ""
    own, script = fold(one.own_script_name or "").strip(), fold(other.own_script_name or "").strip()
    if own and own == script:
        return _("zelfde naam in eigen schrift")
    first, second = _first(one), _first(other)
    if not first or not second or sound(first) != sound(second) or not _families_fit(one, other):
        return ""
    born = isinstance(one.born, str) and isinstance(other.born, str)
    family = bool(one.family_name and other.family_name)
    if not near and not (born and family):
        return ""
    same = fold(first) == fold(second) and fold(one.family_name or "") == fold(other.family_name or "")
    name = _("zelfde naam") if same else _("naam lijkt erop")
    return _("{name}, geboortejaar past").format(name=name) if born else name


def _first(person: Person) -> str:
    return (person.calling_name or person.given_names or "").split(" ")[0]


def _births_fit(one: object, other: object) -> bool:
    """Whether two births may be one; a year alone may be one off, for an age that was typed."""
    if not isinstance(one, str) or not isinstance(other, str):
        return True
    size = min(len(one), len(other))
    return one[:size] == other[:size] if size > 4 else abs(int(one[:4]) - int(other[:4])) <= 1


def _families_fit(one: Person, other: Person) -> bool:
    first, second = fold(one.family_name or "").strip(" ."), fold(other.family_name or "").strip(" .")
    if not first or not second or sound(first) == sound(second):
        return True
    return min(len(first), len(second)) == 1 and first[0] == second[0]


def _candidates(session: Session, person: Person) -> list[Person]:
    keys = set(_keys(person))
    return [one for one in _everyone(session) if one.id != person.id and keys.intersection(_keys(one))]


def _everyone(session: Session) -> list[Person]:
    """The persons of all dossiers here; the practice household is nobody, a copy in an assignment no second person."""
    copied = {one.row for one in queries.find(session.store, Copy)}
    found = [one for one in queries.find(session.store, Person) if one.id not in copied]
    return [one for one in found if not session.store.is_local(one.space)]


def _alike(session: Session, person: Person, other: Person, reason: str) -> Alike:
    homes = queries.find(session.store, Household, space=other.space, order="order,id", limit=1)
    where = homes[0].caption if homes else ""
    return Alike(person, other, reason, where, homes[0].id if homes else None)


def _links(session: Session, person: Id) -> Sequence[SamePerson]:
    store = session.store
    return queries.find(store, SamePerson, one=person) + queries.find(store, SamePerson, other=person)


def _other(link: SamePerson, person: Id) -> Id | None:
    return link.other if link.one == person else link.one


def also_known(session: Session, person: Person) -> list[Alike]:
    """The other records of this human being, as far as they are here; links are followed to the end."""
    seen, ahead, found = {person.id}, [person.id], []
    while ahead:
        here = ahead.pop()
        for link in _links(session, here):
            other = _other(link, here)
            if other is None or other in seen or link.certain is Sameness.NO:
                continue
            seen.add(other)
            ahead.append(other)
            record = queries.get(session.store, Person, other)
            if record is not None and not record.deleted:
                words = link.certain.label if link.certain else ""
                found.append(_alike(session, person, record, words))
    return found


def decide(session: Session, one: Id, other: Id, certain: Sameness) -> ChangeSet:
    """Say whether two persons are one; Ctrl+Z takes it back. Said again, the later word counts. Refused: `gone`."""
    person = queries.get(session.store, Person, one)
    if person is None:
        raise Refused("gone", _("Deze persoon staat niet meer op deze laptop."))
    row = natural_id(person.space, SamePerson.KIND, *sorted((one, other)))
    old = queries.get(session.store, SamePerson, row)
    text = _("Niet dezelfde persoon") if certain is Sameness.NO else _("Dezelfde persoon")
    with session.store.unit("edit", undo=text) as unit:
        if old is None:
            unit.create(SamePerson(id=row, space=person.space, one=one, other=other, certain=certain))
        else:
            if old.deleted:
                unit.restore(old)
            unit.change(old, certain=certain)
    return unit.changes


def undo_link(session: Session, one: Id, other: Id) -> ChangeSet:
    """Take the link between two persons away; both stay as they are."""
    pair = {one, other}
    with session.store.unit("edit", undo=_("Koppeling weghalen")) as unit:
        for link in _links(session, one):
            if {link.one, link.other} == pair:
                unit.delete(link)
    return unit.changes


def as_one(session: Session, people: Sequence[Person]) -> dict[Id, Id]:
    """Of persons of one dossier: whom each is shown with, the first of those who are linked; themselves when alone."""
    known = {person.id for person in people}
    head = {person.id: person.id for person in people}
    for person in people:
        if head[person.id] == person.id:
            for other in also_known(session, person):
                if other.other.id in known:
                    head[other.other.id] = person.id
    return head

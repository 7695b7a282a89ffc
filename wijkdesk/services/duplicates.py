"""Who may be in a dossier already: names, birth years and addresses compared folded; a person always decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.core.text import fold
from wijkdesk.models.dossier import Address, Household, IndexCard, Worker
from wijkdesk.models.person import Person
from wijkdesk.storage import queries
from wijkdesk.storage.search import search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wijkdesk.services.dossiers import NewHousehold
    from wijkdesk.services.newcomers import NewPerson
    from wijkdesk.services.session import Session

_MOST = 40


@dataclass(frozen=True)
class Likeness:
    """A dossier that looks like the new one. `household` is None when only a colleague can open it."""

    household: Id | None
    name: str
    reason: str


def find(session: Session, new: NewHousehold) -> list[Likeness]:
    """The dossiers that look like a new one, each once, the strongest reason first."""
    found: dict[str, Likeness] = {}
    for likeness in (*_by_people(session, new), *_by_address(session, new), *_by_name(session, new)):
        found.setdefault(likeness.name, likeness)
    return list(found.values())


def _by_people(session: Session, new: NewHousehold) -> Iterator[Likeness]:
    for one in new.people:
        name = " ".join(part for part in (one.calling_name, one.family_name) if part)
        if not name.strip():
            continue
        for hit in search(session.store, name, kinds=("person", "index_card"), limit=_MOST):
            if hit.kind == "person":
                yield from _same_person(session, one, hit.row)
            else:
                yield from _same_card(session, one, hit.row)


def _same_person(session: Session, one: NewPerson, row: Id) -> Iterator[Likeness]:
    known = queries.get(session.store, Person, row)
    if known is None or known.deleted or not _same_name(one, known):
        return
    if _same_year(one.born, known.born):
        yield from _of_space(session, known.space, _("{name} staat er ook in").format(name=known.caption))


def _same_name(one: NewPerson, known: Person) -> bool:
    first = fold(known.calling_name or known.given_names or "").split(" ")[0]
    family = fold(known.family_name or "")
    return fold(one.calling_name) == first and (
        not one.family_name or not family or fold(one.family_name) == family
    )


def _same_year(one: object, other: object) -> bool:
    """Whether two births may be one: the years are equal, or next to each other for an age that was typed."""
    if not isinstance(one, str) or not isinstance(other, str):
        return True
    exact = len(one) > 4 and len(other) > 4
    return one == other if exact else abs(int(one[:4]) - int(other[:4])) <= 1


def _same_card(session: Session, one: NewPerson, row: Id) -> Iterator[Likeness]:
    card = queries.get(session.store, IndexCard, row)
    if card is None or card.deleted or card.dossier is None or not _same_year(one.born, card.born):
        return
    if queries.find(session.store, Household, space=card.dossier, limit=1):
        return
    worker = queries.get(session.store, Worker, card.responsible) if card.responsible else None
    who = worker.caption if worker else _("een collega")
    yield Likeness(None, card.caption, _("staat bij {name}").format(name=who))


def _by_address(session: Session, new: NewHousehold) -> Iterator[Likeness]:
    street = fold(new.street).strip()
    if not street:
        return
    for hit in search(session.store, street, kinds=("address",), limit=_MOST):
        address = queries.get(session.store, Address, hit.row)
        if address is not None and fold(address.street or "").strip() == street:
            reason = _("zelfde adres: {street}").format(street=address.street or "")
            yield from _of_space(session, address.space, reason)


def _by_name(session: Session, new: NewHousehold) -> Iterator[Likeness]:
    name = fold(new.name).strip()
    for hit in search(session.store, name, kinds=("household",), limit=_MOST) if name else ():
        known = queries.get(session.store, Household, hit.row)
        if known is not None and fold(known.name or "").strip() == name:
            yield Likeness(known.id, known.caption, _("zelfde naam"))


def _of_space(session: Session, space: Id, reason: str) -> Iterator[Likeness]:
    for home in queries.find(session.store, Household, space=space, order="order,id", limit=1):
        yield Likeness(home.id, home.caption, reason)

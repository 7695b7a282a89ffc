"""Two persons who may be one, side by side for whoever decides: each known fact, and whether it is the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.core.text import fold
from wijkdesk.models.base import FieldType
from wijkdesk.models.dossier import Household
from wijkdesk.models.person import Person
from wijkdesk.services import people, same_person
from wijkdesk.services.wording import in_words
from wijkdesk.storage import queries

if TYPE_CHECKING:
    from wijkdesk.services.same_person import Alike
    from wijkdesk.services.session import Session

_SHOWN = (FieldType.TEXT, FieldType.DATE)


class Check(StrEnum):
    """What comparing a fact says."""

    SAME = "same"
    DIFFERENT = "different"
    ONE = "one"  # only one of them has it


@dataclass(frozen=True)
class Fact:
    """One fact of both; empty words = not known of that one."""

    label: str
    one: str
    other: str
    check: Check


@dataclass(frozen=True)
class Pair:
    """Two persons, where each stands, why they are suggested, and their facts."""

    one: Person
    other: Person
    reason: str
    one_where: str
    other_where: str
    household: Id | None
    facts: tuple[Fact, ...]

    @property
    def key(self) -> tuple[Id, Id, str]:
        """What tells pairs apart, also from the choices between two versions."""
        return self.one.id, self.other.id, "same"


def pairs(session: Session, space: Id | None = None) -> list[Pair]:
    """Every pair that looks alike and that nobody decided on, everywhere or with one in a dossier; by name."""
    found = [
        one
        for one in same_person.all_suggestions(session)
        if space is None or space in (one.person.space, one.other.space)
    ]
    return [_pair(session, one) for one in sorted(found, key=_by_name)]


def _by_name(alike: Alike) -> tuple[str, bytes]:
    return fold(alike.person.caption), alike.person.id


def _pair(session: Session, alike: Alike) -> Pair:
    one, other = alike.person, alike.other
    homes = queries.find(session.store, Household, space=one.space, order="order,id", limit=1)
    facts = [_fact(spec.title, _words(session, one, name), _words(session, other, name))
             for name, spec in Person.specs().items() if spec.type in _SHOWN]  # fmt: skip
    facts.append(_fact(_("Bereikbaar via"), _reached(session, one), _reached(session, other)))
    return Pair(
        one, other, alike.reason, homes[0].caption if homes else "", alike.where, alike.household,
        tuple(fact for fact in facts if fact.one or fact.other),
    )  # fmt: skip


def _words(session: Session, person: Person, name: str) -> str:
    value = getattr(person, name)
    return in_words(session, Person.KIND, name, value) if value else ""


def _reached(session: Session, person: Person) -> str:
    file = people.person_file(session, person.id)
    return ", ".join(point.value for point in file.contact_points if point.value) if file else ""


def _fact(label: str, one: str, other: str) -> Fact:
    if not one or not other:
        return Fact(label, one, other, Check.ONE)
    return Fact(label, one, other, Check.SAME if fold(one) == fold(other) else Check.DIFFERENT)

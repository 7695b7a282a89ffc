"""Who must agree before something about people is shared, by age and gezag (domain.md B2), and who still has to."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.models.disclosure import WITHOUT_CONSENT, Agreement, Disclosure, who_must_agree
from wijkdesk.models.person import AuthorityKind, ParentalAuthority, Person
from wijkdesk.storage import queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wijkdesk.services.session import Session

_NO_GEZAG = (AuthorityKind.SUSPENDED, AuthorityKind.UNDETERMINED)


def agreements(session: Session, about: Iterable[Id], on: dt.date | None = None) -> list[Agreement]:
    """Who must agree on a day for each person it is about, by age and gezag (domain.md B2)."""
    day = on or session.today()
    found = (queries.get(session.store, Person, row) for row in about)
    return [
        who_must_agree(person.id, person.ages(day), _holders(session, person.id, day))
        for person in found
        if person is not None
    ]


def _holders(session: Session, child: Id, day: dt.date) -> frozenset[Id]:
    iso = day.isoformat()
    return frozenset(
        fact.holder
        for fact in queries.find(session.store, ParentalAuthority, child=child)
        if fact.holder is not None
        and fact.kind not in _NO_GEZAG
        and not (isinstance(fact.until, str) and fact.until <= iso)
        and not (isinstance(fact.since, str) and fact.since > iso)
    )


def lacking(session: Session, one: Disclosure, on: dt.date | None = None) -> list[Agreement]:
    """For which persons somebody has not agreed (yet, or no longer: birthdays count) on a day, and who that is.

    Nobody when the ground needs no consent. What was written down as an exception covers who lacked on that day.
    """
    if one.ground in WITHOUT_CONSENT:
        return []
    needs = _open(session, one, on)
    if one.exception and one.when:
        excused = {need.person: need for need in _open(session, one, dt.date.fromisoformat(one.when))}
        needs = [_without(need, excused.get(need.person)) for need in needs]
    return [need for need in needs if need.people or need.unknown]


def _open(session: Session, one: Disclosure, on: dt.date | None) -> list[Agreement]:
    given = {bytes.fromhex(person) for person in one.given_by}
    if not one.about:  # about nobody in particular: then somebody must have agreed
        return [Agreement(one.id, frozenset(), unknown=not given)]
    about = sorted(Id(bytes.fromhex(person)) for person in one.about)
    return [
        Agreement(need.person, need.people - given, need.unknown) for need in agreements(session, about, on)
    ]


def _without(need: Agreement, excused: Agreement | None) -> Agreement:
    if excused is None:
        return need
    return Agreement(need.person, need.people - excused.people, need.unknown and not excused.unknown)


def names(session: Session, needs: Iterable[Agreement]) -> str:
    """Who must be asked, in words: "Youssra en wie gezag heeft over Sem"."""
    out: dict[str, None] = {}
    for need in needs:
        out |= dict.fromkeys(short_name(session, person) for person in sorted(need.people))
        if need.unknown:
            subject = queries.get(session.store, Person, need.person)
            text = (
                _("wie gezag heeft over {name}").format(name=subject.short_name)
                if subject
                else _("het gezin")
            )
            out[text] = None
    words = list(out)
    return " {} ".format(_("en")).join(
        part for part in (", ".join(words[:-1]), words[-1] if words else "") if part
    )


def short_name(session: Session, row: Id) -> str:
    """The short name of a person."""
    person = queries.get(session.store, Person, row)
    return person.short_name if person is not None else _("Onbekend")

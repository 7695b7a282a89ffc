"""Papers for someone outside: only under a disclosure in force, and each one that leaves is listed with it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.models.visit import ContactMoment
from wijkdesk.services import agreements, disclosures
from wijkdesk.services.disclosures import Item
from wijkdesk.services.wording import join
from wijkdesk.storage import queries

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.models.disclosure import Disclosure
    from wijkdesk.reports.visit_note import VisitNote
    from wijkdesk.services.session import Session


@dataclass(frozen=True, slots=True)
class Outsider:
    """Someone with whom a dossier may be shared today, and what for; `id` = the disclosure."""

    id: Id
    name: str
    purpose: str


def outsiders(session: Session, dossier: Id) -> tuple[Outsider, ...]:
    """Everyone for whom a paper of a dossier may be made today; one line a name."""
    found: dict[str, Outsider] = {}
    for given in disclosures.of_dossier(session, dossier):
        record = given.disclosure
        if given.valid and not given.due and record.recipient:
            found.setdefault(
                record.recipient.casefold(), Outsider(record.id, record.recipient, record.purpose or "")
            )
    return tuple(found.values())


def addressed(note: VisitNote, to: Outsider) -> VisitNote:
    """The note as it goes to someone: it says to whom and what for."""
    words = f"{to.name}, {to.purpose}" if to.purpose else to.name
    return dataclasses.replace(note, facts=(*note.facts, (_("Gedeeld met"), words)))


def _check_people(session: Session, agreed: Disclosure, contact_moment: Id) -> None:
    moment = queries.get(session.store, ContactMoment, contact_moment)
    others = (moment.present if moment else frozenset()) - agreed.about
    if not agreed.about or not others:
        return
    names = [agreements.short_name(session, Id(bytes.fromhex(row))) for row in sorted(others)]
    raise Refused(
        "no_disclosure",
        _("De afspraak gaat niet over {names}.").format(names=join(sorted(names))),
        kept=_("Er is niets gedeeld."),
        todo=_("Leg een afspraak vast over iedereen op dit papier."),
    )


def hand_over(session: Session, dossier: Id, to: Outsider, contact_moment: Id, words: str) -> ChangeSet:
    """Judge once more, and list the paper with the disclosure; only then it may leave. Not undone: it is gone.

    Refused `no_disclosure`, also when the agreement names other people than those who were there.
    """
    agreed = disclosures.check(session, dossier, to.name)
    _check_people(session, agreed, contact_moment)
    with session.store.unit("edit") as unit:
        disclosures.add_items(session, unit, agreed, [Item(contact_moment, words)])
    return unit.changes

"""The contact moments of a household, the newest first, with what they were about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.models.visit import ContactMoment, SignOff, Statement
from wijkdesk.services.overview import names_of
from wijkdesk.services.session import from_moment
from wijkdesk.storage import queries

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session

_SUMMARY = 140


@dataclass(frozen=True)
class ContactLine:
    """One contact moment for a list: `summary` is the first thing written down."""

    moment: ContactMoment
    started: dt.datetime | None
    who: tuple[str, ...]
    summary: str
    statements: int
    signed: bool


def of_household(session: Session, household: Id) -> list[ContactLine]:
    """All contact moments of a household that this user may read, the newest first."""
    found = queries.find(session.store, ContactMoment, household=household, order="-started,id")
    return [_line(session, moment) for moment in found]


def _line(session: Session, moment: ContactMoment) -> ContactLine:
    said = queries.find(session.store, Statement, contact_moment=moment.id, order="order,id")
    written = [one for one in said if one.text and one.view is None] or [one for one in said if one.text]
    first = " ".join((written[0].text or "").split()) if written else ""
    if len(first) > _SUMMARY:
        first = first[:_SUMMARY].rsplit(" ", 1)[0] + "…"
    return ContactLine(
        moment=moment,
        started=from_moment(moment.started) if moment.started else None,
        who=tuple(names_of(session, moment.present)),
        summary=first,
        statements=len(written),
        signed=bool(queries.find(session.store, SignOff, contact_moment=moment.id)),
    )


def remove(session: Session, moment: ContactMoment) -> ChangeSet:
    """Lay a contact moment in the bin; what was written in it stays with it."""
    with session.store.unit("edit", undo=_("{name} weggooien").format(name=moment.caption)) as unit:
        unit.delete(moment)
    return unit.changes

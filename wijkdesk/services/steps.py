"""Steps, promises and the next appointment: who does what by when, typed in one line (domain.md #9, #16)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, new_id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.dossier import Household
from wijkdesk.models.life_domain import DEFAULT_DOMAINS
from wijkdesk.models.ordering import between
from wijkdesk.models.step import Promise, PromiseState, Step
from wijkdesk.models.visit import (
    Appointment,
    AppointmentState,
    ContactKind,
    ContactMoment,
    Statement,
    StatementKind,
)
from wijkdesk.services import dates_typed, mentions
from wijkdesk.services.session import Session, to_moment
from wijkdesk.storage import queries

PARENTING = DEFAULT_DOMAINS[4].id  # "Thuis en opvoeden"; after the basics (domain.md #10)
_VISIT = dt.timedelta(hours=1)
_NOON = dt.time(12, 0)


@dataclass(frozen=True)
class Line:
    """A typed line as understood: the words, who does it, when, and the life domains it touches."""

    text: str
    who: tuple[mentions.Name, ...] = ()
    day: str | None = None
    time: dt.time | None = None
    domains: frozenset[Id] = frozenset()


def read_line(line: str, names: Sequence[mentions.Name], today: dt.date) -> Line:
    """Understand "Voedselpakket halen @Samira vr 20 nov"; what is not understood stays in the words."""
    found = mentions.find(line, names)
    typed = dates_typed.read(mentions.without(line, found), today)
    who = tuple(dict.fromkeys(one.name for one in found if one.name.mark == "@"))
    domains = frozenset(one.name.id for one in found if one.name.mark == "#")
    return Line(typed.text, who, typed.day, typed.time, domains)


def add(
    session: Session, household: Household, line: Line, moment: ContactMoment | None = None, reason: str = ""
) -> ChangeSet:
    """Add a step. With `reason` it is written beside it why this comes before the basics.

    Raises UserError when nothing was typed.
    """
    text = check_filled(line)
    last = queries.find(session.store, Step, household=household.id, order="-order", limit=1)
    step = Step(
        id=new_id(), space=household.space, household=household.id,
        contact_moment=moment.id if moment else None, text=text,
        who=frozenset(name.id.hex() for name in line.who), due=line.day,
        order=between(last[0].order if last else None, None),
    )  # fmt: skip
    with session.store.unit(undo=_("Stap erbij")) as unit:
        unit.create(step)
        if reason.strip() and moment is not None:
            unit.create(_decision(session, moment, text, reason.strip()))
    return unit.changes


def check_filled(line: Line) -> str:
    """The words of a line. Raises UserError when there are none."""
    if not line.text.strip():
        raise UserError(_("Schrijf wat iemand gaat doen."), field="step")
    return line.text.strip()


def check_planned(line: Line) -> str:
    """The day of a line. Raises UserError when there is none."""
    if line.day is None:
        raise UserError(_("Schrijf erbij wanneer. Bijvoorbeeld: di 24 nov 14:00."), field="appointment")
    return line.day


def _decision(session: Session, moment: ContactMoment, text: str, reason: str) -> Statement:
    now = session.stamp()
    last = queries.find(
        session.store, Statement, contact_moment=moment.id, view=None, order="-order", limit=1
    )
    words = _("Deze stap gaat vóór de basis: {step}. Reden: {reason}").format(step=text, reason=reason)
    return Statement(
        id=new_id(), space=moment.space, contact_moment=moment.id, kind=StatementKind.DECISION, text=words,
        order=between(last[0].order if last else None, None), said_by=session.me.id, observed_at=now,
        recorded_at=now, domains=frozenset({PARENTING.hex()}), discussed=Unknown.NOT_ASKED,
    )  # fmt: skip


def tick(session: Session, step: Id, done: bool) -> ChangeSet:
    """Say that a step was taken, or not yet."""
    shown = queries.get(session.store, Step, step)
    if shown is None:
        return ChangeSet()
    with session.store.unit(undo=_("Stap gedaan") if done else _("Stap weer open")) as unit:
        unit.change(shown, done_at=session.stamp() if done else None)
    return unit.changes


def change(session: Session, row: Id, line: Line) -> ChangeSet:
    """Write a step or promise anew from a typed line. Raises UserError when nothing was typed."""
    text = check_filled(line)
    step = queries.get(session.store, Step, row)
    promised = queries.get(session.store, Promise, row)
    with session.store.unit(undo=_("Afspraak veranderen")) as unit:
        if step is not None:
            unit.change(step, text=text, who=frozenset(name.id.hex() for name in line.who), due=line.day)
        elif promised is not None:
            unit.change(promised, text=text, to=_addressee(session, line), due=line.day)
    return unit.changes


def _addressee(session: Session, line: Line) -> Id | None:
    me = session.me.id
    return next((name.id for name in line.who if name.id != me), None)


def remove(session: Session, row: Id) -> ChangeSet:
    """Lay a step or promise in the bin."""
    shown = queries.get(session.store, Step, row) or queries.get(session.store, Promise, row)
    if shown is None:
        return ChangeSet()
    with session.store.unit(undo=_("{what} weggooien").format(what=shown.caption)) as unit:
        unit.delete(shown)
    return unit.changes


def agreed_at(session: Session, row: Id) -> Id | None:
    """The contact moment at which a step or promise was agreed, when that is known."""
    shown = queries.get(session.store, Step, row) or queries.get(session.store, Promise, row)
    return shown.contact_moment if shown else None


def promise(
    session: Session, household: Household, line: Line, moment: ContactMoment | None = None
) -> ChangeSet:
    """Keep what the worker promised; the first one named is whom it was promised to."""
    last = queries.find(session.store, Promise, household=household.id, order="-order", limit=1)
    record = Promise(
        id=new_id(), space=household.space, household=household.id,
        contact_moment=moment.id if moment else None, text=check_filled(line),
        to=_addressee(session, line), by=session.me.id,
        due=line.day, state=PromiseState.OPEN, order=between(last[0].order if last else None, None),
    )  # fmt: skip
    with session.store.unit(undo=_("Belofte erbij")) as unit:
        unit.create(record)
    return unit.changes


def set_promise(session: Session, row: Id, state: PromiseState) -> ChangeSet:
    """Say whether a promise was kept."""
    shown = queries.get(session.store, Promise, row)
    if shown is None:
        return ChangeSet()
    with session.store.unit(undo=_("Belofte: {state}").format(state=state.label)) as unit:
        unit.change(shown, state=state)
    return unit.changes


def next_appointment(session: Session, household: Id) -> Appointment | None:
    """The first planned appointment that is still to come; one that became a visit has come."""
    found = queries.find(session.store, Appointment, household=household, order="starts,id")
    now = session.stamp()
    return next(
        (
            one
            for one in found
            if one.state is AppointmentState.PLANNED
            and one.contact_moment is None
            and (one.starts or "") > now
        ),
        None,
    )


def appointment_after(session: Session, household: Id, moment: str, *, not_of: Id) -> Appointment | None:
    """The first appointment after a moment that was not called off; `not_of` = a contact moment that one became."""
    found = queries.find(session.store, Appointment, household=household, order="starts,id")
    going = (
        one for one in found if one.state is not AppointmentState.CANCELLED and one.contact_moment != not_of
    )
    return next((one for one in going if (one.starts or "") > moment), None)


def plan(session: Session, household: Household, line: Line) -> ChangeSet:
    """Agree on the next appointment; without an hour at noon. A planned one that is still to come moves.

    Raises UserError when no day was typed.
    """
    day = dt.datetime.combine(dt.date.fromisoformat(check_planned(line)), line.time or _NOON)
    starts, ends = to_moment(day), to_moment(day + _VISIT)
    shown = next_appointment(session, household.id)
    with session.store.unit(undo=_("Volgende afspraak")) as unit:
        if shown is not None:
            unit.change(shown, starts=starts, ends=ends, purpose=line.text or shown.purpose)
        else:
            unit.create(
                Appointment(
                    id=new_id(), space=household.space, household=household.id, kind=ContactKind.HOME_VISIT,
                    starts=starts, ends=ends, purpose=line.text or None, worker=session.me.id,
                    state=AppointmentState.PLANNED,
                )
            )  # fmt: skip
    return unit.changes

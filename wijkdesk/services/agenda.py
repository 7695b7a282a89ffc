"""The worker's day and the week after it: appointments, what is needed now, steps, promises, what waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.ids import Id
from wijkdesk.models.dossier import Address, Household
from wijkdesk.models.person import InterpreterNeed, LanguageProfile, Person
from wijkdesk.models.step import Promise, PromiseState, Step
from wijkdesk.models.visit import Appointment, AppointmentState, ContactKind, ContactMoment
from wijkdesk.services import assignments, break_glass, conflicts, drafts, household_list, needs, overview
from wijkdesk.services.break_glass import Glass
from wijkdesk.services.needs import Urgent
from wijkdesk.services.quarantine import place_name
from wijkdesk.services.session import from_moment, to_moment
from wijkdesk.storage import queries

if TYPE_CHECKING:
    from wijkdesk.services.session import Session

QUIET_DAYS = 35
SOON_DAYS = 7  # how far Vandaag looks ahead
MOST_QUIET = 3
MOST_PROMISES = 4
MOST_STEPS = 4
MOST_URGENT = 4
MOST_SOON = 6
MOST_OPEN = 3


@dataclass(frozen=True)
class Meeting:
    """One appointment of a day. Times are local; `needs` = the basics that are needed now, in words."""

    id: Id
    starts: dt.datetime
    purpose: str
    kind: ContactKind | None
    household: Id | None
    name: str
    place: str
    needs: tuple[str, ...]
    interpreter: bool | None
    done: bool
    contact_moment: Id | None


@dataclass(frozen=True)
class Promised:
    """An open promise of this worker: what, to whom, and for which day."""

    id: Id
    text: str
    to: str
    household: Id | None
    due: dt.date | None


@dataclass(frozen=True)
class Todo:
    """An open step of this worker's: late, or due within the week; `who` = those who take it."""

    id: Id
    text: str
    who: tuple[str, ...]
    household: Id | None
    name: str
    due: dt.date


@dataclass(frozen=True)
class Unfinished:
    """Typed text that is no commit yet (`at` = when it was kept), or a visit that was not ended."""

    contact_moment: Id | None
    household: str
    at: dt.datetime
    draft: bool


@dataclass(frozen=True)
class Quiet:
    """A household without contact for a long time and without an appointment."""

    household: Id
    name: str
    days: int


@dataclass(frozen=True)
class Day:
    """Everything of today, and the week after it; of long lists the first, with how many there are.

    `glasses` = break-glass that runs, each with the dossier's name;
    `assigned` = this user works by assignment and has no dossiers.
    """

    now: dt.datetime
    worker: str
    meetings: tuple[Meeting, ...]
    promises: tuple[Promised, ...]
    promises_open: int
    unfinished: tuple[Unfinished, ...]
    quiet: tuple[Quiet, ...]
    households: int
    soon: tuple[Meeting, ...] = ()
    soon_count: int = 0
    steps: tuple[Todo, ...] = ()
    steps_open: int = 0
    urgent: tuple[Urgent, ...] = ()
    urgent_count: int = 0
    clashes: int = 0
    glasses: tuple[tuple[Glass, str], ...] = ()
    assigned: bool = False

    @property
    def coming(self) -> Meeting | None:
        """The meeting that comes next or should have begun and did not."""
        open_ = [one for one in self.meetings if not one.done and one.contact_moment is None]
        late = self.now - dt.timedelta(hours=2)
        return next((one for one in open_ if one.starts >= late), None)


def load(session: Session) -> Day:
    """Read the day."""
    now = session.now()
    household_list.refresh(session)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow, end = (_later(midnight, days) for days in (1, 1 + SOON_DAYS))
    soon = _planned(session, tomorrow, end)
    promises, steps = _promises(session), _due_steps(session)
    urgent, urgent_count = needs.open_now(session, MOST_URGENT)
    return Day(
        now=now,
        worker=session.me.short_name,
        meetings=tuple(_meeting(session, one) for one in _planned(session, midnight, tomorrow)),
        promises=promises[:MOST_PROMISES],
        promises_open=len(promises),
        unfinished=tuple(_unfinished(session)),
        quiet=tuple(_quiet(session, now)),
        soon=tuple(_meeting(session, one) for one in soon[:MOST_SOON]),
        soon_count=len(soon),
        steps=tuple(_todo(session, *one) for one in steps[:MOST_STEPS]),
        steps_open=len(steps),
        urgent=urgent,
        urgent_count=urgent_count,
        households=int(session.store.execute("SELECT count(*) FROM kind_household WHERE deleted = 0")[0][0]),
        clashes=conflicts.count(session),
        glasses=tuple((glass, place_name(session, glass.dossier)) for glass in break_glass.running(session)),
        assigned=not assignments.works_in_dossiers(session),
    )


def _later(midnight: dt.datetime, days: int) -> dt.datetime:
    """Midnight so many days on; a day is as long as the clock makes it."""
    return (midnight.replace(tzinfo=None) + dt.timedelta(days=days)).astimezone()


def _planned(session: Session, first: dt.datetime, after: dt.datetime) -> list[Appointment]:
    """The appointments from a moment up to another, in order."""
    rows = session.store.execute(
        "SELECT id FROM kind_appointment WHERE starts >= ? AND starts < ? AND deleted = 0"
        " AND (worker = ? OR worker IS NULL) ORDER BY starts, id",
        (to_moment(first), to_moment(after), session.me.id),
    )
    found = (queries.get(session.store, Appointment, row[0]) for row in rows)
    return [one for one in found if one is not None and one.state is not AppointmentState.CANCELLED]


def _meeting(session: Session, found: Appointment) -> Meeting:
    home = queries.get(session.store, Household, found.household) if found.household else None
    moment = queries.get(session.store, ContactMoment, found.contact_moment) if found.contact_moment else None
    return Meeting(
        id=found.id,
        starts=from_moment(found.starts or ""),
        purpose=found.purpose or (found.kind.label if isinstance(found.kind, ContactKind) else ""),
        kind=found.kind,
        household=found.household,
        name=home.caption if home else "",
        place=found.place or (_street(session, home.id) if home else ""),
        needs=_needs(session, home) if home else (),
        interpreter=_interpreter(session, home) if home else None,
        done=found.state is AppointmentState.DONE or (moment is not None and moment.ended is not None),
        contact_moment=found.contact_moment,
    )


def _street(session: Session, household: Id) -> str:
    found = queries.find(session.store, Address, owner=household, order="-since,id")
    return next((one.street for one in found if one.street and not one.until), "")


def _needs(session: Session, home: Household) -> tuple[str, ...]:
    return tuple(need.label for need in needs.urgent(needs.of_household(session, home)))


def _interpreter(session: Session, home: Household) -> bool | None:
    """Whether someone needs an interpreter; None when that was never asked."""
    found = [one.interpreter for one in queries.find(session.store, LanguageProfile, space=home.space)]
    answers = [one for one in found if isinstance(one, InterpreterNeed)]
    wanted = any(one is not InterpreterNeed.NO for one in answers)
    return wanted if answers else None


def _promises(session: Session) -> tuple[Promised, ...]:
    """The open promises of this worker, the most urgent first, those without a day last."""
    mine = queries.find(session.store, Promise, by=session.me.id, state=PromiseState.OPEN.value)
    return tuple(sorted((_promised(session, one) for one in mine), key=_urgency))


def _due_steps(session: Session) -> list[tuple[dt.date, Id, str]]:
    """Open steps that are late or due within the week, the latest first: in this worker's households, or their own."""
    until = session.today() + dt.timedelta(days=SOON_DAYS)
    rows = session.store.execute(
        "SELECT step.due, step.id, home.name FROM kind_step AS step"
        " JOIN household_line AS home ON home.id = step.household"
        " WHERE step.due <= ? AND step.deleted = 0 AND step.done_at IS NULL AND home.practice = 0"
        " AND (home.responsible = ? OR instr(step.who, ?) > 0)",
        (until.isoformat(), session.me.id, session.me.id.hex()),
    )
    dated = ((_date(due), Id(row), str(name or "")) for due, row, name in rows)
    return sorted((day, row, name) for day, row, name in dated if day is not None and day <= until)


def _todo(session: Session, due: dt.date, row: Id, name: str) -> Todo:
    step = queries.get(session.store, Step, row)
    if step is None:  # erased since its id was read
        return Todo(row, "", (), None, name, due)
    who = tuple(overview.names_of(session, step.who))
    return Todo(row, step.text or "", who, step.household, name, due)


def _promised(session: Session, one: Promise) -> Promised:
    person = queries.get(session.store, Person, one.to) if one.to else None
    home = queries.get(session.store, Household, one.household) if one.household else None
    to = person.caption if person else home.caption if home else ""
    return Promised(one.id, one.text or "", to, one.household, _date(one.due))


def _date(text: str | None) -> dt.date | None:
    """A whole date; the last day of a month or year that is all that is known."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    month = parts[1] if len(parts) == 2 else 12
    return (dt.date(parts[0], month, 28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def _urgency(one: Promised) -> tuple[dt.date, bytes]:
    return one.due or dt.date.max, one.id


def _unfinished(session: Session) -> Iterable[Unfinished]:
    seen: set[Id | None] = set()
    for draft in drafts.unfinished(session):
        moment = _moment_of(draft.place)
        if moment not in seen:
            seen.add(moment)
            at = dt.datetime.fromtimestamp(draft.at / 1000).astimezone()
            yield Unfinished(moment, _home_of(session, moment, draft.space), at, draft=True)
    rows = session.store.execute(
        "SELECT id, space, started FROM kind_contact_moment WHERE worker = ? AND kind = 'home_visit'"
        " AND ended IS NULL AND deleted = 0 AND started IS NOT NULL ORDER BY started DESC LIMIT ?",
        (session.me.id, MOST_OPEN),
    )
    for row, space, started in rows:
        if row not in seen:
            yield Unfinished(
                Id(row), _home_of(session, Id(row), Id(space)), from_moment(started), draft=False
            )


def _moment_of(place: str) -> Id | None:
    """The contact moment that a draft's place names ("visit/<id>/…")."""
    parts = place.split("/")
    try:
        return Id(bytes.fromhex(parts[1])) if len(parts) > 1 else None
    except ValueError:
        return None


def _home_of(session: Session, moment: Id | None, space: Id) -> str:
    visit = queries.get(session.store, ContactMoment, moment) if moment else None
    if visit is not None and visit.household is not None:
        home = queries.get(session.store, Household, visit.household)
    else:
        home = next(iter(queries.find(session.store, Household, space=space, limit=1)), None)
    return home.caption if home else ""


def _quiet(session: Session, now: dt.datetime) -> Iterable[Quiet]:
    before = to_moment(now - dt.timedelta(days=QUIET_DAYS))
    rows = session.store.execute(
        "SELECT id, name, last FROM household_line WHERE last > '' AND last < ? AND next >= '~'"
        " AND responsible = ? AND practice = 0 ORDER BY last LIMIT ?",
        (before, session.me.id, MOST_QUIET),
    )
    for row, name, last in rows:
        yield Quiet(Id(row), str(name or ""), (now - from_moment(last)).days)

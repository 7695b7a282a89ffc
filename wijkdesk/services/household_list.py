"""The list of households: filters, folded search and pages by SQL for 100,000 rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, natural_id
from wijkdesk.models.dossier import Household, Pin
from wijkdesk.models.visit import ContactKind
from wijkdesk.services import standing_in
from wijkdesk.services.session import from_moment, to_moment
from wijkdesk.storage import household_lines, queries
from wijkdesk.storage.household_lines import Cut
from wijkdesk.storage.search import search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session

_FOUND_BY = ("household", "person", "address", "contact_point", "dossier")
_MOST_FOUND = 2_000
QUIET_WEEKS = 4  # without contact, and nothing planned: gone quiet
SORTS = tuple(household_lines.ORDERS)


class Filter(StrEnum):
    """Which households; several narrow together."""

    MINE = "mine"
    THIS_WEEK = "this_week"
    QUIET = "quiet"
    UNSHARED = "unshared"
    TWO_VERSIONS = "two_versions"


@dataclass(frozen=True)
class HouseholdRow:
    """One row of the list, in what the worker's laptop knows now. Times are local."""

    id: Id
    space: Id
    name: str
    people: int
    street: str
    last: dt.datetime | None
    last_kind: str
    next: dt.datetime | None
    needs: tuple[str, ...]
    promise_late: bool
    practice: bool
    unshared: int
    two_versions: bool
    pinned: bool
    contact: dt.datetime | None  # the last with the server; None = never met one
    quiet: bool = False  # see QUIET_WEEKS
    running: bool = False  # a visit was begun and not finished
    standing: dt.date | None = None  # this user stands in, up to and including that day


@dataclass(frozen=True)
class Counts:
    """How many households there are for each filter; `all` = that this laptop can read."""

    all: int
    by: dict[Filter, int]


def refresh(session: Session) -> bool:
    """Bring the list up to date with the log; call before `ids` when something may have changed."""
    return household_lines.refresh(session.store, _cut(session))


def _cut(session: Session) -> Cut:
    today = session.today()
    midnight = dt.datetime.combine(today, dt.time()).astimezone()
    return Cut(to_moment(midnight), today.isoformat())


def ids(
    session: Session,
    *,
    sort: str = "next",
    descending: bool = False,
    filters: frozenset[Filter] = frozenset(),
    query: str = "",
) -> list[bytes]:
    """All households that fit, pinned ones first, in the order of one of SORTS."""
    refresh(session)
    where, values = _where(session, filters, query)
    found = household_lines.ids(session.store, sort or "next", descending, where, values)
    pins = pinned(session)
    if not pins:
        return found
    return [row for row in found if row in pins] + [row for row in found if row not in pins]


def _where(session: Session, filters: frozenset[Filter], query: str) -> tuple[str, tuple[Any, ...]]:
    parts = ["1"]
    values: tuple[Any, ...] = ()
    for chosen in sorted(filters):
        part, more = _clause(session, chosen)
        parts.append(part)
        values += more
    if query.strip():
        spaces = _spaces_found(session, query)
        parts.append(f"space IN ({','.join('?' * len(spaces))})")
        values += tuple(spaces)
    return " AND ".join(parts), values


def _clause(session: Session, chosen: Filter) -> tuple[str, tuple[Any, ...]]:
    if chosen is Filter.MINE:
        return "responsible = ?", (session.me.id,)
    if chosen is Filter.THIS_WEEK:
        sunday = session.today() + dt.timedelta(days=7 - session.today().weekday())
        return "next < ?", (to_moment(dt.datetime.combine(sunday, dt.time()).astimezone()),)
    if chosen is Filter.QUIET:
        return household_lines.QUIET, (_quiet_before(session),)
    if chosen is Filter.TWO_VERSIONS:
        return "space IN (SELECT space FROM clash)", ()
    return "space IN (SELECT log.space FROM outbox JOIN log ON log.no = outbox.no)", ()


def _quiet_before(session: Session) -> str:
    """The moment before which a last contact is long ago."""
    day = session.today() - dt.timedelta(weeks=QUIET_WEEKS)
    return to_moment(dt.datetime.combine(day, dt.time()).astimezone())


def _spaces_found(session: Session, query: str) -> list[Id]:
    hits = search(session.store, query, kinds=_FOUND_BY, limit=_MOST_FOUND)
    return list(dict.fromkeys(hit.space for hit in hits))


def last_contact(session: Session) -> dt.datetime | None:
    """When this laptop last met the server, in local time; None = never, and nothing waits to be shared."""
    kept = session.store.secret(f"contact/{session.organisation.hex()}")
    return dt.datetime.fromtimestamp(int(kept.split()[0]) / 1000).astimezone() if kept else None


def counts(session: Session) -> Counts:
    """How many households each filter shows."""
    refresh(session)
    store = session.store
    by = {chosen: household_lines.count(store, *_clause(session, chosen)) for chosen in Filter}
    if last_contact(session) is None:
        by[Filter.UNSHARED] = 0
    return Counts(household_lines.count(store), by)


def rows(session: Session, wanted: Sequence[bytes]) -> list[HouseholdRow]:
    """A page of rows, in the order asked; what is gone is left out."""
    store, today, quiet = session.store, session.today().isoformat(), _quiet_before(session)
    lines = {line.id: line for line in household_lines.lines(store, wanted)}
    spaces = list({line.space for line in lines.values()})
    waiting = household_lines.unshared(store, [space for space in spaces if not store.is_local(space)])
    clashing, pins = _clashing(session), pinned(session)
    contact, running = last_contact(session), _running(session, wanted)
    lent = {one.dossier: one.until for one in standing_in.running(session) if one.mine}
    return [
        HouseholdRow(
            id=line.id,
            space=line.space,
            name=line.name,
            people=line.people,
            street=line.street,
            last=from_moment(line.last) if line.last else None,
            last_kind=line.last_kind,
            next=from_moment(line.next) if line.next else None,
            needs=line.needs,
            promise_late=bool(line.promise) and line.promise < today,
            practice=line.practice,
            unshared=waiting.get(line.space, 0),
            two_versions=line.space in clashing,
            pinned=line.id in pins,
            contact=contact,
            quiet=line.quiet(quiet),
            running=line.id in running,
            standing=lent.get(line.space),
        )
        for row in wanted
        if (line := lines.get(Id(row)))
    ]


def _running(session: Session, wanted: Sequence[bytes]) -> frozenset[bytes]:
    """Which of these households have a visit that was begun and not finished."""
    marks = ",".join("?" * len(wanted))
    going = "deleted = 0 AND ended IS NULL AND kind = ?"
    sql = f"SELECT household FROM kind_contact_moment WHERE {going} AND household IN ({marks})"  # noqa: S608 - marks only
    found = session.store.execute(sql, (ContactKind.HOME_VISIT.value, *wanted))
    return frozenset(row[0] for row in found)


def _clashing(session: Session) -> frozenset[bytes]:
    return frozenset(row[0] for row in session.store.execute("SELECT DISTINCT space FROM clash"))


def pinned(session: Session) -> frozenset[bytes]:
    """The households that this worker keeps on top."""
    found = queries.find(session.store, Pin, space=session.personal_space, on=1)
    return frozenset(pin.row for pin in found if pin.row is not None)


def toggle_pin(session: Session, household: Id) -> tuple[ChangeSet, bool]:
    """Keep a household on top, or no longer; gives what changed and whether it is on top now."""
    found = queries.find(session.store, Pin, space=session.personal_space, row=household)
    on = not (found and found[0].on)
    with session.store.unit("edit", undo=_("Vastzetten") if on else _("Losmaken")) as unit:
        if found:
            unit.change(found[0], on=on)
        else:
            own = session.personal_space
            unit.create(Pin(id=natural_id(own, Pin.KIND, household), space=own, row=household, on=True))
    return unit.changes, on


def home_of(session: Session, space: Id) -> Household | None:
    """The first household of a dossier, to open it from a search hit."""
    found = queries.find(session.store, Household, space=space, order="order,id", limit=1)
    return found[0] if found else None

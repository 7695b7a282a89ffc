"""What the list of households shows and does; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from wijkdesk.core.changes import Change, ChangeSet
from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import N_, _, format_day, format_time, format_when, ngettext
from wijkdesk.core.ids import Id
from wijkdesk.models.dossier import Household
from wijkdesk.models.life_domain import Need
from wijkdesk.models.visit import ContactKind, ContactMoment
from wijkdesk.services import break_glass, dossiers, household_list, practice, visits
from wijkdesk.services.household_list import Counts, Filter, HouseholdRow
from wijkdesk.services.ports import Jobs, Shell
from wijkdesk.services.session import Session

_KINDS = (
    "household", "membership", "person", "address", "contact_moment", "appointment", "urgent_need",
    "promise", "dossier", "pin", "index_card",
)  # fmt: skip

_PLACES: dict[str, str] = {  # shorter than the kinds themselves, for a column
    ContactKind.HOME_VISIT: N_("thuis"),
    ContactKind.PHONE: N_("gebeld"),
    ContactKind.SCHOOL: N_("school"),
    ContactKind.MESSAGE: N_("app"),
    ContactKind.OFFICE: N_("kantoor"),
    ContactKind.WALK_IN: N_("inloop"),
}


@dataclass(frozen=True)
class Words:
    """One row ready to show; `care` and `shared` are (words, tone, icon) or empty."""

    id: bytes
    name: str
    people: str
    street: str
    last: str
    next: str
    planned: bool = False
    care: tuple[str, str, str] = ("", "", "")
    shared: tuple[str, str, str] = ("", "", "")
    pinned: bool = False

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        parts = (self.name, self.people, self.street, self.next, self.care[0], self.shared[0])
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class State:
    """The list around its rows; `counts` is None until they are known; `elsewhere` = dossiers of colleagues."""

    filters: frozenset[Filter] = frozenset()
    query: str = ""
    counts: Counts | None = None
    elsewhere: int = 0
    version: int = 0  # another number = the rows must be read anew

    @property
    def meaning(self) -> str:
        """What a filter that is on means, where its name does not say it."""
        return quiet_meaning() if Filter.QUIET in self.filters else ""

    @property
    def empty(self) -> bool:
        """No household at all: the page that says how to begin."""
        return self.counts is not None and self.counts.all == 0


def quiet_meaning() -> str:
    """When a household counts as gone quiet, in words."""
    weeks = household_list.QUIET_WEEKS
    return _("Al {n} weken geen contact, en geen afspraak.").format(n=weeks)


@dataclass
class HouseholdsPresenter:
    """The list; `render` gets each new state, `ids` and `rows` serve the table a page at a time."""

    session: Session
    jobs: Jobs
    shell: Shell
    render: Callable[[State], None]
    state: State = field(default_factory=State)
    _chosen: bool = False

    def start(self) -> None:
        """Show the list; counts follow."""
        self.jobs.read(partial(_count, self.session), owner=self, done=self._on_counts)

    def refresh(self, changes: ChangeSet) -> None:
        """Read anew when something in a row changed."""
        if changes.touches(*_KINDS):
            self.start()

    def _on_counts(self, found: tuple[Counts, int]) -> None:
        counts, elsewhere = found
        filters = self.state.filters
        if not self._chosen and counts.all:
            self._chosen = True
            filters = frozenset({Filter.MINE}) if counts.by[Filter.MINE] else frozenset()
        self._show(replace(self.state, counts=counts, elsewhere=elsewhere, filters=filters))

    def _show(self, state: State) -> None:
        self.state = replace(state, version=self.state.version + 1)
        self.render(self.state)

    # ---- rows

    def ids(self, sort: str, descending: bool) -> Sequence[bytes]:
        """All ids in order; nothing before the first look at the log."""
        if self.state.counts is None:
            return ()
        return household_list.ids(
            self.session, sort=sort or "next", descending=descending,
            filters=self.state.filters, query=self.state.query,
        )  # fmt: skip

    def rows(self, ids: Sequence[bytes]) -> list[Words]:
        """The words of at most a page of rows."""
        now = self.session.now()
        return [_words(row, now) for row in household_list.rows(self.session, ids)]

    # ---- narrowing

    def narrow(self, chosen: Filter, on: bool) -> None:
        """Switch a filter."""
        self._chosen = True
        filters = self.state.filters | {chosen} if on else self.state.filters - {chosen}
        self._show(replace(self.state, filters=frozenset(filters)))

    def search(self, text: str) -> None:
        """Show only what is found; the text is folded below."""
        if text != self.state.query:
            self._show(replace(self.state, query=text))

    def search_team(self) -> None:
        """Take the filters away and keep the search."""
        self._chosen = True
        self._show(replace(self.state, filters=frozenset()))

    def clear(self) -> None:
        """Show the whole team again."""
        self._chosen = True
        self._show(replace(self.state, filters=frozenset(), query=""))

    # ---- acting on a row

    def open(self, row: bytes) -> None:
        """Open the dossier on this household."""
        self.shell.open("dossier", household=Id(row))

    def visit(self, row: bytes) -> None:
        """Begin a visit, or go on with the one that was begun."""
        self.jobs.write(partial(_visit, self.session, Id(row)), owner=self, done=self._on_visit)

    def _on_visit(self, found: tuple[ContactMoment, ChangeSet]) -> None:
        moment, changes = found
        self.shell.changed(changes)
        self.shell.open("visit", contact_moment=moment.id)

    def pin(self, row: bytes) -> None:
        """Keep a household on top, or no longer."""
        work = partial(household_list.toggle_pin, self.session, Id(row))
        self.jobs.write(work, owner=self, done=self._on_pinned)

    def _on_pinned(self, outcome: tuple[ChangeSet, bool]) -> None:
        changes, on = outcome
        self.shell.changed(changes)
        self.shell.toast(_("Staat nu bovenaan") if on else _("Staat niet meer bovenaan"), undo=True)

    def throw_away(self, row: bytes) -> None:
        """Lay a household in the bin."""
        self.jobs.write(partial(_bin, self.session, Id(row)), owner=self, done=self._on_binned)

    def _on_binned(self, changes: ChangeSet) -> None:
        self.shell.changed(changes)
        self.shell.toast(_("Huishouden ligt in de prullenbak"), undo=True)

    def practise(self) -> None:
        """Open the practice household, made when it is not there."""
        self.jobs.write(partial(practice.make, self.session), owner=self, done=self._on_practice)

    def _on_practice(self, made: tuple[Household, ChangeSet]) -> None:
        home, changes = made
        self.shell.changed(changes)
        self.shell.open("dossier", household=home.id)


def _count(session: Session) -> tuple[Counts, int]:
    return household_list.counts(session), break_glass.count(session)


def _visit(session: Session, household: Id) -> tuple[ContactMoment, ChangeSet]:
    moment = visits.running(session, household) or visits.start(session, household)
    return moment, ChangeSet((Change(ContactMoment.KIND, moment.id, moment.space),))


def _bin(session: Session, row: Id) -> ChangeSet:
    home = dossiers.household_of(session, row)
    return dossiers.bin_household(session, home) if home else ChangeSet()


def _words(row: HouseholdRow, now: dt.datetime) -> Words:
    people = ngettext("{count} persoon", "{count} mensen", row.people).format(count=row.people)
    return Words(
        id=row.id,
        name=shown(row.name) or _("Zonder naam"),
        people=people,
        street=_("verzonnen") if row.practice else shown(row.street),
        last=_last(row, now),
        next=format_when(row.next, now) if row.next else _("geen"),
        planned=row.next is not None,
        care=_care(row),
        shared=_shared(row, now),
        pinned=row.pinned,
    )


def _last(row: HouseholdRow, now: dt.datetime) -> str:
    if row.running:
        return _("Verder met bezoek")
    if row.last is None:
        return _("nog niet")
    days = (now.date() - row.last.date()).days
    near = {0: _("vandaag"), 1: _("gisteren")}.get(days)
    day = near or format_day(row.last.date(), short=True, year=row.last.year != now.year)
    kind = _(_PLACES.get(row.last_kind, ""))
    return f"{day}, {kind}" if kind else day


def _care(row: HouseholdRow) -> tuple[str, str, str]:
    if row.practice:
        return _("Om te oefenen"), "neutral", "sparkles"
    if row.needs:
        names = [need.label.lower() for need in Need if need.value in row.needs]
        text = _("Nu nodig: {what}").format(what=names[0] if names else row.needs[0])
        return text + (f" +{len(names) - 1}" if len(names) > 1 else ""), "danger", "triangle-alert"
    if row.promise_late:
        return _("Belofte te laat"), "danger", "circle-alert"
    if row.standing is not None:
        day = format_day(row.standing, weekday=False, short=True)
        return _("Waarneming t/m {day}").format(day=day), "info", "calendar-check"
    if row.quiet:
        return _("Stil geworden"), "warn", "hourglass"
    return "", "", ""


def _shared(row: HouseholdRow, now: dt.datetime) -> tuple[str, str, str]:
    if row.two_versions:
        return _("Twee versies: kies"), "danger", "git-compare"
    if row.practice:
        return _("Alleen op laptop"), "neutral", "laptop"
    if row.contact is None:
        return _("Op deze laptop"), "neutral", "laptop"
    if row.unshared:
        text = ngettext("{count} nog niet gedeeld", "{count} nog niet gedeeld", row.unshared)
        return text.format(count=row.unshared), "warn", "cloud-off"
    today = row.contact.date() == now.date()
    day = format_day(row.contact.date(), weekday=False, short=True, year=row.contact.year != now.year)
    when = format_time(row.contact) if today else day
    return _("Gedeeld {when}").format(when=when), "neutral", "cloud-check"

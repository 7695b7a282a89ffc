"""Vandaag: the day in words, and what a click on it does; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.discreet import shown
from wijkdesk.core.greeting import greeting
from wijkdesk.core.i18n import _, format_day, format_time, format_when, ngettext
from wijkdesk.core.ids import Id
from wijkdesk.models.dossier import Household
from wijkdesk.models.step import PromiseState
from wijkdesk.models.visit import ContactKind
from wijkdesk.services import agenda, practice, steps
from wijkdesk.services.agenda import Day, Meeting, Promised, Todo
from wijkdesk.services.break_glass import Glass
from wijkdesk.services.needs import Urgent
from wijkdesk.services.wording import join, now_needed

if TYPE_CHECKING:
    from wijkdesk.services.ports import Jobs, Shell
    from wijkdesk.services.session import Session

START, RESUME, OPEN = "start", "resume", "open"


@dataclass(frozen=True)
class Tagged:
    """Words on a pill: tone ok, warn, danger, info or neutral."""

    text: str
    tone: str


@dataclass(frozen=True)
class MeetingRow:
    """One appointment as it is shown; `act` = start, resume, open or nothing."""

    key: Id
    time: str
    title: str
    detail: str
    tags: tuple[Tagged, ...] = ()
    past: bool = False
    coming: bool = False
    done: bool = False
    act: str = ""
    household: Id | None = None
    contact_moment: Id | None = None


@dataclass(frozen=True)
class DayRows:
    """The appointments of one of the days that follow, under its name."""

    title: str
    rows: tuple[MeetingRow, ...]


@dataclass(frozen=True)
class StepRow:
    """One open promise or step; `to` = whom it is for, or who takes it and where."""

    key: Id
    text: str
    to: str
    due: Tagged | None = None
    household: Id | None = None


@dataclass(frozen=True)
class SideRow:
    """Something not finished, or a household that needs something or went quiet."""

    key: Id | None
    title: str
    detail: str


@dataclass(frozen=True)
class TodayState:
    """What Vandaag shows; `now_at` = before which row the line of the present time stands."""

    ready: bool = False
    greeting: str = ""
    date: str = ""
    note: str = ""
    now: str = ""
    now_at: int = 0
    meetings: tuple[MeetingRow, ...] = ()
    soon: tuple[DayRows, ...] = ()
    more_soon: int = 0
    urgent: tuple[SideRow, ...] = ()
    more_urgent: int = 0
    promises: tuple[StepRow, ...] = ()
    more_promises: int = 0
    steps: tuple[StepRow, ...] = ()
    more_steps: int = 0
    unfinished: tuple[SideRow, ...] = ()
    quiet: tuple[SideRow, ...] = ()
    nothing: bool = False
    no_households: bool = False
    assigned: bool = False
    left: int = 0
    clash: str = ""
    glass: str = ""


class TodayPresenter:
    """Reads the day and leads on."""

    def __init__(
        self, session: Session, jobs: Jobs, shell: Shell, render: Callable[[TodayState], None]
    ) -> None:
        self.session, self.jobs, self.shell, self._render = session, jobs, shell, render
        self.state = TodayState()

    def load(self) -> None:
        """Read the day anew."""
        self.jobs.read(self._load, owner=self, done=self._on_loaded)

    def _load(self) -> Day:
        return agenda.load(self.session)

    def _on_loaded(self, day: Day) -> None:
        self.state = shape(day)
        self._render(self.state)

    def act(self, key: object) -> None:
        """The button of an appointment."""
        soon = [row for day in self.state.soon for row in day.rows]
        row = next((one for one in (*self.state.meetings, *soon) if one.key == key), None)
        if row is None:
            return
        if row.act == RESUME:
            self.shell.open("visit", contact_moment=row.contact_moment)
        elif row.act == START:
            self.shell.open("visit", household=row.household, appointment=row.key)
        elif row.act == OPEN:
            self.shell.open("dossier", household=row.household)

    def keep_promise(self, key: object, kept: bool) -> None:
        """A promise was ticked: it was kept, or not after all."""
        row = next((one for one in self.state.promises if one.key == key), None)
        if row is not None:
            state = PromiseState.KEPT if kept else PromiseState.OPEN
            self.jobs.write(
                lambda: steps.set_promise(self.session, row.key, state), owner=self, done=self._on_kept
            )

    def _on_kept(self, changes: ChangeSet) -> None:
        self._said(changes, _("Belofte gedaan"))

    def tick_step(self, key: object, done: bool) -> None:
        """A step was ticked: it was taken, or not after all."""
        row = next((one for one in self.state.steps if one.key == key), None)
        if row is not None:
            self.jobs.write(lambda: steps.tick(self.session, row.key, done), owner=self, done=self._on_taken)

    def _on_taken(self, changes: ChangeSet) -> None:
        self._said(changes, _("Stap gedaan"))

    def _said(self, changes: ChangeSet, words: str) -> None:
        self.shell.changed(changes)
        self.shell.toast(words, undo=True)
        self.load()

    def open_step(self, key: object) -> None:
        """Look at the household of a promise or step."""
        rows = (*self.state.promises, *self.state.steps)
        row = next((one for one in rows if one.key == key), None)
        if row is not None and row.household is not None:
            self.shell.open("dossier", household=row.household)

    def resume(self, key: object) -> None:
        """Go on with what is not finished."""
        if isinstance(key, bytes):
            self.shell.open("visit", contact_moment=Id(key))

    def open_household(self, key: object) -> None:
        """Look at a household that needs something or went quiet."""
        if isinstance(key, bytes):
            self.shell.open("dossier", household=Id(key))

    def open_conflicts(self) -> None:
        """Choose between two versions."""
        self.shell.open("conflicts")

    def choose(self, way: str) -> None:
        """A way on from an empty day: the practice household, or a screen by its id."""
        if way == "practice":
            self.jobs.write(lambda: practice.make(self.session), owner=self, done=self._on_practice)
        else:
            self.shell.open(way)

    def _on_practice(self, made: tuple[Household, ChangeSet]) -> None:
        household, changes = made
        self.shell.changed(changes)
        self.shell.open("dossier", household=household.id)


def shape(day: Day) -> TodayState:
    """The day as it is shown."""
    rows = tuple(_meeting(day, one) for one in day.meetings)
    unfinished = tuple(
        SideRow(one.contact_moment, _unfinished_title(one), _unfinished_detail(day, one))
        for one in day.unfinished
    )
    quiet = tuple(SideRow(one.household, shown(one.name), _quiet_for(one.days)) for one in day.quiet)
    urgent = tuple(SideRow(one.household, _needed(one), shown(one.name)) for one in day.urgent)
    soon = _soon(day)
    note = ngettext("{n} afspraak", "{n} afspraken", len(rows)).format(n=len(rows)) if rows else ""
    return TodayState(
        ready=True,
        greeting=f"{greeting(day.now)} {day.worker}",
        date=format_day(day.now.date()),
        note=note,
        now=_("nu {time}").format(time=format_time(day.now)),
        now_at=sum(one.past for one in rows),
        meetings=rows,
        soon=soon,
        more_soon=day.soon_count - len(day.soon),
        urgent=urgent,
        more_urgent=day.urgent_count - len(day.urgent),
        promises=tuple(_promise(day, one) for one in day.promises),
        more_promises=day.promises_open - len(day.promises),
        steps=tuple(_step(day, one) for one in day.steps),
        more_steps=day.steps_open - len(day.steps),
        unfinished=unfinished,
        quiet=quiet,
        nothing=not (rows or soon or urgent or day.promises or day.steps or unfinished or quiet)
        and not (day.clashes or day.glasses),
        no_households=day.households == 0,
        assigned=day.assigned,
        left=sum(not one.past and not one.done for one in rows),
        clash=_clash(day.clashes),
        glass="\n".join(_glass(day, glass, name) for glass, name in day.glasses),
    )


def _glass(day: Day, glass: Glass, name: str) -> str:
    until, dossier = format_when(glass.until, day.now), shown(name)
    if glass.mine:
        return _("Je leest {dossier} tot {until}. Reden: {reason}").format(
            dossier=dossier, until=until, reason=glass.reason
        )
    return _("{name} leest {dossier} tot {until}. Reden: {reason}").format(
        name=shown(glass.who), dossier=dossier, until=until, reason=glass.reason
    )


def _clash(count: int) -> str:
    """What waits for a choice of this worker, in words."""
    if not count:
        return ""
    return ngettext(
        "Op {n} plek schreven twee mensen iets anders.",
        "Op {n} plekken schreven twee mensen iets anders.",
        count,
    ).format(n=count)


def _meeting(day: Day, one: Meeting) -> MeetingRow:
    coming = one is day.coming
    past = one.starts < day.now and not coming
    name = shown(one.name)
    begun = one.contact_moment is not None and not one.done
    act = RESUME if begun else START if _can_start(one) else OPEN if one.household else ""
    return MeetingRow(
        key=one.id,
        time=format_time(one.starts),
        title=" ".join(part for part in (one.purpose, name) if part),
        detail=one.place if not one.name or shown(one.name) == one.name else "",
        tags=_tags(one) if coming else (),
        past=past,
        coming=coming,
        done=one.done,
        act="" if one.done else act,
        household=one.household,
        contact_moment=one.contact_moment,
    )


def _soon(day: Day) -> tuple[DayRows, ...]:
    """The days that follow, each with its appointments."""
    days = [
        DayRows(_day_name(day, date), tuple(_later(one) for one in day.soon if one.starts.date() == date))
        for date in sorted({one.starts.date() for one in day.soon})
    ]
    return tuple(days)


def _day_name(day: Day, date: dt.date) -> str:
    name = format_day(date)
    tomorrow = date == day.now.date() + dt.timedelta(days=1)
    return _("Morgen, {day}").format(day=name) if tomorrow else name[:1].upper() + name[1:]


def _later(one: Meeting) -> MeetingRow:
    name = shown(one.name)
    return MeetingRow(
        key=one.id,
        time=format_time(one.starts),
        title=" ".join(part for part in (one.purpose, name) if part),
        detail=one.place if name == one.name else "",
        act=OPEN if one.household else "",
        household=one.household,
    )


def _needed(one: Urgent) -> str:
    return now_needed([need.label for need in one.needs])


def _can_start(one: Meeting) -> bool:
    return one.household is not None and one.kind in (ContactKind.HOME_VISIT, None)


def _tags(one: Meeting) -> tuple[Tagged, ...]:
    tags = []
    if one.needs:
        tags.append(Tagged(now_needed(one.needs), "danger"))
    if one.interpreter is not None:
        tags.append(Tagged(_("Tolk nodig") if one.interpreter else _("Tolk niet nodig"), "neutral"))
    return tuple(tags)


def _promise(day: Day, one: Promised) -> StepRow:
    to = _("Beloofd aan {name}").format(name=shown(one.to)) if one.to else ""
    return StepRow(one.id, one.text, to, _due(day, one.due), one.household)


def _step(day: Day, one: Todo) -> StepRow:
    who = join([shown(name) for name in one.who])
    words = " · ".join(part for part in (who, shown(one.name)) if part)
    return StepRow(one.id, one.text, words, _due(day, one.due), one.household)


def _due(day: Day, due: dt.date | None) -> Tagged | None:
    if due is None:
        return None
    days = (due - day.now.date()).days
    if days < 0:
        late = ngettext("{n} dag te laat", "{n} dagen te laat", -days).format(n=-days)
        return Tagged(late, "danger")
    if days == 0:
        return Tagged(_("vandaag"), "warn")
    return Tagged(_("morgen") if days == 1 else format_day(due, short=True), "info")


def _unfinished_title(one: agenda.Unfinished) -> str:
    return _("Bezoek {name}").format(name=shown(one.household)) if one.household else _("Concept")


def _unfinished_detail(day: Day, one: agenda.Unfinished) -> str:
    today = one.at.date() == day.now.date()
    time = format_time(one.at) if today else format_day(one.at.date(), short=True)
    words = _("Concept van {time}") if one.draft else _("Begonnen {time} · nog niet afgerond")
    return words.format(time=time)


def _quiet_for(days: int) -> str:
    weeks = days // 7
    if weeks < 9:
        return ngettext("{n} week stil", "{n} weken stil", weeks).format(n=weeks)
    return ngettext("{n} maand stil", "{n} maanden stil", days // 30).format(n=days // 30)

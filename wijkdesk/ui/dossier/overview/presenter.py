"""The overview in words: what each person sees, who was not heard, what was agreed; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _, format_day, format_when, ngettext
from wijkdesk.core.ids import Id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.life_domain import TALK_FROM
from wijkdesk.models.person import Person
from wijkdesk.models.step import Promise, PromiseState, Step
from wijkdesk.services import conflicts, mentions, steps
from wijkdesk.services import overview as service
from wijkdesk.services.conflicts import Mark
from wijkdesk.services.overview import DomainLine, HouseMember, Overview
from wijkdesk.services.ports import Jobs, Shell
from wijkdesk.services.session import Session
from wijkdesk.services.wording import join

KINDS = (
    "household", "membership", "person", "address", "language_profile", "parental_authority", "statement",
    "life_domain_view", "contact_moment", "step", "promise", "urgent_need", "appointment", "life_domain",
)  # fmt: skip
_NUMBERS = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")
FEW = 3
_OTHERS = 2  # named beside the first in what invites a talk


@dataclass(frozen=True)
class DomainWords:
    """One row of the plot: dots as (name, place, score), and what stands behind them."""

    name: str
    icon: str
    dots: tuple[tuple[str, int, int], ...]
    difference: int
    note: str
    silent: str


@dataclass(frozen=True)
class MemberWords:
    """Someone who lives here; `place` 0 = not heard yet."""

    id: Id
    name: str
    detail: str
    place: int


@dataclass(frozen=True)
class StepWords:
    """A step or promise with its day."""

    key: Id
    text: str
    who: str
    due: str
    tone: str


@dataclass(frozen=True)
class State:
    """All words of the first page."""

    title: str = ""
    legend: tuple[tuple[str, int], ...] = ()
    domains: tuple[DomainWords, ...] = ()
    talk: str = ""
    hope: str = ""
    hope_of: str = ""
    members: tuple[MemberWords, ...] = ()
    missing: str = ""
    steps: tuple[StepWords, ...] = ()
    appointment: str = ""
    step_count: int = 0
    every_step: bool = False
    asked: bool = True
    loaded: bool = False
    marks: tuple[Mark, ...] = ()

    def marks_of(self, *kinds: str) -> tuple[Mark, ...]:
        """The fields with two versions in records of these kinds."""
        return tuple(mark for mark in self.marks if mark.kind in kinds)


@dataclass
class OverviewPresenter:
    """One household at a time; `render` gets each new state."""

    session: Session
    jobs: Jobs
    shell: Shell
    render: Callable[[State], None]
    state: State = field(default_factory=State)
    household: Id | None = None
    every_step: bool = False

    def open(self, household: Id) -> None:
        """Show a household."""
        self.household = household
        self.load()

    def refresh(self, changes: ChangeSet) -> None:
        """Read anew when something on the page changed."""
        if self.household is not None and changes.touches(*KINDS):
            self.load()

    def load(self) -> None:
        """Read the household."""
        if self.household is not None:
            work = partial(_read, self.session, self.household, self.every_step)
            self.jobs.read(work, owner=self, done=self._on_read)

    def _on_read(self, state: State | None) -> None:
        self.state = (
            state if state is not None else State(loaded=True)
        )  # not on this laptop: the frame says so
        self.render(self.state)

    def show_every_step(self) -> None:
        """All steps, or the first few again."""
        self.every_step = not self.every_step
        self.load()

    def tick(self, row: Id, done: bool) -> None:
        """A step is done, or a promise kept; or not after all."""
        work = partial(_tick, self.session, row, done)
        self.jobs.write(work, owner=self, done=self._on_ticked)

    def _on_ticked(self, changes: ChangeSet) -> None:
        self.shell.changed(changes)
        self.shell.toast(_("Afgevinkt"), undo=True)

    def remove(self, row: Id) -> None:
        """A step or promise to the bin, with the way back."""
        self.jobs.write(partial(steps.remove, self.session, row), owner=self, done=self._on_removed)

    def _on_removed(self, changes: ChangeSet) -> None:
        self.shell.changed(changes)
        kept = (
            _("Belofte ligt in de prullenbak")
            if changes.touches("promise")
            else _("Stap ligt in de prullenbak")
        )
        self.shell.toast(kept, undo=True)

    def open_step(self, row: Id) -> None:
        """Look at the visit in which it was agreed; there it can be written anew."""
        if moment := steps.agreed_at(self.session, row):
            self.shell.open("visit", contact_moment=moment)
        else:
            self.shell.toast(_("Dit is niet bij een bezoek afgesproken."))

    def visit(self) -> None:
        """Begin a visit."""
        self.shell.open("visit", household=self.household)


def _tick(session: Session, row: Id, done: bool) -> ChangeSet:
    if service.promise(session, row) is not None:
        return steps.set_promise(session, row, PromiseState.KEPT if done else PromiseState.OPEN)
    return steps.tick(session, row, done)


def _read(session: Session, household: Id, every_step: bool) -> State | None:
    found = service.overview(session, household)
    return state_of(session, found, every_step=every_step) if found is not None else None


def state_of(session: Session, found: Overview, *, every_step: bool) -> State:
    """The words for what was read."""
    heard = [one for one in found.members if one.heard]
    today = session.today()
    agreed = _agreed(session, found, today)
    hope, hope_of = _hope(found)
    return State(
        title=_title(len(heard)),
        legend=tuple((_legend(one), one.place) for one in heard),
        domains=tuple(_domain(line, found.members) for line in found.domains),
        talk=_talk(found),
        hope=hope,
        hope_of=hope_of,
        members=tuple(_member(one) for one in found.members),
        missing=_missing(found),
        steps=agreed if every_step else agreed[:FEW],
        appointment=_appointment(session, found),
        step_count=len(agreed),
        every_step=every_step,
        asked=any(line.scores for line in found.domains),
        loaded=True,
        marks=conflicts.marks(session, found.household.space),
    )


def _appointment(session: Session, found: Overview) -> str:
    """ "Za 28 nov 10:30, brief lezen"; empty when nothing is planned."""
    planned = found.appointment
    starts = service.local(planned.starts) if planned else None
    if planned is None or starts is None:
        return ""
    when = format_when(starts, session.now())
    return ", ".join(part for part in (when[:1].upper() + when[1:], planned.purpose or "") if part)


def _hope(found: Overview) -> tuple[str, str]:
    """The hope as people read it, and whose it is."""
    if found.hope is None:
        return "", ""
    member = next((one for one in found.members if one.person.id == found.hope.said_by), None)
    words = mentions.plain(found.hope.text or "", member.person.short_name if member else "")
    return words, _short(member) if member else ""


def _title(count: int) -> str:
    if count == 0:
        return _("Hoe gaat het?")
    number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    who = ngettext("{number} mens", "{number} mensen", count).format(number=_(number))
    return _("Hoe gaat het? Gezien door {who}").format(who=who)


def _short(one: HouseMember) -> str:
    return shown(one.person.short_name)


def _legend(one: HouseMember) -> str:
    return f"{_short(one)} ({one.age})" if one.is_child and one.age is not None else _short(one)


def _about(one: HouseMember) -> str:
    """The age as a number, "± 8" when only the birth year is known."""
    return f"± {one.age}" if one.person.is_age_rough else str(one.age)


def _domain(line: DomainLine, members: tuple[HouseMember, ...]) -> DomainWords:
    heard = [one for one in members if one.heard]
    dots = []
    for one in heard:
        score = line.scores.get(one.person.id)
        if isinstance(score, int) and not isinstance(score, Unknown):
            dots.append((_short(one), one.place, score))
    return DomainWords(
        name=line.domain.caption,
        icon=line.domain.icon or "circle-dot",
        dots=tuple(dots),
        difference=line.difference if line.difference >= TALK_FROM else 0,
        note=_not_given(line, heard) if dots else "",
        silent="" if dots else _silent(line, heard),
    )


def _not_given(line: DomainLine, heard: list[HouseMember]) -> str:
    """Who gave no number: "Lina niet gevraagd"."""
    scores = line.scores
    for unknown, words in ((Unknown.WONT_SAY, _("wil niet zeggen")), (Unknown.DONT_KNOW, _("weet niet"))):
        if names := [_short(one) for one in heard if scores.get(one.person.id) is unknown]:
            return f"{join(names)} {words}"
    names = [_short(one) for one in heard if scores.get(one.person.id) in (None, Unknown.NOT_ASKED)]
    return _("{names} niet gevraagd").format(names=join(names)) if names else ""


def _silent(line: DomainLine, heard: list[HouseMember]) -> str:
    names = [_short(one) for one in heard if line.scores.get(one.person.id) is Unknown.WONT_SAY]
    if names:
        text = ngettext("{names} wil hier nog niet over praten", "{names} willen hier nog niet over praten",
                        len(names))  # fmt: skip
        return text.format(names=join(names))
    return _("nog niet gevraagd")


def _talk(found: Overview) -> str:
    """The difference to talk about: who gives what, the youngest first."""
    if found.talk is None:
        return ""
    (first, score), *others = found.talk.scores
    rest = sorted(others, key=partial(_near, score))[:_OTHERS]
    head = _("{name} geeft {domain} een {score}.").format(
        name=shown(first.short_name), domain=found.talk.domain.caption.lower(), score=score
    )
    tail = [_("{name} een {score}").format(name=shown(who.short_name), score=given) for who, given in rest]
    return f"{head} {join(tail)}." if tail else head


def _near(score: int, other: tuple[Person, int]) -> int:
    """Sorts those who see it most differently first."""
    return -abs(other[1] - score)


def _member(one: HouseMember) -> MemberWords:
    parts = []
    if one.role is not None and not one.is_child:
        parts.append(str(getattr(one.role, "label", one.role)) if not isinstance(one.role, Unknown) else "")
    if one.age is not None:
        parts.append(_("{age} jaar").format(age=_about(one)) if one.is_child else _about(one))
    detail = ", ".join(part for part in parts if part)
    if one.has_authority:
        detail = f"{detail} · {_('gezag')}" if detail else _("gezag")
    return MemberWords(one.person.id, shown(one.person.caption), detail, one.place)


def _missing(found: Overview) -> str:
    return join([_short(one) for one in found.missing])


def _agreed(session: Session, found: Overview, today: dt.date) -> tuple[StepWords, ...]:
    both: list[Step | Promise] = [*found.steps, *found.promises]
    return tuple(_step(session, one, today) for one in sorted(both, key=_due))


def _due(one: Step | Promise) -> str:
    return one.due or "~"


def _step(session: Session, one: Step | Promise, today: dt.date) -> StepWords:
    if isinstance(one, Promise):
        names = service.names_of(session, frozenset({one.to.hex()} if one.to else ()))
        who = _("Belofte aan {name}").format(name=shown(names[0])) if names else _("Belofte")
    else:
        who = join([shown(name) for name in service.names_of(session, one.who)])
    due, tone = _day(one.due, today)
    return StepWords(one.id, one.text or "", who, due, tone)


def _day(due: str | None, today: dt.date) -> tuple[str, str]:
    if not due or len(due) < 10:
        return "", "info"
    day = dt.date.fromisoformat(due)
    if day < today:
        return _("te laat: {day}").format(day=format_day(day, weekday=False, short=True)), "danger"
    near = {0: _("vandaag"), 1: _("morgen")}.get((day - today).days)
    return near or format_day(day, short=True), "warn" if day == today else "info"

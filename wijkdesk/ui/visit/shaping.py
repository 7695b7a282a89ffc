"""From a visit as read to the screen's state: words, order, colours of people. Pure; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wijkdesk.core.discreet import discreet, shown
from wijkdesk.core.i18n import _, format_day, format_partial, format_time, ngettext
from wijkdesk.core.ids import Id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.base import Choice
from wijkdesk.models.life_domain import TALK_FROM, Effect, LifeDomain, Need, NeedState, difference
from wijkdesk.models.step import Promise, PromiseState, Step
from wijkdesk.models.visit import Statement
from wijkdesk.services import needs, visits, wording
from wijkdesk.services.conflicts import Mark
from wijkdesk.services.session import from_moment
from wijkdesk.services.statements import Paragraph
from wijkdesk.services.visits import Member, Visit
from wijkdesk.services.voices import is_young
from wijkdesk.ui.visit.states import (
    AgreedLine,
    Column,
    DomainLine,
    FactorLine,
    Invitation,
    Missing,
    NeedLine,
    NoteState,
    Voice,
)

PER_PAGE = 3  # people beside each other until the screen says how many fit
_SPOKEN = ("nl", "ar", "ti", "en", "tr", "pl", "uk", "so", "fa", "fr")


@dataclass(frozen=True)
class Looking:
    """What the worker looks at: which domain is open, which page of people, what is typed but not yet kept."""

    open: Id | None = None
    page: int = 0
    fits: int = PER_PAGE
    words: Mapping[tuple[Id, Id], tuple[str, int]] = field(default_factory=dict)


def columns(visit: Visit) -> list[Column]:
    """Everyone of the household: those present first; a colour goes by the order of the household, as elsewhere."""
    there = visit.moment.present
    ordered = sorted(visit.members, key=_Absent(there))
    hues = {member.person.id: place for place, member in enumerate(visit.members, 1)}
    return [
        Column(
            member.person.id, shown(member.person.short_name), detail(member), hues[member.person.id],
            member.person.id.hex() in there, member.person.short_name,
        )
        for member in ordered
    ]  # fmt: skip


class _Absent:
    """Sorts those who are present before the others."""

    def __init__(self, present: frozenset[str]) -> None:
        self.present = present

    def __call__(self, member: Member) -> bool:
        return member.person.id.hex() not in self.present


def detail(member: Member) -> str:
    """The word under a name: the age of a child ("±" = only the year is known), else the role."""
    if member.is_child and member.age is not None:
        rough = member.person.is_age_rough
        return (_("± {age} jaar") if rough else _("{age} jaar")).format(age=member.age)
    return member.role.label if isinstance(member.role, Choice) else ""


def need_lines(visit: Visit) -> tuple[NeedLine, ...]:
    """The six basics in their fixed order."""
    return tuple(_need(need, visit) for need in Need)


def _need(need: Need, visit: Visit) -> NeedLine:
    found = visit.needs.get(need)
    if found is None or not isinstance(found.state, NeedState):
        words = needs.words(found.state).capitalize() if found and isinstance(found.state, Unknown) else ""
        return NeedLine(need, need.label, "not_asked", words)
    words = found.note or ""
    if found.until:
        words = _("{words} tot {day}").format(words=words, day=format_partial(found.until)).strip()
    return NeedLine(need, need.label, found.state.value, words)


def urgent_words(visit: Visit) -> str:
    """How many basics are urgent, in words."""
    count = len(needs.urgent(visit.needs))
    return ngettext("{n} keer nu nodig", "{n} keer nu nodig", count).format(n=count) if count else ""


def domain_lines(
    visit: Visit, people: Sequence[Column], page: Sequence[Column], look: Looking
) -> tuple[DomainLine, ...]:
    """All domains; `people` count for the difference, `page` are the ones in sight."""
    return tuple(_domain(visit, domain, people, page, look) for domain in visit.domains)


def _domain(
    visit: Visit, domain: LifeDomain, people: Sequence[Column], page: Sequence[Column], look: Looking
) -> DomainLine:
    own = [factor for factor in visit.factors if factor.domain == domain.id]
    gap = difference(_score(visit, column.person, domain.id) for column in people)
    is_open = domain.id == look.open
    lines = tuple(
        FactorLine(Effect.BURDENS if factor.effect is Effect.BURDENS else Effect.PROTECTS, factor.text or "",
                   factor.id)
        for factor in own
    )  # fmt: skip
    return DomainLine(
        id=domain.id,
        name=domain.caption,
        icon=domain.icon or "",
        question=_(domain.question or ""),
        scores=tuple(_score(visit, column.person, domain.id) for column in page),
        summary=_summary(lines),
        gap=gap if gap >= TALK_FROM else 0,
        open=is_open,
        voices=tuple(_voice(visit, column, domain.id, look) for column in page) if is_open else (),
        factors=lines if is_open else (),
    )


def _score(visit: Visit, person: Id, domain: Id) -> int | Unknown | None:
    view = visit.views.get((person, domain))
    return view.score if view else None


def _voice(visit: Visit, column: Column, domain: Id, look: Looking) -> Voice:
    key = (column.person, domain)
    said = visit.words.get(key)
    text, caret = look.words.get(key, ((said.text or "") if said else "", -1))
    return Voice(column, _score(visit, column.person, domain), text, caret)


def _summary(lines: Sequence[FactorLine]) -> str:
    strong = sum(line.effect is Effect.PROTECTS for line in lines)
    worry = sum(line.effect is Effect.BURDENS for line in lines)
    parts = [
        _("{n} sterk").format(n=strong) if strong else "",
        _("{n} zorg").format(n=worry) if worry else "",
    ]
    return " · ".join(part for part in parts if part)


def missing(visit: Visit, people: Sequence[Column]) -> tuple[Missing, ...]:
    """Who was not heard yet, children first."""
    by_id = {column.person: column for column in people}
    return tuple(Missing(by_id[member.person.id], is_young(member.age)) for member in visits.missing(visit))


def note_state(
    visit: Visit,
    items: Sequence[Paragraph],
    replaced: Mapping[Id, Id],
    caret: tuple[Id, int] | None,
    also: Mapping[Id, str],
) -> NoteState:
    """The running note with what stands under each paragraph."""
    speakers = {name.id: shown(name.text) for name in visit.names if name.mark == "@"}
    stamps = {note.id: _stamp(note) for note in visit.notes}
    doubled = frozenset(mark.row for mark in visit.marks if mark.kind == Statement.KIND)
    return NoteState(
        True, tuple(items), stamps, visit.names, speakers, _languages(items), replaced, caret, doubled, also
    )


def marks(visit: Visit) -> tuple[tuple[Mark, ...], tuple[Mark, ...], tuple[Mark, ...]]:
    """The fields with two versions that this visit shows: in the note, in what is agreed, elsewhere on the page."""
    notes = {note.id for note in visit.notes}
    agreed = {one.id for one in (*visit.steps, *visit.promises)}
    agreed |= {visit.appointment.id} if visit.appointment else set()
    other = {visit.moment.id, *(one.id for one in (*visit.views.values(), *visit.words.values()))}
    other |= {one.id for one in (*visit.factors, *visit.needs.values())}
    first, second, third = (
        tuple(mark for mark in visit.marks if mark.row in rows) for rows in (notes, agreed, other)
    )
    return first, second, third


def _languages(items: Sequence[Paragraph]) -> dict[str, str]:
    """The languages to choose from, by code: those met most here, and any other that was noted."""
    codes = (*_SPOKEN, *(item.language for item in items if item.language))
    return {code: wording.language_name(code) for code in codes}


def _stamp(note: Statement) -> str:
    return format_time(from_moment(note.recorded_at)) if note.recorded_at else ""


def _names(visit: Visit) -> dict[str, str]:
    return {name.id.hex(): name.text for name in visit.names if name.mark == "@"}


def step_lines(visit: Visit, today: dt.date) -> tuple[AgreedLine, ...]:
    """The steps of the household: open ones by day, then those done in this visit."""
    names = _names(visit)
    live = [step for step in visit.steps if step.done_at is None or step.contact_moment == visit.moment.id]
    return tuple(_step(step, names, today) for step in sorted(live, key=_step_place))


def _step_place(step: Step) -> tuple[bool, str, str]:
    return step.done_at is not None, step.due or "9", step.order or ""


def _step(step: Step, names: Mapping[str, str], today: dt.date) -> AgreedLine:
    who = [name for one, name in names.items() if one in step.who]  # in the order of the household
    due, tone = due_words(step.due, today, done=step.done_at is not None)
    line = " ".join([step.text or "", *(f"@{name}" for name in who), _typed_day(step.due)]).strip()
    people = _(" en ").join(shown(name) for name in who)
    return AgreedLine(step.id, step.text or "", people, due, tone, step.done_at is not None, line)


def promise_lines(visit: Visit, today: dt.date) -> tuple[AgreedLine, ...]:
    """What was promised: open ones, and all of this visit."""
    names = _names(visit)
    live = [
        one for one in visit.promises
        if one.state in (None, PromiseState.OPEN) or one.contact_moment == visit.moment.id
    ]  # fmt: skip
    return tuple(_promise(one, names, today) for one in live)


def _promise(promise: Promise, names: Mapping[str, str], today: dt.date) -> AgreedLine:
    name = names.get(promise.to.hex(), "") if promise.to else ""
    done = promise.state is PromiseState.KEPT
    due, tone = due_words(promise.due, today, done=done)
    line = " ".join(
        part for part in (promise.text or "", f"@{name}" if name else "", _typed_day(promise.due)) if part
    )
    to = _("aan {name}").format(name=shown(name)) if name else ""
    return AgreedLine(promise.id, promise.text or "", to, due, tone, done, line)


def due_words(due: str | None, today: dt.date, *, done: bool = False) -> tuple[str, str]:
    """The words and tone of the pill of a day: "vandaag" asks attention, a day gone by is late."""
    if not due or len(due) < 10:
        return (format_partial(due) if due else ""), "info"
    day = dt.date.fromisoformat(due)
    words = {0: _("vandaag"), 1: _("morgen")}.get((day - today).days)
    text = words or format_day(day, short=True, year=day.year != today.year)
    if done:
        return text, "neutral"
    return text, "danger" if day < today else ("warn" if day == today else "info")


def _typed_day(due: str | None) -> str:
    return format_day(dt.date.fromisoformat(due), short=True) if due and len(due) == 10 else ""


def appointment_words(visit: Visit, now: dt.datetime) -> str:
    """The next appointment: "di 24 nov 14:00, Kennismaken"."""
    planned = visit.appointment
    if planned is None or not planned.starts:
        return ""
    starts = from_moment(planned.starts)
    when = format_day(starts.date(), short=True, year=starts.year != now.year)
    return ", ".join(part for part in (f"{when}\u00a0{format_time(starts)}", planned.purpose or "") if part)


def invitations(visit: Visit, people: Sequence[Column]) -> tuple[Invitation, ...]:
    """What could still be done; never a demand (domain.md A0: guide, do not gate)."""
    out = []
    silent = missing(visit, people)
    if silent:
        names = ", ".join(one.column.name for one in silent[:4])
        more = len(silent) - 4
        names += ngettext(" en nog {n}", " en nog {n}", more).format(n=more) if more > 0 else ""
        out.append(Invitation("missing", _("Nog niet gehoord"), names, _("Alsnog vragen")))
    if not visit.steps:
        text = _("Spreek een kleine stap af: wie doet wat, en wanneer?")
        out.append(Invitation("steps", _("Nog geen stap"), text, _("Stap afspreken")))
    if visit.appointment is None:
        text = _("Dan weet het gezin wanneer je weer komt.")
        out.append(Invitation("appointment", _("Nog geen volgende afspraak"), text, _("Afspraak maken")))
    loose = sum(note.kind is None for note in visit.notes)
    if loose:
        words = ngettext("{n} alinea heeft nog geen soort.", "{n} alinea’s hebben nog geen soort.", loose)
        text = _("In het verslag staan ze apart.")
        out.append(
            Invitation("kinds", _("Zien of horen?"), f"{words.format(n=loose)} {text}", _("Soort kiezen"))
        )
    return tuple(out)


def is_discreet() -> bool:
    """Whether names are hidden now."""
    return discreet()

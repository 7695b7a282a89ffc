"""The family's page from records: hopes, steps, promises, the next appointment, and a number to call.

Never on it (design of the papers, §3): file number, address, safety text, worries of others, diagnosis, what one
parent may not know. Therefore only own hopes of people who live in this household, and steps and promises
of this household; surnames only when the family wants them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from wijkdesk.core.i18n import format_partial
from wijkdesk.core.ids import Id
from wijkdesk.models.dossier import Worker
from wijkdesk.models.step import Promise, Step
from wijkdesk.models.visit import Appointment, ContactMoment
from wijkdesk.reports import family_page as paper
from wijkdesk.reports.common import StepLine
from wijkdesk.reports.content import LANGUAGES, Language, fixed_texts
from wijkdesk.reports.dates import step_date
from wijkdesk.reports.family_words import PAPER
from wijkdesk.services import papers_family_reading as reading
from wijkdesk.services import papers_household as people
from wijkdesk.services.mentions import plain
from wijkdesk.services.papers_household import Subject
from wijkdesk.services.session import Session, from_moment
from wijkdesk.storage import queries

Group = Literal["hope", "step", "promise", "appointment", "missing"]


@dataclass(frozen=True, slots=True)
class Part:
    """Something that can be left off the page: a row, or the line about missing voices (its row: the household)."""

    id: Id
    group: Group
    text: str


@dataclass(frozen=True, slots=True)
class FamilyChoices:
    """What the worker and the family chose for this one paper."""

    language: Language = "nl"
    large: bool = False
    black_white: bool = False
    hide_surnames: bool = True
    neutral: bool = False
    without: frozenset[Id] = frozenset()


@dataclass(frozen=True, slots=True)
class FamilySource:
    """Everything read once; `page` makes the paper from it for each choice, without the store."""

    about: Subject
    hopes: tuple[reading.SaidHope, ...]
    steps: tuple[Step, ...]
    promises: tuple[Promise, ...]
    appointment: Appointment | None
    place: str
    missing: tuple[Id, ...]
    helpers: dict[str, str]
    worker: Worker
    today: dt.date
    language: Language

    def parts(self) -> tuple[Part, ...]:
        """All that can be on the page, in reading order."""
        names = people.first_names(self.about.members)
        found = [
            Part(hope.row, "hope", f"{_who(names, hope.person)}: «\u2068{hope.text}\u2069»")
            for hope in self.hopes
        ]
        if self.missing:
            found.append(Part(self.about.household.id, "missing", self._missing()))
        found += [Part(step.id, "step", plain(step.text or "")) for step in self.steps]
        found += [Part(promise.id, "promise", plain(promise.text or "")) for promise in self.promises]
        if self.appointment and self.appointment.starts:
            day = step_date(from_moment(self.appointment.starts).date())
            found.append(Part(self.appointment.id, "appointment", day))
        return tuple(found)

    def page(self, choices: FamilyChoices) -> paper.FamilyPage:
        """The paper for these choices."""
        names = people.first_names(self.about.members)
        shown = names if choices.hide_surnames else {m.id: m.person.caption for m in self.about.members}
        off = choices.without
        missing = self.missing and self.about.household.id not in off
        return paper.FamilyPage(
            people=tuple(shown.values()),
            hopes=tuple(
                paper.Hope(_who(names, hope.person), hope.text, hope.language)
                for hope in self.hopes
                if hope.row not in off
            ),
            steps=tuple(self._step(step, names) for step in self.steps if step.id not in off),
            promises=tuple(_promise(promise) for promise in self.promises if promise.id not in off),
            worker=self.worker.short_name,
            worker_role=self.worker.function or "",
            made_on=self.today,
            appointment=self._appointment(choices),
            phone=self._phone(),
            practice=self.about.practice,
            language=choices.language,
            large=choices.large,
            black_white=choices.black_white,
            brand=None if choices.neutral else people.brand_of(self.worker),
            missing=self._missing() if missing else "",
        )

    def _missing(self) -> str:
        names = people.first_names(self.about.members)
        who = _listing([names[person] for person in self.missing])
        return fixed_texts(PAPER).text("missing", who=who)

    def _step(self, step: Step, names: dict[Id, str]) -> StepLine:
        known = {person.hex(): name for person, name in names.items()} | self.helpers
        who = [name for person, name in known.items() if person in step.who]  # in the order of the household
        return StepLine(", ".join(who), plain(step.text or ""), _when(step.due))

    def _appointment(self, choices: FamilyChoices) -> paper.Appointment | None:
        found = self.appointment
        if found is None or not found.starts or found.id in choices.without:
            return None
        at_home = self.place == fixed_texts(PAPER).text("at_home")
        own = fixed_texts(PAPER, choices.language).texts.get("at_home", "") if at_home else ""
        return paper.Appointment(from_moment(found.starts).replace(tzinfo=None), self.place, str(own))

    def _phone(self) -> paper.Phone | None:
        return paper.Phone(self.worker.phone, self.worker.hours or "") if self.worker.phone else None


def family_source(session: Session, household: Id, contact_moment: Id | None = None) -> FamilySource:
    """Read what can be on the page; with a contact moment the missing voices are those of that moment.

    Raises:
        Refused: `gone` when the household or contact moment is not here.
    """
    about = people.subject(session, household)
    moment = _moment(session, about, contact_moment)
    found = reading.appointment(session, about)
    dossier_language = about.dossier.paper_language if about.dossier else None
    return FamilySource(
        about=about,
        hopes=tuple(reading.hopes(session, about, moment)),
        steps=tuple(reading.steps(session, about)),
        promises=tuple(reading.promises(session, about)),
        appointment=found,
        place=reading.place(session, about, found) if found else "",
        missing=_to_ask(session, about, moment.id) if moment else (),
        helpers={worker.id.hex(): worker.short_name for worker in queries.find(session.store, Worker)},
        worker=session.me,
        today=session.today(),
        language=next((code for code in LANGUAGES if code == dossier_language), "nl"),
    )


def family_page(
    session: Session,
    household: Id,
    contact_moment: Id | None = None,
    choices: FamilyChoices | None = None,
) -> paper.FamilyPage:
    """The family's page in one go: read and made. Raises as `family_source` does."""
    source = family_source(session, household, contact_moment)
    return source.page(choices or FamilyChoices(language=source.language))


def _to_ask(session: Session, about: Subject, moment: Id) -> tuple[Id, ...]:
    unwilling = people.unwilling(session, about, moment)
    silent = people.missing_voices(session, about, moment)
    return tuple(member.id for member in silent if member.id not in unwilling)


def _moment(session: Session, about: Subject, row: Id | None) -> ContactMoment | None:
    """The contact moment asked for, else the last one of this household."""
    if row is not None:
        return people.contact_moment_of(session, row)
    last = queries.find(
        session.store,
        ContactMoment,
        space=about.space,
        household=about.household.id,
        order="-started",
        limit=1,
    )
    return last[0] if last else None


def _promise(promise: Promise) -> paper.PromiseLine:
    when = _when(promise.due)
    day = step_date(when) if isinstance(when, dt.date) else when
    text = plain(promise.text or "")
    return paper.PromiseLine(f"{text} ({day})" if day else text)


def _when(due: str | None) -> dt.date | str:
    return people.full_day(due) or (format_partial(due) if due else "")


def _who(names: dict[Id, str], person: Id | None) -> str:
    return names[person] if person in names else fixed_texts(PAPER).text("someone")


def _listing(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return fixed_texts(PAPER).text("listing", some=", ".join(names[:-1]), last=names[-1])

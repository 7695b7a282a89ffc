"""The visit note from records: who was there, what was seen and said with its source, what comes next.

Source of the rules: domain.md B5 (whose words, from whom they were heard, seen when, discussed or not; facts,
views and interpretations apart; written down later than 12 hours after shows both times).
"""

from __future__ import annotations

import datetime as dt

from wijkdesk.core.i18n import format_partial
from wijkdesk.core.ids import Id
from wijkdesk.models.dossier import Worker
from wijkdesk.models.life_domain import LifeDomainView, UrgentNeed
from wijkdesk.models.step import Promise, Step
from wijkdesk.models.visit import ContactKind, ContactMoment
from wijkdesk.reports import visit_note as paper
from wijkdesk.reports.common import StepLine
from wijkdesk.reports.content import fixed_texts
from wijkdesk.reports.dates import clock, full_date, step_date
from wijkdesk.services import needs, sign_offs, steps, views
from wijkdesk.services import papers_household as people
from wijkdesk.services.mentions import plain
from wijkdesk.services.overview import is_number
from wijkdesk.services.papers_household import Member, Subject
from wijkdesk.services.papers_sources import local_time, said_at, statement_lines
from wijkdesk.services.session import Session, from_moment
from wijkdesk.storage import queries


def visit_note(session: Session, contact_moment: Id, *, black_white: bool = False) -> paper.VisitNote:
    """The note of one contact moment, with its sign-off when there is one.

    Raises:
        Refused: `gone` when the contact moment or its household is not here.
    """
    moment = people.contact_moment_of(session, contact_moment)
    return _Maker(session, moment, people.subject(session, people.household_of(moment))).note(black_white)


class _Maker:
    """Reads the records of one contact moment and puts them into the words of the paper."""

    def __init__(self, session: Session, moment: ContactMoment, about: Subject) -> None:
        self.session, self.moment, self.about = session, moment, about
        self.pack = fixed_texts(paper.PAPER)
        self.said = said_at(session, about, moment)
        own = queries.get(session.store, Worker, moment.worker) if moment.worker else None
        self.worker = own or session.me

    def note(self, black_white: bool) -> paper.VisitNote:
        """The whole note."""
        moment, number = self.moment, self.about.dossier.number if self.about.dossier else None
        kind = moment.kind if isinstance(moment.kind, ContactKind) else ContactKind.OTHER
        at_home = self.pack.text("at_home") if kind is ContactKind.HOME_VISIT else ""
        return paper.VisitNote(
            title=self.pack.text(f"title_{kind.value}", household=self.about.household.name or "…"),
            starts=local_time(moment.started) or self.session.now().replace(tzinfo=None),
            ends=local_time(moment.ended),
            place=moment.place or at_home,
            worker=self.worker.caption,
            made_on=self.session.today(),
            facts=tuple(self._facts()),
            statements=statement_lines(self.session, self.about, self.moment, self.said),
            missing=tuple(self._missing()),
            steps=tuple(self._steps()),
            appointment=self._appointment(),
            urgent=tuple(self._urgent()),
            recorded_at=self._recorded_at(),
            sign_off=self._sign_off(),
            reference=self.pack.text("reference", number=number) if number else "",
            practice=self.about.practice,
            black_white=black_white,
            brand=people.brand_of(self.worker),
        )

    def _facts(self) -> list[tuple[str, str]]:
        present = [member for member in self.about.members if member.id.hex() in self.moment.present]
        known = {member.id.hex() for member in present}
        others = [
            people.name_of(self.session, self.about, bytes.fromhex(person))
            for person in sorted(self.moment.present - known)
        ]
        names = [self._person(member) for member in present] + [name for name in others if name]
        function = f", {self.worker.function}" if self.worker.function else ""
        facts = (
            ("present", ", ".join(names)),
            ("worker", self.worker.caption + function),
            ("purpose", plain(self.moment.purpose or "")),
            ("interpreter", self.moment.interpreter or ""),
            ("scores", self._scores()),
        )
        return [(self.pack.text(key), value) for key, value in facts if value]

    def _scores(self) -> str:
        """Every number that was given, by life domain; what people said with it stands among the statements."""
        found = queries.find(
            self.session.store, LifeDomainView, space=self.about.space, contact_moment=self.moment.id
        )
        given = {(row.domain, row.person): row.score for row in found if is_number(row.score)}
        names = people.first_names(self.about.members)
        lines = []
        for domain in views.domains(self.session):
            said = [f"{name} {given[domain.id, person]}" for person, name in names.items()
                    if (domain.id, person) in given]  # fmt: skip
            if said:
                lines.append(f"{domain.caption}: {', '.join(said)}")
        return "; ".join(lines)

    def _person(self, member: Member) -> str:
        name, age = member.person.caption, str(member.age)
        if member.person.is_age_rough:
            age = self.pack.text("about", number=age)
        if member.child:
            return self.pack.text("person_age", name=name, age=age)
        return self.pack.text("person_role", name=name, role=member.role) if member.role else name

    def _missing(self) -> list[paper.MissingVoice]:
        refused = people.unwilling(self.session, self.about, self.moment.id)
        silent = people.missing_voices(self.session, self.about, self.moment.id)
        return [paper.MissingVoice(self._person(member), self._why(member, refused)) for member in silent]

    def _why(self, member: Member, refused: frozenset[Id | None]) -> str:
        if member.id in refused:
            return self.pack.text("wont_say")
        if not self.moment.present:
            return self.pack.text("not_asked")  # nobody noted who was there: that is no fact about anyone
        present = member.id.hex() in self.moment.present
        return self.pack.text("was_present" if present else "was_absent")

    def _steps(self) -> list[StepLine]:
        found = queries.find(
            self.session.store, Step, space=self.about.space, contact_moment=self.moment.id, order="order,id"
        )
        promised = queries.find(
            self.session.store,
            Promise,
            space=self.about.space,
            contact_moment=self.moment.id,
            order="order,id",
        )
        return [
            *(self._step(row) for row in found if row.text),
            *(self._promise(row) for row in promised if row.text),
        ]

    def _promise(self, row: Promise) -> StepLine:
        names = people.first_names(self.about.members)
        who = (
            self.pack.text("promise_to", name=names[row.to]) if row.to in names else self.pack.text("promise")
        )
        when: dt.date | str = people.full_day(row.due) or (format_partial(row.due) if row.due else "")
        return StepLine(self.worker.caption, f"{who}: {plain(row.text or '')}", when)

    def _step(self, row: Step) -> StepLine:
        at_home = [member.id.hex() for member in self.about.members]  # first, in the order of the household
        everyone = [*(who for who in at_home if who in row.who), *sorted(row.who.difference(at_home))]
        names = [people.name_of(self.session, self.about, bytes.fromhex(who)) for who in everyone]
        when: dt.date | str = people.full_day(row.due) or (format_partial(row.due) if row.due else "")
        if row.done_at:
            when = self.pack.text("done", when=step_date(from_moment(row.done_at).date()))
        return StepLine(", ".join(name for name in names if name), plain(row.text or ""), when)

    def _appointment(self) -> str:
        """The first one after this contact moment that goes on or went on: when, and what about."""
        household, began = self.about.household.id, self.moment.started or ""
        found = steps.appointment_after(self.session, household, began, not_of=self.moment.id)
        when = local_time(found.starts) if found else None
        if found is None or when is None:
            return ""
        parts = (
            full_date(when.date()).capitalize(),
            clock(when),
            found.place or "",
            plain(found.purpose or ""),
        )
        return ", ".join(part for part in parts if part)

    def _urgent(self) -> list[str]:
        found = needs.of_household(self.session, self.about.household)
        return [self._need(found[need]) for need in needs.urgent(found)]

    def _need(self, row: UrgentNeed) -> str:
        need = people.dutch(row.need)
        if row.until:
            need = self.pack.text("need_until", need=need, when=format_partial(row.until))
        return self.pack.text("need", need=need, note=plain(row.note)) if row.note else need

    def _recorded_at(self) -> dt.datetime | None:
        return local_time(max((row.recorded_at for row in self.said if row.recorded_at), default=None))

    def _sign_off(self) -> paper.SignOffLine | None:
        signed = sign_offs.of_moment(self.session, self.moment.id)
        at = local_time(signed.sign_off.at) if signed else None
        if signed is None or at is None:
            return None
        by = people.name_of(self.session, self.about, signed.sign_off.by) or self.worker.caption
        return paper.SignOffLine(by, at, changed_after=signed.changed)

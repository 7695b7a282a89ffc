"""Statements as the visit note prints them: each with whose it is, from whom it was heard, and when.

Source of the rules: domain.md B5.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import cast

from wijkdesk.core.ids import Id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.dossier import Worker
from wijkdesk.models.life_domain import DEFAULT_DOMAINS, LifeDomain, LifeDomainView
from wijkdesk.models.visit import ContactMoment, Statement
from wijkdesk.reports.content import fixed_texts
from wijkdesk.reports.dates import moment_text
from wijkdesk.reports.visit_note import KINDS, PAPER, Kind, StatementLine
from wijkdesk.services import papers_household as people
from wijkdesk.services import views
from wijkdesk.services.mentions import plain
from wijkdesk.services.papers_household import Subject
from wijkdesk.services.session import Session, from_moment
from wijkdesk.storage import queries

_TO_DISCUSS = ("reported", "interpretation", "hypothesis")
_OURS = {
    "observation": "seen_by",
    "interpretation": "thought_of",
    "hypothesis": "thought_of",
    "decision": "decided_by",
}


def said_at(session: Session, about: Subject, moment: ContactMoment) -> list[Statement]:
    """The statements of a contact moment in order; a corrected one gives way to the newer."""
    found = queries.find(
        session.store, Statement, space=about.space, contact_moment=moment.id, order="order,id"
    )
    corrected = {statement.corrects for statement in found}
    return [row for row in found if row.text and row.id not in corrected]


def statement_lines(
    session: Session, about: Subject, moment: ContactMoment, said: Iterable[Statement]
) -> tuple[StatementLine, ...]:
    """The statements as lines of the paper."""
    sources = _Sources(session, about, moment)
    return tuple(sources.line(row) for row in said)


def local_time(moment: str | None) -> dt.datetime | None:
    """A kept moment as the wall-clock time papers show."""
    return from_moment(moment).replace(tzinfo=None) if moment else None


class _Sources:
    """Finds for each statement what stands under it."""

    def __init__(self, session: Session, about: Subject, moment: ContactMoment) -> None:
        self.session, self.about, self.moment = session, about, moment
        self.pack = fixed_texts(PAPER)
        self._names = people.first_names(about.members)

    def line(self, row: Statement) -> StatementLine:
        """One statement with its source."""
        kind = _kind(row)
        source = [self._whose(row, kind), self._heard(row), self._seen_at(row), self._domain(row)]
        if row.hope:
            source.append(self.pack.text("hope"))
        if row.corrects:
            source.append(self.pack.text("corrects"))
        own = row.quote or (row.view is not None and kind == "opinion")
        return StatementLine(
            kind=kind,
            text=plain(row.text or "", self._names.get(row.said_by, "") if row.said_by else ""),
            source=", ".join(part for part in source if part),
            talked=self._talked(row, kind),
            quote=own,
            language=row.language or "nl",
        )

    def _whose(self, row: Statement, kind: Kind) -> str:
        name = people.name_of(self.session, self.about, row.said_by)
        if not name:
            return ""
        if row.quote:
            return self.pack.text("literally", name=name)
        ours = queries.get(self.session.store, Worker, row.said_by) if row.said_by else None
        return self.pack.text(_OURS[kind], name=name) if ours and kind in _OURS else name

    def _heard(self, row: Statement) -> str:
        return self.pack.text("heard_from", name=row.heard_from) if row.heard_from else ""

    def _seen_at(self, row: Statement) -> str:
        """When it was seen, only when that was not during the contact moment."""
        seen, starts = local_time(row.observed_at), local_time(self.moment.started)
        if seen is None or (starts is not None and seen.date() == starts.date()):
            return ""
        return self.pack.text("seen_at", when=moment_text(seen))

    def _domain(self, row: Statement) -> str:
        """The life domain of a score with its words; else those that the line was tagged with."""
        view = queries.get(self.session.store, LifeDomainView, row.view) if row.view else None
        if view is None or view.domain is None:
            return self._tagged(row)
        name = _domain_name(self.session, view.domain)
        if isinstance(view.score, Unknown) or view.score is None:
            return self.pack.text("about_domain", domain=name)
        return self.pack.text("about_domain_score", domain=name, score=str(view.score))

    def _tagged(self, row: Statement) -> str:
        order = {one.id.hex(): place for place, one in enumerate(views.domains(self.session))}
        found = sorted(row.domains, key=lambda one: (order.get(one, len(order)), one))
        names = [name for one in found if (name := _domain_name(self.session, Id(bytes.fromhex(one))))]
        return self.pack.text("about_domain", domain=self._join(names)) if names else ""

    def _join(self, names: list[str]) -> str:
        *first, last = names
        return f"{', '.join(first)} {self.pack.text('and')} {last}" if first else last

    def _talked(self, row: Statement, kind: Kind) -> str:
        if row.discussed is True:
            return self.pack.text("discussed")
        if kind not in _TO_DISCUSS or self.about.member(row.said_by) is not None:
            return ""
        return self.pack.text("left_undiscussed" if row.discussed is False else "not_discussed")


def _kind(row: Statement) -> Kind:
    """The kind on paper; the words of someone's own score are that person's view."""
    if row.kind in KINDS:
        return cast("Kind", str(row.kind))
    return "opinion" if row.view is not None else "unsorted"


def _domain_name(session: Session, domain: Id) -> str:
    """The name of a life domain in Dutch: as the organisation named it, else the default."""
    own = queries.get(session.store, LifeDomain, domain)
    default = next((known for known in DEFAULT_DOMAINS if known.id == domain), None)
    name = own.name if own and own.name else default.name if default else None
    return name or ""

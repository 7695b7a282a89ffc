"""How records read in an assignment: their words and whom they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.models.life_domain import Factor, LifeDomainView
from wijkdesk.models.person import LanguageProfile, Person
from wijkdesk.models.visit import Statement
from wijkdesk.services.wording import field_title, in_words, language_name
from wijkdesk.storage import queries

if TYPE_CHECKING:
    from wijkdesk.models.base import Record
    from wijkdesk.services.session import Session


def people_in(record: Record) -> frozenset[Id]:
    """The persons a record is about or names in its fields (not those in its text)."""
    if isinstance(record, Person):
        return frozenset({record.id})
    if isinstance(record, Statement):
        about = {Id(bytes.fromhex(one)) for one in record.about}
        return frozenset(about | ({record.said_by} if record.said_by else set()))
    person = getattr(record, "person", None)
    return frozenset({Id(person)} if person else ())


def words_of(session: Session, record: Record, *, hide: bool = False) -> str:
    """A record as it reads in an assignment; of a person the name people use. `hide` = for the screen, names hidden
    when the worker hides names; what is written down as given is never hidden.
    """
    match record:
        case Person():
            name = record.alias or record.short_name
            return shown(name) if hide else name
        case LanguageProfile():
            language, levels = language_name(record.language or ""), []
            for field in ("speaks", "reads"):
                if (value := getattr(record, field)) is not None:
                    title = field_title(record.KIND, field).lower()
                    levels.append(f"{title} {in_words(session, record.KIND, field, value)}")
            return f"{_name(session, record.person, hide)}: {', '.join([language, *levels])}"
        case LifeDomainView():
            domain = in_words(session, record.KIND, "domain", record.domain)
            score = in_words(session, record.KIND, "score", record.score)
            return f"{_name(session, record.person, hide)}: {domain} {score}"
        case Factor():
            effect = in_words(session, record.KIND, "effect", record.effect).capitalize()
            return f"{effect}: {record.text or ''}"
        case Statement():
            text = record.text or ""
            said = f"{_name(session, record.said_by, hide)}: " if record.quote and record.said_by else ""
            return f"{said}«{text}»" if record.quote else text
    return record.caption


def _name(session: Session, person: Id | None, hide: bool) -> str:
    found = queries.get(session.store, Person, person) if person else None
    return words_of(session, found, hide=hide) if found is not None else _("Iemand")

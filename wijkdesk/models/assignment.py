"""An assignment: one question to one person, with copies of what he or she may see (architecture.md §3, Sharing)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import Id
from wijkdesk.models.base import Record, day, own_words, rank, ref, set_of
from wijkdesk.models.life_domain import Factor, LifeDomainView
from wijkdesk.models.person import LanguageProfile, Person
from wijkdesk.models.visit import Statement

# What may be copied, and which fields of it go along. Of a person only the name people use (domain.md A16).
COPIED: Final[dict[type[Record], tuple[str, ...]]] = {
    Person: ("calling_name",),
    LanguageProfile: ("person", "language", "speaks", "reads", "preferred", "dialect", "interpreter"),
    Statement: (
        "kind", "text", "quote", "hope", "said_by", "observed_at", "recorded_at", "language", "about", "domains",
    ),
    LifeDomainView: ("person", "domain", "score", "obtained"),
    Factor: ("person", "domain", "effect", "text"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Assignment(Record):
    """Stands in its own space; its id is natural (the space). The disclosure it rests on stands in the dossier."""

    KIND: ClassVar[str] = "assignment"
    TITLE: ClassVar[str] = N_("Opdracht")

    question: str | None = own_words(N_("Vraag"))
    asked_by: Id | None = ref(N_("Gevraagd door"), "worker")
    asked_of: Id | None = ref(N_("Aan wie"), "worker")
    disclosure: Id | None = ref(N_("Afspraak om te delen"), "disclosure")
    since: str | None = day(N_("Sinds"))
    due: str | None = day(N_("Antwoord graag voor"))
    ended_on: str | None = day(N_("Gestopt op"))

    @property
    def caption(self) -> str:
        """The first words of the question."""
        return (self.question or _(self.TITLE))[:60]


@dataclass(frozen=True, kw_only=True)
class Copy(Record):
    """Says of a record in an assignment what it is a copy of, and of which version of it."""

    KIND: ClassVar[str] = "copy"
    TITLE: ClassVar[str] = N_("Gedeelde kopie")

    row: Id | None = ref(N_("Kopie"), *(kind.KIND for kind in COPIED))
    source_row: Id | None = ref(N_("Gekopieerd van"), *(kind.KIND for kind in COPIED))
    source_space: Id | None = ref(N_("Uit"), "space")
    source_commits: frozenset[str] = set_of(N_("Versie"))
    order: str | None = rank()

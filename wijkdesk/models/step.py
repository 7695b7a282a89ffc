"""Steps and promises: who does what by when, and was it kept (domain.md #9, #16)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import Id
from wijkdesk.models.base import Choice, Record, choice, day, moment, own_words, rank, ref, set_of


@dataclass(frozen=True, kw_only=True)
class Step(Record):
    """A dated step that somebody takes."""

    KIND: ClassVar[str] = "step"
    TITLE: ClassVar[str] = N_("Stap")

    household: Id | None = ref(N_("Huishouden"), "household")
    contact_moment: Id | None = ref(N_("Afgesproken bij"), "contact_moment")
    text: str | None = own_words(N_("Wat"))
    who: frozenset[str] = set_of(N_("Wie doet dit"), "person", "worker")
    due: str | None = day(N_("Wanneer"), indexed=True)
    done_at: str | None = moment(N_("Gedaan op"))
    order: str | None = rank()

    @property
    def caption(self) -> str:
        """The first words of it."""
        return (self.text or _(self.TITLE))[:60]


class PromiseState(Choice):
    """Doen wat we zeggen (domain.md #16)."""

    OPEN = "open", N_("open")
    KEPT = "kept", N_("gedaan")
    DISCUSSED = "discussed", N_("niet gelukt, besproken")


@dataclass(frozen=True, kw_only=True)
class Promise(Record):
    """Something a worker promised someone."""

    KIND: ClassVar[str] = "promise"
    TITLE: ClassVar[str] = N_("Belofte")

    household: Id | None = ref(N_("Huishouden"), "household")
    contact_moment: Id | None = ref(N_("Beloofd bij"), "contact_moment")
    text: str | None = own_words(N_("Wat"))
    to: Id | None = ref(N_("Aan wie"), "person")
    by: Id | None = ref(N_("Door wie"), "worker")
    due: str | None = day(N_("Wanneer"), indexed=True)
    state: PromiseState | None = choice(N_("Stand"), PromiseState)
    order: str | None = rank()

    @property
    def caption(self) -> str:
        """The first words of it."""
        return (self.text or _(self.TITLE))[:60]

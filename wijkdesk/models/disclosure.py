"""What goes outside: to whom, why, on which ground, who agreed, until when, and what they got (domain.md B2).

Three things are kept apart: the lawful ground (a statutory task by default), who agreed that it is shared, and help
itself. Withdrawing works forward only: the items stay, because what was shared stays shared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import Id
from wijkdesk.models.base import Choice, Erase, Record, choice, day, line, own_words, rank, ref, set_of

YOUTH_FROM: Final = 12  # from here on a child has a say of its own (Jeugdwet 7.3.5; domain.md B2)
ALONE_FROM: Final = 16  # from here on it decides alone


class Channel(Choice):
    """How it goes out."""

    ASSIGNMENT = "assignment", N_("opdracht")
    PAPER = "paper", N_("papier")
    PACKAGE = "package", N_("usb-stick")


class LawfulGround(Choice):
    """Why it may leave at all (AVG 6); consent is only for optional extras (domain.md B2)."""

    STATUTORY_TASK = "statutory_task", N_("wettelijke taak")
    LEGAL_DUTY = "legal_duty", N_("wettelijke plicht")
    REPORTING_RIGHT = "reporting_right", N_("meldrecht")
    VITAL_INTEREST = "vital_interest", N_("levensbelang")
    CONSENT = "consent", N_("toestemming")


# On these grounds nobody needs to agree: reporting is never blocked by missing consent (domain.md B1).
WITHOUT_CONSENT: Final = frozenset(
    {LawfulGround.LEGAL_DUTY, LawfulGround.REPORTING_RIGHT, LawfulGround.VITAL_INTEREST}
)


class AskedHow(Choice):
    """How people agreed; it may be oral, then it stands here (domain.md B2)."""

    ORAL = "oral", N_("mondeling")
    INTERPRETED = "interpreted", N_("mondeling, met tolk")
    WRITTEN = "written", N_("op papier")
    DIGITAL = "digital", N_("digitaal")


@dataclass(frozen=True, kw_only=True)
class Disclosure(Record):
    """One agreement to give something to someone; stands in the dossier. Its items are `DisclosedItem`s."""

    KIND: ClassVar[str] = "disclosure"
    TITLE: ClassVar[str] = N_("Delen met iemand")

    recipient: str | None = line(N_("Met wie"), searched=True, help=N_("Naam, functie en organisatie."))
    member: Id | None = ref(N_("Lid"), "worker")
    channel: Channel | None = choice(N_("Hoe"), Channel, erase=Erase.KEEP)
    purpose: str | None = line(N_("Waarvoor"), searched=True)
    ground: LawfulGround | None = choice(N_("Grondslag"), LawfulGround)
    about: frozenset[str] = set_of(N_("Over wie"), "person")
    given_by: frozenset[str] = set_of(N_("Wie vindt het goed"), "person")
    asked: AskedHow | None = choice(N_("Hoe gevraagd"), AskedHow)
    exception: str | None = own_words(N_("Waarom zonder iedereen"))
    when: str | None = day(N_("Gegeven op"))
    valid_until: str | None = day(N_("Geldig tot en met"))
    withdrawn_on: str | None = day(N_("Ingetrokken op"))
    withdrawn_by: Id | None = ref(N_("Ingetrokken door"), "person", "worker")
    reason: str | None = own_words(N_("Waarom ingetrokken"))

    @property
    def caption(self) -> str:
        """With whom."""
        return self.recipient or _(self.TITLE)

    def in_force(self, on: str) -> bool:
        """Whether it holds on an ISO day: begun, not over, not withdrawn (the day of withdrawing counts as over)."""
        begun = self.when is None or self.when <= on
        over = self.valid_until is not None and self.valid_until < on
        return begun and not over and self.withdrawn_on is None and not self.deleted


@dataclass(frozen=True, kw_only=True)
class DisclosedItem(Record):
    """Something that was given: which record, in which words, on which day. Never taken back, never rewritten."""

    KIND: ClassVar[str] = "disclosed_item"
    TITLE: ClassVar[str] = N_("Gedeeld")

    disclosure: Id | None = ref(N_("Bij"), "disclosure")
    row: Id | None = ref(N_("Wat"))
    words: str | None = own_words(N_("Zo gedeeld"))
    on: str | None = day(N_("Gedeeld op"))
    order: str | None = rank()

    @property
    def caption(self) -> str:
        """The first words of it; what was erased since is still known to have been given."""
        return (self.words or _("gewist"))[:60]


@dataclass(frozen=True)
class Agreement:
    """Who must agree before something about one person is shared; `unknown` = nobody knows who has gezag."""

    person: Id
    people: frozenset[Id]
    unknown: bool = False


def who_must_agree(person: Id, ages: frozenset[int], holders: frozenset[Id]) -> Agreement:
    """Who must agree for a person of one of these ages with these holders of gezag (domain.md B2, sharing).

    Below 12 the holders, from 12 the youth as well, from 16 the youth alone; of several possible ages everyone of
    each. Without an age: whoever has gezag over them known, as at 12; else the person.
    """
    if not ages:
        return Agreement(person, holders | {person})
    each = [_at(person, age, holders) for age in ages]
    people = frozenset[Id]().union(*(one.people for one in each))
    return Agreement(person, people, unknown=any(one.unknown for one in each))


def _at(person: Id, age: int, holders: frozenset[Id]) -> Agreement:
    if age >= ALONE_FROM:
        return Agreement(person, frozenset({person}))
    youth = frozenset({person} if age >= YOUTH_FROM else ())
    return Agreement(person, holders | youth, unknown=not holders)

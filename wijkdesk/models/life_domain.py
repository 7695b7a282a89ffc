"""Life domains: the defaults, how each person sees them, what protects or burdens (domain.md #19-#26)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import ZERO, Id, natural_id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.base import (
    Choice,
    Merge,
    Record,
    choice,
    day,
    line,
    number,
    own_words,
    rank,
    ref,
    yes_no,
)

TALK_FROM = 2  # a difference of two points invites a talk (domain.md #21)


@dataclass(frozen=True, kw_only=True)
class LifeDomain(Record):
    """A life domain that an organisation added or renamed; the defaults need no row."""

    KIND: ClassVar[str] = "life_domain"
    TITLE: ClassVar[str] = N_("Leefgebied")

    name: str | None = line(N_("Naam"))
    question: str | None = line(N_("Vraag"))
    icon: str | None = line(N_("Pictogram"), merge=Merge.LATEST)
    hidden: bool = yes_no(N_("Verborgen"))
    order: str | None = rank()

    @property
    def caption(self) -> str:
        """Its name."""
        return _(self.name or self.TITLE)


def _default(code: str, name: str, icon: str, question: str, place: str) -> LifeDomain:
    return LifeDomain(
        id=natural_id(ZERO, "life_domain", code),
        space=ZERO,
        name=name,
        icon=icon,
        question=question,
        order=place,
    )


DEFAULT_DOMAINS = (
    _default("money", N_("Geld"), "wallet", N_("Kom je rond? 0 is heel slecht, 10 is heel goed."), "b"),
    _default("housing", N_("Wonen"), "house", N_("Hoe woon je nu? 0 is heel slecht, 10 is heel goed."), "c"),
    _default("work", N_("Werk en dagritme"), "briefcase", N_("Hoe gaan je dagen?"), "d"),
    _default("health", N_("Gezondheid"), "heart", N_("Hoe gaat het met je lijf en je hoofd?"), "e"),
    _default("home", N_("Thuis en opvoeden"), "users", N_("Hoe gaat het thuis met elkaar?"), "f"),
    _default("growth", N_("Groeien en ontwikkelen"), "sprout", N_("Hoe gaat groeien en leren?"), "g"),
    _default("school", N_("School en leren"), "graduation-cap", N_("Hoe is het op school?"), "h"),
    _default(
        "support", N_("Steun en erbij horen"), "heart-handshake", N_("Wie helpt je? Hoor je erbij?"), "i"
    ),
    _default("neighbourhood", N_("Meedoen in de buurt"), "map-pin-house", N_("Doe je mee in de buurt?"), "j"),
    _default("meaning", N_("Zin en hoop"), "sun", N_("Waar doe je het voor? Waar hoop je op?"), "k"),
    _default("past", N_("Meegemaakt"), "message-square", N_("Wat heb je meegemaakt dat nog telt?"), "l"),
)


class Obtained(Choice):
    """How a view came to be known (domain.md #21)."""

    SAID = "said", N_("zelf gezegd")
    SHOWN = "shown", N_("zelf aangewezen")
    FOR_CHILD = "for_child", N_("gezegd door een ouder")
    SEEN = "seen", N_("gezien, niet gevraagd")


@dataclass(frozen=True, kw_only=True)
class LifeDomainView(Record):
    """How one person sees one domain at one contact moment; its words are a Statement pointing to it.

    Its id is natural (contact moment, person, domain). Never a total, an average or a risk score.
    """

    KIND: ClassVar[str] = "life_domain_view"
    TITLE: ClassVar[str] = N_("Hoe gaat het")

    contact_moment: Id | None = ref(N_("Contactmoment"), "contact_moment")
    person: Id | None = ref(N_("Wie"), "person")
    domain: Id | None = ref(N_("Leefgebied"), "life_domain")
    score: int | Unknown | None = number(N_("Cijfer"), 0, 10, unknowns=True)
    obtained: Obtained | None = choice(N_("Hoe gevraagd"), Obtained)


def view_id(space: bytes, contact_moment: bytes, person: bytes, domain: bytes) -> Id:
    """The natural id of a view, so that two laptops mean the same row."""
    return natural_id(space, LifeDomainView.KIND, contact_moment, person, domain)


def difference(scores: Iterable[int | Unknown | None]) -> int:
    """Points between the highest and lowest score; 0 when fewer than two were given."""
    given = [score for score in scores if isinstance(score, int) and not isinstance(score, Unknown)]
    return max(given) - min(given) if len(given) > 1 else 0


class Effect(Choice):
    """The same thing can protect and burden (domain.md #26)."""

    PROTECTS = "protects", N_("sterk")
    BURDENS = "burdens", N_("zorg")
    BOTH = "both", N_("sterk en zorg")


@dataclass(frozen=True, kw_only=True)
class Factor(Record):
    """Something that protects, burdens, or both, in a domain and maybe for one person."""

    KIND: ClassVar[str] = "factor"
    TITLE: ClassVar[str] = N_("Sterk of zorg")

    domain: Id | None = ref(N_("Leefgebied"), "life_domain")
    person: Id | None = ref(N_("Voor wie"), "person")
    effect: Effect | None = choice(N_("Werkt"), Effect)
    text: str | None = own_words(N_("Wat"))
    contact_moment: Id | None = ref(N_("Contactmoment"), "contact_moment")
    order: str | None = rank()

    @property
    def caption(self) -> str:
        """The first words of it."""
        return (self.text or _(self.TITLE))[:60]


class Need(Choice):
    """The basics that come first (domain.md #10)."""

    HOUSING = "housing", N_("Wonen")
    MONEY = "money", N_("Geld")
    FOOD = "food", N_("Eten")
    ENERGY = "energy", N_("Energie")
    MEDICINE = "medicine", N_("Medicijnen")
    CHILD_GOODS = "child_goods", N_("Kindspullen")


class NeedState(Choice):
    """How urgent."""

    NOW = "now", N_("nu nodig")
    SOON = "soon", N_("binnenkort")
    FINE = "fine", N_("in orde")


@dataclass(frozen=True, kw_only=True)
class UrgentNeed(Record):
    """One of the basics of a dossier; its id is natural (household, need)."""

    KIND: ClassVar[str] = "urgent_need"
    TITLE: ClassVar[str] = N_("Nu nodig")

    household: Id | None = ref(N_("Huishouden"), "household")
    need: Need | None = choice(N_("Wat"), Need)
    state: NeedState | Unknown | None = choice(N_("Hoe dringend"), NeedState, unknowns=True)
    note: str | None = line(N_("In het kort"), searched=True)
    until: str | None = day(N_("Voor welke dag"))

    @property
    def caption(self) -> str:
        """Which need."""
        return self.need.label if isinstance(self.need, Need) else _(self.TITLE)


def need_id(space: bytes, household: bytes, need: Need) -> Id:
    """The natural id of an urgent need."""
    return natural_id(space, UrgentNeed.KIND, household, need.value)

"""What happens and is said: contact moments, statements, appointments, sign-off (domain.md B5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import Id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.base import (
    Choice,
    Erase,
    Record,
    choice,
    line,
    moment,
    number,
    own_words,
    rank,
    ref,
    sealed_file,
    sealed_key,
    set_of,
    yes_no,
)


class ContactKind(Choice):
    """Channel of a contact moment (domain.md D1)."""

    HOME_VISIT = "home_visit", N_("huisbezoek")
    PHONE = "phone", N_("gebeld")
    SCHOOL = "school", N_("op school")
    MESSAGE = "message", N_("app of mail")
    OFFICE = "office", N_("op kantoor")
    WALK_IN = "walk_in", N_("inloop")
    OTHER = "other", N_("anders")


@dataclass(frozen=True, kw_only=True)
class ContactMoment(Record):
    """A visit, call or talk."""

    KIND: ClassVar[str] = "contact_moment"
    TITLE: ClassVar[str] = N_("Contactmoment")

    kind: ContactKind | None = choice(N_("Soort contact"), ContactKind)
    household: Id | None = ref(N_("Huishouden"), "household")
    started: str | None = moment(N_("Begonnen"))
    ended: str | None = moment(N_("Geëindigd"))
    place: str | None = line(N_("Waar"))
    purpose: str | None = line(N_("Aanleiding"), searched=True)
    worker: Id | None = ref(N_("Van ons"), "worker")
    interpreter: str | None = line(N_("Taal en tolk"))
    present: frozenset[str] = set_of(N_("Aanwezig"), "person")

    @property
    def caption(self) -> str:
        """Kind of contact."""
        return self.kind.label if isinstance(self.kind, ContactKind) else _(self.TITLE)


class StatementKind(Choice):
    """Facts, what others said, opinions and interpretations are kept apart (domain.md B5)."""

    OBSERVATION = "observation", N_("Waarneming")
    REPORTED = "reported", N_("Gezegd")
    OPINION = "opinion", N_("Mening")
    INTERPRETATION = "interpretation", N_("Duiding")
    HYPOTHESIS = "hypothesis", N_("Vermoeden")
    DECISION = "decision", N_("Besluit")


@dataclass(frozen=True, kw_only=True)
class Statement(Record):
    """One paragraph about people: what kind of statement, whose, and since when (domain.md B5).

    Until signed off its author edits it; after that a change is a new Statement with `corrects`.
    """

    KIND: ClassVar[str] = "statement"
    TITLE: ClassVar[str] = N_("Uitspraak")

    contact_moment: Id | None = ref(N_("Contactmoment"), "contact_moment")
    order: str | None = rank()
    kind: StatementKind | None = choice(N_("Soort uitspraak"), StatementKind)
    text: str | None = own_words(N_("Tekst"))
    quote: bool = yes_no(N_("Letterlijk"))
    hope: bool = yes_no(N_("Hoop of wens"))
    said_by: Id | None = ref(N_("Gezegd door"), "person", "worker", "organisation")
    heard_from: str | None = line(N_("Gehoord van"), searched=True)
    observed_at: str | None = moment(N_("Gezien of gehoord op"))
    recorded_at: str | None = moment(N_("Opgeschreven op"))
    language: str | None = line(N_("Taal"), erase=Erase.KEEP)
    about: frozenset[str] = set_of(N_("Over wie"), "person")
    domains: frozenset[str] = set_of(N_("Leefgebieden"), "life_domain")
    discussed: bool | Unknown = yes_no(N_("Besproken met het gezin"), unknowns=True)
    view: Id | None = ref(N_("Hoort bij score"), "life_domain_view")
    corrects: Id | None = ref(N_("Verbetert"), "statement")

    @property
    def caption(self) -> str:
        """The first words of it."""
        return (self.text or _(self.TITLE))[:60]


class AppointmentState(Choice):
    """Whether it goes on."""

    PLANNED = "planned", N_("gepland")
    DONE = "done", N_("geweest")
    CANCELLED = "cancelled", N_("gaat niet door")


@dataclass(frozen=True, kw_only=True)
class Appointment(Record):
    """A day and time agreed with people."""

    KIND: ClassVar[str] = "appointment"
    TITLE: ClassVar[str] = N_("Afspraak")

    household: Id | None = ref(N_("Huishouden"), "household")
    kind: ContactKind | None = choice(N_("Soort"), ContactKind)
    starts: str | None = moment(N_("Begint"), indexed=True)
    ends: str | None = moment(N_("Eindigt"))
    place: str | None = line(N_("Waar"))
    purpose: str | None = line(N_("Waarover"), searched=True)
    worker: Id | None = ref(N_("Van ons"), "worker")
    state: AppointmentState | None = choice(N_("Stand"), AppointmentState)
    contact_moment: Id | None = ref(N_("Werd"), "contact_moment")

    @property
    def caption(self) -> str:
        """What it is about."""
        return self.purpose or _(self.TITLE)


@dataclass(frozen=True, kw_only=True)
class SignOff(Record):
    """Vaststelling: names the exact commits it covers and the PDF kept with it (architecture.md §4)."""

    KIND: ClassVar[str] = "sign_off"
    TITLE: ClassVar[str] = N_("Vaststelling")

    contact_moment: Id | None = ref(N_("Wat"), "contact_moment")
    by: Id | None = ref(N_("Door"), "worker")
    at: str | None = moment(N_("Vastgesteld op"))
    commits: frozenset[str] = set_of(N_("Versies"))
    blob: Id | None = sealed_file(N_("PDF"))
    blob_key: str | None = sealed_key(N_("Sleutel van de PDF"))
    pages: int | None = number(N_("Bladzijden"), 1, 9999, erase=Erase.KEEP)


@dataclass(frozen=True, kw_only=True)
class ReadEntry(Record):
    """Who looked when: one row per user, space and day (NEN 7513; architecture.md §2). No content, ever."""

    KIND: ClassVar[str] = "read_entry"
    TITLE: ClassVar[str] = N_("Inzage")

    user: Id | None = ref(N_("Wie"))
    day: str | None = line(N_("Dag"), erase=Erase.KEEP)
    first: str | None = moment(N_("Eerst"), erase=Erase.KEEP)
    last: str | None = moment(N_("Laatst"), erase=Erase.KEEP)
    acts: frozenset[str] = set_of(N_("Wat"))

"""The dossier and what frames it: its space, household, members, addresses, index card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import Id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.base import Choice, Erase, Merge, Record, choice, day, line, rank, ref, yes_no


class SpaceKind(Choice):
    """Kinds of space (docs/formats.md §3)."""

    ORGANISATION = "organisation", N_("organisatie")
    TEAM = "team", N_("team")
    DOSSIER = "dossier", N_("dossier")
    SAFETY = "safety", N_("veiligheid")
    ASSIGNMENT = "assignment", N_("opdracht")
    PERSONAL = "personal", N_("persoonlijk")
    PRACTICE = "practice", N_("oefenen")


@dataclass(frozen=True, kw_only=True)
class Space(Record):
    """What a space is for; the first record in it, sealed like all others."""

    KIND: ClassVar[str] = "space"
    TITLE: ClassVar[str] = N_("Ruimte")

    kind: SpaceKind | None = choice(N_("Soort"), SpaceKind, erase=Erase.KEEP)
    dossier: Id | None = ref(N_("Dossier"), "space")
    name: str | None = line(N_("Naam"))


class DossierState(Choice):
    """How far it is: a contact may exist without a case (domain.md #1)."""

    CONTACT = "contact", N_("contact zonder dossier")
    OPEN = "open", N_("loopt")
    CLOSED = "closed", N_("afgesloten")


@dataclass(frozen=True, kw_only=True)
class Dossier(Record):
    """One dossier: persons and one or more households (architecture.md §3)."""

    KIND: ClassVar[str] = "dossier"
    TITLE: ClassVar[str] = N_("Dossier")

    number: str | None = line(N_("Dossiernummer"), searched=True)
    state: DossierState | None = choice(N_("Stand"), DossierState, erase=Erase.KEEP)
    opened_on: str | None = day(N_("Geopend op"))
    responsible: Id | None = ref(N_("Verantwoordelijk"), "worker")
    shielded: bool = yes_no(
        N_("Afgeschermd"), help=N_("Dan staat dit dossier niet op de namenlijst van het team.")
    )
    practice: bool = yes_no(N_("Om te oefenen"), erase=Erase.KEEP)
    paper_language: str | None = line(N_("Taal op papier"), help=N_("nl, ar of ti"))

    @property
    def caption(self) -> str:
        """Its number."""
        return self.number or _(self.TITLE)


@dataclass(frozen=True, kw_only=True)
class Household(Record):
    """People who live together; a dossier may hold more than one."""

    KIND: ClassVar[str] = "household"
    TITLE: ClassVar[str] = N_("Huishouden")

    name: str | None = line(N_("Naam van het huishouden"), searched=True)
    order: str | None = rank()

    @property
    def caption(self) -> str:
        """Its name."""
        return self.name or _(self.TITLE)


class HouseholdRole(Choice):
    """What someone is in this household."""

    MOTHER = "mother", N_("moeder")
    FATHER = "father", N_("vader")
    PARENT = "parent", N_("ouder")
    STEP_PARENT = "step_parent", N_("stiefouder")
    CHILD = "child", N_("kind")
    FOSTER_CHILD = "foster_child", N_("pleegkind")
    GRANDPARENT = "grandparent", N_("grootouder")
    PARTNER = "partner", N_("partner")
    FAMILY = "family", N_("familie")
    ADULT = "adult", N_("bewoner")
    LODGER = "lodger", N_("inwonend")


@dataclass(frozen=True, kw_only=True)
class Membership(Record):
    """A person lives in a household for a time; a child can live in two."""

    KIND: ClassVar[str] = "membership"
    TITLE: ClassVar[str] = N_("Woont hier")

    household: Id | None = ref(N_("Huishouden"), "household")
    person: Id | None = ref(N_("Wie"), "person")
    role: HouseholdRole | Unknown | None = choice(N_("Rol in huis"), HouseholdRole, unknowns=True)
    since: str | Unknown | None = day(N_("Sinds"), unknowns=True)
    until: str | Unknown | None = day(N_("Tot"), unknowns=True)
    part_time: str | None = line(N_("Wanneer hier"), help=N_("Bijvoorbeeld: om de week."))
    order: str | None = rank()


@dataclass(frozen=True, kw_only=True)
class Address(Record):
    """Where a household or person lives; a protected one stands in the `safety` space."""

    KIND: ClassVar[str] = "address"
    TITLE: ClassVar[str] = N_("Adres")

    owner: Id | None = ref(N_("Van wie"), "household", "person")
    street: str | None = line(N_("Straat en nummer"), searched=True)
    postcode: str | None = line(N_("Postcode"), searched=True)
    place: str | None = line(N_("Plaats"))
    since: str | Unknown | None = day(N_("Sinds"), unknowns=True)
    until: str | Unknown | None = day(N_("Tot"), unknowns=True)
    moved_from: Id | None = ref(N_("Stond eerst in"), "address")

    @property
    def caption(self) -> str:
        """Street and place."""
        return ", ".join(part for part in (self.street, self.place) if part) or _(self.TITLE)


class ChannelKind(Choice):
    """How someone is reached."""

    PHONE = "phone", N_("telefoon")
    MESSAGE = "message", N_("app of sms")
    MAIL = "mail", N_("e-mail")
    OTHER = "other", N_("anders")


@dataclass(frozen=True, kw_only=True)
class ContactPoint(Record):
    """A phone number or mail address, with when it is safe to use (a protected one stands in `safety`)."""

    KIND: ClassVar[str] = "contact_point"
    TITLE: ClassVar[str] = N_("Bereikbaar via")

    person: Id | None = ref(N_("Van wie"), "person")
    kind: ChannelKind | None = choice(N_("Soort"), ChannelKind)
    value: str | None = line(N_("Nummer of adres"), searched=True)
    preferred: bool = yes_no(N_("Liefst zo"))
    safe_when: str | None = line(N_("Wanneer is bellen veilig"))
    voicemail: bool | Unknown = yes_no(N_("Voicemail inspreken mag"), unknowns=True)
    moved_from: Id | None = ref(N_("Stond eerst in"), "contact_point")

    @property
    def caption(self) -> str:
        """The number or address itself."""
        return self.value or _(self.TITLE)


@dataclass(frozen=True, kw_only=True)
class IndexCard(Record):
    """The one line a dossier shows its team; duplicate warnings start there (architecture.md §3)."""

    KIND: ClassVar[str] = "index_card"
    TITLE: ClassVar[str] = N_("Kaartje")

    dossier: Id | None = ref(N_("Dossier"), "space")
    calling_name: str | None = line(N_("Roepnaam"), searched=True)
    born: str | Unknown | None = day(N_("Geboren"), unknowns=True)
    responsible: Id | None = ref(N_("Verantwoordelijk"), "worker")

    @property
    def caption(self) -> str:
        """The calling name on it."""
        return self.calling_name or _(self.TITLE)


@dataclass(frozen=True, kw_only=True)
class Worker(Record):
    """A colleague: the profile of a user in the organisation space."""

    KIND: ClassVar[str] = "worker"
    TITLE: ClassVar[str] = N_("Collega")

    user: Id | None = ref(N_("Gebruiker"))
    name: str | None = line(N_("Naam"), searched=True)
    function: str | None = line(N_("Functie"))
    phone: str | None = line(N_("Telefoon voor gezinnen"))
    hours: str | None = line(N_("Bereikbaar"), help=N_("Bijvoorbeeld: ma tot do, 9 tot 17 uur."))
    team_name: str | None = line(N_("Team"))
    office: str | None = line(N_("Adres van het team"), help=N_("Staat boven aan het papier."))

    @property
    def caption(self) -> str:
        """The name."""
        return self.name or _(self.TITLE)

    @property
    def short_name(self) -> str:
        """The first word of the name."""
        return (self.name or _(self.TITLE)).split(" ")[0]


@dataclass(frozen=True, kw_only=True)
class Setting(Record):
    """One setting of one user, in the `personal` space."""

    KIND: ClassVar[str] = "setting"
    TITLE: ClassVar[str] = N_("Instelling")

    name: str | None = line(N_("Naam"), merge=Merge.LATEST, erase=Erase.KEEP)
    value: str | None = line(N_("Waarde"), merge=Merge.LATEST)


@dataclass(frozen=True, kw_only=True)
class Pin(Record):
    """A household that this worker keeps on top, in the `personal` space."""

    KIND: ClassVar[str] = "pin"
    TITLE: ClassVar[str] = N_("Vastgezet")

    row: Id | None = ref(N_("Wat"), "household")
    on: bool = yes_no(N_("Vast"), merge=Merge.LATEST)

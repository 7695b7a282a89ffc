"""People: who they are, which languages they speak, how they are bound to each other, who has gezag."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import Id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.base import Choice, Record, choice, day, line, ref, yes_no

HALF_YEAR = (7, 1)  # month and day: from here on, most people born in a year had their birthday


def age_on(born: str, today: dt.date) -> int:
    """Age in whole years from a partial date: with only a year the likelier one, with a month as at its end."""
    return _years(born, today, HALF_YEAR, 31)


def _years(born: str, today: dt.date, in_year: tuple[int, int], in_month: int) -> int:
    """Whole years; what a partial date leaves open is taken to be `in_year` (month, day) and `in_month` (day)."""
    year, *rest = [int(part) for part in born.split("-")]
    birthday = (*rest, in_month)[:2] if rest else in_year
    return today.year - year - ((today.month, today.day) < birthday)


@dataclass(frozen=True, kw_only=True)
class Person(Record):
    """A human being in one dossier; the same human in another dossier is another Person (architecture.md §3).

    No ethnicity, no BSN (domain.md B6).
    """

    KIND: ClassVar[str] = "person"
    TITLE: ClassVar[str] = N_("Persoon")

    calling_name: str | None = line(N_("Roepnaam"), searched=True)
    given_names: str | None = line(N_("Voornamen"), searched=True)
    prefix: str | None = line(N_("Tussenvoegsel"))
    family_name: str | None = line(N_("Achternaam"), searched=True)
    alias: str | None = line(
        N_("Schuilnaam"), searched=True, help=N_("Als iemand niet met eigen naam in het dossier wil.")
    )
    own_script_name: str | None = line(N_("Naam in eigen schrift"), searched=True)
    born: str | Unknown | None = day(N_("Geboren"), unknowns=True, help=N_("Een datum, of alleen het jaar."))
    gender: str | Unknown | None = line(
        N_("Gender"), unknowns=True, help=N_("Mag leeg blijven. In eigen woorden.")
    )

    @property
    def caption(self) -> str:
        """The name people use: calling name and family name, else the alias."""
        return self.full_name or self.alias or _("Zonder naam")

    @property
    def full_name(self) -> str:
        """Calling name, prefix and family name as far as known."""
        first = self.calling_name or self.given_names
        return " ".join(part for part in (first, self.prefix, self.family_name) if part)

    @property
    def short_name(self) -> str:
        """The calling name, else the first given name, else the alias."""
        first = self.calling_name or (self.given_names or "").split(" ")[0]
        return first or self.alias or self.family_name or _("Zonder naam")

    @property
    def is_age_rough(self) -> bool:
        """Whether only the birth year is known, often worked out from an age: the age may be one off."""
        return isinstance(self.born, str) and len(self.born) == len("2014")

    def ages(self, today: dt.date) -> frozenset[int]:
        """Every age in whole years that fits what is known of the birth date; none when it is unknown.

        A year alone gives two: rules that hang on a birthday (domain.md B2) ask for both.
        """
        if not isinstance(self.born, str):
            return frozenset()
        return frozenset({_years(self.born, today, (1, 1), 1), _years(self.born, today, (12, 31), 31)})

    def age(self, today: dt.date) -> int | None:
        """Age in whole years as `age_on` has it; None when the birth year is unknown."""
        return age_on(self.born, today) if isinstance(self.born, str) else None


class Level(Choice):
    """How well someone speaks or reads a language (domain.md D7); not reading is a normal value."""

    GOOD = "good", N_("goed")
    FAIR = "fair", N_("redelijk")
    LITTLE = "little", N_("een beetje")
    NONE = "none", N_("niet")


class InterpreterNeed(Choice):
    """Whether an interpreter is wanted."""

    NO = "no", N_("niet nodig")
    LETTERS = "letters", N_("bij brieven")
    DIFFICULT = "difficult", N_("bij moeilijke gesprekken")
    ALWAYS = "always", N_("altijd")


@dataclass(frozen=True, kw_only=True)
class LanguageProfile(Record):
    """One language of one person (domain.md D7)."""

    KIND: ClassVar[str] = "language_profile"
    TITLE: ClassVar[str] = N_("Taal")

    person: Id | None = ref(N_("Van wie"), "person")
    language: str | None = line(N_("Taal"), help=N_("Code volgens BCP 47, bijvoorbeeld ar of apc."))
    speaks: Level | Unknown | None = choice(N_("Spreekt"), Level, unknowns=True)
    reads: Level | Unknown | None = choice(N_("Leest"), Level, unknowns=True)
    preferred: bool = yes_no(N_("Liefst in deze taal"))
    dialect: str | None = line(N_("Streektaal of variant"))
    interpreter: InterpreterNeed | Unknown | None = choice(N_("Tolk"), InterpreterNeed, unknowns=True)


class RelationKind(Choice):
    """What `person` is to `other`."""

    PARENT = "parent", N_("ouder van")
    STEP_PARENT = "step_parent", N_("stiefouder van")
    FOSTER_PARENT = "foster_parent", N_("pleegouder van")
    PARTNER = "partner", N_("partner van")
    FORMER_PARTNER = "former_partner", N_("ex-partner van")
    SIBLING = "sibling", N_("broer of zus van")
    GRANDPARENT = "grandparent", N_("grootouder van")
    FAMILY = "family", N_("familie van")
    FRIEND = "friend", N_("vriend of vriendin van")
    NEIGHBOUR = "neighbour", N_("buur van")


@dataclass(frozen=True, kw_only=True)
class Relation(Record):
    """A tie between two persons of one dossier."""

    KIND: ClassVar[str] = "relation"
    TITLE: ClassVar[str] = N_("Band")

    person: Id | None = ref(N_("Wie"), "person")
    kind: RelationKind | None = choice(N_("Is"), RelationKind)
    other: Id | None = ref(N_("Van wie"), "person")
    since: str | Unknown | None = day(N_("Sinds"), unknowns=True)
    until: str | Unknown | None = day(N_("Tot"), unknowns=True)


class Sameness(Choice):
    """What a worker decided about two persons who look alike."""

    CERTAIN = "certain", N_("zeker")
    LIKELY = "likely", N_("waarschijnlijk")
    NO = "no", N_("niet dezelfde")


@dataclass(frozen=True, kw_only=True)
class SamePerson(Record):
    """Two persons are one human being, or are not: no reference is rewritten, undo takes only this away.

    It stands in the space of `one`; `other` may be of another dossier (architecture.md §2 and §3).
    """

    KIND: ClassVar[str] = "same_person"
    TITLE: ClassVar[str] = N_("Dezelfde persoon")

    one: Id | None = ref(N_("Wie"), "person")
    other: Id | None = ref(N_("Dezelfde als"), "person")
    certain: Sameness | None = choice(N_("Hoe zeker"), Sameness)


class AuthorityKind(Choice):
    """Kinds of gezag as the BRP names them (domain.md D2)."""

    JOINT = "joint", N_("gezamenlijk ouderlijk gezag")
    SOLE = "sole", N_("eenhoofdig ouderlijk gezag")
    JOINT_WITH_OTHER = "joint_with_other", N_("gezamenlijk gezag met een ander")
    GUARDIANSHIP = "guardianship", N_("voogdij")
    SUSPENDED = "suspended", N_("tijdelijk geen gezag")
    UNDETERMINED = "undetermined", N_("gezag niet te bepalen")


class AuthoritySource(Choice):
    """Where the fact comes from (domain.md B2: do not rely on one parent's word)."""

    BRP = "brp", N_("BRP")
    REGISTER = "register", N_("gezagsregister")
    COURT_ORDER = "court_order", N_("uitspraak van de rechter")
    STATED = "stated", N_("gezegd door een ouder")


@dataclass(frozen=True, kw_only=True)
class ParentalAuthority(Record):
    """Gezag over a child as a sourced and dated fact (Jeugdwet 7.3.5; domain.md B2, D2)."""

    KIND: ClassVar[str] = "parental_authority"
    TITLE: ClassVar[str] = N_("Gezag")

    child: Id | None = ref(N_("Over wie"), "person")
    holder: Id | None = ref(N_("Wie heeft gezag"), "person")
    kind: AuthorityKind | Unknown | None = choice(N_("Soort gezag"), AuthorityKind, unknowns=True)
    source: AuthoritySource | None = choice(N_("Hoe weten we dit"), AuthoritySource)
    checked_on: str | None = day(N_("Nagekeken op"))
    under_investigation: bool = yes_no(N_("Wordt onderzocht"))
    since: str | Unknown | None = day(N_("Sinds"), unknowns=True)
    until: str | Unknown | None = day(N_("Tot"), unknowns=True)


class InvolvementRole(Choice):
    """What someone outside the household does for it."""

    SCHOOL = "school", N_("school")
    TEACHER = "teacher", N_("leerkracht")
    SCHOOL_CARE = "school_care_coordinator", N_("ib’er")
    GENERAL_PRACTITIONER = "general_practitioner", N_("huisarts")
    GUARDIAN = "guardian", N_("gezinsvoogd")
    INFORMAL_CARER = "informal_carer", N_("mantelzorger")
    VOLUNTEER = "volunteer", N_("vrijwilliger")
    PROFESSIONAL = "professional", N_("hulpverlener")
    OTHER = "other", N_("anders")


@dataclass(frozen=True, kw_only=True)
class Involvement(Record):
    """A person or organisation that plays a part for someone of the dossier, for a time."""

    KIND: ClassVar[str] = "involvement"
    TITLE: ClassVar[str] = N_("Betrokken")

    subject: Id | None = ref(N_("Voor wie"), "person", "household")
    person: Id | None = ref(N_("Persoon"), "person")
    organisation: Id | None = ref(N_("Organisatie"), "organisation")
    role: InvolvementRole | None = choice(N_("Rol"), InvolvementRole)
    detail: str | None = line(N_("Bijzonderheid"), searched=True, help=N_("Bijvoorbeeld: groep 5."))
    since: str | Unknown | None = day(N_("Sinds"), unknowns=True)
    until: str | Unknown | None = day(N_("Tot"), unknowns=True)


@dataclass(frozen=True, kw_only=True)
class Organisation(Record):
    """A school, practice or service that is involved."""

    KIND: ClassVar[str] = "organisation"
    TITLE: ClassVar[str] = N_("Organisatie")

    name: str | None = line(N_("Naam"), searched=True)
    phone: str | None = line(N_("Telefoon"), searched=True)
    place: str | None = line(N_("Plaats"))

    @property
    def caption(self) -> str:
        """Its name."""
        return self.name or _(self.TITLE)

"""Test profiles: real vault and real SQLCipher, with a key derivation that costs nothing."""

from __future__ import annotations

from pathlib import Path

from wijkdesk.core.clock import Clock
from wijkdesk.models.dossier import Household, HouseholdRole
from wijkdesk.models.person import Person
from wijkdesk.services import dossiers, profiles
from wijkdesk.services.dossiers import NewHousehold
from wijkdesk.services.newcomers import NewPerson, year_of_age
from wijkdesk.services.profiles import Strain
from wijkdesk.services.session import Session
from wijkdesk.storage import queries
from wijkdesk.vault.kdf import Bounds, KdfParams

CHEAP = Strain(KdfParams(64, 1, 1), Bounds(min_m=8, min_t=1))
WORDS = "lantaarn pannenkoek vijver merel trapgevel"


def make_session(folder: Path, name: str = "Noor de Bruin", clock: Clock | None = None) -> Session:
    """A new profile with its own organisation, unlocked."""
    session, _code = profiles.create(
        folder / "profiel",
        WORDS,
        name,
        function="ouder- en kindcoach",
        team="Team Oost",
        clock=clock,
        strain=CHEAP,
    )
    return session


def reopen(session: Session) -> Session:
    """The same profile after a lock."""
    clock = session.store.clock
    session.close()
    return profiles.unlock(session.folder, WORDS, clock=clock, strain=CHEAP)


def make_family(session: Session) -> Household:
    """El Amrani-Vermeer, Merelstraat 12: Samira (34), Jeroen (37), Yassin (14), Lina (8), Sami (3)."""
    today = session.today()
    return dossiers.open_dossier(
        session,
        NewHousehold(
            name="El Amrani-Vermeer",
            people=(
                NewPerson(
                    "Samira", "El Amrani", born=year_of_age(34, today), role=HouseholdRole.MOTHER,
                    languages=("ar", "nl"),
                ),
                NewPerson(
                    "Jeroen", "Vermeer", born=year_of_age(37, today), role=HouseholdRole.FATHER,
                    languages=("nl",),
                ),
                NewPerson("Yassin", "Vermeer", born=year_of_age(14, today), role=HouseholdRole.CHILD),
                NewPerson("Lina", "Vermeer", born=year_of_age(8, today), role=HouseholdRole.CHILD),
                NewPerson("Sami", "Vermeer", born=year_of_age(3, today), role=HouseholdRole.CHILD),
            ),
            street="Merelstraat 12",
            postcode="3521 AB",
            place="Utrecht",
            phone="06 12345678",
        ),
    )  # fmt: skip


def person_called(session: Session, household: Household, name: str) -> Person:
    """The person of a dossier with that calling name."""
    found = queries.find(session.store, Person, space=household.space, calling_name=name)
    assert len(found) == 1, f"{len(found)} persons are called {name}"
    return found[0]

"""How records are called in lists, history and on conflict cards."""

from __future__ import annotations

from typing import Any

from wijkdesk.core.ids import new_id
from wijkdesk.models.base import Record
from wijkdesk.models.dossier import Address, ContactPoint, Dossier, Household, IndexCard, Worker
from wijkdesk.models.invitation import Invitation
from wijkdesk.models.life_domain import DEFAULT_DOMAINS, Factor, Need, UrgentNeed, need_id, view_id
from wijkdesk.models.ordering import between
from wijkdesk.models.person import Organisation, Person, RelationKind
from wijkdesk.models.registry import KINDS, declaration_hash
from wijkdesk.models.step import Promise, Step
from wijkdesk.models.visit import Appointment, ContactKind, ContactMoment, Statement, StatementKind

SPACE = new_id()


def made(cls: type[Record], **values: Any) -> Record:
    return cls(id=new_id(), space=SPACE, **values)


def test_a_person_is_called_by_calling_and_family_name() -> None:
    person = made(Person, calling_name="Jan", prefix="van der", family_name="Berg")
    assert person.caption == "Jan van der Berg"


def test_without_a_calling_name_the_given_names_serve() -> None:
    assert made(Person, given_names="Johanna Maria", family_name="Berg").caption == "Johanna Maria Berg"


def test_an_alias_stands_in_for_a_name() -> None:
    assert made(Person, alias="mevr. K.").caption == "mevr. K."


def test_nobody_is_nameless_on_the_screen() -> None:
    assert made(Person).caption == "Zonder naam"


def test_the_short_name_is_the_first_one() -> None:
    person = Person(id=new_id(), space=SPACE, given_names="Johanna Maria", family_name="Berg")
    assert person.short_name == "Johanna"


def test_the_short_name_falls_back_on_the_family() -> None:
    assert Person(id=new_id(), space=SPACE, family_name="Berg").short_name == "Berg"


def test_a_household_has_its_name() -> None:
    assert made(Household, name="El Amrani-Vermeer").caption == "El Amrani-Vermeer"


def test_a_household_without_a_name_is_a_household() -> None:
    assert made(Household).caption == "Huishouden"


def test_a_dossier_has_its_number() -> None:
    assert made(Dossier, number="R-0412").caption == "R-0412"


def test_an_address_is_street_and_place() -> None:
    assert made(Address, street="Merelstraat 12", place="Utrecht").caption == "Merelstraat 12, Utrecht"


def test_a_contact_point_is_its_number() -> None:
    assert made(ContactPoint, value="06-12345678").caption == "06-12345678"


def test_an_index_card_tells_the_calling_name_only() -> None:
    assert made(IndexCard, calling_name="Samira").caption == "Samira"
    assert "family_name" not in IndexCard.specs()


def test_a_worker_is_greeted_by_the_first_name() -> None:
    assert Worker(id=new_id(), space=SPACE, name="Noor de Bruin").short_name == "Noor"


def test_an_organisation_has_its_name() -> None:
    assert made(Organisation, name="De Regenboog").caption == "De Regenboog"


def test_an_invitation_says_for_whom() -> None:
    assert made(Invitation, name="Samir").caption == "Samir"


def test_a_contact_moment_is_its_kind() -> None:
    assert made(ContactMoment, kind=ContactKind.HOME_VISIT).caption == "huisbezoek"


def test_a_contact_moment_of_a_later_kind_still_has_a_name() -> None:
    assert made(ContactMoment, kind="video_call").caption == "Contactmoment"


def test_a_statement_is_known_by_its_first_words() -> None:
    assert len(made(Statement, text="woord " * 50).caption) == 60


def test_a_step_and_a_promise_are_their_words() -> None:
    assert made(Step, text="Bellen").caption == "Bellen"
    assert made(Promise, text="Formulier meenemen").caption == "Formulier meenemen"


def test_an_appointment_is_what_it_is_about() -> None:
    assert made(Appointment, purpose="Brieven lezen").caption == "Brieven lezen"


def test_a_need_is_called_by_its_kind() -> None:
    assert made(UrgentNeed, need=Need.FOOD).caption == "Eten"


def test_a_factor_is_its_words() -> None:
    assert made(Factor, text="Opa past op").caption == "Opa past op"


def test_a_default_domain_has_a_dutch_name() -> None:
    assert DEFAULT_DOMAINS[1].caption == "Wonen"


def test_two_laptops_mean_the_same_view_and_need() -> None:
    parts = [new_id() for _number in range(3)]
    assert view_id(SPACE, *parts) == view_id(SPACE, *parts)
    assert need_id(SPACE, parts[0], Need.FOOD) != need_id(SPACE, parts[0], Need.MONEY)


def test_kinds_of_statement_are_format() -> None:
    """docs/formats.md: enum names never change."""
    values = [kind.value for kind in StatementKind]
    assert values == ["observation", "reported", "opinion", "interpretation", "hypothesis", "decision"]


def test_a_relation_reads_as_a_sentence() -> None:
    assert RelationKind.PARENT.label == "ouder van"


def test_every_declaration_has_a_hash_of_its_own() -> None:
    assert len({declaration_hash(cls) for cls in KINDS.values()}) == len(KINDS)


def test_a_key_stands_between_its_neighbours() -> None:
    assert "a" < between("a", "b") < "b"


def test_a_key_before_the_first_is_lower() -> None:
    assert between(None, "1") < "1"

import pytest

from tests.builders import person_called
from wijkdesk.models.dossier import Household
from wijkdesk.models.visit import ContactMoment
from wijkdesk.services import searching
from wijkdesk.services.session import Session


@pytest.mark.parametrize("query", ["samira", "SAMÍRA", "amira", "samria", "Samira El"])
def test_a_person_is_found_by_a_part_of_the_name_or_nearly(
    visiting: Session, family: Household, query: str
) -> None:
    found = searching.find(visiting, query)
    assert "Samira El Amrani" in [one.title for one in found]
    assert all(one.household == family.id for one in found)


def test_a_name_in_its_own_script_is_found_and_shown(visiting: Session, family: Household) -> None:
    with visiting.store.unit() as unit:
        unit.change(person_called(visiting, family, "Samira"), own_script_name="سميرة العمراني")
    found = searching.find(visiting, "سميره")
    assert [(one.title, one.own_script) for one in found] == [("Samira El Amrani", "سميرة العمراني")]


def test_a_street_or_phone_number_leads_to_whose_it_is(visiting: Session, family: Household) -> None:
    assert family.id in [one.id for one in searching.find(visiting, "merelstr")]
    assert searching.find(visiting, "12345678")[0].household == family.id


def test_a_household_says_how_many_live_there(visiting: Session, family: Household) -> None:
    (home,) = [one for one in searching.find(visiting, "vermeer") if one.kind == searching.HOUSEHOLD]
    assert home.detail == "Merelstraat 12 · 5 mensen"


def test_recent_households_come_first_when_nothing_is_typed(visiting: Session, family: Household) -> None:
    assert searching.find(visiting, " ") == []
    searching.remember(visiting, family.id)
    searching.remember(visiting, family.id)
    assert [one.id for one in searching.find(visiting, "")] == [family.id]


def test_what_lies_in_the_bin_is_not_found(visiting: Session, family: Household) -> None:
    searching.remember(visiting, family.id)
    with visiting.store.unit() as unit:
        unit.delete(family)
    assert family.id not in [one.id for one in searching.find(visiting, "vermeer")]
    assert searching.recent(visiting) == []


def test_notes_lead_to_their_visit(visiting: Session, family: Household, visit: ContactMoment) -> None:
    from wijkdesk.core.ids import new_id
    from wijkdesk.models.visit import Statement

    with visiting.store.unit() as unit:
        unit.create(
            Statement(
                id=new_id(), space=family.space, contact_moment=visit.id,
                text="De deurwaarder komt 3 december.", quote=True,
            )
        )  # fmt: skip
    (note,) = [one for one in searching.find(visiting, "deurwaarder") if one.kind == searching.NOTE]
    assert note.title == "«De deurwaarder komt 3 december.»"
    assert note.contact_moment == visit.id
    assert note.detail.startswith("El Amrani-Vermeer, ")

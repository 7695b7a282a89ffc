"""Who may be in a dossier already."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import make_family, make_session
from wijkdesk.core.ids import new_id
from wijkdesk.models.dossier import IndexCard
from wijkdesk.services import duplicates, people
from wijkdesk.services.dossiers import NewHousehold
from wijkdesk.services.newcomers import parse_people


@pytest.mark.parametrize(
    ("name", "lines", "street", "reason"),
    [
        ("Amrani", "SAMIRA el amrani 34", "", "Samira El Amrani staat er ook in"),
        ("Amrani", "Samíra 34", "", "Samira El Amrani staat er ook in"),
        ("Amrani", "Piet 50", "merelstraat 12", "zelfde adres: Merelstraat 12"),
        ("el amrani-vermeer", "", "", "zelfde naam"),
    ],
)
def test_likeness_is_seen_without_case_and_accents(
    tmp_path: Path, name: str, lines: str, street: str, reason: str
) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    new = NewHousehold(name, tuple(parse_people(lines, session.today())), street)
    (found,) = duplicates.find(session, new)
    assert (found.household, found.reason) == (home.id, reason)
    session.close()


@pytest.mark.parametrize("line", ["Samira 12", "Samira Jansen 34", "Piet 34", ""])
def test_another_person_is_no_likeness(tmp_path: Path, line: str) -> None:
    session = make_session(tmp_path)
    make_family(session)
    new = NewHousehold("Jansen", tuple(parse_people(line, session.today())), "Parkweg 3")
    assert duplicates.find(session, new) == []
    session.close()


def test_a_dossier_of_a_colleague_is_known_by_its_card(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    card = IndexCard(
        id=new_id(), space=session.team_space, dossier=new_id(), calling_name="Selam Haile", born="1990",
        responsible=session.me.id,
    )  # fmt: skip
    people.save_new(session, card, "Kaartje")
    new = NewHousehold("Haile", tuple(parse_people("Selam 1990", session.today())))
    (found,) = duplicates.find(session, new)
    assert (found.household, found.name, found.reason) == (None, "Selam Haile", "staat bij Noor de Bruin")
    session.close()

"""For whom a paper may be made today, and what is written down when it leaves."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import person_called
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.errors import Refused
from wijkdesk.models.disclosure import Channel, Disclosure
from wijkdesk.models.dossier import Household
from wijkdesk.models.visit import ContactMoment
from wijkdesk.services import disclosures, papers, papers_outside
from wijkdesk.services.disclosures import NewDisclosure
from wijkdesk.services.papers_note import visit_note
from wijkdesk.services.session import Session

DAY_MS = 24 * 3600 * 1000


def agreed(session: Session, home: Household, name: str, until: dt.date | None = None) -> Disclosure:
    samira = frozenset({person_called(session, home, "Samira").id})
    new = NewDisclosure(name, "Advies", Channel.PAPER, given_by=samira, valid_until=until)
    return disclosures.record(session, home.space, new)[0]


def names(session: Session, home: Household) -> list[str]:
    return [one.name for one in papers_outside.outsiders(session, home.space)]


def test_each_name_stands_there_once(visiting: Session, family: Household) -> None:
    agreed(visiting, family, "Juf Lotte")
    agreed(visiting, family, "juf lotte")
    assert len(names(visiting, family)) == 1


def test_who_may_get_nothing_any_more_is_not_offered(
    visiting: Session, family: Household, clock: FakeClock
) -> None:
    agreed(visiting, family, "Kort", visiting.today())
    disclosures.withdraw(visiting, agreed(visiting, family, "Ingetrokken"), None, "")
    agreed(visiting, family, "Lang")
    assert sorted(names(visiting, family)) == ["Kort", "Lang"]
    clock.advance(DAY_MS)
    assert names(visiting, family) == ["Lang"]


def test_the_note_says_for_whom_and_nothing_else_changes(
    visiting: Session, family: Household, visit: ContactMoment
) -> None:
    agreed(visiting, family, "Juf Lotte")
    (to,) = papers_outside.outsiders(visiting, family.space)
    note = visit_note(visiting, visit.id)
    made = papers.addressed(note, to)
    assert made.facts == (*note.facts, ("Gedeeld met", "Juf Lotte, Advies"))
    assert made.statements == note.statements


def test_handing_over_is_judged_by_the_day_it_leaves(
    visiting: Session, family: Household, visit: ContactMoment, clock: FakeClock
) -> None:
    agreed(visiting, family, "Juf Lotte", visiting.today())
    (to,) = papers_outside.outsiders(visiting, family.space)
    papers.hand_over(visiting, family.space, to, visit.id, "Huisbezoek")
    clock.advance(DAY_MS)
    with pytest.raises(Refused) as refused:
        papers.hand_over(visiting, family.space, to, visit.id, "Huisbezoek")
    assert refused.value.code == "no_disclosure"
    (given,) = disclosures.of_dossier(visiting, family.space)
    assert [(item.row, item.words) for item in given.items] == [(visit.id, "Huisbezoek")]

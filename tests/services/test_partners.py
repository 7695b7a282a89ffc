"""Who comes from outside: no invitation, no assignment and nothing more without a disclosure in force."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import make_family, person_called
from tests.scenarios.two_laptops import HOUR_MS, World, third
from tests.services.test_assignments import agreed, invite_partner, noted, picked
from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.roles import Role
from wijkdesk.models.disclosure import Channel
from wijkdesk.models.dossier import Household
from wijkdesk.models.visit import StatementKind
from wijkdesk.services import assignment_notes, assignments, disclosures, invitations, people
from wijkdesk.services.assignments import NewAssignment
from wijkdesk.services.disclosures import NewDisclosure

DAY_MS = 24 * HOUR_MS


@pytest.fixture
def family(world: World) -> Household:
    return make_family(world.noor)


def test_no_invitation_without_a_disclosure(world: World, family: Household) -> None:
    with pytest.raises(Refused) as refused:
        invitations.invite(world.noor, "Karin", connect=world.connect, role=Role.OUTSIDE)
    assert refused.value.code == "no_disclosure"
    invite_partner(world, family, "Karin")
    assert invitations.invite(world.noor, "Karin", connect=world.connect, role=Role.OUTSIDE)


def test_no_assignment_before_everyone_agreed_and_nothing_new_after_its_day(
    world: World, family: Household, tmp_path: Path
) -> None:
    noor = world.noor
    invite_partner(world, family, "Karin")
    karin = third(world, tmp_path, "Karin", Role.OUTSIDE)
    nobody = NewAssignment("Hoe gaat het in de klas?", karin.user, agreed(noor, family))
    with pytest.raises(UserError) as wrong:
        assignments.make(noor, family.space, nobody)
    assert wrong.value.field == "given_by"
    assert assignments.of_dossier(noor, family.space) == []
    until = noor.today() + dt.timedelta(days=2)
    good = replace(nobody, disclosure=replace(agreed(noor, family, "Samira"), valid_until=until))
    assignments.make(noor, family.space, good)
    (asked,) = assignments.of_dossier(noor, family.space)
    (said,) = noted(noor, family, "Yassin helpt zijn zusje.")
    assert disclosures.check(noor, family.space, karin.user) == asked.disclosure
    world.noor_clock.advance(3 * DAY_MS)
    with pytest.raises(Refused) as refused:
        assignments.add_items(noor, asked, picked(noor, family, said))
    assert refused.value.code == "no_disclosure"
    with pytest.raises(Refused, match="verlopen"):  # a note of ours would reach her as well
        assignment_notes.write_note(noor, asked.space, "Nog een vraag.", StatementKind.OPINION)
    again = NewDisclosure(
        "karin", "Nog een keer", Channel.PAPER, given_by=frozenset({person_called(noor, family, "Samira").id})
    )
    disclosures.record(noor, family.space, again)  # a new agreement with the same person: sharing goes on
    assignments.add_items(noor, asked, picked(noor, family, said))
    (now,) = assignments.of_dossier(noor, family.space)
    assert [item.words for item in assignments.already_have(noor, now)] == [
        "Samira",
        "Yassin helpt zijn zusje.",
    ]
    people.change(noor, person_called(noor, family, "Samira"), calling_name="Sami")
    stale = next(one for one in assignments.of_dossier(noor, family.space)[0].shared if one.stale)
    assignments.refresh(noor, now, stale)
    assignment_notes.write_note(noor, asked.space, "Nog een vraag.", StatementKind.OPINION)
    karin.close()

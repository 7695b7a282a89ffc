"""Standing in between two laptops and a server: for some days, seen by both, ended by itself or early."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import make_family, person_called
from tests.scenarios.two_laptops import HOUR_MS, World, digest, third
from tests.services.test_break_glass import DAY, check_nothing_left, opened, pass_time
from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.i18n import format_day
from wijkdesk.core.roles import Role
from wijkdesk.models.dossier import Household
from wijkdesk.models.stand_in import StandIn
from wijkdesk.models.visit import ReadEntry
from wijkdesk.services import (
    break_glass,
    dossiers,
    expiring,
    histories,
    household_list,
    people,
    reading,
    standing_in,
    who_sees,
)
from wijkdesk.services.session import worker_id
from wijkdesk.services.who_sees import Sight
from wijkdesk.storage import packing, queries


@pytest.fixture
def family(world: World) -> Household:
    made = make_family(world.noor)
    world.sync(world.noor, world.abrehet)
    return made


def lend(world: World, family: Household, days: int = 3) -> dt.date:
    until = world.noor.today() + dt.timedelta(days=days)
    standing_in.begin(world.noor, [family.space], world.abrehet.user, until)
    world.sync(world.noor, world.abrehet)
    return until


def test_a_colleague_gets_the_dossier_and_both_see_it(world: World, family: Household) -> None:
    until = lend(world, family)
    assert digest(world.abrehet, family.space) == digest(world.noor, family.space)
    for session, mine in ((world.noor, False), (world.abrehet, True)):
        (one,) = standing_in.running(session)
        assert (one.who, one.for_whom, one.until, one.mine) == (
            "Abrehet Tesfay", "Noor de Bruin", until, mine,
        )  # fmt: skip
        assert break_glass.of_dossier(session, family.space) == []
        (record,) = queries.find(session.store, StandIn, dossier=family.space)
        assert record.user == world.abrehet.user
        assert record.for_worker == worker_id(world.noor.organisation, world.noor.user)
        (line,) = [one for one in histories.of_dossier(session, family.space) if one.kind == StandIn.KIND]
        assert line.what == f"Waarneming door Abrehet Tesfay, tot en met {format_day(until)}"
        assert (line.who, line.own) == ("Noor de Bruin", not mine)
        row = next(one for one in who_sees.viewers(session, family.space) if one.user == world.abrehet.user)
        assert (row.dossier, row.last_day) == (Sight.STANDS_IN, until)
    for session in (world.noor, world.abrehet):
        household_list.refresh(session)
    (line,) = household_list.rows(world.abrehet, [family.id])
    assert line.standing == until
    (line,) = household_list.rows(world.noor, [family.id])
    assert line.standing is None
    people.change(world.abrehet, person_called(world.abrehet, family, "Lina"), alias="Lien")
    world.sync(world.abrehet, world.noor)
    assert person_called(world.noor, family, "Lina").alias == "Lien"


def test_it_ends_by_itself_after_the_last_day(world: World, family: Household) -> None:
    lend(world, family, days=1)
    (one,) = standing_in.running(world.abrehet)
    pass_time(world, one.standing.until - world.abrehet.store.clock.now_ms() - 1)
    assert not expiring.close_expired(world.abrehet).changes
    pass_time(world, 1)
    assert expiring.close_expired(world.abrehet).touches("household")
    check_nothing_left(world.abrehet, family.space)
    assert standing_in.running(world.noor) == []
    people.change(world.noor, person_called(world.noor, family, "Lina"), alias="later")
    world.sync(world.noor, world.abrehet)
    check_nothing_left(world.abrehet, family.space)
    lend(world, family)
    assert digest(world.abrehet, family.space) == digest(world.noor, family.space)


def test_ended_early_the_dossier_leaves_at_the_next_contact(world: World, family: Household) -> None:
    lend(world, family, days=30)
    pass_time(world, HOUR_MS)
    standing_in.end(world.noor, family.space, world.abrehet.user)
    assert standing_in.running(world.noor) == []
    world.sync(world.noor, world.abrehet)
    check_nothing_left(world.abrehet, family.space)
    pass_time(world, HOUR_MS)
    lend(world, family)
    assert digest(world.abrehet, family.space) == digest(world.noor, family.space)


def test_reading_is_written_down_and_no_key_or_package_goes_out(world: World, family: Household) -> None:
    lend(world, family)
    reading.note_rows(world.abrehet, [family.id])
    world.sync(world.abrehet, world.noor)
    (entry,) = [one for one in reading.entries(world.noor, family.space) if one.user == world.abrehet.user]
    assert entry.acts == {"read"}
    assert queries.find(world.abrehet.store, ReadEntry, space=family.space)
    me = world.abrehet.store.identity
    with world.abrehet.store.database.read() as connection:
        assert family.space not in packing.shared_spaces(world.abrehet.store, connection, me, world.noor.user)


def test_all_dossiers_of_a_worker_at_once(world: World, family: Household) -> None:
    other = make_family(world.noor)
    own = standing_in.own_dossiers(world.noor)
    assert set(own) == {family.space, other.space}
    standing_in.begin(world.noor, own, world.abrehet.user, world.noor.today())
    world.sync(world.noor, world.abrehet)
    assert {one.dossier for one in standing_in.running(world.abrehet)} == set(own)
    assert standing_in.own_dossiers(world.abrehet) == []


def test_who_may_and_until_when(world: World, family: Household, tmp_path: Path) -> None:
    noor, today = world.noor, world.noor.today()
    helper = third(world, tmp_path, "Hanna", role=Role.HELPER)
    hanna = helper.user
    helper.close()
    assert standing_in.can_stand_in(noor, family.space) == [(world.abrehet.user, "Abrehet Tesfay")]
    for user, until, field in (
        (None, today, "to"), (noor.user, today, "to"), (world.abrehet.user, None, "valid_until"),
        (world.abrehet.user, today - dt.timedelta(days=1), "valid_until"),
        (world.abrehet.user, today + dt.timedelta(days=365), "valid_until"),
    ):  # fmt: skip
        with pytest.raises(UserError) as wrong:
            standing_in.begin(noor, [family.space], user, until)
        assert wrong.value.field == field
    with pytest.raises(Refused):
        standing_in.begin(noor, [family.space], hanna, today)
    standing_in.begin(noor, [family.space], world.abrehet.user, today + dt.timedelta(days=364))
    world.sync(noor, world.abrehet)
    for act in (
        lambda: standing_in.begin(world.abrehet, [family.space], noor.user, today),
        lambda: standing_in.end(world.abrehet, family.space, world.abrehet.user),
    ):
        with pytest.raises(Refused, match="Alleen wie in dit dossier werkt"):
            act()


def test_a_broken_glass_and_standing_in_each_have_their_own_end(world: World, family: Household) -> None:
    opened(world, family)
    lend(world, family, days=3)
    pass_time(world, DAY)
    world.sync(world.noor, world.abrehet)
    assert dossiers.household_of(world.abrehet, family.id) is not None
    standing_in.end(world.noor, family.space, world.abrehet.user)
    world.sync(world.noor, world.abrehet)
    check_nothing_left(world.abrehet, family.space)


STEPS = st.lists(st.sampled_from(["lend", "longer", "end", "assign", "unassign", "write", "day"]), max_size=8)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_laptop_shows_what_the_server_gives(world: World, steps: list[str]) -> None:
    """After any row of events and a round of sharing: shown = assigned, or standing in that still runs."""
    family = make_family(world.noor)
    world.sync(world.noor, world.abrehet)
    user, assigned, ever = world.abrehet.user, False, False
    for step in steps:
        pass_time(world, 2000)
        if step in ("lend", "longer") and not assigned:
            lend(world, family, days=1 if step == "lend" else 4)
        elif step == "end":
            standing_in.end(world.noor, family.space, user)
        elif step in ("assign", "unassign"):
            assigned, ever = step == "assign", True
            (dossiers.assign if assigned else dossiers.unassign)(world.noor, family.space, user)
        elif step == "write" and dossiers.household_of(world.abrehet, family.id) is not None:
            person = person_called(world.abrehet, family, "Lina")
            people.change(world.abrehet, person, alias=f"om {world.abrehet_clock.now_ms()}")
        elif step == "day":
            pass_time(world, DAY)
        for session in (world.noor, world.abrehet, world.noor, world.abrehet):
            world.share(session)
        if assigned or standing_in.running(world.noor, family.space):
            assert digest(world.abrehet, family.space) == digest(world.noor, family.space)
            assert dossiers.household_of(world.abrehet, family.id) is not None
        elif not ever:
            check_nothing_left(world.abrehet, family.space)

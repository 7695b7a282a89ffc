"""Break-glass between two laptops and a server: with a reason, for a day, seen by who works there, gone afterwards."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import make_family, person_called
from tests.scenarios.two_laptops import (
    HOUR_MS,
    ServerWithoutNetwork,
    World,
    digest,
)
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.ids import Id
from wijkdesk.core.roles import Role
from wijkdesk.models.dossier import Household
from wijkdesk.models.visit import ReadEntry
from wijkdesk.services import (
    break_glass,
    dossiers,
    expiring,
    household_list,
    leaving,
    outgoing,
    people,
    profiles,
    quarantine,
    reading,
    roles,
    searching,
)
from wijkdesk.services.session import Session
from wijkdesk.storage import queries, rebuild
from wijkdesk.storage.tables import TABLES
from wijkdesk.sync.ports import Offline

DAY = 24 * HOUR_MS
REASON = "Noor is ziek en moeder belt in paniek."


@pytest.fixture
def family(world: World) -> Household:
    made = make_family(world.noor)
    world.sync(world.noor, world.abrehet)
    return made


def pass_time(world: World, ms: int) -> None:
    assert isinstance(world.server, ServerWithoutNetwork)
    for clock in (world.noor_clock, world.abrehet_clock, world.server.api.clock):
        assert isinstance(clock, FakeClock)
        clock.advance(ms)


def opened(world: World, family: Household) -> None:
    break_glass.break_glass(world.abrehet, family.space, REASON, world.connect)


def check_nothing_left(session: Session, space: Id) -> None:
    """No row, key, entry or table of a space on a laptop, and no body but its own."""
    store = session.store
    for table in ("row", "search", "clash", "content_key", *(one.name for one in TABLES.values())):
        assert store.execute(f"SELECT 1 FROM {table} WHERE space = ?", (space,)) == []
    foreign = "SELECT 1 FROM log WHERE space = ? AND device <> ?"
    assert store.execute(foreign, (space, store.identity.device)) == []
    assert store.execute("SELECT 1 FROM log WHERE space = ? AND op = 'KEYWRAP'", (space,)) == []
    assert store.keyring.newest(space) is None


def test_a_card_is_all_that_a_colleague_sees_at_first(world: World, family: Household) -> None:
    (card,) = break_glass.cards(world.abrehet)
    assert card.dossier == family.space
    assert card.responsible == "Noor de Bruin"
    assert break_glass.cards(world.noor) == []
    assert dossiers.household_of(world.abrehet, family.id) is None


def test_the_glass_opens_with_a_reason_that_the_worker_sees(world: World, family: Household) -> None:
    opened(world, family)
    assert digest(world.abrehet, family.space) == digest(world.noor, family.space)
    assert searching.find(world.abrehet, "Lina")
    assert break_glass.cards(world.abrehet) == []
    world.sync(world.noor)
    for session, mine in ((world.noor, False), (world.abrehet, True)):
        (glass,) = break_glass.of_dossier(session, family.space)
        assert (glass.who, glass.reason, glass.mine, glass.open) == ("Abrehet Tesfay", REASON, mine, True)
        assert (glass.until - glass.since).total_seconds() == pytest.approx(DAY / 1000, abs=5)
        assert break_glass.running(session) == [glass]


def test_reading_is_written_down_as_break_glass(world: World, family: Household) -> None:
    opened(world, family)
    reading.note_rows(world.abrehet, [family.id])
    world.sync(world.abrehet, world.noor)
    (entry,) = [one for one in reading.entries(world.noor, family.space) if one.user == world.abrehet.user]
    assert {"read", "break_glass"} <= entry.acts


def test_when_the_time_is_over_the_dossier_leaves_the_laptop(world: World, family: Household) -> None:
    opened(world, family)
    person = person_called(world.abrehet, family, "Lina")
    people.change(world.abrehet, person, alias="Lien")
    world.sync(world.abrehet, world.noor)
    pass_time(world, DAY - HOUR_MS)
    assert not expiring.close_expired(world.abrehet).changes
    pass_time(world, HOUR_MS)
    (result,) = world.sync(world.abrehet)
    assert result.changes.touches("household", "person")
    check_nothing_left(world.abrehet, family.space)
    assert searching.find(world.abrehet, "Lina") == []
    assert household_list.ids(world.abrehet) == []
    assert [card.dossier for card in break_glass.cards(world.abrehet)] == [family.space]
    assert person_called(world.noor, family, "Lina").alias == "Lien"
    assert quarantine.apart(world.abrehet) == []
    rebuild.everything(world.abrehet.store)
    check_nothing_left(world.abrehet, family.space)
    assert not break_glass.of_dossier(world.noor, family.space)[0].open


def test_what_was_not_shared_in_time_waits_and_is_said(world: World, family: Household) -> None:
    opened(world, family)
    people.change(world.abrehet, person_called(world.abrehet, family, "Lina"), alias="te laat")
    pass_time(world, DAY)
    expiring.close_expired(world.abrehet)
    check_nothing_left(world.abrehet, family.space)
    assert outgoing.waiting(world.abrehet)
    world.share(world.abrehet)
    (apart,) = quarantine.apart(world.abrehet)
    dossiers.assign(world.noor, family.space, world.abrehet.user)
    world.sync(world.noor, world.abrehet)
    quarantine.offer_again(world.abrehet, apart)
    world.sync(world.abrehet, world.noor)
    for session in (world.abrehet, world.noor):
        assert person_called(session, family, "Lina").alias == "te laat"
    assert digest(world.abrehet, family.space) == digest(world.noor, family.space)


def test_again_opened_all_is_there_again(world: World, family: Household) -> None:
    opened(world, family)
    people.change(world.abrehet, person_called(world.abrehet, family, "Lina"), alias="Lien")
    world.sync(world.abrehet)
    pass_time(world, DAY)
    world.sync(world.abrehet, world.noor)
    people.change(world.noor, person_called(world.noor, family, "Sami"), alias="Ommie")
    world.sync(world.noor, world.abrehet)
    opened(world, family)
    assert digest(world.abrehet, family.space) == digest(world.noor, family.space)
    world.sync(world.noor)
    for session in (world.noor, world.abrehet):
        assert [glass.open for glass in break_glass.of_dossier(session, family.space)] == [True, False]


def test_who_is_assigned_meanwhile_keeps_the_dossier(world: World, family: Household) -> None:
    opened(world, family)
    world.sync(world.noor)
    dossiers.assign(world.noor, family.space, world.abrehet.user)
    world.sync(world.noor, world.abrehet)
    pass_time(world, 2 * DAY)
    world.sync(world.abrehet)
    assert dossiers.household_of(world.abrehet, family.id) is not None


def test_unlocking_closes_what_is_over(world: World, family: Household) -> None:
    opened(world, family)
    pass_time(world, DAY)
    folder, clock = world.abrehet.folder, world.abrehet_clock
    world.abrehet.close()
    world.abrehet = profiles._open(folder, world.abrehet.opened, clock)
    check_nothing_left(world.abrehet, family.space)


def test_what_it_needs(world: World, family: Household) -> None:
    @contextmanager
    def offline(*_who):
        raise Offline("weg")
        yield

    with pytest.raises(UserError) as silent:
        break_glass.break_glass(world.abrehet, family.space, "  ", world.connect)
    assert silent.value.field == "reason"
    with pytest.raises(Refused) as away:
        break_glass.break_glass(world.abrehet, family.space, REASON, offline)
    assert (away.value.code, away.value.text) == ("offline", "Noodtoegang kan alleen met verbinding.")
    assert break_glass.of_dossier(world.abrehet, family.space) == []
    roles.change_role(world.noor, world.abrehet.user, Role.INTERPRETER)
    world.sync()
    with pytest.raises(Refused) as role:
        break_glass.break_glass(world.abrehet, family.space, REASON, world.connect)
    assert role.value.code == "not_allowed"


def test_who_broke_glass_hands_out_no_keys(world: World, family: Household, tmp_path: Path) -> None:
    """A colleague goes; the keys are due, but not from a laptop that only borrows the dossier."""
    opened(world, family)
    leaving.remove_colleague(world.noor, world.abrehet.user)
    world.sync(world.noor)
    assert expiring.is_lent(world.abrehet, family.space)
    assert all(entry.space != family.space for entry in queries.find(world.abrehet.store, ReadEntry))


STEPS = st.lists(
    st.sampled_from(["break", "assign", "unassign", "write", "day", "hours", "sync"]), max_size=9
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_laptop_shows_what_the_server_gives(world: World, steps: list[str]) -> None:
    """After any row of events and a round of sharing: shown = assigned or a running grant; gone means gone."""
    family = make_family(world.noor)
    world.sync(world.noor, world.abrehet)
    assigned, until = False, 0
    store = world.abrehet.store
    for step in [*steps, "sync"]:
        pass_time(world, 1000)  # two statements of one millisecond have no order
        if step == "break" and store.keyring.newest(family.space) is None:
            opened(world, family)
            until = store.clock.now_ms() + DAY
        elif step in ("assign", "unassign"):
            assigned = step == "assign"
            (dossiers.assign if assigned else dossiers.unassign)(world.noor, family.space, world.abrehet.user)
        elif step == "write" and store.keyring.newest(family.space) is not None:
            now = store.clock.now_ms()
            people.change(world.abrehet, person_called(world.abrehet, family, "Lina"), alias=f"om {now}")
        elif step in ("day", "hours"):
            pass_time(world, DAY if step == "day" else 7 * HOUR_MS)
        for session in (world.noor, world.abrehet, world.noor, world.abrehet):
            world.share(session)
        if assigned or until > store.clock.now_ms():
            assert digest(world.abrehet, family.space) == digest(world.noor, family.space)
            assert dossiers.household_of(world.abrehet, family.id) is not None
        elif until and not any(one == "assign" for one in steps):
            check_nothing_left(world.abrehet, family.space)

"""Roles between laptops: who may not see dossiers is never handed what opens them (models/roles.py)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import make_family
from tests.scenarios.two_laptops import World, third
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import new_id
from wijkdesk.core.roles import Role
from wijkdesk.models.dossier import SpaceKind
from wijkdesk.models.roles import CHANGED_TO, in_team, may_have
from wijkdesk.services import (
    administrators,
    colleagues,
    dossiers,
    joining,
    roles,
)
from wijkdesk.services.session import Session


def team_keys(session: Session, world: World) -> list[bytes]:
    return [space for space in session.store.keyring.spaces() if space == world.noor.team_space]


def test_an_interpreter_knows_colleagues_and_no_family(world: World, tmp_path: Path) -> None:
    family = make_family(world.noor)
    marit = third(world, tmp_path, role=Role.INTERPRETER)
    assert not joining.waiting(marit)
    assert colleagues.role_of(marit, marit.user) == "interpreter"
    assert {one.name for one in colleagues.colleagues(marit)} == {"Noor de Bruin", "Abrehet Tesfay", "Marit"}
    assert marit.teams == []
    assert team_keys(marit, world) == []
    assert marit.store.execute("SELECT 1 FROM log WHERE space = ?", (world.noor.team_space,)) == []
    with pytest.raises(Refused) as refused:
        dossiers.assign(world.noor, family.space, marit.user)
    assert refused.value.code == "not_allowed"
    assert refused.value.text == "Marit is cultuurvertolker. Die rol krijgt geen dossier."
    with pytest.raises(Refused) as alone:
        make_family(marit)
    assert alone.value.code == "no_team"
    with pytest.raises(Refused) as crown:
        administrators.make_administrator(world.noor, marit.user)
    assert crown.value.code == "not_allowed"
    marit.close()


def test_into_the_team_and_out_again(world: World, tmp_path: Path) -> None:
    """What is written after someone left the team stands under a key that he never had."""
    marit = third(world, tmp_path, role=Role.HELPER)
    roles.change_role(world.noor, marit.user, Role.COORDINATOR)
    world.sync(world.noor, marit, world.noor)
    assert marit.teams == world.noor.teams
    assert team_keys(marit, world)
    family = make_family(world.noor)
    dossiers.assign(world.noor, family.space, marit.user)
    world.sync(world.noor, marit)
    assert dossiers.household_of(marit, family.id) is not None
    with pytest.raises(Refused) as held:
        roles.change_role(world.noor, marit.user, Role.MANAGER)
    assert held.value.code == "still_assigned"
    dossiers.unassign(world.noor, family.space, marit.user)
    roles.change_role(world.noor, marit.user, Role.MANAGER)
    for space in (world.noor.team_space, family.space):
        key = world.noor.store.keyring.newest(space)
        assert key is not None
        assert marit.store.keyring.by_id(key.id) is None
    later = make_family(world.noor)
    world.sync(world.noor, marit, world.abrehet, marit)
    assert marit.teams == []
    assert colleagues.role_of(marit, marit.user) == "manager"
    assert {one.name for one in colleagues.colleagues(marit)} == {"Noor de Bruin", "Abrehet Tesfay", "Marit"}
    newest = world.noor.store.keyring.newest(world.noor.organisation_space)
    assert newest is not None
    assert marit.store.keyring.by_id(newest.id) is not None
    assert marit.store.keyring.newest(later.space) is None
    assert world.abrehet.store.keyring.newest(world.noor.team_space) == world.noor.store.keyring.newest(
        world.noor.team_space
    )
    marit.close()


def test_who_may_change_a_role(world: World) -> None:
    for session, user, code in (
        (world.abrehet, world.noor.user, "not_admin"),
        (world.noor, world.noor.user, "yourself"),
        (world.noor, new_id(), "not_a_member"),
    ):
        with pytest.raises(Refused) as refused:
            roles.change_role(session, user, Role.HELPER)
        assert refused.value.code == code
    administrators.make_administrator(world.noor, world.abrehet.user)
    with pytest.raises(Refused) as crowned:
        roles.change_role(world.noor, world.abrehet.user, Role.HELPER)
    assert crowned.value.code == "is_admin"


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.lists(st.sampled_from(CHANGED_TO), min_size=1, max_size=4))
def test_whatever_roles_someone_had_the_last_one_decides(world: World, path: list[Role]) -> None:
    """After any row of changes: place in the team, key in force and what may be assigned are those of the last role."""
    for role in path:
        roles.change_role(world.noor, world.abrehet.user, role)
    world.sync(world.noor, world.abrehet, world.noor)
    last, user = path[-1], world.abrehet.user
    for session in (world.noor, world.abrehet):
        trust = session.store.trusts[session.organisation]
        assert colleagues.role_of(session, user) == last
        assert (user in trust.members(world.noor.teams[0])) == in_team(last)
    newest = world.noor.store.keyring.newest(world.noor.team_space)
    assert newest is not None
    assert (world.abrehet.store.keyring.by_id(newest.id) is not None) == in_team(last)
    family = make_family(world.noor)
    if may_have(last, SpaceKind.DOSSIER):
        dossiers.assign(world.noor, family.space, user)
        dossiers.unassign(world.noor, family.space, user)
    else:
        with pytest.raises(Refused):
            dossiers.assign(world.noor, family.space, user)

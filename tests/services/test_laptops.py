"""Another laptop of the same user, a restored one of someone who is no administrator, and more administrators."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import CHEAP, make_family, person_called
from tests.scenarios.two_laptops import OWN_WORDS, World, digest, third
from wijkdesk.core.errors import Refused, UserError
from wijkdesk.services import (
    administrators,
    admitting,
    backups,
    colleagues,
    credentials,
    dossiers,
    first_run,
    invitations,
    joining,
    laptops,
    leaving,
    people,
    restoring,
    syncing,
)
from wijkdesk.services.session import Session
from wijkdesk.vault import recovery


def with_code(session: Session) -> str:
    """A fresh recovery code of a profile, in force, as it stands on paper."""
    new = credentials.new_code(session, OWN_WORDS, CHEAP)
    credentials.renew_code(session, new)
    return recovery.to_text(new.code)


def fresh(world: World, folder: Path) -> Session:
    """A profile on another laptop that belongs to no organisation yet."""
    return first_run.begin(folder, OWN_WORDS, clock=world.abrehet_clock, strain=CHEAP).session


def let_in(world: World, session: Session) -> None:
    assert world.share(session).waiting
    world.sync(world.noor)
    (found,) = admitting.pending(world.noor)
    assert (found.name, found.again) == ("Abrehet Tesfay", True)
    assert found.fingerprint == joining.own_fingerprint(session)
    admitting.admit(world.noor, found)
    world.sync(world.noor, session, world.noor)


def test_another_laptop_joins_with_the_recovery_paper(world: World, tmp_path: Path) -> None:
    family = make_family(world.noor)
    dossiers.assign(world.noor, family.space, world.abrehet.user)
    own = make_family(world.abrehet)
    code = with_code(world.abrehet)
    world.sync(world.noor, world.abrehet, world.noor)
    raw = laptops.invite_laptop(world.noor, world.abrehet.user, world.connect)
    second = fresh(world, tmp_path / "tweede")
    joining.start_again(second, invitations.read_invitation(raw), code.lower())
    assert joining.waiting(second)
    let_in(world, second)
    assert not joining.waiting(second)
    assert second.user == world.abrehet.user
    assert second.me.name == "Abrehet Tesfay"
    assert second.personal_space == world.abrehet.personal_space
    for space in (family.space, own.space):
        assert digest(second, space) == digest(world.abrehet, space)
    people.change(second, person_called(second, family, "Lina"), alias="van de tweede laptop")
    world.sync(second, world.abrehet, world.noor)
    for session in (world.abrehet, world.noor):
        assert person_called(session, family, "Lina").alias == "van de tweede laptop"
    (abrehet,) = [one for one in colleagues.colleagues(world.noor) if one.user == second.user]
    assert abrehet.laptops == 2
    assert [one.this for one in laptops.laptops(second, second.user)].count(True) == 1
    second.close()


def test_another_laptop_joins_with_a_code_from_the_old_one(world: World, tmp_path: Path) -> None:
    with_code(world.abrehet)
    world.sync(world.abrehet, world.noor)
    raw = laptops.invite_laptop(world.noor, world.abrehet.user, world.connect)
    own, code = laptops.with_own_code(world.abrehet, invitations.read_invitation(raw))
    assert own != raw
    second = fresh(world, tmp_path / "tweede")
    with pytest.raises(UserError) as wrong:
        joining.start_again(second, invitations.read_invitation(raw), "".join(code))
    assert wrong.value.field == "code"
    joining.start_again(second, invitations.read_invitation(own), "-".join(code))
    let_in(world, second)
    assert second.me.name == "Abrehet Tesfay"
    with pytest.raises(Refused) as other:
        laptops.with_own_code(world.noor, invitations.read_invitation(raw))
    assert other.value.code == "other_user"
    second.close()


def test_a_restored_laptop_of_a_worker_is_let_in_on_the_screen(world: World, tmp_path: Path) -> None:
    own = make_family(world.abrehet)
    with_code(world.abrehet)
    world.sync(world.abrehet, world.noor)
    made = backups.make(world.abrehet, tmp_path / "elders.wdb")
    restored = restoring.restore(
        made, OWN_WORDS, home=tmp_path / "nieuw", clock=world.abrehet_clock, strain=CHEAP
    )
    session = restored.session
    assert restored.pending
    assert joining.must_be_let_in(session)
    assert not joining.waiting(session)
    people.change(session, person_called(session, own, "Lina"), alias="na het terugzetten")
    assert syncing.sync_now(session, connect=world.connect).trouble is not None
    raw = laptops.invite_laptop(world.noor, world.abrehet.user, world.connect)
    joining.offer_restored(session, invitations.read_invitation(raw))
    assert not joining.waiting(session)  # the work goes on
    let_in(world, session)
    assert not joining.must_be_let_in(session)
    world.sync(world.abrehet)
    assert person_called(world.abrehet, own, "Lina").alias == "na het terugzetten"
    session.close()


def test_an_invitation_is_for_one_user_only(world: World, tmp_path: Path) -> None:
    with_code(world.abrehet)
    world.sync(world.abrehet, world.noor)
    raw = laptops.invite_laptop(world.noor, world.abrehet.user, world.connect)
    with pytest.raises(Refused) as other:
        joining.offer_restored(world.noor, invitations.read_invitation(raw))
    assert other.value.code == "other_user"
    plain = invitations.read_invitation(invitations.invite(world.noor, "Marit", connect=world.connect))
    with pytest.raises(Refused) as none:
        joining.start_again(fresh(world, tmp_path / "x"), plain, "")
    assert none.value.code == "not_for_laptop"


def test_nobody_takes_the_place_of_a_colleague_with_another_key(world: World, tmp_path: Path) -> None:
    """A newcomer's changed program names Abrehet's user id: the administrator is told, and nothing is signed."""
    raw = invitations.invite(world.noor, "Marit", connect=world.connect)
    marit, _code = joining.join(
        tmp_path / "marit", OWN_WORDS, "Marit", invitations.read_invitation(raw),
        clock=world.abrehet_clock, strain=CHEAP,
    )  # fmt: skip
    me = replace(marit.store.identity, user=world.abrehet.user)
    with marit.store.writing() as connection:
        marit.store.add_identity(connection, me)
    world.share(marit)
    world.sync(world.noor)
    (found,) = admitting.pending(world.noor)
    with pytest.raises(Refused) as refused:
        admitting.admit(world.noor, found)
    assert refused.value.code == "known_user"
    marit.close()


def test_a_second_administrator_works_and_can_be_taken_back(world: World, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        administrators.make_administrator(world.abrehet, world.noor.user)
    assert refused.value.code == "not_admin"
    administrators.make_administrator(world.noor, world.abrehet.user)
    world.sync(world.noor, world.abrehet)
    assert admitting.is_admin(world.abrehet)
    assert not administrators.holds_root(world.abrehet)
    with pytest.raises(Refused) as refused:
        administrators.make_administrator(world.abrehet, world.noor.user)
    assert refused.value.code == "not_root"
    marit = third_by(world, world.abrehet, tmp_path)
    world.sync(world.noor)
    assert marit.user in world.noor.store.trusts[world.noor.organisation].members()

    administrators.take_back(world.noor, world.abrehet.user)
    world.sync(world.noor, world.abrehet)
    assert not admitting.is_admin(world.abrehet)
    with pytest.raises(Refused):
        leaving.remove_colleague(world.abrehet, marit.user)
    world.sync(marit, world.abrehet)
    assert world.abrehet.teams == world.noor.teams
    assert marit.user in world.noor.store.trusts[world.noor.organisation].members()  # what was decided stays

    administrators.make_administrator(world.noor, world.abrehet.user)
    world.sync(world.noor, world.abrehet)
    assert admitting.is_admin(world.abrehet)
    leaving.remove_colleague(world.abrehet, marit.user)
    world.sync(world.abrehet, world.noor)
    assert marit.user not in world.noor.store.trusts[world.noor.organisation].members()
    marit.close()


def third_by(world: World, admin: Session, folder: Path) -> Session:
    noor = world.noor
    world.noor = admin
    try:
        return third(world, folder)
    finally:
        world.noor = noor

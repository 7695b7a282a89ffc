"""Joining: what waits, what a fingerprint covers, who is turned away, and what the printed code can give back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import CHEAP, make_family, reopen
from tests.scenarios.two_laptops import OWN_WORDS, START_MS, World, newcomer
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.errors import Refused, UserError
from wijkdesk.services import (
    admitting,
    colleagues,
    invitations,
    joining,
    outgoing,
    people,
    record_status,
    settings,
    syncing,
)
from wijkdesk.services.record_status import Status
from wijkdesk.services.session import Session
from wijkdesk.storage import log
from wijkdesk.storage.control import decode
from wijkdesk.vault import recovery, sealing


def test_a_newcomer_waits_and_nothing_breaks(world: World, tmp_path: Path) -> None:
    marit, _code = newcomer(world, tmp_path)
    assert joining.waiting(marit)
    assert marit.teams == []
    assert settings.load(marit) == settings.Preferences()
    assert world.share(marit).waiting
    assert world.share(marit).waiting  # the same keys again are the same join
    assert syncing.sharing_state(marit).trouble == ""
    marit.close()


def test_the_fingerprint_changes_with_everything_it_vouches_for() -> None:
    parts = [b"\x01" * 16, b"\x02" * 32, b"\x03" * 16, b"\x04" * 32]
    whole = joining.newcomer_fingerprint(*parts)
    assert [len(group) for group in whole.split()] == [4] * 6
    for place in range(4):
        other = [*parts[:place], b"\x09" + parts[place][1:], *parts[place + 1 :]]
        assert joining.newcomer_fingerprint(*other) != whole


def test_a_laptop_that_sounds_different_is_turned_away(world: World, tmp_path: Path) -> None:
    marit, _code = newcomer(world, tmp_path)
    world.share(marit)
    world.sync(world.noor)
    (found,) = admitting.pending(world.noor)
    admitting.turn_away(world.noor, found)
    world.sync(world.noor)
    assert admitting.pending(world.noor) == []
    result = world.share(marit)
    assert isinstance(result.trouble, Refused)
    assert result.trouble.code == "device_out"
    assert joining.waiting(marit)
    assert {one.name for one in colleagues.colleagues(world.noor)} == {"Noor de Bruin", "Abrehet Tesfay"}
    marit.close()


def test_only_an_administrator_invites_and_admits(world: World) -> None:
    with pytest.raises(Refused) as refused:
        invitations.invite(world.abrehet, "Marit", connect=world.connect)
    assert refused.value.code == "not_admin"
    assert admitting.pending(world.abrehet) == []
    assert not admitting.is_admin(world.abrehet)


def test_a_used_invitation_lets_nobody_else_in(world: World, tmp_path: Path) -> None:
    raw = invitations.invite(world.noor, "Marit", connect=world.connect)
    for name in ("een", "twee"):
        session, _code = joining.join(
            tmp_path / name,
            OWN_WORDS,
            name,
            invitations.read_invitation(raw),
            clock=FakeClock(START_MS),
            strain=CHEAP,
        )
        result = world.share(session)
        session.close()
    assert isinstance(result.trouble, Refused)
    assert result.trouble.code == "used_token"


def test_a_name_is_asked_and_an_organisation_joined_once(world: World, tmp_path: Path) -> None:
    raw = invitations.read_invitation(invitations.invite(world.noor, "Marit", connect=world.connect))
    with pytest.raises(UserError) as nameless:
        joining.join(tmp_path / "x", OWN_WORDS, " ", raw, strain=CHEAP)
    assert nameless.value.field == "name"
    with pytest.raises(Refused) as twice:
        joining.start(world.abrehet, raw, "Abrehet")
    assert twice.value.code == "already_in"


def test_the_printed_code_opens_the_wrap_of_the_user_key(world: World, tmp_path: Path) -> None:
    """The server and the paper together give the user key back (architecture.md §3, Keys)."""
    marit, code = newcomer(world, tmp_path)
    world.share(marit)
    world.sync(world.noor)
    admitting.admit(world.noor, admitting.pending(world.noor)[0])
    world.sync(world.noor, marit, world.noor)
    with world.noor.store.database.read() as connection:
        wraps = [decode(entry.commit).fields for entry in log.controls(connection, "KEYWRAP")]
    mine = [fields for fields in wraps if fields["owner"] == marit.user]
    ((_kind, _user, blob),) = mine[0]["wraps"]
    me = marit.store.identity
    key = sealing.open_(recovery.user_key(code), me.organisation + me.user, blob)
    assert key == me.user_key.private
    marit.close()


def test_a_member_stays_one_after_a_lock(world: World) -> None:
    again = reopen_with(world.abrehet)
    assert not joining.waiting(again)
    assert again.me.name == "Abrehet Tesfay"
    assert again.me.team_name == "Team Oost"
    again.close()


def reopen_with(session: Session) -> Session:
    from wijkdesk.services import profiles

    folder, clock = session.folder, session.store.clock
    session.close()
    return profiles.unlock(folder, OWN_WORDS, clock=clock, strain=CHEAP)


def test_what_waits_is_named_and_is_shared_afterwards(world: World) -> None:
    family = make_family(world.noor)
    world.noor_clock.advance(2 * 3_600_000)
    person = people.people_of(world.noor, family.space)[0]
    people.change(world.noor, person, alias="A.")
    state = syncing.sharing_state(world.noor)
    assert state.waiting == 2
    assert state.oldest == START_MS
    assert record_status.of_row(world.noor, person.id) is Status.SAVED
    lines = outgoing.waiting(world.noor)
    assert [(line.what, line.where) for line in lines] == [
        ("Huishouden: El Amrani-Vermeer", "El Amrani-Vermeer"),
        (f"Persoon: {person.full_name}", "El Amrani-Vermeer"),
    ]
    world.sync(world.noor)
    assert record_status.of_row(world.noor, person.id) is Status.SHARED
    assert outgoing.waiting(world.noor) == []
    assert syncing.sharing_state(world.noor).last_contact == world.noor_clock.now_ms()


def test_a_profile_reopened_keeps_its_server(world: World) -> None:
    noor = reopen(world.noor)
    assert syncing.sync_now(noor, connect=world.connect).trouble is None
    noor.close()

"""A newcomer with an invitation: keys in with a token, in by an administrator's word."""

import hashlib
import secrets

import pytest

from tests.sync.world import Laptop, Person, World
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import new_id
from wijkdesk.sync import protocol as p


def invited(world: World, expires_ms: int = 1000) -> bytes:
    token = secrets.token_bytes(32)
    expires = world.clock.now_ms() + expires_ms
    world.boss.transport.invite(p.Invite(token_hash=hashlib.sha256(token).digest(), expires=expires))
    return token


def join(laptop: Laptop, token: bytes, **other: bytes) -> p.JoinState:
    who = laptop.who
    given = {"user": who.user, "user_key": who.user_key, "device": who.device, "sign": who.key.public} | other
    return laptop.transport.join(p.Join(token=token, **given)).state


def code_of(laptop: Laptop, token: bytes, **other: bytes) -> str:
    with pytest.raises(Refused) as caught:
        join(laptop, token, **other)
    return caught.value.code


def test_the_way_in(world: World) -> None:
    newcomer = Laptop(world, Person())
    token = invited(world)
    assert join(newcomer, token) is p.JoinState.WAITING
    assert join(newcomer, token) is p.JoinState.WAITING
    with pytest.raises(Refused):
        newcomer.sync()
    (waiting,) = world.boss.sync().pending
    assert (waiting.device, waiting.sign) == (newcomer.who.device, newcomer.who.key.public)
    assert (waiting.user, waiting.user_key) == (newcomer.who.user, newcomer.who.user_key)
    assert waiting.token == hashlib.sha256(token).digest()
    world.boss.store.write(world.org.member(newcomer.who), world.org.device(newcomer.who))
    assert world.boss.sync().pending  # still there when the round began
    assert world.boss.sync().pending == ()
    assert newcomer.transport.join_status(p.JoinStatus(token=token)).state is p.JoinState.IN
    newcomer.sync()
    assert set(newcomer.store.log) == set(world.boss.store.log)


def test_an_invitation_nobody_made_is_refused(world: World) -> None:
    assert code_of(Laptop(world, Person()), bytes(32)) == "bad_token"


def test_an_old_invitation_is_refused(world: World) -> None:
    token = invited(world)
    world.clock.advance(1001)
    assert code_of(Laptop(world, Person()), token) == "expired_token"


def test_an_invitation_serves_one_newcomer(world: World) -> None:
    token = invited(world)
    join(Laptop(world, Person()), token)
    assert code_of(Laptop(world, Person()), token) == "used_token"


def test_a_newcomer_signs_with_the_key_he_brings(world: World) -> None:
    token = invited(world)
    assert code_of(Laptop(world, Person()), token, sign=Person().key.public) == "bad_signature"
    assert code_of(Laptop(world, Person()), token, device=new_id()) == "bad_signature"


def test_only_an_administrator_invites_and_sees_who_waits(world: World) -> None:
    colleague = world.hire()
    join(Laptop(world, Person()), invited(world))
    assert colleague.sync().pending == ()
    with pytest.raises(Refused) as caught:
        colleague.transport.invite(p.Invite(token_hash=bytes(32), expires=1))
    assert caught.value.code == "not_admin"


def test_the_state_is_told_to_the_newcomers_own_device_only(world: World) -> None:
    token = invited(world)
    join(Laptop(world, Person()), token)
    with pytest.raises(Refused) as caught:
        Laptop(world, Person()).transport.join_status(p.JoinStatus(token=token))
    assert caught.value.code == "bad_token"


def test_a_second_laptop_of_the_same_user_comes_the_same_way(world: World) -> None:
    second = Laptop(world, Person(user=world.boss.who.user))
    join(second, invited(world))
    world.boss.store.write(world.org.device(second.who))
    world.boss.sync()
    second.sync()
    assert set(second.store.log) == set(world.boss.store.log)

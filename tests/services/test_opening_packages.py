"""A package that is cut, changed, foreign, for someone else or of nobody we know: refused, and nothing changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scenarios.two_laptops import World, third
from tests.sticks import Stick, family_of_both, phone_of, state
from wijkdesk.core.errors import Refused
from wijkdesk.core.progress import Silent
from wijkdesk.models.dossier import Household
from wijkdesk.services import (
    leaving,
    opening_packages,
    people,
)
from wijkdesk.services.session import Session

PDF = b"%PDF-1.7\n" + os.urandom(1_300_000)


@pytest.fixture
def family(world: World) -> Household:
    return family_of_both(world)


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path / "stick")


def damaged(path: Path, change: Callable[[bytearray], bytearray]) -> None:
    path.write_bytes(bytes(change(bytearray(path.read_bytes()))))


def flip(at: int) -> Callable[[bytearray], bytearray]:
    def change(raw: bytearray) -> bytearray:
        raw[at] ^= 1
        return raw

    return change


def refused(session: Session, path: Path) -> str:
    before = state(session)
    with pytest.raises(Refused) as caught:
        opening_packages.open_package(session, path, Silent())
    assert state(session) == before
    assert caught.value.kept
    return caught.value.code


@pytest.mark.parametrize("where", [0.02, 0.3, 0.6, 0.999])
def test_a_flipped_bit_is_refused(world: World, family: Household, stick: Stick, where: float) -> None:
    people.change(world.noor, phone_of(world.noor, family), value="06 77777777")
    path = stick.make(world.noor, world.abrehet)
    damaged(path, flip(int(path.stat().st_size * where)))
    assert refused(world.abrehet, path) in {"broken_package", "no_package", "not_for_you", "foreign_package"}


@pytest.mark.parametrize("left", [0, 5, 200, 0.5, -1])
def test_a_cut_package_is_refused(world: World, family: Household, stick: Stick, left: float) -> None:
    people.change(world.noor, phone_of(world.noor, family), value="06 77777777")
    path = stick.make(world.noor, world.abrehet)
    size = path.stat().st_size
    keep = int(size * left) if isinstance(left, float) else (size + left if left < 0 else left)
    damaged(path, lambda raw: raw[:keep])
    assert refused(world.abrehet, path) in {"broken_package", "no_package"}


def test_a_swapped_body_is_refused(world: World, family: Household, stick: Stick) -> None:
    people.change(world.noor, phone_of(world.noor, family), value="06 77777777")
    one, two = stick.make(world.noor, world.abrehet), stick.make(world.noor, world.abrehet)
    start = 400
    two.write_bytes(two.read_bytes()[:start] + one.read_bytes()[start:])
    assert refused(world.abrehet, two) == "broken_package"


def test_a_package_for_someone_else_or_of_elsewhere_is_refused(
    world: World, family: Household, stick: Stick, tmp_path: Path
) -> None:
    people.change(world.noor, phone_of(world.noor, family), value="06 77777777")
    marit = third(world, tmp_path)
    people.change(world.noor, phone_of(world.noor, family), value="06 88888888")
    path = stick.make(world.noor, world.abrehet)
    assert refused(marit, path) == "not_for_you"
    assert refused(world.noor, path) == "not_for_you"
    marit.close()
    from tests.builders import make_session

    other = make_session(tmp_path / "elders")
    assert refused(other, path) == "foreign_package"
    other.close()
    path.write_bytes(b"%PDF-1.7 dit is iets anders")
    assert refused(world.abrehet, path) == "no_package"
    path.write_bytes(b"WDP2" + bytes(40))
    assert refused(world.abrehet, path) == "newer_package"


def test_a_package_that_was_opened_before_says_so(world: World, family: Household, stick: Stick) -> None:
    people.change(world.noor, phone_of(world.noor, family), value="06 77777777")
    path = stick.make(world.noor, world.abrehet)
    opening_packages.open_package(world.abrehet, path, Silent())
    assert refused(world.abrehet, path) == "opened_before"


def test_a_laptop_that_was_put_out_hands_in_nothing(
    world: World, family: Household, stick: Stick, tmp_path: Path
) -> None:
    people.change(world.abrehet, phone_of(world.abrehet, family), value="06 77777777")
    path = stick.make(world.abrehet, world.noor)
    leaving.remove_colleague(world.noor, world.abrehet.user)
    assert refused(world.noor, path) == "sender_out"


def test_a_stranger_cannot_seal_a_package_for_me(world: World, family: Household, stick: Stick) -> None:
    """Anyone can seal to a public key; nobody can sign as a device that no administrator let in."""
    from dataclasses import replace

    from wijkdesk.core.ids import new_id
    from wijkdesk.vault.signing import SigningKey

    people.change(world.noor, phone_of(world.noor, family), value="06 77777777")
    store, me = world.noor.store, world.noor.store.identity
    for false in (replace(me, device_key=SigningKey.generate()), replace(me, device=new_id())):
        store.identities[me.organisation] = false
        path = stick.make(world.noor, world.abrehet)
        store.identities[me.organisation] = me
        assert refused(world.abrehet, path) in {"broken_package", "unknown_sender"}

"""What a changed program, a thief or the server itself may send: refused, set apart and seen; the rest goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import make_family, person_called
from tests.scenarios.two_laptops import (
    World,
    digest,
    start_server,
)
from wijkdesk.bench.forging import Thief, control, crafted, cut, flipped, forge, replayed
from wijkdesk.core.commit import Control, encode_unit
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.dossier import Household
from wijkdesk.models.person import Person
from wijkdesk.services import conflicts, dossiers, people, quarantine, servers, syncing
from wijkdesk.services.servers import Server
from wijkdesk.storage import queries
from wijkdesk.sync.receive import read_unit
from wijkdesk.vault.wraps import wrap_key


@pytest.fixture
def family(world: World) -> Household:
    household = make_family(world.noor)
    dossiers.assign(world.noor, household.space, world.abrehet.user)
    world.sync(world.noor, world.abrehet, world.noor)
    return household


def codes(world: World) -> list[str]:
    """What Noor sees in "Wat is nog niet veilig"."""
    return [one.code for one in quarantine.apart(world.noor)]


def slipped_in(*units: bytes) -> Callable[[bytes], list[bytes]]:
    """The server adds units to the first page that it hands out."""
    left = list(units)

    def bend(unit: bytes) -> list[bytes]:
        out = [unit, *left]
        left.clear()
        return out

    return bend


def someone(world: World) -> Person:
    return queries.find(world.abrehet.store, Person, order="id")[0]


def take(world: World, *units: bytes) -> None:
    """Noor shares while the server slips these in; the honest page goes on."""
    people.change(world.abrehet, someone(world), calling_name="Sami!")  # so that there is a page
    world.sync(world.abrehet)
    result = world.share(world.noor, slipped_in(*units))
    assert result.trouble is None
    assert result.pulled >= 1
    assert someone(world).calling_name == "Sami!"
    assert queries.get(world.noor.store, Person, someone(world).id).calling_name == "Sami!"


def samira(world: World, family: Household) -> Id:
    return person_called(world.noor, family, "Samira").id


def unchanged(world: World, row: Id) -> None:
    found = queries.get(world.noor.store, Person, row)
    assert found is not None
    assert found.calling_name in ("Samira", "Sami!")
    assert conflicts.count(world.noor) == 0


def test_an_author_that_is_not_the_owner_of_the_laptop(world: World, family: Household) -> None:
    """A colleague's changed program writes in Noor's name; the server cannot see it, Noor's laptop does."""
    row = samira(world, family)
    forged = crafted(world.abrehet, family.space, row, actor=world.noor.user)
    take(world, encode_unit([forged]))
    assert codes(world) == ["forged_author"]
    unchanged(world, row)


def test_a_signature_of_another_laptop(world: World, family: Household) -> None:
    row = samira(world, family)
    forged = crafted(
        world.abrehet, family.space, row, device=world.noor.store.identity.device, actor=world.noor.user
    )
    take(world, encode_unit([forged]))
    assert codes(world) == ["forged_commit"]
    unchanged(world, row)


def test_a_commit_moved_to_another_space(world: World, family: Household) -> None:
    """Sealed with the key of one dossier, sent as a change of another."""
    other = make_family(world.noor)
    row = person_called(world.noor, other, "Samira").id
    swapped = crafted(world.abrehet, other.space, row, key_of=family.space)
    world.sync(world.noor)
    take(world, encode_unit([swapped]))
    assert codes(world) == ["swapped_space"]
    unchanged(world, row)


def test_a_commit_replayed_under_a_new_number(world: World, family: Household) -> None:
    row = samira(world, family)
    real = crafted(world.abrehet, family.space, row, value="Samira")
    take(world, encode_unit([replayed(real)]))
    assert codes(world) == ["forged_commit"]
    unchanged(world, row)


def test_a_page_replayed_has_no_second_effect(world: World, family: Household) -> None:
    people.change(world.abrehet, someone(world), calling_name="Sami?")
    world.sync(world.abrehet)
    result = world.share(world.noor, lambda unit: [unit, unit, unit])
    assert result.pulled == 1
    assert codes(world) == []
    assert digest(world.noor, family.space) == digest(world.abrehet, family.space)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (cut, "unreadable"),
        (lambda raw: raw[: len(raw) // 2], "unreadable"),
        (flipped, "forged_commit"),
        (lambda raw: flipped(raw, len(raw) // 2), "forged_commit"),
    ],
)
def test_a_commit_cut_or_with_a_flipped_bit(
    world: World, family: Household, spoil: Callable[[bytes], bytes], code: str
) -> None:
    row = samira(world, family)
    raw = encode_unit([crafted(world.abrehet, family.space, row)])
    take(world, spoil(raw))
    assert codes(world) == [code]
    unchanged(world, row)


def test_a_server_that_hands_out_its_own_keys(world: World, family: Household) -> None:
    """A laptop, a member, a team key and a dossier key of the server's own making: none is taken."""
    thief, me, team = Thief(), world.noor.store.identity, world.noor.teams[0]
    units = thief.units(world.abrehet, family.space, world.noor.user)
    before = world.noor.store.keyring.newest(family.space)
    take(world, *units)
    assert sorted(codes(world)) == ["forged_statement"] * 3 + ["unknown_device"]
    trust = world.noor.store.trusts[me.organisation]
    assert trust.members() == {world.noor.user, world.abrehet.user}
    assert trust.team_public(team) != thief.keys.public
    assert world.noor.store.keyring.newest(family.space) == before


@pytest.mark.parametrize("fields", [{}, {"of": "space"}, {"owner": 3, "wraps": "x"}])
def test_a_key_message_of_a_wrong_shape_blocks_nothing(
    world: World, family: Household, fields: dict[str, object]
) -> None:
    thief = world.abrehet.store.identity
    bad = control(
        world.abrehet, thief.device_key, thief.device, family.space, Control("KEYWRAP", dict(fields))
    )
    take(world, encode_unit([bad]))
    assert codes(world) == ["malformed"]


def test_a_dossier_key_handed_out_in_another_space(world: World, family: Household) -> None:
    """A member may not bring a key for a space he writes elsewhere."""
    thief, me = world.abrehet.store.identity, world.noor.store.identity
    key = new_id()
    wrap = wrap_key(me.user_key.public, me.organisation, family.space, key, bytes(32))
    fields = {
        "of": "space", "owner": family.space, "key": key, "kind": "content",
        "wraps": [["user", me.user, wrap]], "previous": None,
    }  # fmt: skip
    place = world.noor.organisation_space
    bad = control(world.abrehet, thief.device_key, thief.device, place, Control("KEYWRAP", fields))
    take(world, encode_unit([bad]))
    assert codes(world) == ["broken_seal"]
    assert world.noor.store.keyring.by_id(key) is None


def test_erasing_in_a_space_that_is_not_yours_does_nothing(world: World, family: Household) -> None:
    thief = world.abrehet.store.identity
    (commit, *_more) = [row[0] for row in world.noor.store.execute(
        "SELECT id FROM log WHERE space = ? AND op IS NULL", (family.space,)
    )]  # fmt: skip
    fields = {"commits": [commit], "ground": "test"}
    place = world.noor.organisation_space
    bad = control(world.abrehet, thief.device_key, thief.device, place, Control("REDACT", fields))
    take(world, encode_unit([bad]))
    assert world.noor.store.execute("SELECT body FROM log WHERE id = ?", (commit,))[0][0] is not None


def test_all_of_them_on_one_page(world: World, family: Household) -> None:
    """Each is set apart under its own code, whatever stands beside it."""
    row = samira(world, family)
    attacks = forge(world.abrehet, family.space, row, world.noor.user)
    take(world, *(unit for one in attacks for unit in one.units))
    assert sorted(codes(world)) == sorted(code for one in attacks for code in one.codes)
    unchanged(world, row)


def test_another_server_in_the_place_of_ours(world: World, tmp_path: Path) -> None:
    with start_server(tmp_path / "other") as other:
        servers.keep_server(world.noor, Server(other.url, world.server.pin))
        result = syncing.sync_now(world.noor)
        assert isinstance(result.trouble, Refused)
        assert result.trouble.code == "wrong_certificate"
        assert "niet de server uit" in syncing.sharing_state(world.noor).trouble


def test_no_server_is_no_error(world: World) -> None:
    result = syncing.sync_now(world.noor)  # nobody listens at its address
    assert result.offline
    assert result.trouble is None


def test_what_is_set_apart_can_be_offered_again_and_saved(world: World, family: Household) -> None:
    row = samira(world, family)
    take(world, encode_unit([crafted(world.abrehet, family.space, row, actor=world.noor.user)]))
    (held,) = quarantine.apart(world.noor)
    assert held.who == "Abrehet Tesfay"
    assert "andere schrijver" in held.sentence
    assert not quarantine.offer_again(world.noor, held).left
    assert codes(world) == ["forged_author"]
    assert read_unit(quarantine.as_file(held))[0].header.space == family.space


def test_what_the_server_refuses_is_seen_and_can_be_sent_again(world: World, family: Household) -> None:
    """Abrehet is taken off the dossier while she writes in it offline."""
    dossiers.unassign(world.noor, family.space, world.abrehet.user)
    world.sync(world.noor)
    people.change(world.abrehet, person_called(world.abrehet, family, "Lina"), calling_name="Lina M.")
    result = world.share(world.abrehet)
    assert result.apart == 1
    (held,) = quarantine.apart(world.abrehet)
    assert (held.code, held.outgoing) == ("no_access", True)
    assert person_called(world.abrehet, family, "Lina M.")

    world.noor_clock.advance(1000)
    dossiers.assign(world.noor, family.space, world.abrehet.user)
    world.sync(world.noor)
    assert quarantine.offer_again(world.abrehet, held).left
    assert quarantine.apart(world.abrehet) == []
    world.sync(world.abrehet, world.noor)
    assert person_called(world.noor, family, "Lina M.")


def test_a_withheld_commit_is_a_gap_that_people_see(world: World, family: Household) -> None:
    people.change(world.abrehet, someone(world), calling_name="Een")
    world.sync(world.abrehet)
    world.share(world.noor, lambda _unit: [])
    people.change(world.abrehet, someone(world), calling_name="Twee")
    world.sync(world.abrehet, world.noor)
    (gap,) = quarantine.gaps(world.noor)
    assert gap.who == "Abrehet Tesfay"
    assert gap.where == "El Amrani-Vermeer"

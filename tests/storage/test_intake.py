"""What comes in late, early or wrong: keys after what they open, erasure before what it erases, failures half-way."""

from __future__ import annotations

import secrets

import pytest

from tests.builders import make_family, person_called
from tests.scenarios.two_laptops import World
from wijkdesk.bench.forging import crafted
from wijkdesk.core.commit import CONTROL, FORMAT, Commit, Control, Header, decode_header
from wijkdesk.core.ids import ZERO, Id, new_id
from wijkdesk.models.dossier import Household
from wijkdesk.models.person import Person
from wijkdesk.services.session import Session
from wijkdesk.storage import log, quarantine, queries
from wijkdesk.storage.intake import APART, Intake
from wijkdesk.storage.sync_store import SyncStore, unsent
from wijkdesk.sync.ports import Page, Refusal
from wijkdesk.vault.commits import encode
from wijkdesk.vault.signing import SigningKey
from wijkdesk.vault.statements import Device, attested


@pytest.fixture
def family(world: World) -> Household:
    return make_family(world.noor)


def of_space(session: Session, space: Id) -> list[Commit]:
    rows = session.store.execute("SELECT id FROM log WHERE space = ? ORDER BY no", (space,))
    with session.store.database.read() as connection:
        found = [log.entry(connection, row[0]) for row in rows]
    return [entry.commit for entry in found if entry is not None]


def take(session: Session, commits: list[Commit]) -> list[tuple[Id, str]]:
    with session.store.writing() as connection:
        intake = Intake(session.store, connection)
        intake.take_all([(decode_header(one.header), one) for one in commits])
        intake.finish()
        return intake.apart


def test_what_comes_before_its_key_waits_and_then_counts(world: World, family: Household) -> None:
    commits = of_space(world.noor, family.space)
    keys = [one for one in commits if decode_header(one.header).control]
    sealed = [one for one in commits if one not in keys]
    assert take(world.abrehet, sealed) == []
    assert queries.find(world.abrehet.store, Person, space=family.space) == []
    assert take(world.abrehet, keys) == []
    assert len(queries.find(world.abrehet.store, Person, space=family.space)) == 5


def test_a_forged_author_does_not_slip_in_by_waiting(world: World, family: Household) -> None:
    row = person_called(world.noor, family, "Samira").id
    forged = crafted(world.noor, family.space, row, actor=world.abrehet.user)
    commits = of_space(world.noor, family.space)
    sealed = [one for one in commits if not decode_header(one.header).control]
    keys = [one for one in commits if decode_header(one.header).control]
    assert take(world.abrehet, [*sealed, forged]) == []
    assert [code for _commit, code in take(world.abrehet, keys)] == ["forged_author"]
    found = queries.get(world.abrehet.store, Person, row)
    assert found is not None
    assert found.calling_name == "Samira"
    states = world.abrehet.store.execute("SELECT state FROM log WHERE state = ?", (APART,))
    assert len(states) == 1


def test_an_erasure_that_comes_first_still_erases(world: World, family: Household) -> None:
    take(world.abrehet, of_space(world.noor, family.space))
    row = person_called(world.noor, family, "Samira").id
    late = crafted(world.noor, family.space, row, value="Geheim")
    me = world.noor.store.identity
    header = Header(
        FORMAT, CONTROL, new_id(), me.organisation, family.space, me.device, world.noor.store.hlc.tick(), ZERO
    )
    fields = {"commits": [decode_header(late.header).id], "ground": "test"}
    erasure = encode(header, Control("REDACT", fields), None, me.device_key)
    assert take(world.abrehet, [erasure, late]) == []
    bodies = world.abrehet.store.execute(
        "SELECT body FROM log WHERE id = ?", (decode_header(late.header).id,)
    )
    assert bodies == [(None,)]
    assert person_called(world.abrehet, family, "Samira")


def test_a_laptop_that_is_let_in_later_counts_after_all(world: World, family: Household) -> None:
    """Its commit came before the statement of the administrator: it was set apart and comes right by itself."""
    take(world.abrehet, of_space(world.noor, family.space))
    row = person_called(world.noor, family, "Samira").id
    me, device, signer = world.noor.store.identity, new_id(), SigningKey.generate()
    early = crafted(world.noor, family.space, row, device=device, signer=signer, value="Samira E.")
    assert [code for _commit, code in take(world.abrehet, [early])] == ["unknown_device"]
    assert me.admin_key is not None
    statement = attested(
        me.admin_key, me.organisation, Device(device, me.user, signer.public, "in", 1_900_000_000_000)
    )
    header = Header(
        FORMAT, CONTROL, new_id(), me.organisation, world.noor.organisation_space, me.device,
        world.noor.store.hlc.tick(), ZERO,
    )  # fmt: skip
    assert take(world.abrehet, [encode(header, statement, None, me.device_key)]) == []
    with world.abrehet.store.database.read() as connection:
        assert quarantine.everything(connection) == []


class Broken(Exception):
    """A fault in the middle of a page."""


def take_and_break(session: Session, commits: list[Commit]) -> None:
    with session.store.writing() as connection:
        Intake(session.store, connection).take_all([(decode_header(one.header), one) for one in commits])
        raise Broken


def test_a_page_that_fails_leaves_no_key_behind(world: World, family: Household) -> None:
    """A key known in memory only would be lost at the next start."""
    commits = of_space(world.noor, family.space)
    store = world.abrehet.store
    with pytest.raises(Broken):
        take_and_break(world.abrehet, commits)
    assert store.keyring.newest(family.space) is None
    assert take(world.abrehet, commits) == []
    kept = store.execute("SELECT count(*) FROM content_key WHERE space = ?", (family.space,))
    assert kept == [(1,)]


def test_what_cannot_be_read_at_all_is_kept_too(world: World) -> None:
    own = SyncStore(world.noor.store)
    cursor = own.cursor(world.noor.organisation)
    for raw in (b"\x00\x01", b"\x00\x02", b"\x00\x01"):
        page = Page(cursor.epoch, cursor.seq, (), (Refusal((), "unreadable", "Beschadigd.", raw),))
        own.apply_page(world.noor.organisation, page)
    with world.noor.store.database.read() as connection:
        assert {held.raw for held in quarantine.everything(connection)} == {b"\x00\x01", b"\x00\x02"}


def test_a_unit_too_large_to_travel_is_set_apart_and_the_rest_goes(world: World, family: Household) -> None:
    world.sync(world.noor)
    person = person_called(world.noor, family, "Samira")
    spaces = [family.space, make_family(world.noor).space, world.noor.team_space]
    world.sync(world.noor)
    with world.noor.store.unit("import") as unit:
        for space in spaces:
            unit.create(Person(id=new_id(), space=space, calling_name=secrets.token_hex(1_900_000)))
    with world.noor.store.unit("edit") as unit:
        unit.change(person, calling_name="Sam")
    own = SyncStore(world.noor.store)
    (left,) = own.outbox(world.noor.organisation, 10, 10**9)
    assert len(left.raw) < 10_000
    with world.noor.store.database.read() as connection:
        assert [held.code for held in quarantine.everything(connection)] == ["too_big"]
    assert len(unsent(world.noor.store, 10)) == 1

"""A package on a stick between two real laptops: what goes in, and what comes of it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tests.builders import make_family, person_called
from tests.scenarios.two_laptops import World, digest, third
from tests.services.test_assignments import invite_partner
from tests.sticks import Stick, family_of_both, phone_of, state
from wijkdesk.core.errors import Cancelled, EnvironmentFault, Refused
from wijkdesk.core.ids import Id
from wijkdesk.core.progress import Silent
from wijkdesk.core.roles import Role
from wijkdesk.models.attachment import Attachment, Purpose
from wijkdesk.models.disclosure import Channel, LawfulGround
from wijkdesk.models.dossier import Household
from wijkdesk.models.erasure import Ground
from wijkdesk.models.person import Person
from wijkdesk.services import (
    attachments,
    conflicts,
    disclosures,
    dossiers,
    erasing,
    opening_packages,
    packages,
    people,
    quarantine,
    record_status,
    sealed_files,
    syncing,
)
from wijkdesk.services.disclosures import NewDisclosure
from wijkdesk.services.newcomers import NewPerson
from wijkdesk.services.record_status import Status
from wijkdesk.services.session import Session
from wijkdesk.storage import queries
from wijkdesk.storage.packing import Wanted
from wijkdesk.storage.spaces import Recipient, assign, wrap_key

PDF = b"%PDF-1.7\n" + os.urandom(1_300_000)


@pytest.fixture
def family(world: World) -> Household:
    return family_of_both(world)


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path / "stick")


def waiting(session: Session) -> int:
    return syncing.sharing_state(session).waiting


def test_an_edit_goes_by_stick_and_both_show_the_same(world: World, family: Household, stick: Stick) -> None:
    people.change(world.noor, person_called(world.noor, family, "Samira"), calling_name="Samira A.")
    opened = stick.hand(world.noor, world.abrehet)
    assert (opened.who, opened.new, opened.apart, opened.left_out) == ("Noor de Bruin", 1, 0, 0)
    assert opened.changes.touches("person", space=family.space)
    assert digest(world.noor, family.space) == digest(world.abrehet, family.space)


def test_a_conflict_is_on_both_laptops_and_a_choice_goes_back(
    world: World, family: Household, stick: Stick
) -> None:
    people.change(world.noor, phone_of(world.noor, family), value="06 11111111")
    people.change(world.abrehet, phone_of(world.abrehet, family), value="06 22222222")
    stick.hand(world.noor, world.abrehet)
    stick.hand(world.abrehet, world.noor)
    cards = [conflicts.conflicts(one) for one in (world.noor, world.abrehet)]
    assert cards[0][0].key == cards[1][0].key
    conflicts.choose(world.abrehet, cards[1][0], "06 22222222")
    stick.hand(world.abrehet, world.noor)
    assert conflicts.count(world.noor) == 0
    assert phone_of(world.noor, family).value == "06 22222222"
    assert digest(world.noor, family.space) == digest(world.abrehet, family.space)


def test_what_came_by_stick_waits_for_the_server_and_is_never_doubled(
    world: World, family: Household, stick: Stick
) -> None:
    phone = phone_of(world.noor, family)
    people.change(world.noor, phone, value="06 33333333")
    stick.hand(world.noor, world.abrehet)
    assert record_status.of_row(world.abrehet, phone.id) is not Status.SHARED
    assert waiting(world.abrehet) == 1
    (result,) = world.sync(world.abrehet)
    assert result.pushed == 1
    assert record_status.of_row(world.abrehet, phone.id) is Status.SHARED
    (result,) = world.sync(world.noor)  # the other brings it as well: known
    assert (result.pushed, result.apart) == (0, 0)
    assert waiting(world.noor) == 0
    assert digest(world.noor, family.space) == digest(world.abrehet, family.space)


def test_a_dossier_assigned_without_a_server_opens_from_the_stick(world: World, stick: Stick) -> None:
    home = make_family(world.noor)
    dossiers.assign(world.noor, home.space, world.abrehet.user)
    dossiers_there = packages.dossiers_shared(world.noor, world.abrehet.user)
    assert dossiers_there == [(home.space, "El Amrani-Vermeer")]
    opened = stick.hand(world.noor, world.abrehet)
    assert opened.new >= 2
    assert len(queries.find(world.abrehet.store, Person, space=home.space)) == 5
    assert digest(world.noor, home.space) == digest(world.abrehet, home.space)
    world.sync(world.abrehet, world.noor, world.abrehet)  # the receiver brings it to the server first
    assert quarantine.apart(world.abrehet) == quarantine.apart(world.noor) == []
    assert waiting(world.noor) == waiting(world.abrehet) == 0


def test_a_dossier_that_the_server_has_goes_whole_to_whom_it_is_just_given(
    world: World, stick: Stick
) -> None:
    home = make_family(world.noor)
    world.sync()
    dossiers.assign(world.noor, home.space, world.abrehet.user)
    assert "El Amrani-Vermeer" in packages.preview(world.noor, world.abrehet.user, Wanted()).places
    stick.hand(world.noor, world.abrehet)
    assert digest(world.noor, home.space) == digest(world.abrehet, home.space)


def test_only_what_the_colleague_may_have_goes_in(world: World, family: Household, stick: Stick) -> None:
    own = make_family(world.noor)
    people.change(world.noor, phone_of(world.noor, own), value="06 44444444")
    seen = packages.preview(world.noor, world.abrehet.user, Wanted(everything=True))
    assert seen.places == ("El Amrani-Vermeer", "Team Oost")
    stick.hand(world.noor, world.abrehet, Wanted(everything=True))
    assert queries.find(world.abrehet.store, Person, space=own.space) == []
    assert world.abrehet.store.execute("SELECT 1 FROM log WHERE space = ?", (own.space,)) == []


def test_what_is_no_longer_mine_is_left_out_when_it_comes(
    world: World, family: Household, stick: Stick
) -> None:
    """The sender has not heard that the dossier went to someone else; the receiver has."""
    people.change(world.noor, phone_of(world.noor, family), value="06 55555555")
    path = stick.make(world.noor, world.abrehet)
    dossiers.unassign(world.abrehet, family.space, world.abrehet.user)
    opened = opening_packages.open_package(world.abrehet, path, Silent())
    assert (opened.new, opened.left_out) == (0, 1)
    assert phone_of(world.abrehet, family).value == "06 12345678"


def test_half_a_unit_counts_and_is_not_offered(world: World, tmp_path: Path, stick: Stick) -> None:
    """Abrehet may have the team's card and not the dossier: only Noor can bring the unit whole."""
    home = make_family(world.noor)
    opened = stick.hand(world.noor, world.abrehet)
    assert opened.new >= 1
    assert waiting(world.abrehet) == 0
    card = dossiers.card_id(world.noor, home.space)
    assert record_status.of_row(world.abrehet, card) is not Status.SHARED
    world.sync(world.noor, world.abrehet)
    assert record_status.of_row(world.abrehet, card) is Status.SHARED


def test_half_a_unit_becomes_whole_by_a_later_package(world: World, stick: Stick) -> None:
    home = make_family(world.noor)
    stick.hand(world.noor, world.abrehet)
    dossiers.assign(world.noor, home.space, world.abrehet.user)
    stick.hand(world.noor, world.abrehet)
    world.sync(world.abrehet)
    units = world.noor.store.execute("SELECT DISTINCT unit FROM outbox")
    world.sync(world.noor)
    assert units
    assert digest(world.noor, home.space) == digest(world.abrehet, home.space)
    rows = world.abrehet.store.execute(
        "SELECT count(DISTINCT unit) FROM log WHERE id IN (SELECT id FROM log WHERE space IN (?, ?)"
        " AND hlc >= (SELECT min(hlc) FROM log WHERE space = ?)) AND unit IN"
        " (SELECT unit FROM log WHERE space = ? ORDER BY no LIMIT 1)",
        (home.space, world.noor.team_space, home.space, home.space),
    )
    assert rows == [(1,)]


def test_documents_go_along_or_stay(world: World, family: Household, stick: Stick) -> None:
    attachments.add(world.noor, family, attachments.taken("brief.pdf", PDF), Purpose.OTHER)
    seen = packages.preview(world.noor, world.abrehet.user, Wanted())
    assert seen.files == 1
    assert seen.file_size > len(PDF)
    lean = stick.make(world.noor, world.abrehet, documents=False)
    assert lean.stat().st_size < 100_000
    opening_packages.open_package(world.abrehet, lean, Silent())
    (found,) = queries.find(world.abrehet.store, Attachment, space=family.space)
    assert not sealed_files.is_here(world.abrehet, found.blob)
    opened = stick.hand(world.noor, world.abrehet)
    assert opened.files == 1
    assert sealed_files.content(world.abrehet, found.blob, found.key) == PDF
    world.sync(world.abrehet)  # and the receiver brings the file to the server as well
    assert [p for p in Path(world.server.api.blobs.folder).rglob("*") if p.is_file()]


def test_an_erasure_travels_and_nothing_comes_back(world: World, family: Household, stick: Stick) -> None:
    samira = person_called(world.noor, family, "Samira")
    people.change(world.noor, samira, calling_name="Geheim")
    old = stick.make(world.noor, world.abrehet)
    erasing.erase_record(world.noor, queries.get(world.noor.store, Person, samira.id), Ground.REQUEST)
    assert stick.hand(world.noor, world.abrehet).apart == 0
    opening_packages.open_package(world.abrehet, old, Silent())
    assert digest(world.noor, family.space) == digest(world.abrehet, family.space)
    assert world.abrehet.store.execute("SELECT 1 FROM search WHERE text LIKE '%geheim%'") == []


def test_a_newcomer_whom_the_receiver_never_heard_of(world: World, family: Household, tmp_path: Path) -> None:
    """Marit's laptop is unknown here; what the administrator said of her lies in the package and proves itself."""
    stick = Stick(tmp_path / "stick")
    marit = third_quietly(world, tmp_path)
    dossiers.assign(world.noor, family.space, marit.user)
    world.sync(world.noor, marit, marit)
    people.change(marit, phone_of(marit, family), value="06 66666666")
    opened = stick.hand(marit, world.abrehet)
    assert opened.who == "Marit"
    assert phone_of(world.abrehet, family).value == "06 66666666"
    marit.close()


def third_quietly(world: World, folder: Path) -> Session:
    """A third member of whom Abrehet's laptop has not heard."""
    before = world.abrehet
    world.abrehet = world.noor
    try:
        return third(world, folder)
    finally:
        world.abrehet = before


def give(by: Session, home: Household, to: Session) -> None:
    """Put a dossier in someone's hands whose role gets none by the screens."""
    public, key = by.store.trusts[by.organisation].member_public(to.user), by.store.keyring.newest(home.space)
    assert public is not None
    assert key is not None
    with by.store.unit("assign") as unit:
        assign(unit, home.space, "user", to.user)
        wrap_key(unit, key, [Recipient("user", to.user, public)])


def test_someone_outside_gets_nothing_without_a_disclosure(
    world: World, family: Household, stick: Stick, tmp_path: Path
) -> None:
    invite_partner(world, family, "Karin")
    karin = third(world, tmp_path, "Karin", Role.OUTSIDE)
    give(world.noor, family, karin)
    with pytest.raises(Refused) as caught:
        stick.make(world.noor, karin, Wanted(everything=True))
    assert caught.value.code == "no_disclosure"
    duty = NewDisclosure("Karin", "melding", Channel.PACKAGE, LawfulGround.LEGAL_DUTY, karin.user)
    disclosures.record(world.noor, family.space, duty)
    assert stick.hand(world.noor, karin, Wanted(everything=True)).new > 1
    assert person_called(karin, family, "Samira")
    karin.close()


def test_a_guest_hands_on_and_erases_nothing_by_package(
    world: World, family: Household, stick: Stick, tmp_path: Path
) -> None:
    """What the server would refuse of a changed program, the receiver leaves out."""
    samir = third(world, tmp_path, "Samir", Role.INTERPRETER)
    give(world.noor, family, samir)
    world.sync(world.noor, samir)
    people.change(samir, phone_of(samir, family), value="06 10101010")
    (commit,) = world.noor.store.execute(
        "SELECT id FROM log WHERE space = ? AND op IS NULL ORDER BY no DESC LIMIT 1", (family.space,)
    )[0]
    with samir.store.unit("redact") as unit:
        unit.control(family.space, "REDACT", {"commits": [commit], "ground": "request"})
        assign(unit, family.space, "user", world.abrehet.user, "out")
    assert stick.hand(samir, world.noor).new == 1
    assert phone_of(world.noor, family).value == "06 10101010"
    assert world.noor.store.execute("SELECT 1 FROM log WHERE op = 'REDACT'") == []
    assert world.abrehet.user in dossiers.assigned_users(world.noor, family.space)
    samir.close()


def test_a_colleague_without_the_dossier_writes_nothing_into_it(
    world: World, family: Household, stick: Stick, tmp_path: Path
) -> None:
    """Marit holds the team's key and not the dossier: her program may write, but nobody takes it from her."""
    marit = third(world, tmp_path)
    give(world.noor, family, marit)
    world.sync(world.noor, marit)
    dossiers.unassign(world.noor, family.space, marit.user)
    people.change(marit, phone_of(marit, family), value="06 10101010")
    opened = stick.hand(marit, world.noor)
    assert (opened.new, opened.left_out) == (0, 1)
    assert phone_of(world.noor, family).value == "06 12345678"
    marit.close()


# the stick


def full(*_args: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_or_pulled_stick_leaves_no_half_package(
    world: World, family: Household, stick: Stick, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.change(world.noor, phone_of(world.noor, family), value="06 77777777")
    with monkeypatch.context() as patch:
        patch.setattr("wijkdesk.vault.packages.os.fsync", full)
        with pytest.raises(EnvironmentFault, match="past niet"):
            stick.make(world.noor, world.abrehet)
    assert list(stick.folder.iterdir()) == []
    with pytest.raises(EnvironmentFault, match="stick"):
        packages.make(world.noor, world.abrehet.user, Wanted(), stick.folder / "weg" / "x", Silent())
    assert stick.hand(world.noor, world.abrehet).new == 1  # nothing counts as handed over before it was


class Stops:
    """Someone who presses Cancel at the first report."""

    def report(self, done: int, total: int, text: str = "") -> None:
        raise Cancelled


def test_cancel_while_making_leaves_nothing(world: World, family: Household, stick: Stick) -> None:
    people.change(world.noor, phone_of(world.noor, family), value="06 77777777")
    with pytest.raises(Cancelled):
        packages.make(world.noor, world.abrehet.user, Wanted(), stick.folder / "x", Stops())
    assert list(stick.folder.iterdir()) == []
    path = stick.make(world.noor, world.abrehet)
    before = state(world.abrehet)
    with pytest.raises(Cancelled):
        opening_packages.open_package(world.abrehet, path, Stops())
    assert state(world.abrehet) == before


def test_nothing_new_makes_nothing(world: World, family: Household, stick: Stick) -> None:
    world.sync()
    assert packages.preview(world.noor, world.abrehet.user, Wanted()).empty
    with pytest.raises(Refused) as caught:
        stick.make(world.noor, world.abrehet)
    assert caught.value.code == "nothing_new"


def test_what_was_shared_since_the_last_package_goes_along(
    world: World, family: Household, stick: Stick
) -> None:
    people.add_person(world.noor, family, NewPerson("Nour", born="2026-11"))
    stick.hand(world.noor, world.abrehet)
    people.change(world.noor, phone_of(world.noor, family), value="06 99999999")
    world.sync(world.noor)
    assert stick.hand(world.noor, world.abrehet).new >= 1
    assert phone_of(world.abrehet, family).value == "06 99999999"
    assert packages.preview(world.noor, world.abrehet.user, Wanted()).empty


def test_the_file_name_and_the_clear_part_name_nobody(world: World, family: Household, stick: Stick) -> None:
    people.change(world.noor, phone_of(world.noor, family), value="06 77777777")
    raw = stick.make(world.noor, world.abrehet).read_bytes()
    for word in (b"Noor", b"Abrehet", b"Samira", b"Amrani", b"77777777", b"Oost"):
        assert word not in raw
    assert packages.file_name(world.noor).startswith("pakket-2026-11-19-1")


def test_who_can_get_one(world: World) -> None:
    assert [one.name for one in packages.recipients(world.noor)] == ["Abrehet Tesfay"]
    with pytest.raises(Refused, match="hoort niet"):
        packages.preview(world.noor, Id(bytes(16)), Wanted())

"""The emergency key: three custodians, two of them open, every key wrapped, each opening seen by all."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from tests.builders import CHEAP, WORDS, make_family, person_called, reopen
from tests.scenarios.two_laptops import (
    OWN_WORDS,
    World,
    digest,
)
from tests.services.test_laptops import fresh, let_in
from wijkdesk import cli
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import new_id
from wijkdesk.models.custodian import Opened
from wijkdesk.services import (
    admitting,
    custody,
    dossiers,
    invitations,
    joining,
    leaving,
    people,
    profiles,
)
from wijkdesk.services.session import Session
from wijkdesk.storage import log
from wijkdesk.vault.custodian import Custodian
from wijkdesk.vault.hpke import HYBRID

NAMES = ("Fatima", "Henk", "Ineke")


@pytest.fixture
def stick(tmp_path: Path) -> list[tuple[Path, Path]]:
    """Three custodians' files: private and public."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return [custody.make_custodian(folder, name, OWN_WORDS, CHEAP) for name in NAMES]


def publics(stick: list[tuple[Path, Path]]) -> list[Custodian]:
    return [custody.read_public(public) for _private, public in stick]


def two(stick: list[tuple[Path, Path]], *which: int) -> list[Custodian]:
    return [custody.open_private(stick[n][0], OWN_WORDS, CHEAP) for n in which or (0, 2)]


def lacking(session: Session) -> int:
    return custody.kept(session).lacking


def test_all_keys_get_their_wrap_and_new_ones_too(world: World, stick: list[tuple[Path, Path]]) -> None:
    family = make_family(world.noor)
    dossiers.assign(world.noor, family.space, world.abrehet.user)
    own = make_family(world.abrehet)
    world.sync()
    assert profiles.escrow_missing(world.noor)
    custody.name_custodians(world.noor, publics(stick))
    assert not profiles.escrow_missing(world.noor)
    kept = custody.kept(world.noor)
    assert (kept.custodians, kept.lacking) == (NAMES, 0)
    world.sync(world.noor, world.abrehet, world.noor)
    assert custody.kept(world.abrehet).custodians == NAMES
    assert lacking(world.abrehet) == 0  # her own dossier and personal space, which Noor cannot read
    make_family(world.abrehet)
    with world.abrehet.store.unit() as unit:
        dossiers.need_safety_space(world.abrehet, unit, own.space)
    leaving_key = world.abrehet.store.keyring.newest(own.space)
    assert leaving_key is not None
    assert lacking(world.abrehet) == 0
    escrow = world.noor.store.trusts[world.noor.organisation].escrow()
    assert escrow is not None
    assert {share[2][0] for share in escrow.shares} == {HYBRID}


def test_two_of_three_open_and_one_never(world: World, stick: list[tuple[Path, Path]]) -> None:
    custody.name_custodians(world.noor, publics(stick))
    found = world.noor.store.trusts[world.noor.organisation].escrow()
    for pair in combinations(range(3), 2):
        _escrow, private = custody._open(world.noor, two(stick, *pair))
        assert len(private) == 96
    one = two(stick, 1)
    for wrong in (
        one,
        [one[0], one[0]],
        [one[0], replace(two(stick, 0)[0], id=new_id())],
        publics(stick)[:1],
    ):
        with pytest.raises(Refused) as refused:
            custody._open(world.noor, wrong)
        assert refused.value.code == "two_custodians"
    assert found is not None
    assert all(private[0].read_bytes().find(b"sealed") > 0 for private in stick)
    with pytest.raises(Refused) as words:
        custody.open_private(stick[0][0], "andere woorden die niet kloppen", CHEAP)
    assert words.value.code == "wrong_passphrase"


def test_only_the_root_names_three_different_custodians(world: World, stick: list[tuple[Path, Path]]) -> None:
    chosen = publics(stick)
    with pytest.raises(Refused) as no:
        custody.name_custodians(world.abrehet, chosen)
    assert no.value.code == "not_root"
    for wrong in (chosen[:2], [chosen[0], chosen[0], chosen[1]]):
        with pytest.raises(Refused) as three:
            custody.name_custodians(world.noor, wrong)
        assert three.value.code == "three_custodians"


def test_a_lost_users_key_comes_back_on_a_new_laptop_and_everyone_sees_it(
    world: World, stick: list[tuple[Path, Path]], tmp_path: Path
) -> None:
    """Abrehet's laptop and paper are gone; only she had the dossier."""
    custody.name_custodians(world.noor, publics(stick))
    own = make_family(world.abrehet)
    world.sync(world.noor, world.abrehet, world.noor)
    raw, code = custody.open_user(
        world.noor, world.abrehet.user, two(stick), "laptop en papier kwijt", world.connect
    )
    second = fresh(world, tmp_path / "nieuw")
    joining.start_again(second, invitations.read_invitation(raw), "-".join(code))
    let_in(world, second)
    assert digest(second, own.space) == digest(world.abrehet, own.space)
    people.change(second, person_called(second, own, "Lina"), alias="terug")
    world.sync(second, world.abrehet)
    for session in (world.noor, world.abrehet, second):
        (opening,) = custody.kept(session).openings
        assert (opening.what, opening.about, opening.by) == (Opened.USER, world.abrehet.user, "Fatima, Ineke")
        assert opening.reason == "laptop en papier kwijt"
        with session.store.database.read() as connection:
            assert len(list(log.controls(connection, custody.OPENED))) == 1
    second.close()


def test_the_root_comes_back_to_a_worker_who_is_the_last_one_left(
    world: World, stick: list[tuple[Path, Path]]
) -> None:
    custody.name_custodians(world.noor, publics(stick))
    world.sync(world.noor, world.abrehet)
    assert not admitting.is_admin(world.abrehet)
    custody.open_root(world.abrehet, two(stick, 0, 1), "beheerder overleden")
    assert admitting.is_admin(world.abrehet)
    world.sync(world.abrehet, world.noor)
    again = world.noor.store.trusts[world.noor.organisation]
    assert again.is_admin(world.abrehet.user)
    invitations.invite(world.abrehet, "Marit", connect=world.connect)  # the server agrees
    leaving.remove_colleague(world.abrehet, world.noor.user)
    world.sync(world.abrehet)
    assert world.share(world.noor).trouble is not None


def test_a_kluis_whose_words_are_lost_opens_with_two(world: World, stick: list[tuple[Path, Path]]) -> None:
    custody.name_custodians(world.noor, publics(stick))
    world.sync(world.noor, world.abrehet)
    folder, clock = world.abrehet.folder, world.abrehet_clock
    world.abrehet.close()
    with pytest.raises(Refused):
        custody.open_kluis(folder, two(stick, 1), WORDS, CHEAP)
    custody.open_kluis(folder, two(stick, 1, 2), WORDS, CHEAP)
    world.abrehet = profiles.unlock(folder, WORDS, clock=clock, strain=CHEAP)
    custody.note_kluis(world.abrehet, two(stick, 1, 2), "wachtzin vergeten")
    world.sync(world.abrehet, world.noor)
    assert [one.what for one in custody.kept(world.noor).openings] == [Opened.KLUIS]


def test_new_custodians_wrap_everything_anew_and_the_old_ones_open_no_kluis(
    world: World, stick: list[tuple[Path, Path]], tmp_path: Path
) -> None:
    custody.name_custodians(world.noor, publics(stick))
    folder = tmp_path / "nieuwe stick"
    folder.mkdir()
    newer = [custody.make_custodian(folder, name, OWN_WORDS, CHEAP) for name in ("Ada", "Bo", "Cas")]
    custody.name_custodians(world.noor, publics(newer))
    assert custody.kept(world.noor).custodians == ("Ada", "Bo", "Cas")
    assert lacking(world.noor) == 0
    with pytest.raises(Refused):
        custody.open_kluis(world.noor.folder, two(stick), WORDS, CHEAP)
    world.noor = reopen(world.noor)


def test_the_ceremony_in_commands(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(profiles, "FULL", CHEAP)
    answers: list[str] = []
    monkeypatch.setattr(cli, "_ask", lambda _label: answers.pop(0))
    stick = tmp_path / "usb"
    stick.mkdir()
    for name in NAMES:
        answers.append(OWN_WORDS)
        assert cli.main(["escrow", "make-custodian", "--name", name, "--to", str(stick)]) == 0
    told = capsys.readouterr().out
    assert "Blijft op de stick: fatima.wijkdesk-noodsleutel" in told
    folder = world.noor.folder
    world.noor.close()
    public = [str(stick / f"{name.lower()}.wijkdesk-bewaarder") for name in NAMES]
    profile = ["--profile", str(folder)]
    answers.append(WORDS)
    assert cli.main(["escrow", "status", *profile]) == 1
    answers.append(WORDS)
    assert cli.main(["escrow", "name", *public, *profile]) == 0
    answers.append(WORDS)
    assert cli.main(["escrow", "status", *profile]) == 0
    assert "Bewaarders: Fatima, Henk, Ineke" in capsys.readouterr().out
    private = [str(stick / f"{name.lower()}.wijkdesk-noodsleutel") for name in NAMES[:2]]
    files = ["--custodian", private[0], "--custodian", private[1]]
    answers += [OWN_WORDS, OWN_WORDS, "kraan vlieger tulp molen duin"]
    assert cli.main(["escrow", "open", "kluis", *files, "--reason", "wachtzin vergeten", *profile]) == 0
    answers += [OWN_WORDS, OWN_WORDS, "kraan vlieger tulp molen duin"]
    assert cli.main(["escrow", "open", "root", *files, "--reason", "oefening", *profile]) == 0
    assert "weer beheerder" in capsys.readouterr().out
    assert answers == []
    assert cli.main(["escrow", "open", "root", *files[:2], "--reason", "x", *profile]) == 2
    assert "twee bewaarders" in capsys.readouterr().err
    world.noor = profiles.unlock(
        folder, "kraan vlieger tulp molen duin", clock=world.noor_clock, strain=CHEAP
    )
    assert {one.what for one in custody.kept(world.noor).openings} == {Opened.KLUIS, Opened.ROOT}

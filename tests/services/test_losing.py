"""A lost laptop: only a true WIPE for this laptop wipes; what stood on it; the paper without names; the lease."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.builders import make_family
from tests.scenarios.two_laptops import World
from wijkdesk.core.commit import encode_commit
from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.ids import new_id
from wijkdesk.services import (
    backups,
    dossiers,
    founding,
    leases,
    leaving,
    losing,
    lost_papers,
    papers,
    profiles,
    wiping,
)
from wijkdesk.services.laptops import laptops
from wijkdesk.services.session import Session
from wijkdesk.storage import log
from wijkdesk.vault.signing import SigningKey
from wijkdesk.vault.statements import Wipe

DAY_MS = 24 * 3600 * 1000


def wipes(session: Session) -> list[bytes]:
    with session.store.database.read() as connection:
        return [encode_commit(entry.commit) for entry in log.controls(connection, "WIPE")]


def device(world: World) -> bytes:
    return world.abrehet.store.identity.device


def test_a_true_wipe_is_obeyed_and_a_forged_one_does_nothing(world: World) -> None:
    abrehet, organisation = world.abrehet, world.abrehet.organisation
    losing.report_lost(world.noor, device(world), world.noor.now())
    (true,) = wipes(world.noor)
    with world.noor.store.unit() as unit:
        founding.state(unit, world.noor.store.identity.admin_key, Wipe(new_id(), world.noor_clock.now_ms()))
    other = next(raw for raw in wipes(world.noor) if raw != true)
    with abrehet.store.unit() as unit:  # signed by a laptop's key, not by an administrator
        founding.state(
            unit, abrehet.store.identity.device_key, Wipe(device(world), world.noor_clock.now_ms())
        )
    (own,) = wipes(abrehet)
    stranger = SigningKey.generate()
    with abrehet.store.unit() as unit:
        founding.state(unit, stranger, Wipe(device(world), world.noor_clock.now_ms() + 5))
    forged = next(raw for raw in wipes(abrehet) if raw != own)
    for raw in (b"", b"rommel", true[:-9], other, own, forged):
        assert not wiping.is_asked(abrehet, organisation, raw)
    assert not wiping.is_asked(abrehet, new_id(), true)
    assert wiping.is_asked(abrehet, organisation, true)


def test_a_lost_laptop_hears_of_it_at_the_next_contact(world: World) -> None:
    losing.report_lost(world.noor, device(world), world.noor.now(), "trein", "tas gestolen")
    world.sync(world.noor)
    result = world.share(world.abrehet)
    assert isinstance(result.trouble, Refused)
    assert result.trouble.code == "device_out"
    assert world.abrehet.wipe_asked
    assert not world.noor.wipe_asked


def test_a_removed_colleague_is_not_wiped(world: World) -> None:
    leaving.remove_colleague(world.noor, world.abrehet.user)
    world.sync(world.noor)
    assert world.share(world.abrehet).trouble is not None
    assert not world.abrehet.wipe_asked


def test_wiping_leaves_nothing_to_open(world: World) -> None:
    abrehet = world.abrehet
    make_family(abrehet)
    backups.daily(abrehet)
    folder, clock = abrehet.folder, abrehet.store.clock
    assert list(folder.rglob("*.wdb"))
    abrehet.close()
    wiping.wipe(folder)
    assert [path.name for path in folder.iterdir()] == [wiping.MARK]
    assert wiping.wiped(folder.parent) == [folder]
    assert profiles.profiles(folder.parent) == []
    with pytest.raises(Refused):
        profiles.unlock(folder, "lantaarn pannenkoek vijver merel trapgevel", clock=clock)
    (folder / "wijkdesk.db").write_bytes(b"half")  # cut off in between: the next start finishes it
    assert wiping.wiped(folder.parent) == [folder]
    assert [path.name for path in folder.iterdir()] == [wiping.MARK]
    wiping.forget(folder.parent)
    assert not folder.exists()


def test_what_stood_on_it_and_the_paper_without_names(world: World, tmp_path: Path) -> None:
    family = make_family(world.noor)
    dossiers.assign(world.noor, family.space, world.abrehet.user)
    make_family(world.abrehet)
    world.sync()
    noticed = world.noor.now() - dt.timedelta(hours=2)
    losing.report_lost(world.noor, device(world), noticed, "trein naar Zwolle", "tas gestolen")
    (record,) = losing.lost(world.noor)
    stood = losing.what_stood(world.noor, record)
    assert stood.owner == "Abrehet Tesfay"
    assert (stood.dossiers, stood.elsewhere, stood.people) == (
        ("El Amrani-Vermeer",),
        ("Samira El Amrani",),
        5,
    )
    assert stood.last_seen is not None
    assert stood.report_before is not None
    assert abs(stood.report_before - noticed - dt.timedelta(hours=72)) < dt.timedelta(seconds=1)
    pdf = papers.as_pdf(lost_papers.lost_laptop(world.noor, stood))
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    for told in ("trein naar Zwolle", "72 uur", "Argon2id", "SQLCipher"):
        assert told in text
    for name in ("Amrani", "Samira", "Abrehet"):
        assert name not in text
    losing.mark_reported(world.noor, record.id)
    assert losing.lost(world.noor)[0].reported_on == world.noor.today().isoformat()


def test_what_cannot_be_is_refused(world: World) -> None:
    noor = world.noor
    with pytest.raises(Refused) as this:
        losing.report_lost(noor, noor.store.identity.device, noor.now())
    assert this.value.code == "this_laptop"
    with pytest.raises(UserError) as future:
        losing.report_lost(noor, device(world), noor.now() + dt.timedelta(hours=1))
    assert future.value.field == "noticed"
    with pytest.raises(Refused) as no:
        losing.report_lost(world.abrehet, noor.store.identity.device, noor.now())
    assert no.value.code == "not_admin"
    assert [one.this for one in laptops(noor, noor.user)] == [True]


def test_the_lease_warns_ends_and_starts_anew_with_contact(world: World) -> None:
    abrehet, clock = world.abrehet, world.abrehet_clock
    found = leases.lease(abrehet)
    assert found is not None
    assert (found.days_left, found.warns) == (60, False)
    clock.advance(53 * DAY_MS)
    found = leases.lease(abrehet)
    assert found is not None
    assert (found.days_left, found.warns, found.over) == (7, True, False)
    clock.advance(7 * DAY_MS)
    assert leases.is_over(abrehet)
    world.sync(abrehet)
    assert not leases.is_over(abrehet)


def test_without_a_server_there_is_no_lease(tmp_path: Path) -> None:
    from tests.builders import make_session

    session = make_session(tmp_path)
    assert leases.lease(session) is None
    assert not leases.is_over(session)
    session.close()

"""Backups are whole, encrypted, bounded in age, and come back as they were."""

from __future__ import annotations

import datetime as dt
import os
import zipfile
from pathlib import Path

import msgspec
import pytest

from tests.builders import CHEAP, WORDS
from tests.storage.sample import note, text_of
from wijkdesk.core.errors import EnvironmentFault, Refused
from wijkdesk.core.ids import Id, new_id
from wijkdesk.services import profiles
from wijkdesk.services.session import Session
from wijkdesk.storage import backup, rebuild
from wijkdesk.storage.verify import verify
from wijkdesk.vault import blobs


@pytest.fixture
def saved(session: Session, tmp_path: Path) -> Path:
    return backup.write(session.store, tmp_path / "backup" / "2026-11-19.wdb")


def test_all_comes_back(session: Session, space: Id, tmp_path: Path) -> None:
    record = note(session, space, "bewaard")
    blob = new_id()
    written = blobs.write(session.folder / "blobs" / blob.hex(), blob, [b"%PDF een verslag"])
    path = backup.write(session.store, tmp_path / "r.wdb")
    note(session, space, "van na de reservekopie")
    manifest = backup.restore(path, tmp_path / "terug")
    assert manifest.time == session.store.clock.now_ms()
    again = profiles.unlock(tmp_path / "terug", WORDS, clock=session.store.clock, strain=CHEAP)
    try:
        assert text_of(again, record.id) == "bewaard"
        assert verify(again.store).whole
        assert again.store.execute("SELECT count(*) FROM kind_statement") == [(1,)]
        back = b"".join(blobs.read(tmp_path / "terug" / "blobs" / blob.hex(), blob, written.key))
        assert back == b"%PDF een verslag"
    finally:
        again.close()


def test_nothing_stays_beside_it_and_nobody_else_reads_it(saved: Path) -> None:
    assert os.listdir(saved.parent) == [saved.name]
    assert saved.stat().st_mode & 0o077 == 0


def test_a_changed_bit_is_refused_and_nothing_is_left(saved: Path, tmp_path: Path) -> None:
    raw = bytearray(saved.read_bytes())
    raw[len(raw) // 2] ^= 1
    saved.write_bytes(raw)
    with pytest.raises(Refused) as caught:
        backup.restore(saved, tmp_path / "terug")
    assert caught.value.code == "bad_backup"
    assert not (tmp_path / "terug").exists()
    assert not (tmp_path / "terug.herstel").exists()


@pytest.mark.parametrize("size", [0, 10, 1000, -1])
def test_a_cut_file_is_refused(saved: Path, tmp_path: Path, size: int) -> None:
    saved.write_bytes(saved.read_bytes()[:size])
    with pytest.raises(Refused) as caught:
        backup.restore(saved, tmp_path / "terug")
    assert caught.value.code == "bad_backup"


def test_a_profile_is_never_overwritten(session: Session, saved: Path) -> None:
    before = rebuild.digest(session.store)
    with pytest.raises(Refused) as caught:
        backup.restore(saved, session.folder)
    assert caught.value.code == "exists"
    assert rebuild.digest(session.store) == before


@pytest.mark.parametrize("name", ["../buiten", "/tmp/buiten", "blobs/../../x", "extra"])
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "vals.wdb"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, b"x")
        manifest = backup.Manifest(1, 0, {name: b"", "kluis": b"", "wijkdesk.db": b""})
        archive.writestr("manifest", msgspec.msgpack.encode(manifest))
    with pytest.raises(Refused) as caught:
        backup.restore(path, tmp_path / "in" / "terug")
    assert caught.value.code == "bad_backup"
    assert not (tmp_path / "in" / "buiten").exists()


def test_one_of_a_newer_version_says_so(tmp_path: Path) -> None:
    path = tmp_path / "nieuw.wdb"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest", msgspec.msgpack.encode({"format": 2, "anders": 1}))
    with pytest.raises(Refused) as caught:
        backup.restore(path, tmp_path / "terug")
    assert caught.value.code == "newer_backup"


def test_a_disk_that_refuses_is_said(session: Session, tmp_path: Path) -> None:
    (tmp_path / "map").write_text("een bestand staat in de weg")
    with pytest.raises(EnvironmentFault):
        backup.write(session.store, tmp_path / "map" / "r.wdb")


def test_old_ones_go_after_thirty_days(tmp_path: Path) -> None:
    today = dt.date(2026, 11, 22)
    for age in (0, 29, 30, 31, 400):
        (tmp_path / backup.name_for(today - dt.timedelta(days=age))).touch()
    gone = backup.prune(tmp_path, today)
    assert [path.name for path in gone] == ["2025-10-18.wdb", "2026-10-22.wdb"]
    assert len(list(tmp_path.iterdir())) == 3

"""Documents go in sealed, open only in memory, and go away whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.test_media import SECRET, exif, picture
from wijkdesk.core.errors import EnvironmentFault, Refused, UserError
from wijkdesk.models.attachment import MOST_BYTES, Attachment, Purpose
from wijkdesk.models.dossier import Household
from wijkdesk.models.erasure import Ground
from wijkdesk.services import attachments, bin, erasing, histories
from wijkdesk.services.session import Session
from wijkdesk.services.sharing_files import Where
from wijkdesk.storage import queries
from wijkdesk.storage.store import BLOBS

PDF = b"%PDF-1.7\n" + SECRET * 9000


def added(session: Session, home: Household, name: str = "brief.pdf", data: bytes = PDF) -> Attachment:
    attachments.add(session, home, attachments.taken(name, data), Purpose.APPLICATION, b"small picture")
    (found,) = queries.find(session.store, Attachment, space=home.space, name=name)
    return found


def files(session: Session) -> list[Path]:
    return sorted((session.folder / BLOBS).glob("*"))


def test_it_comes_back_as_it_went_in(visiting: Session, family: Household) -> None:
    record = added(visiting, family)
    assert attachments.content(visiting, record) == PDF
    assert attachments.thumbnail(visiting, record) == b"small picture"
    (item,) = attachments.of_dossier(visiting, family.space)
    assert (item.who, item.where, item.belongs) == ("Noor de Bruin", Where.ALONE, family.caption)
    assert (record.size, record.media_type, record.row) == (len(PDF), "application/pdf", family.id)
    assert item.when is not None


def test_on_the_disk_nothing_can_be_read(visiting: Session, family: Household) -> None:
    added(visiting, family)
    assert len(files(visiting)) == 2
    for path in (path for path in visiting.folder.rglob("*") if path.is_file()):
        assert SECRET not in path.read_bytes(), path


def test_a_photo_comes_in_without_its_place(visiting: Session, family: Household) -> None:
    record = added(visiting, family, "keuken.jpg", picture("JPEG", exif=exif()))
    assert SECRET not in attachments.content(visiting, record)
    assert record.taken_on == "2026-11-18"


def test_the_name_says_nothing_of_where_it_lay(visiting: Session, tmp_path: Path) -> None:
    path = tmp_path / "Map van Noor" / "brief.pdf"
    path.parent.mkdir()
    path.write_bytes(PDF)
    assert attachments.read_file(path).name == "brief.pdf"
    assert "25 MB" in attachments.limits()


def test_what_does_not_fit_is_said_and_nothing_is_kept(
    visiting: Session, family: Household, tmp_path: Path
) -> None:
    big = tmp_path / "groot.pdf"
    big.write_bytes(b"%PDF-")
    with big.open("r+b") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(UserError, match="groter dan 25 MB"):
        attachments.read_file(big)
    with pytest.raises(UserError, match="leeg"):
        attachments.taken("leeg.pdf", b"")
    with pytest.raises(EnvironmentFault):
        attachments.read_file(tmp_path / "weg.pdf")
    with pytest.raises(UserError, match="waarom"):
        attachments.add(visiting, family, attachments.taken("brief.pdf", PDF), "")
    assert files(visiting) == []
    assert attachments.of_dossier(visiting, family.space) == []


def test_a_file_that_no_record_came_to_name_is_gone(
    visiting: Session, family: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise EnvironmentFault("De schijf is vol.")

    monkeypatch.setattr("wijkdesk.storage.unit_of_work.Unit.finish", full)
    with pytest.raises(EnvironmentFault):
        attachments.add(visiting, family, attachments.taken("brief.pdf", PDF), Purpose.OTHER)
    assert files(visiting) == []


def test_the_bin_gives_it_back(visiting: Session, family: Household) -> None:
    record = added(visiting, family)
    attachments.remove(visiting, record)
    assert attachments.of_dossier(visiting, family.space) == []
    (lying,) = [one for one in bin.content(visiting, [family.space]) if one.record.id == record.id]
    bin.restore(visiting, lying.record)
    (item,) = attachments.of_dossier(visiting, family.space)
    assert attachments.content(visiting, item.record) == PDF


def test_erasing_takes_files_keys_and_names(visiting: Session, family: Household) -> None:
    kept = added(visiting, family, "blijft.pdf")
    gone = added(visiting, family, "weg.pdf")
    erasing.erase_record(visiting, gone, Ground.REQUEST)
    assert [item.record.id for item in attachments.of_dossier(visiting, family.space)] == [kept.id]
    assert attachments.content(visiting, kept) == PDF
    assert len(files(visiting)) == 2
    left = queries.get(visiting.store, Attachment, gone.id)
    assert left is None or (left.name, left.key) == (None, None)
    statements = "SELECT count(*) FROM log WHERE op = 'BLOB' AND body IS NULL"
    assert visiting.store.execute(statements) == [(2,)]


def test_the_past_shows_no_keys(visiting: Session, family: Household) -> None:
    record = added(visiting, family)
    (made,) = histories.versions(visiting, record.KIND, record.id)
    words = " ".join(f"{label} {value}" for _name, label, value in made.values)
    assert "brief.pdf" in words
    assert "Nodig voor een aanvraag" in words
    assert str(record.key) not in words
    assert "Sleutel" not in words


@pytest.mark.parametrize("spoil", ["cut", "flip", "swap"])
def test_a_spoiled_file_is_refused(visiting: Session, family: Household, spoil: str) -> None:
    record, other = added(visiting, family), added(visiting, family, "ander.pdf")
    assert record.blob is not None
    assert other.blob is not None
    path = visiting.folder / BLOBS / record.blob.hex()
    raw = path.read_bytes()
    flipped = raw[:70_000] + bytes([raw[70_000] ^ 1]) + raw[70_001:]
    theirs = (visiting.folder / BLOBS / other.blob.hex()).read_bytes()
    path.write_bytes({"cut": raw[: 11 + 65536 + 16], "flip": flipped, "swap": theirs}[spoil])
    with pytest.raises(Refused) as caught:
        attachments.content(visiting, record)
    assert caught.value.code == "blob_damaged"


def test_a_file_that_is_not_here_yet_says_so(visiting: Session, family: Household) -> None:
    record = added(visiting, family)
    for path in files(visiting):
        path.unlink()
    assert attachments.of_dossier(visiting, family.space)[0].where is Where.COMING
    assert attachments.thumbnail(visiting, record) == b""
    with pytest.raises(EnvironmentFault, match="onderweg"):
        attachments.content(visiting, record)


def test_saved_outside_only_when_asked(visiting: Session, family: Household, tmp_path: Path) -> None:
    record = added(visiting, family)
    attachments.save_as(visiting, record, tmp_path / "uit.pdf")
    assert (tmp_path / "uit.pdf").read_bytes() == PDF
    with pytest.raises(EnvironmentFault):
        attachments.save_as(visiting, record, tmp_path / "geen" / "uit.pdf")

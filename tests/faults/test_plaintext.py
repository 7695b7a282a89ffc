"""Nothing a worker wrote stands in plain text anywhere: profile, server, backups, logs, reports, temp."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.canaries import Canaries
from tests.guards.logs import LogGuard
from tests.scenarios.two_laptops import World
from tests.storage.sample import rewrite
from wijkdesk.bench.hunt import forms, hunt
from wijkdesk.core import log, settings
from wijkdesk.core.ids import Id
from wijkdesk.core.progress import Silent
from wijkdesk.models.base import FieldType
from wijkdesk.models.registry import KINDS
from wijkdesk.models.visit import ContactMoment, Statement
from wijkdesk.services import (
    backups,
    dossiers,
    drafts,
    opening_packages,
    packages,
    profiles,
    searching,
    sign_offs,
    undoing,
)
from wijkdesk.services.newcomers import NewPerson
from wijkdesk.services.session import Session
from wijkdesk.storage import erasure, queries, rebuild
from wijkdesk.ui.kit.crash import CrashGuard


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temp"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[Path]:
    handler = log.start(tmp_path / "log")
    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    yield tmp_path / "log"
    logging.getLogger().setLevel(level)
    log.stop(handler)


def open_family(session: Session, canaries: Canaries) -> Id:
    new = dossiers.NewHousehold(
        canaries.word("naam"),
        (NewPerson(canaries.word("roepnaam"), canaries.word("achternaam")),),
        street=canaries.word("straat"),
        postcode=canaries.word("postcode"),
        place=canaries.word("plaats"),
        phone=canaries.word("telefoon"),
    )
    return dossiers.open_dossier(session, new).space


def fill_every_field(session: Session, space: Id, canaries: Canaries) -> None:
    with session.store.unit(undo=canaries.word("stap")) as unit:
        for kind in KINDS:
            unit.create(canaries.record(kind, space))


def work(session: Session, space: Id, canaries: Canaries) -> None:
    """Edit, draft, search, undo, bin with a reason, erase, sign off, set up, rebuild."""
    note = queries.find(session.store, Statement, space=space)[0]
    for _turn in range(3):
        rewrite(session, note.id, canaries.word("versie"))
    drafts.keep(session, space, "statement", note.id, "text", canaries.word("klad"), place="visit/1")
    for word in list(canaries.given):
        searching.find(session, word)
    searching.find(session, canaries.word("zoekvraag"))
    undoing.undo(session)
    undoing.redo(session)
    with session.store.unit("delete") as unit:
        unit.delete(note, reason=canaries.word("reden"))
        unit.restore(note)
    moment = queries.find(session.store, ContactMoment, space=space)[0]
    sign_offs.sign_off(session, moment, b"%PDF " + canaries.word("pdf").encode(), 1)
    profiles.set_pin(session, "480517")
    settings.write(session.folder, settings.WindowSettings(theme="dark"))
    commit = session.store.execute("SELECT id FROM log WHERE space = ? AND op IS NULL", (space,))[-1][0]
    erasure.redact(session.store, [Id(commit)], "mistake")
    rebuild.everything(session.store)


def crash(session: Session, folder: Path, canaries: Canaries, guard: LogGuard) -> None:
    """Something unforeseen happens with words in the error, and with them on the stack."""
    folder.mkdir()
    shown: list[Path] = []
    crash_guard = CrashGuard(folder, lambda: None, shown.append)
    secret = canaries.word("foutmelding")
    try:
        raise RuntimeError(secret) from ValueError(secret)
    except RuntimeError as error:
        with guard.expect("unforeseen error"):
            crash_guard._on_caught(error)
        with guard.expect("beschreven"):
            logging.getLogger("wijkdesk").exception("beschreven")
    with pytest.raises(Exception, match="no such column") as caught:
        session.store.execute("SELECT nergens FROM row WHERE kind = ?", (secret,))
    with guard.expect("vraag"):
        logging.getLogger("wijkdesk").error("vraag", exc_info=caught.value)
    assert shown


@pytest.mark.usefixtures("qapp")
def test_no_word_of_any_field_is_found_anywhere(
    world: World, tmp_path: Path, temp: Path, logged: Path, log_guard: LogGuard
) -> None:
    canaries = Canaries(["Noor de Bruin", "Abrehet Tesfay", "cultuurvertolker", "Team Oost"])
    session = world.noor
    space = open_family(session, canaries)
    fill_every_field(session, space, canaries)
    dossiers.assign(session, space, world.abrehet.user)
    work(session, space, canaries)
    backups.make(session)
    crash(session, tmp_path / "reports", canaries, log_guard)
    world.sync()
    by_stick(world, tmp_path / "stick", canaries)
    assert canaries.given[4] in {h.name for h in dossiers.households_of(world.abrehet, space)}
    places = [tmp_path, Path(os.environ["HOME"])]
    assert hunt(places, canaries.given) == []
    world.close()
    assert hunt(places, canaries.given) == []
    assert count_of(tmp_path, "*.db") == 3
    assert count_of(tmp_path, "*.wdb") == 1
    assert count_of(tmp_path, "blobs/*") == 3  # the PDF: here, at the server (a folder), with the colleague
    assert count_of(tmp_path, "stick/*.wijkpakket") == 1
    assert count_of(tmp_path, "reports/*.txt") == 1
    assert "unforeseen error" in (logged / log.FILE).read_text()


def by_stick(world: World, folder: Path, canaries: Canaries) -> None:
    """A package with everything goes by hand, under the name that the screen proposes."""
    folder.mkdir()
    path = folder / packages.file_name(world.noor)
    what = packages.wanted(world.noor, everything=True)
    made = packages.make(world.noor, world.abrehet.user, what, path, Silent())
    assert made.files == 1
    assert opening_packages.open_package(world.abrehet, path, Silent()).who in canaries.given


def count_of(folder: Path, pattern: str) -> int:
    return len(list(folder.rglob(pattern)))


def test_every_field_that_can_hold_words_gets_a_canary() -> None:
    canaries = Canaries()
    for kind, cls in KINDS.items():
        record = canaries.record(kind, Id(bytes(16)))
        for name, spec in cls.specs().items():
            if spec.type in (FieldType.TEXT, FieldType.LONG_TEXT):
                assert getattr(record, name) in canaries.given
    assert len(set(canaries.given)) == len(canaries.given) > 80


@pytest.mark.parametrize("form", sorted(forms("Qanarie7é")))
def test_the_hunter_finds_what_is_there(tmp_path: Path, form: bytes) -> None:
    (tmp_path / "bestand").write_bytes(b"x" * 100 + form + b"y" * 100)
    assert [hit.at for hit in hunt([tmp_path], ["Qanarie7é"])] == [100]


def test_the_hunter_sees_across_pieces_in_names_and_in_archives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import zipfile

    monkeypatch.setattr("wijkdesk.bench.hunt.PIECE", 8)
    (tmp_path / "lang").write_bytes(b"...." + b"Qanarie" + b"........" + b"Qanarie")
    with zipfile.ZipFile(tmp_path / "pak.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("binnen", "Qanarie " * 50)
    (tmp_path / "Qanarie.txt").touch()
    found = hunt([tmp_path], ["Qanarie"])
    assert {hit.at for hit in found if hit.where.endswith("lang")} == {4, 19}
    assert sum("pak.zip!" in hit.where for hit in found) == 50
    assert [hit.where for hit in found if hit.at == -1] == [str(tmp_path / "Qanarie.txt")]


def test_sealed_bytes_that_look_like_an_archive_are_searched_as_bytes(tmp_path: Path) -> None:
    end_of_archive = b"PK\x05\x06" + bytes(4) + b"\x01\x00\x01\x00" + b"\x2e\x00\x00\x00" + bytes(6)
    (tmp_path / "verzegeld").write_bytes(b"x" * 100 + b"Qanarie" + b"y" * 100 + end_of_archive)
    assert [hit.at for hit in hunt([tmp_path], ["Qanarie"])] == [100]

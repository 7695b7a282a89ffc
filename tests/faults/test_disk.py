"""A full or read-only disk: a Dutch sentence, nothing lost, nothing corrupt, and it works again afterwards."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.builders import make_session
from tests.faults import disk
from tests.faults.disk import met, unlock
from tests.storage.sample import count, note
from wijkdesk.core.errors import EnvironmentFault
from wijkdesk.services.session import Session
from wijkdesk.storage import rebuild
from wijkdesk.storage.verify import verify

unix = pytest.mark.skipif(sys.platform == "win32", reason="limits and users of Unix")
CANNOT = "WijkDesk kan niet op de schijf schrijven."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    session = make_session(tmp_path)
    note(session, session.personal_space, "van eerder")
    session.close()
    return tmp_path / "profiel"


def expect_whole(folder: Path) -> None:
    session = unlock(folder)
    try:
        assert verify(session.store).whole
        assert count(session.store, "kind_statement WHERE text = 'van eerder'") == 1
    finally:
        session.close()


@unix
def test_no_room_while_writing_is_said_and_goes_on_later(folder: Path) -> None:
    kind, text, kept, todo = met(disk.write_until_full, folder)
    assert kind == "EnvironmentFault"
    assert text in (CANNOT, "De schijf is vol.")
    assert kept == "Wat je eerder schreef, is bewaard."
    assert todo
    expect_whole(folder)


@unix
def test_no_room_for_a_backup_leaves_nothing_half(folder: Path) -> None:
    assert met(disk.back_up_when_full, folder)[0] == "EnvironmentFault"
    assert [path.name for path in folder.parent.iterdir()] == ["profiel"]
    expect_whole(folder)


def small(session: Session, pages: int) -> Any:
    """Let the file of a session grow by so many pages at most; call what it gives to end that."""
    engine = session.store.database.engine
    limit = session.store.execute("PRAGMA page_count")[0][0] + pages

    def cap(raw: Any, _record: Any, _proxy: Any) -> None:
        raw.execute(f"PRAGMA max_page_count={limit}")

    event.listen(engine, "checkout", cap)

    def free() -> None:
        event.remove(engine, "checkout", cap)
        engine.dispose()

    return free


def test_a_full_disk_is_named(folder: Path) -> None:
    session = unlock(folder)
    try:
        free = small(session, 3)
        before = rebuild.digest(session.store)
        with pytest.raises(EnvironmentFault, match="De schijf is vol") as caught:
            note(session, session.personal_space, "woord " * 20_000)
        assert caught.value.todo == "Maak ruimte vrij. WijkDesk probeert het opnieuw."
        assert rebuild.digest(session.store) == before
        free()
        note(session, session.personal_space, "woord " * 20_000)
        assert count(session.store, "kind_statement") == 2
        assert verify(session.store).whole
    finally:
        session.close()


@unix
def test_a_read_only_profile_is_said_and_left_alone(folder: Path) -> None:
    for path in folder.rglob("*"):
        path.chmod(0o444)
    above = [parent for parent in folder.parents if Path(tempfile.gettempdir()) in parent.parents]
    for parent in (folder, *above):
        parent.chmod(0o555)
    bytes_before = (folder / "wijkdesk.db").read_bytes()
    try:
        kind, text, kept, _todo = met(disk.open_read_only, folder)
    finally:
        for parent in (*reversed(above), folder):
            parent.chmod(0o700)
    assert kind == "EnvironmentFault"
    assert text == CANNOT
    assert kept
    assert (folder / "wijkdesk.db").read_bytes() == bytes_before
    for path in folder.rglob("*"):
        path.chmod(0o600)
    expect_whole(folder)

"""kill -9 at any moment: the profile opens, is whole, and holds everything that was said to be safe."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.builders import CHEAP, WORDS, make_session
from tests.faults import child
from tests.faults.killing import doomed, lasts
from tests.storage.sample import count, note, text_of
from wijkdesk.core.ids import Id
from wijkdesk.services import first_run, profiles
from wijkdesk.services.session import Session
from wijkdesk.storage import backup, drafts, rebuild
from wijkdesk.storage.verify import verify

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and forking are of Unix")
SOAK = 40  # kills of each of the five sorts: 200 in all


def moments(count: int, longest: float) -> list[Any]:
    """Random moments, in seconds or in shares of a task: two in `make test`, many in `make soak`."""
    chosen = random.Random(2026)
    drawn = [round(chosen.random() * longest, 3) for _turn in range(count)]
    return [*drawn[:2], *(pytest.param(at, marks=pytest.mark.soak) for at in drawn[2:])]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_session(tmp_path).close()
    return tmp_path / "profiel"


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    session = make_session(tmp_path)
    for number in range(30):
        note(session, session.personal_space, f"regel {number}")
    backup.write(session.store, tmp_path / "kopie.wdb")
    session.close()
    return tmp_path / "profiel"


def opened(folder: Path) -> Session:
    """The profile after the crash, proven whole."""
    session = profiles.unlock(folder, WORDS, strain=CHEAP)
    report = verify(session.store)
    assert report.whole, report.findings
    return session


def expect_safe(session: Session, told: Any) -> None:
    """Everything acknowledged is there; of a row, at least as new as the last word about it."""
    last: dict[Id, tuple[str, str]] = {}
    for word in told:
        if word[0] in ("text", "undone"):
            last[word[1]] = (word[0], word[2])
        elif word[0] == "draft":
            kept = drafts.draft_of(session.store, word[1], "text")
            assert kept is not None
            assert number_in(kept.text) >= number_in(word[2])
    for row, (how, text) in last.items():
        shown = text_of(session, row) or ""
        if how == "text" and shown != text:
            assert row == list(last)[-1] or number_in(shown) > number_in(text), "an acknowledged edit is gone"
    assert len(last) <= count(session.store, "kind_statement") <= len(last) + 1


def number_in(text: str) -> int:
    return int(text.rsplit(maxsplit=1)[-1])


@pytest.mark.parametrize("at", moments(SOAK, 0.6))
def test_while_writing(folder: Path, at: float) -> None:
    told = doomed("write", folder, after_s=at)
    session = opened(folder)
    try:
        expect_safe(session, told)
    finally:
        session.close()


@pytest.mark.parametrize("dies", [f"{when} {n}" for when in ("before", "after") for n in range(1, 6)])
def test_first_run_at_each_of_its_commits(tmp_path: Path, dies: str) -> None:
    folder = tmp_path / "profiel"
    told = doomed("begin", folder, dies=dies)
    expect_first_run_goes_on(folder, told)


@pytest.mark.parametrize("at", moments(SOAK, 1.0))
def test_first_run_at_any_moment(tmp_path: Path, at: float) -> None:
    folder = tmp_path / "profiel"
    told = doomed("begin", folder, after_s=at * lasts("begin", folder))
    expect_first_run_goes_on(folder, told)


def expect_first_run_goes_on(folder: Path, told: Any) -> None:
    """Whoever was cut off starts anew or goes on; nothing stands half."""
    if not (folder / "kluis").exists():
        assert told == [("ready",)]
        session = first_run.begin(folder, WORDS, strain=CHEAP).session
    else:
        session = opened(folder)
    try:
        assert ("founded",) not in told or not first_run.unfinished(session)
        if first_run.unfinished(session):
            assert len(first_run.resume(session).blocks) == 9
            first_run.finish(session, "Noor de Bruin", "", "Team Oost")
        assert session.me.name == "Noor de Bruin"
        assert text_of(session, note(session, session.personal_space, "het werkt").id) == "het werkt"
        assert verify(session.store).whole
    finally:
        session.close()


@pytest.mark.parametrize("at", moments(SOAK, 0.4))
def test_while_rebuilding(filled: Path, at: float) -> None:
    doomed("again", filled, after_s=at)
    session = opened(filled)
    try:
        assert count(session.store, "kind_statement") == 30
    finally:
        session.close()


@pytest.mark.parametrize("dies", ["before 1", "after 1", "before 2", "after 2", "before 3", "after 3"])
def test_upgrade_at_each_of_its_commits(filled: Path, dies: str, monkeypatch: pytest.MonkeyPatch) -> None:
    doomed("upgrade", filled, dies=dies)
    expect_upgrade_goes_on(filled, monkeypatch)


@pytest.mark.parametrize("at", moments(SOAK, 1.0))
def test_upgrade_at_any_moment(filled: Path, at: float, monkeypatch: pytest.MonkeyPatch) -> None:
    doomed("upgrade", filled, after_s=at * lasts("upgrade", filled))
    expect_upgrade_goes_on(filled, monkeypatch)


def expect_upgrade_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newer version opens what the killed one left, in new words; the older one left them alone."""
    for module in (child.history, child.projection, child.unit_of_work, child.intake):
        monkeypatch.setattr(module, "SCHEMA", 1)
    monkeypatch.setattr(child.history, "UPCASTERS", {})
    monkeypatch.setattr(child.projection, "declaration_hash", child.projection.declaration_hash)
    child.newer_version()
    session = opened(folder)
    try:
        texts = [row[0] for row in session.store.execute("SELECT text FROM kind_statement")]
        assert sorted(texts) == sorted(f"REGEL {number}" for number in range(30))
        assert session.store.stale_kinds() == []
        before = rebuild.digest(session.store)
        rebuild.everything(session.store)
        assert rebuild.digest(session.store) == before
    finally:
        session.close()


@pytest.mark.parametrize("at", moments(SOAK // 2, 0.4))
def test_while_making_a_backup(filled: Path, at: float) -> None:
    doomed("save", filled, after_s=at)
    backup.restore(filled.parent / "kopie.wdb", filled.parent / "terug")
    session = opened(filled.parent / "terug")
    try:
        assert count(session.store, "kind_statement") == 30
    finally:
        session.close()


@pytest.mark.parametrize("dies", ["before 1", "after 1", "before 2", "after 2", "before 3", "after 3"])
def test_restore_at_each_of_its_commits(filled: Path, dies: str) -> None:
    told = doomed("restore", filled, dies=dies)
    expect_restore_goes_on(filled, told)


@pytest.mark.parametrize("at", moments(SOAK // 2, 1.0))
def test_restore_at_any_moment(filled: Path, at: float) -> None:
    told = doomed("restore", filled, after_s=at * lasts("restore", filled))
    expect_restore_goes_on(filled, told)


def expect_restore_goes_on(folder: Path, told: Any) -> None:
    """A profile stands there whole and as another laptop, or not at all; again it succeeds."""
    home = folder.parent / "thuis"
    original = profiles.unlock(folder, WORDS, strain=CHEAP)
    device = original.store.identity.device
    original.close()
    assert ("restored",) not in told or profiles.profiles(home)
    restored = child.restoring.restore(folder.parent / "kopie.wdb", WORDS, home=home, strain=CHEAP)
    restored.session.close()
    for info in profiles.profiles(home):
        session = opened(info.folder)
        try:
            assert count(session.store, "kind_statement") == 30
            assert session.store.identity.device != device
            note(session, session.personal_space, "als andere laptop")
            assert verify(session.store).whole
        finally:
            session.close()

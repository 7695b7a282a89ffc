"""kill -9 in the midst of rebuilding a million patches: the tables stand as they stood (make soak)."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from tests.builders import CHEAP, WORDS
from tests.faults.killing import doomed
from wijkdesk.bench import fill
from wijkdesk.services import profiles
from wijkdesk.storage import rebuild

PATCHES = 1_000_000
KILLS = 5
LONGEST_S = 60.0


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and forking are of Unix")
def test_rebuilding_a_million_patches(tmp_path: Path) -> None:
    session = fill.make(tmp_path)
    fill.patches(session, PATCHES)
    rebuild.everything(session.store)
    before = rebuild.digest(session.store)
    session.close()
    folder = tmp_path / fill.PROFILE
    chosen = random.Random(2026)
    for _turn in range(KILLS):
        doomed("again", folder, after_s=chosen.random() * LONGEST_S)
        session = profiles.unlock(folder, WORDS, strain=CHEAP)
        try:
            assert session.store.database.integrity() == []
            assert rebuild.digest(session.store) == before
        finally:
            session.close()

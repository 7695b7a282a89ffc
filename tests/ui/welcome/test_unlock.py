"""The unlock page in words: each thing that can be wrong has its own sentence; no Qt."""

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import CHEAP, WORDS, make_session
from tests.fakes import NowJobs
from wijkdesk.core.settings import WindowSettings
from wijkdesk.services.session import Session
from wijkdesk.ui.welcome.door import Door
from wijkdesk.ui.welcome.unlock.presenter import UnlockPresenter, UnlockState, parting_notes, parting_words

NOON = dt.datetime(2026, 11, 19, 13, 0, tzinfo=dt.UTC)


class Stage:
    """An unlock page on a home with profiles; remembers what was opened."""

    def __init__(self, home: Path) -> None:
        self.states: list[UnlockState] = []
        self.opened: list[tuple[Session, bool]] = []
        self.presenter = UnlockPresenter(
            Door(home, CHEAP), NowJobs(), self.states.append, self._on_open, NOON
        )
        self.presenter.start()

    def _on_open(self, session: Session, by_code: bool) -> None:
        session.close()
        self.opened.append((session, by_code))

    @property
    def state(self) -> UnlockState:
        return self.states[-1]


@pytest.fixture
def kluis(tmp_path: Path) -> Path:
    make_session(tmp_path).close()
    return tmp_path / "profiel" / "kluis"


def test_the_right_words_open(tmp_path: Path, kluis: Path) -> None:
    stage = Stage(tmp_path)
    assert (stage.state.title, stage.state.many) == ("Goedemiddag", False)
    stage.presenter.unlock(WORDS)
    assert [(one.folder, by_code) for one, by_code in stage.opened] == [(kluis.parent, False)]


def test_wrong_words_are_counted_and_nothing_is_lost(tmp_path: Path, kluis: Path) -> None:
    before = kluis.read_bytes()
    stage = Stage(tmp_path)
    stage.presenter.unlock("fout")
    stage.presenter.unlock("nog een keer fout")
    assert stage.state.title == "Probeer het nog eens"
    assert stage.state.lead == "Dit was poging 2. Er is niets gewist."
    assert stage.state.error == "Deze wachtzin past niet. Je gegevens zijn veilig."
    assert not stage.opened
    assert kluis.read_bytes() == before


def test_an_empty_field_is_no_attempt(tmp_path: Path, kluis: Path) -> None:
    stage = Stage(tmp_path)
    stage.presenter.unlock("  ")
    assert stage.state.error == "Typ eerst je wachtzin."
    assert stage.state.title == "Goedemiddag"
    assert kluis.exists()


def cut(kluis: Path) -> None:
    kluis.write_bytes(kluis.read_bytes()[:-40])


def bend(kluis: Path) -> None:
    raw = bytearray(kluis.read_bytes())
    raw[len(raw) // 2] ^= 1
    kluis.write_bytes(raw)


def newer(kluis: Path) -> None:
    kluis.write_bytes(kluis.read_bytes().replace(b"\xa1v\x01", b"\xa1v\x02", 1))


def remove(kluis: Path) -> None:
    kluis.rename(kluis.with_name("elders"))


@pytest.mark.parametrize(
    ("harm", "part"),
    [(cut, "niet compleet"), (bend, "beschadigd"), (newer, "nieuwere versie"), (remove, "niet op deze plek")],
)
def test_each_kind_of_harm_has_its_own_sentence(
    tmp_path: Path, kluis: Path, harm: Callable[[Path], None], part: str
) -> None:
    stage = Stage(tmp_path)
    harm(kluis)
    stage.presenter.unlock(WORDS)
    assert part in stage.state.error or (harm is bend and "past niet" in stage.state.error)
    assert stage.state.hint
    assert not stage.state.busy
    assert not stage.opened


def test_a_code_of_the_wrong_shape_names_the_block(tmp_path: Path, kluis: Path) -> None:
    stage = Stage(tmp_path)
    stage.presenter.use_code(True)
    stage.presenter.unlock_code("7QHM-2KD9-XX")
    assert stage.state.by_code
    assert stage.state.error == "Blokje 3 klopt niet."
    stage.presenter.use_code(False)
    assert not stage.state.error
    assert kluis.exists()


def test_several_profiles_take_turns(tmp_path: Path, kluis: Path) -> None:
    other = tmp_path / "profiel-2"
    other.mkdir()
    (other / "kluis").write_bytes(kluis.read_bytes())
    stage = Stage(tmp_path)
    assert (stage.state.profile, stage.state.many) == ("Profiel 1", True)
    stage.presenter.switch()
    assert stage.state.profile == "Profiel 2"
    stage.presenter.switch()
    assert stage.state.profile == "Profiel 1"


def test_the_page_tells_what_is_safe_without_a_name() -> None:
    kept = WindowSettings(locked_at="13:58", locked_why="idle", draft_at="13:57", unshared=3)
    assert parting_words(kept) == "Vergrendeld om 13:58, omdat je even weg was."
    assert [bold for _kind, bold, _text in parting_notes(kept)] == [
        "Je concept van 13:57 is bewaard.",
        "3 wijzigingen nog niet gedeeld.",
    ]
    assert parting_notes(WindowSettings()) == []
    assert "versleuteld" in parting_words(WindowSettings())


def test_the_unlock_page_is_painted_before_the_store_is_in_memory(tmp_path: Path) -> None:
    """In a fresh process; what the work after it needs is fetched once the page is on screen."""
    make_session(tmp_path).close()
    code = (
        "import sys; from pathlib import Path; from PySide6.QtWidgets import QApplication\n"
        "from wijkdesk import app as program\n"
        "qt = QApplication([]); app = program.App(Path(sys.argv[1]))\n"
        "heavy = ('sqlalchemy', 'sqlcipher3', 'cryptography')\n"
        "def painted(): print([m for m in heavy if m in sys.modules]); app.runner.shutdown(); qt.exit()\n"
        "app._warm_up = painted; app.start(); qt.exec(); print(type(app.page).__name__)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert found.stdout.splitlines() == ["[]", "UnlockView"]

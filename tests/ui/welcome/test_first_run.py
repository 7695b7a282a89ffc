"""The first run in words; no Qt."""

import subprocess
import sys
from pathlib import Path

from tests.builders import CHEAP
from tests.fakes import NowJobs
from wijkdesk.services import profiles
from wijkdesk.services.session import Session
from wijkdesk.ui.welcome.door import Door
from wijkdesk.ui.welcome.first.presenter import BLOCKS, FirstPresenter, FirstState, Page

OWN = "zolder fluit kroket gordijn bakfiets"


class Stage:
    """A first run on an empty home."""

    def __init__(self, home: Path) -> None:
        self.states: list[FirstState] = []
        self.ready: list[tuple[Session, bool]] = []
        self.presenter = FirstPresenter(Door(home, CHEAP), NowJobs(), self.states.append, self._on_ready)

    def _on_ready(self, session: Session, practice: bool) -> None:
        self.ready.append((session, practice))
        session.close()

    @property
    def state(self) -> FirstState:
        return self.states[-1]

    def to_code(self) -> tuple[str, ...]:
        self.presenter.start()
        self.presenter.remembered()
        self.presenter.retype(list(self.state.words))
        return self.state.blocks


def test_five_words_a_code_and_a_name_make_a_profile(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    blocks = stage.to_code()
    assert (stage.state.page, stage.state.step, len(blocks)) == (Page.CODE, 1, BLOCKS)
    words = " ".join(stage.states[1].words)
    stage.presenter.typed(blocks)
    stage.presenter.code_done()
    stage.presenter.found("Noor Bakker", "coach", "Oost")
    stage.presenter.go(practice=True)
    ((session, practice),) = stage.ready
    assert practice
    again = profiles.unlock(session.folder, words, strain=CHEAP)
    assert again.me.name == "Noor Bakker"
    again.close()


def test_each_time_other_words_are_proposed(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.presenter.start()
    first = stage.state.words
    stage.presenter.other_words()
    assert len(set(stage.state.words)) == 5
    assert stage.state.words != first


def test_words_typed_wrongly_are_marked_and_nothing_is_made(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.presenter.start()
    stage.presenter.remembered()
    typed = [word.upper() + " " for word in stage.state.words]
    typed[2] = "iets"
    stage.presenter.retype(typed)
    assert stage.state.wrong_words == {2}
    assert stage.state.error
    assert not profiles.profiles(tmp_path)


def test_own_words_must_be_strong(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.presenter.start()
    stage.presenter.choose_own()
    stage.presenter.take_own("welkom123")
    assert (stage.state.page, stage.state.strong) == (Page.OWN, False)
    assert stage.state.strength == "Nog te makkelijk: neem een woord meer"
    stage.presenter.take_own(OWN)
    assert stage.state.page is Page.RETYPE
    stage.presenter.retype([OWN])
    assert stage.state.page is Page.CODE


def test_typing_hides_the_code_and_looking_again_keeps_what_was_typed(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    blocks = stage.to_code()
    empty = ("",) * (BLOCKS - 2)
    stage.presenter.typed((blocks[0], "ZZZZ" if blocks[1] != "ZZZZ" else "YYYY", *empty))
    assert not stage.state.blocks
    assert (stage.state.code.right, stage.state.code.wrong) == ({1}, {2})
    stage.presenter.show_code()
    assert stage.state.blocks == blocks
    assert stage.state.code.right == {1}
    stage.presenter.code_done()
    assert stage.state.page is Page.CODE


def test_the_sheet_for_the_printer_is_made_in_memory(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    blocks = stage.to_code()
    pages: list[tuple[bytes, ...]] = []
    stage.presenter.pages(pages.append)
    assert pages[0][0].startswith(b"\x89PNG")
    stage.presenter.printed()
    assert stage.state.code.printed
    assert not any(blocks[0].encode() in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_a_missing_name_is_told_at_its_field(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.presenter.typed(stage.to_code())
    stage.presenter.code_done()
    stage.presenter.found(" ", "", "")
    assert (stage.state.page, stage.state.error_field) == (Page.TEAM, "name")
    stage.presenter.found("Noor", "", "")
    assert stage.state.page is Page.READY
    stage.presenter.go(practice=False)


def test_words_are_proposed_before_the_store_is_in_memory() -> None:
    code = (
        "import sys; from wijkdesk.ui.welcome.door import Door; words = Door().propose();"
        "print(len(words), [m for m in ('sqlalchemy', 'sqlcipher3', 'typst') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "5 []"

"""Another recovery code: shown once, typed over, and only then in force."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.builders import CHEAP, WORDS
from tests.fakes import FakeShell, NowJobs
from wijkdesk.core.errors import Refused
from wijkdesk.services import profiles
from wijkdesk.services.session import Session, organisation_space
from wijkdesk.storage import log
from wijkdesk.ui.settings.code_presenter import CodePresenter
from wijkdesk.ui.settings.parts.code_card import CodeCard


class Stage:
    """The card with its presenter on a profile whose first code is known."""

    def __init__(self, folder: Path) -> None:
        self.session, self.old = profiles.create(folder / "profiel", WORDS, "Noor", strain=CHEAP)
        self.shell, self.card = FakeShell(), CodeCard()
        self.presenter = CodePresenter(self.session, NowJobs(), self.shell, self.card.show_state, CHEAP)
        self.card.asked.connect(self.presenter.ask)
        self.card.kept.connect(self.presenter.keep)
        self.card.left.connect(self.presenter.leave)
        self.card.cards.typed.connect(self.presenter.typed)

    def opens(self, blocks: tuple[str, ...]) -> bool:
        try:
            profiles.unlock_with_code(self.session.folder, "-".join(blocks)).close()
        except Refused:
            return False
        return True


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    qtbot.addWidget(made.card)
    made.card.resize(1100, 500)
    made.card.show()
    qtbot.waitExposed(made.card)
    yield made
    made.session.close()


def wraps(session: Session) -> int:
    with session.store.database.read() as connection:
        entries = list(log.controls(connection, "KEYWRAP"))
    space = organisation_space(session.organisation)
    return sum(entry.header.space == space for entry in entries)


def test_a_new_code_is_in_force_when_it_was_typed_over(qtbot: QtBot, stage: Stage) -> None:
    before = wraps(stage.session)
    old = profiles.recovery_blocks(stage.old)
    qtbot.keyClicks(stage.card.words.edit, WORDS)
    qtbot.keyClick(stage.card.words.edit, Qt.Key.Key_Return)
    blocks = stage.presenter.state.code.blocks
    assert len(blocks) == 9
    assert stage.card.words.edit.text() == ""
    assert stage.card.cards.boxes.boxes[0].hasFocus()
    assert stage.opens(old)
    for box, block in zip(stage.card.cards.boxes.boxes, blocks, strict=True):
        qtbot.keyClicks(box, block.lower())
    assert stage.card.cards.tiles[0].text() == ""  # hidden while typing: it must come from paper
    qtbot.keyClick(stage.card.keep, Qt.Key.Key_Space)
    assert stage.shell.toasts == ["Je nieuwe herstelcode werkt. De oude niet meer."]
    assert stage.opens(blocks)
    assert not stage.opens(old)
    assert wraps(stage.session) == before + 1
    assert stage.card.asking.isVisible()


def test_wrong_words_make_no_code(qtbot: QtBot, stage: Stage) -> None:
    qtbot.keyClicks(stage.card.words.edit, "niet deze")
    qtbot.mouseClick(stage.card.button, Qt.MouseButton.LeftButton)
    assert stage.card.words.error.text().startswith("Je huidige wachtzin klopt niet.")
    assert not stage.card.making.isVisible()


def test_stopping_halfway_leaves_the_old_code(qtbot: QtBot, stage: Stage) -> None:
    stage.presenter.ask(WORDS)
    stage.presenter.hide_code()
    assert stage.card.cards.show_again.isVisible()
    stage.presenter.show_code()
    assert stage.card.cards.tiles[0].text() == stage.presenter.state.code.blocks[0]
    qtbot.mouseClick(stage.card.no, Qt.MouseButton.LeftButton)
    assert stage.opens(profiles.recovery_blocks(stage.old))
    assert stage.presenter.state.code.blocks == ()


def test_the_sheet_is_made_in_memory(stage: Stage, tmp_path: Path) -> None:
    pages: list[tuple[bytes, ...]] = []
    stage.presenter.ask(WORDS)
    first = stage.presenter.state.code.blocks[0].encode()
    stage.presenter.pages(pages.append)
    stage.presenter.printed()
    assert pages[0][0].startswith(b"\x89PNG")
    assert stage.card.cards.printed.isVisible()
    assert not any(first in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

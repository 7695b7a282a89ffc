"""No server within reach: two laptops, one stick, and a phone number that both changed; through the real screens.

Both see both numbers, one chooses, the choice goes back on the stick; later contact doubles nothing.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from tests.scenarios.test_f11_screens import Laptop
from tests.scenarios.two_laptops import World, digest
from tests.sticks import family_of_both, phone_of
from wijkdesk.models.attachment import Purpose
from wijkdesk.services import attachments, conflicts, quarantine, record_status, syncing
from wijkdesk.services.record_status import Status
from wijkdesk.services.sharing_files import Where
from wijkdesk.ui.conflicts import screen as conflicts_screen
from wijkdesk.ui.kit import theme
from wijkdesk.ui.sharing import screen as sharing_screen

PDF = b"%PDF-1.7\n" + b"brief van de school " * 5000


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.Theme().apply(qapp)


class Hand(Laptop):
    """A worker who also has a stick."""

    def __init__(self, qtbot: QtBot, world: World, name: str, stick: Path) -> None:
        super().__init__(qtbot, getattr(world, name))
        self.stick, self.count = stick / name, 0

    def pack(self) -> Path:
        """A package of what is new for the only colleague, by keyboard."""
        self.count += 1
        self.dialogs.path = self.stick.with_name(f"{self.stick.name}{self.count}.wijkpakket")
        self.go(sharing_screen.SPEC)
        self.named(QPushButton, "Pakket maken voor een collega").setFocus()
        self.press(Qt.Key.Key_Space)
        assert isinstance(QApplication.focusWidget(), QComboBox)
        save = self.named(QPushButton, "Pakket bewaren")
        save.setFocus()
        self.press(Qt.Key.Key_Return)
        assert self.dialogs.path.is_file()
        return self.dialogs.path

    def open(self, path: Path) -> list[str]:
        """Open a package; the lines that say what came."""
        self.dialogs.path = path
        made = self.go(sharing_screen.SPEC)
        self.named(QPushButton, "Pakket openen").setFocus()
        self.press(Qt.Key.Key_Space)
        done = made.view.package.done  # type: ignore[attr-defined]
        return [done.heading.text(), *(row.text() for row in done.lines.widgets)]


def test_a_conflict_by_stick_is_on_both_screens_and_resolved_on_both(
    qtbot: QtBot, world: World, tmp_path: Path
) -> None:
    family = family_of_both(world)
    noor, abrehet = (Hand(qtbot, world, name, tmp_path) for name in ("noor", "abrehet"))
    attachments.add(world.noor, family, attachments.taken("school.pdf", PDF), Purpose.OTHER)
    noor.type_phone(family, "06 11111111")
    abrehet.type_phone(family, "06 22222222")
    assert syncing.sync_now(world.noor).offline  # nobody listens there

    heading, *lines = abrehet.open(noor.pack())
    assert heading.startswith("Van Noor de Bruin, gemaakt vandaag")
    choice = "Op 1 plek schreven jullie allebei. Kies wat er komt te staan."
    assert lines == ["2 wijzigingen kwamen binnen.", "1 document kwam binnen.", choice]
    abrehet.named(QPushButton, "Kiezen").setFocus()
    abrehet.press(Qt.Key.Key_Space)
    assert abrehet.shell.opened[-1][0] == "conflicts"
    (item,) = attachments.of_dossier(world.abrehet, family.space)
    assert item.where is Where.ALONE  # here, and not known to be at a server
    heading, *lines = noor.open(abrehet.pack())
    assert lines == ["1 wijziging kwam binnen.", choice]

    for laptop, mine in ((noor, "Noor de Bruin (jij)"), (abrehet, "Abrehet Tesfay (jij)")):
        row = phone_of(laptop.session, family).id
        made = laptop.go(conflicts_screen.SPEC, row=row)
        card = made.presenter.state.card  # type: ignore[attr-defined]
        assert sorted("".join(part.text for part in side.stretches) for side in card.sides) == [
            "06 11111111",
            "06 22222222",
        ]
        assert mine in {side.who for side in card.sides}
        assert record_status.of_row(laptop.session, row) is not Status.SHARED

    abrehet.screen.view.list.setFocus()  # type: ignore[attr-defined]
    abrehet.press(Qt.Key.Key_A)
    abrehet.press(Qt.Key.Key_Return)
    assert conflicts.count(world.abrehet) == 0
    chosen = phone_of(world.abrehet, family).value
    noor.open(abrehet.pack())
    assert conflicts.count(world.noor) == 0
    assert phone_of(world.noor, family).value == chosen
    assert digest(world.noor, family.space) == digest(world.abrehet, family.space)

    before = len(world.noor.store.execute("SELECT 1 FROM log WHERE space = ?", (family.space,)))
    world.sync()  # the server is back
    assert len(world.noor.store.execute("SELECT 1 FROM log WHERE space = ?", (family.space,))) == before
    for session in (world.noor, world.abrehet):
        assert syncing.sharing_state(session).waiting == 0
        assert record_status.of_row(session, phone_of(session, family).id) is Status.SHARED
        assert quarantine.apart(session) == []
        assert quarantine.gaps(session) == []
        assert conflicts.count(session) == 0
    assert digest(world.noor, family.space) == digest(world.abrehet, family.space)

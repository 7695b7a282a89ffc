"""A photo added on one laptop is seen on the other, with the line cut half-way both ways; through the real screens."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.scenarios.test_f11_screens import Laptop
from tests.scenarios.two_laptops import World
from tests.services.test_sharing_files import Line
from tests.sticks import family_of_both
from wijkdesk.models.dossier import Household
from wijkdesk.ui.dossier import screen as dossier_screen
from wijkdesk.ui.kit import theme
from wijkdesk.ui.sharing import screen as sharing_screen

SIDE = 900  # of a photo that takes more than two parts of 1 MiB


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.Theme().apply(qapp)


def photo(path: Path) -> Path:
    """Noise, so that nothing of it can be pressed together."""
    raw = random.Random(5).randbytes(SIDE * SIDE * 3)
    QImage(raw, SIDE, SIDE, SIDE * 3, QImage.Format.Format_RGB888).save(str(path), "PNG")
    return path


def drop(laptop: Laptop, home: Household, path: Path) -> None:
    made = laptop.go(dossier_screen.SPEC, household=home.id, tab="documents")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )  # fmt: skip
    made.view.attachments.dropEvent(event)  # type: ignore[attr-defined]


def share(laptop: Laptop, line: object) -> list[str]:
    """One round from Delen over that line; all that the page says then."""
    made = laptop.go(sharing_screen.SPEC)
    made.presenter._connect = line  # type: ignore[attr-defined]
    laptop.named(QPushButton, "Nu delen").click()
    lines = [line.what for line in made.view.safe.waiting.items]  # type: ignore[attr-defined]
    return lines + [label.text() for label in made.findChildren(QLabel) if label.isVisible()]


def seen(laptop: Laptop, home: Household) -> bool:
    """Whether the photo is on the screen."""
    made = laptop.go(dossier_screen.SPEC, household=home.id, tab="documents")
    view = made.view.attachments  # type: ignore[attr-defined]
    return bool(view.viewer.isVisible() and view.viewer.sheet.image.width() > 0)


def test_a_photo_is_seen_on_the_other_laptop_after_two_cuts(
    qtbot: QtBot, world: World, tmp_path: Path
) -> None:
    home = family_of_both(world)
    noor, abrehet = Laptop(qtbot, world.noor), Laptop(qtbot, world.abrehet)
    drop(noor, home, photo(tmp_path / "keuken.png"))
    assert seen(noor, home)

    words = share(noor, Line(world, ["", "", "cut"]))  # the text went, and one part of the photo
    assert "1 document staat nog niet op de server." in words
    assert [text for text in words if "(het bestand)" in text] == ["Document: keuken.png (het bestand)"]
    assert "Alles is veilig." not in words
    share(abrehet, world.connect)
    assert not seen(abrehet, home)
    words = share(noor, world.connect)
    assert not any("staat nog niet op de server" in text for text in words)

    down = Line(world, ["", "", "cut"])
    share(abrehet, down)
    assert down.asked.count("blob_get") >= 1
    again = Line(world, [])
    share(abrehet, again)
    assert "blob_get" in again.asked
    assert len(again.asked) < len(down.asked) + 3  # it went on where it was
    assert seen(abrehet, home)

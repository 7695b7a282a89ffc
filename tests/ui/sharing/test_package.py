"""A package by stick through the real widgets: make one, open one, and what is said when it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.a11y.audit import audit
from tests.builders import make_family, make_session, person_called
from tests.scenarios.two_laptops import World
from tests.ui.sharing.test_screen import Stage
from wijkdesk.core.errors import Cancelled
from wijkdesk.models.attachment import Purpose
from wijkdesk.models.dossier import Household
from wijkdesk.services import attachments, dossiers, packages, people
from wijkdesk.ui.kit import theme
from wijkdesk.ui.sharing.package_state import Mode

PDF = b"%PDF-1.7\n" + b"bijlage " * 40_000


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.Theme().apply(qapp)


@pytest.fixture
def home(world: World) -> Household:
    made = make_family(world.noor)
    dossiers.assign(world.noor, made.space, world.abrehet.user)
    world.sync(world.noor, world.abrehet)
    people.change(world.noor, person_called(world.noor, made, "Samira"), calling_name="Samira A.")
    attachments.add(world.noor, made, attachments.taken("brief.pdf", PDF), Purpose.OTHER)
    return made


def texts(stage: Stage) -> list[str]:
    return [row.text() for row in stage.view.package.done.lines.widgets]  # type: ignore[attr-defined]


def test_a_package_is_made_by_keyboard(qtbot: QtBot, world: World, home: Household, tmp_path: Path) -> None:
    path = tmp_path / "stick.wijkpakket"
    stage = Stage(qtbot, world.noor, world, path=path)
    stage.view.stick.make.setFocus()
    qtbot.keyClick(stage.view.stick.make, Qt.Key.Key_Space)
    panel = stage.view.package
    assert panel.isVisible()
    assert not stage.view.safe.isVisible()
    assert QApplication.focusWidget() is panel.making.person.combo
    assert panel.making.changes.text() == "2 wijzigingen"
    assert panel.making.places.text() == "El Amrani-Vermeer"
    assert panel.making.documents.text() == "1 document meenemen (320 kB)"
    assert panel.making.weight.text().startswith("Het pakket wordt ongeveer 3")
    assert audit(stage.screen) == []
    qtbot.keyClick(panel.making.documents, Qt.Key.Key_Space)
    assert panel.making.weight.text().startswith("Het pakket wordt ongeveer 1")
    panel.making.save.setFocus()
    qtbot.keyClick(panel.making.save, Qt.Key.Key_Return)
    assert stage.dialogs.asked == ["Pakket bewaren"]
    assert path.stat().st_size < 20_000
    assert panel.done.title.text() == "Pakket gemaakt"
    assert panel.done.heading.text().startswith("stick.wijkpakket staat klaar (")
    assert texts(stage) == ["Geef de stick aan Abrehet Tesfay. Alleen Abrehet Tesfay kan het pakket openen."]
    assert audit(stage.screen) == []
    qtbot.keyClick(panel.done.close_button, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert stage.view.safe.isVisible()
    assert QApplication.focusWidget() is stage.view.stick.make


def test_one_dossier_or_everything_can_be_chosen(qtbot: QtBot, world: World, home: Household) -> None:
    stage = Stage(qtbot, world.noor, world)
    stage.view.stick.make.click()
    making = stage.view.package.making
    combo = making.what.combo
    assert [combo.itemText(i) for i in range(1, combo.count())] == [
        "Wat nog niet gedeeld is", "Alles van El Amrani-Vermeer", "Alles wat jullie samen hebben",
    ]  # fmt: skip
    seen = []
    for _step in range(3):
        seen.append(making.changes.text())
        combo.setFocus()
        qtbot.keyClick(combo, Qt.Key.Key_Down)
        combo.activated.emit(combo.currentIndex())
    assert len(set(seen)) == 3
    assert stage.view.package.making.save.isEnabled()


def test_nothing_new_is_said_and_nothing_can_be_saved(qtbot: QtBot, world: World, tmp_path: Path) -> None:
    world.sync()
    stage = Stage(qtbot, world.noor, world, path=tmp_path / "x.wijkpakket")
    stage.view.stick.make.click()
    making = stage.view.package.making
    assert making.changes.text() == "Er is niets nieuws voor deze collega."
    assert not making.save.isEnabled()
    assert audit(stage.screen) == []


def test_without_colleagues_it_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    session = make_session(tmp_path)
    stage = Stage(qtbot, session)
    stage.view.stick.make.click()
    making = stage.view.package.making
    assert making.nobody.text() == "Er is nog geen collega met een laptop. Nodig eerst iemand uit."
    assert not making.save.isVisible()
    assert QApplication.focusWidget() is making.close_button
    assert audit(stage.screen) == []
    session.close()


def packed(world: World, path: Path) -> Path:
    class Quiet:
        def report(self, done: int, total: int, text: str = "") -> None: ...

    return packages.make(world.noor, world.abrehet.user, packages.wanted(world.noor), path, Quiet()).path


def test_opening_says_what_came_and_a_second_time_says_so(
    qtbot: QtBot, world: World, home: Household, tmp_path: Path
) -> None:
    path = packed(world, tmp_path / "van noor.wijkpakket")
    stage = Stage(qtbot, world.abrehet, world, path=path)
    stage.view.stick.open.setFocus()
    qtbot.keyClick(stage.view.stick.open, Qt.Key.Key_Space)
    done = stage.view.package.done
    assert done.title.text() == "Pakket geopend"
    assert done.heading.text().startswith("Van Noor de Bruin, gemaakt vandaag")
    assert texts(stage) == ["2 wijzigingen kwamen binnen.", "1 document kwam binnen."]
    assert stage.shell.changes.touches("person", space=home.space)
    assert person_called(world.abrehet, home, "Samira A.")
    assert audit(stage.screen) == []
    qtbot.keyClick(done.again, Qt.Key.Key_Space)
    assert done.title.text() == "Pakket niet geopend"
    assert done.trouble.isVisible()
    assert "heb je al geopend" in done.trouble.text()
    assert audit(stage.screen) == []


def test_a_package_is_dropped_on_the_page(
    qtbot: QtBot, world: World, home: Household, tmp_path: Path
) -> None:
    path = packed(world, tmp_path / "van noor.wijkpakket")
    stage = Stage(qtbot, world.abrehet, world)
    for name, opens in ((tmp_path / "foto.jpg", False), (path, True)):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(name))])
        drop = QDropEvent(
            QPoint(40, 40),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        stage.view.dropEvent(drop)
        assert (stage.screen.packages.state.mode is Mode.OPENED) is opens


def test_stopping_leaves_the_panel_in_use(
    qtbot: QtBot, world: World, home: Household, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(qtbot, world.noor, world, path=tmp_path / "x.wijkpakket")
    stage.view.stick.make.click()

    def stops(*_given: object, **_more: object) -> None:
        raise Cancelled

    with monkeypatch.context() as patch:
        patch.setattr(packages, "make", stops)
        stage.view.package.making.save.click()
    assert stage.view.package.making.error.text() == "Gestopt. Er staat geen half pakket op de stick."
    stage.view.package.making.save.click()
    assert (tmp_path / "x.wijkpakket").is_file()


def test_a_stick_that_went_is_said_beside_the_button(
    qtbot: QtBot, world: World, home: Household, tmp_path: Path
) -> None:
    stage = Stage(qtbot, world.noor, world, path=tmp_path / "weg" / "x.wijkpakket")
    stage.view.stick.make.click()
    stage.view.package.making.save.click()
    assert "De stick geeft geen antwoord" in stage.view.package.making.error.text()
    assert stage.view.package.making.save.isEnabled()
    assert audit(stage.screen) == []


def test_one_panel_at_a_time(qtbot: QtBot, world: World, home: Household) -> None:
    stage = Stage(qtbot, world.noor, world)
    stage.view.stick.make.click()
    stage.screen.open_person(world.abrehet.user)
    assert stage.view.person.isVisible()
    assert not stage.view.package.isVisible()
    stage.view.stick.make.click()
    assert stage.view.package.isVisible()
    assert not stage.view.person.isVisible()
    assert not stage.view.safe.isVisible()


@pytest.mark.parametrize(("name", "scale", "width"), [("dark", 1.0, 1158), ("contrast", 2.0, 1366)])
def test_it_fits_in_every_look(
    qtbot: QtBot, world: World, home: Household, name: str, scale: float, width: int
) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.Theme(name=name, scale=scale).apply(application)
    try:
        stage = Stage(qtbot, world.noor, world)
        stage.screen.resize(width, 640)
        stage.view.stick.make.click()
        inner = stage.view.widget()
        assert inner is not None
        qtbot.waitUntil(lambda: inner.width() <= stage.view.viewport().width())
        assert inner.minimumSizeHint().width() <= stage.view.viewport().width()
    finally:
        theme.Theme().apply(application)

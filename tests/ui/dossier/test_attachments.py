"""Documents through the real tab: button, drop, paste, keys; what is shown and what is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.a11y.audit import audit
from tests.fakes import FakeDialogs
from tests.services.test_media import SECRET, exif, picture
from tests.ui.dossier.stage import Stage
from wijkdesk.models.attachment import MOST_BYTES, Attachment, Purpose
from wijkdesk.services import attachments, undoing, visits
from wijkdesk.storage import queries
from wijkdesk.storage.store import BLOBS
from wijkdesk.ui.dossier.screen import SPEC, DossierScreen
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.actions import ActionRegistry
from wijkdesk.ui.kit.screen import ScreenContext


class Window(Stage):
    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        super().__init__(folder)
        self.files = folder
        self.dialogs = FakeDialogs()
        context = ScreenContext(self.session, self.jobs, self.shell, ActionRegistry(), self.dialogs)
        made = SPEC.build(context)
        assert isinstance(made, DossierScreen)
        self.screen = made
        self.view = made.view.attachments
        qtbot.addWidget(made)
        made.resize(1286, 712)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        made.activate(household=self.home.id, tab="documents")

    def refresh(self) -> None:
        """What the window does after each write."""
        self.screen.attachments.load()

    def kept(self) -> list[Attachment]:
        return queries.find(self.session.store, Attachment, space=self.home.space)

    def file(self, name: str, data: bytes) -> Path:
        path = self.files / name
        path.write_bytes(data)
        return path


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    theme.Theme("light").apply(qapp)
    made = Window(qtbot, tmp_path)
    yield made
    made.screen.deactivate()
    made.session.close()


def drop(window: Window, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )  # fmt: skip
    window.view.dropEvent(event)  # Qt hands it on only while a real mouse drags
    assert event.isAccepted()
    window.refresh()


def test_an_empty_tab_says_what_may_come_and_how(window: Window) -> None:
    assert window.view.stack.currentWidget() is window.view.empty
    assert window.view.empty.accessibleName() == "Nog geen documenten"
    assert window.view.first().hasFocus()


def test_a_dropped_photo_is_asked_about_sealed_and_shown(window: Window) -> None:
    drop(window, window.file("keuken.jpg", picture("JPEG", exif=exif())))
    (record,) = window.kept()
    assert "keuken.jpg" in window.dialogs.asked[0]
    assert record.purpose is Purpose.APPLICATION
    assert SECRET not in attachments.content(window.session, record)
    assert record.thumb is not None
    shown = window.screen.attachments.state.shown
    assert shown is not None
    assert shown.picture
    assert window.view.viewer.isVisible()
    image = window.view.viewer.sheet.image
    assert image.height() > image.width()  # the camera lay on its side
    assert window.view.viewer.accessibleName() == "Beeld van keuken.jpg"


def test_several_files_get_one_question(window: Window) -> None:
    drop(window, window.file("a.pdf", b"%PDF-1.7 a"), window.file("b.pdf", b"%PDF-1.7 b"))
    assert len(window.dialogs.asked) == 1
    assert sorted(record.name or "" for record in window.kept()) == ["a.pdf", "b.pdf"]


def test_what_is_too_large_is_said_by_name_and_none_is_kept(qtbot: QtBot, window: Window) -> None:
    big = window.file("groot.pdf", b"%PDF-")
    with big.open("r+b") as file:
        file.truncate(MOST_BYTES + 1)
    with qtbot.capture_exceptions() as caught:  # the fake jobs let the banner's error through
        drop(window, window.file("a.pdf", b"%PDF-1.7 a"), big)
    assert [str(error) for _kind, error, _where in caught] == ["groot.pdf: Dit bestand is groter dan 25 MB."]
    assert window.kept() == []


def test_a_picture_is_pasted_with_keys(qtbot: QtBot, window: Window) -> None:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(image)
    qtbot.keyClick(window.view.first(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (record,) = window.kept()
    assert (record.name, record.media_type) == ("Geplakt beeld.png", "image/png")
    QGuiApplication.clipboard().clear()


def test_a_pdf_shows_its_facts_and_the_way_out(window: Window) -> None:
    drop(window, window.file("brief.pdf", b"%PDF-1.7 brief"))
    assert not window.view.viewer.isVisible()
    assert "niet zelf tonen" in window.view.words.text()
    out = window.files / "uit.pdf"
    window.dialogs.path = out
    window.view.save.click()
    assert out.read_bytes() == b"%PDF-1.7 brief"


def test_a_document_is_put_with_a_person_or_a_contact(qtbot: QtBot, window: Window) -> None:
    visits.start(window.session, window.home.id)
    drop(window, window.file("brief.pdf", b"%PDF-1.7 brief"))
    field = window.view.belongs
    words = [field.combo.itemText(number) for number in range(1, field.combo.count())]
    assert words[0] == window.home.name
    assert "Samira El Amrani" in words
    assert words[-1].startswith("Huisbezoek vandaag")
    for choice in ("Samira El Amrani", words[-1]):
        field.combo.setFocus()
        field.combo.setCurrentIndex(1 + words.index(choice))
        field.combo.activated.emit(field.combo.currentIndex())  # as Enter in the open list does
        window.refresh()
        (record,) = window.kept()
        assert field.value() == record.row
        assert window.screen.attachments.state.lines[0].what.startswith(choice)
    assert audit(window.screen) == []
    undoing.undo(window.session)
    window.refresh()
    assert window.screen.attachments.state.lines[0].what.startswith("Samira El Amrani")


def test_delete_lays_it_in_the_bin_and_wissen_takes_it_away(qtbot: QtBot, window: Window) -> None:
    drop(window, window.file("a.pdf", b"%PDF-1.7 a"))
    qtbot.keyClick(window.view.list, Qt.Key.Key_Delete)
    window.refresh()
    assert window.view.stack.currentWidget() is window.view.empty
    drop(window, window.file("b.pdf", b"%PDF-1.7 b"))
    window.view.erase.click()
    assert "geschiedenis" in window.dialogs.asked[-1]
    assert window.kept() == []
    assert len(list((window.session.folder / BLOBS).iterdir())) == 1, "what lies in the bin stays"


def test_a_document_on_its_way_says_so(window: Window) -> None:
    drop(window, window.file("a.pdf", b"%PDF-1.7 a"))
    for path in (window.session.folder / BLOBS).iterdir():
        path.unlink()
    window.refresh()
    assert "onderweg" in window.view.list.rows.items[0].spoken
    assert "onderweg" in window.view.words.text()
    assert not window.view.save.isEnabled()


def test_a_damaged_photo_says_so_in_its_place(window: Window) -> None:
    drop(window, window.file("keuken.jpg", picture("JPEG")))
    (record,) = window.kept()
    assert record.blob is not None
    path = window.session.folder / BLOBS / record.blob.hex()
    path.write_bytes(path.read_bytes()[:-1])
    window.refresh()
    assert "beschadigd" in window.view.words.text()


def test_every_control_has_a_name_and_a_key(qtbot: QtBot, window: Window) -> None:
    drop(window, window.file("keuken.jpg", picture("JPEG")))
    assert audit(window.screen) == []
    qtbot.keyClick(window.view.list, Qt.Key.Key_Return)
    assert window.view.viewer.hasFocus()
    before = window.view.viewer.sheet.size_wanted
    qtbot.keyClick(window.view.viewer, Qt.Key.Key_Plus)
    assert window.view.viewer.sheet.size_wanted.width() > before.width()

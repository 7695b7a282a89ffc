"""Saving a paper leaves no names of folders or files in the settings of Qt."""

from pathlib import Path

import shiboken6
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from wijkdesk.ui.kit.dialogs import QtDialogs


def test_no_trace_of_where_a_paper_was_saved(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "GEHEIME-MAP"
    folder.mkdir()
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    chosen: list[Path] = []
    QtDialogs(window).save_file("Bewaar", "niet versleuteld - Blad.pdf", "PDF (*.pdf)", chosen.append)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.setDirectory(str(folder))
    dialog.selectFile("niet versleuteld - Blad.pdf")
    dialog.accept()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    assert chosen == [folder / "niet versleuteld - Blad.pdf"]
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.sync()
    kept = Path(settings.fileName())
    assert "GEHEIM" not in (kept.read_text("utf-8") if kept.exists() else "")
    assert "Blad" not in str([settings.value(key) for key in settings.allKeys()])

"""Look and language of the window, kept in the profile's folder and put in force at once.

`WindowSettings` has no names in it, so a locked window can read it too.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from wijkdesk.core import i18n, settings
from wijkdesk.core.settings import WindowSettings
from wijkdesk.ui.kit.theme import Theme

_LOG = logging.getLogger(__name__)


class Look(QObject):
    """The settings in force. `folder` None = kept nowhere. `language_changed` asks for a new window.

    `stepped` gives the settings from before a change of colours or text, for the way back.
    """

    changed = Signal()
    stepped = Signal(object)
    language_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.folder: Path | None = None
        self.settings = WindowSettings()
        self._qt_words: QTranslator | None = None

    def open(self, folder: Path | None) -> None:
        """Take the settings of a profile and put them in force."""
        self.folder = folder
        self.settings = settings.read(folder) if folder is not None else WindowSettings()
        self.apply()

    def apply(self) -> None:
        """Put theme, size, font and language in force."""
        i18n.set_language(self.settings.language)
        self._translate_qt()
        chosen = self.settings
        app = QApplication.instance()
        if isinstance(app, QApplication):
            Theme(chosen.theme, chosen.text / 100, chosen.readable, chosen.touch).apply(app)

    def _translate_qt(self) -> None:
        """Qt's own buttons (print, choose a file) in the same language."""
        app = QApplication.instance()
        if app is None:
            return
        if self._qt_words is not None:
            app.removeTranslator(self._qt_words)
        self._qt_words = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._qt_words.load(f"qtbase_{self.settings.language}", folder):
            app.installTranslator(self._qt_words)

    def change(self, **chosen: object) -> None:
        """Choose other values by name of WindowSettings; they are in force at once and kept."""
        before, self.settings = self.settings, replace(self.settings, **chosen).sane()  # type: ignore[arg-type]  # names of WindowSettings only
        self.keep()
        if self._look(before) != self._look(self.settings):
            self.apply()
        if self._look(before)[:-1] != self._look(self.settings)[:-1]:
            self.stepped.emit(before)
        self.changed.emit()
        if before.language != self.settings.language:
            self.language_changed.emit()

    @staticmethod
    def _look(one: WindowSettings) -> tuple[object, ...]:
        return one.theme, one.text, one.readable, one.touch, one.language

    def keep(self) -> None:
        """Write to the profile's folder; a full disk is no reason to stop working."""
        if self.folder is None:
            return
        try:
            settings.write(self.folder, self.settings)
        except OSError as error:
            _LOG.warning("window settings not kept: %s", type(error).__name__)


_look = Look()


def look() -> Look:
    """The one look of this process."""
    return _look

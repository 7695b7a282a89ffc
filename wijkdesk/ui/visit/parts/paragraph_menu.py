"""What can be said of one paragraph of the note: whose words, from whom, discussed, which language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QTextEdit, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.services.statements import Paragraph, Talked
from wijkdesk.ui.kit import icons
from wijkdesk.ui.kit.icons import Icon

Act = Callable[[], None]


def talked_words(talked: Talked) -> str:
    """How it is said whether a paragraph was discussed with the family."""
    words = {
        Talked.YES: _("besproken"),
        Talked.NO: _("niet besproken"),
        Talked.NOT_YET: _("nog niet besproken"),
    }
    return words[talked]


class ParagraphMenu(QMenu):
    """The menu of a paragraph: people first, so that one key says who spoke. The owner wires its groups:
    `speakers` (data: an Id), `talked` (a Talked) and `languages` (a code); it goes away when it is closed."""

    def __init__(
        self,
        item: Paragraph,
        speakers: Mapping[Id, str],
        languages: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Over deze alinea"))
        self.addAction(_("Wie zei dit?")).setEnabled(False)  # a section's title is not painted by our style
        self.speakers = QActionGroup(self)
        self.speakers.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        for row, name in speakers.items():
            self._choice(self, self.speakers, name, row, row == item.said_by)
        self.addSeparator()
        self.talked = QActionGroup(self)
        talk = self._below(_("&Besproken met het gezin"), Icon.USERS, "Alt 7")
        words = {Talked.YES: _("&Ja"), Talked.NO: _("N&ee"), Talked.NOT_YET: _("N&og niet")}
        for talked, text in words.items():
            self._choice(talk, self.talked, text, talked, talked is item.talked)
        self.languages = QActionGroup(self)
        tongue = self._below(_("&Taal"), Icon.LANGUAGES, "")
        for code, text in languages.items():
            self._choice(tongue, self.languages, text, code, code == (item.language or "nl"))
        self.aboutToHide.connect(self.deleteLater)

    def _below(self, text: str, icon: Icon, keys: str) -> QMenu:
        return self.addMenu(icons.icon(icon, size=16), f"{text}\t{keys}" if keys else text)

    @staticmethod
    def _choice(menu: QMenu, group: QActionGroup, text: str, data: object, on: bool) -> None:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(on)
        action.setData(data)
        group.addAction(action)

    def add(self, text: str, icon: Icon | None, keys: str, act: Act, on: bool = True) -> None:
        """One more act, with the keys that do the same."""
        action = QAction(f"{text}\t{keys}" if keys else text, self)
        if icon is not None:
            action.setIcon(icons.icon(icon, size=16))
        action.setEnabled(on)
        action.triggered.connect(act)
        self.addAction(action)

    def add_editing(self, editor: QTextEdit) -> None:
        """Cut, copy and paste."""
        chosen = editor.textCursor().hasSelection()
        self.addSeparator()
        self.add(_("Knippen"), None, "Ctrl X", editor.cut, chosen)
        self.add(_("Kopiëren"), Icon.COPY, "Ctrl C", editor.copy, chosen)
        self.add(_("Plakken"), None, "Ctrl V", editor.paste, editor.canPaste())

    def first(self) -> QAction | None:
        """The first that can be chosen."""
        return next((one for one in self.actions() if one.isEnabled() and not one.isSeparator()), None)

"""Lines that say what a step does or what someone has already (design 14, right-hand panel)."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.banner import Mark
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Small


class EffectWords(Protocol):
    """What a step does: the name of an icon, what, and a word more."""

    @property
    def icon(self) -> str:
        """Which icon of the kit."""

    @property
    def what(self) -> str:
        """What happens."""

    @property
    def more(self) -> str:
        """A word more."""


class EffectLine(QWidget):
    """An icon, what happens, and a word more below it."""

    def __init__(self, effect: EffectWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{effect.what}. {effect.more}")
        row, words = QHBoxLayout(self), QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        words.setSpacing(0)
        words.addWidget(Label(effect.what, weight=600, wrap=True))
        words.addWidget(Small(effect.more, wrap=True))
        mark = Mark(Icon(effect.icon), "primary", 20)
        row.addWidget(mark)
        row.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)


class HadLine(QWidget):
    """Something a person has already, and since when."""

    def __init__(self, item: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name, since = item
        self.setAccessibleName(f"{name}, {since}" if since else name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(Mark(Icon.FOLDER, "muted", 16))
        row.addWidget(Label(name, wrap=True), 1)
        row.addWidget(Small(since))

"""Lines that say which fields have two versions, each with the way to choose."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.buttons import Button
from wijkdesk.ui.kit.elided import ElidedLabel
from wijkdesk.ui.kit.icons import Icon


class Clash(Protocol):
    """A field with two versions, as a feature knows it; here only its words count."""

    @property
    def words(self) -> str:
        """What has two versions."""


class ClashButton(Button):
    """The mark beside a field that has two versions; pressing it opens the choice."""

    def __init__(self, what: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words or _("Twee versies"), Icon.GIT_COMPARE, "small", kind="danger", parent=parent)
        self.setAccessibleName(_("Twee versies van {what}: kiezen").format(what=what))


class ClashLines(QWidget):
    """`asked(Clash)` which of them a person wants to choose; hidden while there are none."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "clear")
        self.marks: tuple[Clash, ...] = ()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.hide()
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Distances in the scale of the look."""
        self.column.setSpacing(theme.px(6))

    def show_marks(self, marks: Sequence[Clash]) -> None:
        """Show these; made anew only when they differ."""
        if tuple(marks) == self.marks:
            return
        self.marks = tuple(marks)
        while (item := self.column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for mark in marks:
            self.column.addWidget(self._line(mark))
        self.setVisible(bool(marks))

    def _line(self, mark: Clash) -> QWidget:
        line = QWidget()
        line.setProperty("ground", "clear")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        button = ClashButton(mark.words)
        button.clicked.connect(partial(self.asked.emit, mark))
        row.addWidget(ElidedLabel(mark.words, 13, tint="danger"), 1)
        row.addWidget(button)
        return line

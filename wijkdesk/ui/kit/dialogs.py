"""Questions in a window of their own, without stopping the program; screens get them through a port."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.buttons import Button, DangerButton, PrimaryButton
from wijkdesk.ui.kit.chips import Option
from wijkdesk.ui.kit.choices import ChoiceField
from wijkdesk.ui.kit.fields import LineField
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.labels import Heading, Label

Then = Callable[[], None]
ThenText = Callable[[str], None]
ThenPath = Callable[[Path], None]
Options = Sequence[tuple[str, str]]  # value and words


class Dialogs(Protocol):
    """What a screen may ask; tests give their own."""

    def confirm(self, title: str, text: str, yes: str, then: Then, *, danger: bool = False) -> None:
        """Ask before doing; `yes` is a verb ("Dossier verwijderen")."""

    def ask(self, title: str, label: str, yes: str, then: ThenText, *, value: str = "") -> None:
        """Ask for one line of text."""

    def pick(
        self, title: str, text: str, label: str, options: Options, yes: str, then: ThenText, *,
        danger: bool = True, value: str = "",
    ) -> None:  # fmt: skip
        """Ask for one of several before doing something, mostly what cannot be undone; `then` gets its value."""

    def tell(self, title: str, text: str) -> None:
        """Say something that must be read."""

    def open_file(self, title: str, kinds: str, then: ThenPath) -> None:
        """Let a file be chosen; `kinds` as in "Pdf (*.pdf)"."""

    def save_file(self, title: str, name: str, kinds: str, then: ThenPath) -> None:
        """Let a name for a new file be chosen."""


class KitDialog(QDialog):
    """A dialog in our look that frees itself on closing. Put content in `body`; `answered` when yes is used."""

    answered = Signal()

    def __init__(
        self,
        title: str,
        text: str = "",
        yes: str = "",
        *,
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleDescription(text)
        self.setMinimumWidth(theme.px(420))
        box = QVBoxLayout(self)
        edge = theme.px(24)
        box.setContentsMargins(edge, edge, edge, edge)
        box.setSpacing(theme.px(12))
        heading = Heading(title, 1)
        heading.setWordWrap(True)
        box.addWidget(heading)
        if text:
            box.addWidget(Label(text, wrap=True))
        self.body = QVBoxLayout()
        box.addLayout(self.body)
        self.row = FlowRow(gap=8)
        self.no = Button(_("Laat zo") if yes else _("Sluiten"))
        self.no.clicked.connect(self.reject)
        self.row.push(self.no)
        self.yes = (DangerButton if danger else PrimaryButton)(yes, parent=self)
        self.yes.setVisible(bool(yes))
        if yes:
            self.yes.clicked.connect(self.accept)
            self.row.addWidget(self.yes)
        box.addSpacing(theme.px(8))
        box.addLayout(self.row)
        self.accepted.connect(self.answered)
        (self.no if danger or not yes else self.yes).setFocus()


class AskDialog(KitDialog):
    """A dialog with one field."""

    answered_text = Signal(str)

    def __init__(
        self, title: str, label: str, yes: str, value: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(title, "", yes, parent=parent)
        self.field = LineField(label)
        self.field.set_value(value)
        self.body.addWidget(self.field)
        self.field.edit.returnPressed.connect(self.accept)
        self.accepted.connect(self._on_accepted)
        self.field.setFocus()

    def _on_accepted(self) -> None:
        self.answered_text.emit(self.field.edit.text().strip())


class PickDialog(KitDialog):
    """A dialog with one choice; yes waits until there is one. `value` = the usual choice."""

    picked = Signal(str)

    def __init__(
        self, title: str, text: str, label: str, options: Options, yes: str, parent: QWidget | None = None, *,
        danger: bool = True, value: str = "",
    ) -> None:  # fmt: skip
        super().__init__(title, text, yes, danger=danger and not value, parent=parent)
        self.field = ChoiceField(label, [Option(value, words) for value, words in options])
        self.field.edited.connect(self._on_changed)
        self.body.addWidget(self.field)
        self.field.set_value(value or None)
        self.yes.setEnabled(bool(value))
        self.yes.setDefault(bool(value))
        self.accepted.connect(self._on_accepted)
        self.field.combo.setFocus()

    def _on_changed(self) -> None:
        self.yes.setEnabled(self.field.value() is not None)

    def _on_accepted(self) -> None:
        self.picked.emit(str(self.field.value()))


class QtDialogs:
    """The real dialogs, over the window given."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    def confirm(self, title: str, text: str, yes: str, then: Then, *, danger: bool = False) -> None:
        """Ask before doing."""
        dialog = KitDialog(title, text, yes, danger=danger, parent=self.window)
        dialog.answered.connect(then)
        dialog.open()

    def ask(self, title: str, label: str, yes: str, then: ThenText, *, value: str = "") -> None:
        """Ask for one line of text."""
        dialog = AskDialog(title, label, yes, value, self.window)
        dialog.answered_text.connect(then)
        dialog.open()

    def pick(
        self, title: str, text: str, label: str, options: Options, yes: str, then: ThenText, *,
        danger: bool = True, value: str = "",
    ) -> None:  # fmt: skip
        """Ask for one of several."""
        dialog = PickDialog(title, text, label, options, yes, self.window, danger=danger, value=value)
        dialog.picked.connect(then)
        dialog.open()

    def tell(self, title: str, text: str) -> None:
        """Say something that must be read."""
        KitDialog(title, text, parent=self.window).open()

    def open_file(self, title: str, kinds: str, then: ThenPath) -> None:
        """Let a file be chosen."""
        self._choose(_PathDialog(self.window, title, kinds), then)

    def save_file(self, title: str, name: str, kinds: str, then: ThenPath) -> None:
        """Let a name for a new file be chosen; an existing file asks first."""
        dialog = _PathDialog(self.window, title, kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.selectFile(name)
        self._choose(dialog, then)

    @staticmethod
    def _choose(dialog: _PathDialog, then: ThenPath) -> None:
        dialog.chosen.connect(then)
        dialog.open()


class _PathDialog(QFileDialog):
    """A file dialog that gives a Path, frees itself, and leaves no folder names in Qt's or the system's history."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, title: str, kinds: str) -> None:
        super().__init__(parent, title, "", kinds)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setOption(QFileDialog.Option.DontUseNativeDialog)
        self.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.fileSelected.connect(self._on_selected)
        self.finished.connect(self._forget)

    def _on_selected(self, name: str) -> None:
        self.chosen.emit(Path(name))

    def _forget(self) -> None:
        # QFileDialog writes its history and last folder to Qt's settings when it is destroyed
        self.setDirectory(QDir.rootPath())
        self.setHistory([])

"""A line of text behind dots."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from wijkdesk.ui.kit.fields import LineField


class HiddenField(LineField):
    """A line of text behind dots; `show_words` shows them."""

    def __init__(self, label: str, help_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, help_text, parent=parent)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)

    def show_words(self, on: bool) -> None:
        """Words or dots."""
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

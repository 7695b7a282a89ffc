"""A setting as a row: its name, a sentence, and the switch or list that changes it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.checks import Switch
from wijkdesk.ui.kit.choices import ComboBox
from wijkdesk.ui.kit.labels import Kbd, Label, Small


class SettingRow(QWidget):
    """`control` stands at the right; it takes the name of the row."""

    def __init__(
        self, title: str, text: str, control: QWidget, keys: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.control = control
        self.text = Small(text, wrap=True)
        control.setAccessibleName(title)
        control.setAccessibleDescription(text)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(title, weight=600, wrap=True))
        words.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(6), 0, theme.px(6))
        row.setSpacing(theme.px(8))
        row.addLayout(words, 1)
        if keys:
            row.addWidget(Kbd(keys))
        row.addWidget(control)


def switch_row(title: str, text: str, keys: str = "") -> tuple[SettingRow, Switch]:
    """A row with a switch."""
    switch = Switch(title)
    return SettingRow(title, text, switch, keys), switch


def list_row(title: str, text: str, choices: list[tuple[str, int]]) -> tuple[SettingRow, ComboBox]:
    """A row with a list; each choice is words and a value."""
    box = ComboBox()
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    for words, value in choices:
        box.addItem(words, value)
    return SettingRow(title, text, box), box


def set_quietly(box: ComboBox, value: int) -> None:
    """Show a value without telling anyone; one that is not in the list shows nothing."""
    box.blockSignals(True)
    box.setCurrentIndex(box.findData(value))
    box.blockSignals(False)

"""A fingerprint to read aloud: its groups as large blocks, in order, spelled for a screen reader."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.labels import Tag
from wijkdesk.ui.kit.paint import TagStyle

_STYLE = TagStyle("text", "sunken", "line", height=40, radius=8, pad=9, size=18, weight=600)


class Fingerprint(QWidget):
    """Six groups of four, wrapping where it is narrow; reached by Tab, so that it can be heard."""

    def __init__(self, text: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = FlowRow(self, gap=6)
        self.name = name or _("Vingerafdruk")
        self.text = ""
        self.blocks: list[Tag] = []
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another one."""
        if text == self.text and self.blocks:
            return
        self.text = text
        for block in self.blocks:
            self.row.removeWidget(block)
            block.deleteLater()
        self.blocks = [Tag(group, _STYLE) for group in text.split()]
        for block in self.blocks:
            self.row.addWidget(block)
        spelled = ", ".join(" ".join(group) for group in text.split())
        self.setAccessibleName(f"{self.name}: {spelled}")

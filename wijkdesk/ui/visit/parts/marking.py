"""Names and domains stand out in the text; colours only, so that undo and the words stay as they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from wijkdesk.core.discreet import discreet
from wijkdesk.services import mentions
from wijkdesk.services.mentions import Name
from wijkdesk.ui.kit import theme


class MentionMarker(QSyntaxHighlighter):
    """Colours every mention that is understood."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._names: tuple[Name, ...] = ()
        self._hidden = False

    def set_names(self, names: Sequence[Name]) -> None:
        """Know other names."""
        if (tuple(names), discreet()) != (self._names, self._hidden):
            self._names, self._hidden = tuple(names), discreet()
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Colour one paragraph."""
        form = QTextCharFormat()
        form.setForeground(theme.color("primary"))
        form.setFontWeight(QFont.Weight.DemiBold)
        for found in mentions.find(text, self._names):
            self.setFormat(found.start, found.end - found.start, form)
            if self._hidden and found.name.mark == "@":  # "@S" and a bar over the rest
                self.setFormat(found.start + 2, found.end - found.start - 2, _bar())


def _bar() -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(theme.color("line"))
    form.setBackground(theme.color("line"))
    return form

"""Text in which differing words stand out: by ground, line and words for who cannot see colour."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from wijkdesk.core.differences import Piece, Stretch
from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme


class DiffText(QLabel):
    """One side of a comparison (own words underlined), or with `result` what came and what went."""

    def __init__(self, *, result: bool = False, size: float = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.result, self._size = result, size
        self.stretches: tuple[Stretch, ...] = ()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        theme.follow(self.restyle)

    def set_stretches(self, stretches: Iterable[Stretch]) -> None:
        """Show other words."""
        self.stretches = tuple(stretches)
        self.restyle()

    def restyle(self) -> None:
        """Take fonts and colours of the look in force."""
        self.setFont(theme.font(self._size))
        self.setText("".join(self._marked(stretch) for stretch in self.stretches))
        self.setAccessibleName(self.spoken())

    def spoken(self) -> str:
        """The text as it is read aloud."""
        if not self.result:
            return "".join(stretch.text for stretch in self.stretches)
        words = {Piece.ADDED: _("erbij: {text}"), Piece.REMOVED: _("weg: {text}")}
        return " ".join(
            words[stretch.piece].format(text=stretch.text.strip()) if stretch.piece in words else stretch.text
            for stretch in self.stretches
            if stretch.text.strip()
        )

    def _marked(self, stretch: Stretch) -> str:
        text = escape(stretch.text).replace("\n", "<br>")
        if stretch.piece is Piece.SAME or not stretch.text.strip():
            return text
        front, back, line = self._look(stretch.piece)
        return (
            f'<span style="color:{theme.hex_of(front)}; background-color:{theme.hex_of(back)};'
            f' text-decoration:{line}; font-weight:600;">{text}</span>'
        )

    def _look(self, piece: Piece) -> tuple[str, str, str]:
        if not self.result:
            return "onsoft", "soft", "underline"
        if piece is Piece.ADDED:
            return "ok", "oksoft", "underline"
        return "danger", "dangersoft", "line-through"

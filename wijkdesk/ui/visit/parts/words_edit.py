"""Own words on one line: «between guillemets» at rest, bare while being typed; kept every two seconds."""

from __future__ import annotations

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from wijkdesk.services.drafts import KEEP_MS
from wijkdesk.ui.kit import icons, theme
from wijkdesk.ui.kit.icons import Icon

_LEAD = 16  # px at 100 %
_OPEN, _CLOSE = "«", "»"


class WordsEdit(QLineEdit):
    """`worded(str)` when left or on Enter, `drafted(str, int)` with the caret while typing, `entered` on Enter."""

    worded = Signal(str)
    drafted = Signal(str, int)
    entered = Signal()

    def __init__(
        self, name: str, hint: str = "", *, quoted: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.quoted = quoted
        self.setProperty("tall", "small")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._words = self._told = ""
        self._lead: tuple[Icon, str] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self._keep)
        self.textEdited.connect(self._on_typed)
        self.returnPressed.connect(self._on_enter)

    def set_lead(self, icon: Icon, role: str) -> None:
        """Paint an icon before the words (an action of Qt would not grow with the text)."""
        self._lead = icon, role
        theme.follow(self._make_room)

    def _make_room(self) -> None:
        self.setTextMargins(theme.px(_LEAD + 8), 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon over the field."""
        super().paintEvent(event)
        if self._lead is not None:
            spot = QRect(theme.px(12), 0, theme.px(_LEAD), self.height())
            icons.draw(QPainter(self), self._lead[0], spot, self._lead[1], _LEAD)

    def words(self) -> str:
        """The words as typed."""
        return self._words

    def set_words(self, words: str, caret: int = -1) -> None:
        """Show words; what is being typed is never overwritten."""
        if self.hasFocus() and self._words != self._told:
            return
        self._words = self._told = words
        self._show()
        if caret >= 0:
            self.setFocus()
            self.setCursorPosition(min(caret, len(words)))

    def _show(self) -> None:
        bare = self.hasFocus() or not self.quoted or not self._words
        text = self._words if bare else f"{_OPEN}{self._words}{_CLOSE}"
        if self.text() != text:
            self.setText(text)

    def _on_typed(self, text: str) -> None:
        self._words = text
        if not self._timer.isActive():
            self._timer.start()

    def _keep(self) -> None:
        if self._words != self._told:
            self.drafted.emit(self._words, self.cursorPosition())

    def keep(self) -> None:
        """Tell the draft now."""
        self._timer.stop()
        self._keep()

    def _on_enter(self) -> None:
        self.tell()
        self.entered.emit()

    def tell(self) -> None:
        """Tell the words when they changed."""
        self._timer.stop()
        if self._words != self._told:
            self._told = self._words
            self.worded.emit(self._words)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Bare words to type in, the caret at the end."""
        super().focusInEvent(event)
        self._show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving gives the words."""
        super().focusOutEvent(event)
        self.tell()
        self._show()

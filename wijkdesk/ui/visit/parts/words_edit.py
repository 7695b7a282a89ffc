"""Own words on one line: «between guillemets» at rest, bare while being typed; kept every two seconds."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from wijkdesk.services.drafts import KEEP_MS
from wijkdesk.ui.kit import icons, paint, theme
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
        self._lead: tuple[Icon, str, str] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self._keep)
        self.textEdited.connect(self._on_typed)
        self.returnPressed.connect(self._on_enter)

    def set_lead(self, icon: Icon, role: str, word: str) -> None:
        """Paint an icon and a word before what is typed (an action of Qt would not grow with the text)."""
        self._lead = icon, role, word
        theme.follow(self._make_room)

    def _make_room(self) -> None:
        word = self._lead[2] if self._lead else ""
        wide = QFontMetrics(theme.font(13, 600)).horizontalAdvance(word)
        self.setTextMargins(theme.px(_LEAD + 14) + wide, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon and word over the field."""
        super().paintEvent(event)
        if self._lead is not None:
            icon, role, word = self._lead
            painter, side = QPainter(self), theme.px(_LEAD)
            icons.draw(painter, icon, QRect(theme.px(12), 0, side, self.height()), role, _LEAD)
            left = theme.px(12 + 6) + side
            spot = QRect(left, 0, self.width() - left, self.height())
            paint.words(painter, spot, word, theme.font(13, 600), role)

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
        if not self.hasFocus():
            self.setCursorPosition(0)  # at rest long words show how they begin

    def _on_typed(self, text: str) -> None:
        began = self._words == self._told
        self._words = text
        if began:
            self._keep()  # at once: what stands there now is what these words are typed over
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
        """Bare words to type in, the caret at the end; a click puts it where it is."""
        super().focusInEvent(event)
        self._show()
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.end(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving gives the words."""
        super().focusOutEvent(event)
        self.tell()
        self._show()

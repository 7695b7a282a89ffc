"""A message inside the page: bold core, one sentence, at most one action; spoken when it appears."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from wijkdesk.ui.kit import icons, paint, theme
from wijkdesk.ui.kit.announce import announce
from wijkdesk.ui.kit.buttons import QuietButton
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label
from wijkdesk.ui.kit.tone import Tone

_ICONS = {
    Tone.OK: Icon.CIRCLE_CHECK, Tone.WARN: Icon.TRIANGLE_ALERT, Tone.DANGER: Icon.CIRCLE_ALERT,
    Tone.INFO: Icon.INFO, Tone.NEUTRAL: Icon.INFO,
}  # fmt: skip


class Mark(QWidget):
    """An icon beside words that say the same: decoration, not in the accessible tree's way."""

    def __init__(
        self, icon: Icon, role: str = "muted", size: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.icon, self.role, self.size_px = icon, role, size
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Size in the scale of the look."""
        self.setFixedSize(QSize(theme.px(self.size_px), theme.px(self.size_px)))
        self.update()

    def set_mark(self, icon: Icon, role: str) -> None:
        """Show another icon."""
        self.icon, self.role = icon, role
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        icons.draw(QPainter(self), self.icon, QRect(self.rect()), self.role, self.size_px)


class Banner(QFrame):
    """Banner(Tone.INFO, _("Praat hierover:"), _("Lina geeft een 3.")); `acted` when its action is used."""

    acted = Signal()

    def __init__(
        self,
        tone: Tone,
        bold: str,
        text: str = "",
        *,
        action: str = "",
        icon: Icon | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.mark = Mark(icon or _ICONS[tone], tone.front)
        self.bold, self.text = Label(bold, weight=600), Label(text, wrap=True)
        self.button = QuietButton(action, size="small")
        self.button.clicked.connect(self.acted)
        self.row = QHBoxLayout(self)
        self.row.addWidget(self.mark)
        self.row.addWidget(self.bold)
        self.row.addWidget(self.text, 1)
        self.row.addWidget(self.button)
        theme.follow(self.restyle)
        self.show_message(tone, bold, text, action=action, icon=icon)

    def restyle(self) -> None:
        """Room around, in the scale of the look."""
        self.row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        self.row.setSpacing(theme.px(8))
        self.update()

    def show_message(
        self, tone: Tone, bold: str, text: str = "", *, action: str = "", icon: Icon | None = None
    ) -> None:
        """Say something else; spoken at once when the banner is on screen."""
        self.tone = tone
        self.mark.set_mark(icon or _ICONS[tone], tone.front)
        for label, words in ((self.bold, bold), (self.text, text)):
            label.setText(words)
            label.set_tint("info" if tone is Tone.INFO else ("text" if tone is Tone.NEUTRAL else tone.value))
        self.bold.setVisible(bool(bold))
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setAccessibleName(f"{bold} {text}".strip())
        self.update()
        if self.isVisible():
            self._speak()

    def showEvent(self, event: QShowEvent) -> None:
        """Speak when it appears."""
        super().showEvent(event)
        self._speak()

    def _speak(self) -> None:
        announce(self, self.accessibleName(), urgent=self.tone is Tone.DANGER)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and border of the tone."""
        paint.box(QPainter(self), QRectF(self.rect()), theme.px(8), self.tone.back, self.tone.line)

"""Words on the screen: labels, headings and tags that follow the look."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import paint, theme
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.paint import TagStyle
from wijkdesk.ui.kit.tone import Tone


class Label(QLabel):
    """Plain text; `size` in px at 100 %; `tint`: text, muted, primary, ok, warn, danger, info."""

    def __init__(
        self, text: str = "", size: float = 14, weight: int = 400, *, tint: str = "text", wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(text, parent)
        self._size, self._weight = size, weight
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("tint", tint)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Take the fonts of the look in force."""
        self.setFont(theme.font(self._size, self._weight))

    def set_tint(self, tint: str) -> None:
        """Change the colour role."""
        self.setProperty("tint", tint)
        self.style().unpolish(self)
        self.style().polish(self)


class Heading(Label):
    """A title. Level 0 = first run (28), 1 = screen (24), 2 = card (16), 3 = small (14)."""

    def __init__(self, text: str, level: int = 2, parent: QWidget | None = None) -> None:
        size = {0: 28, 1: 24, 2: 16, 3: 14}[level]
        super().__init__(text, size, 700 if level < 2 else 600, wrap=level == 0, parent=parent)
        self.level = level


class Small(Label):
    """A small muted line (13 px), wrapping when asked."""

    def __init__(
        self, text: str = "", wrap: bool = False, tint: str = "muted", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, 13, 400, tint=tint, wrap=wrap, parent=parent)


class Tag(QLabel):
    """A painted bit of text with an icon; base of Pill, StatementChip, Kbd and StatusText."""

    def __init__(
        self, text: str, style: TagStyle, icon: Icon | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._style, self._icon = style, icon
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Measure and paint anew after a switch of look."""
        self.updateGeometry()
        self.update()

    def set_tag(self, text: str, style: TagStyle | None = None, icon: Icon | None = None) -> None:
        """Change words, look and icon at once."""
        self.setText(text)
        self._style, self._icon = style or self._style, icon
        self.restyle()

    def sizeHint(self) -> QSize:
        """As wide as the words need."""
        return QSize(paint.tag_width(self.text(), self._icon, self._style), theme.px(self._style.height))

    def minimumSizeHint(self) -> QSize:
        """Never smaller than the words."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tag."""
        paint.tag(QPainter(self), self.rect(), self.text(), self._icon, self._style)


class Pill(Tag):
    """A status in words: Pill(_("vandaag"), Tone.WARN, Icon.CLOCK)."""

    def __init__(
        self, text: str, tone: Tone = Tone.NEUTRAL, icon: Icon | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, paint.pill_style(tone), icon, parent)
        self.tone = tone

    def set_pill(self, text: str, tone: Tone, icon: Icon | None = None) -> None:
        """Show another status."""
        self.tone = tone
        self.set_tag(text, paint.pill_style(tone), icon)


class Kbd(Tag):
    """A key or key combination, e.g. Kbd("Ctrl K"); decoration beside words that say the same."""

    def __init__(self, text: str, parent: QWidget | None = None, on_primary: bool = False) -> None:
        front, back, line = ("onprimary", "", "onprimary") if on_primary else ("muted", "bg", "line")
        super().__init__(text, TagStyle(front, back, line, 20, 4, 6, 12, 500), parent=parent)


class StatusText(Tag):
    """A word for the status bar: StatusText(_("Opgeslagen 14:02"), Tone.OK, Icon.CHECK)."""

    def __init__(
        self, text: str, tone: Tone = Tone.NEUTRAL, icon: Icon | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, self._look(tone), icon, parent)

    @staticmethod
    def _look(tone: Tone) -> TagStyle:
        weight = 400 if tone is Tone.NEUTRAL else 600
        return TagStyle(tone.front, height=24, pad=0, weight=weight, icon=16)

    def set_status(self, text: str, tone: Tone, icon: Icon | None = None) -> None:
        """Show another state."""
        self.set_tag(text, self._look(tone), icon)


def _kinds() -> dict[str, tuple[str, Icon, str, str]]:
    """Kind → (Dutch word, icon, front, back); words late, so that the language may change."""
    return {
        "observation": (_("Waarneming"), Icon.EYE, "ok", "oksoft"),
        "reported": (_("Gezegd"), Icon.QUOTE, "onsoft", "soft"),
        "opinion": (_("Mening"), Icon.MEGAPHONE, "muted", "sunken"),
        "interpretation": (_("Duiding"), Icon.SEARCH, "muted", "sunken"),
        "hypothesis": (_("Vermoeden"), Icon.LIGHTBULB, "warn", "warnsoft"),
        "decision": (_("Besluit"), Icon.GAVEL, "text", "sunken"),
    }


def statement_kinds() -> list[tuple[str, str, Icon]]:
    """All kinds of statement in order: (kind, Dutch word, icon)."""
    return [(kind, look[0], look[1]) for kind, look in _kinds().items()]


class StatementChip(Tag):
    """The kind of a statement: observation, reported, opinion, interpretation, hypothesis, decision."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        word, icon, front, back = _kinds()[kind]
        self._plain = TagStyle(front, back, "", 20, 4, 6, 12, 600, 14, 5)
        super().__init__(word, self._plain, icon, parent)
        self.kind = kind

    def restyle(self) -> None:
        """High contrast has no grounds: there a line holds the chip together."""
        outlined = theme.current().actual == "contrast"
        self._style = replace(self._plain, line=self._plain.front if outlined else "")
        super().restyle()

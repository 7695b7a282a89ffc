"""Tiles of basic needs: what it is, how it stands in words, and a menu to say so (core/notes.md, Bezoek)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import icons, paint, theme
from wijkdesk.ui.kit.buttons import enter_clicks
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.tone import Tone


@dataclass(frozen=True)
class NeedState:
    """One way a need can stand."""

    key: str
    words: str
    tone: Tone
    icon: Icon


def need_states() -> list[NeedState]:
    """The four states: now, soon, fine, not_asked."""
    return [
        NeedState("now", _("Nu nodig"), Tone.DANGER, Icon.TRIANGLE_ALERT),
        NeedState("soon", _("Binnenkort"), Tone.WARN, Icon.CLOCK),
        NeedState("fine", _("In orde"), Tone.OK, Icon.CHECK),
        NeedState("not_asked", _("Niet gevraagd"), Tone.NEUTRAL, Icon.CIRCLE_DASHED),
    ]


class NeedTile(QToolButton):
    """A need on two lines; Enter or click opens the four states. `stated(str)` gives the state's key."""

    stated = Signal(str)

    def __init__(
        self,
        name: str,
        state: str = "not_asked",
        words: str = "",
        *,
        states: Sequence[NeedState] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.states = list(states) or need_states()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.open_menu)
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        self._make_menu()
        self.set_state(state, words)
        theme.follow(self.restyle)

    def _make_menu(self) -> None:
        self.choices = QMenu(self)
        for number, choice in enumerate(self.states, 1):
            key = str(number) if choice in need_states() else "+"
            action = self.choices.addAction(f"{choice.words}\t{key}")
            action.setData(choice.key)
        self.choices.triggered.connect(self._on_triggered)

    def menu(self) -> QMenu:
        """The ways this need can stand, with their keys."""
        return self.choices

    def open_menu(self) -> None:
        """Show the menu under the tile; the rest of the window goes on meanwhile."""
        self.choices.popup(self.mapToGlobal(QPoint(0, self.height())))
        now = next((one for one in self.choices.actions() if one.data() == self.state.key), None)
        if now is not None:
            self.choices.setActiveAction(now)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the menu, as the space bar does."""
        if not enter_clicks(self, event):
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """Measure, paint and colour the menu anew after a switch of look."""
        for action, choice in zip(self.menu().actions(), self.states, strict=True):
            action.setIcon(icons.icon(choice.icon, choice.tone.front, 16))
        self.updateGeometry()
        self.update()

    def set_state(self, key: str, words: str = "") -> None:
        """Show a state; `words` says more than its name ("brief ontruiming")."""
        self.state = next(choice for choice in self.states if choice.key == key)
        name = self.state.words
        self.words = f"{name}: {words}" if words and key == "now" else (words or name)
        self.setText(f"{self.name}: {self.words}")
        self.setAccessibleName(self.text())
        self.setToolTip(self.text())
        self.updateGeometry()
        self.update()

    def _on_triggered(self, action: QAction) -> None:
        key = str(action.data())
        if key != self.state.key:
            self.set_state(key)
            self.stated.emit(key)

    def sizeHint(self) -> QSize:
        """Both lines whole, 52 high; as wide for every answer, so that the tiles beside it stay where they are."""
        name = QFontMetrics(theme.font(14, 600)).horizontalAdvance(self.name)
        metrics = QFontMetrics(theme.font(13, 600))
        words = max(map(metrics.horizontalAdvance, (self.words, *(one.words for one in need_states()))))
        return QSize(max(name, words) + theme.px(52), theme.px(52))

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon and two lines."""
        painter = QPainter(self)
        tone, key = self.state.tone, self.state.key
        loud = key in ("now", "soon")
        back = tone.back if loud else ("hover" if self.underMouse() else "surface")
        line = "danger" if key == "now" else (tone.line if loud else "line")
        width = theme.px(2) if key == "now" else 1
        paint.box(painter, QRectF(self.rect()), theme.px(8), back, line, width=width)
        side = theme.px(18)
        icons.draw(painter, self.state.icon, QRect(theme.px(11), 0, side, self.height()), tone.front)
        left, half = theme.px(11) + side + theme.px(9), self.height() // 2
        room = self.width() - left - theme.px(6)
        lift = theme.px(5)
        paint.words(painter, QRect(left, lift, room, half - lift), self.name, theme.font(14, 600), "text")
        role = tone.front if loud else "muted"
        font = theme.font(13, 600 if key == "now" else 400)
        paint.words(painter, QRect(left, half, room, half - lift), self.words, font, role)
        if self.hasFocus():
            paint.ring(painter, self.rect(), theme.px(8))

"""Surfaces: card, hairline, page with scroll area, page header and empty state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from wijkdesk.ui.kit import icons, paint, theme
from wijkdesk.ui.kit.banner import Mark
from wijkdesk.ui.kit.buttons import Button, PrimaryButton
from wijkdesk.ui.kit.flow import FlowGrid, FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Label, Small

_NONE = Qt.MouseButton.NoButton


class Hairline(QFrame):
    """A thin line between rows inside a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "hair")


class Card(QFrame):
    """A surface with an optional title at the left and a small note or quiet action at the right.

    Put content in `body` (a QVBoxLayout) or with `add`.
    `tone`: "", info, warn, danger, ok, open, sunken, dashed.
    """

    def __init__(
        self,
        title: str = "",
        action: QWidget | None = None,
        note: str = "",
        tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setProperty("tone", tone)
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.title = Heading(title, 2, self)
        self.note = Small(note, parent=self)
        self._acts = action is not None
        self.title.setVisible(bool(title or action or note))
        self.head = QHBoxLayout()
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.head.addWidget(self.title, 1)
        self.head.addWidget(self.note)
        self._strut = QSpacerItem(0, 0)
        if action:
            self.head.addItem(self._strut)
            self.head.addWidget(action)
        if title or action or note:
            self.body.addLayout(self.head)
        self.note.setVisible(bool(note))
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Room around and between, in the scale of the look."""
        wide, high = theme.px(20), theme.px(16)
        top = theme.px(10) if self._acts else high  # titles of cards side by side stand on one line
        self._strut.changeSize(0, theme.px(32))
        self.body.setContentsMargins(wide, top, wide, high)
        self.body.setSpacing(theme.px(8))
        self.head.setSpacing(theme.px(8))

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget at the end of the card."""
        self.body.addWidget(widget, stretch)

    def set_note(self, text: str) -> None:
        """Change the small words at the right of the title."""
        self.note.setText(text)
        self.note.setVisible(bool(text))


class Page(QScrollArea):
    """A scrolling page: fill `body` (a QVBoxLayout with the page's margins). Not a tab stop itself."""

    def __init__(self, name: str, margin: int = 24, gap: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._margin, self._gap = margin, gap
        inner = QWidget()
        inner.setObjectName("page")
        self.body = QVBoxLayout(inner)
        self.setWidget(inner)
        theme.follow(self.restyle)
        app = QApplication.instance()
        assert isinstance(app, QApplication), "there are no widgets without an application"
        app.focusChanged.connect(self._on_focus)

    def restyle(self) -> None:
        """Margins in the scale of the look."""
        edge = theme.px(self._margin)
        self.body.setContentsMargins(edge, edge, edge, edge)
        self.body.setSpacing(theme.px(self._gap))

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Keep the widget that gets the focus in sight, however it got there (WCAG 2.2, 2.4.11).

        What is clicked is in sight already; it must not move under the mouse.
        """
        inner = self.widget()
        if (
            now is None
            or inner is None
            or not inner.isAncestorOf(now)
            or QApplication.mouseButtons() != _NONE
        ):
            return
        self.ensureWidgetVisible(now, theme.px(24), theme.px(24))


class PageHeader(QWidget):
    """The title of a page with pills beside it and actions at the right; wraps when it is narrow."""

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        pills: Sequence[QWidget] = (),
        actions: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title, self.subtitle = Heading(title, 1), Label(subtitle, tint="muted", wrap=True)
        self.row = FlowRow(gap=8)
        self.row.addWidget(self.title)
        for pill in pills:
            self.row.addWidget(pill)
        for action in actions:
            self.row.push(action)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(self.row)
        box.addWidget(self.subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change the words."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))


@dataclass(frozen=True)
class Way:
    """A way on from an empty list: a key for the signal, button words, and a card's title and sentence."""

    key: str
    button: str
    icon: Icon
    title: str = ""
    text: str = ""
    button_icon: Icon | None = None
    keys: str = ""


class _RoundIcon(QWidget):
    def __init__(self, icon: Icon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = icon
        theme.follow(self.restyle)

    def restyle(self) -> None:
        self.setFixedSize(QSize(theme.px(88), theme.px(88)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = "primary" if theme.current().actual == "contrast" else ""
        paint.box(painter, QRectF(self.rect()), self.width() / 2, "soft", line)
        icons.draw(painter, self.icon, self.rect(), "onsoft", 40)


class EmptyState(QWidget):
    """What is missing, why that is fine, and one to three ways on; `chosen(str)` gives the way's key."""

    chosen = Signal(str)

    def __init__(
        self, icon: Icon, title: str, text: str, ways: Sequence[Way] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        middle = Qt.AlignmentFlag.AlignHCenter
        box = QVBoxLayout(self)
        box.setSpacing(theme.px(12))
        box.addStretch(1)
        box.addWidget(_RoundIcon(icon), 0, middle)
        heading = Heading(title, 1)
        heading.setWordWrap(True)
        heading.setAlignment(middle)
        box.addSpacing(theme.px(8))
        box.addWidget(heading)
        words = Label(text, 16, tint="muted", wrap=True)
        words.setAlignment(middle)
        box.addWidget(words)
        box.addSpacing(theme.px(8))
        self.buttons: list[Button] = []
        box.addLayout(self._ways(ways))
        box.addStretch(2)

    def _ways(self, ways: Sequence[Way]) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch(1)
        holder = QWidget()
        cards = any(way.title for way in ways)
        grid = FlowGrid(250, gap=16) if cards else FlowRow(gap=12)
        for index, way in enumerate(ways):
            grid.addWidget(self._card(way, index == 0) if cards else self._button(way, index == 0))
        holder.setLayout(grid)
        line.addWidget(holder, 6 if cards else 0)
        line.addStretch(1)
        return line

    def _button(self, way: Way, first: bool) -> Button:
        kind = PrimaryButton if first else Button
        button = kind(way.button, way.button_icon or way.icon, keys=way.keys)
        button.setProperty("way", way.key)
        button.clicked.connect(self._on_clicked)
        self.buttons.append(button)
        return button

    def _card(self, way: Way, first: bool) -> Card:
        card = Card(tone="")
        card.setAccessibleName(way.title)
        card.add(Mark(way.icon, "primary", 24))
        card.add(Heading(way.title, 2))
        card.add(Label(way.text, tint="muted", wrap=True))
        card.body.addStretch(1)
        card.body.addSpacing(theme.px(8))
        card.body.addWidget(self._button(way, first), 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _on_clicked(self) -> None:
        self.chosen.emit(str(self.sender().property("way")))

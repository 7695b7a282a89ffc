"""Twee versies: the inbox at the left, the open card at the right (design 12)."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.conflicts.parts.pair_card import PairCard
from wijkdesk.ui.conflicts.presenter import State
from wijkdesk.ui.kit import icons, paint, theme
from wijkdesk.ui.kit.announce import announce
from wijkdesk.ui.kit.cards import EmptyState, Page, Way
from wijkdesk.ui.kit.conflict_card import ConflictCard
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Pill, Small
from wijkdesk.ui.kit.row_delegates import RowDelegate
from wijkdesk.ui.kit.row_lists import RowList
from wijkdesk.ui.kit.rows import VersionItem
from wijkdesk.ui.kit.tone import Tone

_ICONS = {"text": Icon.FILE_TEXT, "value": Icon.LIST_CHECKS, "delete": Icon.TRASH, "person": Icon.USERS}
_WIDE = 1300  # px at 100 %: the list takes its full width
_NARROW = 860  # px at 100 %: the list goes above the card


class InboxDelegate(RowDelegate):
    """Icon, title and when above, household and field below."""

    height = 72
    edge = 4

    def paint_item(self, painter: QPainter, rect: QRect, item: object) -> None:
        """Paint one line."""
        if not isinstance(item, VersionItem) or item.icon is None:
            return
        left, right = rect.left() + theme.px(20), rect.right() - theme.px(16)
        icons.draw(painter, item.icon, QRect(left, rect.top(), theme.px(20), rect.height()), "muted", 20)
        left += theme.px(32)
        half = rect.height() // 2
        upper = QRect(left, rect.top() + theme.px(14), right - left, half - theme.px(14))
        paint.words(painter, upper, item.who, theme.font(14, 600), "text")
        lower = QRect(left, rect.top() + half, right - left, half - theme.px(12))
        paint.words(painter, lower, f"{item.when} · {item.what}", theme.font(13), "muted")


class ConflictsView(QStackedWidget):
    """Shows a state; `selected(object)` a key, the rest comes from the card itself."""

    selected = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = RowList(_("Wat op je keuze wacht"), InboxDelegate())
        self.card, self.pair = ConflictCard(), PairCard()
        self.pill = Pill("", Tone.WARN)
        self.done = Small("")
        self.empty = EmptyState(
            Icon.GIT_MERGE,
            _("Geen dubbele versies"),
            _("Schrijven twee mensen iets anders op? Of staat iemand er twee keer? Dan kies je hier."),
            [Way("back", _("Terug"), Icon.ARROW_LEFT)],
        )
        self.empty.chosen.connect(self._on_way)
        self.page = self._make_page()
        self.addWidget(QWidget())
        self.addWidget(self.page)
        self.addWidget(self.empty)
        self.list.current.connect(self.selected)
        theme.follow(self.restyle)

    def _make_page(self) -> QWidget:
        page = QWidget()
        page.setObjectName("page")
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        self.head = QHBoxLayout()
        self.head.addWidget(Heading(_("Twee versies"), 1))
        self.head.addWidget(self.pill)
        self.head.addStretch(1)
        outer.addLayout(self.head)
        self.split = QHBoxLayout()
        self.split.addWidget(self._make_inbox())
        self.right = Page(_("Kiezen"), margin=16)
        self.right.body.addWidget(self.card)
        self.right.body.addWidget(self.pair)
        self.split.addWidget(self.right, 1)
        outer.addLayout(self.split, 1)
        return page

    def _make_inbox(self) -> QWidget:
        self.inbox = QFrame()
        self.inbox.setProperty("role", "card")
        box = self.inbox_box = QVBoxLayout(self.inbox)
        box.setSpacing(0)
        self.intro = Small(_("Wat dubbel is, kies jij. Er gaat niets verloren."), wrap=True)
        box.addWidget(self.intro)
        self.rows_page = Page(_("Wat op je keuze wacht"), margin=0, gap=0)
        inner = self.rows_page.widget() or self.rows_page
        for part in (self.rows_page, inner):
            part.setObjectName("inbox")
            part.setProperty("ground", "clear")
        self.rows_page.body.addWidget(self.list)
        self.rows_page.body.addStretch(1)
        box.addWidget(self.rows_page, 1)
        box.addWidget(self.done)
        return self.inbox

    def restyle(self) -> None:
        """Distances in the scale of the look."""
        edge = theme.px(16)
        self.inbox_box.setContentsMargins(1, 1, 1, theme.px(12))
        self.head.setSpacing(edge)
        self.head.setContentsMargins(theme.px(24), edge, theme.px(24), theme.px(8))
        self.split.setContentsMargins(theme.px(24), 0, 0, edge)
        self.intro.setContentsMargins(edge, theme.px(12), edge, theme.px(12))
        self.done.setContentsMargins(edge, theme.px(12), edge, theme.px(12))
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand above each other where it is narrow."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        narrow = self.width() / theme.current().scale < _NARROW
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self.split.setDirection(way)
        side = theme.px(336 if self.width() / theme.current().scale >= _WIDE else 280)
        self.inbox.setMinimumWidth(0 if narrow else side)
        self.inbox.setMaximumWidth(16_777_215 if narrow else side)
        self.inbox.setMaximumHeight(theme.px(190) if narrow else 16_777_215)
        self.intro.setVisible(not narrow)
        self.done.setVisible(not narrow and bool(self.done.text()))

    def show_state(self, state: State) -> None:
        """Show the inbox and the card, or that nothing waits."""
        if not state.ready:
            return
        before = self.card.card
        self.setCurrentWidget(self.page if state.rows else self.empty)
        self.pill.set_pill(state.waiting, Tone.WARN)
        self.done.setText(state.done)
        self._show_rows(state)
        self.card.setVisible(state.card is not None)
        self.pair.setVisible(state.pair is not None)
        if state.pair is not None:
            self.pair.show_pair(state.pair)
            self.pair.later_button.setVisible(len(state.rows) > 1)
        if state.card is None:
            return
        self.card.show_card(state.card, state.error)
        self.card.show_waiting(state.waiting_cards)
        self.card.later_button.setVisible(len(state.rows) > 1)
        if before is not None and before.conflict.key != state.card.conflict.key:
            self.right.verticalScrollBar().setValue(0)
        if state.error:
            announce(self, state.error, urgent=True)

    def _show_rows(self, state: State) -> None:
        items = [
            VersionItem(row.key, row.title, row.when, row.where, icon=_ICONS[row.kind]) for row in state.rows
        ]
        self.list.blockSignals(True)
        if items != self.list.rows.items:
            self.list.set_items(items)
        keys = [row.key for row in state.rows]
        if state.current in keys:
            self.list.setCurrentIndex(self.list.rows.index(keys.index(state.current), 0))
        self.list.blockSignals(False)

    def _on_way(self, _key: str) -> None:
        self.left.emit()

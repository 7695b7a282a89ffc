"""Contact moments, the newest first: what, when, with whom, and the first words written down."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.ui.dossier.contacts.presenter import ContactWords, State
from wijkdesk.ui.kit import paint, theme
from wijkdesk.ui.kit.row_delegates import RowDelegate
from wijkdesk.ui.kit.row_lists import RowList
from wijkdesk.ui.kit.rows import VersionItem
from wijkdesk.ui.kit.widgets import (
    Card,
    EmptyState,
    FlowRow,
    Icon,
    IconButton,
    Kbd,
    Page,
    PageHeader,
    Small,
    Tone,
    Way,
)


class ContactDelegate(RowDelegate):
    """Title and pill, who, and the first words."""

    height = 84
    edge = 4

    def paint_item(self, painter: QPainter, rect: QRect, item: object) -> None:
        """Paint one contact moment."""
        if not isinstance(item, VersionItem):
            return
        pad, line = theme.px(20), theme.px(22)
        left, right, top = rect.left() + pad, rect.right() - pad, rect.top() + theme.px(9)
        end = right
        if item.pill:
            end = paint.pill(painter, right, top + line // 2, item.pill, item.tone, icon=item.icon).left()
        title, _end, rest = item.who.partition("\n")
        spot = QRect(left, top, end - theme.px(8) - left, line)
        used = paint.words(painter, spot, title, theme.font(14, 600), "text")
        spot.setLeft(left + used + theme.px(8))
        paint.words(painter, spot, item.when, theme.font(13), "muted")
        paint.words(painter, QRect(left, top + line, right - left, line), rest, theme.font(13), "muted")
        paint.words(
            painter, QRect(left, top + 2 * line, right - left, line), item.what, theme.font(14), "text"
        )


class ContactsView(QWidget):
    """`opened(id)` on Enter, `begun` for a new visit, `printed(id)`, `removed(id)`."""

    opened = Signal(object)
    begun = Signal()
    printed = Signal(object)
    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = RowList(_("Contacten"), ContactDelegate())
        self.list.opened.connect(self.opened)
        self.print = IconButton(Icon.PRINTER, _("Verslag van dit contact maken"))
        self.print.clicked.connect(self._on_print)
        self.bin = IconButton(Icon.TRASH, _("Contact weggooien"))
        self.bin.setToolTip(_("Contact weggooien (Delete)"))
        self.bin.clicked.connect(self.remove_row)
        self.empty = EmptyState(
            Icon.FOOTPRINTS, _("Nog geen contact"), _("Je eerste bezoek of gesprek komt hier te staan."),
            [Way("begin", _("Bezoek starten"), Icon.NOTEBOOK_PEN)],
        )  # fmt: skip
        self.empty.chosen.connect(self.begun)
        self._lay_out()

    def _lay_out(self) -> None:
        page = Page(_("Contacten"), gap=12)
        page.body.addWidget(PageHeader(_("Contacten"), actions=[self.print, self.bin]))
        card = Card()
        card.setAccessibleName(_("Contacten"))
        card.body.setContentsMargins(1, theme.px(6), 1, theme.px(6))
        card.add(self.list)
        page.body.addWidget(card)
        foot = FlowRow(gap=6)
        foot.addWidget(Kbd("Enter"))
        foot.addWidget(Small(_("openen")))
        foot.addWidget(Kbd("Delete"))
        foot.addWidget(Small(_("weggooien")))
        page.body.addLayout(foot)
        page.body.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(page)
        self.stack.addWidget(self.empty)
        self.page = page
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack)

    def show_state(self, state: State) -> None:
        """Show a state."""
        self.list.set_items([_item(line) for line in state.lines])
        self.stack.setCurrentWidget(self.empty if state.loaded and not state.lines else self.page)

    def row(self) -> Id | None:
        """The contact moment in use."""
        number = self.list.currentIndex().row()
        items = self.list.rows.items
        key = items[number].key if 0 <= number < len(items) else None
        return Id(key) if isinstance(key, bytes) else None

    def remove_row(self) -> None:
        """Throw the one in use away."""
        if (row := self.row()) is not None:
            self.removed.emit(row)

    def _on_print(self) -> None:
        if (row := self.row()) is not None:
            self.printed.emit(row)

    def first(self) -> QWidget:
        """Where the focus begins."""
        return self.list if self.stack.currentWidget() is self.page else self.empty.buttons[0]


def _item(words: ContactWords) -> VersionItem:
    head = f"{words.what}\n{words.who}"
    if words.signed:
        return VersionItem(
            words.id, head, words.when, words.summary, _("Vastgesteld"), Tone.OK, Icon.FILE_CHECK
        )
    if words.running:
        return VersionItem(
            words.id, head, words.when, words.summary, _("Nog niet afgerond"), Tone.WARN, Icon.CLOCK
        )
    return VersionItem(words.id, head, words.when, words.summary)

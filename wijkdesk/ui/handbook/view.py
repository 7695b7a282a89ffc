"""The handbook on screen: pages at the left, text at the right, a search field above."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QUrl, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QStackedWidget, QTextBrowser, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _, ngettext
from wijkdesk.ui.handbook.hits import HitList
from wijkdesk.ui.handbook.presenter import HandbookPage, HandbookState, Hit
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.announce import announce
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Small
from wijkdesk.ui.kit.sections import SectionList

_SIZES = {1: (24, 700), 2: (18, 700), 3: (16, 600)}
_ICONS = {
    "begin": Icon.SPROUT, "vandaag": Icon.CALENDAR_DAYS, "zoeken": Icon.SEARCH, "huishouden": Icon.USERS_ROUND,
    "bezoek": Icon.FOOTPRINTS, "papier": Icon.PRINTER, "delen": Icon.SHARE_2,
    "opdracht": Icon.SEND, "veilig": Icon.LOCK,
    "mis": Icon.CIRCLE_QUESTION_MARK,
}  # fmt: skip
NARROW = 760  # px at 100 %: below it the list of pages becomes a box


class HandbookView(QWidget):
    """Signals: `page(str)` and `asked(str)`."""

    page = Signal(str)
    asked = Signal(str)

    def __init__(self, pages: tuple[HandbookPage, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Zoek in het handboek"))
        self.field.setAccessibleName(_("Zoek in het handboek"))
        self.count = Small("")
        sections = [(page.name, page.title, _ICONS[page.name]) for page in pages]
        self.list = SectionList(_("Hoofdstukken"), sections)
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Tekst"))
        self.text.setOpenLinks(False)
        self.hits = HitList()
        self.stack = QStackedWidget()
        self._state = HandbookState()
        self._shown: object = None
        self._lay_out()
        self.field.textEdited.connect(self.asked)
        self.field.returnPressed.connect(self.hits.open_current)
        self.list.chosen.connect(self.page)
        self.hits.opened.connect(self._on_hit)
        self.text.anchorClicked.connect(self._on_link)
        self.installEventFilter(self)
        theme.follow(self.restyle)

    def _lay_out(self) -> None:
        head = FlowRow(gap=16)
        head.addWidget(Heading(_("Handboek"), 1))
        head.push(self.count)
        head.push(self.field)
        card, found = Card(), Card(_("Gevonden"))
        card.add(self.text, 1)
        found.add(self.hits, 1)
        self.stack.addWidget(card)
        self.stack.addWidget(found)
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.row.addWidget(self.list)
        self.row.addWidget(self.stack, 1)
        self.box = QVBoxLayout(self)
        self.box.addLayout(head)
        self.box.addLayout(self.row, 1)

    def restyle(self) -> None:
        """Room and letters in the scale of the look."""
        edge = theme.px(24)
        self.box.setContentsMargins(edge, edge, edge, edge)
        self.box.setSpacing(theme.px(16))
        self.field.setFixedWidth(theme.px(260))
        self.fit()
        self._shown = None
        if self._state.pages:
            self._show_text(self._state.page)

    def fit(self) -> None:
        """List beside the text, or a box on top of it."""
        narrow = self.width() / theme.current().scale < NARROW
        directions = QBoxLayout.Direction
        self.row.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self.row.setSpacing(theme.px(16 if narrow else 24))
        self.list.set_narrow(narrow)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Share the room anew."""
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return False

    def show_state(self, state: HandbookState) -> None:
        """Show a page, or what was found."""
        self._state = state
        self.list.set_current(state.current)
        self.stack.setCurrentIndex(1 if state.query else 0)
        if state.query:
            self._show_hits(state.hits)
            return
        self.field.clear()
        self.count.setText("")
        self._show_text(state.page)

    def _show_text(self, page: HandbookPage) -> None:
        if self._shown is page:
            return
        self._shown = page
        self.text.document().setDefaultFont(theme.font(15))
        self.text.setMarkdown(page.text)
        block = self.text.document().begin()
        while block.isValid():
            _shape(QTextCursor(block), block.blockFormat().headingLevel())
            block = block.next()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _show_hits(self, hits: tuple[Hit, ...]) -> None:
        self.hits.set_hits(hits)
        found = len(hits)
        words = ngettext("{n} gevonden", "{n} gevonden", found).format(n=found)
        text = words if hits else _("Niets gevonden")
        self.count.setText(text)
        announce(self.field, text)

    def _on_hit(self, hit: Hit) -> None:
        self.page.emit(hit.page)
        self.text.find(hit.title)
        self.text.setFocus()

    def _on_link(self, link: QUrl) -> None:
        self.page.emit(link.fileName().removesuffix(".md"))


def _shape(cursor: QTextCursor, level: int) -> None:
    """Room between lines and paragraphs, and our own sizes of headings."""
    shape = QTextBlockFormat()
    shape.setLineHeight(130, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
    shape.setTopMargin(theme.px(16 if level > 1 else 2))
    shape.setBottomMargin(theme.px(6))
    cursor.mergeBlockFormat(shape)
    if level:
        size, weight = _SIZES.get(level, (15, 600))
        letters = QTextCharFormat()
        letters.setFont(theme.font(size, weight))
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.mergeCharFormat(letters)

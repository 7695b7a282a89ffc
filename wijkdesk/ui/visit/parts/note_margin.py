"""What stands beside and under each paragraph of the note: its kind, whose words, the hour."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit, QWidget

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _
from wijkdesk.services.statements import Paragraph, Talked
from wijkdesk.ui.kit import icons, paint, theme
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.visit.parts import kinds
from wijkdesk.ui.visit.parts.paragraph_menu import talked_words
from wijkdesk.ui.visit.parts.paragraphs import Sheet
from wijkdesk.ui.visit.states import NoteState

Foot = tuple[str, str, bool]  # words, colour role, bold


class NoteText(QTextEdit):
    """A text whose blocks are paragraphs of a sheet; what the margin and the feet read."""

    sheet: Sheet
    state: NoteState
    margin: Margin


class Margin(QWidget):
    """The strip left of the note: an icon per paragraph, or the word when there is room; `chosen(object)` a kind."""

    chosen = Signal(object)

    def __init__(self, editor: NoteText) -> None:
        super().__init__(editor)
        self.editor = editor
        self.wide = False
        self.setToolTip(_("Soort uitspraak"))

    def wanted(self) -> int:
        """The width in px."""
        if not self.wide:
            return theme.px(30)
        words = max(
            QFontMetrics(theme.font(12, 600)).horizontalAdvance(kinds.look(k).word) for k in kinds.ORDER
        )
        return words + theme.px(48)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the kinds."""
        painter = QPainter(self)
        top = self.editor.viewport().y() - self.y()
        for rect, item, here in blocks_in_sight(self.editor):
            spot = QRect(theme.px(2), rect.top() + top, self.width() - theme.px(6), theme.px(22))
            self._paint(painter, spot, item, here)

    def _paint(self, painter: QPainter, spot: QRect, item: Paragraph, here: bool) -> None:
        if item.kind is None:
            if here or item.text.strip():
                icons.draw(painter, Icon.CIRCLE_DASHED, _square(spot), "primary" if here else "muted", 16)
            return
        look = kinds.look(item.kind)
        if not self.wide:
            paint.box(painter, QRectF(_square(spot)), theme.px(4), look.back)
            icons.draw(painter, look.icon, _square(spot), look.front, 14)
            return
        spot.setWidth(min(spot.width(), paint.tag_width(look.word, look.icon, look.chip)))
        paint.tag(painter, spot, look.word, look.icon, look.chip)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Clicking a kind puts the caret there and shows the kinds."""
        spot = event.position().toPoint()
        self.editor.setTextCursor(self._cursor_at(spot))
        self.editor.setFocus()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind in kinds.ORDER:
            look = kinds.look(kind)
            menu.addAction(icons.icon(look.icon, look.front, 16), look.word).setData(kind.value)
        menu.triggered.connect(self._on_kind)
        menu.popup(self.mapToGlobal(spot))

    def _cursor_at(self, spot: QPoint) -> QTextCursor:
        return self.editor.cursorForPosition(QPoint(0, spot.y() + self.y() - self.editor.viewport().y()))

    def _on_kind(self, action: QAction) -> None:
        self.chosen.emit(next(kind for kind in kinds.ORDER if kind.value == action.data()))


def _square(spot: QRect) -> QRect:
    return QRect(spot.left(), spot.top(), theme.px(22), theme.px(22))


def blocks_in_sight(editor: NoteText) -> Iterator[tuple[QRect, Paragraph, bool]]:
    """Each paragraph in sight: where it stands in the viewport, itself, and whether the caret is in it."""
    layout = editor.document().documentLayout()
    down = editor.verticalScrollBar().value()
    caret = editor.textCursor().block().blockNumber() if editor.hasFocus() else -1
    block = editor.document().begin()
    while block.isValid():
        rect = layout.blockBoundingRect(block).translated(0, -down).toRect()
        if rect.top() > editor.viewport().height():
            return
        item = editor.sheet.by_key.get(block.userState())
        if item is not None and rect.bottom() + theme.px(30) > 0:
            yield rect, item, block.blockNumber() == caret
        block = block.next()


def paint_feet(editor: NoteText) -> None:
    """Paint kind, speaker and hour under the paragraphs."""
    if editor.document().isEmpty():
        return  # the tip stands there
    painter = QPainter(editor.viewport())
    for rect, item, here in blocks_in_sight(editor):
        if not item.text.strip() and not here:
            continue
        parts = _foot(editor, item, here)
        left = rect.left() + theme.px(4)
        if _from_right(item.text):
            left = max(left, editor.viewport().width() - theme.px(8) - _wide(parts))
        for words, role, bold in parts:
            spot = QRect(left, rect.bottom() + 1, editor.viewport().width() - left, theme.px(18))
            left += paint.words(painter, spot, words, theme.font(12, 600 if bold else 400), role)
            left += theme.px(8)


def _from_right(text: str) -> bool:
    """Whether a paragraph is read from right to left: its first letter says so."""
    first = next((unicodedata.bidirectional(char) for char in text if char.isalpha()), "L")
    return first in ("R", "AL")


def _wide(parts: list[Foot]) -> int:
    fonts = [(words, QFontMetrics(theme.font(12, 600 if bold else 400))) for words, _role, bold in parts]
    return sum(metrics.horizontalAdvance(words) + theme.px(8) for words, metrics in fonts)


def _foot(editor: NoteText, item: Paragraph, here: bool) -> list[Foot]:
    """What is said under a paragraph, in order: its kind, whose words, what else, the hour."""
    out: list[Foot] = []
    if item.kind is None:
        words = _("soort: w g m d v b + spatie") if here else _("zonder soort")
        out.append((words, "muted", False))
    elif not editor.margin.wide:
        look = kinds.look(item.kind)
        out.append((look.word, look.front, True))
    if item.asks_who:
        out.append((_("Wie zei dit? Alt 0"), "warn", True))
    elif item.said_by is not None and item.said_by in editor.state.speakers:
        out.append((editor.state.speakers[item.said_by], "muted", False))
    if item.id in editor.state.doubled:
        out.append((_("twee versies"), "danger", True))
    if who := editor.state.also.get(item.id):
        out.append((_("ook gewijzigd door {who}").format(who=shown(who)), "warn", True))
    stamp = editor.state.stamps.get(item.id)
    return out + _more(item, editor.state.languages) + ([(stamp, "muted", False)] if stamp else [])


def _more(item: Paragraph, languages: Mapping[str, str]) -> list[Foot]:
    """What is only said when it is so."""
    code = item.language or "nl"
    parts: list[tuple[object, str]] = [
        (item.heard_from, _("gehoord van {name}").format(name=shown(item.heard_from or ""))),
        (item.quote, _("letterlijk")),
        (code != "nl", languages.get(code, code)),
        (item.talked is not Talked.NOT_YET, talked_words(item.talked)),
    ]
    hope: list[Foot] = [(_("hoop"), "primary", True)] if item.hope else []
    return hope + [(words, "muted", False) for so, words in parts if so]

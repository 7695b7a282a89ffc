"""The running note: plain text whose paragraphs are statements, with kind, speaker and hour painted beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.models.visit import StatementKind
from wijkdesk.services import mentions, statements
from wijkdesk.services.mentions import Name
from wijkdesk.services.statements import Paragraph, Talked
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.widgets import announce
from wijkdesk.ui.visit.parts import kinds
from wijkdesk.ui.visit.parts.early_keys import EarlyKeys
from wijkdesk.ui.visit.parts.marking import MentionMarker
from wijkdesk.ui.visit.parts.note_margin import Margin, NoteText, paint_feet
from wijkdesk.ui.visit.parts.paragraph_menu import talked_words
from wijkdesk.ui.visit.parts.paragraphs import LINE, Naming, Sheet
from wijkdesk.ui.visit.parts.suggest import Suggest
from wijkdesk.ui.visit.states import NoteState

WIDE = 520  # px at 100 %: from here on the kind stands as a word in the margin
_ALT = Qt.KeyboardModifier.AltModifier
_NOT_TEXT = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_NEXT = {Talked.NOT_YET: Talked.YES, Talked.YES: Talked.NO, Talked.NO: Talked.NOT_YET}
_QUOTES = (Qt.Key.Key_QuoteDbl, Qt.Key.Key_Apostrophe)


class NoteEditor(NoteText):
    """Signals: `edited(object)` the paragraphs as they are now, `touched` a tag was set, `left` the paragraph or
    the field was left, `moved(object)` the paragraph with the caret, `asked_more(bool)` the menu of the paragraph
    (True = with cut, copy and paste), `asked_from` from whom it was heard."""

    edited = Signal(object)
    touched = Signal()
    left = Signal()
    moved = Signal(object)
    asked_more = Signal(bool)
    asked_from = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.state = NoteState()
        self._early = EarlyKeys()
        super().__init__(parent)
        self.setObjectName("note")
        self.setAccessibleName(_("Notitie van het bezoek"))
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setProperty("words", "note")
        self.setPlaceholderText(_("Schrijf wat je ziet en hoort. Enter begint een nieuwe alinea."))
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.sheet = Sheet()
        self.margin = Margin(self)
        self.margin.chosen.connect(self.set_kind)
        self.marker = MentionMarker(self.document())
        self.suggest = Suggest(self)
        self.suggest.chosen.connect(self._on_chosen)
        self._quiet = False
        self._settled = QTimer(self)  # the text is laid out anew after a change of size
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._show_foot)
        self._key = 0
        self._fill([], None)
        self.document().contentsChanged.connect(self._on_contents)
        self.cursorPositionChanged.connect(self._on_cursor)
        self.verticalScrollBar().valueChanged.connect(self.margin.update)
        theme.follow(self.restyle)

    # -- what is shown -------------------------------------------------------------------------------

    def show_note(self, state: NoteState, me: Id) -> None:
        """Show paragraphs; what is the same is left alone, so that caret and undo stay."""
        arrived = state.ready and not self.state.ready
        if not state.ready:
            self.setProperty("caret", None)  # it was another note's
        self.state = state
        self.sheet.naming = Naming(state.names, me)
        self.marker.set_names(state.names)
        for old, new in state.replaced.items():
            self.sheet.rename(old, new)
        wanted = list(state.items)
        if not self._adopt(wanted):
            self._fill(wanted, self.place())
        if state.caret is not None:
            self.go_to(*state.caret)
        elif arrived:
            self._come_back()
        if arrived:
            self._early.play(self)
            self._settled.start(0)
        self._on_cursor()
        self.margin.update()
        self.viewport().update()

    def _come_back(self) -> None:
        """To where the window left the caret when it was locked, else to the end."""
        cursor, kept = self.textCursor(), self.property("caret")
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if isinstance(kept, int) and kept < cursor.position():
            cursor.setPosition(kept)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _adopt(self, wanted: Sequence[Paragraph]) -> bool:
        """Take over tags and orders when ids and texts are those on screen (blank paragraphs aside)."""
        local = [key for key in self.sheet.order if self.sheet.by_key[key].text.strip()]
        filled = [item for item in wanted if item.text.strip()]
        mine = [(self.sheet.by_key[key].id, self.sheet.by_key[key].text.strip()) for key in local]
        if mine != [(item.id, item.text.strip()) for item in filled]:
            return False
        for key, item in zip(local, filled, strict=True):
            self.sheet.set(key, replace(item, text=self.sheet.by_key[key].text))
        return True

    def _fill(self, items: Sequence[Paragraph], place: tuple[Id, int] | None) -> None:
        self._quiet = True
        self.document().setUndoRedoEnabled(False)
        keys = self.sheet.fill(items)
        self.setPlainText("\n".join(item.text.replace("\n", LINE) for item in self.sheet.items))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(self._format())
        frame = self.document().rootFrame().frameFormat()
        frame.setBottomMargin(theme.px(30))  # room for what stands under the last paragraph
        self.document().rootFrame().setFrameFormat(frame)
        self._number(keys)
        self.document().setUndoRedoEnabled(True)
        self._quiet = False
        if place is not None:
            self.go_to(*place)

    def _format(self) -> QTextBlockFormat:
        form = QTextBlockFormat()
        form.setBottomMargin(theme.px(27))
        return form

    def _number(self, keys: Sequence[int]) -> None:
        block = self.document().begin()
        for key in keys:
            if block.userState() != key:
                block.setUserState(key)
            block = block.next()

    def restyle(self) -> None:
        """Fonts, margins and distances of the look."""
        self.document().setDefaultFont(theme.font(15))
        self._fill(self.sheet.items, self.place())
        self._make_room()
        self.marker.rehighlight()

    def _make_room(self) -> None:
        self.margin.wide = self.width() >= theme.px(WIDE)
        wide = self.margin.wanted()
        self.setViewportMargins(wide, 0, 0, 0)
        if round(self.document().textWidth()) != self.viewport().width():
            self.document().setTextWidth(
                self.viewport().width()
            )  # the margin moved after the text was laid out
        self.margin.setGeometry(QRect(theme.px(4), 2, wide, max(0, self.height() - 4)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The margin is as high as the note."""
        super().resizeEvent(event)
        self._make_room()
        self._settled.start(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Text first, then what stands under each paragraph."""
        super().paintEvent(event)
        paint_feet(self)

    # -- where the caret is --------------------------------------------------------------------------

    def current(self) -> tuple[int, Paragraph]:
        """Number and paragraph of the block with the caret."""
        key = self.textCursor().block().userState()
        return key, self.sheet.by_key.get(key, self.sheet.items[0])

    def place(self) -> tuple[Id, int]:
        """Paragraph and position in it."""
        cursor = self.textCursor()
        return self.current()[1].id, cursor.positionInBlock()

    def go_to(self, row: Id, caret: int) -> None:
        """Put the caret in a paragraph; one that is gone leaves it at the end."""
        block = self._block_of(row)
        cursor = self.textCursor()
        if block is None:
            cursor.movePosition(QTextCursor.MoveOperation.End)
        else:
            cursor.setPosition(block.position() + max(0, min(caret, block.length() - 1)))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _block_of(self, row: Id) -> QTextBlock | None:
        block = self.document().begin()
        while block.isValid():
            item = self.sheet.by_key.get(block.userState())
            if item is not None and item.id == row:
                return block
            block = block.next()
        return None

    # -- typing --------------------------------------------------------------------------------------

    def _on_contents(self) -> None:
        if self._quiet:
            return
        blocks: list[tuple[int, str]] = []
        block = self.document().begin()
        while block.isValid():
            blocks.append((block.userState(), block.text()))
            block = block.next()
        before = self.sheet.items
        self._number(self.sheet.follow(blocks))
        if self.sheet.items != before:
            self.edited.emit(tuple(self.sheet.items))
        self.margin.update()
        self._offer()

    def _offer(self) -> None:
        cursor = self.textCursor()
        found = mentions.open_mark(cursor.block().text(), cursor.positionInBlock())
        if found is None or not self.hasFocus():
            self.suggest.hide()
            return
        mark, letters, _start = found
        self.suggest.offer(mentions.suggest(mark, letters, self.state.names), self._spot())

    def _spot(self) -> QPoint:
        return self.viewport().mapTo(self, self.cursorRect().bottomLeft())

    def _on_chosen(self, name: Name) -> None:
        cursor = self.textCursor()
        found = mentions.open_mark(cursor.block().text(), cursor.positionInBlock())
        if found is None:
            return
        after = cursor.block().text()[cursor.positionInBlock() :]
        start = cursor.block().position() + found[2] + 1
        cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(name.text if after[:1].isspace() else f"{name.text} ")
        self.setTextCursor(cursor)
        self.suggest.hide()

    def _on_cursor(self) -> None:
        if self._quiet:
            return
        key, item = self.current()
        if key != self._key:
            if self._key:
                self.left.emit()
            self._key = key
        self.moved.emit(item)
        self._show_foot()
        self.viewport().update()

    def _show_foot(self) -> None:
        """Keep in sight what stands under the paragraph that is being typed."""
        under = self.cursorRect().bottom() + theme.px(26) - self.viewport().height()
        if under > 0 and self.hasFocus():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + under)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z is the note's own as long as it has something to take back; then it is the window's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._spent(event)
        ):
            event.ignore()
            return False
        if not self.state.ready and self._early.take(event):
            return True  # the paragraphs are still being read
        typed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if typed and isinstance(event, QKeyEvent) and self.suggest.take_key(event):
            return True  # before Tab leaves the field
        return super().event(event)

    def _spent(self, event: QKeyEvent) -> bool:
        undo = event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable()
        redo = event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable()
        return undo or redo

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Nothing is dropped or pasted into a note that is still being read."""
        return self.state.ready and super().canInsertFromMimeData(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Names, kinds, hope and quote by key; the rest is typing."""
        if self._take_kind(event) or self._take_space(event):
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            if not event.modifiers() & _NOT_TEXT and self.textCursor().block().text().strip():
                self.textCursor().insertBlock(self._format())
                self.ensureCursorVisible()
            return
        super().keyPressEvent(event)

    def _take_kind(self, event: QKeyEvent) -> bool:
        if not event.modifiers() & _ALT or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(kinds.ORDER):
            self.set_kind(kinds.ORDER[number])
        elif event.key() == Qt.Key.Key_0:
            self.asked_more.emit(False)
        elif event.key() == Qt.Key.Key_7:
            self.set_talked(_NEXT[self.current()[1].talked])
        elif event.key() == Qt.Key.Key_8:
            self.asked_from.emit()
        elif event.key() == Qt.Key.Key_H:
            self.toggle_hope()
        elif event.key() in _QUOTES:
            self.toggle_quote()
        else:
            return False
        return True

    def _take_space(self, event: QKeyEvent) -> bool:
        """A single letter and a space at the start of a paragraph say its kind."""
        cursor = self.textCursor()
        if event.key() != Qt.Key.Key_Space or event.modifiers() or cursor.positionInBlock() != 1:
            return False
        kind = kinds.LETTERS.get(cursor.block().text()[:1])
        if kind is None or cursor.hasSelection():
            return False
        cursor.deletePreviousChar()
        self.set_kind(kind)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field leaves the paragraph; a menu over it does not."""
        super().focusOutEvent(event)
        self.suggest.hide()
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
            self.left.emit()

    # -- tags ----------------------------------------------------------------------------------------

    def change(self, item: Paragraph, spoken: str = "") -> None:
        """Put other tags on the paragraph with the caret, and write them at once."""
        key, _old = self.current()
        self.sheet.set(key, item)
        self.edited.emit(tuple(self.sheet.items))
        self.touched.emit()
        self.moved.emit(item)
        self.margin.update()
        self.viewport().update()
        if spoken:
            announce(self, spoken)

    def set_kind(self, kind: StatementKind) -> None:
        """Say what kind of statement this is; the same kind again takes it away."""
        item = self.current()[1]
        new = None if item.kind is kind else kind
        naming = self.sheet.naming
        spoken = kinds.look(kind).word if new else _("Zonder soort")
        self.change(statements.of_kind(item, new, naming.names, naming.me), spoken)

    def toggle_hope(self) -> None:
        """This is a hope or a wish, or not."""
        item = self.current()[1]
        self.change(replace(item, hope=not item.hope), _("Geen hoop meer") if item.hope else _("Hoop"))

    def toggle_quote(self) -> None:
        """These are the very words, or not."""
        item = self.current()[1]
        spoken = _("Niet letterlijk") if item.quote else _("Letterlijk")
        self.change(replace(item, quote=not item.quote), spoken)

    def set_speaker(self, who: Id | None) -> None:
        """Say whose words these are."""
        item = self.current()[1]
        self.change(replace(item, said_by=who), self.state.speakers.get(who, "") if who else "")

    def set_heard_from(self, who: str) -> None:
        """Say from whom these words came; empty takes it away."""
        name = who.strip() or None
        spoken = _("Gehoord van {name}").format(name=name) if name else _("Niet via iemand anders")
        self.change(replace(self.current()[1], heard_from=name), spoken)

    def set_language(self, code: str) -> None:
        """Say in which language this is."""
        item = replace(self.current()[1], language=code)
        self.change(item, self.state.languages.get(code, code))

    def set_talked(self, talked: Talked) -> None:
        """Say whether this was discussed with the family."""
        self.change(replace(self.current()[1], talked=talked), talked_words(talked))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be said of this paragraph, and cut, copy, paste."""
        if event.reason() == QContextMenuEvent.Reason.Mouse and not self.textCursor().hasSelection():
            self.setTextCursor(self.cursorForPosition(event.pos()))
        self.asked_more.emit(True)

    def begin(self, text: str, kind: StatementKind | None = None) -> None:
        """A new paragraph at the end with some words in it, ready to go on typing."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if cursor.block().text().strip():
            cursor.insertBlock(self._format())
        cursor.insertText(text)
        self.setTextCursor(cursor)
        self.setFocus()
        if kind is not None:
            item = self.current()[1]
            naming = self.sheet.naming
            self.change(statements.of_kind(item, kind, naming.names, naming.me))

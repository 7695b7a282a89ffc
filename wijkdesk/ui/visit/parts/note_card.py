"""The card of the running note: kinds on a bar, the note itself, and the keys in one quiet line."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.models.visit import StatementKind
from wijkdesk.services.drafts import KEEP_MS, REST_MS
from wijkdesk.services.statements import Paragraph, Talked
from wijkdesk.ui.kit import icons, paint, theme
from wijkdesk.ui.kit.buttons import enter_clicks
from wijkdesk.ui.kit.clash_lines import ClashLines
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.widgets import Card, IconButton, Small
from wijkdesk.ui.visit.parts import kinds
from wijkdesk.ui.visit.parts.editor import NoteEditor
from wijkdesk.ui.visit.parts.paragraph_menu import ParagraphMenu
from wijkdesk.ui.visit.states import VisitState


class KindButton(QAbstractButton):
    """One kind: icon, and its word when there is room."""

    def __init__(self, kind: StatementKind, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.wide = False
        look = kinds.look(kind)
        self.setCheckable(True)
        self.setText(look.word)
        self.setAccessibleName(look.word)
        self.setToolTip(_("{kind}  (Alt {n}, of {letter} + spatie)").format(
            kind=look.word, n=number, letter=kinds.letter(kind)
        ))  # fmt: skip
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.follow(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Icon only, or icon and word."""
        side = theme.px(44 if theme.current().touch else 30)
        return QSize(self.wide_width() if self.wide else theme.px(40), side)

    def wide_width(self) -> int:
        """Px with its word."""
        look = kinds.look(self.kind)
        return paint.tag_width(look.word, look.icon, look.chip) + theme.px(8)

    def minimumSizeHint(self) -> QSize:
        """As large as it is."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as the space bar does."""
        if not enter_clicks(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon and word."""
        painter = QPainter(self)
        look, on = kinds.look(self.kind), self.isChecked()
        ground = look.back if on else ("hover" if self.underMouse() else "surface")
        line = look.front if on else "line"
        paint.box(painter, self.rect().toRectF(), theme.px(8), ground, line)
        role = look.front if on else "muted"
        if self.wide:
            width = paint.tag_width(look.word, look.icon, look.chip)
            spot = QRect((self.width() - width) // 2, 0, width, self.height())
            style = kinds.bare(role)
            paint.tag(painter, spot, look.word, look.icon, style)
        else:
            icons.draw(painter, look.icon, self.rect(), role, 16)
        if self.hasFocus():
            paint.ring(painter, self.rect(), theme.px(8))


class KindBar(QWidget):
    """The six kinds; one tab stop, arrows move. `chosen(object)` gives the kind."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Soort uitspraak"))
        self.group = QButtonGroup(self)
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.buttons = [KindButton(kind, number) for number, kind in enumerate(kinds.ORDER, 1)]
        for button in self.buttons:
            self.group.addButton(button)
        self._place(len(self.buttons))
        self.group.setExclusive(False)
        self.group.buttonClicked.connect(self._on_clicked)

    def show_kind(self, kind: StatementKind | None) -> None:
        """Show the kind of the paragraph with the caret."""
        for button in self.buttons:
            button.setChecked(button.kind is kind)
            tab = button.kind is kind or (kind is None and button is self.buttons[0])
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus)

    def set_room(self, room: int) -> None:
        """Words on one line when they fit in so many px, else on two lines, else icons only."""
        gap = theme.px(4)
        wide = [button.wide_width() + gap for button in self.buttons]
        half = len(wide) // 2
        words = half * max(wide) <= room
        for button in self.buttons:
            button.wide = words
            button.updateGeometry()
        self._place(half if words and sum(wide) > room else len(wide))

    def _place(self, columns: int) -> None:
        self.grid.setSpacing(theme.px(4))
        for index, button in enumerate(self.buttons):
            self.grid.addWidget(button, index // columns, index % columns)
        for column in range(len(self.buttons) + 1):
            two = columns < len(self.buttons)
            self.grid.setColumnStretch(column, int(column < columns) if two else int(column == columns))

    def minimumSizeHint(self) -> QSize:
        """Icons alone: words never make the card wider than its room."""
        return QSize(theme.px(44) * len(self.buttons), self.sizeHint().height())

    def _on_clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, KindButton):
            self.chosen.emit(button.kind)


class NoteCard(Card):
    """Signals: `edited(object)`, `write` (left, tagged, rested), `keep(object, int)` a draft is due, `folded`,
    `asked_from` it is to be asked from whom a paragraph was heard."""

    edited = Signal(object)
    write = Signal()
    keep = Signal(object, int)
    folded = Signal()
    asked_from = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.fold = IconButton(Icon.MAXIMIZE_2, _("Notitie breed (F4)"), "small")
        super().__init__(_("Gezien en gezegd"), self.fold, note=" ", parent=parent)
        self.bar = KindBar()
        self.editor = NoteEditor()
        self.hint = Small("", wrap=True)
        self.add(self.bar)
        self.clashes = ClashLines()
        self.add(self.editor, 1)
        self.add(self.clashes)
        self.add(self.hint)
        self.setTabOrder(self.editor, self.bar)
        self.fold.clicked.connect(self.folded)
        self.bar.chosen.connect(self._on_kind)
        self.editor.edited.connect(self._on_edited)
        self.editor.touched.connect(self.write)
        self.editor.left.connect(self.write)
        self.editor.moved.connect(self._on_moved)
        self.editor.asked_more.connect(self.open_menu)
        self.editor.asked_from.connect(self.asked_from)
        self._keep = self._timer(KEEP_MS, self.keep_now)
        self._rest = self._timer(REST_MS, self._on_rest)

    def _timer(self, ms: int, then: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(then)
        return timer

    def restyle(self) -> None:
        """Tighter than other cards."""
        wide, high = theme.px(12), theme.px(10)
        self.body.setContentsMargins(wide, high, wide, high)
        self.body.setSpacing(theme.px(6))

    def show_state(self, state: VisitState, me: Id) -> None:
        """Show a state; typing is never disturbed."""
        self.set_note(state.note_count)
        self.editor.show_note(state.note, me)
        self.clashes.show_marks(state.note_marks)
        self.fold.set_mark(Icon.COLUMNS_2 if state.folded else Icon.MAXIMIZE_2)
        name = _("Leefgebieden erbij (F4)") if state.folded else _("Notitie breed (F4)")
        self.fold.setAccessibleName(name)
        self.fold.setToolTip(name)
        self._show_hint()

    def _show_hint(self) -> None:
        """The keys, as many as fit on one line; the menu of a paragraph knows them all."""
        full = _(
            "w g m d v b + spatie: soort · @ wie · # waarover · Alt H hoop · Alt ' letterlijk · Alt 0 meer"
        )
        short = _("w g m d v b + spatie · @ wie · # waarover · Alt H hoop · Alt 0")
        room = self.width() - 2 * theme.px(12)
        fits = QFontMetrics(theme.font(13)).horizontalAdvance(full) < room
        self.hint.setText(full if fits else short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Kinds as words when there is room."""
        super().resizeEvent(event)
        self.bar.set_room(self.width() - 2 * theme.px(12))
        self._show_hint()

    def keep_now(self) -> None:
        """Keep a draft of what is being typed."""
        self._keep.stop()
        self.keep.emit(*self.editor.place())

    def stop(self) -> None:
        """No more drafts: the screen leaves sight."""
        self._keep.stop()
        self._rest.stop()
        self.editor.suggest.hide()

    def _on_edited(self, items: object) -> None:
        self.edited.emit(items)
        if not self._keep.isActive():
            self._keep.start()
        self._rest.start()

    def _on_rest(self) -> None:
        self.write.emit()

    def _on_moved(self, item: Paragraph) -> None:
        self.bar.show_kind(item.kind)

    def _on_kind(self, kind: object) -> None:
        if isinstance(kind, StatementKind):
            self.editor.set_kind(kind)
            self.editor.setFocus()

    def open_menu(self, editing: bool) -> None:
        """What can be said of the paragraph with the caret; with `editing` also cut, copy and paste."""
        editor = self.editor
        item, state = editor.current()[1], editor.state
        menu = ParagraphMenu(item, state.speakers, state.languages, self)
        menu.add(_("&Gehoord van…"), Icon.EAR, "Alt 8", self.asked_from.emit)
        menu.add(_("&Letterlijk") if not item.quote else _("Niet &letterlijk"), Icon.QUOTE, "Alt '",
                 editor.toggle_quote)  # fmt: skip
        menu.add(_("&Hoop of wens") if not item.hope else _("Geen &hoop meer"), Icon.SUN, "Alt H",
                 editor.toggle_hope)  # fmt: skip
        if editing:
            menu.add_editing(editor)
        menu.speakers.triggered.connect(self._on_speaker)
        menu.talked.triggered.connect(self._on_talked)
        menu.languages.triggered.connect(self._on_language)
        menu.popup(editor.viewport().mapToGlobal(editor.cursorRect().bottomLeft() + QPoint(0, 4)))
        if (first := menu.first()) is not None:
            menu.setActiveAction(first)

    def _on_speaker(self, action: QAction) -> None:
        self.editor.set_speaker(action.data() if action.isChecked() else None)

    def _on_talked(self, action: QAction) -> None:
        self.editor.set_talked(Talked(str(action.data())))

    def _on_language(self, action: QAction) -> None:
        self.editor.set_language(str(action.data()))

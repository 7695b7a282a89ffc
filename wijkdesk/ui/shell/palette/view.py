"""The palette over the window: one field, one list, keys only if you like (design 09)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import paint, theme
from wijkdesk.ui.kit.announce import announce
from wijkdesk.ui.kit.banner import Mark
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Kbd, Label, Small
from wijkdesk.ui.shell.palette.presenter import HEAD, Item, PalettePresenter, PaletteState
from wijkdesk.ui.shell.palette.rows import PaletteDelegate, PaletteModel

DEBOUNCE_MS = 60
WIDTH, TOP, ROWS = 680, 88, 9


class PaletteField(QLineEdit):
    """Where is typed; hands the keys of the list on."""

    step = Signal(int)
    done = Signal()
    closed = Signal()
    only = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter opens, Tab asks for commands only, Escape closes."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
        key = Qt.Key(event.key())
        if key in steps:
            self.step.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Tab does not leave: it asks for commands only."""
        self.only.emit()
        return True


class PaletteView(QWidget):
    """Shade and panel; `open()` shows it, Escape or a click beside it closes it."""

    asked = Signal(str)
    opened = Signal()
    only_commands = Signal()
    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.presenter: PalettePresenter | None = None
        self.setAccessibleName(_("Zoeken en opdrachten"))
        self.panel = QFrame(self)
        self.panel.setProperty("role", "card")
        self.field = PaletteField()
        self.field.setProperty("ground", "clear")
        self.field.setPlaceholderText(_("Zoek huishouden, notitie of opdracht"))
        self.field.setAccessibleName(_("Zoeken"))
        self.count = Small("")
        self.list = QListView()
        self.list.setAccessibleName(_("Gevonden"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.model = PaletteModel(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = Label("", tint="muted", wrap=True)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(DEBOUNCE_MS)
        self._before: QWidget | None = None
        self._answered: str | None = None  # the letters that the rows on screen belong to
        self._hurry = False  # Enter came before the answer
        self._lay_out()
        self._connect()
        parent.installEventFilter(self)
        self.hide()
        theme.follow(self.restyle)

    def _lay_out(self) -> None:
        self.top = QHBoxLayout()
        self.top.addWidget(Mark(Icon.SEARCH, "text"))
        self.top.addWidget(self.field, 1)
        self.top.addWidget(self.count)
        line, foot = QFrame(), QFrame()
        line.setProperty("role", "hair")
        self.foot = QHBoxLayout(foot)
        for keys, words in (("↑ ↓", _("kiezen")), ("Enter", _("openen")), ("Tab", _("alleen opdrachten"))):
            self.foot.addWidget(Kbd(keys))
            self.foot.addWidget(Small(words))
        self.foot.addStretch(1)
        self.foot.addWidget(Kbd("Esc"))
        self.foot.addWidget(Small(_("sluiten")))
        self.foot_frame = foot
        self.column = QVBoxLayout(self.panel)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)
        self.column.addLayout(self.top)
        self.column.addWidget(line)
        self.column.addWidget(self.none)
        self.column.addWidget(self.list, 1)
        bottom = QFrame()
        bottom.setProperty("role", "hair")
        self.column.addWidget(bottom)
        self.column.addWidget(foot)

    def _connect(self) -> None:
        self.timer.timeout.connect(self._on_time)
        self.field.textEdited.connect(self._on_typing)
        self.field.step.connect(self._on_step)
        self.field.done.connect(self._on_done)
        self.field.closed.connect(self.close_palette)
        self.field.only.connect(self.only_commands)
        self.list.clicked.connect(self._on_clicked)

    def take(self, presenter: PalettePresenter) -> None:
        """Connect to the presenter."""
        self.presenter = presenter
        self.asked.connect(presenter.ask)
        self.opened.connect(presenter.open)
        self.only_commands.connect(presenter.only_commands)
        self.chosen.connect(presenter.choose)

    def restyle(self) -> None:
        """Room in the scale of the look."""
        edge = theme.px(20)
        self.field.setFont(theme.font(16))
        self.top.setContentsMargins(edge, theme.px(8), edge, theme.px(8))
        self.top.setSpacing(theme.px(12))
        self.foot.setContentsMargins(edge, theme.px(8), edge, theme.px(8))
        self.foot.setSpacing(theme.px(8))
        self.none.setContentsMargins(edge, edge, edge, edge)
        self.place()

    def open(self) -> None:
        """Show it, empty; the place with the focus is remembered."""
        self._before = self.window().focusWidget()
        self.field.clear()
        self.model.set_items(())
        self._hurry, self._answered = False, None
        self.place()
        self.show()
        self.raise_()
        self.field.setFocus()
        self.opened.emit()

    def close_palette(self) -> None:
        """Hide it and give the focus back."""
        self.timer.stop()
        self.hide()
        before, self._before = self._before, None
        if before is not None:
            before.setFocus()

    def show_state(self, state: PaletteState) -> None:
        """Show what was found; the first thing is chosen."""
        self.model.set_items(state.items)
        self._answered = state.query
        self.count.setText(state.count)
        self.none.setText(_("Niets gevonden. Probeer een deel van de naam of de straat."))
        self.none.setVisible(state.nothing)
        self.list.setVisible(not state.nothing)
        self._choose(next((row for row, item in enumerate(state.items) if item.kind != HEAD), -1))
        if state.count and self.isVisible():
            announce(self.field, state.count)
        self.place()
        if self._hurry and state.query == self.field.text():
            self._hurry = False
            self._open(self.list.currentIndex().row())

    def place(self) -> None:
        """680 wide near the top; as wide as the window where it is narrow."""
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        narrow = self.width() < theme.px(WIDTH + 48)
        wide = self.width() - theme.px(16) if narrow else theme.px(WIDTH)
        top = theme.px(8 if narrow else TOP)
        self.foot_frame.setVisible(not narrow)
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.model.rowCount()))
        chrome = theme.px(58 + (40 if not narrow else 4))
        body = max(rows, theme.px(80) if self.none.isVisibleTo(self) else 0)
        most = self.height() - top - theme.px(24)
        high = min(chrome + body + theme.px(8), most, chrome + theme.px(44 * ROWS))
        self.panel.setGeometry((self.width() - wide) // 2, top, wide, high)

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self.model.index(row, 0) if row >= 0 else QModelIndex())

    def _on_step(self, step: int) -> None:
        rows = [row for row, item in enumerate(self.model.items) if item.kind != HEAD]
        if not rows:
            return
        now = self.list.currentIndex().row()
        at = rows.index(now) if now in rows else 0
        wrap = abs(step) == 1
        new = (at + step) % len(rows) if wrap else min(max(at + step, 0), len(rows) - 1)
        self._choose(rows[new])
        announce(self.field, self.model.items[rows[new]].spoken)

    def _on_typing(self) -> None:
        self._hurry = False
        self.timer.start()

    def _on_time(self) -> None:
        self.asked.emit(self.field.text())

    def _on_done(self) -> None:
        if self.field.text() == self._answered:
            self._open(self.list.currentIndex().row())
            return
        self._hurry = True  # Enter right after the last letter: what was typed counts
        if self.timer.isActive():
            self.timer.stop()
            self._on_time()

    def _on_clicked(self, index: QModelIndex) -> None:
        self._open(index.row())

    def _open(self, row: int) -> None:
        if not 0 <= row < len(self.model.items):
            return
        item: Item = self.model.items[row]
        if item.kind != HEAD:
            self.close_palette()
            self.chosen.emit(item)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the panel closes."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move along with the window."""
        if watched is self.parent() and event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The shade over the page."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("shade"))
        paint.box(painter, QRectF(self.panel.geometry()), theme.px(12), "surface", "line")

"""The visit on screen: header, basics, domains beside the running note; one column where there is little room."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.models.visit import StatementKind
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.clash_lines import ClashLines
from wijkdesk.ui.visit.parts.agreed import APPOINTMENT, STEP, Agreed
from wijkdesk.ui.visit.parts.basics import Basics
from wijkdesk.ui.visit.parts.closing import Closing
from wijkdesk.ui.visit.parts.header import VisitHeader
from wijkdesk.ui.visit.parts.matrix import Matrix
from wijkdesk.ui.visit.parts.note_card import NoteCard
from wijkdesk.ui.visit.parts.voices import Voices
from wijkdesk.ui.visit.states import Missing, VisitState

ONE_COLUMN = 900  # px at 100 %: below this everything stands under each other
RIGHT = 396
LOWEST = 480  # px at 100 %: lower windows scroll as a whole


class VisitView(QWidget):
    """Puts the parts together; each part tells its own signals. `finish` = the visit is rounded off."""

    finish = Signal()

    def __init__(self, me: Id, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.me = me
        self.state = VisitState()
        self.page = QWidget()
        self.page.setObjectName("page")
        self.header, self.basics = VisitHeader(self), Basics(self.page)
        self.matrix, self.voices = Matrix(self.page), Voices(self.page)
        self.note, self.agreed, self.closing = NoteCard(self.page), Agreed(self.page), Closing(self)
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        self.columns = QHBoxLayout()
        self.columns.addLayout(self.left, 1)
        self.columns.addLayout(self.right)
        self.rows = QVBoxLayout(self.page)
        self.rows.addWidget(self.basics)
        self.clashes = ClashLines(self.page)
        self.rows.addWidget(self.clashes)
        self.rows.addLayout(self.columns, 1)
        self.area = QScrollArea(self)
        self.area.setAccessibleName(_("Bezoek"))
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.page)
        self.side = QScrollArea(self.page)
        self.side.setAccessibleName(_("Afgesproken"))
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.setWidgetResizable(True)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.area)
        self.pages.addWidget(self.closing)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addWidget(self.pages, 1)
        self._shape: tuple[bool, bool] | None = None
        self.header.finish.connect(self.show_closing)
        self.closing.back.connect(self.show_visit)
        self.closing.chosen.connect(self._on_invited)
        self.voices.acted.connect(self._on_missing)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Margins and distances of the look."""
        wide, high = theme.px(16), theme.px(12)
        self.rows.setContentsMargins(wide, high, wide, high)
        for layout in (self.rows, self.columns, self.left, self.right):
            layout.setSpacing(theme.px(12))
        self._shape = None
        self._arrange()

    @property
    def narrow(self) -> bool:
        """Whether there is room for one column only."""
        return self.width() / theme.current().scale < ONE_COLUMN

    def show_state(self, state: VisitState) -> None:
        """Show a state; the same one again changes nothing."""
        self.state = state
        self._arrange()
        self.header.show_state(state)
        self.basics.show_state(state)
        self.clashes.show_marks(state.other_marks)
        self.matrix.show_state(state)
        self.voices.show_state(state)
        self.note.show_state(state, self.me)
        self.agreed.show_state(state)
        self.closing.show_state(state)

    def _arrange(self) -> None:
        """Share the room: two columns, the note wide, or all under each other."""
        shape = (self.narrow, self.state.folded)
        if shape == self._shape:
            return
        self._shape = shape
        narrow, folded = shape
        focus = self.window().focusWidget() if self.isVisible() else None
        for layout in (self.left, self.right):
            for old in (self.note, self.matrix, self.voices, self.agreed, self.side):
                layout.removeWidget(old)  # takeAt would leave the old item's cached height in force
        if self.side.widget() is not None:
            self.side.takeWidget()
            self.agreed.setParent(self.page)
        self.matrix.setVisible(not folded)
        left: list[QWidget] = [self.note] if folded else [self.matrix]
        if narrow:
            left = [self.note] if folded else [self.note, self.matrix]
        for part in (*left, self.voices):
            self.left.addWidget(part, 0 if part is self.voices else 1)
        self._fill_right(narrow, folded)
        self.header.set_narrow(narrow)
        self.basics.set_narrow(narrow)
        self.matrix.set_free(narrow)
        self.note.setMinimumWidth(0)
        self._fit_page()
        if focus is not None and self.isAncestorOf(focus):
            focus.setFocus()

    def _fill_right(self, narrow: bool, folded: bool) -> None:
        if narrow:
            self.note.setMaximumWidth(16_777_215)
            self.side.hide()
            self.agreed.setParent(self.page)
            self.left.addWidget(self.agreed)
            self.agreed.show()
            return
        if not folded:
            self.right.addWidget(self.note, 4)
        self.side.setWidget(self.agreed)
        self.agreed.show()
        self.right.addWidget(self.side, 3)  # two whole agreements on a low laptop
        self.side.show()
        width = theme.px(RIGHT)
        for part in (self.side, self.note) if not folded else (self.side,):
            part.setMinimumWidth(0)
        self.side.setFixedWidth(width)
        self.note.setMaximumWidth(width if not folded else 16_777_215)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._arrange()
        self._fit_page()

    def _fit_page(self) -> None:
        """Two columns are as high as the window and scroll inside; one column scrolls as a whole."""
        room = self.height() - self.header.height()
        tall = min(theme.px(360), max(theme.px(220), room - theme.px(76)))  # the note fits in sight
        self.note.setMinimumHeight(tall if self.narrow else 0)
        if self.narrow or room < theme.px(LOWEST):
            self.page.setMinimumHeight(0)
            self.page.setMaximumHeight(16_777_215)
        else:
            self.page.setFixedHeight(room)

    def areas(self) -> list[QWidget]:
        """What F6 moves between, in reading order."""
        if self.pages.currentWidget() is self.closing:
            return [self.header, self.closing]
        parts: list[QWidget] = [
            self.note,
            self.agreed,
            self.header,
            self.basics,
            self.matrix.area,
            self.voices,
        ]
        return [part for part in parts if part.isVisible()]

    def show_closing(self) -> None:
        """Round off: the invitations and the papers."""
        self.finish.emit()
        self.pages.setCurrentWidget(self.closing)
        self.header.done.hide()
        self.closing.take_focus()

    def show_visit(self) -> None:
        """Back to the visit, with the cursor in the note."""
        self._open_page()
        self.note.editor.setFocus()

    def begin(self, mode: str, text: str = "") -> None:
        """Go and type a step, promise or appointment."""
        self._open_page()
        self.agreed.begin(mode, text)

    def _open_page(self) -> None:
        self.pages.setCurrentWidget(self.area)
        self.header.done.show()

    def _on_missing(self, missing: Missing) -> None:
        """Look along with a very young child; plan a moment with anyone else."""
        name = missing.column.call
        if missing.young:
            self.note.editor.begin(f"@{name} ", StatementKind.OBSERVATION)
        else:
            self.begin(STEP, _("Praten met @{name} ").format(name=name))

    def _on_invited(self, key: str) -> None:
        if key == "steps":
            self.begin(STEP)
        elif key == "appointment":
            self.begin(APPOINTMENT)
        elif key == "missing":
            self.show_visit()
            first = self.voices.silent[0].button if self.voices.silent else self.note.editor
            first.setFocus()
        else:
            self.show_visit()

"""Documents: a list with small pictures at the left, what is looked at and its facts at the right."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QRect, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.services.sharing_files import Where
from wijkdesk.ui.dossier.attachments import pictures
from wijkdesk.ui.dossier.attachments.presenter import Line, Shown, State, where_words
from wijkdesk.ui.dossier.attachments.viewer import PictureView
from wijkdesk.ui.kit import icons, paint, theme
from wijkdesk.ui.kit.chips import Option
from wijkdesk.ui.kit.choices import ChoiceField
from wijkdesk.ui.kit.row_delegates import RowDelegate
from wijkdesk.ui.kit.row_lists import RowList
from wijkdesk.ui.kit.rows import VersionItem
from wijkdesk.ui.kit.scroll import ClearPage
from wijkdesk.ui.kit.widgets import (
    Button,
    Card,
    DangerButton,
    EmptyState,
    FlowRow,
    Heading,
    Icon,
    Label,
    Page,
    PrimaryButton,
    Small,
    Tone,
    Way,
)

_NARROW = 820
_MOST_FACTS = 6
_LOOKS = {
    Where.ALONE: (Tone.NEUTRAL, Icon.LAPTOP),
    Where.SHARED: (Tone.OK, Icon.CLOUD_CHECK),
    Where.COMING: (Tone.INFO, Icon.CLOUD),
}


@dataclass(frozen=True)
class DocumentItem(VersionItem):
    """A row with a small picture."""

    picture: bytes = b""


class DocumentDelegate(RowDelegate):
    """Small picture, name, what it is, who and when, and a pill for where it is."""

    height = 104
    edge = 4

    def paint_item(self, painter: QPainter, rect: QRect, item: object) -> None:
        """Paint one document."""
        if not isinstance(item, DocumentItem):
            return
        pad, side, line = theme.px(16), theme.px(64), theme.px(21)
        box = QRect(rect.left() + pad, rect.top() + theme.px(12), side, side)
        self._paint_picture(painter, box, item)
        left, right, top = box.right() + theme.px(12), rect.right() - pad, rect.top() + theme.px(8)
        for number, (text, font, role) in enumerate(
            ((item.who, theme.font(14, 600), "text"), (item.what, theme.font(13), "muted"),
             (item.when, theme.font(13), "muted"))
        ):  # fmt: skip
            paint.words(painter, QRect(left, top + number * line, right - left, line), text, font, role)
        width = paint.tag_width(item.pill, item.icon, paint.pill_style(item.tone))
        middle = top + 3 * line + theme.px(13)
        paint.pill(painter, left + width, middle, item.pill, item.tone, icon=item.icon)

    @staticmethod
    def _paint_picture(painter: QPainter, box: QRect, item: DocumentItem) -> None:
        image = QImage.fromData(item.picture) if item.picture else QImage()
        if image.isNull():
            painter.fillRect(box, theme.color("sunken"))
            icons.draw(painter, Icon.FILE_TEXT, box, "muted", 28)
            return
        size = image.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        spot = QRect(box.topLeft(), size)
        spot.moveCenter(box.center())
        painter.drawImage(spot, image)


class AttachmentsView(QWidget):
    """`chosen(id)`, `adding` (a file is to be chosen), `brought(paths)`, `pasted(name, bytes)`, `saving`,
    `removed`, `erasing`, `moved(id)` (it belongs to another record)."""

    chosen = Signal(object)
    adding = Signal()
    brought = Signal(object)
    pasted = Signal(str, bytes)
    saving = Signal()
    removed = Signal()
    erasing = Signal()
    moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.list = RowList(_("Documenten"), DocumentDelegate())
        self.list.current.connect(self._on_current)
        self.list.opened.connect(self._on_opened)
        self.add = PrimaryButton(_("Document toevoegen"), Icon.PAPERCLIP)
        self.add.clicked.connect(self.adding)
        self.limits = Small("", wrap=True)
        self.title = Heading("", 2)
        self.title.setWordWrap(True)
        self.viewer = PictureView()
        self.words = Label("", tint="muted", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.belongs = ChoiceField(_("Hoort bij"), [])
        self.belongs.edited.connect(self.moved)
        self._places: tuple[tuple[Id, str], ...] = ()
        self.save = Button(_("Bewaar als bestand (niet versleuteld)"), Icon.FILE_DOWN)
        self.save.clicked.connect(self.saving)
        self.bin = Button(_("Weggooien"), Icon.TRASH)
        self.bin.clicked.connect(self.removed)
        self.erase = DangerButton(_("Wissen…"), Icon.TRASH)
        self.erase.clicked.connect(self.erasing)
        self.empty = EmptyState(
            Icon.PAPERCLIP, _("Nog geen documenten"),
            _("Voeg een foto, brief of opname toe. Alles wordt meteen versleuteld."),
            [Way("add", _("Document toevoegen"), Icon.PAPERCLIP)],
        )  # fmt: skip
        self.empty.chosen.connect(self.adding)
        self._quiet = False
        self._lay_out()

    def _lay_out(self) -> None:
        self.left, self.right = Card(), Card()
        self.left.setAccessibleName(_("Lijst"))
        self.right.setAccessibleName(_("Document"))
        self.left.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.left.add(self.limits)
        self.rows_page = ClearPage(_("Documenten"))
        self.rows_page.body.addWidget(self.list)
        self.rows_page.body.addStretch(1)
        self.left.add(self.rows_page, 1)
        self.right.add(self.title)
        self.right.add(self.viewer, 1)
        self.right.add(self.words, 1)
        self.right.add(self.belongs)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        self.fact_rows = [(Small(""), Label("", 13, wrap=True)) for _number in range(_MOST_FACTS)]
        for number, (label, words) in enumerate(self.fact_rows):
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, number, 1)
        self.right.body.addLayout(grid)
        acts = FlowRow(gap=8)
        for button in (self.save, self.bin, self.erase):
            acts.addWidget(button)
        self.right.body.addLayout(acts)
        self.page = Page(_("Documenten"), margin=0, gap=0)
        self.box = QHBoxLayout()
        self.page.body.addLayout(self.box, 1)
        self.box.addWidget(self.left, 420)
        self.box.addWidget(self.right, 680)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.page)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Margins in the scale of the look."""
        edge = theme.px(16)
        self.box.setContentsMargins(edge, edge, edge, edge)
        self.box.setSpacing(edge)
        self.viewer.setMinimumHeight(theme.px(220))
        self.rows_page.setMinimumHeight(theme.px(230))  # two rows, also where the page scrolls

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Under each other when there is little room."""
        super().resizeEvent(event)
        narrow = self.width() / theme.current().scale < _NARROW
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self.box.setDirection(way)

    def show_state(self, state: State) -> None:
        """Show a state."""
        self._quiet = True
        self.limits.setText(state.limits)
        self.list.set_items([_row(line) for line in state.lines])
        self._show_places(state.places)
        self._show(state.shown)
        self._quiet = False
        self.stack.setCurrentWidget(self.empty if state.loaded and not state.lines else self.page)

    def _show(self, shown: Shown | None) -> None:
        self.right.setVisible(shown is not None)
        if shown is None:
            self.viewer.show_picture(b"", "")
            return
        self.title.setText(shown.name)
        seen = self.viewer.show_picture(shown.picture, shown.name)
        self.viewer.setVisible(seen)
        broken = bool(shown.picture) and not seen
        self.words.setText(_("Dit beeld kan WijkDesk niet tonen.") if broken else shown.words)
        self.words.setVisible(not seen)
        self.save.setEnabled(shown.here)
        self._show_belongs(shown.belongs)
        self._show_facts(shown.facts)

    def _show_places(self, places: tuple[tuple[Id, str], ...]) -> None:
        if places != self._places:
            self._places = places
            self.belongs.set_options([Option(row, words) for row, words in places])

    def _show_belongs(self, belongs: tuple[Id | None, str]) -> None:
        """An older contact, a paragraph or a step is not among the places: it stands there as itself."""
        row, words = belongs
        if row is not None and row not in dict(self._places):
            self._places = (*self._places, (row, words))
            self.belongs.set_options([Option(one, text) for one, text in self._places])
        self.belongs.set_value(row)

    def _show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        for number, (label, words) in enumerate(self.fact_rows):
            told = number < len(facts)
            label.setText(facts[number][0] if told else "")
            words.setText(facts[number][1] if told else "")
            label.setVisible(told)
            words.setVisible(told)

    def _on_current(self, key: object) -> None:
        if not self._quiet and isinstance(key, bytes):
            self.chosen.emit(Id(key))

    def _on_opened(self, _key: object) -> None:
        (self.viewer if self.viewer.isVisible() else self.save).setFocus()

    @property
    def has_lines(self) -> bool:
        """Whether there is something to look at."""
        return self.stack.currentWidget() is self.page and self.right.isVisibleTo(self)

    def first(self) -> QWidget:
        """Where the focus begins."""
        return self.list if self.stack.currentWidget() is self.page else self.empty.buttons[0]

    # ---- in by mouse and clipboard

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped."""
        if _paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped files."""
        if paths := _paths(event.mimeData()):
            event.acceptProposedAction()
            self.brought.emit(paths)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V takes a picture or files from the clipboard."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take_clipboard()
        else:
            super().keyPressEvent(event)

    def take_clipboard(self) -> None:
        """Take what is on the clipboard, when that is a file or a picture."""
        mime = QGuiApplication.clipboard().mimeData()
        if paths := _paths(mime):
            self.brought.emit(paths)
        elif data := pictures.pasted(mime):
            self.pasted.emit(_("Geplakt beeld.png"), data)


def _paths(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def _row(line: Line) -> DocumentItem:
    tone, icon = _LOOKS[line.where]
    return DocumentItem(
        line.id, line.name, line.who, line.what, where_words(line.where), tone, icon, picture=line.picture
    )

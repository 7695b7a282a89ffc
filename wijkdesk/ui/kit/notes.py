"""Notes that people write for each other: a list of cards, and a place to write one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.buttons import Button, IconButton, PrimaryButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.chips import Option
from wijkdesk.ui.kit.choices import ChoiceField
from wijkdesk.ui.kit.fields import TextField
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Small
from wijkdesk.ui.kit.stacked import Rows

KEEP_MS = 2_000  # the longest that typed text may be unkept (architecture.md §6, Draft)


@dataclass(frozen=True)
class NoteItem:
    """A note: whose, what kind, its text; `mine` may be changed."""

    key: object
    who: str
    kind: str
    text: str
    mine: bool = False


class NoteCard(Card):
    """One note; `changing(NoteItem)` and `removing(NoteItem)` of one's own."""

    changing = Signal(object)
    removing = Signal(object)

    def __init__(self, item: NoteItem, parent: QWidget | None = None) -> None:
        super().__init__(tone="sunken", parent=parent)
        self.item = item
        self.setAccessibleName(_("Notitie van {name}").format(name=item.who))
        head = QHBoxLayout()
        head.addWidget(Label(item.who, 13, 600))
        head.addWidget(Small(item.kind), 1)
        if item.mine:
            self.edit = IconButton(Icon.PENCIL, _("Notitie wijzigen"), "small")
            self.bin = IconButton(Icon.TRASH, _("Notitie weggooien"), "small")
            self.edit.clicked.connect(self._on_edit)
            self.bin.clicked.connect(self._on_bin)
            head.addWidget(self.edit)
            head.addWidget(self.bin)
        self.body.addLayout(head)
        self.add(Label(item.text, wrap=True))

    def _on_edit(self) -> None:
        self.changing.emit(self.item)

    def _on_bin(self) -> None:
        self.removing.emit(self.item)


class NotesPanel(QWidget):
    """`written(kind, text)` a new note, `changed(key, text)`, `removed(key)`; `typed(text)` = keep as a draft."""

    written = Signal(str, str)
    changed = Signal(object, str)
    removed = Signal(object)
    typed = Signal(str)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "clear")
        self.editing: NoteItem | None = None
        self.rows = Rows(self._card, 8)
        self.nothing = Small(_("Nog geen notities."))
        self.kind = ChoiceField(_("Soort"), [])
        self.text = TextField(label, least=3, most=8)
        self.go = PrimaryButton(_("Notitie bewaren"), Icon.CHECK)
        self.no = Button(_("Laat zo"))
        self.go.clicked.connect(self._on_go)
        self.no.clicked.connect(self._on_no)
        self.text.typing.connect(self._on_typing)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(KEEP_MS)
        self.timer.timeout.connect(self.keep)
        self.writer = QWidget()
        self.writer.setProperty("ground", "clear")
        inner = QVBoxLayout(self.writer)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.text)
        inner.addWidget(self.kind)
        acts = FlowRow(gap=8)
        acts.addWidget(self.go)
        acts.addWidget(self.no)
        inner.addLayout(acts)
        self.inner = inner
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.rows, self.nothing, self.writer):
            self.box.addWidget(widget)
        self.no.hide()
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Distances in the scale of the look."""
        self.box.setSpacing(theme.px(10))
        self.inner.setSpacing(theme.px(8))

    def _card(self, item: NoteItem) -> NoteCard:
        card = NoteCard(item)
        card.changing.connect(self._on_changing)
        card.removing.connect(self._on_removing)
        return card

    def show_notes(
        self,
        items: tuple[NoteItem, ...],
        kinds: tuple[tuple[str, str], ...],
        *,
        writes: bool,
        error: str = "",
    ) -> None:
        """Show notes; `kinds` = value and words, the first is the usual one."""
        self.rows.show_items(items)
        self.nothing.setVisible(not items)
        if [option.value for option in self.kind.options] != [value for value, _words in kinds]:
            self.kind.set_options([Option(value, words) for value, words in kinds])
            self.kind.set_value(kinds[0][0] if kinds else None)
        self.writer.setVisible(writes)
        self.text.show_error(error)
        if self.editing is not None and self.editing.key not in [item.key for item in items]:
            self.clear()

    def show_draft(self, text: str) -> None:
        """Put back what was being typed, unless something is there already."""
        if text and self.text.value() is None:
            self.text.set_value(text)

    def clear(self) -> None:
        """What was typed is stored, or left."""
        self.timer.stop()
        self.editing = None
        self.text.set_value("")
        self.no.hide()
        self.kind.show()
        self.go.setText(_("Notitie bewaren"))

    def keep(self) -> None:
        """Give what is being typed, to be kept as a draft."""
        self.timer.stop()
        if self.editing is None:
            self.typed.emit(str(self.text.value() or ""))

    def _on_typing(self) -> None:
        if not self.timer.isActive():
            self.timer.start()

    def _on_go(self) -> None:
        self.timer.stop()
        text = str(self.text.value() or "")
        if self.editing is not None:
            self.changed.emit(self.editing.key, text)
        else:
            self.written.emit(str(self.kind.value()), text)

    def _on_no(self) -> None:
        self.clear()

    def _on_changing(self, item: NoteItem) -> None:
        self.editing = item
        self.text.set_value(item.text)
        self.kind.hide()
        self.no.show()
        self.go.setText(_("Wijziging bewaren"))
        self.text.edit.setFocus()

    def _on_removing(self, item: NoteItem) -> None:
        self.removed.emit(item.key)

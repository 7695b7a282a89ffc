"""Beside the table: about the row in use; of an assignment the question, what was shared, and the notes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.dossier.access.state import Mode, SharedLine, State
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.buttons import Button
from wijkdesk.ui.kit.cards import Card, Hairline
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Label, Pill, Small
from wijkdesk.ui.kit.notes import NoteItem, NotesPanel
from wijkdesk.ui.kit.stacked import Rows
from wijkdesk.ui.kit.tone import Tone


class SharedCard(QWidget):
    """Something shared; when the dossier says something else by now: what, and two ways: `renewed`, `left` (key)."""

    renewed = Signal(object)
    left = Signal(object)

    def __init__(self, line: SharedLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.setProperty("ground", "clear")
        self.setAccessibleName(line.words)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(4))
        box.addWidget(Label(line.words, wrap=True))
        if not (line.changed or line.gone):
            return
        holder = FlowRow(gap=8)
        holder.addWidget(
            Pill(
                _("weggegooid in het dossier") if line.gone else _("dossier is nieuwer"),
                Tone.WARN,
                Icon.REFRESH_CW,
            )
        )
        box.addLayout(holder)
        for words in line.changed:
            box.addWidget(Small(words, wrap=True))
        self.renew = Button(_("Haal weg") if line.gone else _("Vernieuwen"), Icon.REFRESH_CW)
        self.leave = Button(_("Laat zo"))
        self.renew.setAccessibleName(f"{self.renew.text()}: {line.words}")
        self.leave.setAccessibleName(f"{self.leave.text()}: {line.words}")
        self.renew.clicked.connect(self._on_renew)
        self.leave.clicked.connect(self._on_leave)
        acts = FlowRow(gap=8)
        acts.addWidget(self.renew)
        acts.addWidget(self.leave)
        box.addLayout(acts)

    def _on_renew(self) -> None:
        self.renewed.emit(self.line.key)

    def _on_leave(self) -> None:
        self.left.emit(self.line.key)


class DetailCard(Card):
    """`stopping`, `more` (share more), `renewed(key)`, `left(key)`; notes through `notes`."""

    stopping = Signal()
    more = Signal()
    renewed = Signal(object)
    left = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Wie"), parent=parent)
        self.title.setWordWrap(True)
        self.sentences = Rows(_sentence, 6)
        self.question = Label("", 18, 600, wrap=True)
        self.shared_title = Heading(_("Gedeeld"), 3)
        self.shared = Rows(self._shared, 10)
        self.add_more = Button(_("Meer delen"), Icon.PLUS)
        self.notes_title = Heading(_("Notities in deze opdracht"), 3)
        self.notes = NotesPanel(_("Schrijf terug"))
        self.stop = Button("", Icon.BAN, keys="W")
        self.line = Hairline()
        for widget in (self.question, self.sentences, self.shared_title, self.shared):
            self.add(widget)
        self.body.addWidget(self.add_more, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.line)
        self.add(self.notes_title)
        self.add(self.notes)
        self.body.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.add_more.clicked.connect(self.more)
        self.stop.clicked.connect(self.stopping)

    def _shared(self, line: SharedLine) -> SharedCard:
        card = SharedCard(line)
        card.renewed.connect(self.renewed)
        card.left.connect(self.left)
        return card

    def show_state(self, state: State) -> None:
        """Show the row in use."""
        found = state.detail
        self.title.setText(found.title)
        self.title.setVisible(bool(found.title))
        self.setAccessibleName(found.title or _("Wie"))
        self.sentences.show_items(found.sentences)
        self.question.setText(found.question)
        self.shared.show_items(found.shared)
        for widget in (self.question, self.line, self.notes_title, self.notes):
            widget.setVisible(bool(found.question))
        self.shared_title.setVisible(bool(found.shared))
        self.add_more.setVisible(found.writes)
        notes = tuple(
            NoteItem(one.key, one.who, one.kind, one.text, one.mine and found.writes) for one in found.notes
        )
        error = state.error[1] if state.mode is Mode.LOOK and state.error[0] == "text" else ""
        self.notes.show_notes(notes, state.note_kinds, writes=found.writes, error=error)
        self.stop.setText(found.stop)
        self.stop.setVisible(bool(found.stop))


def _sentence(text: str) -> Small:
    return Small(text, wrap=True)

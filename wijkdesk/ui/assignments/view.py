"""Opdrachten: a list at the left; the question, what was shared and the notes at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.ui.assignments.presenter import Line, State
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.notes import NoteItem, NotesPanel
from wijkdesk.ui.kit.row_lists import VersionList
from wijkdesk.ui.kit.rows import VersionItem
from wijkdesk.ui.kit.stacked import Rows
from wijkdesk.ui.kit.widgets import Banner, Card, EmptyState, Icon, Label, Page, Small, Tone

_NARROW = 820


class AssignmentsView(QWidget):
    """`chosen(space)`; notes through `notes`."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = State()
        self._quiet = False
        self.list = VersionList(_("Opdrachten"))
        self.list.current.connect(self._on_current)
        self.question = Label("", 20, 600, wrap=True)
        self.facts = Rows(_fact, 4)
        self.stopped = Banner(
            Tone.INFO, _("Gestopt."),
            _("Je collega deelt niets nieuws meer. Wat hier staat, blijft op je laptop."), icon=Icon.INFO,
        )  # fmt: skip
        self.shared = Rows(_shared, 10)
        self.nothing = Small(_("Er is niets meegestuurd. Alleen de vraag."), wrap=True)
        self.notes = NotesPanel(_("Jouw notitie"))
        self.empty = EmptyState(
            Icon.SEND,
            _("Nog geen opdrachten"),
            _("Vraagt een collega je iets? Dan staat het hier, met wat je mag weten."),
            [],
        )
        self._lay_out()
        theme.follow(self.restyle)

    def _lay_out(self) -> None:
        self.left = Card(_("Opdrachten"))
        self.left.add(self.list)
        self.ask, self.given, self.written = Card(), Card(_("Dit is met je gedeeld")), Card(_("Notities"))
        self.ask.setAccessibleName(_("Vraag"))
        for widget in (self.question, self.facts, self.stopped):
            self.ask.add(widget)
        self.given.add(self.nothing)
        self.given.add(self.shared)
        self.written.add(
            Small(
                _("Je collega leest dit in het dossier. Je kunt je eigen notitie later wijzigen."), wrap=True
            )
        )
        self.written.add(self.notes)
        self.page = Page(_("Opdrachten"), margin=24, gap=16)
        self.box = QHBoxLayout()
        first, second = QVBoxLayout(), QVBoxLayout()
        first.addWidget(self.left)
        first.addStretch(1)
        for card in (self.ask, self.given, self.written):
            second.addWidget(card)
        second.addStretch(1)
        self.columns = (first, second)
        self.box.addLayout(first, 4)
        self.box.addLayout(second, 8)
        self.page.body.addLayout(self.box)
        self.page.body.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.page)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def restyle(self) -> None:
        """Distances in the scale of the look."""
        for box in (self.box, *self.columns):
            box.setSpacing(theme.px(16))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Under each other when there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() / theme.current().scale < _NARROW
        self.box.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )

    def show_state(self, state: State) -> None:
        """Show a state."""
        before, self.state = self.state, state
        self._quiet = True
        self.stack.setCurrentWidget(self.empty if state.loaded and not state.lines else self.page)
        self.left.setVisible(bool(state.lines))
        items = [_item(line) for line in state.lines]
        if items != self.list.rows.items:
            self.list.set_items(items)
        keys = [line.key for line in state.lines]
        if state.current in keys:
            self.list.setCurrentIndex(self.list.rows.index(keys.index(state.current), 0))
        for card in (self.ask, self.given, self.written):
            card.setVisible(state.current is not None)
        self.question.setText(state.question)
        self.facts.show_items(state.facts)
        self.stopped.setVisible(state.stopped)
        self.shared.show_items(state.shared)
        self.nothing.setVisible(not state.shared)
        self._show_notes(state, before)
        self._quiet = False

    def _show_notes(self, state: State, before: State) -> None:
        grown = len(state.notes) > len(before.notes) or state.notes != before.notes
        if state.current != before.current or grown:
            self.notes.clear()
        notes = tuple(
            NoteItem(one.key, one.who, one.kind, one.text, one.mine and state.writes) for one in state.notes
        )
        self.notes.show_notes(notes, state.kinds, writes=state.writes, error=state.error)
        self.notes.show_draft(state.draft)

    def first(self) -> QWidget:
        """Where the focus begins."""
        if not self.state.lines:
            return self.empty
        return self.notes.text.edit if len(self.state.lines) == 1 and self.state.writes else self.list

    def _on_current(self, key: object) -> None:
        if not self._quiet and isinstance(key, bytes):
            self.chosen.emit(Id(key))


def _item(line: Line) -> VersionItem:
    tone, icon = (Tone.INFO, Icon.CLOCK) if line.open else (Tone.NEUTRAL, Icon.BAN)
    return VersionItem(line.key, line.who, line.when, line.question, line.pill, tone, icon)


def _fact(text: str) -> Small:
    return Small(text, wrap=True)


def _shared(item: tuple[str, str]) -> QWidget:
    words, kind = item
    part = QWidget()
    part.setProperty("ground", "clear")
    part.setAccessibleName(f"{kind}: {words}")
    box = QVBoxLayout(part)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme.px(2))
    box.addWidget(Small(kind))
    box.addWidget(Label(words, wrap=True))
    return part

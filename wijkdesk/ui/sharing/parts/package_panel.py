"""A package by stick, at the right of Delen: who gets it, what goes in, how large; or what one brought."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _
from wijkdesk.ui.kit.buttons import Button, PrimaryButton, QuietButton
from wijkdesk.ui.kit.cards import Card, Hairline
from wijkdesk.ui.kit.checks import CheckBox
from wijkdesk.ui.kit.chips import Option
from wijkdesk.ui.kit.choices import ChoiceField
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Label, Small
from wijkdesk.ui.kit.stacked import Rows
from wijkdesk.ui.sharing.package_state import (
    Mode,
    PackageState,
    documents_words,
    made_lines,
    opened_lines,
    preview_lines,
)


class MakingCard(Card):
    """`user_chosen(str)`, `what_chosen(str)`, `documents_chosen(bool)`; `saving` asks for a place."""

    user_chosen = Signal(str)
    what_chosen = Signal(str)
    documents_chosen = Signal(bool)
    saving = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.close_button = QuietButton(_("Sluiten"), size="small", keys="Esc")
        super().__init__(_("Pakket maken"), self.close_button, parent=parent)
        self.nobody = Label(_("Er is nog geen collega met een laptop. Nodig eerst iemand uit."), wrap=True)
        self.person = ChoiceField(_("Voor wie"), [])
        self.what = ChoiceField(_("Wat gaat mee"), [])
        self.changes, self.places = Label("", weight=600, wrap=True), Small("", wrap=True)
        self.documents, self.weight = CheckBox(""), Small("", wrap=True)
        self.error = Label("", tint="danger", wrap=True)
        self.save = PrimaryButton(_("Pakket bewaren…"), Icon.HARD_DRIVE)
        self.note = Small(
            _(
                "Op de buitenkant staan geen namen. Het pakket voegt alleen toe: ongedaan maken is niet nodig."
            ),
            wrap=True,
        )
        self.line = Hairline()
        self.holder = QWidget()
        row = FlowRow(self.holder, gap=8)
        row.addWidget(self.save)
        for widget in (
            self.nobody, self.person, self.what, self.line, self.changes, self.places, self.documents, self.weight,
            self.error, self.holder, self.note,
        ):  # fmt: skip
            self.add(widget)
        self._options: tuple[object, object] = ((), ())
        self.person.edited.connect(self._on_person)
        self.what.edited.connect(self._on_what)
        self.documents.clicked.connect(self.documents_chosen)
        self.save.clicked.connect(self.saving)
        self.close_button.clicked.connect(self.closed)

    def _on_person(self, value: object) -> None:
        self.user_chosen.emit(str(value or ""))

    def _on_what(self, value: object) -> None:
        self.what_chosen.emit(str(value or ""))

    def show_state(self, state: PackageState) -> None:
        """Show what is chosen and what it comes to."""
        self._show_choices(state)
        changes, places, size = preview_lines(state)
        for label, words in (
            (self.changes, changes), (self.places, places), (self.weight, size), (self.error, state.error),
        ):  # fmt: skip
            label.setText(words)
            label.setVisible(bool(words))
        words = documents_words(state)
        self.documents.setText(words)
        self.documents.setAccessibleName(words)
        self.documents.updateGeometry()
        self.documents.setVisible(bool(words))
        self.documents.setChecked(state.documents)
        self.line.setVisible(bool(changes or state.error))
        self.save.setEnabled(state.ready)

    def _show_choices(self, state: PackageState) -> None:
        some = bool(state.people)
        self.nobody.setVisible(not some)
        for widget in (self.person, self.holder, self.note):
            widget.setVisible(some)
        self.what.setVisible(some and bool(state.contents) and bool(state.user))
        if self._options != (
            state.people,
            state.contents,
        ):  # the lists keep their place while nothing differs
            self._options = (state.people, state.contents)
            self.person.set_options([Option(value, shown(name)) for value, name in state.people])
            self.what.set_options([Option(value, name) for value, name in state.contents])
        self.person.set_value(state.user or None)
        if state.contents:
            self.what.set_value(state.what)
        for field in (self.person, self.what):
            field.setEnabled(not state.busy)

    def first(self) -> QWidget:
        """Where the focus begins."""
        return self.person.combo if self.person.isVisibleTo(self) else self.close_button


class DoneCard(Card):
    """What became of it: a package stands ready, or one was opened; `choosing` between two versions."""

    closed = Signal()
    opening = Signal()
    choosing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.close_button = QuietButton(_("Sluiten"), size="small", keys="Esc")
        super().__init__("", self.close_button, parent=parent)
        self.heading = Heading("", 3)
        self.heading.setWordWrap(True)
        self.lines = Rows(self._line, 6)
        self.trouble = Label("", tint="danger", wrap=True)
        self.again = Button(_("Ander pakket openen"), Icon.FOLDER_OPEN)
        self.choose = PrimaryButton(_("Kiezen"), Icon.GIT_COMPARE)
        self.holder = QWidget()
        row = FlowRow(self.holder, gap=8)
        row.addWidget(self.choose)
        row.addWidget(self.again)
        for widget in (self.heading, self.lines, self.trouble, self.holder):
            self.add(widget)
        self.close_button.clicked.connect(self.closed)
        self.again.clicked.connect(self.opening)
        self.choose.clicked.connect(self.choosing)

    @staticmethod
    def _line(words: object) -> QWidget:
        return Label(str(words), wrap=True)

    def show_state(self, state: PackageState) -> None:
        """Show the outcome in words."""
        if state.mode is Mode.MADE:
            title, (heading, todo) = _("Pakket gemaakt"), made_lines(state)
            lines: tuple[str, ...] = (todo,)
        else:
            title = state.busy or (_("Pakket niet geopend") if state.error else _("Pakket geopend"))
            heading, lines = opened_lines(state)
        self.title.setText(title)
        self.setAccessibleName(title)
        self.heading.setText(heading)
        self.heading.setVisible(bool(heading))
        self.lines.show_items(lines)
        self.trouble.setText(state.error)
        self.trouble.setVisible(bool(state.error))
        self.choose.setVisible(state.opened is not None and state.opened.choices > 0)
        self.holder.setVisible(state.mode is Mode.OPENED and not state.busy)


class PackagePanel(QWidget):
    """Shows a PackageState; hidden when closed. Esc puts it away."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mode = Mode.CLOSED
        self.making, self.done = MakingCard(), DoneCard()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for card in (self.making, self.done):
            box.addWidget(card)
            card.closed.connect(self.closed)
        box.addStretch(1)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away; nothing has changed by that."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def show_state(self, state: PackageState) -> None:
        """Show it."""
        turned, self.mode = state.mode is not self.mode, state.mode
        self.setVisible(state.mode is not Mode.CLOSED)
        self.making.setVisible(state.mode is Mode.MAKING)
        self.done.setVisible(state.mode in (Mode.MADE, Mode.OPENED))
        if state.mode is Mode.MAKING:
            self.making.show_state(state)
        elif state.mode is not Mode.CLOSED:
            self.done.show_state(state)
        if turned and state.mode is not Mode.CLOSED:
            self.first().setFocus()

    def first(self) -> QWidget:
        """Where the focus begins."""
        return self.making.first() if self.mode is Mode.MAKING else self.done.close_button

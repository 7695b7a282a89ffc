"""Typing the words over, so that the head and the hands both know them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit.announce import announce
from wijkdesk.ui.kit.buttons import PrimaryButton, QuietButton
from wijkdesk.ui.kit.fields import LineField
from wijkdesk.ui.kit.flow import FlowGrid, FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Small
from wijkdesk.ui.welcome.first.parts.heads import FirstPage
from wijkdesk.ui.welcome.first.presenter import FirstState
from wijkdesk.ui.welcome.password import SecretField


class RetypePage(FirstPage):
    """Signals: `typed(list)`, `look` (show the words again)."""

    typed = Signal(object)
    look = Signal()

    def __init__(self, step: int, parent: QWidget | None = None) -> None:
        super().__init__(
            step, _("Typ je woorden over"), _("Uit je hoofd. Kijk gerust nog een keer terug."), parent
        )
        self.fields = [LineField(_("Woord {n}").format(n=number)) for number in range(1, 6)]
        self.whole = SecretField(_("Jouw wachtzin"))
        self.holder = QWidget()
        grid = FlowGrid(130, gap=12)
        for field in self.fields:
            grid.addWidget(field)
            field.edit.returnPressed.connect(self._on_enter)
            field.edit.textEdited.connect(self._on_text)
        self.holder.setLayout(grid)
        self.whole.entered.connect(self._on_go)
        self.error = Label("", weight=600, tint="danger", wrap=True)
        self.button = PrimaryButton(_("Kluis maken"), Icon.KEY_ROUND, "large")
        self.button.clicked.connect(self._on_go)
        self.back = QuietButton(_("Woorden nog eens bekijken"), Icon.EYE)
        self.back.clicked.connect(self.look)
        self.wait = Small("")
        self._below()
        self.start = self.fields[0]

    def _below(self) -> None:
        self.body.addWidget(self.holder)
        self.body.addWidget(self.whole)
        self.gap(8)
        self.body.addWidget(self.error)
        self.gap(24)
        foot = FlowRow(gap=12)
        for widget in (self.button, self.back, self.wait):
            foot.addWidget(widget)
        self.body.addLayout(foot)

    def empty(self, own: bool) -> None:
        """Begin anew."""
        for field in self.fields:
            field.set_value("")
        self.whole.clear()
        self.holder.setVisible(not own)
        self.whole.setVisible(own)
        self.start = self.whole if own else self.fields[0]

    def show_state(self, state: FirstState) -> None:
        """Show what was wrong, or that the kluis is being made."""
        for number, field in enumerate(self.fields):
            field.input.setProperty("error", number in state.wrong_words)
            field.input.style().unpolish(field.input)
            field.input.style().polish(field.input)
        self.error.setText(state.error)
        self.error.setVisible(bool(state.error))
        if state.error:
            announce(self, state.error, urgent=True)
        making = _("Wachtzin bewaren") if state.only_words else _("Kluis maken")
        self.button.setText(_("Even rekenen…") if state.busy else making)
        self.button.setEnabled(not state.busy)
        self.wait.setText(_("Dit duurt een paar tellen. Zo is raden heel traag.") if state.busy else "")

    def _on_text(self, text: str) -> None:
        """A space, or all words pasted at once, moves on."""
        edit = self.sender()
        if not isinstance(edit, QLineEdit) or " " not in text:
            return
        at = [field.edit for field in self.fields].index(edit)
        parts = text.split()
        for field, part in zip(self.fields[at:], parts, strict=False):
            field.edit.setText(part)
        after = at + len(parts) - (0 if text.endswith(" ") else 1)
        self.fields[min(after, len(self.fields) - 1)].edit.setFocus()

    def _on_enter(self) -> None:
        if not self._ask_empty():
            self._on_go()

    def _ask_empty(self) -> bool:
        """Go to the first word that is still empty; a second Enter there says so. False = all are there."""
        empty = next((field for field in self.fields if not field.edit.text().strip()), None)
        if empty is None:
            return False
        if empty.edit.hasFocus():
            self.error.setText(_("{word} is nog leeg.").format(word=empty.label_text))
            self.error.show()
            announce(self, self.error.text(), urgent=True)
        empty.edit.setFocus()
        return True

    def _on_go(self) -> None:
        if self.whole.isVisibleTo(self):
            self.typed.emit([self.whole.text()])
        else:
            self.typed.emit([field.edit.text() for field in self.fields])

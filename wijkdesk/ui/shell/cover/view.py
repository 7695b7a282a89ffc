"""The covered screen: nothing of the work is on it, one field lifts it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.buttons import PrimaryButton, QuietButton
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Label
from wijkdesk.ui.shell.cover.presenter import CoverPresenter, CoverState
from wijkdesk.ui.welcome.panes import Note, Pane, Panes
from wijkdesk.ui.welcome.password import SecretField


class CoverView(QWidget):
    """Signals: `entered(str)`, `chosen(str, str)`, `lock`. Hold the presenter in `presenter`."""

    entered = Signal(str)
    chosen = Signal(str, str)
    lock = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter: CoverPresenter | None = None
        self._choosing = False
        self.pane = Pane("")
        self.pane.add_note(
            Note(Icon.NOTEBOOK_PEN, _("Wat je schreef, is bewaard."), _("Je gaat verder waar je was."))
        )
        self.panes = Panes(self.pane, 440)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.panes)
        self.title, self.lead = Heading("", 0), Label("", 16, tint="muted", wrap=True)
        self.pin, self.again = SecretField(_("Pincode")), SecretField(_("Nog een keer dezelfde pincode"))
        self.button = PrimaryButton("", Icon.KEY_ROUND, "large")
        self.other = QuietButton(_("Liever helemaal vergrendelen"), Icon.LOCK)
        self.other.setToolTip("Ctrl+Shift+L")
        self._fill(self.panes.body)
        for field in (self.pin, self.again):
            field.edit.setValidator(QRegularExpressionValidator("[0-9]{0,6}", field.edit))
            field.edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
            field.entered.connect(self._on_go)
        self.button.clicked.connect(self._on_go)
        self.other.clicked.connect(self.lock)

    def _fill(self, body: QVBoxLayout) -> None:
        body.addStretch(2)
        body.addWidget(self.title)
        body.addSpacing(theme.px(8))
        body.addWidget(self.lead)
        body.addSpacing(theme.px(24))
        body.addWidget(self.pin)
        body.addWidget(self.again)
        body.addSpacing(theme.px(12))
        body.addWidget(self.button)
        body.addSpacing(theme.px(12))
        body.addWidget(self.other, 0, Qt.AlignmentFlag.AlignHCenter)
        SecretField.one_after_another(self.pin, self.again, then=(self.button, self.other))
        body.addStretch(3)

    def show_state(self, state: CoverState) -> None:
        """Show the state."""
        self._choosing = state.choosing
        self.pane.lead.setText(state.since)
        self.panes.set_below(
            "\n".join(part for part in (state.since, _("Wat je schreef, is bewaard.")) if part)
        )
        self.title.setText(_("Kies eerst een pincode") if state.choosing else _("Het scherm is afgedekt"))
        choose = _("Met 4 tot 6 cijfers haal je straks de afdekking weg. Loop daarna pas weg.")
        self.lead.setText(choose if state.choosing else _("Typ je pincode om verder te gaan."))
        self.again.setVisible(state.choosing)
        ready = _("Pincode bewaren") if state.choosing else _("Verder werken")
        self.button.setText(_("Even rekenen…") if state.busy else ready)
        self.button.setEnabled(not state.busy)
        self.pin.show_error(state.error, state.hint)
        if not state.busy:
            self.pin.clear()
            self.again.clear()
            self.pin.setFocus()

    def _on_go(self) -> None:
        if not self._choosing:
            self.entered.emit(self.pin.text())
        elif self.pin.text() and not self.again.text():
            self.again.setFocus()
        else:
            self.chosen.emit(self.pin.text(), self.again.text())

"""The unlock page (design 03 and 03b)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.banner import Mark
from wijkdesk.ui.kit.buttons import PrimaryButton, QuietButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.fields import LineField
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Label
from wijkdesk.ui.welcome.panes import Note, Pane, Panes
from wijkdesk.ui.welcome.password import SecretField
from wijkdesk.ui.welcome.unlock.presenter import UnlockPresenter, UnlockState

_ICONS = {"draft": Icon.NOTEBOOK_PEN, "unshared": Icon.CLOUD_OFF}


class UnlockView(QWidget):
    """Signals: `unlock(str)`, `unlock_code(str)`, `use_code(bool)`, `switch`, `restoring`; `take` its presenter."""

    unlock = Signal(str)
    unlock_code = Signal(str)
    use_code = Signal(bool)
    switch = Signal()
    restoring = Signal()

    def __init__(
        self, lead: str, notes: Sequence[tuple[str, str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.presenter: UnlockPresenter | None = None
        self._by_code = False
        pane = Pane(lead)
        for kind, bold, text in notes:
            pane.add_note(Note(_ICONS[kind], bold, text))
        self.panes = Panes(pane, 440)
        self.panes.set_below("\n".join([lead, *(bold for _kind, bold, _text in notes)]))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.panes)
        self.title, self.lead = Heading("", 0), Label("", 16, tint="muted", wrap=True)
        self.profile, self.change = Label("", weight=600), QuietButton(_("Wissel"), Icon.USERS_ROUND, "small")
        self.change.setToolTip(_("Open een ander profiel van deze laptop"))
        self.secret = SecretField(_("Wachtzin"))
        self.code = LineField(_("Herstelcode"), placeholder="7QHM-2KD9-…")
        self.button = PrimaryButton(_("Ontgrendelen"), Icon.KEY_ROUND, "large")
        self.other = QuietButton(_("Herstelcode gebruiken"), Icon.FILE_KEY_2)
        self.restore = QuietButton(_("Reservekopie terugzetten"), Icon.ARCHIVE)
        self._fill(self.panes.body)
        self._connect()

    def _fill(self, body: QVBoxLayout) -> None:
        body.addStretch(2)
        body.addWidget(self.title)
        body.addSpacing(theme.px(8))
        body.addWidget(self.lead)
        body.addSpacing(theme.px(24))
        body.addWidget(self._profile_card())
        body.addSpacing(theme.px(24))
        body.addWidget(self.secret)
        body.addWidget(self.code)
        body.addSpacing(theme.px(12))
        body.addWidget(self.button)
        body.addSpacing(theme.px(12))
        body.addWidget(self.other, 0, Qt.AlignmentFlag.AlignHCenter)
        body.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignHCenter)
        body.addStretch(3)

    def _profile_card(self) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(Mark(Icon.LAPTOP))
        row.addWidget(self.profile, 1)
        row.addWidget(self.change)
        card.body.addLayout(row)
        return card

    def _connect(self) -> None:
        self.secret.entered.connect(self._on_go)
        self.code.edit.returnPressed.connect(self._on_go)
        self.button.clicked.connect(self._on_go)
        self.other.clicked.connect(self._on_other)
        self.change.clicked.connect(self.switch)
        self.restore.clicked.connect(self.restoring)

    def take(self, presenter: UnlockPresenter) -> None:
        """Connect the page to its presenter."""
        self.presenter = presenter
        self.unlock.connect(presenter.unlock)
        self.unlock_code.connect(presenter.unlock_code)
        self.use_code.connect(presenter.use_code)
        self.switch.connect(presenter.switch)

    def show_state(self, state: UnlockState) -> None:
        """Show the state."""
        self._by_code = state.by_code
        self.title.setText(state.title)
        self.lead.setText(state.lead)
        self.profile.setText(state.profile)
        self.change.setVisible(state.many)
        self.secret.setVisible(not state.by_code)
        self.code.setVisible(state.by_code)
        self.button.setText(_("Even rekenen…") if state.busy else _("Ontgrendelen"))
        self.button.setEnabled(not state.busy)
        self.other.setText(_("Wachtzin gebruiken") if state.by_code else _("Herstelcode gebruiken"))
        self._show_error(state)

    def _show_error(self, state: UnlockState) -> None:
        self.secret.show_error("" if state.by_code else state.error, "" if state.by_code else state.hint)
        words = f"{state.error} {state.hint}".strip()
        self.code.show_error(words if state.by_code else "")
        self.secret.edit.setReadOnly(state.busy)
        if state.error and not state.by_code:
            self.secret.clear()
        if not state.busy:
            (self.code if state.by_code else self.secret).setFocus()

    def _on_go(self) -> None:
        if self._by_code:
            self.unlock_code.emit(self.code.edit.text())
        else:
            self.unlock.emit(self.secret.text())

    def _on_other(self) -> None:
        self.use_code.emit(not self._by_code)

"""The page to put a backup back: which file, which words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.buttons import Button, PrimaryButton, QuietButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.dialogs import Dialogs, QtDialogs
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Label
from wijkdesk.ui.welcome.panes import Note, Pane, Panes
from wijkdesk.ui.welcome.password import SecretField
from wijkdesk.ui.welcome.restore.presenter import RestorePresenter, RestoreState


class RestoreView(QWidget):
    """`left` goes back to the page before. Hold the presenter with `take`; tests give their own `dialogs`."""

    left = Signal()

    def __init__(self, dialogs: Dialogs | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter: RestorePresenter | None = None
        self.dialogs = dialogs or QtDialogs(self)
        pane = Pane(_("Een reservekopie is versleuteld. Alleen jouw wachtzin opent hem."))
        pane.add_note(Note(Icon.LAPTOP, _("Wat al op deze laptop staat, blijft staan.")))
        self.panes = Panes(pane, 520)
        self.file = Label("", wrap=True)
        self.choose = Button(_("Reservekopie kiezen"), Icon.FOLDER_OPEN)
        self.secret = SecretField(_("Wachtzin van die dag"))
        self.button = PrimaryButton(_("Terugzetten"), Icon.ARCHIVE, "large")
        self.back = QuietButton(_("Terug"), Icon.CHEVRON_LEFT, "large")
        self._fill(self.panes.body)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.panes)
        self.choose.clicked.connect(self._on_choose)
        self.secret.entered.connect(self._on_go)
        self.button.clicked.connect(self._on_go)
        self.back.clicked.connect(self.left)

    def _fill(self, body: QVBoxLayout) -> None:
        lead = _("De kopie komt in een nieuw profiel. Daarna werk je verder zoals op die dag.")
        body.addStretch(2)
        body.addWidget(Heading(_("Reservekopie terugzetten"), 0))
        body.addSpacing(theme.px(8))
        body.addWidget(Label(lead, 16, tint="muted", wrap=True))
        body.addSpacing(theme.px(24))
        card = Card(_("Welke kopie?"))
        card.add(self.file)
        row = FlowRow()
        row.addWidget(self.choose)
        card.body.addLayout(row)
        body.addWidget(card)
        body.addSpacing(theme.px(24))
        body.addWidget(self.secret)
        body.addSpacing(theme.px(12))
        foot = FlowRow(gap=12)
        foot.addWidget(self.button)
        foot.addWidget(self.back)
        body.addLayout(foot)
        body.addStretch(3)

    def take(self, presenter: RestorePresenter) -> None:
        """Connect the page to its presenter."""
        self.presenter = presenter
        presenter.start()
        self.choose.setFocus()

    def show_state(self, state: RestoreState) -> None:
        """Show the state."""
        self.file.setText(state.file or _("Kies het bestand dat eindigt op .wdb."))
        self.button.setText(_("Even terugzetten…") if state.busy else _("Terugzetten"))
        for widget in (self.button, self.choose, self.back):
            widget.setEnabled(not state.busy)
        self.secret.show_error(state.error, state.hint)
        if state.error and state.file:
            self.secret.clear()
            self.secret.setFocus()

    def _on_choose(self) -> None:
        kinds = _("Reservekopie (*.wdb)")
        self.dialogs.open_file(_("Reservekopie kiezen"), kinds, self._on_file)

    def _on_file(self, file: Path) -> None:
        if self.presenter is not None:
            self.presenter.choose(file)
            self.secret.setFocus()

    def _on_go(self) -> None:
        if self.presenter is not None:
            self.presenter.restore(self.secret.text())

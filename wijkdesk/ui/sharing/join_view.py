"""The page on which a newcomer chooses the invitation and says who he is; stands in any frame."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.services.invitations import ENDING
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.buttons import Button, PrimaryButton, QuietButton
from wijkdesk.ui.kit.cards import Card, Page
from wijkdesk.ui.kit.dialogs import Dialogs, QtDialogs
from wijkdesk.ui.kit.fields import LineField
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Label, Small
from wijkdesk.ui.sharing.join_presenter import JoinPresenter, JoinState
from wijkdesk.ui.sharing.parts.fingerprint import Fingerprint


class JoinView(Page):
    """Give it its presenter with `take`. A file may be dropped on it too."""

    chosen = Signal(object)
    joined = Signal(str, str)
    again = Signal(str)
    back = Signal()

    def __init__(self, dialogs: Dialogs | None = None, parent: QWidget | None = None) -> None:
        super().__init__(_("Meedoen met een organisatie"), parent=parent)
        self.presenter: JoinPresenter | None = None
        self.dialogs = dialogs or QtDialogs(self)
        self.setAcceptDrops(True)
        self.file_button = Button(_("Uitnodiging kiezen"), Icon.FOLDER_OPEN, "large")
        self.problem = Small("", wrap=True, tint="danger")
        self.found = Card(_("Uitnodiging"), tone="open")
        self.host, self.until = Label("", weight=600), Small("")
        self.root = Fingerprint("", _("Vingerafdruk van de organisatie"))
        self.name = LineField(_("Je naam"))
        self.function = LineField(_("Je functie"), _("mag later"))
        self.code = LineField(
            _("Herstelcode"),
            _("Van je papier, of van het scherm van je oude laptop. Acht blokjes en een teken."),
        )
        self.go = PrimaryButton(_("Meedoen"), Icon.ARROW_RIGHT, "large", trailing=True)
        self.leave = QuietButton(_("Terug: zelf beginnen"), Icon.ARROW_LEFT)
        self._lay_out()
        self.file_button.clicked.connect(self.ask_file)
        self.go.clicked.connect(self._on_go)
        self.function.edit.returnPressed.connect(self._on_go)
        self.code.edit.returnPressed.connect(self._on_go)
        self.leave.clicked.connect(self.back)

    def _lay_out(self) -> None:
        self.column = QWidget()
        box = self.box = QVBoxLayout(self.column)
        box.setContentsMargins(0, 0, 0, 0)
        heading = Heading(_("Meedoen met een organisatie"), 0)
        text = Label(
            _("Je collega gaf je een bestand. Kies het hier, of sleep het op deze pagina."),
            16, tint="muted", wrap=True,
        )  # fmt: skip
        self.found.add(self.host)
        self.found.add(self.until)
        self.found.add(Small(_("Vergelijk dit met de pagina Delen van je beheerder:"), wrap=True))
        self.found.add(self.root)
        for widget in (heading, text, self._row(self.file_button), self.problem, self.found):
            box.addWidget(widget)
        for field in (self.name, self.function, self.code):
            box.addWidget(field)
        box.addWidget(self._row(self.go, self.leave))
        self.found.hide()
        self.code.hide()
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.column, 100)
        middle.addStretch(1)
        self.body.addLayout(middle)
        self.body.addStretch(1)
        theme.follow(self.narrow_down)

    def narrow_down(self) -> None:
        """Lines no longer than reads well, in the scale of the look."""
        self.column.setMaximumWidth(theme.px(620))
        self.box.setSpacing(theme.px(12))

    @staticmethod
    def _row(*buttons: QWidget) -> QWidget:
        holder = QWidget()
        row = FlowRow(holder, gap=12)
        for button in buttons:
            row.addWidget(button)
        return holder

    def take(self, presenter: JoinPresenter) -> None:
        """Connect it to its presenter."""
        self.presenter = presenter
        self.chosen.connect(presenter.take_file)
        self.joined.connect(presenter.join)
        self.again.connect(presenter.join_again)
        self.back.connect(presenter.go_back)
        self.show_state(presenter.state)

    def ask_file(self) -> None:
        """Let the file be chosen."""
        kinds = _("Uitnodiging (*{ending})").format(ending=ENDING)
        self.dialogs.open_file(_("Uitnodiging kiezen"), kinds, self.chosen.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file may be dropped."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file."""
        self.chosen.emit(Path(event.mimeData().urls()[0].toLocalFile()))

    def show_state(self, state: JoinState) -> None:
        """Show what was found, and errors beside what they are about."""
        at_file = state.error if not state.field else ""
        self.problem.setText(at_file)
        self.problem.setVisible(bool(at_file))
        self.name.show_error(state.error if state.field == "name" else "")
        self.code.show_error(state.error if state.field == "code" else "")
        self.code.setVisible(state.again)
        for field in (self.name, self.function):
            field.setVisible(not state.again)
        fresh = state.invitation is not None and not self.found.isVisibleTo(self)
        self.found.setVisible(state.invitation is not None)
        if state.invitation is not None:
            self.host.setText(_("Server: {host}").format(host=state.host))
            self.until.setText(_("Geldig tot {when}").format(when=state.until))
            self.root.set_text(state.invitation.fingerprint)
        self.go.setEnabled(not state.busy)
        if state.field in ("name", "code") or fresh:
            (self.code if state.again else self.name).setFocus()

    def _on_go(self) -> None:
        if self.code.isVisibleTo(self):
            self.again.emit(self.code.edit.text())
            return
        self.joined.emit(self.name.edit.text(), self.function.edit.text())

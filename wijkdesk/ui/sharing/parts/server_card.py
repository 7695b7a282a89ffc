"""The server: none yet, one to compare, or the one that is shared through."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit.buttons import Button, PrimaryButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.fields import LineField
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Small, StatusText
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.sharing.parts.fingerprint import Fingerprint
from wijkdesk.ui.sharing.state import State, server_line


class ServerCard(Card):
    """`typed(str, str)` address and code; `looked`, `taken`, `forgotten` as the worker decides."""

    typed = Signal(str, str)
    looked = Signal()
    taken = Signal()
    forgotten = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Server van je organisatie"), parent=parent)
        self.line = Small("", wrap=True)
        self.status = StatusText("", Tone.OK, Icon.CLOUD_CHECK)
        self.trouble = Label("", tint="warn", wrap=True)
        self.asking, self.comparing = QWidget(), QWidget()
        self.address = LineField(_("Adres"), _("Vraag dit aan wie de server beheert."))
        self.code = LineField(_("Toegangscode"), _("Alleen nodig voor een nieuwe organisatie."))
        self.look = Button(_("Server zoeken"), Icon.SEARCH)
        self.number = Fingerprint("", _("Controlegetal"))
        self.take, self.back = PrimaryButton(_("Klopt: verbinden")), Button(_("Klopt niet: stoppen"))
        self.host = Label("", weight=600, wrap=True)
        for widget in (self.status, self.line, self.trouble, self._ask(), self._compare()):
            self.add(widget)
        self._connect()

    def _ask(self) -> QWidget:
        box = QVBoxLayout(self.asking)
        box.setContentsMargins(0, 0, 0, 0)
        row = FlowRow(gap=8)
        row.addWidget(self.look)
        box.addWidget(self.address)
        box.addWidget(self.code)
        box.addLayout(row)
        return self.asking

    def _compare(self) -> QWidget:
        box = QVBoxLayout(self.comparing)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.host)
        box.addWidget(Small(_("Vergelijk dit getal met wat de beheerder op papier heeft."), wrap=True))
        box.addWidget(self.number)
        row = FlowRow(gap=8)
        row.addWidget(self.take)
        row.addWidget(self.back)
        box.addLayout(row)
        return self.comparing

    def _connect(self) -> None:
        self.address.typing.connect(self._on_typing)
        self.code.typing.connect(self._on_typing)
        self.address.edit.returnPressed.connect(self.looked)
        self.code.edit.returnPressed.connect(self.looked)
        self.look.clicked.connect(self.looked)
        self.take.clicked.connect(self.taken)
        self.back.clicked.connect(self.forgotten)

    def _on_typing(self) -> None:
        self.typed.emit(self.address.edit.text(), self.code.edit.text())

    def show_state(self, state: State) -> None:
        """Show which of the three it is."""
        facts = state.facts
        if facts is None:
            return
        server = facts.sharing.server
        self.status.setVisible(server is not None)
        if server is not None:
            bad = bool(facts.sharing.trouble)
            look = (Tone.WARN, Icon.CLOUD_OFF) if bad else (Tone.OK, Icon.CLOUD_CHECK)
            self.status.set_status(server.host, *look)
        self.line.setText(server_line(facts))
        self.trouble.setText(facts.sharing.trouble)
        self.trouble.setVisible(bool(facts.sharing.trouble))
        self.asking.setVisible(server is None and state.found is None)
        self.comparing.setVisible(state.found is not None)
        self.look.setEnabled(not state.busy)
        self.address.show_error(state.error("url"))
        self.code.show_error(state.error("founding"))
        self._show_found(state)

    def _show_found(self, state: State) -> None:
        if state.found is None:
            return
        fresh = self.number.text != state.found.check
        self.host.setText(_("Gevonden: {host}").format(host=state.found.host))
        self.number.set_text(state.found.check)
        if fresh:
            self.take.setFocus()

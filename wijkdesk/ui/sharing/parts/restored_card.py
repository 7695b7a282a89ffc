"""A laptop put back from a backup that nobody let in yet: it works, and shares once an administrator says so."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit.buttons import Button
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Small
from wijkdesk.ui.sharing.parts.fingerprint import Fingerprint
from wijkdesk.ui.sharing.state import Facts


class RestoredCard(Card):
    """`choosing` when the worker has the invitation that an administrator made."""

    choosing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Deze laptop deelt nog niet"), tone="open", parent=parent)
        self.words = Label("", wrap=True)
        self.fingerprint = Fingerprint("", _("Vingerafdruk van deze laptop"))
        self.help = Small(_("Je werkt gewoon door. Alles gaat mee zodra je bent toegelaten."), wrap=True)
        self.choose = Button(_("Uitnodiging kiezen"), Icon.FOLDER_OPEN)
        holder = QWidget()
        row = FlowRow(holder, gap=8)
        row.addWidget(self.choose)
        for widget in (self.words, self.fingerprint, self.help, holder):
            self.add(widget)
        self.choose.clicked.connect(self.choosing)
        self.hide()

    def show_facts(self, facts: Facts) -> None:
        """Before the invitation was chosen it is asked for; after that the fingerprint is read aloud."""
        self.setVisible(facts.must_be_let_in)
        asked = facts.offered
        self.words.setText(
            _("Bel je beheerder. Lees deze zes blokjes hardop voor.")
            if asked
            else _("Vraag je beheerder om een uitnodiging voor een nieuwe laptop. Kies dat bestand hier.")
        )
        self.fingerprint.set_text(facts.own_fingerprint)
        self.fingerprint.setVisible(asked)
        self.choose.setVisible(not asked)

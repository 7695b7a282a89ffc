"""Someone who wants to join: the fingerprint to compare aloud, and yes or no (architecture.md §3)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _
from wijkdesk.services.admitting import Newcomer
from wijkdesk.ui.kit.buttons import DangerButton, PrimaryButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Small
from wijkdesk.ui.sharing.parts.fingerprint import Fingerprint


class NewcomerCard(Card):
    """`admitted(object)` and `refused(object)` give the newcomer."""

    admitted = Signal(object)
    refused = Signal(object)

    def __init__(self, newcomer: Newcomer, parent: QWidget | None = None) -> None:
        name = shown(newcomer.name)
        words = _("{name} heeft een nieuwe laptop") if newcomer.again else _("{name} wil meedoen")
        super().__init__(words.format(name=name), tone="open", parent=parent)
        self.newcomer = newcomer
        self.add(Label(_("Bel {name}. Laat deze zes blokjes voorlezen.").format(name=name), wrap=True))
        self.add(Fingerprint(newcomer.fingerprint, _("Vingerafdruk van {name}").format(name=name)))
        self.add(Small(_("Hoor je precies hetzelfde? Dan is het echt deze laptop."), wrap=True))
        if newcomer.role:
            self.add(Label(_("Rol: {role}").format(role=newcomer.role), weight=600, wrap=True))
            self.add(Small(newcomer.sees, wrap=True))
        self.yes = PrimaryButton(_("Gelijk: toelaten"), Icon.USER_PLUS)
        self.no = DangerButton(_("Verschillend: weigeren"), Icon.BAN)
        row = FlowRow(gap=8)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self.body.addLayout(row)
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self._on_no)

    def _on_yes(self) -> None:
        self.admitted.emit(self.newcomer)

    def _on_no(self) -> None:
        self.refused.emit(self.newcomer)

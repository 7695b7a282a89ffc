"""Reservekopie, Sneltoetsen, Over WijkDesk."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk import __version__
from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.actions import ActionRegistry, ShortcutSheet
from wijkdesk.ui.kit.buttons import Button, PrimaryButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Small
from wijkdesk.ui.settings.presenter import SettingsState

SHOWN = 5


class BackupPage(QWidget):
    """Signals: `now`, `elsewhere`, `verify`."""

    now = Signal()
    elsewhere = Signal()
    verify = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = Label("", wrap=True)
        self.result = Label("", wrap=True)
        self.make = PrimaryButton(_("Nu een reservekopie maken"), Icon.ARCHIVE)
        self.save = Button(_("Kopie ergens anders bewaren"), Icon.USB)
        self.check = Button(_("Alles nakijken"), Icon.SHIELD_CHECK)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(16))
        box.addWidget(self._backups())
        box.addWidget(self._verify())
        box.addStretch(1)
        self.make.clicked.connect(self.now)
        self.save.clicked.connect(self.elsewhere)
        self.check.clicked.connect(self.verify)

    def _backups(self) -> Card:
        card = Card(_("Reservekopie"))
        lead = _("Elke dag maakt WijkDesk er zelf een. Na 30 dagen gaat hij weg.")
        card.add(Label(lead, tint="muted", wrap=True))
        card.add(self.list)
        card.body.addSpacing(theme.px(8))
        row = FlowRow(gap=8)
        row.addWidget(self.make)
        row.addWidget(self.save)
        card.body.addLayout(row)
        card.add(Small(_("Een kopie is versleuteld. Je opent hem met je wachtzin van die dag."), wrap=True))
        return card

    def _verify(self) -> Card:
        card = Card(_("Is alles nog heel?"))
        lead = _("WijkDesk bekijkt elke wijziging, elke handtekening en alle lijsten.")
        card.add(Label(lead, tint="muted", wrap=True))
        card.add(self.result)
        row = FlowRow()
        row.addWidget(self.check)
        card.body.addLayout(row)
        return card

    def show_state(self, state: SettingsState) -> None:
        """Show the backups there are and the outcome of a check."""
        lines = [*state.backups[:SHOWN]] or [_("Nog geen reservekopie op deze laptop.")]
        self.list.setText("\n".join(lines))
        self.result.setText(state.checked)
        self.result.setVisible(bool(state.checked))
        self.result.set_tint("ok" if state.whole else "danger")


class KeysPage(QWidget):
    """All shortcuts that work now."""

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.registry = registry
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.sheet: QWidget | None = None

    def renew(self) -> None:
        """Read the actions anew."""
        if self.sheet is not None:
            self.sheet.hide()
            self.sheet.deleteLater()
        card = Card(_("Sneltoetsen"))
        card.add(ShortcutSheet(self.registry))
        self.sheet = card
        self.box.addWidget(card)


class AboutPage(QWidget):
    """What this is, and whose work it stands on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        card = Card(_("Over WijkDesk"))
        lines = (
            _("Versie {version}").format(version=__version__),
            _("Dossiers voor het wijkteam. Alles staat versleuteld op je eigen laptop."),
            _("Vrije software met de licentie EUPL-1.2."),
            _("Letters: Inter, Vazirmatn, Noto Sans Ethiopic, Atkinson Hyperlegible (OFL-1.1)."),
            _("Pictogrammen: Lucide (ISC)."),
        )
        for line in lines:
            card.add(Label(line, wrap=True))
        box.addWidget(card)
        box.addStretch(1)

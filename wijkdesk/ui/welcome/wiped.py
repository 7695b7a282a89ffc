"""The page that says that this laptop was wiped: what is gone, what is kept elsewhere, whom to call."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.buttons import PrimaryButton
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Label
from wijkdesk.ui.welcome.panes import Note, Pane, Panes


class WipedView(QWidget):
    """`read` when the worker has seen it."""

    read = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        pane = Pane(_("Een beheerder meldde deze laptop als kwijt."))
        pane.add_note(Note(Icon.CLOUD_CHECK, _("Wat gedeeld was, staat nog bij je collega’s.")))
        self.panes = Panes(pane, 520)
        self.button = PrimaryButton(_("Sluiten"), size="large")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.panes)
        body = self.panes.body
        body.addStretch(2)
        body.addWidget(Heading(_("Deze laptop is gewist"), 0))
        body.addSpacing(theme.px(8))
        lead = _("Er staan geen dossiers meer op. Ook de reservekopieën van WijkDesk zijn weg.")
        body.addWidget(Label(lead, 16, tint="muted", wrap=True))
        body.addSpacing(theme.px(12))
        found = _("Is de laptop terug? Bel je beheerder. Die laat je opnieuw toe.")
        body.addWidget(Label(found, 16, wrap=True))
        body.addSpacing(theme.px(24))
        row = FlowRow()
        row.addWidget(self.button)
        body.addLayout(row)
        body.addStretch(3)
        self.button.clicked.connect(self.read)
        self.button.setFocus()

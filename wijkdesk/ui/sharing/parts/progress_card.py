"""What is being sent or fetched now, how long it still takes, and the way to pause (design 13)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit.banner import Mark
from wijkdesk.ui.kit.buttons import Button
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Small
from wijkdesk.ui.sharing.round import Round


class ProgressCard(Card):
    """Shows a Round; `toggled` asks to pause, or to go on."""

    toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("Bezig met delen…"))
        self.busy, self.still = Mark(Icon.REFRESH_CW, "primary", 18), Mark(Icon.CLOUD_OFF, "muted", 18)
        self.what, self.left = Label("", 16, 600, wrap=True), Small("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Hoever het delen is"))
        self.count, self.more = Label("", 14), Small("", wrap=True)
        self.button = Button(_("Pauzeren"), size="small", keys="P")
        self.button.clicked.connect(self.toggled)
        self.top, self.middle = QHBoxLayout(), QHBoxLayout()
        for widget in (self.busy, self.still):
            self.top.addWidget(widget)
        self.top.addWidget(self.what, 1)
        self.top.addWidget(self.left)
        self.middle.addWidget(self.count, 1)
        self.middle.addWidget(self.button)
        self.body.addLayout(self.top)
        self.add(self.bar)
        self.body.addLayout(self.middle)
        self.add(self.more)
        self.hide()

    def show_round(self, round_: Round) -> None:
        """Show how it stands; hidden while nothing is going on."""
        self.setVisible(round_.shown)
        self.busy.setVisible(round_.running)
        self.still.setVisible(not round_.running)
        self.what.setText(round_.title)
        self.left.setText(round_.left)
        self.bar.setVisible(round_.running)
        self.bar.setRange(0, round_.total)
        self.bar.setValue(round_.done)
        self.count.setText(round_.count)
        self.count.setVisible(round_.running)
        self.more.setText(round_.more)
        self.button.setText(_("Verder delen") if round_.paused else _("Pauzeren"))
        self.button.setVisible(round_.running or round_.paused)

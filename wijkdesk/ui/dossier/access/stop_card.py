"""The sheet before sharing stops: what happens from now on, what they have already, who wants it (design 14)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.dossier.access.state import Stop
from wijkdesk.ui.kit.buttons import Button, DangerButton
from wijkdesk.ui.kit.cards import Card, Hairline
from wijkdesk.ui.kit.chips import Option
from wijkdesk.ui.kit.choices import ChoiceField
from wijkdesk.ui.kit.effects import EffectLine, HadLine
from wijkdesk.ui.kit.fields import LineField
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Small
from wijkdesk.ui.kit.stacked import Rows


class StopCard(Card):
    """`stopped(by, reason)` when the worker is sure, `closed` when it stays as it is."""

    stopped = Signal(str, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Delen stoppen"), tone="open", parent=parent)
        self.add(Small(_("Dit gebeurt er. Nog niets is veranderd."), wrap=True))
        self.effects, self.had = Rows(EffectLine, 10), Rows(HadLine, 6)
        self.had_title = Heading("", 3)
        self.back = Small(_("Dit kan niet terug. Vraag zelf of zij het weggooien."), wrap=True)
        self.by = ChoiceField(_("Wie trekt in?"), [])
        self.reason = LineField(_("Waarom?"))
        self.go = DangerButton(_("Stop met delen"), Icon.BAN)
        self.keep = Button(_("Laat zo"), keys="Esc")
        for widget in (
            Heading(_("Vanaf nu"), 3), self.effects, Hairline(), self.had_title, self.had, self.back,
            self.by, self.reason,
        ):  # fmt: skip
            self.add(widget)
        acts = FlowRow(gap=8)
        acts.addWidget(self.go)
        acts.addWidget(self.keep)
        self.body.addLayout(acts)
        self.go.clicked.connect(self._on_go)
        self.keep.clicked.connect(self.closed)

    def show_stop(self, stop: Stop) -> None:
        """Show what it means for this person."""
        self.title.setText(stop.title)
        self.setAccessibleName(stop.title)
        self.effects.show_items(stop.effects)
        self.had_title.setText(stop.had_title)
        self.had.show_items(stop.had or ((_("Nog niets"), ""),))
        self.go.setText(stop.button or _("Stop met delen"))
        for widget in (self.had_title, self.had, self.back, self.by, self.reason):
            widget.setVisible(stop.asks)
        self.by.set_options([Option("", _("Ik")), *(Option(value, name) for value, name in stop.people)])
        self.by.set_value("")
        self.reason.set_value("")

    def _on_go(self) -> None:
        self.stopped.emit(str(self.by.value() or ""), str(self.reason.value() or ""))

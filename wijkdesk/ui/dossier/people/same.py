"""Above a person's form: who may be the same human being, and as whom they are known elsewhere."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.models.person import Sameness
from wijkdesk.ui.dossier.people.reading import Twin
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.widgets import Button, Card, FlowRow, Icon, Label, QuietButton, Small


class SamePanel(QWidget):
    """`decided(other, Sameness)`, `parted(other)` takes a link away, `opened(other)` goes to the other dossier."""

    decided = Signal(object, object)
    parted = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Twin, ...] | None = None
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Distances in the scale of the look."""
        self.box.setSpacing(theme.px(8))

    def show_twins(self, twins: tuple[Twin, ...]) -> None:
        """Show them, a card each; made anew only when they differ."""
        self.setVisible(bool(twins))
        if twins == self._shown:
            return
        self._shown = twins
        while (item := self.box.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for twin in twins:
            self.box.addWidget(self._linked(twin) if twin.linked else self._asked(twin))

    def _asked(self, twin: Twin) -> Card:
        card = self._card(twin, _("Is dit dezelfde persoon?"), "info")
        row = FlowRow(gap=8)
        for words, certain in (
            (_("Zeker dezelfde"), Sameness.CERTAIN),
            (_("Waarschijnlijk dezelfde"), Sameness.LIKELY),
            (_("Niet dezelfde"), Sameness.NO),
        ):
            button = Button(words, size="small")
            button.setAccessibleName(f"{words}: {twin.name}")
            button.clicked.connect(partial(self._on_decided, twin, certain))
            row.addWidget(button)
        self._add_way(row, twin)
        card.body.addLayout(row)
        return card

    def _linked(self, twin: Twin) -> Card:
        title = (
            _("Ook bekend in {where}").format(where=twin.where) if twin.elsewhere else _("Ook genoteerd als")
        )
        card = self._card(twin, title, "")
        row = FlowRow(gap=8)
        part = QuietButton(_("Koppeling weghalen"), Icon.X, "small")
        part.setAccessibleName(_("Koppeling weghalen: {name}").format(name=twin.name))
        part.clicked.connect(partial(self._on_parted, twin))
        row.addWidget(part)
        self._add_way(row, twin)
        card.body.addLayout(row)
        return card

    def _card(self, twin: Twin, title: str, tone: str) -> Card:
        card = Card(title, tone=tone)
        card.add(Label(twin.name, 14, 600, wrap=True))
        card.add(Small(twin.detail, wrap=True))
        return card

    def _add_way(self, row: FlowRow, twin: Twin) -> None:
        if twin.elsewhere:
            way = QuietButton(_("Dossier openen"), Icon.EXTERNAL_LINK, "small")
            way.setAccessibleName(_("Dossier openen: {where}").format(where=twin.where))
            way.clicked.connect(partial(self._on_opened, twin))
            row.addWidget(way)

    def _on_decided(self, twin: Twin, certain: Sameness) -> None:
        self.decided.emit(twin.other, certain)

    def _on_parted(self, twin: Twin) -> None:
        self.parted.emit(twin.other)

    def _on_opened(self, twin: Twin) -> None:
        self.opened.emit(twin.other)

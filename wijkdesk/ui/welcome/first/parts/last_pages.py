"""The last pages of the first run: who you are, and ready."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit.banner import Banner
from wijkdesk.ui.kit.buttons import Button, PrimaryButton, QuietButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.fields import LineField
from wijkdesk.ui.kit.flow import FlowGrid, FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.welcome.first.parts.heads import FirstPage
from wijkdesk.ui.welcome.first.presenter import FirstState


class TeamPage(FirstPage):
    """`founded(str, str, str)` gives name, function and team; `invited` when the worker has an invitation."""

    founded = Signal(str, str, str)
    invited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            3,
            _("Wie ben jij?"),
            _("Je naam staat bij alles wat je schrijft. De rest mag later."),
            parent,
        )
        self.name = LineField(_("Je naam"), placeholder="Noor Bakker")
        self.function = LineField(_("Je functie"), _("mag later"), placeholder=_("ouder- en kindcoach"))
        self.team = LineField(_("Je team"), _("mag later"), placeholder=_("Buurtteam Oost"))
        for field in (self.name, self.function, self.team):
            self.body.addWidget(field)
            self.gap(8)
            field.edit.returnPressed.connect(self._on_enter)
        self.gap(8)
        bold = _("Er is nog geen noodsleutel.")
        text = _("Raak je wachtzin én papier kwijt, dan opent niemand dit nog. Je team regelt dit later.")
        self.body.addWidget(Banner(Tone.INFO, bold, text, icon=Icon.KEY_ROUND))
        self.gap(24)
        self.button = PrimaryButton(_("Verder"), Icon.ARROW_RIGHT, "large", trailing=True)
        self.button.clicked.connect(self._on_go)
        self.invitation = QuietButton(_("Ik heb een uitnodiging"), Icon.MAIL, "large")
        self.invitation.clicked.connect(self.invited)
        row = FlowRow(gap=12)
        row.addWidget(self.button)
        row.addWidget(self.invitation)
        self.body.addLayout(row)
        self.start = self.name

    def show_state(self, state: FirstState) -> None:
        """Show an error beside its field."""
        self.name.show_error(state.error)
        self.button.setEnabled(not state.busy)
        if state.error:
            self.name.setFocus()

    def _on_enter(self) -> None:
        fields = [self.name, self.function, self.team]
        at = next((n for n, field in enumerate(fields) if field.edit.hasFocus()), len(fields) - 1)
        if at + 1 < len(fields):
            fields[at + 1].setFocus()
        else:
            self._on_go()

    def _on_go(self) -> None:
        self.founded.emit(self.name.edit.text(), self.function.edit.text(), self.team.edit.text())


class ReadyPage(FirstPage):
    """`go(bool)`: with the practice household, or straight to work."""

    go = Signal(bool)

    def __init__(self, practice: bool, parent: QWidget | None = None) -> None:
        super().__init__(
            4,
            _("Je kluis staat klaar"),
            _("Alles wat je schrijft, staat vanaf nu versleuteld op deze laptop."),
            parent,
        )
        holder = QWidget()
        grid = FlowGrid(300, gap=16)
        self.practice = PrimaryButton(_("Oefengezin openen"), Icon.ARROW_RIGHT, "large", trailing=True)
        self.straight = Button(_("Meteen beginnen"), Icon.ARROW_RIGHT, "large", trailing=True)
        if practice:
            title, text = _("Eerst oefenen"), _("Gezin Zonneveld is verzonnen. Je kunt niets stukmaken.")
            grid.addWidget(self._card(title, text, self.practice))
        else:
            self.straight.set_kind("primary")
        title, text = _("Aan het werk"), _("Je begint op Vandaag. Oefenen kan later ook nog.")
        grid.addWidget(self._card(title, text, self.straight))
        holder.setLayout(grid)
        self.body.addWidget(holder)
        self.practice.clicked.connect(self._on_practice)
        self.straight.clicked.connect(self._on_straight)
        self.start = self.practice if practice else self.straight

    def _card(self, title: str, text: str, button: Button) -> Card:
        card = Card(title)
        card.add(Label(text, tint="muted", wrap=True))
        row = FlowRow()
        row.addWidget(button)
        card.body.addLayout(row)
        return card

    def _on_practice(self) -> None:
        self.go.emit(True)

    def _on_straight(self) -> None:
        self.go.emit(False)

"""Wachtzin en pincode."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.buttons import Button, PrimaryButton, QuietButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.flow import FlowGrid, FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Pill, Small
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.settings.parts.code_card import CodeCard
from wijkdesk.ui.settings.parts.hidden_field import HiddenField
from wijkdesk.ui.settings.presenter import SettingsState


class SecretsPage(QWidget):
    """Signals: `words(str, str, str)`, `pin(str, str)`, `judged(str)`, `propose`."""

    words = Signal(str, str, str)
    pin = Signal(str, str)
    judged = Signal(str)
    propose = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = {
            "old": HiddenField(_("Huidige wachtzin")),
            "new": HiddenField(_("Nieuwe wachtzin")),
            "again": HiddenField(_("Nieuwe wachtzin, nog een keer")),
            "pin": HiddenField(_("Nieuwe pincode"), _("4 tot 6 cijfers")),
            "pin_again": HiddenField(_("Pincode, nog een keer")),
        }
        for name in ("pin", "pin_again"):
            edit = self.fields[name].edit
            edit.setValidator(QRegularExpressionValidator("[0-9]{0,6}", edit))
        self.strength = Pill("", Tone.NEUTRAL)
        self.pin_state = Label("", tint="muted", wrap=True)
        self.change = PrimaryButton(_("Wachtzin wijzigen"), Icon.KEY_ROUND)
        self.five = QuietButton(_("Vijf woorden voorstellen"), Icon.REFRESH_CW)
        self.keep_pin = Button(_("Pincode bewaren"))
        self._done = 0
        self.code = CodeCard()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(16))
        holder = QWidget()
        grid = FlowGrid(360, weights=(1, 1), gap=16)
        grid.addWidget(self._words_card())
        grid.addWidget(self._pin_card())
        holder.setLayout(grid)
        box.addWidget(holder)
        box.addWidget(self.code)
        box.addStretch(1)
        self._order_tabs()
        self.change.clicked.connect(self._on_words)
        self.five.clicked.connect(self.propose)
        self.keep_pin.clicked.connect(self._on_pin)
        self.fields["new"].edit.textEdited.connect(self.judged)
        self.fields["again"].edit.returnPressed.connect(self._on_words)
        self.fields["pin_again"].edit.returnPressed.connect(self._on_pin)

    def _order_tabs(self) -> None:
        """From secret to secret; what helps with them comes after the last."""
        for names, rest in (
            (("old", "new", "again"), (self.five, self.change)),
            (("pin", "pin_again"), (self.keep_pin,)),
        ):
            for before, after in pairwise([self.fields[name] for name in names]):
                self.setTabOrder(before.edit, after)
                self.setTabOrder(after, after.edit)
            for here, there in pairwise((self.fields[names[-1]].edit, *rest)):
                self.setTabOrder(here, there)

    def _words_card(self) -> Card:
        card = Card(_("Wachtzin"))
        lead = _("Met deze woorden open je WijkDesk. De dossiers zelf veranderen niet.")
        card.add(Label(lead, tint="muted", wrap=True))
        card.body.addSpacing(theme.px(8))
        for name in ("old", "new"):
            card.add(self.fields[name])
        line = FlowRow(gap=8)
        line.addWidget(self.strength)
        line.push(self.five)
        card.body.addLayout(line)
        card.add(self.fields["again"])
        card.body.addSpacing(theme.px(8))
        row = FlowRow()
        row.addWidget(self.change)
        card.body.addLayout(row)
        hint = _("Oude reservekopieën open je nog met je oude wachtzin.")
        card.add(Small(hint, wrap=True))
        card.body.addStretch(1)
        return card

    def _pin_card(self) -> Card:
        card = Card(_("Pincode voor het afdekken"))
        card.add(self.pin_state)
        card.body.addSpacing(theme.px(8))
        for name in ("pin", "pin_again"):
            card.add(self.fields[name])
        card.body.addSpacing(theme.px(8))
        row = FlowRow()
        row.addWidget(self.keep_pin)
        card.body.addLayout(row)
        card.body.addStretch(1)
        return card

    def show_state(self, state: SettingsState) -> None:
        """Show strength, errors and whether there is a PIN."""
        have = _("Je hebt een pincode. Hiermee haal je de afdekking weg.")
        none = _("Je hebt nog geen pincode. Zonder pincode vergrendelt WijkDesk meteen.")
        self.pin_state.setText(have if state.has_pin else none)
        tone, icon = (Tone.OK, Icon.SHIELD_CHECK) if state.strong else (Tone.WARN, Icon.SHIELD_ALERT)
        self.strength.set_pill(state.strength, tone, icon)
        self.strength.setVisible(bool(state.strength))
        self.change.setText(_("Even rekenen…") if state.busy else _("Wachtzin wijzigen"))
        for button in (self.change, self.keep_pin):
            button.setEnabled(not state.busy)
        if state.proposed and self.fields["new"].edit.text() != state.proposed and not state.busy:
            self.fields["new"].show_words(True)
            self.fields["new"].edit.setText(state.proposed)
        self._show_errors(state)
        if state.done != self._done:
            self._done = state.done
            self._empty()

    def _show_errors(self, state: SettingsState) -> None:
        for name, field in self.fields.items():
            field.show_error(state.error if name == state.error_field else "")
        if state.error_field in self.fields:
            self.fields[state.error_field].setFocus()

    def _empty(self) -> None:
        for field in self.fields.values():
            field.set_value("")
            field.show_words(False)

    def _text(self, name: str) -> str:
        return self.fields[name].edit.text()

    def _on_words(self) -> None:
        self.words.emit(self._text("old"), self._text("new"), self._text("again"))

    def _on_pin(self) -> None:
        self.pin.emit(self._text("pin"), self._text("pin_again"))

"""Herstelcode: another code for a paper that was lost or seen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.banner import Banner
from wijkdesk.ui.kit.buttons import Button, PrimaryButton, QuietButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.code_cards import CodeCards
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Small
from wijkdesk.ui.kit.printing import has_printer
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.settings.code_presenter import CodeState
from wijkdesk.ui.settings.parts.hidden_field import HiddenField


class CodeCard(QWidget):
    """Signals: `asked(str)` with the present words, `kept`, `left`; those of the code itself are on `cards`."""

    asked = Signal(str)
    kept = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = HiddenField(_("Huidige wachtzin"), _("Zo weet WijkDesk dat jij het bent"))
        self.button = Button(_("Nieuwe herstelcode"), Icon.FILE_KEY_2)
        self.cards = CodeCards(has_printer())
        self.keep = PrimaryButton(_("Nieuwe code gebruiken"), Icon.CHECK)
        self.no = QuietButton(_("Oude code houden"))
        self.why = Small(_("Kan als alle blokjes goed zijn"))
        self.asking, self.making = self._asking(), self._making()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.asking)
        box.addWidget(self.making)
        self.button.clicked.connect(self._on_ask)
        self.words.edit.returnPressed.connect(self._on_ask)
        self.keep.clicked.connect(self.kept)
        self.no.clicked.connect(self.left)
        self._was_making = False
        self.show_state(CodeState())

    def _asking(self) -> Card:
        card = Card(_("Herstelcode"))
        lead = _("Is je blad kwijt of gezien door een ander? Maak dan meteen een nieuwe code.")
        card.add(Label(lead, tint="muted", wrap=True))
        card.body.addSpacing(theme.px(8))
        card.add(self.words)
        card.body.addSpacing(theme.px(8))
        row = FlowRow()
        row.addWidget(self.button)
        card.body.addLayout(row)
        hint = _("Oude reservekopieën open je nog met de oude code.")
        card.add(Small(hint, wrap=True))
        return card

    def _making(self) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(16))
        bold = _("Je oude code werkt nog.")
        text = _("Typ de nieuwe code over van papier. Daarna werkt alleen de nieuwe.")
        box.addWidget(Banner(Tone.INFO, bold, text, icon=Icon.KEY_ROUND))
        box.addWidget(self.cards)
        foot = FlowRow(gap=8)
        for widget in (self.keep, self.no, self.why):
            foot.addWidget(widget)
        box.addLayout(foot)
        return holder

    def show_state(self, state: CodeState) -> None:
        """Ask for the words, or show the new code and what was typed of it."""
        self.asking.setVisible(not state.making)
        self.making.setVisible(state.making)
        self.words.show_error(state.error)
        self.button.setText(_("Even rekenen…") if state.busy else _("Nieuwe herstelcode"))
        self.button.setEnabled(not state.busy)
        code = state.code
        self.cards.show_code(code.blocks, code.right, code.wrong, code.printed)
        self.keep.setEnabled(code.typed_over and not state.busy)
        self.why.setVisible(not code.typed_over)
        if state.error:
            self.words.setFocus()
        if state.making != self._was_making:
            self._turn(state.making)

    def _turn(self, making: bool) -> None:
        """The other half comes into sight: begin it empty, with the focus on its first field."""
        self._was_making = making
        self.words.set_value("")
        self.cards.boxes.clear()
        (self.cards.boxes.boxes[0] if making else self.words).setFocus()

    def _on_ask(self) -> None:
        self.asked.emit(self.words.edit.text())

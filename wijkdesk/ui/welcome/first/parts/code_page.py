"""The recovery code of the first run: print it or write it over, then type it over from paper (design 02)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit.announce import announce
from wijkdesk.ui.kit.banner import Banner
from wijkdesk.ui.kit.buttons import PrimaryButton
from wijkdesk.ui.kit.code_cards import CodeCards
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Small
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.welcome.first.parts.heads import FirstPage
from wijkdesk.ui.welcome.first.presenter import FirstState


class CodePage(FirstPage):
    """Signals: `typed(object)`, `again`, `print_it`, `done`."""

    typed = Signal(object)
    again = Signal()
    print_it = Signal()
    done = Signal()

    def __init__(self, printer: bool, parent: QWidget | None = None) -> None:
        super().__init__(
            2,
            _("Bewaar je herstelcode op papier"),
            _("Wachtzin vergeten? Dan opent deze code je kluis. Na deze stap zie je de code niet meer."),
            parent,
        )
        self.cards = CodeCards(printer)
        self.boxes = self.cards.boxes
        self.cards.typed.connect(self.typed)
        self.cards.again.connect(self.again)
        self.cards.print_it.connect(self.print_it)
        self.button = PrimaryButton(_("Verder"), Icon.ARROW_RIGHT, "large", trailing=True)
        self.button.clicked.connect(self.done)
        self.why = Small(_("Kan als alle blokjes goed zijn"))
        self.body.addWidget(self.cards)
        self.gap(16)
        bold, text = (
            _("Bewaar het blad niet bij je laptop."),
            _("Thuis in een la of in de kluis van je team is goed."),
        )
        self.body.addWidget(Banner(Tone.WARN, bold, text, icon=Icon.HOUSE))
        self.gap(28)
        foot = FlowRow(gap=12)
        foot.addWidget(self.button)  # first, so that it stays in place when the reason goes
        foot.addWidget(self.why)
        self.body.addLayout(foot)
        self.start = self.boxes.boxes[0]
        self.boxes.entered.connect(self._on_enter)

    def _on_enter(self) -> None:
        """On with the code when it is right; else to the first box that is empty, and why."""
        if self.button.isEnabled():
            self.done.emit()
            return
        announce(self, self.why.text(), urgent=True)
        empty = next((box for box in self.boxes.boxes if not box.text()), None)
        if empty is not None:
            empty.setFocus()

    def show_state(self, state: FirstState) -> None:
        """Show or hide the code, and what was typed rightly."""
        code = state.code
        self.cards.show_code(code.blocks, code.right, code.wrong, code.printed)
        self.button.setEnabled(code.typed_over)
        self.why.setVisible(not code.typed_over)

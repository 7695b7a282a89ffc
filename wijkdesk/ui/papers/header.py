"""The top line of the paper screen: back to the household, what this is, and where the paper can go."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.buttons import Button, QuietButton
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Pill
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.papers.state import State

NAME_ROOM = 240  # px at 100 %


class Header(QFrame):
    """A bar of 56 px that grows when the words need it; each button has its own signal."""

    back = Signal()
    show_wanted = Signal()
    codes_wanted = Signal()
    save_wanted = Signal()
    print_wanted = Signal()
    sign_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.to_household = QuietButton(_("Terug"), Icon.CHEVRON_LEFT)
        self.title = Heading("", 2)
        self.signed = Pill("", Tone.OK, Icon.CHECK)
        self.codes = QuietButton(_("Als code"), Icon.QR_CODE)
        self.show_it = QuietButton(_("Laat zien"), Icon.MAXIMIZE, keys="F11")
        self.save = Button(_("Bewaar als PDF"), Icon.FILE_DOWN)
        self.print = Button(_("Afdrukken"), Icon.PRINTER)
        self.sign = Button(_("Vaststellen"), Icon.FILE_CHECK)
        self.row = FlowRow(gap=8)
        for widget in (self.to_household, self.title, self.signed):
            self.row.addWidget(widget)
        for button in (self.codes, self.show_it, self.save, self.print, self.sign):
            self.row.push(button)
        self.box = QVBoxLayout(self)
        self.box.addLayout(self.row)
        for button, signal in (
            (self.to_household, self.back),
            (self.codes, self.codes_wanted),
            (self.show_it, self.show_wanted),
            (self.save, self.save_wanted),
            (self.print, self.print_wanted),
            (self.sign, self.sign_wanted),
        ):
            button.clicked.connect(signal)
        self.codes.setToolTip(_("Iemand scant de tekst van dit blad met zijn telefoon."))
        self.show_it.setToolTip(
            _("Het blad vult het scherm. Maak er een foto van. + maakt groter, Esc sluit.")
        )
        self.save.setToolTip(_("Het bestand is niet versleuteld. Ctrl+Shift+S"))
        self.print.setToolTip("Ctrl+P")
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Room around, in the scale of the look."""
        side = theme.px(16)
        self.box.setContentsMargins(side, theme.px(8), side, theme.px(8))

    def _show_name(self, name: str) -> None:
        """The name of the household, cut where it would push the buttons away."""
        metrics = QFontMetrics(self.to_household.font())
        cut = metrics.elidedText(name, Qt.TextElideMode.ElideRight, theme.px(NAME_ROOM))
        self.to_household.setText(cut.replace("&", "&&"))
        self.to_household.setAccessibleName(name)
        self.to_household.setToolTip(name if cut != name else "")

    def show_state(self, state: State) -> None:
        """Show the words and switch on what can be done; one button is filled: the next act."""
        note = state.paper == "note"
        self._show_name(state.household or _("Terug"))
        self.title.setText(_("Verslag") if note else _("Blad voor het gezin"))
        self.signed.setVisible(note and bool(state.signed))
        tone, icon = (Tone.WARN, Icon.PENCIL) if state.can_sign else (Tone.OK, Icon.CHECK)
        self.signed.set_pill(state.signed, tone, icon)
        self.sign.setVisible(note and state.can_sign)
        self.sign.setText(state.sign_words)
        self.codes.setVisible(not note)
        usable = state.ready and not state.hidden
        for button in (self.codes, self.show_it, self.save, self.print, self.sign):
            button.setEnabled(usable and not (state.signing and button is self.sign))
        self.sign.set_kind("primary")
        self.print.set_kind("plain" if note and state.can_sign else "primary")

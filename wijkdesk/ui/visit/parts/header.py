"""The header of a visit: back to the household, what it is and when, hiding names, search, rounding off."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import icons, theme
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.kit.widgets import Button, IconButton, Label, Pill, PrimaryButton, QuietButton
from wijkdesk.ui.visit.states import VisitState


class VisitHeader(QFrame):
    """56 px; on a narrow window only title, search and a menu are left."""

    back = Signal()
    discreet = Signal()
    search = Signal()
    finish = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setAccessibleName(_("Kop van het bezoek"))
        self.home = QuietButton("", Icon.CHEVRON_LEFT)
        self.home.clicked.connect(self.back)
        self.title, self.when = Label("", 18, 700), Label("", tint="muted")
        self.pill = Pill("", Tone.OK, Icon.FILE_CHECK)
        self.hide_names = QuietButton(_("Namen verbergen"), Icon.EYE_OFF)
        self.hide_names.clicked.connect(self.discreet)
        self.seek = QuietButton(_("Zoek"), Icon.SEARCH)
        self.seek.clicked.connect(self.search)
        self.done = PrimaryButton(_("Bezoek afronden"), Icon.CHECK)
        self.done.clicked.connect(self.finish)
        self.more = IconButton(Icon.ELLIPSIS, _("Meer"))
        self.more.clicked.connect(self._open_menu)
        self.row = QHBoxLayout(self)
        for part in (self.home, self.title, self.when, self.pill):
            self.row.addWidget(part)
        self.row.addStretch(1)
        for button in (self.hide_names, self.seek, self.done, self.more):
            self.row.addWidget(button)
        self.more.hide()
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Heights and distances of the look."""
        self.row.setContentsMargins(theme.px(12), 0, theme.px(16), 0)
        self.row.setSpacing(theme.px(8))
        self.setFixedHeight(theme.px(50 if self.more.isVisibleTo(self) else 56))

    def set_narrow(self, narrow: bool) -> None:
        """One column: fewer words, the rest in a menu."""
        for part in (self.when, self.hide_names):
            part.setVisible(not narrow)
        self.more.setVisible(narrow)
        self.done.setText(_("Afronden") if narrow else _("Bezoek afronden"))
        self.home.setText("" if narrow else self.home.accessibleName())
        self.title.setMinimumWidth(theme.px(60))
        self.restyle()

    def show_state(self, state: VisitState) -> None:
        """Show a state; the same one again changes nothing."""
        self.home.setAccessibleName(state.household)
        if not self.when.isHidden():
            self.home.setText(state.household)
        self.title.setText(state.title)
        self.when.setText(state.when)
        self.pill.set_pill(state.pill, Tone(state.pill_tone), Icon.FILE_CHECK)
        self.pill.setVisible(bool(state.pill))
        self.hide_names.setText(_("Namen tonen") if state.discreet else _("Namen verbergen"))
        self.hide_names.set_mark(Icon.EYE if state.discreet else Icon.EYE_OFF)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.addAction(icons.icon(Icon.EYE_OFF), self.hide_names.text()).triggered.connect(self.discreet)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def buttons(self) -> list[Button]:
        """What can be clicked, from left to right."""
        return [self.home, self.hide_names, self.seek, self.done]

"""The frame of a dossier: header, a line about the household, and one of six pages."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.dossier.access.view import AccessView
from wijkdesk.ui.dossier.attachments.view import AttachmentsView
from wijkdesk.ui.dossier.contacts.view import ContactsView
from wijkdesk.ui.dossier.header import DossierHeader
from wijkdesk.ui.dossier.overview.view import OverviewView
from wijkdesk.ui.dossier.past.view import PastView
from wijkdesk.ui.dossier.people.view import PeopleView
from wijkdesk.ui.dossier.presenter import ACCESS, CONTACTS, DOCUMENTS, OVERVIEW, PAST, PEOPLE, State
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.widgets import Banner, Icon, Tone

PageView = OverviewView | PeopleView | ContactsView | AttachmentsView | AccessView | PastView


class DossierView(QWidget):
    """Holds the parts; the screen wires them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = State()
        self.header = DossierHeader()
        self.overview, self.people = OverviewView(), PeopleView()
        self.contacts, self.past = ContactsView(), PastView()
        self.attachments, self.access = AttachmentsView(), AccessView()
        self.pages: dict[str, PageView] = {
            OVERVIEW: self.overview, PEOPLE: self.people, CONTACTS: self.contacts,
            DOCUMENTS: self.attachments, ACCESS: self.access, PAST: self.past,
        }  # fmt: skip
        self.stack = QStackedWidget()
        for page in self.pages.values():
            self.stack.addWidget(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        self.glass = Banner(Tone.WARN, _("Noodtoegang:"), "", icon=Icon.SHIELD_ALERT)
        self.glass.hide()
        self.standing = Banner(Tone.INFO, _("Waarneming:"), "", icon=Icon.CALENDAR_CHECK)
        self.standing.hide()
        self.band = QVBoxLayout()
        self.band.addWidget(self.glass)
        self.band.addWidget(self.standing)
        box.addLayout(self.band)
        box.addWidget(self.stack, 1)
        theme.follow(self.restyle)

    def show_state(self, state: State) -> None:
        """Show header and tab."""
        self.header.show_state(state)
        if state.glass != self.glass.text.text():
            tone = Tone.DANGER if state.lent else Tone.WARN
            self.glass.show_message(tone, _("Noodtoegang:"), state.glass, icon=Icon.SHIELD_ALERT)
        self.glass.setVisible(bool(state.glass))
        if state.standing != self.standing.text.text():
            self.standing.show_message(Tone.INFO, _("Waarneming:"), state.standing, icon=Icon.CALENDAR_CHECK)
        self.standing.setVisible(bool(state.standing))
        self.state = state
        self.restyle()
        self.overview.show_line(state.subtitle)
        self.overview.plot.show_visit(running=state.running, gone=state.gone)
        page = self.pages[state.tab]
        if self.stack.currentWidget() is not page:
            self.stack.setCurrentWidget(page)

    def restyle(self) -> None:
        """Room around the banner, in the scale of the look, while it is there."""
        edge, room = (theme.px(24), theme.px(12)) if self.state.glass or self.state.standing else (0, 0)
        self.band.setContentsMargins(edge, room, edge, 0)

    def begin(self) -> None:
        """Put the focus where work on this tab begins; on the overview that is the next action."""
        if self.stack.currentWidget() is self.overview:
            self.header.begin.setFocus()
            return
        for page in self.pages.values():
            if self.stack.currentWidget() is page:
                page.first().setFocus()

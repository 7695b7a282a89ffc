"""Settings: a list of sections at the left, one page at the right (design 12)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.actions import ActionRegistry
from wijkdesk.ui.kit.cards import Page
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Label
from wijkdesk.ui.kit.sections import SectionList
from wijkdesk.ui.settings.parts.look_page import LookPage
from wijkdesk.ui.settings.parts.other_pages import AboutPage, BackupPage, KeysPage
from wijkdesk.ui.settings.parts.practice_page import PracticePage
from wijkdesk.ui.settings.parts.profile_page import ProfilePage
from wijkdesk.ui.settings.parts.secrets_page import SecretsPage
from wijkdesk.ui.settings.presenter import SECTIONS, SettingsState

NARROW = 760  # px at 100 %: below it the list becomes a box on top


class SettingsView(QWidget):
    """`section(str)` when another one is chosen; the pages have their own signals."""

    section = Signal(str)

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.secrets, self.backup = LookPage(), SecretsPage(), BackupPage()
        self.practice, self.keys, self.about = PracticePage(), KeysPage(registry), AboutPage()
        self.profile = ProfilePage()
        pages = (self.look, self.profile, self.secrets, self.backup, self.practice, self.keys, self.about)
        self.pages: dict[str, QWidget] = dict(zip(SECTIONS, pages, strict=True))
        words = (
            _("Weergave"),
            _("Jij op papier"),
            _("Wachtzin en pincode"),
            _("Reservekopie"),
            _("Oefengezin"),
            _("Sneltoetsen"),
            _("Over WijkDesk"),
        )
        marks = (
            Icon.MONITOR,
            Icon.USER_ROUND,
            Icon.KEY_ROUND,
            Icon.ARCHIVE,
            Icon.SPARKLES,
            Icon.KEYBOARD,
            Icon.INFO,
        )
        self.list = SectionList(_("Onderdelen"), list(zip(SECTIONS, words, marks, strict=True)))
        self.stack = QStackedWidget()
        for page in self.pages.values():
            self.stack.addWidget(page)
        self.page = Page(_("Instellingen"))
        self._turn(self.look)
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.list.chosen.connect(self.section)
        self.installEventFilter(self)
        theme.follow(self.fit)

    def _lay_out(self) -> None:
        head = FlowRow(gap=16)
        head.addWidget(Heading(_("Instellingen"), 1))
        head.push(Label(_("Je keuze geldt meteen"), tint="muted"))
        self.row.addWidget(self.list)
        self.row.addWidget(self.stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)
        self.page.body.addLayout(head)
        self.page.body.addLayout(self.row, 1)

    def fit(self) -> None:
        """List beside the page, or a box on top of it."""
        narrow = self.width() / theme.current().scale < NARROW
        directions = QBoxLayout.Direction
        self.row.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self.row.setSpacing(theme.px(16 if narrow else 24))
        self.list.set_narrow(narrow)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Share the room anew."""
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return False

    def _turn(self, page: QWidget) -> None:
        """Another page: seen from its top, and the page is as long as it is."""
        for one in self.pages.values():
            fitting = QSizePolicy.Policy.Preferred if one is page else QSizePolicy.Policy.Ignored
            one.setSizePolicy(QSizePolicy.Policy.Preferred, fitting)
        self.stack.setCurrentWidget(page)
        self.page.verticalScrollBar().setValue(0)

    def show_state(self, state: SettingsState) -> None:
        """Show the section and what it holds."""
        self.list.set_current(state.section)
        page = self.pages[state.section]
        if page is self.keys and self.stack.currentWidget() is not page:
            self.keys.renew()
        if self.stack.currentWidget() is not page:
            self._turn(page)
        for one in (self.look, self.profile, self.secrets, self.backup, self.practice):
            one.show_state(state)

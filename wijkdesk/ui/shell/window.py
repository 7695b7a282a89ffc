"""The window of an unlocked profile: rail, top bar, screen, status bar, and the cover over them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from wijkdesk.core.errors import WijkError
from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import icons, theme
from wijkdesk.ui.kit.banner import Banner
from wijkdesk.ui.kit.screen import FULL, ScreenSpec
from wijkdesk.ui.kit.toast import Toast
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.shell.desk import Desk
from wijkdesk.ui.shell.progress import LongWork
from wijkdesk.ui.shell.rail import Rail
from wijkdesk.ui.shell.statusbar import StatusBar
from wijkdesk.ui.shell.topbar import TopBar

NARROW, MIDDLE = 900, 1200  # px at 100 %: one column below, slim rail below (core/notes.md, 15)


class Window(QMainWindow):
    """Only the parts and how they share the room; what they do is wired by `Workplace`."""

    closing = Signal()
    layout_changed = Signal()

    def __init__(self, specs: tuple[ScreenSpec, ...]) -> None:
        super().__init__()
        self.setWindowTitle("WijkDesk")
        self.setMinimumSize(640, 480)
        self.pages = QStackedWidget()
        self.workspace = QWidget()
        self.workspace.setObjectName("page")
        self.rail = Rail(specs)
        self.top = TopBar()
        self.message = Banner(Tone.DANGER, "", "", action=_("Sluiten"))
        self.message.acted.connect(self._on_read)
        self.message.hide()
        self.work = LongWork()
        self._messages: list[QWidget] = [self.message, self.work]
        self.stack = QStackedWidget()
        self.foot = StatusBar()
        self.toast = Toast(self.workspace, self.foot)
        self.desk = Desk(specs, self.stack)
        self._chrome = FULL
        self._lay_out()
        self.pages.addWidget(self.workspace)
        self.setCentralWidget(self.pages)
        self.rail.chosen.connect(self.go)
        self.desk.opened.connect(self._on_opened)
        self.desk.troubled.connect(self.show_trouble)
        self.desk.said.connect(self.toast.say)
        self.desk.waiting.connect(self.rail.set_count)
        self.top.menu.connect(self.open_menu)
        self.foot.menu.connect(self.open_menu)
        theme.follow(self.fit)

    def _lay_out(self) -> None:
        self.beside = QWidget()  # all but the rail: what a sheet covers
        column = QVBoxLayout(self.beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._message_room = QVBoxLayout()
        self._message_room.addWidget(self.message)
        self._message_room.addWidget(self.work)
        column.addWidget(self.top)
        column.addLayout(self._message_room)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)
        row = QHBoxLayout(self.workspace)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.beside, 1)

    @property
    def narrow(self) -> bool:
        """Whether there is room for one column only."""
        return self.width() / theme.current().scale < NARROW

    @property
    def rail_folded(self) -> bool:
        """Whether the places are only to be had from the status bar's menu."""
        return self.narrow and self._chrome != FULL

    def go(self, place: str) -> None:
        """Open a place of the rail."""
        self.desk.open(place)

    def fit(self) -> None:
        """Share the room: rail with words, slim, or folded behind a menu."""
        room = self.width() / theme.current().scale
        self.rail.set_slim(self._chrome != FULL or room < MIDDLE)
        self.rail.setVisible(room >= NARROW)
        self.top.setVisible(self._chrome == FULL)
        self.top.set_narrow(room < NARROW)
        shown = any(not one.isHidden() for one in self._messages)
        self._message_room.setContentsMargins(theme.px(24), theme.px(12) if shown else 0, theme.px(24), 0)
        self.layout_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self.fit()

    def _on_opened(self, spec: ScreenSpec) -> None:
        screen = self.desk.screen
        self._chrome = screen.chrome if screen is not None else FULL
        self.rail.mark(spec.rail or spec.id)
        self.fit()

    def show_trouble(self, error: WijkError) -> None:
        """Say what happened, what is kept and what to do, above the page."""
        rest = " ".join(part for part in (error.kept, error.todo) if part)
        self.message.show_message(Tone.DANGER, error.text, rest, action=_("Sluiten"))
        self.message.show()
        self.fit()

    def add_message(self, banner: Banner) -> None:
        """Put another banner above the page."""
        self._messages.append(banner)
        self._message_room.insertWidget(0, banner)

    def _on_read(self) -> None:
        self.message.hide()
        self.fit()

    def open_menu(self) -> None:
        """The places of the rail as a menu, where the rail is folded away."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for item in self.rail.items.values():
            action = menu.addAction(icons.icon(item.spec.icon), item.spec.words)
            action.setData(item.spec.id)
            action.triggered.connect(item.click)
        menu.popup(self.mapToGlobal(self.rect().topLeft()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the workplace end in order first."""
        self.closing.emit()
        super().closeEvent(event)

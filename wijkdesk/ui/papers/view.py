"""The paper screen: choices at the left, pages at the right; on a narrow window one at a time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.services.papers import Code, PaperLanguage
from wijkdesk.ui.kit import printing, theme
from wijkdesk.ui.kit.banner import Banner
from wijkdesk.ui.kit.cards import EmptyState, Way
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.tabs import TabBar
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.papers.header import Header
from wijkdesk.ui.papers.panel import ChoicesPanel
from wijkdesk.ui.papers.preview import Preview
from wijkdesk.ui.papers.showing import Picture, Showing
from wijkdesk.ui.papers.state import State

NARROW = 760  # px at 100 %: below, choices and pages take turns
PANEL = 344


class PapersView(QWidget):
    """Shows a State and tells what the worker wants; also the stage for screen-wide pages and the printer."""

    paper_chosen = Signal(str)
    language_chosen = Signal(str)
    look_switched = Signal(str, bool)
    item_switched = Signal(object, bool)
    dpi_wanted = Signal(int)
    way_taken = Signal(str)
    print_confirmed = Signal()
    printer_missing = Signal()

    def __init__(self, languages: tuple[PaperLanguage, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = State()
        self.header = Header()
        self.banner = Banner(Tone.INFO, "")
        self.banner.hide()
        self.tabs = TabBar(_("Keuzes of voorbeeld"), [("look", _("Voorbeeld")), ("choose", _("Keuzes"))])
        self.panel = ChoicesPanel(languages)
        self.preview = Preview()
        self.hidden = EmptyState(
            Icon.EYE_OFF,
            _("Namen zijn verborgen"),
            _("Op dit blad staan namen en eigen woorden."),
            [Way("reveal", _("Toon het blad toch"), Icon.EYE)],
        )
        self.showing: Showing | None = None
        self.printer: QPrinter | None = None
        self._lay_out()
        self._connect()
        theme.follow(self.fit)

    def _lay_out(self) -> None:
        self.row = QHBoxLayout()
        self.row.setSpacing(0)
        for widget, stretch in ((self.panel, 0), (self.preview, 1), (self.hidden, 1)):
            self.row.addWidget(widget, stretch)
        self.message_room = QVBoxLayout()
        self.message_room.addWidget(self.banner)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addLayout(self.message_room)
        self.tabs_room = QHBoxLayout()
        self.tabs_room.addWidget(self.tabs)
        box.addLayout(self.tabs_room)
        box.addLayout(self.row, 1)

    def _connect(self) -> None:
        self.panel.paper.chosen.connect(self._on_paper)
        self.panel.language.chosen.connect(self.language_chosen)
        self.panel.look.switched.connect(self.look_switched)
        self.panel.items.switched.connect(self.item_switched)
        self.preview.pages.sharpness.connect(self.dpi_wanted)
        self.hidden.chosen.connect(self.way_taken)
        self.banner.acted.connect(self._on_banner)
        self.tabs.chosen.connect(self._on_tab)

    @property
    def narrow(self) -> bool:
        """Whether choices and pages take turns."""
        return self.width() / theme.current().scale < NARROW

    def fit(self) -> None:
        """Share the room by its width."""
        looking = not self.narrow or self.tabs.currentIndex() == 0
        self.tabs.setVisible(self.narrow)
        self.panel.setVisible(not self.narrow or not looking)
        self.panel.setMinimumWidth(0)
        self.panel.setMaximumWidth(16_777_215 if self.narrow else theme.px(PANEL))
        if not self.narrow:
            self.panel.setMinimumWidth(theme.px(PANEL))
        self.preview.setVisible(looking and not self.state.hidden)
        self.hidden.setVisible(looking and self.state.hidden)
        edge = theme.px(12) if not self.banner.isHidden() else 0
        self.tabs_room.setContentsMargins(theme.px(8) if self.narrow else 0, 0, 0, 0)
        self.message_room.setContentsMargins(theme.px(16), edge, theme.px(16), edge)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self.fit()

    def begin(self) -> None:
        """Keys go to the pages first: arrows scroll, + and - zoom."""
        if self.preview.isVisible():
            self.preview.pages.setFocus()

    def areas(self) -> list[QWidget]:
        """What F6 moves between: actions, choices, pages."""
        return [self.header, self.tabs, self.panel, self.preview, self.hidden]

    def show_state(self, state: State) -> None:
        """Show everything anew."""
        self.state = state
        self.header.show_state(state)
        self.panel.show_state(state)
        pages = () if state.hidden else state.pages
        self.preview.show_pages(pages, state.words if state.paper == "family" and not state.hidden else "")
        message = state.message
        if message is None:
            self.banner.hide()
        else:
            tone = Tone.DANGER if message.trouble else Tone.WARN if message.way == "replace" else Tone.INFO
            self.banner.show_message(tone, message.bold, message.text, action=message.action)
            self.banner.show()
        self.fit()

    def _on_paper(self, value: object) -> None:
        self.paper_chosen.emit(str(value))

    def _on_banner(self) -> None:
        if self.state.message is not None:
            self.way_taken.emit(self.state.message.way)

    def _on_tab(self, _key: str) -> None:
        self.fit()

    # ---- the stage

    def show_pages(self, pages: tuple[bytes, ...]) -> None:
        """Show pages over the whole screen."""
        self._over_all([Picture(QImage.fromData(page)) for page in pages], self.state.words)

    def show_codes(self, codes: tuple[Code, ...]) -> None:
        """Show codes over the whole screen, one by one and numbered."""
        self._over_all([Picture(QImage.fromData(code.png), _caption(code), True) for code in codes], "")

    def _over_all(self, pictures: list[Picture], words: str) -> None:
        self.stop_showing()
        self.showing = Showing(pictures, words, self)
        self.showing.left.connect(self._on_left)
        self.showing.showFullScreen()
        self.showing.activateWindow()
        self.showing.setFocus()

    def stop_showing(self) -> None:
        """Take the page off the screen: another place, or the cover."""
        if self.showing is not None:
            self.showing.leave()

    def _on_left(self) -> None:
        self.showing = None

    def ask_printer(self) -> None:
        """Let a printer be chosen; `print_confirmed` when one was, `printer_missing` when there is none."""
        if not printing.has_printer():
            self.printer_missing.emit()
            return
        dialog = printing.PrintDialog(printing.new_printer(), len(self.state.pages), self)
        dialog.chosen.connect(self.use_printer)
        dialog.setModal(True)
        dialog.show()

    def use_printer(self, printer: QPrinter) -> None:
        """Go on with this printer."""
        self.printer = printer
        self.print_confirmed.emit()

    def print_pages(self, pages: tuple[bytes, ...]) -> None:
        """Send pages to the printer that was chosen."""
        printer, self.printer = self.printer, None
        if printer is not None:
            printing.print_pages(printer, pages)


def _caption(code: Code) -> str:
    if code.total == 1:
        return _("Scan deze code met een telefoon.")
    return _("Code {part} van {total}").format(part=code.part, total=code.total)

"""Wie ziet wat: the table and the agreements at the left, what is about the row in use at the right (design 14)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.dossier.access.form import ShareForm
from wijkdesk.ui.dossier.access.matrix import AccessMatrix
from wijkdesk.ui.dossier.access.panel import DetailCard
from wijkdesk.ui.dossier.access.reading import stale_words
from wijkdesk.ui.dossier.access.state import Deal, FormKind, Mode, State
from wijkdesk.ui.dossier.access.stop_card import StopCard
from wijkdesk.ui.kit import icons, theme
from wijkdesk.ui.kit.row_delegates import VersionDelegate
from wijkdesk.ui.kit.row_lists import RowList
from wijkdesk.ui.kit.rows import VersionItem
from wijkdesk.ui.kit.widgets import (
    Button,
    Card,
    EmptyState,
    FlowRow,
    Heading,
    Icon,
    Page,
    Pill,
    Small,
    Tone,
)

_NARROW = 900
_LOOKS = {
    "valid": (Tone.OK, Icon.CHECK),
    "due": (Tone.WARN, Icon.TRIANGLE_ALERT),
    "over": (Tone.NEUTRAL, Icon.CLOCK),
    "withdrawn": (Tone.NEUTRAL, Icon.BAN),
}
_COLLEAGUE, _FORM = "colleague", "form"


class _DealDelegate(VersionDelegate):
    """Only looked at: no ground for the row in use while the focus is elsewhere."""

    edge = 0


class AccessView(QWidget):
    """`chosen(key)`, `asking(FormKind)`, `joined(user)`, `stopping`, `closed`; the parts have signals of their own."""

    chosen = Signal(object)
    asking = Signal(object)
    joined = Signal(str)
    stopping = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = State()
        self._quiet = False
        self.heading = Heading(_("Wie ziet wat?"), 2)
        self.stale = Pill("", Tone.WARN, Icon.REFRESH_CW)
        self.someone = Button(_("Iemand toevoegen"), Icon.USER_PLUS)
        self.ask = Button(_("Opdracht maken"), Icon.SEND)
        self.matrix = AccessMatrix()
        self.deals = RowList(_("Afspraken om te delen"), _DealDelegate())
        self.no_deals = Small(_("Nog geen. Zonder afspraak gaat er niets naar buiten."), wrap=True)
        self.detail, self.stop, self.form = DetailCard(), StopCard(), ShareForm()
        self.empty = EmptyState(
            Icon.EYE,
            _("Een oefengezin deel je niet"),
            _("Het staat alleen op deze laptop. Niemand anders kan het zien."),
            [],
        )
        self._lay_out()
        self._connect()
        theme.follow(self.restyle)

    def _lay_out(self) -> None:
        bar = FlowRow(gap=8)
        for widget in (self.heading, self.stale):
            bar.addWidget(widget)
        bar.push(self.someone)
        bar.push(self.ask)
        self.people, self.agreed = Card(), Card(_("Afspraken om te delen"))
        self.people.setAccessibleName(_("Wie ziet wat"))
        self.people.add(self.matrix)
        self.agreed.add(self.no_deals)
        self.agreed.add(self.deals)
        self.table = QWidget()
        self.table.setProperty("ground", "clear")
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        self.left.addWidget(self.people)
        self.left.addWidget(self.agreed)
        self.left.addStretch(1)
        for card in (self.detail, self.stop):
            self.right.addWidget(card)
        self.right.addStretch(1)
        self.box = QHBoxLayout(self.table)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.addLayout(self.left, 7)
        self.box.addLayout(self.right, 4)
        self.keys = Small(
            _("Pijlen: wie en wat. W: stoppen met delen. Esc: laat zo. Elke keuze staat in de geschiedenis."),
            wrap=True,
        )
        self.page = Page(_("Wie ziet wat"), margin=0, gap=0)
        for item in (bar, self.table, self.form, self.keys):
            self.page.body.addLayout(item) if isinstance(item, FlowRow) else self.page.body.addWidget(item)
        self.page.body.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.page)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _connect(self) -> None:
        self.someone.clicked.connect(self.open_menu)
        self.ask.clicked.connect(self._on_ask)
        self.matrix.current.connect(self._on_current)
        self.matrix.opened.connect(self._on_opened)
        self.matrix.stopping.connect(self.stopping)
        self.detail.stopping.connect(self.stopping)
        self.detail.more.connect(self._on_more)
        self.stop.closed.connect(self.closed)
        self.form.closed.connect(self.closed)

    def restyle(self) -> None:
        """Margins in the scale of the look."""
        edge = theme.px(24)
        self.page.body.setContentsMargins(edge, theme.px(16), edge, theme.px(16))
        self.page.body.setSpacing(theme.px(12))
        for box in (self.box, self.left, self.right):
            box.setSpacing(theme.px(16))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Under each other when there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() / theme.current().scale < _NARROW
        self.box.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self.form.fold(narrow=narrow)

    def show_state(self, state: State) -> None:
        """Show a state."""
        before, self.state = self.state, state
        self._quiet = True
        self.stack.setCurrentWidget(self.empty if state.practice else self.page)
        self.stale.set_pill(stale_words(state.stale), Tone.WARN, Icon.REFRESH_CW)
        self.stale.setVisible(bool(state.stale) and state.mode is not Mode.FORM)
        self.ask.setVisible(bool(state.guests) and not state.lent and state.mode is not Mode.FORM)
        self.someone.setVisible(not state.lent and state.mode is not Mode.FORM)
        self.matrix.show_rows(state.rows, state.current)
        self.no_deals.setVisible(not state.deals)
        self.deals.setVisible(bool(state.deals))
        items = [_deal(one) for one in state.deals]
        if items != self.deals.rows.items:
            self.deals.set_items(items)
        self.detail.show_state(state)
        if state.stop is not None and state.stop is not before.stop:
            self.stop.show_stop(state.stop)
        self.form.show_state(state)
        self._show_mode(state, before)
        self._quiet = False

    def _show_mode(self, state: State, before: State) -> None:
        self.table.setVisible(state.mode is not Mode.FORM)
        self.keys.setVisible(state.mode is not Mode.FORM)
        self.form.setVisible(state.mode is Mode.FORM)
        self.stop.setVisible(state.mode is Mode.STOP)
        self.detail.setVisible(state.mode is Mode.LOOK and bool(state.detail.title))
        if state.mode is before.mode:
            return
        if state.mode is Mode.STOP:
            self.stop.reason.setFocus()
        elif state.mode is Mode.FORM:
            self.page.verticalScrollBar().setValue(0)
            self.form.first().setFocus()
        elif self.isVisible():
            self.matrix.setFocus()

    def first(self) -> QWidget:
        """Where the focus begins."""
        if self.state.practice:
            return self.empty
        return self.form.first() if self.state.mode is Mode.FORM else self.matrix

    def areas(self) -> list[QWidget]:
        """The parts that F6 moves between."""
        if self.state.mode is Mode.FORM:
            return [part for part in (self.form.left, self.form.right) if not part.isHidden()]
        return [part for part in (self.people, self.detail, self.stop) if not part.isHidden()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves what was being stopped or filled in."""
        if event.key() == Qt.Key.Key_Escape and self.state.mode is not Mode.LOOK:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def open_menu(self) -> None:
        """Who can be added: a colleague, always or for some days, or someone from outside by an agreement."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for user, name in self.state.colleagues:
            words = _("{name} bij heel dit dossier").format(name=name)
            self._entry(menu, Icon.USER_PLUS, words, (_COLLEAGUE, user))
        if self.state.standbys:
            self._entry(menu, Icon.CALENDAR_CHECK, _("Waarneming…"), (_FORM, FormKind.STAND_IN.value))
        if self.state.colleagues:
            menu.addSeparator()
        if self.state.guests:
            self._entry(menu, Icon.SEND, _("Opdracht maken…"), (_FORM, FormKind.ASSIGNMENT.value))
        self._entry(
            menu, Icon.FILE_TEXT, _("Afspraak met iemand van buiten…"), (_FORM, FormKind.OUTSIDE.value)
        )
        menu.popup(self.someone.mapToGlobal(QPoint(0, self.someone.height())))

    def _entry(self, menu: QMenu, icon: Icon, words: str, data: tuple[str, str]) -> None:
        action = menu.addAction(icons.icon(icon), words.replace("&", "&&"))
        action.setData(data)
        action.triggered.connect(self._on_entry)

    def _on_entry(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction), "entries of a menu only"
        what, value = action.data()
        if what == _COLLEAGUE:
            self.joined.emit(value)
        else:
            self.asking.emit(FormKind(value))

    def _on_ask(self) -> None:
        self.asking.emit(FormKind.ASSIGNMENT)

    def _on_more(self) -> None:
        self.asking.emit(FormKind.MORE)

    def _on_current(self, key: object) -> None:
        if not self._quiet:
            self.chosen.emit(key)

    def _on_opened(self, _key: object) -> None:
        target = self.detail.notes.text.edit if self.state.detail.writes else self.detail.stop
        if target.isVisible():
            target.setFocus()


def _deal(one: Deal) -> VersionItem:
    tone, icon = _LOOKS[one.state]
    return VersionItem(one.key, one.recipient, one.agreed, one.purpose, one.pill, tone, icon)

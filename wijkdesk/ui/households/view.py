"""The list of households: title, filters, table, and the keys that act on a row (design 05)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _, ngettext
from wijkdesk.services.household_list import Filter
from wijkdesk.ui.households.presenter import State, quiet_meaning
from wijkdesk.ui.households.rows import Rows, columns
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.search_field import SearchField
from wijkdesk.ui.kit.table import PagedTableModel
from wijkdesk.ui.kit.table_view import TableView
from wijkdesk.ui.kit.widgets import (
    Button,
    EmptyState,
    FilterChip,
    FlowRow,
    Heading,
    Icon,
    IconButton,
    Kbd,
    PageHeader,
    QuietButton,
    Small,
    Way,
)

TEAM = "team"
_NARROW = 800  # px at 100 %
_NEXT = 3  # the column the list is ordered by at first


class HouseholdsView(QWidget):
    """`opened`, `pinned`, `visited`, `binned` carry a row id; `narrowed` a filter and whether it is on."""

    opened = Signal(bytes)
    pinned = Signal(bytes)
    visited = Signal(bytes)
    binned = Signal(bytes)
    narrowed = Signal(object, bool)
    searched = Signal(str)
    cleared = Signal()
    everywhere = Signal()
    creating = Signal()

    def __init__(self, source: Rows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.version = -1
        self.new = Button(_("Dossier openen"), Icon.USER_PLUS)
        self.new.setToolTip(_("Dossier openen (Ctrl+N)"))
        self.new.clicked.connect(self.creating)
        self.header = PageHeader(_("Huishoudens"), actions=[self.new])
        self.title = Heading(_("Huishoudens"), 2)
        self.small_new = IconButton(Icon.USER_PLUS, _("Dossier openen"))
        self.small_new.clicked.connect(self.creating)
        self.filters = IconButton(Icon.LIST_FILTER, _("Filters"))
        self.filters.clicked.connect(self.open_filters)
        self.search = SearchField(_("Zoek in huishoudens"), _("Naam, straat of telefoon"), "/")
        self.search.asked.connect(self.searched)
        self.chips = self._make_chips()
        self.colleagues = QuietButton("", Icon.LOCK, "small")
        self.table = TableView(_("Huishoudens"), PagedTableModel(columns(), source))
        self.table.paged.sort_key = "next"
        self.table.horizontalHeader().setSortIndicatorShown(True)
        self.table.horizontalHeader().setSortIndicator(_NEXT, Qt.SortOrder.AscendingOrder)
        self.table.opened.connect(self.opened)
        self.search.left.connect(self.go_to_list)
        self.nothing = _NothingFound()
        self.nothing.everywhere.connect(self.everywhere)
        self.nothing.creating.connect(self.creating)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self.total = Small("")
        self._lay_out()
        theme.follow(self.restyle)

    def _make_chips(self) -> dict[Filter | str, FilterChip]:
        chips: dict[Filter | str, FilterChip] = {
            Filter.MINE: FilterChip(_("Van mij")),
            TEAM: FilterChip(_("Team")),
            Filter.THIS_WEEK: FilterChip(_("Afspraak deze week")),
            Filter.QUIET: FilterChip(_("Stil geworden"), icon=Icon.HOURGLASS),
            Filter.UNSHARED: FilterChip(_("Nog niet gedeeld"), icon=Icon.CLOUD_OFF),
            Filter.TWO_VERSIONS: FilterChip(_("Twee versies"), icon=Icon.GIT_COMPARE),
        }
        chips[Filter.QUIET].setToolTip(quiet_meaning())
        chips[Filter.QUIET].setAccessibleDescription(quiet_meaning())
        for key, chip in chips.items():
            chip.setProperty("filter", str(key))
            chip.clicked.connect(self._on_chip)
        return chips

    def _lay_out(self) -> None:
        self.box = QVBoxLayout(self)
        self.row = FlowRow(gap=8)
        for widget in (self.title, self.search, self.filters, *self.chips.values()):
            self.row.addWidget(widget)
        self.row.addWidget(self.colleagues)
        self.row.push(self.small_new)
        self.foot = QWidget()
        foot = FlowRow(self.foot, gap=8)
        foot.addWidget(self.total)
        for key, words in (("Enter", _("openen")), ("B", _("bezoek starten")), ("P", _("vastzetten"))):
            foot.push(_Hint(key, words))
        self.box.addWidget(self.header)
        self.box.addLayout(self.row)
        self.box.addWidget(self.stack, 1)
        self.box.addWidget(self.foot)

    def restyle(self) -> None:
        """Room around and between, in the scale of the look."""
        edge = theme.px(24)
        self.box.setContentsMargins(edge, theme.px(20), edge, theme.px(12))
        self.box.setSpacing(theme.px(12))
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the filters away where they would leave no room for rows."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """One line above the table when there is little room, else a title and chips."""
        small = self.width() / theme.current().scale < _NARROW
        for widget in (self.title, self.filters, self.small_new):
            widget.setVisible(small)
        self.header.setVisible(not small)
        self.foot.setVisible(not small)
        self._show_chips(small)

    def _show_chips(self, small: bool) -> None:
        rare = (Filter.QUIET, Filter.UNSHARED, Filter.TWO_VERSIONS)
        for key, chip in self.chips.items():
            useless = key in rare and not chip.count and not chip.isChecked()
            chip.setVisible(not small and not useless)

    def open_filters(self) -> None:
        """The filters as a menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for chip in self.chips.values():
            action = menu.addAction(chip.text())
            action.setCheckable(True)
            action.setChecked(chip.isChecked())
            action.triggered.connect(chip.click)
        menu.popup(self.filters.mapToGlobal(self.filters.rect().bottomLeft()))

    def show_state(self, state: State) -> None:
        """Show a state; the row in use stays in use."""
        counts = state.counts
        if counts is not None:
            self.chips[TEAM].set_count(counts.all)
            for chosen, number in counts.by.items():
                self.chips[chosen].set_count(number)
        for key, chip in self.chips.items():
            chip.setChecked(Filter.MINE not in state.filters if key == TEAM else key in state.filters)
        self._show_elsewhere(state)
        self.fit()
        if self.search.text() != state.query and not self.search.hasFocus():
            self.search.setText(state.query)
        if state.version != self.version:
            self.version = state.version
            self.reload()
        self._show_total(state)

    def _show_elsewhere(self, state: State) -> None:
        """The way to the cards of colleagues, while the whole team is looked at."""
        words = ngettext("{n} bij collega’s", "{n} bij collega’s", state.elsewhere).format(n=state.elsewhere)
        self.colleagues.setText(words)
        self.colleagues.setAccessibleName(_("Dossiers van collega’s: {n}").format(n=state.elsewhere))
        self.colleagues.setVisible(bool(state.elsewhere) and Filter.MINE not in state.filters)

    def reload(self) -> None:
        """Read the rows anew; the first one is in use when none was."""
        self.table.reload()
        if self.table.current_id() is None and self.table.paged.rowCount():
            self.table.selectRow(0)

    def _show_total(self, state: State) -> None:
        count = self.table.paged.rowCount()
        total = ngettext("{count} huishouden", "{count} huishoudens", count).format(count=count)
        self.total.setText(f"{total} · {state.meaning}" if state.meaning else total)
        nothing = count == 0 and state.counts is not None
        if nothing:
            self.nothing.show_query(state.query, narrowed=bool(state.filters))
        self.stack.setCurrentWidget(self.nothing if nothing else self.table)

    def _on_chip(self) -> None:
        chip = self.sender()
        key = next(key for key, one in self.chips.items() if one is chip)
        if isinstance(key, Filter):
            self.narrowed.emit(key, self.chips[key].isChecked())
        else:
            self.narrowed.emit(Filter.MINE, False)

    def go_to_list(self) -> None:
        """Put the focus on the table, on its first row when none is in use."""
        if self.table.current_id() is None and self.table.paged.rowCount():
            self.table.selectRow(0)
        self.table.setFocus()

    def go_to_search(self) -> None:
        """Put the focus on the filter field."""
        self.search.setFocus()
        self.search.selectAll()

    def open_row(self) -> None:
        """Open the row in use."""
        self._tell(self.opened)

    def pin_row(self) -> None:
        """Pin the row in use."""
        self._tell(self.pinned)

    def visit_row(self) -> None:
        """Begin a visit for the row in use."""
        self._tell(self.visited)

    def bin_row(self) -> None:
        """Throw the row in use away."""
        self._tell(self.binned)

    def _tell(self, signal: object) -> None:
        row = self.table.current_id()
        if row is not None and self.stack.currentWidget() is self.table:
            signal.emit(bytes(row))  # type: ignore[attr-defined] # a bound signal; PySide names no type for it


class _Hint(QWidget):
    """A key and what it does."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__()
        row = FlowRow(self, gap=6)
        row.addWidget(Kbd(key))
        row.addWidget(Small(words))


class _NothingFound(QWidget):
    """No row fits: what was asked, and the ways on."""

    everywhere = Signal()
    creating = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.page: EmptyState | None = None

    def show_query(self, query: str, *, narrowed: bool) -> None:
        """Say what was not found."""
        title = _("Geen huishouden met «{query}»").format(query=query) if query else _("Hier is niets")
        text = _("Misschien staat het bij een collega of is de naam anders geschreven.") if query else ""
        ways = [Way("everywhere", _("Zoek in het hele team"), Icon.SEARCH)] if narrowed else []
        ways.append(Way("new", _("Dossier openen"), Icon.USER_PLUS))
        if self.page is not None:
            self.box.removeWidget(self.page)
            self.page.hide()
            self.page.deleteLater()
        self.page = EmptyState(Icon.SEARCH, title, text, ways)
        self.page.chosen.connect(self._on_chosen)
        self.box.addWidget(self.page)

    def _on_chosen(self, key: str) -> None:
        (self.everywhere if key == "everywhere" else self.creating).emit()

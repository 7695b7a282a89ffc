"""All life domains on one screen with everyone's scores; one domain open at a time (design core/07)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.ui.kit import paint, theme
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.widgets import IconButton, QuietButton, Small
from wijkdesk.ui.visit.parts.domain_row import EDGE, NAME, DomainRow, fits, is_stacked, score_spots
from wijkdesk.ui.visit.parts.opened import OpenDomain
from wijkdesk.ui.visit.shaping import PER_PAGE
from wijkdesk.ui.visit.states import Column, VisitState


class Heads(QWidget):
    """The people above the scores of some rows, painted; what to do stands at the right."""

    def __init__(self, rows: QScrollArea, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        rows.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.columns: tuple[Column, ...] = ()
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Height of the look."""
        self.setFixedHeight(theme.px(42))

    def _on_range(self) -> None:
        self.update()

    def show_people(self, columns: tuple[Column, ...]) -> None:
        """Show other people."""
        self.columns = columns
        self.setAccessibleName(", ".join(column.spoken for column in columns))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint badge, name and detail per column."""
        painter = QPainter(self)
        edge, half, high = theme.px(EDGE), self.height() // 2, self.height()
        spots = score_spots(self.rows.viewport().width(), len(self.columns))
        if is_stacked(self.width()):
            each = (self.width() - edge * 2 - theme.px(44)) // max(1, len(self.columns))
            spots = [
                QRect(edge + theme.px(44) + n * each, 0, each - edge, high) for n in range(len(self.columns))
            ]
        else:
            paint.words(
                painter, QRect(edge, 3, theme.px(NAME), half), _("Leefgebied"), theme.font(14, 600), "text"
            )
            spot = QRect(edge, half - 1, theme.px(NAME), half)
            paint.words(painter, spot, _("overslaan mag"), theme.font(13), "muted")
        for spot, column in zip(spots, self.columns, strict=True):
            side = theme.px(28 if spot.width() >= theme.px(110) else 22)
            circle = QRect(spot.left(), (high - side) // 2, side, side)
            paint.badge(painter, circle.toRectF(), column.name[:1].upper(), column.hue)
            gap = theme.px(8 if side >= theme.px(28) else 5)
            left, room = spot.left() + side + gap, spot.width() - side - gap
            paint.words(painter, QRect(left, 3, room, half), column.name, theme.font(14, 600), "text")
            paint.words(painter, QRect(left, half - 1, room, half), column.detail, theme.font(13), "muted")
        painter.fillRect(QRect(0, high - 1, self.width(), 1), theme.color("hair"))


class Matrix(QFrame):
    """Signals: `opened(object)` a domain's id or None, `turned(int)` pages of people, `present(object)` ids,
    `roomed(int)` how many people fit beside each other,
    and those of the open domain with its id in front: `scored`, `worded`, `drafted`, `factored`."""

    opened = Signal(object)
    turned = Signal(int)
    roomed = Signal(int)
    present = Signal(object)
    scored = Signal(object, object, object)
    worded = Signal(object, object, str)
    drafted = Signal(object, object, str, int)
    factored = Signal(object, object, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(_("Leefgebieden"))
        self.rows: dict[Id, DomainRow] = {}
        self.open: OpenDomain | None = None
        self.state = VisitState()
        self.area = QScrollArea()
        self.heads = Heads(self.area)
        self.pages = Small("")
        self.earlier = IconButton(Icon.CHEVRON_LEFT, _("Vorige mensen"), "small")
        self.later = IconButton(Icon.CHEVRON_RIGHT, _("Volgende mensen"), "small")
        self.who = QuietButton(_("Wie is er"), Icon.USER_PLUS, "small")
        self.earlier.clicked.connect(self._on_earlier)
        self.later.clicked.connect(self._on_later)
        self.who.clicked.connect(self._open_people)
        self.tools = QWidget(self)
        row = QHBoxLayout(self.tools)
        row.setContentsMargins(0, 0, theme.px(8), 0)
        row.setSpacing(0)
        row.addStretch(1)
        for part in (self.earlier, self.pages, self.later, self.who):
            row.addWidget(part)
        self.over = QHBoxLayout(self.heads)
        self.over.setContentsMargins(0, 0, 0, 0)
        self.over.addStretch(1)
        self.over.addWidget(self.tools)
        inner = QWidget()
        inner.setProperty("ground", "clear")
        self.list = QVBoxLayout(inner)
        self.list.setContentsMargins(0, 0, 0, 0)
        self.list.setSpacing(0)
        self.list.addStretch(1)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        self.area.setProperty("ground", "clear")
        self.area.viewport().setAutoFillBackground(False)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        self.body.addWidget(self.heads)
        self.body.addWidget(self.area, 1)
        self._into = False
        self._stacked: bool | None = None
        self._fits = PER_PAGE
        theme.follow(self._tell_room)
        self.free = False

    def set_free(self, free: bool) -> None:
        """As high as all rows together (the page scrolls), or scrolling by itself."""
        self.free = free
        self._fit()

    def _fit(self) -> None:
        inner = self.area.widget()
        high = inner.sizeHint().height() if inner is not None else 0
        self.area.setMinimumHeight(high + 2 if self.free else theme.px(120))

    def show_state(self, state: VisitState) -> None:
        """Show domains and people; the focus stays where it was."""
        self.state = state
        self.heads.show_people(state.columns)
        self.pages.setText(state.pages)
        self._show_pages(state)
        self._make_rows()
        self._show_open()
        for number, line in enumerate(state.domains):
            row = self.rows[line.id]
            row.last = number == len(state.domains) - 1
            row.show_line(line, state.columns)
            row.setVisible(not line.open)
        self._rove()
        self._fit()
        self._tell_room()

    def _show_pages(self, state: VisitState) -> None:
        """The focus stays on the arrows: at the last page it goes to the one that leads back."""
        ways = ((self.earlier, state.can_back), (self.later, state.can_next))
        stranded = any(button.hasFocus() and not on for button, on in ways)
        for button, on in ways:
            button.setVisible(bool(state.pages))
            if on:
                button.setEnabled(True)
                if stranded:
                    button.setFocus()
        for button, on in ways:
            button.setEnabled(on)
        self.who.setText("" if state.pages and not is_stacked(self.width()) else _("Wie is er"))

    def _make_rows(self) -> None:
        wanted = [line.id for line in self.state.domains]
        if list(self.rows) == wanted:
            return
        for row in self.rows.values():
            row.deleteLater()
        self.rows = {}
        for number, domain in enumerate(wanted):
            row = DomainRow()
            row.setProperty("domain", domain)
            row.clicked.connect(self._on_row)
            row.walked.connect(self._on_walk)
            self.rows[domain] = row
            self.list.insertWidget(number, row)

    def _show_open(self) -> None:
        line = self.state.opened
        people = tuple(voice.column.person for voice in line.voices) if line else ()
        if self.open is not None and (
            line is None or self.open.domain != line.id or self.open.people != people
        ):
            self._into = self._into or self._holds_focus(self.open)
            self.open.tell()
            self.list.removeWidget(self.open)
            self.open.hide()
            self.open.deleteLater()
            self.open = None
        if line is None:
            return
        if self.open is None:
            self._make_open()
        assert self.open is not None, "made just now"
        self.open.show_line(line)

    def _make_open(self) -> None:
        line = self.state.opened
        assert line is not None, "one is open"
        self.open = OpenDomain(line)
        self.open.scored.connect(self._on_scored)
        self.open.worded.connect(self._on_worded)
        self.open.drafted.connect(self._on_drafted)
        self.open.factored.connect(self._on_factored)
        self.open.closed.connect(self.close_domain)
        self.open.walked.connect(self._on_walk_open)
        self.open.set_room(self.width())
        self.list.insertWidget(self.list.indexOf(self.rows[line.id]), self.open)
        self.open.show()
        if self._into and (target := self.open.first()) is not None:
            target.setFocus()
        self._into = False
        self.area.ensureWidgetVisible(self.open, 0, theme.px(8))

    @staticmethod
    def _holds_focus(widget: QWidget) -> bool:
        focus = widget.window().focusWidget()
        return focus is not None and widget.isAncestorOf(focus)

    def _rove(self) -> None:
        """One closed row is the tab stop: the one in use, else the first."""
        shown = [row for domain, row in self.rows.items() if not self._is_open(domain)]
        current = next((row for row in shown if row.hasFocus()), shown[0] if shown else None)
        for row in shown:
            tab = row is current
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus)

    def _is_open(self, domain: Id) -> bool:
        return self.open is not None and self.open.domain == domain

    def take_focus(self) -> None:
        """Into the open domain, or on the first row."""
        target = self.open.first() if self.open is not None else next(iter(self.rows.values()), None)
        if target is not None:
            target.setFocus()

    def open_domain(self, domain: Id) -> None:
        """Open a domain and go into it."""
        self._into = True
        self.opened.emit(domain)

    def close_domain(self) -> None:
        """Close the open domain; its row gets the focus."""
        domain = self.open.domain if self.open is not None else None
        self._into = False
        self.opened.emit(None)
        if domain is not None and domain in self.rows:
            self._go(self.rows[domain])

    def _go(self, row: DomainRow) -> None:
        for other in self.rows.values():
            other.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row.setFocus()
        self.area.ensureWidgetVisible(row, 0, theme.px(8))

    def _on_row(self) -> None:
        self.open_domain(self.sender().property("domain"))

    def _on_walk(self, by: int) -> None:
        order = list(self.rows)
        at = order.index(self.sender().property("domain"))
        target = max(0, min(len(order) - 1, at + by))
        if self._is_open(order[target]):
            self.take_focus()
        elif target != at:
            self._go(self.rows[order[target]])

    def _on_walk_open(self, by: int) -> None:
        order = list(self.rows)
        if self.open is not None:
            at = order.index(self.open.domain) + by
            if 0 <= at < len(order):
                self.open_domain(order[at])

    def _on_scored(self, person: object, score: object) -> None:
        if self.open is not None:
            self.scored.emit(person, self.open.domain, score)

    def _on_worded(self, person: object, text: str) -> None:
        self.worded.emit(person, self._sender_domain(), text)

    def _on_drafted(self, person: object, text: str, caret: int) -> None:
        self.drafted.emit(person, self._sender_domain(), text, caret)

    def _on_factored(self, effect: object, text: str, factor: object) -> None:
        self.factored.emit(self._sender_domain(), effect, text, factor)

    def _sender_domain(self) -> Id:
        sender = self.sender()
        assert isinstance(sender, OpenDomain), "told by the open domain"
        return sender.domain

    def _on_earlier(self) -> None:
        self.turned.emit(-1)

    def _on_later(self) -> None:
        self.turned.emit(1)

    def _open_people(self) -> None:
        """Who is here: a list to tick."""
        menu = QMenu(self)
        for column in self.state.everyone:
            action = menu.addAction(column.spoken)
            action.setCheckable(True)
            action.setChecked(column.present)
            action.setData(column.person)
        menu.triggered.connect(self._on_present)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.who.mapToGlobal(QPoint(0, self.who.height())))

    def _on_present(self, action: QAction) -> None:
        there = [column.person for column in self.state.everyone if column.present]
        person = action.data()
        chosen = [one for one in there if one != person] if person in there else [*there, person]
        self.present.emit(tuple(chosen))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words go under the sliders when it is narrow."""
        super().resizeEvent(event)
        if self.open is not None:
            self.open.set_room(self.width())
        self._place_tools()
        self._tell_room()

    def _tell_room(self) -> None:
        room = fits(self.width(), len(self.state.everyone))
        if room != self._fits:
            self._fits = room
            self.roomed.emit(room)

    def _place_tools(self) -> None:
        """Beside the people, or on a line of their own when it is narrow."""
        stacked = is_stacked(self.width())
        if stacked == self._stacked:
            return
        self._stacked = stacked
        self.over.removeWidget(self.tools)
        self.body.removeWidget(self.tools)
        if stacked:
            self.body.insertWidget(0, self.tools)
        else:
            self.over.addWidget(self.tools)

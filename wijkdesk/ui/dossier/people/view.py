"""Persons: a list at the left, at the right forms made from the declarations of the records."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.models.base import Record
from wijkdesk.ui.dossier.people.part import PartForm
from wijkdesk.ui.dossier.people.presenter import Part, State
from wijkdesk.ui.dossier.people.same import SamePanel
from wijkdesk.ui.kit import paint, theme
from wijkdesk.ui.kit.banner import Banner
from wijkdesk.ui.kit.choices import ComboBox
from wijkdesk.ui.kit.row_delegates import RowDelegate
from wijkdesk.ui.kit.row_lists import RowList
from wijkdesk.ui.kit.rows import VersionItem
from wijkdesk.ui.kit.scroll import ClearPage
from wijkdesk.ui.kit.widgets import (
    Button,
    Card,
    FlowRow,
    Icon,
    IconButton,
    Page,
    PageHeader,
    QuietButton,
    Small,
    Tone,
)

_NARROW = 760  # px at 100 %: list above the form


class PersonDelegate(RowDelegate):
    """Badge, name and a muted line."""

    height = 52
    edge = 4

    def paint_item(self, painter: QPainter, rect: QRect, item: object) -> None:
        """Paint one person."""
        if not isinstance(item, VersionItem):
            return
        side, pad = theme.px(28), theme.px(16)
        spot = QRectF(rect.left() + pad, rect.top() + (rect.height() - side) / 2, side, side)
        paint.badge(painter, spot, item.letters or item.who[:1].upper(), 0)
        left = int(spot.right()) + theme.px(10)
        room, half = rect.right() - theme.px(8) - left, rect.height() // 2
        upper = QRect(left, rect.top() + theme.px(5), room, half - theme.px(5))
        lower = QRect(left, rect.top() + half, room, half - theme.px(5))
        paint.words(painter, upper, item.who, theme.font(14, 600), "text")
        paint.words(painter, lower, item.when, theme.font(13), "muted")


class PeopleView(QWidget):
    """Signals carry row ids; `changed(id, name, value)` a value that was given."""

    chosen = Signal(object)
    changed = Signal(object, str, object)
    begun = Signal(object, str, object)
    dropped = Signal(object, str)
    kept = Signal(object, str, str)
    adding = Signal()
    second = Signal()
    part_added = Signal(object)
    removed = Signal(object)
    protecting = Signal(object)
    history = Signal(object)
    choosing = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = RowList(_("Personen"), PersonDelegate())
        self.list.current.connect(self._on_current)
        self.add = Button(_("Persoon toevoegen"), Icon.USER_PLUS, "small")
        self.add.clicked.connect(self.adding)
        self.add_home = QuietButton(_("Tweede huishouden"), Icon.HOUSE, "small")
        self.add_home.clicked.connect(self.second)
        self.same = SamePanel()
        self.forms: dict[Id, PartForm] = {}
        self.adders: dict[type[Record], QuietButton] = {}
        self._shape: object = None
        self._quiet = False
        self._fresh: Id | None = None
        self._lay_out()
        theme.follow(self.fit)

    def _lay_out(self) -> None:
        self.side = Card()
        self.side.setAccessibleName(_("Wie"))
        self.people_page = ClearPage(_("Wie"))
        self.people_page.body.addWidget(self.list)
        self.people_page.body.addStretch(1)
        self.side.add(self.people_page, 1)
        row = FlowRow(gap=4)
        row.addWidget(self.add)
        row.addWidget(self.add_home)
        self.side.body.addLayout(row)
        self.page = Page(_("Gegevens"), margin=0, gap=12)
        self.header = PageHeader("")
        self.hidden = Banner(
            Tone.NEUTRAL, _("Namen zijn verborgen."), _("Een veld toont zijn inhoud als je erin staat."),
            icon=Icon.EYE_OFF,
        )  # fmt: skip
        self.hidden.hide()
        self.top = QWidget()
        top = QVBoxLayout(self.top)
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.header)
        top.addWidget(self.hidden)
        top.addWidget(self.same)
        self.page.body.addWidget(self.top)
        self.pick = ComboBox()
        self.pick.setAccessibleName(_("Wie"))
        self.pick.activated.connect(self._on_picked)
        self.small_add = IconButton(Icon.USER_PLUS, _("Persoon toevoegen"))
        self.small_add.clicked.connect(self.adding)
        self.small = QWidget()
        line = QHBoxLayout(self.small)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.pick, 1)
        line.addWidget(self.small_add)
        self.box = QHBoxLayout(self)
        self.box.addWidget(self.small)
        self.box.addWidget(self.side)
        self.box.addWidget(self.page, 1)

    def fit(self) -> None:
        """List beside the form, or above it."""
        edge = theme.px(24)
        small = self.width() / theme.current().scale < _NARROW
        way = QHBoxLayout.Direction.TopToBottom if small else QHBoxLayout.Direction.LeftToRight
        self.box.setDirection(way)
        self.box.setContentsMargins(edge, theme.px(16), theme.px(12), theme.px(16))
        self.box.setSpacing(theme.px(16))
        self.side.setFixedWidth(theme.px(300))
        self.side.setVisible(not small)
        self.small.setVisible(small)
        self.header.setVisible(not small)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self.fit()

    def show_state(self, state: State) -> None:
        """Show a state; a field in use keeps what is being typed."""
        self._quiet = True
        items = [VersionItem(row.id, row.name, row.detail, "", letters=_letter(row.person, row.name))
                 for row in state.rows]  # fmt: skip
        if items != self.list.rows.items:
            self.list.set_items(items)
            self.pick.clear()
            self.pick.addItems([row.name for row in state.rows])
        ids = [row.id for row in state.rows]
        if state.current in ids and self.list.currentIndex().row() != ids.index(state.current):
            self.list.setCurrentIndex(self.list.rows.index(ids.index(state.current), 0))
        if state.current in ids:
            self.pick.setCurrentIndex(ids.index(state.current))
        self._quiet = False
        self.header.set_title(state.name)
        shape = (state.current, tuple((p.id, p.protected, p.can_protect, p.choices) for p in state.parts))
        if repr(shape) != self._shape:
            self._shape = repr(shape)
            self._build(state)
        for part in state.parts:
            self.forms[part.id].show_values(part)
            self.forms[part.id].cover(state.discreet)
        self.hidden.setVisible(state.discreet)
        self.same.show_twins(state.twins)
        if state.error is not None and state.error[0] in self.forms:
            self.forms[state.error[0]].show_error(state.error[1])

    def _build(self, state: State) -> None:
        before = set(self.forms)
        self._clear()
        main = [part for part in state.parts if part.kind not in state.sections]
        place = 1
        for part in main:
            place = self._put(self._form(part), place)
        for kind in state.sections:
            found = [part for part in state.parts if part.kind is kind]
            place = self._put(self._section(kind, found), place)
        self.page.body.addStretch(1)
        new = [part.id for part in state.parts if part.id not in before]
        if before and len(new) == 1 and self._fresh is not None:
            self.forms[new[0]].begin()
        self._fresh = None

    def _put(self, widget: QWidget, place: int) -> int:
        self.page.body.insertWidget(place, widget)
        return place + 1

    def _clear(self) -> None:
        body = self.page.body
        while (item := body.takeAt(1)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.forms = {}
        self.adders = {}

    def _form(self, part: Part) -> PartForm:
        form = PartForm(part)
        form.changed.connect(self.changed)
        form.begun.connect(self.begun)
        form.dropped.connect(self.dropped)
        form.kept.connect(self.kept)
        form.removed.connect(self.removed)
        form.protecting.connect(self.protecting)
        form.history.connect(self.history)
        form.choosing.connect(self.choosing)
        self.forms[part.id] = form
        return form

    def _section(self, kind: type[Record], parts: list[Part]) -> QWidget:
        adder = QuietButton(_("Toevoegen"), Icon.PLUS, "small")
        adder.setAccessibleName(_("{part} toevoegen").format(part=_(kind.TITLE)))
        adder.clicked.connect(partial(self._on_add, kind))
        self.adders[kind] = adder
        card = Card(_(kind.TITLE), adder, tone="" if parts else "sunken")
        box = QVBoxLayout()
        for part in parts:
            box.addWidget(self._form(part))
        if not parts:
            box.addWidget(Small(_("Nog niets genoteerd.")))
        card.body.addLayout(box)
        return card

    def _on_add(self, kind: type[Record]) -> None:
        self._fresh = Id(b"new")
        self.part_added.emit(kind)

    def _on_picked(self, number: int) -> None:
        self._on_current(self.list.rows.items[number].key)

    def _on_current(self, key: object) -> None:
        if not self._quiet and key is not None:
            self.chosen.emit(key)

    def keep(self) -> None:
        """Hand over what is being typed, at once."""
        for form in self.forms.values():
            form.keep()

    def first(self) -> QWidget:
        """Where the focus begins."""
        return self.list if self.list.isVisibleTo(self) else self.pick


def _letter(person: bool, name: str) -> str:
    return name[:1].upper() if person else "⌂"

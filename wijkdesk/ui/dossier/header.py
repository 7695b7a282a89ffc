"""The header of a dossier: back, name with its menu, what is urgent, tabs, and the two acts (56 px)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.services.record_status import Status
from wijkdesk.ui.dossier.presenter import ACCESS, CONTACTS, DOCUMENTS, OVERVIEW, PAST, PEOPLE, State
from wijkdesk.ui.kit import icons, theme
from wijkdesk.ui.kit.tabs import TabBar
from wijkdesk.ui.kit.widgets import (
    Button,
    Icon,
    IconButton,
    Pill,
    PrimaryButton,
    QuietButton,
    StatusText,
    Tone,
)

_NAME_ROOM = 250  # px at 100 %
_NARROW = 760
_WORDS_ROOM = 150  # px at 100 %: "Gesynchroniseerd"
_STATUS = {
    Status.HERE: (Tone.NEUTRAL, Icon.LAPTOP),
    Status.SAVED: (Tone.NEUTRAL, Icon.CHECK),
    Status.SHARED: (Tone.OK, Icon.CLOUD_CHECK),
}


class DossierHeader(QFrame):
    """Signals: `back`, `tab(str)`, `visit`, `paper`, `choose`, `other(id)`, and the acts of the menu."""

    back = Signal()
    tab = Signal(str)
    visit = Signal()
    paper = Signal()
    choose = Signal()
    other = Signal(object)
    renaming = Signal()
    shielding = Signal()
    binning = Signal()
    practice_gone = Signal()
    erasing = Signal()
    searching = Signal()
    discreet = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setAccessibleName(_("Kop van het dossier"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.state = State()
        self.to_list = IconButton(Icon.CHEVRON_LEFT, _("Terug naar Huishoudens"))
        self.to_list.clicked.connect(self.back)
        self.name = QuietButton("", Icon.CHEVRON_DOWN, "large", trailing=True)
        self.name.clicked.connect(self.open_menu)
        self.urgent = Pill("", Tone.DANGER, Icon.TRIANGLE_ALERT)
        self.marked = Pill("", Tone.NEUTRAL, Icon.SPARKLES)
        self.status = StatusText("", Tone.NEUTRAL)
        self.clash = Button("", Icon.GIT_COMPARE, "small", kind="danger")
        self.clash.clicked.connect(self.choose)
        self.tabs = TabBar(
            _("Delen van het dossier"),
            [(OVERVIEW, _("Overzicht")), (PEOPLE, _("Personen")), (CONTACTS, _("Contacten")),
             (DOCUMENTS, _("Documenten")), (ACCESS, _("Wie ziet wat")), (PAST, _("Geschiedenis"))],
        )  # fmt: skip
        self.tabs.chosen.connect(self.tab)
        self.seek = IconButton(Icon.SEARCH, _("Zoeken (Ctrl+K)"))
        self.seek.clicked.connect(self.searching)
        self.hide_names = IconButton(Icon.EYE_OFF, _("Namen verbergen"))
        self.hide_names.clicked.connect(self.discreet)
        self.make_paper = Button(_("Blad maken"), Icon.PRINTER)
        self.make_paper.clicked.connect(self.paper)
        self.begin = PrimaryButton(_("Bezoek starten"), Icon.NOTEBOOK_PEN)
        self.begin.clicked.connect(self.visit)
        self._lay_out()
        theme.follow(self.restyle)

    def _lay_out(self) -> None:
        self.box = QVBoxLayout(self)
        self.box.setSpacing(0)
        self.row, self.below = QHBoxLayout(), QHBoxLayout()
        for widget in (self.to_list, self.name, self.status, self.urgent, self.marked, self.clash):
            self.row.addWidget(widget)
        self.row.addStretch(1)
        self.row.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        self.row.addSpacing(theme.px(8))
        for button in (self.seek, self.hide_names, self.make_paper):
            self.row.addWidget(button)
        self.row.addWidget(self.begin)
        self.box.addLayout(self.row)
        self.box.addLayout(self.below)

    def restyle(self) -> None:
        """Heights and distances of the look."""
        self.box.setContentsMargins(theme.px(12), theme.px(8), theme.px(24), 0)
        self.row.setSpacing(theme.px(8))
        self.setMinimumHeight(theme.px(56))
        self.fit()

    def fit(self) -> None:
        """Tabs go to a line of their own, words of buttons go, when it gets narrow."""
        narrow = self.width() / theme.current().scale < _NARROW
        self.make_paper.setText("" if narrow else _("Blad maken"))
        self.make_paper.setAccessibleName(_("Blad maken"))
        whole = _("Verder met bezoek") if self.state.running else _("Bezoek starten")
        self.begin.setText(_("Bezoek") if narrow else whole)
        self.begin.setAccessibleName(whole)
        self.clash.setText("" if narrow else self.state.clash)
        self._show_name()
        self.urgent.setVisible(bool(self.state.urgent) and not narrow)
        self.marked.setVisible(bool(self.marked.text()) and not narrow)
        self._place_tabs()

    def _place_tabs(self) -> None:
        """Beside the name when all fits, else on a line of their own; words of the status where there is room left."""
        self._show_status(words=False)
        parts = (
            self.to_list, self.name, self.status, self.urgent, self.marked, self.clash, self.seek, self.hide_names,
            self.make_paper, self.begin,
        )  # fmt: skip
        shown = [part.sizeHint().width() for part in (*parts, self.tabs) if not part.isHidden()]
        need = sum(shown) + len(shown) * theme.px(8) + theme.px(36 + 16)
        middle = need > self.width()
        left = self.width() - need + (self.tabs.sizeHint().width() if middle else 0)
        self._show_status(words=left >= theme.px(_WORDS_ROOM))
        target, other = (self.below, self.row) if middle else (self.row, self.below)
        if other.indexOf(self.tabs) >= 0:
            other.removeWidget(self.tabs)
            place = 0 if target is self.below else target.indexOf(self.seek) - 1
            target.insertWidget(
                place, self.tabs, 0, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
            )
        self.box.activate()  # at once: squeezed for a moment, the tabs would show arrows to scroll with

    def _show_status(self, *, words: bool) -> None:
        """Where the dossier is safe; without its words where there is no room, which the tooltip has then."""
        status = self.state.status
        self.status.setVisible(status is not None)
        if status is not None:
            self.status.set_status(status.words if words else "", *_STATUS[status])
            self.status.setAccessibleName(status.words)
            self.status.setToolTip("" if words else status.words)

    def show_state(self, state: State) -> None:
        """Show a state."""
        self.state = state
        self.urgent.set_pill(state.urgent, Tone.DANGER, Icon.TRIANGLE_ALERT)
        words = _("Om te oefenen") if state.practice else (_("Afgeschermd") if state.shielded else "")
        words = _("In de prullenbak") if state.gone else words
        self.marked.set_pill(words, Tone.NEUTRAL, Icon.SPARKLES if state.practice else Icon.SHIELD_CHECK)
        self.clash.setAccessibleName(state.clash)
        self.clash.setToolTip(state.clash)
        self.clash.setVisible(bool(state.clash))
        self.tabs.set_current(state.tab)
        words = _("Namen tonen") if state.discreet else _("Namen verbergen")
        self.hide_names.setAccessibleName(words)
        self.hide_names.setToolTip(words)
        self.hide_names.set_mark(Icon.EYE if state.discreet else Icon.EYE_OFF)
        self.begin.setEnabled(not state.gone)
        self.make_paper.setEnabled(not state.gone)
        self.fit()

    def _show_name(self) -> None:
        metrics = QFontMetrics(self.name.font())
        room = theme.px(_NAME_ROOM if self.width() / theme.current().scale >= _NARROW else _NAME_ROOM - 60)
        cut = metrics.elidedText(self.state.name, Qt.TextElideMode.ElideRight, room)
        self.name.setText(cut.replace("&", "&&"))
        self.name.setAccessibleName(_("{name}, menu").format(name=self.state.name))
        self.name.setToolTip(self.state.name if cut != self.state.name else "")

    def open_menu(self) -> None:
        """Other households of this dossier, and what can be done with this one."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for row, name in self.state.others:
            action = menu.addAction(icons.icon(Icon.HOUSE), name)
            action.setData(row)
            action.triggered.connect(self._on_other)
        if self.state.others:
            menu.addSeparator()
        shield = _("Weer op de namenlijst zetten") if self.state.shielded else _("Van de namenlijst halen")
        for icon, words, signal in (
            (Icon.PENCIL, _("Naam wijzigen"), self.renaming),
            (Icon.SHIELD_CHECK, shield, self.shielding),
            (Icon.TRASH, _("Huishouden weggooien"), self.binning),
        ):
            menu.addAction(icons.icon(icon), words).triggered.connect(signal)
        if self.state.practice:
            menu.addAction(icons.icon(Icon.SPARKLES), _("Oefengezin weggooien")).triggered.connect(
                self.practice_gone
            )
        menu.addSeparator()
        menu.addAction(icons.icon(Icon.TRASH), _("Dossier wissen…")).triggered.connect(self.erasing)
        menu.popup(self.name.mapToGlobal(QPoint(0, self.name.height())))

    def _on_other(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.other.emit(Id(bytes(action.data())))

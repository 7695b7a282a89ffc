"""The card on the overview with the colleagues of this dossier; add one, name who is responsible, take one off."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.ui.dossier.team.presenter import Mate, State
from wijkdesk.ui.kit import icons, theme
from wijkdesk.ui.kit.elided import ElidedLabel
from wijkdesk.ui.kit.people import initials
from wijkdesk.ui.kit.widgets import (
    Card,
    Icon,
    IconButton,
    Label,
    PersonBadge,
    Pill,
    QuietButton,
    Tone,
)


class TeamCard(Card):
    """`added(id)`, `leading(id)`, `leaving(id)` give the user of a colleague."""

    added = Signal(object)
    leading = Signal(object)
    leaving = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.more = QuietButton(_("Collega toevoegen"), Icon.USER_PLUS, "small")
        super().__init__(_("Collega’s bij dit dossier"), self.more, parent=parent)
        self.state = State()
        self.rows = QVBoxLayout()
        self.body.addLayout(self.rows)
        self.more.clicked.connect(self.open_others)
        self.hide()

    def restyle(self) -> None:
        """Distances in the scale of the look."""
        super().restyle()
        if hasattr(self, "rows"):
            self.rows.setSpacing(theme.px(6))

    def show_state(self, state: State) -> None:
        """Show who is in; made anew only when something differs, so that the focus stays."""
        self.setVisible(state.visible)
        self.more.setVisible(bool(state.others))
        if state.mates != self.state.mates:
            self._show_rows(state.mates)
        self.state = state

    def _show_rows(self, mates: tuple[Mate, ...]) -> None:
        while (item := self.rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for mate in mates:
            row = _MateRow(mate)
            row.asked.connect(self._on_asked)
            self.rows.addWidget(row)

    def open_others(self) -> None:
        """Who can be added."""
        menu = self._menu()
        for mate in self.state.others:
            words = f"{mate.name}, {mate.detail}" if mate.detail else mate.name
            self._entry(menu, Icon.USER_PLUS, words, mate, self._on_added)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _on_asked(self, mate: Mate, corner: QPoint) -> None:
        menu = self._menu()
        if not mate.responsible:
            self._entry(menu, Icon.FLAG, _("Verantwoordelijk maken"), mate, self._on_leading)
        if not mate.fixed:
            self._entry(menu, Icon.X, _("Van dit dossier halen"), mate, self._on_leaving)
        menu.popup(corner)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    @staticmethod
    def _entry(menu: QMenu, icon: Icon, words: str, mate: Mate, handler: Callable[[], None]) -> None:
        action = menu.addAction(icons.icon(icon), words.replace("&", "&&"))
        action.setData(mate.user)
        action.triggered.connect(handler)

    def _user(self) -> Id:
        action = self.sender()
        assert isinstance(action, QAction), "entries of a menu only"
        return Id(bytes(action.data()))

    def _on_added(self) -> None:
        self.added.emit(self._user())

    def _on_leading(self) -> None:
        self.leading.emit(self._user())

    def _on_leaving(self) -> None:
        self.leaving.emit(self._user())


class _MateRow(QWidget):
    """One colleague; `asked(Mate, QPoint)` when the menu of the row is wanted."""

    asked = Signal(object, QPoint)

    def __init__(self, mate: Mate) -> None:
        super().__init__()
        self.mate = mate
        self.setProperty("ground", "clear")
        spoken = f"{mate.caption}, {mate.detail}" if mate.detail else mate.caption
        self.setAccessibleName(f"{spoken}, {_('verantwoordelijk')}" if mate.responsible else spoken)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(PersonBadge(spoken, initials(mate.name, many=True)))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(mate.caption, weight=600))
        if mate.detail:
            words.addWidget(Label(mate.detail, 13, tint="muted", wrap=True))  # a function is never cut
        row.addLayout(words, 1)
        if mate.responsible:
            row.addWidget(Pill(_("verantwoordelijk"), Tone.INFO))
            return
        self.button = IconButton(Icon.ELLIPSIS, _("Menu van {name}").format(name=mate.name), "small")
        self.button.clicked.connect(self._on_clicked)
        row.addWidget(self.button)

    def _on_clicked(self) -> None:
        self.asked.emit(self.mate, self.button.mapToGlobal(QPoint(0, self.button.height())))

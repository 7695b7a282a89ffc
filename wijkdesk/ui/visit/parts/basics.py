"""The basics come first: six tiles on a strip; on a narrow window one line that unfolds (domain.md #10)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.models.life_domain import Need
from wijkdesk.services.wording import now_needed
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.needs import NeedState, need_states
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.kit.widgets import Button, Heading, NeedTile, Small
from wijkdesk.ui.visit.states import NeedLine, VisitState

_WORDS = "words"


class Basics(QWidget):
    """`stated(object, str)` = need and key of its state, `worded(object)` = words are to be added to a need."""

    stated = Signal(object, str)
    worded = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Eerst de basis"))
        self.title, self.count = Heading(_("Eerst de basis"), 3), Small("")
        self.fold = Button("", Icon.TRIANGLE_ALERT)
        self.fold.clicked.connect(self._on_fold)
        self.tiles = {need: self._tile(need) for need in Need}
        self.grid_room = QWidget()
        self.grid = FlowRow(gap=8)
        for tile in self.tiles.values():
            self.grid.addWidget(tile)
        self.grid_room.setLayout(self.grid)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.count)
        words.addStretch(1)
        self.head = QWidget()
        self.head.setLayout(words)
        self.row = QHBoxLayout()
        self.row.addWidget(self.head)
        self.row.addWidget(self.grid_room, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.fold)
        box.addLayout(self.row)
        self.lines: tuple[NeedLine, ...] = ()
        self._narrow = self._unfolded = False
        self.fold.hide()
        theme.follow(self.restyle)

    def _tile(self, need: Need) -> NeedTile:
        words = NeedState(_WORDS, _("Erbij schrijven…"), Tone.NEUTRAL, Icon.PENCIL)
        tile = NeedTile(need.label, states=[*need_states(), words])
        tile.setProperty("need", need.value)
        tile.stated.connect(self._on_stated)
        tile.installEventFilter(self)
        return tile

    def restyle(self) -> None:
        """Distances of the look."""
        self.row.setSpacing(theme.px(12))

    def set_narrow(self, narrow: bool) -> None:
        """One line with what is urgent; it unfolds."""
        self._narrow = narrow
        self.fold.setVisible(narrow)
        self.head.setVisible(not narrow)
        self.grid_room.setVisible(not narrow or self._unfolded)

    def _on_fold(self) -> None:
        self._unfolded = not self._unfolded
        self.set_narrow(self._narrow)

    def show_state(self, state: VisitState) -> None:
        """Show a state; the same one again changes nothing."""
        self.count.setText(state.urgent or _("Nog niets nu nodig"))
        self.lines = state.needs
        for line in state.needs:
            self.tiles[line.need].set_state(line.state, line.words)
        urgent = [line.name for line in state.needs if line.state == "now"]
        if urgent:
            self.fold.setText(now_needed(urgent))
        else:
            self.fold.setText(_("Eerst de basis: wonen, geld, eten…"))
        self.fold.set_kind("danger" if urgent else "plain")
        self.fold.set_mark(Icon.TRIANGLE_ALERT if urgent else Icon.LIST_CHECKS)

    def _on_stated(self, key: str) -> None:
        need = Need(str(self.sender().property("need")))
        if key != _WORDS:
            self.stated.emit(need, key)
            return
        line = next((one for one in self.lines if one.need is need), None)
        self.tiles[need].set_state(line.state if line else "not_asked", line.words if line else "")
        self.worded.emit(need)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On a tile: 1 to 4 give the state, arrows go to the next tile, + adds words."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        tiles = list(self.tiles.values())
        if not isinstance(watched, NeedTile) or watched not in tiles:
            return False
        need, at = Need(str(watched.property("need"))), tiles.index(watched)
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(need_states()):
            self.stated.emit(need, need_states()[number].key)
        elif event.text() == "+":
            self.worded.emit(need)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            tiles[(at + (1 if event.key() == Qt.Key.Key_Right else -1)) % len(tiles)].setFocus()
        else:
            return False
        return True

"""The card of two versions in a sheet over the screen that shows the field: the same as in the inbox."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.services.choosing import Chooser, Choosing
from wijkdesk.ui.kit.conflict_card import ConflictCard
from wijkdesk.ui.kit.sheet import Sheet

if TYPE_CHECKING:
    from wijkdesk.ui.kit.screen import ScreenContext

_WIDE = 760  # px at 100 %: two versions stand side by side


class ConflictSheet(Sheet):
    """`choose(space, row, field)` opens it; it goes away by itself when nothing waits any more."""

    def __init__(self, host: QWidget, context: ScreenContext) -> None:
        super().__init__(host, _("Twee versies"), _WIDE)
        self.card = ConflictCard(inside=True)
        self.body.addWidget(self.card)
        self.chooser = Chooser(context.session, context.jobs, context.shell, self._render)
        card, chooser = self.card, self.chooser
        card.picked.connect(chooser.pick)
        card.typed.connect(chooser.typed)
        card.kept.connect(chooser.keep)
        card.later.connect(self.close_sheet)
        card.asked.connect(chooser.select)
        for keys, handler in (
            ("A", self._pick_a), ("B", self._pick_b), ("C", self._pick_both), ("N", self._pick_new),
            ("Return", chooser.keep), ("Ctrl+Return", chooser.keep),
        ):  # fmt: skip
            self._add_key(keys, handler)

    def _add_key(self, keys: str, handler: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(handler)

    def _pick_a(self) -> None:
        self.chooser.pick("A")

    def _pick_b(self) -> None:
        self.chooser.pick("B")

    def _pick_both(self) -> None:
        self.chooser.pick("C")

    def _pick_new(self) -> None:
        self.chooser.pick("N")

    def choose(self, space: Id, row: Id | None = None, field: str = "") -> None:
        """Show what waits in a dossier, on one record or field first."""
        self.open_sheet()
        self.chooser.show(space, row, field)

    def refresh(self) -> None:
        """Something was written or came in."""
        if self.isVisible():
            self.chooser.load()

    def close_sheet(self) -> None:
        """New words that are being typed are kept."""
        self.chooser.keep_draft()
        super().close_sheet()

    def _render(self, state: Choosing) -> None:
        if not state.ready:
            return
        self.set_title(
            _("Twee versies"), _("Twee mensen wijzigden hetzelfde. Jij kiest. Er gaat niets verloren.")
        )
        if state.card is None:
            self.close_sheet()
            return
        fresh = self.card.card is None or self.card.card.conflict.key != state.card.conflict.key
        self.card.show_card(state.card, state.error)
        self.card.show_waiting(state.after)
        if fresh:
            self.page.verticalScrollBar().setValue(0)
            self.card.go_to_ways()

"""Wat is nog niet veilig, in a sheet over whatever is in sight: F9 or a click on the foot (design 13)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from wijkdesk.core.i18n import _
from wijkdesk.services import backups
from wijkdesk.services.quarantine import ENDING, Apart, file_name
from wijkdesk.ui.kit.buttons import Button, QuietButton
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.sheet import Sheet
from wijkdesk.ui.sharing.parts.progress_card import ProgressCard
from wijkdesk.ui.sharing.parts.safe_panel import SafePanel
from wijkdesk.ui.sharing.presenter import SharingPresenter
from wijkdesk.ui.sharing.state import State, headline

if TYPE_CHECKING:
    from pathlib import Path

    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.core.progress import Progress
    from wijkdesk.ui.kit.screen import ScreenContext
    from wijkdesk.ui.sharing.pulse import Pulse


class SafeSheet(Sheet):
    """The panel of the page Delen, with what is going on now and the way to pause it."""

    def __init__(self, host: QWidget, context: ScreenContext, pulse: Pulse) -> None:
        super().__init__(host, _("Wat is nog niet veilig?"))
        self.context, self.pulse = context, pulse
        self.content = SafePanel(inside=True)
        self.progress = ProgressCard()
        self.content.column.insertWidget(1, self.progress)
        self.body.addWidget(self.content)
        self.presenter = SharingPresenter(context.session, context.jobs, context.shell, self._render)
        self.share = Button(_("Nu delen"), Icon.REFRESH_CW, "small")
        self.back_up = Button(_("Reservekopie maken"), Icon.HARD_DRIVE, "small")
        self.more = QuietButton(_("Naar Delen"), Icon.SHARE_2, "small")
        row = FlowRow(gap=8)
        for button in (self.share, self.back_up, self.more):
            row.addWidget(button)
        self.foot.addLayout(row, 1)
        self.show_foot(on=True)
        self._connect()

    def _connect(self) -> None:
        panel = self.content
        panel.again.connect(self._on_again)
        panel.saved.connect(self.ask_save)
        panel.choosing.connect(self._on_choosing)
        panel.read.connect(self.presenter.copied_was_read)
        self.share.clicked.connect(self.pulse.now)
        self.back_up.clicked.connect(self.make_backup)
        self.more.clicked.connect(self._on_more)
        self.progress.toggled.connect(self.pulse.toggle)
        self.pulse.changed.connect(self.progress.show_round)
        self.pulse.synced.connect(self._on_synced)
        pause = QShortcut(QKeySequence("P"), self)
        pause.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        pause.activated.connect(self._on_pause)

    def toggle(self) -> None:
        """Show it, or take it away again."""
        if self.isVisible():
            self.close_sheet()
            return
        self.progress.show_round(self.pulse.round)
        self.open_sheet()
        self.presenter.load()

    def refresh(self, _changes: ChangeSet) -> None:
        """Something was written or came in."""
        if self.isVisible():
            self.presenter.load()

    def _on_synced(self, _result: object) -> None:
        if self.isVisible():
            self.presenter.load()

    def _on_pause(self) -> None:
        if self.progress.isVisible() and not self.progress.button.isHidden():
            self.pulse.toggle()

    def _on_again(self, item: Apart) -> None:
        self.presenter.offer_again(item.id)

    def ask_save(self, item: Apart) -> None:
        """Where the file goes."""
        kinds = _("Apart gezet (*{ending})").format(ending=ENDING)
        then = partial(self.presenter.save_apart, item.id)
        self.context.dialogs.save_file(_("Bewaren als bestand"), file_name(item), kinds, then)

    def _on_choosing(self) -> None:
        self.close_sheet()
        self.presenter.open_conflicts()

    def _on_more(self) -> None:
        self.close_sheet()
        self.context.shell.open("sharing")

    def make_backup(self) -> None:
        """A backup now, in place of that of today."""
        self.context.jobs.long(
            self._back_up, owner=self, done=self._on_backed_up, title=_("Reservekopie maken")
        )

    def _back_up(self, _progress: Progress) -> Path:
        return backups.make(self.context.session)

    def _on_backed_up(self, _path: Path) -> None:
        self.context.shell.toast(_("De reservekopie is gemaakt."))
        self.presenter.load()

    def _render(self, state: State) -> None:
        if state.facts is None:
            return
        self.set_title(_("Wat is nog niet veilig?"), headline(state.facts))
        self.content.show_state(state)
        self.share.setVisible(state.facts.sharing.server is not None)
        if self.has_focus() and self.shut.hasFocus():
            first = self.content.first()
            if first is not None:
                first.setFocus()

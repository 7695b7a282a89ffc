"""Delen en veiligheid: server, colleagues and invitations at the left, what is not safe yet at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.services.admitting import Newcomer
from wijkdesk.services.packages import ENDING
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.banner import Banner
from wijkdesk.ui.kit.buttons import Button
from wijkdesk.ui.kit.cards import Page, PageHeader
from wijkdesk.ui.kit.flow import FlowGrid
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.stacked import Rows
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.sharing.package_state import Mode, PackageState
from wijkdesk.ui.sharing.parts.escrow_card import EscrowCard
from wijkdesk.ui.sharing.parts.lost_laptops_card import LostLaptopsCard
from wijkdesk.ui.sharing.parts.newcomer_card import NewcomerCard
from wijkdesk.ui.sharing.parts.package_card import PackageCard
from wijkdesk.ui.sharing.parts.package_panel import PackagePanel
from wijkdesk.ui.sharing.parts.people_cards import InvitedCard, PeopleCard
from wijkdesk.ui.sharing.parts.person_panel import PersonPanel
from wijkdesk.ui.sharing.parts.restored_card import RestoredCard
from wijkdesk.ui.sharing.parts.safe_panel import SafePanel
from wijkdesk.ui.sharing.parts.server_card import ServerCard
from wijkdesk.ui.sharing.parts.waiting_card import WaitingCard
from wijkdesk.ui.sharing.person_state import PersonState
from wijkdesk.ui.sharing.state import Facts, State, lease_words


class SharingView(Page):
    """Shows a state; `shared` asks for a round, `admitted`/`refused(object)` give a newcomer.

    `brought(object)` = the path of a package that was dropped on the page.
    """

    shared = Signal()
    brought = Signal(object)
    admitted = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Delen en veiligheid"), parent=parent)
        self.state = State()
        self.share = Button(_("Nu delen"), Icon.REFRESH_CW, keys="F9")
        self.share.clicked.connect(self.shared)
        self.header = PageHeader(_("Delen en veiligheid"), actions=[self.share])
        self.escrow = EscrowCard()
        self.lease = Banner(Tone.WARN, "", "", icon=Icon.HOURGLASS)
        self.restored, self.lost, self.person = RestoredCard(), LostLaptopsCard(), PersonPanel()
        self.waiting, self.newcomers = WaitingCard(), Rows(self._newcomer, 16)
        self.server, self.people, self.invited = ServerCard(), PeopleCard(), InvitedCard()
        self.safe, self.package, self.stick = SafePanel(), PackagePanel(), PackageCard()
        self.waiting.asked.connect(self.shared)
        self._lay_out()
        theme.follow(self.space_out)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One package may be dropped."""
        if _dropped(event.mimeData()) is not None and self.stick.isVisibleTo(self):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open it."""
        if (path := _dropped(event.mimeData())) is not None:
            event.acceptProposedAction()
            self.brought.emit(path)

    def _lay_out(self) -> None:
        self.left, self.right, self.column = QWidget(), QWidget(), QVBoxLayout()
        self.column.setContentsMargins(0, 0, 0, 0)
        self.left.setLayout(self.column)
        for widget in (
            self.lease, self.waiting, self.restored, self.newcomers, self.server, self.lost, self.people,
            self.invited, self.stick, self.escrow,
        ):  # fmt: skip
            self.column.addWidget(widget)
        self.column.addStretch(1)
        grid = FlowGrid(400, weights=(1, 1), gap=24)
        grid.addWidget(self.left)
        right = QVBoxLayout(self.right)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.person)
        right.addWidget(self.package)
        right.addWidget(self.safe)
        right.addStretch(1)
        grid.addWidget(self.right)
        self.body.addWidget(self.header)
        self.body.addLayout(grid)
        self.body.addStretch(1)

    def space_out(self) -> None:
        """Distances in the scale of the look."""
        self.column.setSpacing(theme.px(16))

    def _newcomer(self, newcomer: object) -> QWidget:
        assert isinstance(newcomer, Newcomer), "rows of newcomers only"
        card = NewcomerCard(newcomer)
        card.admitted.connect(self.admitted)
        card.refused.connect(self.refused)
        return card

    def first(self) -> QWidget:
        """Where the focus begins: the next thing to do."""
        facts = self.state.facts
        if facts is not None and not facts.admitted:
            return self.waiting.button
        return self.share if self.share.isVisibleTo(self) else self.server.address.edit

    def show_state(self, state: State) -> None:
        """Show how things stand. The button stays in use: it would lose the focus."""
        self.state = state
        facts = state.facts
        if facts is None:
            return
        self.waiting.setVisible(not facts.admitted)
        self.waiting.show_waiting(facts.own_fingerprint, state.busy or state.said)
        self.share.setVisible(facts.admitted and facts.sharing.server is not None)
        self._show_kind()
        self.newcomers.show_items(facts.newcomers)
        self.server.show_state(state)
        inside = facts.admitted and not facts.lease_over
        self._show_lease(facts)
        self.restored.show_facts(facts)
        self.lost.show_facts(facts)
        self.people.setVisible(inside)
        self.people.show_facts(facts, bool(state.busy))
        self.invited.show_facts(facts)
        self.escrow.setVisible(inside)
        self.escrow.show_facts(facts, bool(state.busy))
        self.stick.setVisible(inside)
        self._show_safe()
        self.safe.show_state(state)

    def show_person(self, state: PersonState) -> None:
        """Show a colleague in the place of what is not safe yet, or that again."""
        self.person.show_state(state)
        self._show_safe()
        if state.person is not None:
            self._reveal(self.person)

    def show_package(self, state: PackageState) -> None:
        """Show a package in that place, or what stood there again."""
        opens = state.mode is not self.package.mode
        self.package.show_state(state)
        self._show_safe()
        self._show_kind()
        if opens and state.mode is not Mode.CLOSED:
            self._reveal(self.package)
        elif opens:
            self.stick.make.setFocus()

    def _show_kind(self) -> None:
        """One primary button on the page: what is being made stands before sharing."""
        facts, done = self.state.facts, self.package.done
        making = self.package.mode is Mode.MAKING or (done.isVisibleTo(self) and not done.choose.isHidden())
        busy = making or self.state.found or (facts is not None and facts.newcomers)
        self.share.set_kind("plain" if busy else "primary")

    def _show_safe(self) -> None:
        """One panel at a time: a colleague, a package, or what is not safe yet."""
        facts = self.state.facts
        inside = facts is not None and facts.admitted and not facts.lease_over
        other = self.person.isVisibleTo(self.right) or self.package.isVisibleTo(self.right)
        self.safe.setVisible(inside and not other)

    def _reveal(self, panel: QWidget) -> None:
        """Where there is one column only, the panel lies below what led to it."""
        inner = self.widget()
        if panel.isVisible() and inner is not None:
            self.body.activate()  # the panel has no place before that
            top = panel.mapTo(inner, QPoint(0, 0)).y()
            bar = self.verticalScrollBar()
            if not bar.value() <= top < bar.value() + self.viewport().height() // 2:
                bar.setValue(top - theme.px(16))

    def _show_lease(self, facts: Facts) -> None:
        bold, text = lease_words(facts)
        if bold:
            self.lease.show_message(Tone.WARN, bold, text, icon=Icon.HOURGLASS)
        self.lease.setVisible(bool(bold))


def _dropped(mime: QMimeData) -> Path | None:
    """The package among what is dropped, when it is that and nothing else."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix == ENDING else None

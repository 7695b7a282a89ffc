"""Delen en veiligheid as a place in the window."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import N_, _
from wijkdesk.services.admitting import Newcomer
from wijkdesk.services.invitations import ENDING, file_name
from wijkdesk.services.quarantine import ENDING as APART_ENDING
from wijkdesk.services.quarantine import Apart
from wijkdesk.services.quarantine import file_name as apart_name
from wijkdesk.ui.kit.actions import ActionSpec
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.screen import Screen, ScreenContext, ScreenSpec
from wijkdesk.ui.sharing.presenter import SharingPresenter
from wijkdesk.ui.sharing.state import State
from wijkdesk.ui.sharing.view import SharingView

SHARE = ActionSpec(
    "sharing.now", N_("Nu delen met de server"), Icon.REFRESH_CW, "F9", N_("Delen en veiligheid"),
    True, Qt.ShortcutContext.WindowShortcut,
)  # fmt: skip


class SharingScreen(Screen):
    """The page with its questions."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self._fresh = False
        self.view = SharingView()
        self.body.addWidget(self.view)
        self.presenter = SharingPresenter(context.session, context.jobs, context.shell, self._render)
        view, presenter = self.view, self.presenter
        view.shared.connect(presenter.share)
        view.admitted.connect(self.ask_admit)
        view.refused.connect(self.ask_refuse)
        view.people.inviting.connect(self.ask_invite)
        view.server.typed.connect(presenter.typed)
        view.server.looked.connect(presenter.find_server)
        view.server.taken.connect(presenter.take_server)
        view.server.forgotten.connect(presenter.forget_found)
        view.safe.again.connect(self._offer)
        view.safe.saved.connect(self.ask_save)
        view.safe.choosing.connect(presenter.open_conflicts)
        self.add_action(SHARE, presenter.share)

    def activate(self, **params: Any) -> None:  # noqa: ANN401 - as declared by Screen
        """Look how everything stands."""
        self.stale = None
        super().activate(**params)
        self._fresh = True
        self.presenter.load()

    def refresh(self, changes: ChangeSet) -> None:
        """Anything that is written still has to be shared."""
        self.presenter.load()

    def areas(self) -> list[QWidget]:
        """Left and right."""
        return [self.view.left, self.view.safe]

    def ask_invite(self) -> None:
        """For whom, and where the file goes."""
        self.context.dialogs.ask(
            _("Collega uitnodigen"), _("Hoe heet je collega?"), _("Uitnodiging maken"), self._on_name
        )

    def _on_name(self, name: str) -> None:
        if name:
            kinds = _("Uitnodiging (*{ending})").format(ending=ENDING)
            then = partial(self._on_place, name)
            self.context.dialogs.save_file(_("Uitnodiging bewaren"), file_name(name), kinds, then)

    def _on_place(self, name: str, path: Path) -> None:
        self.presenter.invite(name, path)

    def ask_admit(self, newcomer: Newcomer) -> None:
        """Once more, for it gives access to all dossiers of the team that are handed out."""
        name = shown(newcomer.name)
        self.context.dialogs.confirm(
            _("{name} toelaten?").format(name=name),
            _("Dit doe je alleen als je de zes blokjes samen hebt vergeleken."),
            _("Ja, toelaten"),
            partial(self.presenter.admit, newcomer.key),
        )

    def ask_refuse(self, newcomer: Newcomer) -> None:
        """A refusal cannot be taken back for this laptop."""
        self.context.dialogs.confirm(
            _("Deze laptop weigeren?"),
            _("Deze laptop kan dan niet meer meedoen. Je collega krijgt zo nodig een nieuwe uitnodiging."),
            _("Ja, weigeren"),
            partial(self.presenter.turn_away, newcomer.key),
            danger=True,
        )

    def _offer(self, item: Apart) -> None:
        self.presenter.offer_again(item.id)

    def ask_save(self, item: Apart) -> None:
        """Where the file goes."""
        kinds = _("Apart gezet (*{ending})").format(ending=APART_ENDING)
        then = partial(self.presenter.save_apart, item.id)
        self.context.dialogs.save_file(_("Bewaren als bestand"), apart_name(item), kinds, then)

    def _render(self, state: State) -> None:
        mine = self._fresh or self._has_focus()
        self.view.show_state(state)
        if state.facts is not None:
            if mine and self.may_take_focus() and not self._has_focus():
                self.view.first().setFocus()  # a button that goes gives the focus to whatever comes next
            self._fresh = False
        self.waiting_changed.emit(state.waits)

    def _has_focus(self) -> bool:
        now = self.window().focusWidget()
        return now is not None and self.isAncestorOf(now) and now.isVisible() and now.isEnabled()


def build(context: ScreenContext) -> Screen:
    """Make the screen."""
    return SharingScreen(context)


SPEC = ScreenSpec("sharing", N_("Delen"), Icon.SHARE_2, "together", 50, "F9", build)

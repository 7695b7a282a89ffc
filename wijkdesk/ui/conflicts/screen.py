"""Twee versies as a place in the window: `activate(space=, row=)` narrows it to a dossier or opens one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.i18n import N_
from wijkdesk.core.ids import Id
from wijkdesk.ui.conflicts.presenter import ConflictsPresenter, State
from wijkdesk.ui.conflicts.view import ConflictsView
from wijkdesk.ui.kit.actions import ActionSpec
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.screen import Screen, ScreenContext, ScreenSpec

_SECTION = N_("Twee versies")
_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class ConflictsScreen(Screen):
    """The inbox of fields that two people wrote."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self.view = ConflictsView()
        self.body.addWidget(self.view)
        self.presenter = ConflictsPresenter(context.session, context.jobs, context.shell, self._render)
        card, presenter = self.view.card, self.presenter
        chooser = presenter.chooser
        self.view.selected.connect(presenter.select)
        self.view.pair.decided.connect(presenter.decide)
        self.view.pair.later.connect(presenter.later)
        self.view.pair.opened.connect(presenter.open_person)
        self.view.left.connect(context.shell.back)
        card.picked.connect(presenter.pick)
        card.typed.connect(chooser.typed)
        card.kept.connect(presenter.keep)
        card.later.connect(presenter.later)
        card.asked.connect(presenter.select)
        card.opened.connect(presenter.open_dossier)
        self._add_actions()

    def _add_actions(self) -> None:
        for key, words, shortcut, handler in (
            ("a", N_("Versie A houden"), "A", self._pick_a),
            ("b", N_("Versie B houden"), "B", self._pick_b),
            ("both", N_("Beide houden"), "C", self._pick_both),
            ("new", N_("Nieuwe tekst schrijven"), "N", self._pick_new),
            ("keep", N_("Keuze bewaren"), "Return", self.presenter.keep),
            ("keep_text", N_("Keuze bewaren vanuit de tekst"), "Ctrl+Return", self.presenter.keep),
            ("next", N_("Volgende keuze"), "Alt+Down", self._next),
            ("before", N_("Vorige keuze"), "Alt+Up", self._before),
        ):
            self.add_action(
                ActionSpec(f"conflicts.{key}", words, None, shortcut, _SECTION, False, _HERE), handler
            )

    def _pick_a(self) -> None:
        self.presenter.pick("A")

    def _pick_b(self) -> None:
        self.presenter.pick("B")

    def _pick_both(self) -> None:
        self.presenter.pick("C")

    def _pick_new(self) -> None:
        self.presenter.pick("N")

    def _next(self) -> None:
        self.presenter.step(1)

    def _before(self) -> None:
        self.presenter.step(-1)

    def activate(self, **params: Any) -> None:  # noqa: ANN401 - as declared by Screen
        """Show all that waits, or what waits in one dossier."""
        self.stale = None
        super().activate(**params)
        space, row = params.get("space"), params.get("row")
        self.presenter.show(Id(space) if space else None, Id(row) if row else None)

    def refresh(self, changes: ChangeSet) -> None:
        """Something was written or came in: a conflict may have come or gone."""
        self.presenter.refresh(changes)

    def keep_drafts(self) -> None:
        """Keep new words that are being typed."""
        self.presenter.chooser.keep_draft()

    def areas(self) -> list[QWidget]:
        """The inbox and the card."""
        return [self.view.inbox, self.view.right] if self.presenter.state.rows else [self.view.empty]

    def _render(self, state: State) -> None:
        self.view.show_state(state)
        self.context.actions.set_enabled("conflicts.keep", on=state.pair is None)  # Enter presses its buttons


def build(context: ScreenContext) -> Screen:
    """Make the screen."""
    return ConflictsScreen(context)


SPEC = ScreenSpec("conflicts", N_("Twee versies"), Icon.GIT_MERGE, "", 0, "", build, rail="sharing")

"""The unlocked profile at work: wires window, screens, actions and jobs, and ends them in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.discreet import discreet, set_discreet
from wijkdesk.core.errors import WijkError
from wijkdesk.core.i18n import _
from wijkdesk.services import saving, undoing
from wijkdesk.ui.kit.actions import ActionRegistry, ActionSpec
from wijkdesk.ui.kit.dialogs import QtDialogs
from wijkdesk.ui.kit.jobs import JobRunner
from wijkdesk.ui.kit.screen import ScreenContext, ScreenSpec
from wijkdesk.ui.shell import commands, focus
from wijkdesk.ui.shell.lanes import Lanes
from wijkdesk.ui.shell.status import Status
from wijkdesk.ui.shell.window import Window

if TYPE_CHECKING:
    from wijkdesk.services.session import Session


class Workplace(QObject):
    """Owns the window of one session; `left(str)` says how it ended: "closed" or "locked"."""

    left = Signal(str)

    def __init__(self, session: Session, specs: Sequence[ScreenSpec], runner: JobRunner) -> None:
        super().__init__()
        self.session, self.runner = session, runner
        self.window = Window(tuple(specs))
        self.desk = self.window.desk
        self.actions = ActionRegistry()
        self.jobs = Lanes(runner, self.desk.trouble)
        self.status = Status()
        self.ended = False
        dialogs = QtDialogs(self.window)
        self.context = ScreenContext(session, self.jobs, self.desk, self.actions, dialogs)
        self.desk.start(self.context)
        self._add_actions()
        self._connect()

    def _add_actions(self) -> None:
        for spec, handler in (
            (commands.UNDO, self.undo),
            (commands.REDO, self.redo),
            (commands.BACK, self.desk.back),
            (commands.FORWARD, self.desk.forward),
            (commands.NEXT_AREA, self.next_area),
            (commands.LAST_AREA, self.last_area),
            (commands.DISCREET, self.toggle_discreet),
            (commands.QUIT, self.quit),
        ):
            self.actions.add(self.window.workspace, spec, handler)
        for screen in self.desk.specs.values():
            if screen.section:
                self._add_place(screen)

    def _add_place(self, screen: ScreenSpec) -> None:
        words = _("Ga naar {place}").format(place=screen.words)
        spec = ActionSpec(f"go.{screen.id}", words, screen.icon, screen.shortcut, commands.MOVING)
        self.actions.add(self.window.workspace, spec, self.window.rail.items[screen.id].click)

    def _connect(self) -> None:
        window = self.window
        window.closing.connect(self.end)
        window.layout_changed.connect(self.show_status)
        window.top.discreet.connect(self.set_discreet)
        window.toast.undone.connect(self.undo)
        self.desk.written.connect(self._on_written)

    def start(self, screen: str = "") -> None:
        """Open the first screen, and count what is not shared yet."""
        places = [spec.id for spec in self.desk.specs.values() if spec.section]
        if screen or places:
            self.desk.open(screen or places[0])
        self._count()

    def undo(self) -> None:
        """Take the last step back."""
        self.desk.keep_drafts()
        self.jobs.write(self._undo, owner=self, done=self._on_undone, failed=self._on_not)

    def redo(self) -> None:
        """Do it again."""
        self.jobs.write(self._redo, owner=self, done=self._on_redone, failed=self._on_not)

    def _undo(self) -> tuple[ChangeSet, str]:
        return undoing.undo(self.session)

    def _redo(self) -> tuple[ChangeSet, str]:
        return undoing.redo(self.session)

    def _on_undone(self, outcome: tuple[ChangeSet, str]) -> None:
        changes, words = outcome
        self.desk.changed(changes)
        self.desk.toast(_("Ongedaan gemaakt: {step}").format(step=words))

    def _on_redone(self, outcome: tuple[ChangeSet, str]) -> None:
        changes, words = outcome
        self.desk.changed(changes)
        self.desk.toast(_("Opnieuw gedaan: {step}").format(step=words), undo=True)

    def _on_not(self, error: WijkError) -> None:
        self.desk.toast(error.sentences)

    def next_area(self) -> None:
        """Move the focus to the next part of the window."""
        self._move(1)

    def last_area(self) -> None:
        """Move the focus to the part before."""
        self._move(-1)

    def _move(self, step: int) -> None:
        window, screen = self.window, self.desk.screen
        areas: list[QWidget] = [*(screen.areas() if screen else []), window.foot, window.rail, window.top]
        areas = [area for area in areas if area.isVisible() and focus.first(area) is not None]
        if not areas:
            return
        now = next((number for number, area in enumerate(areas) if focus.inside(area)), -step)
        target = areas[(now + step) % len(areas)]
        widget = _last_used(target) or focus.first(target)
        if widget is not None:
            widget.setFocus()

    def toggle_discreet(self) -> None:
        """Hide names, or show them."""
        self.set_discreet(not discreet())

    def set_discreet(self, on: bool) -> None:
        """Hide or show names in the whole window."""
        set_discreet(on)
        self.window.top.show_discreet(on)
        self.desk.relook()

    def _on_written(self, changes: ChangeSet) -> None:
        if changes.changes:
            self._set(saved_at=self.session.now())
            self._count()

    def _count(self) -> None:
        self.jobs.read(self._sharing, owner=self, done=self._on_counted)

    def _sharing(self) -> saving.Sharing:
        return saving.sharing(self.session)

    def _on_counted(self, sharing: saving.Sharing) -> None:
        self._set(has_server=sharing.has_server, unshared=sharing.unshared)

    def _set(self, **changed: object) -> None:
        self.status = replace(self.status, **changed)  # type: ignore[arg-type]  # names of Status only
        self.show_status()

    def show_status(self) -> None:
        """Bring the status bar up to date."""
        status = replace(self.status, rail_folded=self.window.narrow)
        self.window.foot.render_status(status, self.window.narrow)

    def quit(self) -> None:
        """Close the window, and with it the program."""
        self.window.close()

    def end(self) -> None:
        """End in order: drafts, screens, jobs, store. Safe to call twice."""
        if self.ended:
            return
        self.ended = True
        self.desk.clear()
        self.runner.shutdown()
        self.session.close()
        self.left.emit("closed")


def _last_used(area: QWidget) -> QWidget | None:
    widget = area.focusWidget()
    usable = widget is not None and widget.isEnabled() and widget.isVisibleTo(area)
    return widget if usable and widget is not area else None

"""Ctrl+Z and Ctrl+Shift+Z over the whole app; in a text field the field's own undo goes first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.errors import WijkError
from wijkdesk.core.i18n import _
from wijkdesk.core.settings import WindowSettings
from wijkdesk.services import undoing
from wijkdesk.ui.kit.look import look
from wijkdesk.ui.shell.desk import Desk
from wijkdesk.ui.shell.look_steps import LookSteps

if TYPE_CHECKING:
    from wijkdesk.services.ports import Jobs
    from wijkdesk.services.session import Session

Outcome = tuple[ChangeSet, str] | int  # a number = a look comes first, after that step of the store


class Undoer(QObject):
    """Takes steps back and does them again. Install it as event filter of the application."""

    def __init__(self, session: Session, jobs: Jobs, desk: Desk) -> None:
        super().__init__(desk)
        self.session, self.jobs, self.desk = session, jobs, desk
        self.looks = LookSteps()
        self._turning = False
        look().stepped.connect(self._on_look)

    def stop(self) -> None:
        """Hear no more of the look: the window ends."""
        look().stepped.disconnect(self._on_look)

    def undo(self) -> None:
        """Take the last step back; what is being typed is kept first."""
        self.desk.keep_drafts()
        self.jobs.write(self._undo, owner=self, done=self._on_undone, failed=self._on_not)

    def redo(self) -> None:
        """Do the step that was taken back again."""
        self.jobs.write(self._redo, owner=self, done=self._on_redone, failed=self._on_not)

    def _undo(self) -> Outcome:
        newest = undoing.newest(self.session)
        return newest if self.looks.is_next(newest) else undoing.undo(self.session)

    def _redo(self) -> Outcome:
        newest = undoing.newest(self.session)
        return newest if self.looks.is_next_again(newest) else undoing.redo(self.session)

    def _on_look(self, before: WindowSettings) -> None:
        if not self._turning:
            self.jobs.write(
                partial(undoing.newest, self.session), owner=self, done=partial(self.looks.add, before)
            )

    def _turn(self, to: WindowSettings) -> None:
        self._turning = True
        look().change(theme=to.theme, text=to.text, readable=to.readable, touch=to.touch)
        self._turning = False

    def _on_undone(self, outcome: Outcome) -> None:
        if isinstance(outcome, int):
            self._turn(self.looks.back(look().settings, outcome))
            self.desk.toast(_("Ongedaan gemaakt: {step}").format(step=_("Weergave wijzigen")))
            return
        changes, words = outcome
        self.desk.changed(changes)
        self.desk.toast(_("Ongedaan gemaakt: {step}").format(step=words))

    def _on_redone(self, outcome: Outcome) -> None:
        if isinstance(outcome, int):
            self._turn(self.looks.again(look().settings, outcome))
            self.desk.toast(_("Opnieuw gedaan: {step}").format(step=_("Weergave wijzigen")), undo=True)
            return
        changes, words = outcome
        self.desk.changed(changes)
        self.desk.toast(_("Opnieuw gedaan: {step}").format(step=words), undo=True)

    def _on_not(self, error: WijkError) -> None:
        self.desk.toast(error.sentences)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A text field claims undo even with nothing of its own to undo; then it is ours."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        undo = event.matches(QKeySequence.StandardKey.Undo)
        if not undo and not event.matches(QKeySequence.StandardKey.Redo):
            return False
        if isinstance(watched, QWidget) and _has_own(watched, undo=undo) is False:
            event.ignore()
            return True
        return False


def _has_own(widget: QWidget, *, undo: bool) -> bool | None:
    """Whether a text field has a step of its own; None for other widgets."""
    if isinstance(widget, QLineEdit):
        return widget.isUndoAvailable() if undo else widget.isRedoAvailable()
    if isinstance(widget, QTextEdit):
        document = widget.document()
        return document.isUndoAvailable() if undo else document.isRedoAvailable()
    return None

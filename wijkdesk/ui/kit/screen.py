"""What a screen is: declared by a ScreenSpec, built with a ScreenContext, told when to look again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.i18n import _
from wijkdesk.ui.kit.actions import ActionRegistry, ActionSpec
from wijkdesk.ui.kit.dialogs import Dialogs
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.jobs import JobRunner
from wijkdesk.ui.kit.tone import Tone


class Navigator(Protocol):
    """How a screen leads to another one."""

    def go(self, screen: str, target: object = None) -> None:
        """Show a screen by id, on a record if given."""

    def back(self) -> None:
        """Show the screen before."""


class Notifier(Protocol):
    """How a screen says that something was done."""

    def toast(self, text: str, undo: bool = False) -> None:
        """A short message; with `undo` the way back stands in it."""

    def banner(self, tone: Tone, bold: str, text: str = "") -> None:
        """A message over the page that stays."""


@dataclass
class ScreenContext:
    """All that a screen may use; `services` is the bundle of use cases made by app.py."""

    services: Any
    jobs: JobRunner
    actions: ActionRegistry
    dialogs: Dialogs
    navigator: Navigator
    notifier: Notifier


@dataclass(frozen=True)
class ScreenSpec:
    """A place in the window: `section` groups the rail ("work", "together", "area", "foot", "" = not in the rail)."""

    id: str
    title: str
    icon: Icon
    section: str
    order: int
    shortcut: str
    build: Callable[[ScreenContext], Screen]

    @property
    def words(self) -> str:
        """The title in the language in force."""
        return _(self.title)


class Screen(QWidget):
    """Base of all screens. Fill `body`; override what is needed; keep the presenter in an attribute."""

    title_changed = Signal(str)

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.stale: ChangeSet | None = None
        self.active = False
        self._own_actions: list[str] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)

    def add_action(self, spec: ActionSpec, handler: Callable[[], None]) -> None:
        """Declare an action that lives as long as this screen."""
        self.context.actions.add(self, spec, handler)
        self._own_actions.append(spec.id)

    def activate(self, target: object = None) -> None:
        """The screen comes into sight, on a record if given; refreshes when something changed meanwhile."""
        self.active = True
        if self.stale is not None:
            changes, self.stale = self.stale, None
            self.refresh(changes)

    def deactivate(self) -> None:
        """The screen leaves sight."""
        self.active = False

    def changed(self, changes: ChangeSet) -> None:
        """Something was written: refresh now when in sight, else on return."""
        if self.active:
            self.refresh(changes)
        else:
            self.stale = changes if self.stale is None else self.stale | changes

    def refresh(self, changes: ChangeSet) -> None:
        """Read anew what `changes` touches; screens that show records override this."""

    def keep_drafts(self) -> None:
        """Store what is being typed (cover, lock, crash); screens with fields override this."""

    def discard(self) -> None:
        """Free the screen and its actions."""
        self.context.actions.remove(self._own_actions)
        self.deleteLater()

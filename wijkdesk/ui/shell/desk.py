"""The `Shell` port over the window: which screen is open, what changed, what is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.errors import WijkError
from wijkdesk.ui.kit.screen import Screen, ScreenContext, ScreenSpec
from wijkdesk.ui.shell import focus
from wijkdesk.ui.shell.places import Place, Trail


class Desk(QObject):
    """Holds the screens made so far and the trail. Made before the context, which is given with `start`."""

    opened = Signal(object)  # ScreenSpec
    written = Signal(object)  # ChangeSet
    said = Signal(str, bool)
    troubled = Signal(object)  # WijkError
    waiting = Signal(str, int)

    def __init__(self, specs: Sequence[ScreenSpec], stack: QStackedWidget) -> None:
        super().__init__(stack)
        self.specs = {spec.id: spec for spec in specs}
        self.stack = stack
        self.trail = Trail()
        self.screens: dict[str, Screen] = {}
        self.context: ScreenContext | None = None
        self._muted: dict[str, QKeySequence] = {}

    def start(self, context: ScreenContext) -> None:
        """Take what screens are built with."""
        self.context = context

    @property
    def screen(self) -> Screen | None:
        """The screen in sight."""
        return self.screens.get(self.trail.here.screen) if self.trail.here else None

    def open(self, screen: str, **params: Any) -> None:  # noqa: ANN401 - each screen names its own params
        """Go to a screen."""
        place = Place(screen, params)
        self.trail.go(place, self.here())
        self._show(place)

    def back(self) -> None:
        """Go to where the worker came from."""
        here = self.here()
        place = self.trail.back(here) if here else None
        if place is not None:
            self._show(place)

    def forward(self) -> None:
        """Go to where the worker came back from."""
        here = self.here()
        place = self.trail.forward(here) if here else None
        if place is not None:
            self._show(place)

    def here(self) -> Place | None:
        """The present place with its focus and caret."""
        if self.trail.here is None or self.screen is None:
            return None
        name, caret = focus.note(self.screen)
        params = self.screen.way_back() or self.trail.here.params
        return Place(self.trail.here.screen, params, name, caret)

    def return_to(self, place: Place) -> None:
        """Go to a place kept from before (after a lock); an unknown screen is left alone."""
        if place.screen in self.specs:
            self.trail.go(place, self.here())
            self._show(place)

    def changed(self, changes: ChangeSet) -> None:
        """Tell all screens what was written."""
        for screen in list(self.screens.values()):
            screen.changed(changes)
        self.written.emit(changes)

    def toast(self, text: str, *, undo: bool = False) -> None:
        """Say in short what was done."""
        self.said.emit(text, undo)

    def trouble(self, error: WijkError) -> None:
        """Show an error in the banner."""
        self.troubled.emit(error)

    def keep_drafts(self) -> None:
        """Let every screen store what is being typed."""
        for screen in list(self.screens.values()):
            screen.keep_drafts()

    def relook(self) -> None:
        """Names are hidden or shown, or a day began: show everything anew."""
        for screen in list(self.screens.values()):
            screen.relook()

    def rebuild(self) -> None:
        """Make all screens anew: the language changed."""
        here = self.here()
        self.clear()
        if here is not None:
            self._show(here)

    def clear(self) -> None:
        """Free all screens, drafts kept."""
        self.keep_drafts()
        for screen in self.screens.values():
            if screen.active:
                screen.deactivate()
            self.stack.removeWidget(screen)
            screen.discard()
        self.screens.clear()

    def _show(self, place: Place) -> None:
        old, screen = self.stack.currentWidget(), self._screen(place.screen)
        if isinstance(old, Screen) and old is not screen:
            old.deactivate()
        self.stack.setCurrentWidget(screen)
        screen.activate(**place.params)
        self._yield_shortcuts(screen)
        self.opened.emit(self.specs[place.screen])
        if not (place.field and focus.restore(screen, place.field, place.caret)):
            self._focus(screen)

    def make_all(self) -> None:
        """Make the screens not yet seen, so that all their actions are known."""
        for name in self.specs:
            self._screen(name)

    def _screen(self, name: str) -> Screen:
        if name not in self.screens:
            assert self.context is not None, "start() comes before the first screen"
            screen = self.specs[name].build(self.context)
            self.screens[name] = screen
            self.stack.addWidget(screen)
            screen.setObjectName(screen.objectName() or name)
            screen.waiting_changed.connect(self._on_waiting)
        return self.screens[name]

    def _on_waiting(self, count: int) -> None:
        name = next((name for name, one in self.screens.items() if one is self.sender()), "")
        self.waiting.emit(name, count)

    @staticmethod
    def _focus(screen: QWidget) -> None:
        if not focus.inside(screen):
            target = focus.first(screen)
            if target is not None:
                target.setFocus()

    def _yield_shortcuts(self, screen: Screen) -> None:
        """A screen's own shortcut goes before the window's: two of the same would both be dead."""
        assert self.context is not None, "start() comes before the first screen"
        actions = self.context.actions.actions
        for name, keys in self._muted.items():
            if name in actions:
                actions[name].setShortcut(keys)
        self._muted.clear()
        own = {a.shortcut().toString() for a in actions.values() if _within(a.parent(), screen)} - {""}
        for name, action in actions.items():
            if not _in_screen(action.parent()) and action.shortcut().toString() in own:
                self._muted[name] = action.shortcut()
                action.setShortcut(QKeySequence())


def _within(owner: QObject | None, screen: QWidget) -> bool:
    return isinstance(owner, QWidget) and (owner is screen or screen.isAncestorOf(owner))


def _in_screen(owner: QObject | None) -> bool:
    while owner is not None and not isinstance(owner, Screen):
        owner = owner.parent()
    return owner is not None

"""What a screen is: declared by a ScreenSpec, built with a ScreenContext, told when to look again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QTextEdit, QVBoxLayout, QWidget

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.actions import ActionRegistry, ActionSpec
from wijkdesk.ui.kit.icons import Icon

if TYPE_CHECKING:
    from wijkdesk.services.ports import Jobs, Shell
    from wijkdesk.services.session import Session
    from wijkdesk.ui.kit.dialogs import Dialogs

TELLS_SLEEP, BLOCKS_CAPTURE = "sleep", "capture"
FULL = "full"  # rail with words and the window's own top bar
SLIM = "slim"  # rail with icon and word; the screen draws its own header of 56 px


class _Everything(ChangeSet):
    """A change of all there is: another look at names, another language, a new day."""

    def touches(self, *_kinds: str, row: bytes | None = None, space: bytes | None = None) -> bool:
        """Always."""
        return True


EVERYTHING: ChangeSet = _Everything()


@dataclass
class ScreenContext:
    """All that a screen may use."""

    session: Session
    jobs: Jobs
    shell: Shell
    actions: ActionRegistry
    dialogs: Dialogs
    system: frozenset[str] = frozenset()  # what this system can: TELLS_SLEEP, BLOCKS_CAPTURE

    @property
    def theme(self) -> theme.Theme:
        """The look in force."""
        return theme.current()


@dataclass(frozen=True)
class ScreenSpec:
    """A place in the window: `section` groups the rail ("work", "together", "area", "foot", "" = not in it)."""

    id: str
    title: str
    icon: Icon
    section: str
    order: int
    shortcut: str
    build: Callable[[ScreenContext], Screen]
    rail: str = ""  # the place that is marked in the rail while this screen is open; "" = itself
    fits: Callable[[Session], bool] | None = None  # for whom it stands in the rail; None = everyone

    @property
    def words(self) -> str:
        """The title in the language in force."""
        return _(self.title)


class Screen(QWidget):
    """Base of all screens. Fill `body`; override what is needed; keep the presenter in an attribute."""

    chrome: ClassVar[str] = FULL
    presenting: ClassVar[bool] = False  # shown to others: covered by hand only
    keys: ClassVar[str] = ""  # the keys of this screen in short, for the status bar (marked with N_)

    title_changed = Signal(str)
    waiting_changed = Signal(int)  # how much waits here, shown in the rail

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
        """Declare an action that lives as long as this screen; its shortcut goes before the window's."""
        self.context.actions.add(self, spec, handler)
        self._own_actions.append(spec.id)

    def trigger(self, name: str) -> None:
        """Do an action of the window, where there is one (a screen alone in a test has none)."""
        if name in self.context.actions.actions:
            self.context.actions.trigger(name)

    def activate(self, **params: Any) -> None:  # noqa: ANN401 - each screen names its own params
        """The screen comes into sight, on the record that `params` names; overriders call this too."""
        self.active = True
        if self.stale is not None:
            changes, self.stale = self.stale, None
            self.refresh(changes)

    def way_back(self) -> dict[str, Any] | None:
        """The params that lead back to what is in sight now; None = those it was opened with."""
        return None

    def deactivate(self) -> None:
        """The screen leaves sight."""
        self.active = False

    def changed(self, changes: ChangeSet) -> None:
        """Something was written: refresh now when in sight, else on return."""
        if self.active:
            self.refresh(changes)
        else:
            self.stale = self._also(changes)

    def _also(self, changes: ChangeSet) -> ChangeSet:
        if self.stale is EVERYTHING:
            return EVERYTHING
        return changes if self.stale is None else self.stale | changes

    def relook(self) -> None:
        """Show everything anew: names are hidden or shown, a day began."""
        if self.active:
            self.refresh(EVERYTHING)
        else:
            self.stale = EVERYTHING

    def refresh(self, changes: ChangeSet) -> None:
        """Read anew what `changes` touches; screens that show records override this."""

    def keep_drafts(self) -> None:
        """Store what is being typed, at once (cover, lock, crash); screens with fields override this."""

    def areas(self) -> list[QWidget]:
        """The parts that F6 moves between; one by default."""
        return [self]

    def may_take_focus(self) -> bool:
        """Whether something that was read late may take the focus: not while someone types elsewhere (the palette)."""
        now = self.window().focusWidget()
        typing = isinstance(now, QLineEdit | QTextEdit) and now.isVisible() and not self.isAncestorOf(now)
        return self.active and not typing

    def discard(self) -> None:
        """Free the screen and its actions."""
        self.context.actions.remove(self._own_actions)
        self.deleteLater()

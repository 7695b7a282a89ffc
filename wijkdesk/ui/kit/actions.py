"""Actions declared once: menu, buttons, palette and the sheet of shortcuts all read this registry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.core.text import fold
from wijkdesk.ui.kit import icons, theme
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Kbd, Label


@dataclass(frozen=True)
class ActionSpec:
    """What can be done: id, words (marked with N_), icon, shortcut, the section of the sheet it stands in."""

    id: str
    text: str
    icon: Icon | None = None
    shortcut: str = ""
    section: str = ""
    in_palette: bool = True
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut

    @property
    def title(self) -> str:
        """The words in the language in force."""
        return _(self.text)


class ActionRegistry:
    """The actions of a window. Handlers are bound methods without parameters; their owner must live on."""

    def __init__(self) -> None:
        self.specs: dict[str, ActionSpec] = {}
        self.actions: dict[str, QAction] = {}
        self.complete: Callable[[], None] | None = None  # makes the screens that bring the rest

    def add(self, owner: QWidget, spec: ActionSpec, handler: Callable[[], None]) -> QAction:
        """Make the action on a widget: it works while that widget (or its window) has the focus."""
        action = QAction(spec.title, owner)
        if spec.icon:
            action.setIcon(icons.icon(spec.icon))
        if spec.shortcut:
            action.setShortcut(QKeySequence(spec.shortcut))
        action.setShortcutContext(spec.context)
        action.setObjectName(spec.id)
        action.triggered.connect(handler)
        owner.addAction(action)
        self.specs[spec.id], self.actions[spec.id] = spec, action
        return action

    def remove(self, ids: Iterable[str]) -> None:
        """Forget actions, e.g. of a screen that closes."""
        for name in ids:
            self.specs.pop(name, None)
            action = self.actions.pop(name, None)
            if action is not None:
                action.deleteLater()

    def restyle(self) -> None:
        """Colour the icons anew; the shell calls it after a switch of look."""
        for name, action in self.actions.items():
            mark = self.specs[name].icon
            if mark:
                action.setIcon(icons.icon(mark))

    def set_enabled(self, name: str, on: bool) -> None:
        """Switch an action on or off."""
        self.actions[name].setEnabled(on)

    def find(self, query: str) -> list[ActionSpec]:
        """Actions that can be used now and have all words of `query`, for the palette."""
        words = fold(query).split()
        return [
            spec
            for name, spec in self.specs.items()
            if spec.in_palette
            and self.actions[name].isEnabled()
            and all(w in fold(spec.title) for w in words)
        ]

    def trigger(self, name: str) -> None:
        """Do it, when it is on."""
        self.actions[name].trigger()

    def sheet(self) -> dict[str, list[tuple[str, str]]]:
        """Section → (words, keys) of all actions with a shortcut, those of places not yet seen as well."""
        if self.complete is not None:
            self.complete()
        out: dict[str, list[tuple[str, str]]] = {}
        for spec in self.specs.values():
            if spec.shortcut:
                out.setdefault(_(spec.section), []).append((spec.title, keys(spec.shortcut)))
        return out


_ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Return": "Enter"}


def keys(shortcut: str) -> str:
    """A shortcut as it is shown: "Ctrl+Shift+L" → "Ctrl Shift L", "Alt+Left" → "Alt ←", "Ctrl++" → "Ctrl +"."""
    whole = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.PortableText)
    names = whole.removesuffix("++").split("+") + (["+"] if whole.endswith("++") else [])
    return " ".join(_ARROWS.get(name, name) for name in names)


class ShortcutSheet(QWidget):
    """All shortcuts by section; put it in a dialog or a page."""

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Sneltoetsen"))
        grid = QGridLayout(self)
        grid.setHorizontalSpacing(theme.px(24))
        row = 0
        for section, lines in sorted(registry.sheet().items()):
            grid.addWidget(Heading(section, 2), row, 0, 1, 2)
            for number, (words, shown) in enumerate(lines, row + 1):
                grid.addWidget(Label(words), number, 0)
                key = Kbd(shown)
                key.setAccessibleName(_("{action}: {keys}").format(action=words, keys=shown))
                grid.addWidget(key, number, 1, Qt.AlignmentFlag.AlignRight)
            row += len(lines) + 1
        grid.setRowStretch(row, 1)

"""The hand of the person who rehearses: keys, clicks and looks, through Qt's own events and accessible names.

It knows widgets only as a person or a screen reader does: by the words on them. Nothing here calls a presenter.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QTabBar,
    QTextEdit,
    QWidget,
)

from wijkdesk.ui.kit.toast import Toast

PATIENCE_S = 20.0
SLICE_S = 0.005

W = TypeVar("W", bound=QWidget)


class Missed(AssertionError):
    """What should be on the screen is not there."""


@dataclass
class Counts:
    """How much work it was for the hand."""

    keys: int = 0
    clicks: int = 0


@dataclass
class Hand:
    """Acts on the window that is on top; `folder` takes the pictures, `typed` keeps what nobody else may read."""

    folder: Path
    counts: Counts = field(default_factory=Counts)
    pictures: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)

    @property
    def window(self) -> QWidget:
        """The window a person looks at: one that fills the screen, else the active one, else the last."""
        shown = [
            widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and not is_popup(widget)
        ]
        if not shown:
            raise Missed("no window is open")
        over_all = [widget for widget in shown if widget.isFullScreen()]
        active = QApplication.activeModalWidget() or QApplication.activeWindow()
        return (over_all or ([active] if active in shown else []) or shown)[-1]

    def press(self, keys: str, times: int = 1) -> None:
        """Press a key or combination, written as in menus ("Ctrl+K"), at the place that has the focus."""
        sequence = QKeySequence(keys)
        for _ in range(times):
            QTest.keySequence(self.focus(), sequence)
            self.counts.keys += 1
            self.breathe()

    def write(self, text: str, *, secret: bool = True) -> None:
        """Type a text where the focus is, letter by letter; other scripts too. Addresses and files are no secret."""
        if secret:
            self.typed.append(text)
        for letter in text:
            QTest.keyClicks(self.focus(), letter) if letter.isascii() else self._compose(letter)
            self.counts.keys += 1
        self.breathe()

    def _compose(self, letter: str) -> None:
        """A letter that no Latin keyboard has arrives as an input method's commit."""
        from PySide6.QtGui import QInputMethodEvent

        event = QInputMethodEvent()
        event.setCommitString(letter)
        QApplication.sendEvent(self.focus(), event)

    def click(self, name: str, kind: type[QWidget] = QAbstractButton) -> None:
        """Click what carries these words."""
        widget = self.find(name, kind)
        if widget is None:
            raise Missed(f"nothing to click is called {name!r}; there is: {self.names(kind)}")
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=centre(widget))
        self.counts.clicks += 1
        self.breathe()

    def turn_to(self, words: str) -> None:
        """Go to the tab that says this, where there are such tabs: with large text parts stand behind each other."""
        for bar in self._all(QTabBar):
            for index in range(bar.count()):
                if bar.tabText(index) == words:
                    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(index).center())
                    self.counts.clicks += 1
                    self.breathe()

    def go_to(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """Reach a widget with Tab only, as a person without a mouse."""
        for _ in range(400):
            now = QApplication.focusWidget()
            if now is not None and isinstance(now, kind) and name in called(now):
                return now
            self.press("Tab")
        raise Missed(f"Tab never reaches {name!r}")

    def go_by_palette(self, place: str) -> None:
        """Ctrl+K, the name of a place, Enter."""
        self.press("Ctrl+K")
        self.sees("Zoeken en opdrachten")
        self.write(place, secret=False)
        self.wait(partial(self._list_with, place), f"the palette does not find {place!r}")
        self.press("Return")

    def choose(self, words: str) -> None:
        """Choose in the menu that is open, with the arrows and Enter."""
        self.wait(partial(isinstance, self._menu(), QMenu), "no menu is open")
        menu = self._menu()
        for _ in range(40):
            now = menu.activeAction() if menu is not None else None
            if now is not None and words in now.text().replace("&", ""):
                self._tap(menu, "Return")
                return
            self._tap(menu, "Down")
        raise Missed(f"the menu has no {words!r}: {[one.text() for one in menu.actions()] if menu else []}")

    @staticmethod
    def _menu() -> QMenu | None:
        menu = QApplication.activePopupWidget()
        return menu if isinstance(menu, QMenu) else None

    def _tap(self, menu: QWidget | None, keys: str) -> None:
        QTest.keySequence(menu or self.focus(), QKeySequence(keys))
        self.counts.keys += 1
        self.breathe()

    def name_file(self, path: Path) -> str:
        """Type a whole path in the dialog that asks for a file; gives what the dialog had proposed."""
        self.wait(self._asks_file, "no place to type a file name")
        proposed = self.words()
        self.press("Ctrl+A")
        self.write(str(path.resolve()), secret=False)
        self.press("Return")
        return proposed

    def _asks_file(self) -> bool:
        return isinstance(self.focus(), QLineEdit) and isinstance(self.window, QFileDialog)

    def spoken_after(self, start: str) -> str:
        """What a screen reader says after these words; waits until something says them."""
        self.wait(partial(self._after, start), f"nothing is called {start!r}")
        return self._after(start)

    def _after(self, start: str) -> str:
        rests = [name.removeprefix(start) for name in self.names(QWidget) if name.startswith(start)]
        return next((rest for rest in rests if rest), "")

    def shown_after(self, start: str) -> str:
        """The rest of the line that begins with these words."""
        self.sees(start)
        line = next(line for line in self.words().split("\n") if line.startswith(start))
        return line.removeprefix(start)

    def area(self, name: str) -> QWidget:
        """Reach a part of the window with F6, then Tab, until what has the focus carries these words."""
        for _ in range(12):
            self.press("F6")
            if name in called(self.focus()):
                return self.focus()
        return self.go_to(name)

    def reach(self, row: str) -> None:
        """Put the row of a list, table or box that carries these words in use, with the arrows."""
        self.wait(partial(self._with_row, row), f"no list has a row {row!r}")
        view = self._with_row(row)
        assert view is not None, "it was there a moment ago"
        while not view.hasFocus():
            self.press("Tab")
        self.press("Home")
        for _ in range(200):
            now = view.currentText() if isinstance(view, QComboBox) else "".join(row_now(view))
            if row in now:
                return
            self.press("Down")
        raise Missed(f"the arrows never reach {row!r}")

    def _with_row(self, row: str) -> QAbstractItemView | QComboBox | None:
        """The list with that row; where little room is, the box that stands in its place."""
        boxes = self._all(QComboBox)
        found = (one for one in boxes if any(row in one.itemText(index) for index in range(one.count())))
        return self._list_with(row) or next(found, None)

    def _list_with(self, row: str) -> QAbstractItemView | None:
        views = self._all(QAbstractItemView)
        return next((view for view in views if any(row in line for line in rows_of(view))), None)

    def scroll_to(self, words: str, number: int = 0) -> None:
        """Bring these words in sight, as the wheel of a mouse would do; `number` = which of those that say so."""
        self.wait(lambda: len(self._saying(words)) > number, f"nothing says {words!r} so often")
        label = self._saying(words)[number]
        page = label.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None:
            page.ensureWidgetVisible(label, 0, page.height() // 2)
        self.breathe()

    def _saying(self, words: str) -> list[QLabel]:
        return [one for one in self._all(QLabel) if words in one.text()]

    def find(self, name: str, kind: type[QWidget] = QWidget) -> QWidget | None:
        """The visible, enabled widget that carries these words: exactly, else as a part."""
        shown = [w for w in self._all(kind) if w.isEnabled()]
        exact = [w for w in shown if name in (spoken(w), worded(w))]
        part = [w for w in shown if name in spoken(w) or name in worded(w)]
        return next(iter([*exact, *part]), None)

    def names(self, kind: type[QWidget] = QAbstractButton) -> list[str]:
        """What can be seen of a kind of widget; for messages and for a reader who gets only this."""
        return [spoken(widget) or worded(widget) for widget in self._all(kind)]

    def words(self, part: str = "") -> str:
        """All text that is on the screen now, or on the part of it with this name."""
        root = self.find(part, QScrollArea) if part else None
        parts = [worded(w) for w in self._all(QWidget) if root is None or root.isAncestorOf(w)]
        for view in self._all(QAbstractItemView):
            if root is None or root.isAncestorOf(view):
                parts += rows_of(view)
        return "\n".join(part for part in parts if part)

    def sees(self, *texts: str) -> None:
        """Check that these words are on the screen, within the patience of a person."""
        for text in texts:
            self.wait(partial(self._shows, plain(text)), f"never saw {text!r}")

    def _shows(self, text: str) -> bool:
        return text in plain(self.words())

    def sees_not(self, text: str) -> None:
        """Check that these words are not on the screen."""
        if plain(text) in plain(self.words()):
            raise Missed(f"{text!r} is on the screen")

    def wait(self, true: Callable[[], object], otherwise: str) -> None:
        """Wait until something is so."""
        until = time.monotonic() + PATIENCE_S
        while not true():
            if time.monotonic() > until:
                raise Missed(f"{otherwise}; on the screen: {plain(self.words())[:1500]}")
            self.breathe(10)

    def breathe(self, ms: int = 0) -> None:
        """Let the window do what it has to do, and the jobs behind it.

        In slices: as long as Qt's own wait lasts, no other thread of Python gets on (measured: 1 step in a second).
        """
        until = time.monotonic() + ms / 1000
        QTest.qWait(0)
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, SLICE_S))
            QTest.qWait(0)

    def picture(self, name: str) -> Path:
        """Keep what is on the screen as the next numbered picture, once short messages have gone."""
        self.breathe(30)
        for toast in self._all(Toast):
            toast.hide()
        path = self.folder / f"{len(self.pictures) + 1:02d}-{name}.png"
        as_seen(self.window).save(str(path))
        self.pictures.append(path.name)
        return path

    def focus(self) -> QWidget:
        """Where keys go now: to an open menu first, as on a real screen.

        A window that nobody looks at is looked at first, as a click on it would do.
        """
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        if QApplication.activeWindow() is not self.window:
            self.window.activateWindow()
            self.breathe()
        widget = QApplication.focusWidget()
        return widget if widget is not None and widget.window() is self.window else self.window

    def _all(self, kind: type[W]) -> list[W]:
        window = self.window
        return [w for w in window.findChildren(kind) if w.isVisible() and inside(w, window)]


class MouseWatch(QObject):
    """Counts presses of the mouse while it lives: Bezoek must do without."""

    def __init__(self) -> None:
        super().__init__()
        self.presses = 0
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note a press, let it pass."""
        self.presses += event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        return False

    def stop(self) -> int:
        """End the watch; gives the number of presses."""
        app = QApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        return self.presses


def spoken(widget: QWidget) -> str:
    """What a screen reader calls a widget."""
    return widget.accessibleName()


def worded(widget: QWidget) -> str:
    """The text a widget shows."""
    if isinstance(widget, QAbstractButton | QLabel):
        return widget.text().replace("&", "")
    if isinstance(widget, QLineEdit):
        return widget.text() if widget.echoMode() == QLineEdit.EchoMode.Normal else ""
    if isinstance(widget, QTextEdit):
        return widget.toPlainText()
    return widget.accessibleName()


def rows_of(view: QAbstractItemView) -> Iterable[str]:
    """What the rows of a list or table tell a screen reader."""
    model = view.model()
    if model is None:
        return []
    roles = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)
    cells = [model.index(row, 0) for row in range(min(model.rowCount(), 200))]
    return [str(model.data(cell, role) or "") for cell in cells for role in roles]


def row_now(view: QAbstractItemView) -> list[str]:
    """What a screen reader says of the row in use."""
    cell = view.currentIndex().siblingAtColumn(0)
    model = view.model()
    if model is None or not cell.isValid():
        return []
    roles = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)
    return [str(model.data(cell, role) or "") for role in roles]


def called(widget: QWidget) -> str:
    """All words by which a widget is known: spoken and shown."""
    return f"{spoken(widget)}\n{worded(widget)}"


def plain(text: str) -> str:
    """Text without the no-break spaces and isolates that only the eye needs."""
    return text.translate({0xA0: " ", 0x2066: None, 0x2067: None, 0x2068: None, 0x2069: None})


def centre(widget: QWidget) -> QPoint:
    """The middle of a widget."""
    return widget.rect().center()


def inside(widget: QWidget, window: QWidget) -> bool:
    """Whether a widget belongs to this window and not to another above it."""
    return widget.window() is window


def is_popup(widget: QWidget) -> bool:
    """Whether a window is only a menu or a tool tip."""
    return widget.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)


def as_seen(window: QWidget) -> QPixmap:
    """A window with the menus and tips that lie over it: each is a window of its own, which `grab` leaves out."""
    picture = window.grab()
    above = [one for one in QApplication.topLevelWidgets() if one.isVisible() and is_popup(one)]
    painter = QPainter(picture)
    for popup in above:
        painter.drawPixmap(window.mapFromGlobal(popup.mapToGlobal(QPoint())), popup.grab())
    painter.end()
    return picture

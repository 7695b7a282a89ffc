"""Where the focus is and how it comes back there: to the same field and caret, also in a window made anew."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget


def note(root: QWidget) -> tuple[str, int]:
    """Name and caret of the widget that has the focus inside `root`; ("", 0) when none has."""
    widget = root.window().focusWidget()
    if widget is None or not root.isAncestorOf(widget):
        return "", 0
    return name_of(root, widget), caret_of(widget)


def name_of(root: QWidget, widget: QWidget) -> str:
    """The way from `root` down to a widget: object names where there are, else class and number."""
    parts: list[str] = []
    current: QWidget | None = widget
    while current is not None and current is not root:
        parent = current.parentWidget()
        parts.append(current.objectName() or f"{type(current).__name__}:{_number(parent, current)}")
        current = parent
    return "/".join(reversed(parts))


def _number(parent: QWidget | None, child: QWidget) -> int:
    return _children(parent).index(child) if parent is not None else 0


def _children(parent: QWidget) -> list[QWidget]:
    return [one for one in parent.children() if isinstance(one, QWidget)]


def find(root: QWidget, name: str) -> QWidget | None:
    """The widget that `name_of` named, if it is still there."""
    current: QWidget | None = root
    for part in name.split("/") if name else ():
        current = _child(current, part) if current is not None else None
    return None if current is root else current


def _child(parent: QWidget, part: str) -> QWidget | None:
    named = next((one for one in _children(parent) if one.objectName() == part), None)
    if named is not None or ":" not in part:
        return named
    number = part.rpartition(":")[2]
    children = _children(parent)
    fits = number.isdigit() and int(number) < len(children)
    return children[int(number)] if fits else None


def caret_of(widget: QWidget) -> int:
    """Where the caret stands in a text field; 0 elsewhere."""
    if isinstance(widget, QLineEdit):
        return widget.cursorPosition()
    return widget.textCursor().position() if isinstance(widget, QTextEdit) else 0


def restore(root: QWidget, name: str, caret: int) -> bool:
    """Put focus and caret back; False when that widget is gone or cannot take it."""
    widget = find(root, name)
    if widget is None or not widget.isEnabled() or not widget.isVisibleTo(root):
        return False
    widget.setProperty("caret", caret)  # for a field whose text is still being read
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    if isinstance(widget, QLineEdit):
        widget.setCursorPosition(caret)
    elif isinstance(widget, QTextEdit):
        cursor = widget.textCursor()
        cursor.setPosition(min(caret, max(0, widget.document().characterCount() - 1)))
        widget.setTextCursor(cursor)
    return True


def first(root: QWidget) -> QWidget | None:
    """The first widget inside `root` that Tab reaches, by place on screen."""
    takers = [one for one in root.findChildren(QWidget) if _takes(root, one)]
    if not takers:
        return None
    chain: list[QWidget] = []
    current = root.nextInFocusChain()
    while current is not None and current is not root:
        if current in takers:
            chain.append(current)
        current = current.nextInFocusChain()
    return chain[0] if chain else takers[0]


def _takes(root: QWidget, widget: QWidget) -> bool:
    tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tab and widget.isEnabled() and widget.isVisibleTo(root) and widget.focusProxy() is None


def inside(root: QWidget) -> bool:
    """Whether the focus is on or inside `root`."""
    widget = root.window().focusWidget()
    return widget is not None and (widget is root or root.isAncestorOf(widget))

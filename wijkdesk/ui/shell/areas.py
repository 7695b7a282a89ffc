"""F6: from one part of the window to the next, and back to where the focus was in it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wijkdesk.ui.shell import focus
from wijkdesk.ui.shell.window import Window


def move(window: Window, step: int) -> None:
    """Move the focus `step` parts on: the screen's own parts, status bar, rail, top bar."""
    screen = window.desk.screen
    parts: list[QWidget] = [*(screen.areas() if screen else []), window.foot, window.rail, window.top]
    shown = [part for part in parts if part.isVisible() and focus.first(part) is not None]
    if not shown:
        return
    start = -1 if step > 0 else 0
    now = next((number for number, part in enumerate(shown) if focus.inside(part)), start)
    target = shown[(now + step) % len(shown)]
    widget = _last_used(target) or focus.first(target)
    if widget is not None:
        widget.setFocus()


def _last_used(part: QWidget) -> QWidget | None:
    widget = part.focusWidget()
    usable = widget is not None and widget.isEnabled() and widget.isVisibleTo(part)
    return widget if usable and widget is not part else None

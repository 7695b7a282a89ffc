"""Audit of a widget tree: names, roles, reach by Tab, traps, targets (WCAG 2.2 A/AA; EN 301 549 clause 11).

`audit(window)` on a shown top-level widget gives sentences about what is wrong; an empty list is good.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QButtonGroup, QWidget

LEAST = 24  # px, WCAG 2.2, 2.5.8
_R = QAccessible.Role
NAMED = {
    _R.Button, _R.ButtonMenu, _R.CheckBox, _R.RadioButton, _R.EditableText, _R.Slider, _R.ComboBox,
    _R.SpinBox, _R.PageTabList, _R.List, _R.Tree, _R.Table, _R.Graphic, _R.Chart,
}  # fmt: skip
TARGETS = {_R.Button, _R.ButtonMenu, _R.CheckBox, _R.RadioButton, _R.Slider, _R.ComboBox, _R.EditableText}


def nodes(root: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """A node and all below it, as a screen reader meets them."""
    yield root
    for number in range(root.childCount()):
        child = root.child(number)
        if child is not None and not child.state().invisible:
            yield from nodes(child)


def audit(window: QWidget) -> list[str]:
    """All findings for a shown window."""
    return nameless_and_small(window) + tab_findings(window)


def nameless_and_small(window: QWidget) -> list[str]:
    """Nodes that need a name and have none, and targets under 24 px."""
    root = QAccessible.queryAccessibleInterface(window)
    return [finding for node in nodes(root) for finding in _node_findings(node)]


def _node_findings(node: QAccessibleInterface) -> Iterator[str]:
    state, role = node.state(), node.role()
    widget = node.object()
    if state.invisible or not isinstance(widget, QWidget) or not widget.isVisible():
        return
    name = node.text(QAccessible.Text.Name).strip()
    kind = type(widget).__name__
    if (role in NAMED or state.focusable) and not name and not _is_part(widget):
        yield f"no name: {kind} ({role.name}) in {type(widget.parent()).__name__}"
    if state.focusable and role in TARGETS and min(widget.width(), widget.height()) < LEAST:
        yield f"target under {LEAST} px: {kind} {name!r} {widget.width()}x{widget.height()}"


def _is_part(widget: QWidget) -> bool:
    """A viewport or the list of a combo box: a part of a named whole."""
    parent = widget.parent()
    return isinstance(parent, QAbstractScrollArea) or widget.window() is not widget.nativeParentWidget()


def stops(window: QWidget) -> list[QWidget]:
    """The widgets that Tab must reach: of a group of choices only the one that is on."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not _skipped_in_group(widget)
    ]


def _skipped_in_group(widget: QWidget) -> bool:
    group: QButtonGroup | None = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is None or not group.exclusive() or group.checkedButton() is None:
        return False
    return group.checkedButton() is not widget


def tab_order(window: QWidget) -> tuple[list[QWidget], str]:
    """The widgets in the order Tab visits them, and the widget that keeps the focus ("" = none)."""
    wanted = stops(window)
    if not wanted:
        return [], ""
    window.activateWindow()
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    seen: list[QWidget] = []
    while (here := QApplication.focusWidget()) is not None and here not in seen:
        seen.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is here and len(wanted) > 1:
            return seen, f"{type(here).__name__} {here.accessibleName()!r}"
    return seen, ""


def tab_findings(window: QWidget) -> list[str]:
    """Keyboard traps and widgets that Tab does not reach."""
    seen, trap = tab_order(window)
    found = [f"keyboard trap: {trap}"] if trap else []
    missed = [widget for widget in stops(window) if widget not in seen]
    return found + [f"not reached by Tab: {type(w).__name__} {w.accessibleName()!r}" for w in missed]

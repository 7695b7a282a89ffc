"""Wrapping layouts keep their own items: none is dead while the layout still shows its widget."""

import shiboken6
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wijkdesk.ui.kit.flow import FlowGrid, FlowRow


def test_items_are_made_by_python_and_none_is_dead(qtbot: QtBot) -> None:
    """Shiboken marks what Qt made as dead when something that refers to the window is destroyed; then the next
    layout of the window crashed (seen in the visit, after a domain was closed)."""
    window = QWidget()
    qtbot.addWidget(window)
    row, grid, holder = FlowRow(), FlowGrid(60), QWidget()
    box = QVBoxLayout(window)
    box.addLayout(row)
    holder.setLayout(grid)
    box.addWidget(holder)
    for number in range(5):
        row.addWidget(QPushButton(str(number)))
        grid.addWidget(QLabel(str(number)))
    window.show()
    gone = row.items[2].widget()
    row.removeWidget(gone)
    row.items[0].widget().deleteLater()
    taken = grid.takeAt(0)
    assert taken is not None
    taken.widget().hide()
    qtbot.wait(5)
    window.resize(300, 200)
    assert (row.count(), grid.count()) == (3, 4)
    assert all(shiboken6.isValid(item) for item in (*row.items, *grid.items))
    assert all(shiboken6.createdByPython(item) for item in (*row.items, *grid.items))

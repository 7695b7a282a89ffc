"""Every widget once per theme, at 100 and 200 %: it builds, it can be reached, it has a name."""

import gc
import os
import weakref
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.a11y.audit import audit
from tests.ui.kit.gallery import gallery
from wijkdesk.ui.kit.theme import Theme


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_every_widget_passes_the_audit(qtbot: QtBot, qapp: QApplication, name: str, scale: float) -> None:
    Theme(name, scale).apply(qapp)
    page = gallery()
    qtbot.addWidget(page)
    page.resize(1158, 760)
    with qtbot.waitExposed(page):
        page.show()
    assert audit(page) == []
    inner = page.widget()
    assert inner.width() <= page.viewport().width()
    over = [w for w in inner.findChildren(QWidget) if w.isVisible() and w.parent() is inner]
    assert [type(w).__name__ for w in over if w.geometry().right() > inner.width()] == []
    if folder := os.environ.get("WIJKDESK_PICTURES"):
        page.verticalScrollBar().setValue(0)
        inner.grab().save(str(Path(folder, f"gallery-{name}-{round(scale * 100)}.png")))


def test_widgets_that_are_gone_hear_of_no_switch(qtbot: QtBot, qapp: QApplication) -> None:
    page = gallery()
    qtbot.addWidget(page)
    gone = [weakref.ref(widget) for widget in page.findChildren(QWidget)]
    page.deleteLater()
    qtbot.waitUntil(_Dead(page))
    del page
    Theme("dark").apply(qapp)
    gc.collect()
    assert [type(ref()).__name__ for ref in gone if ref() is not None] == []


class _Dead:
    def __init__(self, widget: QWidget) -> None:
        self.widget = widget

    def __call__(self) -> bool:
        return not shiboken6.isValid(self.widget)

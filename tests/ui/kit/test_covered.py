"""Fields hide what they hold while names are hidden, except for whoever stands in them."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wijkdesk.ui.kit.fields import LineField, TextField


def stand(qtbot: QtBot) -> tuple[QWidget, LineField, TextField]:
    window = QWidget()
    qtbot.addWidget(window)
    box = QVBoxLayout(window)
    line, text = LineField("Naam"), TextField("Bijzonderheden")
    box.addWidget(line)
    box.addWidget(text)
    line.set_value("Samira El Amrani")
    text.set_value("Woont bij opa.")
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    return window, line, text


def test_fields_show_themselves_only_where_the_focus_is(qtbot: QtBot) -> None:
    _window, line, text = stand(qtbot)
    text.edit.setFocus()
    line.cover(on=True)
    assert line.edit.displayText() != "Samira El Amrani"
    assert line.value() == "Samira El Amrani"
    line.edit.setFocus()
    assert line.edit.displayText() == "Samira El Amrani"
    text.edit.setFocus()
    assert line.edit.echoMode() == QLineEdit.EchoMode.Password
    line.cover(on=False)
    assert line.edit.displayText() == "Samira El Amrani"
    line.edit.setFocus()
    text.cover(on=True)
    assert text.covered is not None
    veil = text.covered.veil
    assert veil is not None
    assert veil.isVisible()
    assert veil.geometry() == text.edit.viewport().rect()
    text.edit.setFocus()
    assert not veil.isVisible()
    assert text.value() == "Woont bij opa."

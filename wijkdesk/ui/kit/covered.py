"""What a field holds is hidden while names are hidden; it shows itself to whoever stands in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

from wijkdesk.ui.kit import paint, theme

_DOTS = "•" * 10


class _Veil(QWidget):
    """Lies over the words of a text field; clicks go through."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        spot = QRect(theme.px(4), 0, self.width(), theme.px(28))
        paint.words(painter, spot, _DOTS, theme.font(14), "muted")


class Covered(QObject):
    """Covers one input: dots while it is `on` and the focus is elsewhere. Lives with the input."""

    def __init__(self, edit: QLineEdit | QTextEdit) -> None:
        super().__init__(edit)
        self.edit = edit
        self.on = False
        self.veil = _Veil(edit.viewport()) if isinstance(edit, QTextEdit) else None
        self._show(edit.hasFocus())
        edit.installEventFilter(self)

    def set_on(self, on: bool) -> None:
        """Cover from now on, or show."""
        if on != self.on:
            self.on = on
            self._show(self.edit.hasFocus())

    def _show(self, focused: bool) -> None:
        hidden = self.on and not focused
        if isinstance(self.edit, QLineEdit):
            mode = QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal
            if self.edit.echoMode() != mode:
                self.edit.setEchoMode(mode)
        elif self.veil is not None:
            self.veil.setGeometry(self.edit.viewport().rect())
            self.veil.setVisible(hidden and bool(self.edit.toPlainText()))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Show on coming in, hide on going out."""
        if event.type() == QEvent.Type.FocusIn:
            self._show(focused=True)
        elif event.type() in (QEvent.Type.FocusOut, QEvent.Type.Resize):
            self._show(focused=event.type() == QEvent.Type.Resize and self.edit.hasFocus())
        return False

"""The field for a passphrase: dots, a way to look at them, an error below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.announce import announce
from wijkdesk.ui.kit.banner import Mark
from wijkdesk.ui.kit.buttons import QuietButton
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Small


class SecretEdit(QLineEdit):
    """Dots; F2 shows the words, Escape clears. Nothing of it goes to undo, clipboard or drag."""

    peek = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)
        self.setProperty("tall", "large")
        self.setDragEnabled(False)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 looks, Escape clears."""
        if event.key() == Qt.Key.Key_F2:
            self.peek.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)


class SecretField(QWidget):
    """Label, field with eye, error and hint; `entered` on Enter, `typing` at each key."""

    entered = Signal()
    typing = Signal()

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = Label(label, 14, 600)
        self.edit = SecretEdit(label)
        self.label.setBuddy(self.edit)
        self.eye = QuietButton(_("Tonen"), Icon.EYE, "small", parent=self.edit)
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._on_eye)
        self.eye.setAccessibleName(_("{label} tonen").format(label=label))
        self.error = Label("", 14, 600, tint="danger", wrap=True)
        self.hint = Small("", wrap=True)
        self.mark = Mark(Icon.CIRCLE_ALERT, "danger")
        self.edit.returnPressed.connect(self.entered)
        self.edit.textEdited.connect(self.typing)
        self.edit.peek.connect(self.eye.toggle)
        self._lay_out()
        self.setFocusProxy(self.edit)
        self.show_error("", "")

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(4))
        box.addWidget(self.label)
        box.addWidget(self.edit)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        words.addWidget(self.error)
        words.addWidget(self.hint)
        row.addLayout(words, 1)
        box.addLayout(row)
        QWidget.setTabOrder(self.edit, self.eye)

    @staticmethod
    def one_after_another(*fields: SecretField, then: Sequence[QWidget] = ()) -> None:
        """Tab goes from field to field, then on; the ways to look at them come last, so that it never goes back up."""
        for before, after in pairwise(fields):
            QWidget.setTabOrder(before.edit, after)  # as a whole: else Tab falls back into it from an eye
            QWidget.setTabOrder(after, after.edit)
        chain: list[QWidget] = [fields[-1].edit, *then, *(field.eye for field in fields)]
        for here, there in pairwise(chain):
            QWidget.setTabOrder(here, there)

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.edit.clear()
        self.eye.setChecked(False)

    def show_error(self, error: str, hint: str = "") -> None:
        """Say what is wrong and what to try, and speak it."""
        self.error.setText(error)
        self.hint.setText(hint)
        self.error.setVisible(bool(error))
        self.mark.setVisible(bool(error))
        self.hint.setVisible(bool(hint))
        self.edit.setProperty("error", bool(error))
        self.edit.style().unpolish(self.edit)
        self.edit.style().polish(self.edit)
        self.edit.setAccessibleDescription(f"{error} {hint}".strip())
        if error:
            announce(self.edit, f"{error} {hint}", urgent=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The eye stands inside the field, at its end."""
        super().resizeEvent(event)
        self._place_eye()

    def _place_eye(self) -> None:
        hint = self.eye.sizeHint()
        height = self.edit.sizeHint().height()
        self.eye.setGeometry(
            self.edit.width() - hint.width() - theme.px(8),
            (height - hint.height()) // 2,
            hint.width(),
            hint.height(),
        )
        self.edit.setTextMargins(0, 0, hint.width() + theme.px(8), 0)

    def _on_eye(self, on: bool) -> None:
        modes = QLineEdit.EchoMode
        self.edit.setEchoMode(modes.Normal if on else modes.Password)
        self.eye.setText(_("Verbergen") if on else _("Tonen"))
        self.eye.set_mark(Icon.EYE_OFF if on else Icon.EYE)
        self._place_eye()

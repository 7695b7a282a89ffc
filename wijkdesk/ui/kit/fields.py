"""Fields: label above, help beside it, the input, the error below; all share one small interface.

`value()`, `set_value(v)`, `show_error(text)`, and the signal `edited(object)` when the value is given
(focus leaves, Enter, or a choice); `typing` at each keystroke. A value may be an `Unknown`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QTextEdit, QVBoxLayout, QWidget

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _
from wijkdesk.core.unknown import Unknown
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.announce import announce
from wijkdesk.ui.kit.banner import Mark
from wijkdesk.ui.kit.buttons import IconButton
from wijkdesk.ui.kit.clash_lines import ClashButton
from wijkdesk.ui.kit.covered import Covered
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Small

_BESIDE = 24  # letters of help that still fit beside a label


class UnknownMenu(IconButton):
    """The ways of not knowing behind a small button; `chosen(object)` gives an Unknown, or None."""

    chosen = Signal(object)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        name = _("{label}: geen antwoord").format(label=label)
        super().__init__(Icon.ELLIPSIS, name, "small", parent)
        menu = QMenu(self)
        for unknown in Unknown:
            menu.addAction(_(unknown.label)).setData(int(unknown))
        menu.addSeparator()
        menu.addAction(_("Antwoord leegmaken")).setData(0)
        menu.triggered.connect(self._on_triggered)
        self.clicked.connect(self.open_menu)
        self.menu_ = menu

    def _height(self) -> int:
        return theme.px(44 if theme.current().touch else 28)

    def open_menu(self) -> None:
        """Show the ways under the button."""
        self.menu_.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _on_triggered(self, action: QAction) -> None:
        code = int(action.data())
        self.chosen.emit(Unknown(code) if code else None)


class FieldFrame(QWidget):
    """Label, help, input and error; base of all fields."""

    edited = Signal(object)
    typing = Signal()
    choosing = Signal()  # the field has two versions, and the worker wants to choose
    unchanged = Signal()  # left, or Enter, with the value it had

    def __init__(
        self, label: str, help_text: str = "", *, unknowns: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.label_text = label
        self.unknown: Unknown | None = None
        self.label, self.help = Label(label, 13, 600), Small(help_text, wrap=True)
        self.head = QHBoxLayout()
        low = Qt.AlignmentFlag.AlignBottom
        self.head.addWidget(self.label, 0, low)
        if not help_text:
            self.help.hide()  # never shown by hand: without a parent yet it would be a window of its own
        short = len(help_text) <= _BESIDE
        if short:
            self.head.addWidget(self.help, 0, low)
        self.head.addStretch(1)
        self.covered: Covered | None = None
        self.menu_button: UnknownMenu | None = None
        if unknowns:
            self.menu_button = UnknownMenu(label)
            self.menu_button.chosen.connect(self._on_unknown)
        self.error_mark, self.error = (
            Mark(Icon.CIRCLE_ALERT, "danger", 16),
            Small("", wrap=True, tint="danger"),
        )
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addStretch(1)  # inputs of one row stand on one line, whatever their help
        self.body.addLayout(self.head)
        if not short:
            self.body.addWidget(self.help)
        self.input: QWidget = self
        self.versions: ClashButton | None = None
        self.also: Small | None = None
        self._told: object = None
        self.was: object = None  # what stood here before the value that was given last

    @property
    def told(self) -> object:
        """The value that was shown or given last; what is being typed is not."""
        return self._told

    def put(self, widget: QWidget, focus: QWidget | None = None) -> None:
        """Place the input (once, by subclasses); `focus` is the part that takes the label's name."""
        self.input = focus or widget
        self.input.setAccessibleName(self.label_text)
        self.input.setAccessibleDescription(self.help.text())
        self.label.setBuddy(self.input)
        self.setFocusProxy(self.input)
        self.body.addWidget(widget)
        if self.menu_button:
            self.head.addWidget(self.menu_button)
            QWidget.setTabOrder(self.input, self.menu_button)
        foot = QHBoxLayout()
        foot.addWidget(self.error_mark, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.error, 1)
        self.body.addLayout(foot)
        self.show_error("")
        theme.follow(self.restyle)

    def cover(self, on: bool) -> None:
        """Hide what is in a text field while the focus is elsewhere (names are hidden)."""
        if self.covered is None and isinstance(self.input, QLineEdit | QTextEdit):
            self.covered = Covered(self.input)
        if self.covered is not None:
            self.covered.set_on(on)

    def restyle(self) -> None:
        """Distances in the scale of the look."""
        self.body.setSpacing(theme.px(4))
        self.head.setSpacing(theme.px(6))

    def show_error(self, text: str) -> None:
        """Show a sentence under the input and speak it; "" takes it away."""
        self.error.setText(text)
        for widget in (self.error, self.error_mark):
            widget.setVisible(bool(text))
        self.input.setProperty("error", bool(text))
        self.input.style().unpolish(self.input)
        self.input.style().polish(self.input)
        self.input.setAccessibleDescription(text or self.help.text())
        if text:
            announce(self, f"{self.label_text}: {text}", urgent=True)

    def show_versions(self, *, on: bool) -> None:
        """Mark that there are two versions of this field, with the way to choose."""
        if on and self.versions is None:
            self.versions = ClashButton(self.label_text, _("2 versies"))
            self.versions.clicked.connect(self.choosing)
            self.head.addWidget(self.versions)
            QWidget.setTabOrder(self.menu_button or self.input, self.versions)
        if self.versions is not None:
            self.versions.setVisible(on)

    def show_also(self, who: str) -> None:
        """Say who else changed this field while it is being typed in; "" takes it away."""
        words = _("Ook gewijzigd door {who}. Straks kies je.").format(who=shown(who)) if who else ""
        if words and self.also is None:
            self.also = Small("", wrap=True, tint="warn")
            self.body.addWidget(self.also)
        if self.also is None or self.also.text() == words:
            return
        self.also.setText(words)
        self.also.setVisible(bool(words))
        if words:
            announce(self, f"{self.label_text}: {words}")

    def value(self) -> object:
        """The value given; None = nothing."""
        return self.unknown

    def set_value(self, value: object) -> None:
        """Show a value without telling anyone."""
        self.unknown = value if isinstance(value, Unknown) else None
        self._told = value

    def tell(self) -> None:
        """Say that the value was given, once for each value."""
        value = self.value()
        if value != self._told or type(value) is not type(self._told):
            self.was, self._told = self._told, value
            self.edited.emit(value)
        else:
            self.unchanged.emit()

    def _on_unknown(self, value: object) -> None:
        told = self._told
        self.set_value(value)
        self._told = told
        self.tell()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Leaving the input gives the value."""
        if event.type() == QEvent.Type.FocusOut:
            self.tell()
        return False


class LineField(FieldFrame):
    """One line of text."""

    def __init__(
        self,
        label: str,
        help_text: str = "",
        *,
        unknowns: bool = False,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, help_text, unknowns=unknowns, parent=parent)
        self.edit = QLineEdit()
        self.placeholder = placeholder
        self.edit.setPlaceholderText(placeholder)
        self.edit.editingFinished.connect(self.tell)
        self.edit.textEdited.connect(self._on_typing)
        self.put(self.edit)

    def value(self) -> object:
        """The text, an Unknown, or None when empty."""
        return self.edit.text().strip() or self.unknown

    def set_value(self, value: object) -> None:
        """Show a text or an Unknown."""
        super().set_value(value)
        self.edit.setText(value if isinstance(value, str) else "")
        self.edit.setPlaceholderText(_(self.unknown.label) if self.unknown else self.placeholder)

    def _on_typing(self) -> None:
        self.unknown = None
        self.typing.emit()


class TextField(FieldFrame):
    """Plain text of any length: Tab leaves, each paragraph has its own direction; grows to `most` lines."""

    def __init__(
        self,
        label: str,
        help_text: str = "",
        *,
        unknowns: bool = False,
        placeholder: str = "",
        least: int = 2,
        most: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, help_text, unknowns=unknowns, parent=parent)
        self.edit = QTextEdit()
        self.placeholder, self.least, self.most = placeholder, least, most
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAcceptRichText(False)
        self.edit.setTabChangesFocus(True)
        self.edit.setProperty("words", "own")
        option = self.edit.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.edit.document().setDefaultTextOption(option)
        self.edit.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.edit.textChanged.connect(self._on_typing)
        self.edit.installEventFilter(self)
        self._quiet = False
        self.put(self.edit)

    def restyle(self) -> None:
        """Height in the scale of the look."""
        super().restyle()
        self._fit()

    def _fit(self) -> None:
        line = self.edit.fontMetrics().lineSpacing()
        frame = 2 * (theme.px(5) + 2) + 2
        margin = int(2 * self.edit.document().documentMargin())
        wanted = int(self.edit.document().size().height()) + frame
        least, most = (line * count + margin + frame for count in (self.least, self.most))
        self.edit.setFixedHeight(max(least, min(wanted, most)))

    def value(self) -> object:
        """The text as typed, an Unknown, or None when empty."""
        text = self.edit.toPlainText()
        return text if text.strip() else self.unknown

    def set_value(self, value: object) -> None:
        """Show a text or an Unknown; the caret stays where it was if the text is the same."""
        super().set_value(value)
        text = value if isinstance(value, str) else ""
        self._quiet = True
        if self.edit.toPlainText() != text:
            self.edit.setPlainText(text)
        self._quiet = False
        self.edit.setPlaceholderText(_(self.unknown.label) if self.unknown else self.placeholder)

    def _on_typing(self) -> None:
        if not self._quiet:
            self.unknown = None
            self.typing.emit()

"""Fields that are chosen or counted: date, list, number and tick."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QWidget

from wijkdesk.core.i18n import _, format_partial
from wijkdesk.core.unknown import Unknown
from wijkdesk.ui.kit import icons, theme
from wijkdesk.ui.kit.checks import CheckBox
from wijkdesk.ui.kit.chips import Option
from wijkdesk.ui.kit.dates import parse_date
from wijkdesk.ui.kit.fields import FieldFrame
from wijkdesk.ui.kit.icons import Icon


class DateField(FieldFrame):
    """A date typed as people write it, shown as understood; value: partial ISO text, Unknown or None."""

    def __init__(
        self,
        label: str,
        help_text: str = "",
        *,
        unknowns: bool = False,
        today: dt.date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, help_text, unknowns=unknowns, parent=parent)
        self.today = today
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(_("bijv. 12-3-2014 of 2014"))
        self.edit.editingFinished.connect(self._on_finished)
        self.edit.textEdited.connect(self._on_typing)
        self._iso = ""
        self.put(self.edit)

    def value(self) -> object:
        """The partial ISO date last understood, an Unknown, or None."""
        return self._iso or self.unknown

    def set_value(self, value: object) -> None:
        """Show a partial ISO date or an Unknown."""
        super().set_value(value)
        self._iso = value if isinstance(value, str) else ""
        self.edit.setText(format_partial(self._iso) if self._iso else "")
        empty = _("bijv. 12-3-2014 of 2014")
        self.edit.setPlaceholderText(_(self.unknown.label) if self.unknown else empty)
        self.show_error("")

    def _on_typing(self) -> None:
        self.unknown = None
        self.typing.emit()

    def _on_finished(self) -> None:
        text = self.edit.text().replace("\u00a0", " ")
        try:
            iso = parse_date(text, self.today or dt.date.today())
        except ValueError as error:
            self.show_error(str(error))
            return
        self._iso = iso
        self.show_error("")
        self.edit.setText(format_partial(iso) if iso else "")
        self.tell()


class ComboBox(QComboBox):
    """A list to choose from with our own arrow; scrolling the page never changes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def minimumSizeHint(self) -> QSize:
        """May be narrower than its longest choice."""
        return QSize(theme.px(120), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow over the field."""
        super().paintEvent(event)
        side = theme.px(18)
        spot = QRect(self.width() - side - theme.px(11), 0, side, self.height())
        icons.draw(QPainter(self), Icon.CHEVRON_DOWN, spot, "muted")


class ChoiceField(FieldFrame):
    """One of a list; with `unknowns` the three ways of not knowing stand at its end."""

    def __init__(
        self,
        label: str,
        options: Sequence[Option],
        help_text: str = "",
        *,
        unknowns: bool = False,
        empty: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, help_text, parent=parent)
        self.combo = ComboBox()
        self.options: tuple[Option, ...] = ()
        self._values: list[object] = []  # Qt would turn enum members into plain numbers and text
        self._empty, self._unknowns = empty or _("Kies…"), unknowns
        self.set_options(options)
        self.combo.activated.connect(self._on_activated)
        self.put(self.combo)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer another list; nothing is chosen then."""
        self.options = tuple(options)
        self._values.clear()
        self.combo.clear()
        self._add(self._empty, None)
        for option in options:
            self._add(option.text, option.value)
        for unknown in Unknown if self._unknowns else ():
            self._add(_(unknown.label), unknown)

    def value(self) -> object:
        """The value of the option, an Unknown, or None."""
        return self._values[self.combo.currentIndex()]

    def _add(self, text: str, value: object) -> None:
        self._values.append(value)
        self.combo.addItem(text)

    def set_value(self, value: object) -> None:
        """Choose; a value that is not in the list is added as its own text, so that it is never lost."""
        super().set_value(value)
        for index, data in enumerate(self._values):
            if data == value and isinstance(data, Unknown) == isinstance(value, Unknown):
                self.combo.setCurrentIndex(index)
                return
        self._add(str(value), value)
        self.combo.setCurrentIndex(self.combo.count() - 1)

    def _on_activated(self) -> None:
        self.tell()


class NumberField(FieldFrame):
    """A whole number from `low` to `high`."""

    def __init__(
        self,
        label: str,
        low: int,
        high: int,
        help_text: str = "",
        *,
        unknowns: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, help_text, unknowns=unknowns, parent=parent)
        self.low, self.high = low, high
        self.edit = QLineEdit()
        self.edit.editingFinished.connect(self._on_finished)
        self.edit.textEdited.connect(self._on_typing)
        self._number: int | None = None
        self.put(self.edit)

    def value(self) -> object:
        """The number last understood, an Unknown, or None."""
        return self.unknown if self._number is None else self._number

    def set_value(self, value: object) -> None:
        """Show a number or an Unknown."""
        super().set_value(value)
        self._number = value if isinstance(value, int) and not isinstance(value, Unknown) else None
        self.edit.setText("" if self._number is None else str(self._number))
        self.edit.setPlaceholderText(_(self.unknown.label) if self.unknown else "")

    def _on_typing(self) -> None:
        self.unknown = None
        self.typing.emit()

    def _on_finished(self) -> None:
        text = self.edit.text().strip()
        number = int(text) if text.isascii() and text.isdigit() else None
        if text and (number is None or not self.low <= number <= self.high):
            words = _("Kies een getal van {low} tot en met {high}.")
            self.show_error(words.format(low=self.low, high=self.high))
            return
        self._number = number
        self.show_error("")
        self.tell()


class TickField(FieldFrame):
    """A yes or no as a check box; its label is the box's own."""

    def __init__(self, label: str, help_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, help_text, parent=parent)
        self.label.hide()
        self.box = CheckBox(label)
        self.box.clicked.connect(self.tell)
        self.put(self.box)

    def value(self) -> object:
        """True or False."""
        return self.box.isChecked()

    def set_value(self, value: object) -> None:
        """Tick or not."""
        super().set_value(value is True)
        self.box.setChecked(value is True)

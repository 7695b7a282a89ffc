"""Sections of a page: a list at the left, or a box to choose from where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from wijkdesk.ui.kit import icons, paint, theme
from wijkdesk.ui.kit.buttons import enter_clicks
from wijkdesk.ui.kit.choices import ComboBox
from wijkdesk.ui.kit.icons import Icon


class SectionItem(QAbstractButton):
    """One section; arrow keys move between them."""

    def __init__(self, name: str, words: str, icon: Icon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.mark = name, icon
        self.setText(words)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Size in the scale of the look."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """40 high."""
        return QSize(theme.px(216), theme.px(40))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as the space bar does."""
        if not enter_clicks(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon and words."""
        painter = QPainter(self)
        on = self.isChecked()
        if on or self.underMouse():
            line = "primary" if on and theme.current().actual == "contrast" else ""
            paint.box(painter, QRectF(self.rect()), theme.px(8), "soft" if on else "hover", line)
        role = "onsoft" if on else "muted"
        left, side = theme.px(12), theme.px(18)
        icons.draw(painter, self.mark, QRect(left, 0, side, self.height()), role, 18)
        left += side + theme.px(12)
        spot = QRect(left, 0, self.width() - left - theme.px(8), self.height())
        paint.words(painter, spot, self.text(), theme.font(14, 600 if on else 500), role)
        if self.hasFocus():
            paint.ring(painter, self.rect(), theme.px(8))


class SectionList(QWidget):
    """`chosen(str)` gives a section's name; `set_narrow(True)` shows the box instead of the list."""

    chosen = Signal(str)

    def __init__(
        self, name: str, sections: Sequence[tuple[str, str, Icon]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.items = [SectionItem(key, words, icon, self) for key, words, icon in sections]
        self.group = QButtonGroup(self)
        self.menu = ComboBox()
        self.menu.setAccessibleName(name)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.addWidget(self.menu)
        for item in self.items:
            self.group.addButton(item)
            self.menu.addItem(item.text())
            self.box.addWidget(item)
        self.box.addStretch(1)
        self.narrow = False
        self.group.buttonToggled.connect(self._on_toggled)
        self.menu.activated.connect(self._on_menu)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Room in the scale of the look."""
        self.box.setSpacing(theme.px(4))
        self.set_narrow(self.narrow)

    def set_narrow(self, narrow: bool) -> None:
        """List or box."""
        self.narrow = narrow
        self.menu.setVisible(narrow)
        for item in self.items:
            item.setVisible(not narrow)
        if narrow:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        else:
            self.setFixedWidth(theme.px(216))
        across = QSizePolicy.Policy.Expanding if narrow else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Preferred)

    def set_current(self, name: str) -> None:
        """Mark a section without telling anyone."""
        self.group.blockSignals(True)
        for number, item in enumerate(self.items):
            if item.name == name:
                item.setChecked(True)
                self.menu.setCurrentIndex(number)
        self.group.blockSignals(False)
        for item in self.items:
            item.update()

    def _on_toggled(self, item: QAbstractButton, on: bool) -> None:
        if on and isinstance(item, SectionItem):
            self.chosen.emit(item.name)

    def _on_menu(self, index: int) -> None:
        self.chosen.emit(self.items[index].name)

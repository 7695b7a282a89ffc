"""The bar at the top: search, names hidden or shown, and what can always be done."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import icons, paint, theme
from wijkdesk.ui.kit.buttons import Button, IconButton, QuietButton, enter_clicks
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.paint import TagStyle


class SearchButton(QAbstractButton):
    """Looks like a search field; opens the palette, where typing happens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(_("Zoek huishouden, notitie of opdracht"))
        self.setAccessibleName(_("Zoeken"))
        self.setAccessibleDescription("Ctrl+K")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Size in the scale of the look."""
        self.setMaximumWidth(theme.px(420))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a field, 420 wide when there is room."""
        return QSize(theme.px(420), theme.current().control)

    def minimumSizeHint(self) -> QSize:
        """Room for the icon and a few letters."""
        return QSize(theme.px(120), theme.current().control)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as the space bar does."""
        if not enter_clicks(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint border, icon, words and keys."""
        painter = QPainter(self)
        ground = "hover" if self.underMouse() else "surface"
        paint.box(painter, QRectF(self.rect()), theme.px(8), ground, "field")
        left, side = theme.px(14), theme.px(18)
        icons.draw(painter, Icon.SEARCH, QRect(left, 0, side, self.height()), "muted", 18)
        left += side + theme.px(8)
        style = TagStyle("muted", "bg", "line", 20, 4, 6, 12, 500)
        wide, high = paint.tag_width("Ctrl K", None, style), theme.px(20)
        keys = QRect(self.width() - wide - theme.px(12), (self.height() - high) // 2, wide, high)
        if keys.left() - left > theme.px(80):
            paint.tag(painter, keys, "Ctrl K", None, style)
        else:
            keys.moveLeft(self.width() - theme.px(8))
        room = QRect(left, 0, keys.left() - theme.px(8) - left, self.height())
        paint.words(painter, room, self.text(), theme.font(14), "muted")
        if self.hasFocus():
            paint.ring(painter, self.rect(), theme.px(8))


class TopBar(QFrame):
    """Signals: `search`, `menu` (only when the rail is folded away) and `discreet(bool)`."""

    search = Signal()
    menu = Signal()
    discreet = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setAccessibleName(_("Bovenbalk"))
        self.menu_button = IconButton(Icon.MENU, _("Menu"))
        self.menu_button.clicked.connect(self.menu)
        self.field = SearchButton()
        self.field.clicked.connect(self.search)
        self.hide_names = QuietButton(_("Namen verbergen"), Icon.EYE_OFF)
        self.hide_names.setCheckable(True)
        self.hide_names.setToolTip(_("Toon alleen voorletters (Ctrl+Shift+H)"))
        self.hide_names.toggled.connect(self._on_toggled)
        self.extra: list[Button] = []
        self.row = QHBoxLayout(self)
        self.row.addWidget(self.menu_button)
        self.row.addWidget(self.field, 3)
        self.row.addStretch(1)
        self.row.addWidget(self.hide_names)
        self.menu_button.hide()
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Room around, in the scale of the look."""
        edge = theme.px(24)
        self.setFixedHeight(theme.px(56))
        self.row.setContentsMargins(edge, 0, edge, 0)
        self.row.setSpacing(theme.px(12))

    def add_button(self, button: Button) -> None:
        """Put a button at the right end."""
        self.extra.append(button)
        self.row.addWidget(button)

    def set_narrow(self, narrow: bool) -> None:
        """Folded rail: the menu button comes, words of buttons go."""
        self.menu_button.setVisible(narrow)
        name = _("Namen tonen") if self.hide_names.isChecked() else _("Namen verbergen")
        self.hide_names.setAccessibleName(name)
        self.hide_names.setText("" if narrow else name)

    def show_discreet(self, on: bool) -> None:
        """Show whether names are hidden, without telling anyone."""
        self.hide_names.blockSignals(True)
        self.hide_names.setChecked(on)
        self.hide_names.blockSignals(False)
        self.hide_names.set_mark(Icon.EYE if on else Icon.EYE_OFF)
        self.set_narrow(not self.menu_button.isHidden())

    def _on_toggled(self, on: bool) -> None:
        self.discreet.emit(on)

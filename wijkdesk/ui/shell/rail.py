"""The rail: the places of the whole work, with words (208 px) or icon over word (88 px)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import icons, paint, theme
from wijkdesk.ui.kit.buttons import enter_clicks
from wijkdesk.ui.kit.labels import Label
from wijkdesk.ui.kit.screen import ScreenSpec

WIDE, SLIM = 208, 88  # px at 100 %: "Huishoudens" and "Instellingen" stand in full
SECTIONS = ("work", "together", "area", "foot")


class RailItem(QAbstractButton):
    """One place; checked while it is open. `count` shows a number that waits there, in red when `urgent`."""

    def __init__(self, spec: ScreenSpec, parent: QWidget) -> None:
        super().__init__(parent)
        self.spec, self.slim, self.count, self.urgent = spec, False, 0, False
        self.setText(spec.words)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setToolTip(f"{spec.words} ({spec.shortcut})" if spec.shortcut else spec.words)
        self.set_count(0)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Measure and paint anew."""
        self.setFont(theme.font(11 if self.slim else 14, 500))
        self.updateGeometry()
        self.update()

    def set_count(self, count: int) -> None:
        """Show how much waits there; 0 = nothing."""
        self.count = count
        waits = _("{place}, {count} wacht").format(place=self.text(), count=count)
        self.setAccessibleName(waits if count else self.text())
        self.update()

    def set_urgent(self, urgent: bool) -> None:
        """Whether what waits asks for a choice of this worker."""
        self.urgent = urgent
        self.update()

    def sizeHint(self) -> QSize:
        """40 high with words, 56 as icon over word."""
        return QSize(theme.px(56 if self.slim else 184), theme.px(56 if self.slim else 40))

    def minimumSizeHint(self) -> QSize:
        """May be narrow; words are then cut with an ellipsis."""
        return QSize(theme.px(48), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as the space bar does."""
        if not enter_clicks(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon, word and count."""
        painter = QPainter(self)
        on = self.isChecked()
        if on or self.underMouse():
            line = "navstrong" if on and theme.current().actual == "contrast" else ""
            paint.box(painter, QRectF(self.rect()), theme.px(8), "navactive", line)
        role = "navstrong" if on else "navtext"
        if self.slim:
            self._paint_slim(painter, role)
        else:
            self._paint_wide(painter, role)
        if self.hasFocus():
            paint.ring(painter, self.rect(), theme.px(8), "navstrong")

    def _paint_slim(self, painter: QPainter, role: str) -> None:
        middle = theme.px(10)
        spot = QRect(0, middle, self.width(), theme.px(18))
        icons.draw(painter, self.spec.icon, spot, role, 18)
        below = QRect(2, spot.bottom() + theme.px(2), self.width() - 4, theme.px(22))
        paint.words(painter, below, self.text(), self.font(), role, align=paint.CENTER)
        if self.count and self.urgent:
            wide = self._wide()
            spot = QRect(
                min(self.width() // 2 + theme.px(6), self.width() - wide), theme.px(2), wide, theme.px(18)
            )
            self._paint_urgent(painter, spot)
        elif self.count:
            side = theme.px(8)
            dot = QRectF(self.width() / 2 + theme.px(8), theme.px(8), side, side)
            paint.box(painter, dot, side / 2, "navstrong")

    def _wide(self) -> int:
        text = QFontMetrics(theme.font(12, 600)).horizontalAdvance(str(self.count))
        return max(theme.px(24), text + theme.px(14))

    def _paint_urgent(self, painter: QPainter, spot: QRect) -> None:
        paint.box(painter, QRectF(spot), spot.height() / 2, "dangersoft", "dangerline")
        paint.words(painter, spot, str(self.count), theme.font(12, 700), "danger", align=paint.CENTER)

    def _paint_wide(self, painter: QPainter, role: str) -> None:
        pad, side = theme.px(12), theme.px(18)
        icons.draw(painter, self.spec.icon, QRect(pad, 0, side, self.height()), role, 18)
        left = pad + side + theme.px(12)
        right = self.width() - pad - (self._paint_count(painter, role) if self.count else 0)
        font = theme.font(14, 600 if self.isChecked() else 500)
        paint.words(painter, QRect(left, 0, right - left, self.height()), self.text(), font, role)

    def _paint_count(self, painter: QPainter, role: str) -> int:
        wide, high = self._wide(), theme.px(20)
        spot = QRect(self.width() - theme.px(12) - wide, (self.height() - high) // 2, wide, high)
        if self.urgent:
            self._paint_urgent(painter, spot)
        else:
            paint.box(painter, QRectF(spot), high / 2, "navbadge")
            paint.words(painter, spot, str(self.count), theme.font(12, 600), role, align=paint.CENTER)
        return wide + theme.px(8)


class _Line(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        self.setFixedHeight(theme.px(33))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        inset = theme.px(12)
        painter.fillRect(
            QRect(inset, self.height() // 2, self.width() - 2 * inset, 1), theme.color("navline")
        )


class Rail(QFrame):
    """All places by section; `chosen(str)` gives the id. Arrow keys move, Enter or Space opens."""

    chosen = Signal(str)

    def __init__(self, specs: Sequence[ScreenSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "nav")
        self.setAccessibleName(_("Plekken"))
        self.items: dict[str, RailItem] = {}
        self.slim = False
        self.group = QButtonGroup(self)
        self.group.setExclusive(True)
        self.brand = Label("WijkDesk", 18, 700, tint="navstrong")
        self.box = QVBoxLayout(self)
        self.box.addWidget(self.brand)
        self._fill(specs)
        theme.follow(self.restyle)

    def _fill(self, specs: Sequence[ScreenSpec]) -> None:
        used = False
        for section in SECTIONS:
            members = sorted((s for s in specs if s.section == section), key=_order)
            if section == "foot":
                self.box.addStretch(1)
            elif members and used:
                self.box.addWidget(_Line(self))
            used = used or bool(members)
            for spec in members:
                self._add(spec)

    def _add(self, spec: ScreenSpec) -> None:
        item = RailItem(spec, self)
        item.clicked.connect(self._on_clicked)
        self.group.addButton(item)
        self.items[spec.id] = item
        self.box.addWidget(item)

    def restyle(self) -> None:
        """Width and room in the scale of the look."""
        edge = theme.px(4 if self.slim else 12)
        self.setFixedWidth(theme.px(SLIM if self.slim else WIDE))
        self.box.setContentsMargins(edge, theme.px(14), edge, theme.px(12))
        self.box.setSpacing(theme.px(4))
        self.brand.setText("Wd" if self.slim else "WijkDesk")
        align = Qt.AlignmentFlag.AlignCenter if self.slim else Qt.AlignmentFlag.AlignLeft
        self.brand.setAlignment(align)
        left = 0 if self.slim else theme.px(12)
        self.brand.setContentsMargins(left, 0, 0, theme.px(14))

    def set_slim(self, slim: bool) -> None:
        """Words beside the icons, or under them."""
        if slim == self.slim:
            return
        self.slim = slim
        for item in self.items.values():
            item.slim = slim
            item.restyle()
        self.restyle()

    def mark(self, place: str) -> None:
        """Show which place is open; one that is not in the rail marks none."""
        self.group.setExclusive(False)
        for name, item in self.items.items():
            item.setChecked(name == place)
        self.group.setExclusive(True)

    def set_count(self, place: str, count: int) -> None:
        """Show how much waits at a place."""
        if place in self.items:
            self.items[place].set_count(count)

    def set_urgent(self, place: str, urgent: bool) -> None:
        """Show whether what waits at a place asks for a choice."""
        if place in self.items:
            self.items[place].set_urgent(urgent)

    def _on_clicked(self) -> None:
        item = self.sender()
        if isinstance(item, RailItem):
            self.chosen.emit(item.spec.id)


def _order(spec: ScreenSpec) -> int:
    return spec.order

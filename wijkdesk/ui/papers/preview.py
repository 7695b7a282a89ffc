"""The pages of a paper as pictures under each other, with zoom; the old ones stay until the new are there."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _, ngettext
from wijkdesk.ui.kit import paint, theme
from wijkdesk.ui.kit.buttons import IconButton, QuietButton
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label

A4 = (210 / 25.4, 297 / 25.4)  # inches
SCREEN_DPI = 96
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_WAIT_MS = 150  # after the last change of size, before sharper pages are asked for


class _Sheet(QWidget):
    """Paints the pages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.images: list[QImage] = []
        self.wide = 1

    def arrange(self, images: list[QImage], wide: int) -> None:
        """Show these pages, each `wide` px wide."""
        self.images, self.wide = images, wide
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()

    def _high(self, image: QImage) -> int:
        return round(self.wide * image.height() / max(1, image.width()))

    def spots(self) -> list[QRect]:
        """Where each page stands."""
        gap, top, left = theme.px(16), theme.px(16), max(0, (self.width() - self.wide) // 2)
        found = []
        for image in self.images:
            found.append(QRect(left, top, self.wide, self._high(image)))
            top += self._high(image) + gap
        return found

    def sizeHint(self) -> QSize:
        """All pages under each other."""
        gap = theme.px(16)
        return QSize(self.wide, gap + sum(self._high(image) + gap for image in self.images))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight, each with an edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for image, spot in zip(self.images, self.spots(), strict=True):
            if spot.intersects(event.rect()):
                painter.drawImage(spot, image)
                painter.setPen(theme.color("field"))
                painter.drawRect(spot.adjusted(0, 0, -1, -1))


class Pages(QScrollArea):
    """The scrolling pages; arrows scroll, + and - zoom, 0 fits a whole page, then its width.

    `sharpness(int)` = dpi wanted, `show_wanted` and `codes_wanted` over the whole screen."""

    sharpness = Signal(int)
    show_wanted = Signal()
    codes_wanted = Signal()
    zoomed = Signal()
    focus_moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = _Sheet()
        self.setWidget(self.sheet)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Voorbeeld van het blad"))
        self.zoom: float | None = None  # None = as large as there is room
        self.whole = False  # whether a whole page has to fit, or its width only
        self.dpi = 0
        self._data: tuple[bytes, ...] = ()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_WAIT_MS)
        self._later.timeout.connect(self._ask)
        theme.follow(self.fit)

    @property
    def factor(self) -> float:
        """The zoom in use: 1.0 = as large as on paper, at 100 % text size."""
        if self.zoom is not None:
            return self.zoom
        room = self.width() - theme.px(32) - self.verticalScrollBar().sizeHint().width()
        wide = min(room / self._full_width(), 1.25)
        high = (self.height() - theme.px(32)) / (self._full_width() * A4[1] / A4[0])
        return max(0.2, min(wide, high) if self.whole else wide)

    @staticmethod
    def _full_width() -> float:
        return A4[0] * SCREEN_DPI * theme.current().scale

    def set_pages(self, data: tuple[bytes, ...], words: str) -> None:
        """Show PNG pictures of pages; `words` is what a screen reader hears."""
        if data != self._data:
            self._data = data
            self.sheet.images = [QImage.fromData(page) for page in data]
        count = len(data)
        name = ngettext(
            "Voorbeeld van het blad, {n} bladzijde", "Voorbeeld van het blad, {n} bladzijden", count
        )
        self.setAccessibleName(name.format(n=count))
        self.setAccessibleDescription(words)
        self.fit()

    def fit(self) -> None:
        """Give the pages their size; sharper pictures are asked for a moment later."""
        self.sheet.arrange(self.sheet.images, round(self._full_width() * self.factor))
        self._later.start()

    def set_zoom(self, zoom: float | None) -> None:
        """Zoom; None = fit."""
        self.zoom = zoom
        self.fit()
        self.zoomed.emit()

    def bigger(self) -> None:
        """One step nearer."""
        now = self.factor
        self.set_zoom(next((zoom for zoom in ZOOMS if zoom > now + 0.01), ZOOMS[-1]))

    def smaller(self) -> None:
        """One step away."""
        now = self.factor
        self.set_zoom(next((zoom for zoom in reversed(ZOOMS) if zoom < now - 0.01), ZOOMS[0]))

    def fit_page(self) -> None:
        """A whole page in sight; once it is, as wide as there is room."""
        self.whole = not self.whole if self.zoom is None else True
        self.set_zoom(None)

    def _ask(self) -> None:
        wide = self.sheet.wide * self.devicePixelRatioF()
        dpi = min(300, max(60, round(wide / A4[0])))
        if abs(dpi - self.dpi) > 2:
            self.dpi = dpi
            self.sharpness.emit(dpi)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom with + - 0; Home and End to the ends; the rest scrolls."""
        steps = {"+": self.bigger, "=": self.bigger, "-": self.smaller, "0": self.fit_page}
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_F11:  # where the system itself took the shortcut of the window
            self.show_wanted.emit()
        elif event.key() == Qt.Key.Key_C and event.modifiers() == both:
            self.codes_wanted.emit()
        elif step := steps.get(event.text()):
            step()
        elif Qt.Key(event.key()) in ends:
            bar.setValue(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        super().resizeEvent(event)
        self.fit()
        self.zoomed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask nothing for a page nobody sees."""
        super().hideEvent(event)
        self._later.stop()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that a ring is due."""
        super().focusInEvent(event)
        self.focus_moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the ring goes."""
        super().focusOutEvent(event)
        self.focus_moved.emit()


class Preview(QWidget):
    """The pages with their zoom bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = Pages()
        self.count = Label("", 13, tint="muted")
        self.percent = Label("", 13, weight=600)
        self.minus = IconButton(Icon.ZOOM_OUT, _("Kleiner"), "small")
        self.plus = IconButton(Icon.ZOOM_IN, _("Groter"), "small")
        self.fitting = QuietButton(_("Hele bladzijde"), Icon.MAXIMIZE, "small")
        self.minus.clicked.connect(self.pages.smaller)
        self.plus.clicked.connect(self.pages.bigger)
        self.fitting.clicked.connect(self.pages.fit_page)
        self.pages.zoomed.connect(self._show_zoom)
        self.pages.focus_moved.connect(self.update)
        self.bar = FlowRow(gap=8)
        self.bar.addWidget(self.count)
        for widget in (self.minus, self.percent, self.plus, self.fitting):
            self.bar.push(widget)
        self.room = QVBoxLayout()
        self.room.addLayout(self.bar)
        box = QVBoxLayout(self)
        box.setContentsMargins(3, 0, 3, 3)  # room for the ring
        box.setSpacing(3)
        box.addLayout(self.room)
        box.addWidget(self.pages, 1)
        self.pages.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Room around the bar, in the scale of the look."""
        self.room.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring around the pages when the keys go there."""
        super().paintEvent(event)
        if self.pages.hasFocus():
            paint.ring(QPainter(self), self.pages.geometry().adjusted(-3, -3, 3, 3), theme.px(6))

    def show_pages(self, data: tuple[bytes, ...], words: str) -> None:
        """Show pages and how many there are."""
        self.pages.set_pages(data, words)
        count = len(data)
        self.count.setText(
            ngettext("{n} bladzijde", "{n} bladzijden", count).format(n=count) if count else ""
        )
        self._show_zoom()

    def _show_zoom(self) -> None:
        whole = self.pages.whole and self.pages.zoom is None
        self.fitting.setText(_("Zo breed als kan") if whole else _("Hele bladzijde"))
        self.percent.setText(_("{n} %").format(n=round(self.pages.factor * 100)))

"""One picture, as large as there is room; + and - zoom, 0 makes it fit, arrows scroll."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.dossier.attachments.pictures import picture
from wijkdesk.ui.kit import theme

_STEP, _MOST, _LEAST = 1.25, 4.0, 1.0
_ROOM = 2560  # px: a photo larger than this is shown smaller, so that no laptop runs out of memory


class _Sheet(QWidget):
    """Paints the picture in its middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self.size_wanted = QSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self.size_wanted
        spot = QRect(
            (self.width() - size.width()) // 2,
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )
        painter.drawImage(spot, self.image)


class PictureView(QScrollArea):
    """Scrolls a picture; with nothing in it, it is hidden by who owns it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = _Sheet()
        self.setWidget(self.sheet)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Beeld"))
        self.zoom = _LEAST
        self._data = b""
        theme.follow(self.fit)

    def show_picture(self, data: bytes, name: str) -> bool:
        """Show a picture; False when it cannot be shown."""
        if data != self._data:
            self._data, self.zoom = data, _LEAST
            self.sheet.image = picture(data, QSize(_ROOM, _ROOM)) if data else QImage()
        self.setAccessibleName(_("Beeld van {name}").format(name=name))
        self.setAccessibleDescription(_("Plus en min maken het groter en kleiner."))
        self.fit()
        return not self.sheet.image.isNull()

    def fit(self) -> None:
        """Give the picture its size."""
        room = self.viewport().size()
        whole = self.sheet.image.size()
        fitting = whole.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        if whole.width() < fitting.width():
            fitting = whole
        size = fitting * self.zoom
        self.sheet.size_wanted = size
        self.sheet.setMinimumSize(size if self.zoom > _LEAST else QSize(1, 1))
        self.sheet.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom with + - 0."""
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom = min(_MOST, self.zoom * _STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom = max(_LEAST, self.zoom / _STEP)
        elif event.key() == Qt.Key.Key_0:
            self.zoom = _LEAST
        else:
            super().keyPressEvent(event)
            return
        self.fit()

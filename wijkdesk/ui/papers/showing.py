"""A page or code over the whole screen, to photograph or scan: white, large, nothing else.

On a small laptop the letters of a whole page are too small for a photograph: + shows halves, - whole pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import paint, theme
from wijkdesk.ui.kit.announce import announce
from wijkdesk.ui.kit.capture import PRESENTING
from wijkdesk.ui.kit.paint import TagStyle

_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace)
_CLOSE = (Qt.Key.Key_Escape, Qt.Key.Key_F11)


@dataclass(frozen=True)
class Picture:
    """What is shown at once: an image, words under it, and whether its squares must stay sharp."""

    image: QImage
    caption: str = ""
    squares: bool = False


_TELL_MS = 3_000  # how long the keys stand over the page
HALF = 0.54  # of a page: halves overlap a little, so that no line is cut in both


class Showing(QWidget):
    """A window over the whole screen; arrows turn, + and - change size, Esc or F11 closes; it frees itself."""

    left = Signal()

    def __init__(self, pictures: list[Picture], words: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("WijkDesk")  # titles of windows are kept by the system: no names here
        self.setProperty(PRESENTING, True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription(words)
        self.whole, self.pictures, self.at = pictures, pictures, 0
        self.telling = True
        self._tell = QTimer(self)
        self._tell.setSingleShot(True)
        self._tell.setInterval(_TELL_MS)
        self._tell.timeout.connect(self._on_told)
        self._name()

    def showEvent(self, event: QShowEvent) -> None:
        """The keys stand over the page for three seconds."""
        super().showEvent(event)
        self._tell.start()

    def _on_told(self) -> None:
        self.telling = False
        self.update()

    @property
    def keys(self) -> str:
        """How to leave, and how to see more; codes stay as they are."""
        return _("Esc sluit") if self.whole[0].squares else _("Esc sluit · + groter")

    @property
    def place(self) -> str:
        """Where we are: "1 van 3", and the keys."""
        words = _("{at} van {all}. Pijltjes bladeren, + maakt groter, Esc sluit.")
        return words.format(at=self.at + 1, all=len(self.pictures))

    def _name(self) -> None:
        self.setAccessibleName(self.place)

    def turn(self, step: int) -> None:
        """Go on or back; stays at the ends."""
        at = min(len(self.pictures) - 1, max(0, self.at + step))
        if at != self.at:
            self.at = at
            self._name()
            announce(self, self.place)
            self.update()

    def halves(self, on: bool) -> None:
        """Show half pages, or whole ones; codes stay whole."""
        if on == (self.pictures is not self.whole) or self.whole[0].squares:
            return
        page = self.at if on else self.at // 2
        self.pictures = [half for one in self.whole for half in _halved(one)] if on else self.whole
        self.at = 2 * page if on else page
        self._name()
        announce(self, self.place)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn or close."""
        key = Qt.Key(event.key())
        if key in _CLOSE:
            self.leave()
        elif key in _ON or key in _BACK:
            self.turn(1 if key in _ON else -1)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.turn(len(self.pictures) if key == Qt.Key.Key_End else -len(self.pictures))
        elif event.text() in {"+", "=", "-"}:
            self.halves(event.text() != "-")
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click turns: the right half on, the left half back."""
        self.turn(1 if event.position().x() * 2 >= self.width() else -1)

    def leave(self) -> None:
        """Close and tell."""
        self.left.emit()
        self.close()

    def _words_height(self) -> int:
        return theme.px(72) if self.pictures[self.at].caption else 0

    def spot(self) -> QRect:
        """Where the picture stands: as large as fits, in the middle; squares in whole steps."""
        picture = self.pictures[self.at]
        edge = theme.px(24) if picture.squares else 0
        room = self.rect().adjusted(edge, edge, -edge, -edge - self._words_height())
        size = picture.image.size()
        if picture.squares:
            step = max(1, min(room.width() // size.width(), room.height() // size.height()))
            size = QSize(size.width() * step, size.height() * step)
        if not picture.squares or size.height() > room.height() or size.width() > room.width():
            size = picture.image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left = room.left() + (room.width() - size.width()) // 2
        top = room.top() + (room.height() - size.height()) // 2
        return QRect(left, top, size.width(), size.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paper white in every theme, for a camera."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        picture, spot = self.pictures[self.at], self.spot()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not picture.squares)
        painter.drawImage(spot, picture.image)
        if picture.caption:
            painter.setFont(theme.font(24, 600))
            painter.setPen(Qt.GlobalColor.black)
            under = QRect(0, self.height() - self._words_height(), self.width(), self._words_height())
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, picture.caption)
        if self.telling:
            self._paint_keys(painter)

    def _paint_keys(self, painter: QPainter) -> None:
        style = TagStyle("surface", "text", "", 40, 20, 16, 16, 600)
        wide, high = paint.tag_width(self.keys, None, style), theme.px(40)
        spot = QRect((self.width() - wide) // 2, theme.px(16), wide, high)
        paint.tag(painter, spot, self.keys, None, style)


def _halved(picture: Picture) -> list[Picture]:
    """The upper and the lower half of a page."""
    image = picture.image
    high = round(image.height() * HALF)
    return [Picture(image.copy(0, top, image.width(), high)) for top in (0, image.height() - high)]

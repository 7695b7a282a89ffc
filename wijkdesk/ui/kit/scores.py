"""Scores 0 to 10: a cell, a slider and the plot of several people; never a total or an average."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QSlider, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.core.unknown import Unknown
from wijkdesk.ui.kit import paint, theme

TOP = 10
Score = int | Unknown | None  # None = nothing filled in = not asked


def score_words(score: Score) -> str:
    """The score in words: "5 van 10", or why there is none."""
    if score is None or isinstance(score, Unknown):
        return _((score or Unknown.NOT_ASKED).label)
    return _("{score} van {top}").format(score=score, top=TOP)


def paint_score(painter: QPainter, rect: QRect, score: Score, person: int) -> None:
    """Number and bar, or the muted words when there is no number."""
    if score is None or isinstance(score, Unknown):
        words, font = score_words(score), theme.font(13)
        if QFontMetrics(font).horizontalAdvance(words) > rect.width():
            words = _("wil niet") if score is Unknown.WONT_SAY else _("niet gevraagd")
        paint.words(painter, rect, words, font, "muted")
        return
    number = QRect(rect.left(), rect.top(), theme.px(20), rect.height())
    align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    paint.words(painter, number, str(score), theme.font(14, 700), paint.hue(person), align=align)
    left, high = number.right() + theme.px(8), theme.px(6)
    track = QRectF(left, rect.center().y() - high / 2 + 0.5, rect.right() - left, high)
    paint.bar(painter, track, score / TOP, paint.hue(person))


class ScoreCell(QLabel):
    """A score as number and bar in a person's colour; muted words when there is none."""

    def __init__(self, score: Score, person: int, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person, self.name = person, name
        self.set_score(score)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Measure and paint anew after a switch of look."""
        self.updateGeometry()
        self.update()

    def set_score(self, score: Score) -> None:
        """Show another score."""
        self.score = score
        self.setText(score_words(score))
        self.setAccessibleName(f"{self.name}: {self.text()}" if self.name else self.text())
        self.update()

    def sizeHint(self) -> QSize:
        """As in the designs: 140 by 24."""
        return QSize(theme.px(140), theme.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint number and bar."""
        paint_score(QPainter(self), self.rect(), self.score, self.person)


class ScoreSlider(QSlider):
    """A slider 0 to 10 that may also be unanswered.

    Keys 0-9 and t (10) set the score, Delete takes it away, the context menu gives the three ways of not
    knowing. `scored(object)` tells an int, an Unknown or None after release or key, not while dragging.
    A click on the words of not knowing gives no number: it opens the scale, and the next click does.
    """

    scored = Signal(object)

    def __init__(
        self, name: str, person: int = 1, score: Score = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.person = person
        self._score: Score = None
        self._open = self._dragged = False
        self.setRange(0, TOP)
        self.setPageStep(1)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_score(score)
        theme.follow(self.restyle)

    def score(self) -> Score:
        """The score shown."""
        return self._score

    def restyle(self) -> None:
        """Measure and paint anew after a switch of look."""
        self.updateGeometry()
        self.update()

    def set_score(self, score: Score) -> None:
        """Show another score without telling anyone."""
        self._score = score
        self._open = False
        self.setValue(score if isinstance(score, int) and not isinstance(score, Unknown) else 0)
        self.setAccessibleDescription(score_words(score))
        self.update()

    def _tell(self, score: Score) -> None:
        changed = score != self._score or isinstance(score, Unknown) != isinstance(self._score, Unknown)
        self.set_score(score)
        if changed:
            self.scored.emit(score)

    def _known(self) -> bool:
        return self._score is not None and not isinstance(self._score, Unknown)

    def sizeHint(self) -> QSize:
        """A track of 250 and room for the number."""
        return QSize(theme.px(280), theme.px(44 if theme.current().touch else 32))

    def minimumSizeHint(self) -> QSize:
        """Narrower, never lower."""
        return QSize(theme.px(150), self.sizeHint().height())

    def _track(self) -> QRectF:
        high = theme.px(6)
        left, right = theme.px(12), self.width() - theme.px(44)
        return QRectF(left, (self.height() - high) / 2, max(1, right - left), high)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and t set, Delete clears, arrows move (from the middle when there was no score)."""
        text = event.text().lower()
        if text.isdigit() and text.isascii():
            self._tell(int(text))
        elif text == "t":
            self._tell(TOP)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._tell(None)
        elif event.key() in _STEPS:
            self._tell(min(TOP, max(0, self.value() + _STEPS[event.key()])) if self._known() else TOP // 2)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump to where is clicked."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if not self._known() and not self._open and event.position().x() < self._words_end():
            self._open = True
            self.update()
            return
        self._dragged = True
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse; nothing is told yet."""
        if self._dragged:
            self._drag(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell the score."""
        if event.button() == Qt.MouseButton.LeftButton and self._dragged:
            self._dragged = False
            self.scored.emit(self._score)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A scale that was opened closes again."""
        super().focusOutEvent(event)
        self._open = False
        self.update()

    def _words_end(self) -> float:
        """Where the words of not knowing end, px."""
        wide = QFontMetrics(theme.font(13)).horizontalAdvance(score_words(self._score)) + 2
        return self._track().left() + wide

    def _drag(self, event: QMouseEvent) -> None:
        track = self._track()
        part = (event.position().x() - track.left()) / track.width()
        self.set_score(min(TOP, max(0, round(part * TOP))))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page never changes a score."""
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The ways of not knowing."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for unknown in Unknown:
            action = menu.addAction(_(unknown.label))
            action.setData(unknown)
        menu.triggered.connect(self._on_unknown)
        menu.popup(event.globalPos())

    def _on_unknown(self, action: QAction) -> None:
        self._tell(Unknown(action.data()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint track, handle and number, or the words and a dashed track."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._known():
            self._paint_known(painter)
        else:
            self._paint_unknown(painter)
        if self.hasFocus():
            paint.ring(painter, self.rect(), theme.px(8))

    def _paint_known(self, painter: QPainter) -> None:
        track, role = self._track(), paint.hue(self.person)
        x = track.left() + track.width() * self.value() / TOP
        paint.box(painter, track, track.height() / 2, "sunken", "line")
        paint.box(
            painter,
            QRectF(track.left(), track.top(), x - track.left(), track.height()),
            track.height() / 2,
            role,
        )
        side = theme.px(18)
        handle = QRectF(x - side / 2, track.center().y() - side / 2, side, side)
        paint.box(painter, handle, side / 2, "surface", role, width=theme.px(4))
        number = QRect(self.width() - theme.px(36), 0, theme.px(28), self.height())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        paint.words(painter, number, str(self.value()), theme.font(16, 700), role, align=align)

    def _paint_unknown(self, painter: QPainter) -> None:
        track, left = self._track(), int(self._track().left())
        if not self._open:
            spot = QRect(left, 0, int(self._words_end()) - left, self.height())
            paint.words(painter, spot, score_words(self._score), theme.font(13), "muted")
            left = int(self._words_end()) + theme.px(10)
        pen = QPen(theme.color("field"), theme.px(1.5), Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        y = track.center().y()
        painter.drawLine(left, int(y), int(track.right()), int(y))
        for step in range(TOP + 1 if self._open else 0):
            x = int(track.left() + track.width() * step / TOP)
            painter.drawLine(x, int(y) - theme.px(5), x, int(y) + theme.px(5))


_STEPS: dict[int, int] = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageDown: -1, Qt.Key.Key_Home: -TOP,
    Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_PageUp: 1, Qt.Key.Key_End: TOP,
}  # fmt: skip

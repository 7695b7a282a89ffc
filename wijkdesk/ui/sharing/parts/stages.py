"""Three places where work is safe, side by side: laptop, backup, server (design 13)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import icons, theme
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Small
from wijkdesk.ui.sharing.state import Stage, Step

_ICONS = {"laptop": Icon.LAPTOP, "backup": Icon.HARD_DRIVE, "server": Icon.CLOUD_UPLOAD}
_TONES = {Step.DONE: "ok", Step.BUSY: "warn", Step.OPEN: "muted"}


def _pen(step: Step) -> QPen:
    style = Qt.PenStyle.SolidLine if step is Step.DONE else Qt.PenStyle.DashLine
    return QPen(theme.color(_TONES[step]), theme.px(2), style)


class Ring(QWidget):
    """The icon of a stage in a circle: solid when done, dashed when not yet."""

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = stage
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Size in the scale of the look."""
        self.setFixedSize(QSize(theme.px(44), theme.px(44)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint circle and icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_pen(self.stage.step))
        edge = theme.px(2)
        painter.drawEllipse(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge))
        icons.draw(painter, _ICONS[self.stage.key], self.rect(), _TONES[self.stage.step], 20)


class Link(QWidget):
    """The line from one stage to the next."""

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Height of the circles beside it."""
        self.setFixedHeight(theme.px(44))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.setPen(_pen(self.step))
        middle = self.height() // 2
        painter.drawLine(0, middle, self.width(), middle)


class Stages(QWidget):
    """Shows stages in a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stages: tuple[Stage, ...] = ()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)

    def show_stages(self, stages: tuple[Stage, ...]) -> None:
        """Show how far it is; made anew only when something differs."""
        if stages == self.stages:
            return
        self.stages = stages
        while self.row.count():
            item = self.row.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, stage in enumerate(stages):
            if number:
                self.row.addWidget(Link(stage.step), 1, Qt.AlignmentFlag.AlignTop)
            self.row.addWidget(self._column(stage))
        spoken = "; ".join(f"{stage.title}: {stage.words}" for stage in stages)
        self.setAccessibleName(_("Waar je werk veilig is. {stages}").format(stages=spoken))

    @staticmethod
    def _column(stage: Stage) -> QWidget:
        column = QWidget()
        box = QVBoxLayout(column)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(2))
        middle = Qt.AlignmentFlag.AlignHCenter
        box.addWidget(Ring(stage), 0, middle)
        box.addWidget(Label(stage.title, 13, 600), 0, middle)
        box.addWidget(Small(stage.words), 0, middle)
        return column

"""A recovery code to print or write over, beside the boxes to type it over from paper (design 02)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import paint, theme
from wijkdesk.ui.kit.buttons import Button, QuietButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.code_boxes import BLOCKS, CodeBoxes
from wijkdesk.ui.kit.flow import FlowGrid
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Pill, Small
from wijkdesk.ui.kit.tone import Tone


class CodeTile(QLabel):
    """One block of the code, or four dots; cannot be selected or copied."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Size in the scale of the look."""
        self.updateGeometry()
        self.update()

    def show_block(self, text: str) -> None:
        """Show the block, or hide it when empty."""
        self.setText(text)
        name = _("Controleteken") if self.number == BLOCKS else _("Blokje {n}").format(n=self.number)
        spoken = " ".join(text) if text else _("verborgen")
        self.setAccessibleName(f"{name}: {spoken}")
        self.update()

    def sizeHint(self) -> QSize:
        """Room for four wide letters."""
        return QSize(theme.px(48 if self.number == BLOCKS else 78), theme.px(48))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and letters, or dots."""
        painter = QPainter(self)
        paint.box(painter, QRectF(self.rect()), theme.px(8), "sunken")
        font = theme.font(18, 600)
        font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, theme.px(1.5))
        dots = "•" if self.number == BLOCKS else "••••"
        paint.words(painter, self.rect(), self.text() or dots, font, "text", align=paint.CENTER)


class CodeCards(QWidget):
    """Signals: `typed(object)` the texts of the boxes, `again` show the code once more, `print_it`."""

    typed = Signal(object)
    again = Signal()
    print_it = Signal()

    def __init__(self, printer: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles = [CodeTile(number) for number in range(1, BLOCKS + 1)]
        self.show_again = QuietButton(_("Toon weer"))
        self.show_again.clicked.connect(self.again)
        self.print = Button(_("Afdrukken"), Icon.PRINTER)
        self.print.clicked.connect(self.print_it)
        self.printed = Pill("", Tone.OK, Icon.CHECK)
        self.boxes = CodeBoxes()
        self.boxes.changed.connect(self.typed)
        grid = FlowGrid(380, weights=(1, 1), gap=16)
        grid.addWidget(self._shown(printer))
        # an empty place at the right, so that both heads are as high and the boxes stand on one line
        typing = Card(_("2. Typ de code over van papier"), QWidget())
        typing.add(self.boxes)
        typing.body.addStretch(1)
        grid.addWidget(typing)
        self.setLayout(grid)

    def _shown(self, printer: bool) -> Card:
        title = _("1. Druk af of schrijf over") if printer else _("1. Schrijf over op papier")
        card = Card(title, self.printed)
        grid = QGridLayout()
        grid.setSpacing(theme.px(8))
        for index, tile in enumerate(self.tiles[:-1]):
            grid.addWidget(tile, index // 4, index % 4)
        card.body.addLayout(grid)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(Small(_("Controleteken")))
        self.tiles[-1].setMaximumWidth(theme.px(56))
        foot.addWidget(self.tiles[-1])
        foot.addStretch(1)
        foot.addWidget(self.show_again)
        foot.addWidget(self.print)
        card.body.addLayout(foot)
        self.print.setVisible(printer)
        card.body.addStretch(1)
        return card

    def show_code(
        self, blocks: Sequence[str], right: Collection[int], wrong: Collection[int], printed: str = ""
    ) -> None:
        """Show the code (no blocks = hidden), what was typed rightly, and when it was printed."""
        for number, tile in enumerate(self.tiles):
            tile.show_block(blocks[number] if blocks else "")
        self.show_again.setVisible(not blocks)
        self.printed.set_pill(_("Afgedrukt {time}").format(time=printed), Tone.OK, Icon.CHECK)
        self.printed.setVisible(bool(printed))
        self.boxes.show_marks(right, wrong)

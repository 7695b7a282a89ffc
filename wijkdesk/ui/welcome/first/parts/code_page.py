"""The recovery code: print it or write it over, then type it over from paper (design 02)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import paint, theme
from wijkdesk.ui.kit.banner import Banner
from wijkdesk.ui.kit.buttons import Button, PrimaryButton, QuietButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.flow import FlowGrid, FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Pill, Small
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.welcome.first.parts.code_boxes import CodeBoxes
from wijkdesk.ui.welcome.first.parts.heads import FirstPage
from wijkdesk.ui.welcome.first.presenter import BLOCKS, FirstState


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


class CodePage(FirstPage):
    """Signals: `typed(object)`, `again`, `print_it`, `done`."""

    typed = Signal(object)
    again = Signal()
    print_it = Signal()
    done = Signal()

    def __init__(self, printer: bool, parent: QWidget | None = None) -> None:
        super().__init__(
            2,
            _("Bewaar je herstelcode op papier"),
            _("Wachtzin vergeten? Dan opent deze code je kluis. Na deze stap zie je de code niet meer."),
            parent,
        )
        self.tiles = [CodeTile(number) for number in range(1, BLOCKS + 1)]
        self.hidden = Small("")
        self.show_again = QuietButton(_("Toon weer"))
        self.show_again.clicked.connect(self.again)
        self.print = Button(_("Afdrukken"), Icon.PRINTER)
        self.print.clicked.connect(self.print_it)
        self.printed = Pill("", Tone.OK, Icon.CHECK)
        self.boxes = CodeBoxes()
        self.boxes.changed.connect(self.typed)
        self.button = PrimaryButton(_("Verder"), Icon.ARROW_RIGHT, "large", trailing=True)
        self.button.clicked.connect(self.done)
        self.why = Small(_("Kan als alle blokjes goed zijn"))
        self._fill(printer)
        self.start = self.boxes.boxes[0]

    def _fill(self, printer: bool) -> None:
        holder = QWidget()
        grid = FlowGrid(380, weights=(1, 1), gap=16)
        grid.addWidget(self._shown(printer))
        typing = Card(_("2. Typ de code over van papier"))
        typing.add(self.boxes)
        typing.body.addStretch(1)
        grid.addWidget(typing)
        holder.setLayout(grid)
        self.body.addWidget(holder)
        self.gap(16)
        bold, text = (
            _("Bewaar het blad niet bij je laptop."),
            _("Thuis in een la of in de kluis van je team is goed."),
        )
        self.body.addWidget(Banner(Tone.WARN, bold, text, icon=Icon.HOUSE))
        self.gap(28)
        foot = FlowRow(gap=12)
        foot.push(self.why)
        foot.addWidget(self.button)
        self.body.addLayout(foot)

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
        foot.addWidget(self.hidden)
        foot.addStretch(1)
        foot.addWidget(self.show_again)
        foot.addWidget(self.print)
        card.body.addLayout(foot)
        self.print.setVisible(printer)
        card.body.addStretch(1)
        return card

    def show_state(self, state: FirstState) -> None:
        """Show or hide the code, and what was typed rightly."""
        for number, tile in enumerate(self.tiles):
            tile.show_block(state.blocks[number] if state.blocks else "")
        self.show_again.setVisible(not state.blocks)
        self.printed.set_pill(_("Afgedrukt {time}").format(time=state.printed), Tone.OK, Icon.CHECK)
        self.printed.setVisible(bool(state.printed))
        self.boxes.show_state(state)
        self.button.setEnabled(state.typed_over)
        self.why.setVisible(not state.typed_over)

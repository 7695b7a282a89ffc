"""The words: five proposed ones on tiles, or own ones with a line that says how strong they are."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import paint, theme
from wijkdesk.ui.kit.banner import Mark
from wijkdesk.ui.kit.buttons import PrimaryButton, QuietButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.flow import FlowGrid, FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Pill, Small
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.welcome.first.parts.heads import FirstPage
from wijkdesk.ui.welcome.first.presenter import FirstState
from wijkdesk.ui.welcome.password import SecretField


class WordTile(QLabel):
    """One word with its number; cannot be selected or copied."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Size in the scale of the look."""
        self.updateGeometry()
        self.update()

    def show_word(self, word: str) -> None:
        """Show another word."""
        self.setText(word)
        self.setAccessibleName(_("Woord {n}: {word}").format(n=self.number, word=word))
        self.restyle()

    def sizeHint(self) -> QSize:
        """The word with room around it."""
        wide = QFontMetrics(theme.font(18, 600)).horizontalAdvance(self.text()) + theme.px(24)
        return QSize(max(wide, theme.px(120)), theme.px(88))

    def minimumSizeHint(self) -> QSize:
        """The word is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint tile, number and word."""
        painter = QPainter(self)
        paint.box(painter, QRectF(self.rect()), theme.px(12), "surface", "line")
        top = QRect(0, theme.px(22), self.width(), theme.px(20))
        paint.words(painter, top, str(self.number), theme.font(13), "muted", align=paint.CENTER)
        below = QRect(0, theme.px(38), self.width(), theme.px(28))
        paint.words(painter, below, self.text(), theme.font(18, 600), "text", align=paint.CENTER)


def picture(words: tuple[str, ...]) -> str:
    """A sentence that helps to make a picture of five words."""
    if len(words) < 5:
        return ""
    return _("Zie {a} voor je, met {b} ernaast. Dan {c}, {d} en {e}. Hoe gekker, hoe beter.").format(
        a=words[0], b=words[1], c=words[2], d=words[3], e=words[4]
    )


class WordsPage(FirstPage):
    """Signals: `remembered`, `others`, `own`, `restoring` (there is a backup to begin with)."""

    remembered = Signal()
    others = Signal()
    own = Signal()
    restoring = Signal()
    column = 758  # design 01

    def __init__(self, step: int, parent: QWidget | None = None) -> None:
        super().__init__(
            step,
            _("Dit is jouw wachtzin"),
            _("Alleen wie deze vijf woorden kent, kan de dossiers op deze laptop openen."),
            parent,
        )
        self.tiles = [WordTile(number) for number in range(1, 6)]
        holder = QWidget()
        grid = FlowGrid(130, gap=12)
        for tile in self.tiles:
            grid.addWidget(tile)
        holder.setLayout(grid)
        self.body.addWidget(holder)
        self.gap(20)
        self.button = PrimaryButton(_("Ik heb ze onthouden"), Icon.ARROW_RIGHT, "large", trailing=True)
        self.other = QuietButton(_("Andere woorden"), Icon.REFRESH_CW)
        self.choose = QuietButton(_("Zelf woorden kiezen"), Icon.PENCIL)
        self.restore = QuietButton(_("Reservekopie terugzetten"), Icon.ARCHIVE)
        self.restore.setVisible(bool(step))  # with an open profile only the words are chosen anew
        self._below()
        self.restore.clicked.connect(self.restoring)
        self.button.clicked.connect(self.remembered)
        self.other.clicked.connect(self.others)
        self.choose.clicked.connect(self.own)
        self.start = self.button
        QWidget.setTabOrder(self.button, self.other)
        QWidget.setTabOrder(self.other, self.choose)
        QWidget.setTabOrder(self.choose, self.restore)

    def _below(self) -> None:
        row = FlowRow(gap=8)
        self.strong = Pill(_("Sterk genoeg"), Tone.OK, Icon.SHIELD_CHECK)
        row.addWidget(self.strong)
        row.push(self.other)
        row.push(self.choose)
        self.body.addLayout(row)
        self.gap(24)
        self.body.addWidget(self._hint())
        self.gap(32)
        foot = FlowRow(gap=12)
        foot.addWidget(self.button)
        foot.addWidget(Small(_("Hierna typ je ze een keer over.")))
        foot.push(self.restore)
        self.body.addLayout(foot)

    def _hint(self) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(theme.px(20))
        row.addWidget(Mark(Icon.LIGHTBULB, "text", 24))
        words = QVBoxLayout()
        words.setSpacing(0)
        self.picture = Label("", tint="muted", wrap=True)
        words.addWidget(Label(_("Maak er een plaatje bij in je hoofd"), weight=600))
        words.addWidget(self.picture)
        row.addLayout(words, 1)
        card.body.addLayout(row)
        return card

    def show_state(self, state: FirstState) -> None:
        """Show the words."""
        for tile, word in zip(self.tiles, state.words, strict=False):
            tile.show_word(word)
        self.strong.setVisible(bool(state.words))  # empty tiles are not strong
        self.picture.setText(picture(state.words))


class OwnPage(FirstPage):
    """Own words. Signals: `typing(str)`, `taken(str)`, `proposed` (back to the five words)."""

    typing = Signal(str)
    taken = Signal(str)
    proposed = Signal()
    column = 758

    def __init__(self, step: int, parent: QWidget | None = None) -> None:
        super().__init__(
            step,
            _("Kies je eigen woorden"),
            _("Neem minstens vier woorden die niemand bij jou verwacht. Geen namen, geen datums."),
            parent,
        )
        self.field = SecretField(_("Jouw wachtzin"))
        self.field.typing.connect(self._on_typing)
        self.field.entered.connect(self._on_taken)
        self.strength = Pill(_("Typ je woorden"), Tone.NEUTRAL)
        self.body.addWidget(self.field)
        self.gap(8)
        self.body.addWidget(self.strength)
        self.gap(32)
        self.button = PrimaryButton(_("Deze woorden nemen"), Icon.ARROW_RIGHT, "large", trailing=True)
        self.button.clicked.connect(self._on_taken)
        self.back = QuietButton(_("Toch vijf woorden van WijkDesk"), Icon.CHEVRON_LEFT)
        self.back.clicked.connect(self.proposed)
        foot = FlowRow(gap=12)
        foot.addWidget(self.button)
        foot.addWidget(self.back)
        self.body.addLayout(foot)
        self.start = self.field

    def show_state(self, state: FirstState) -> None:
        """Show how strong the words are."""
        tone = Tone.OK if state.strong else Tone.WARN
        icon = Icon.SHIELD_CHECK if state.strong else Icon.SHIELD_ALERT
        self.strength.set_pill(state.strength, tone if self.field.text() else Tone.NEUTRAL, icon)
        self.button.setEnabled(state.strong)
        self.field.show_error(state.error)

    def _on_typing(self) -> None:
        self.typing.emit(self.field.text())

    def _on_taken(self) -> None:
        self.taken.emit(self.field.text())

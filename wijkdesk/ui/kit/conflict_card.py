"""Two versions beside each other and the choice between them (design 12); used by the inbox and in the dossier."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wijkdesk.core.differences import Piece, Stretch
from wijkdesk.core.i18n import _
from wijkdesk.services.conflict_choices import Card as ChoiceCard
from wijkdesk.services.conflict_choices import CardSide, Way
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.banner import Mark
from wijkdesk.ui.kit.buttons import Button, PrimaryButton, QuietButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.diff_text import DiffText
from wijkdesk.ui.kit.fields import FieldFrame, LineField, TextField
from wijkdesk.ui.kit.flow import FlowGrid, FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Label, Small
from wijkdesk.ui.kit.people import PersonBadge

_BRIEF = 34  # letters of a side in the line of a choice that waits


class SideCard(Card):
    """One version: letter, who, when and where, and its words."""

    def __init__(self, side: CardSide, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("Versie {letter} van {name}").format(letter=side.letter, name=side.who))
        head, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Heading(side.who, 3))
        words.addWidget(Small(side.line, wrap=True))
        head.setSpacing(theme.px(12))
        head.addWidget(PersonBadge(_("Versie {letter}").format(letter=side.letter), side.letter))
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self.text = DiffText(size=16)
        self.text.set_stretches(side.stretches)
        self.add(self.text)
        self.body.addStretch(1)


class Ways(QWidget):
    """The ways to choose as buttons of which one is down; `picked(str)` gives the key."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = FlowRow(self, gap=8)
        self.group = QButtonGroup(self)
        self.buttons: dict[str, Button] = {}
        self.group.buttonClicked.connect(self._on_clicked)

    def show_ways(self, ways: tuple[Way, ...], chosen: str) -> None:
        """Show the ways; the chosen one is down."""
        if tuple(self.buttons) != tuple(way.key for way in ways):
            self._make(ways)
        self.group.setExclusive(False)
        for way in ways:
            self.buttons[way.key].setText(way.words)
            self.buttons[way.key].setChecked(way.key == chosen)
        self.group.setExclusive(True)

    def _make(self, ways: tuple[Way, ...]) -> None:
        for button in self.buttons.values():
            self.group.removeButton(button)
            self.row.removeWidget(button)
            button.deleteLater()
        self.buttons = {}
        for way in ways:
            button = Button(way.words, keys=way.key)
            button.setCheckable(True)
            button.setProperty("way", way.key)
            self.group.addButton(button)
            self.row.addWidget(button)
            button.show()  # at once: it may get the focus
            self.buttons[way.key] = button

    def _on_clicked(self, button: QWidget) -> None:
        self.picked.emit(str(button.property("way")))


class Legend(QWidget):
    """What the marks in the result mean, in the marks themselves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(Small(_("verschil met A:")), 0, Qt.AlignmentFlag.AlignVCenter)
        marks = DiffText(result=True, size=13)
        marks.setWordWrap(False)
        marks.set_stretches(
            (Stretch(_("erbij"), Piece.ADDED), Stretch("  ", Piece.SAME), Stretch(_("weg"), Piece.REMOVED))
        )
        marks.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        row.addWidget(marks, 0, Qt.AlignmentFlag.AlignVCenter)


class NextLine(Card):
    """A choice that waits after this one: what it is about, the first words of each side, and the way to it."""

    asked = Signal()

    def __init__(self, card: ChoiceCard, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        title = card.conflict.title
        self.setAccessibleName(title)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        words.addWidget(Heading(title, 3))
        sides = FlowRow(gap=12)
        for side in card.sides:
            sides.addWidget(_Brief(side))
        words.addLayout(sides)
        row.addLayout(words, 1)
        self.button = Button(_("Kiezen"), size="small")
        self.button.setAccessibleName(_("Kiezen: {what}").format(what=title))
        self.button.clicked.connect(self.asked)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)


class _Brief(QWidget):
    """A side in a few words, behind its letter."""

    def __init__(self, side: CardSide, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(PersonBadge(_("Versie {letter}").format(letter=side.letter), side.letter, size=22))
        words = "".join(stretch.text for stretch in side.stretches).split("\n")[0]
        short = words if len(words) <= _BRIEF else words[: _BRIEF - 1].rstrip() + "…"
        row.addWidget(Small(f"{short} · {side.who}"))


class ConflictCard(QWidget):
    """Shows a card; `picked(str)` a way, `typed(str)` new words, `kept` the choice, `opened`, `later`.

    `asked(key)` = another choice of those below it.
    """

    picked = Signal(str)
    typed = Signal(str)
    kept = Signal()
    opened = Signal()
    later = Signal()
    asked = Signal(object)

    def __init__(self, *, inside: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: ChoiceCard | None = None
        self.title, self.where = Label("", 20, 700, wrap=True), Small("", wrap=True)
        self.open_button = QuietButton(_("Dossier openen"), Icon.EXTERNAL_LINK)
        self.open_button.clicked.connect(self.opened)
        self.open_button.setVisible(not inside)
        self.later_button = QuietButton(_("Later kiezen"), Icon.CLOCK)
        self.later_button.clicked.connect(self.later)
        self.sides = QWidget()
        self.grid = FlowGrid(300)
        self.sides.setLayout(self.grid)
        self.legend = Legend()
        self.box = Card(_("Zo wordt het"), self.legend, tone="open")
        self.result = DiffText(result=True, size=16)
        self.line, self.text = LineField(_("Nieuwe tekst")), TextField(_("Nieuwe tekst"))
        self.error = Small("", wrap=True, tint="danger")
        self.ways = Ways()
        self.keep_button = PrimaryButton(_("Keuze bewaren"), keys="Enter")
        self.note = Small("", wrap=True)
        self.next_title = Heading(_("Daarna"), 2)
        self.next_box = QVBoxLayout()
        self._waiting: tuple[ChoiceCard, ...] = ()
        self._lay_out()
        self._connect()
        theme.follow(self.restyle)

    def _lay_out(self) -> None:
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(0, 0, 0, 0)
        head, words = QHBoxLayout(), QVBoxLayout()
        words.addWidget(self.title)
        words.addWidget(self.where)
        head.addLayout(words, 1)
        for button in (self.open_button, self.later_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.outer.addLayout(head)
        self.outer.addWidget(self.sides)
        for widget in (self.result, self.line, self.text, self.error):
            self.box.add(widget)
        foot = QHBoxLayout()
        foot.addWidget(self.ways, 1)
        foot.addWidget(self.keep_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.box.body.addLayout(foot)
        self.outer.addWidget(self.box)
        hint = QHBoxLayout()
        hint.addWidget(Mark(Icon.SHIELD_CHECK, "muted", 16))
        hint.addWidget(self.note, 1)
        self.outer.addLayout(hint)
        self.outer.addWidget(self.next_title)
        self.outer.addLayout(self.next_box)
        self.outer.addStretch(1)

    def _connect(self) -> None:
        self.ways.picked.connect(self.picked)
        self.keep_button.clicked.connect(self.kept)
        self.line.typing.connect(self._on_typing)
        self.text.typing.connect(self._on_typing)

    def restyle(self) -> None:
        """Distances in the scale of the look."""
        self.outer.setSpacing(theme.px(12))

    def _field(self) -> FieldFrame:
        return self.text if self.card and self.card.many_lines else self.line

    def _on_typing(self) -> None:
        value = self._field().value()
        self.typed.emit(value if isinstance(value, str) else "")

    def show_card(self, card: ChoiceCard, error: str = "") -> None:
        """Show a card; sides are made anew only when they differ."""
        old, self.card = self.card, card
        if old is None or old.sides != card.sides:
            self._show_sides(card)
        conflict = card.conflict
        self.title.setText(conflict.title)
        self.where.setText(" · ".join(part for part in (conflict.label, conflict.where) if part))
        self.ways.show_ways(card.ways, card.chosen)
        nothing = (Stretch(_("Nog niets gekozen."), Piece.SAME),)
        self.result.set_stretches(card.result or nothing)
        self.result.setVisible(not card.writing)
        self.legend.setVisible(card.differs and not card.writing)
        self._show_writing(card, entered=card.writing and not (old and old.writing))
        self.error.setText(error)
        self.error.setVisible(bool(error))
        self.note.setText(card.note)
        self.keep_button.setEnabled(bool(card.chosen))

    def _show_sides(self, card: ChoiceCard) -> None:
        while self.grid.count():
            item = self.grid.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        for side in card.sides:
            self.grid.addWidget(SideCard(side))

    def _show_writing(self, card: ChoiceCard, *, entered: bool) -> None:
        for field in (self.line, self.text):
            field.setVisible(card.writing and field is self._field())
        if entered:
            self._field().set_value(card.text)
            self._field().setFocus()

    def show_waiting(self, cards: tuple[ChoiceCard, ...]) -> None:
        """Show what waits after this one, a line each."""
        self.next_title.setVisible(bool(cards))
        if cards == self._waiting:
            return
        self._waiting = cards
        while (item := self.next_box.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for card in cards:
            line = NextLine(card)
            line.asked.connect(partial(self.asked.emit, card.conflict.key))
            self.next_box.addWidget(line)

    def go_to_ways(self) -> None:
        """Put the focus where the choice is made."""
        buttons = self.ways.buttons.values()
        target = next((button for button in buttons if button.isChecked()), None) or next(iter(buttons), None)
        if target is not None:
            target.setFocus()

"""Two persons who may be one: two columns with a check at each fact, and the word of a person on it (design 12)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _
from wijkdesk.models.person import Person, Sameness
from wijkdesk.services.alike_pairs import Check, Fact, Pair
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.banner import Mark
from wijkdesk.ui.kit.buttons import Button, PrimaryButton, QuietButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Label, Small

_TOP = Qt.AlignmentFlag.AlignTop


def _checks() -> dict[Check, tuple[Icon, str, str]]:
    return {
        Check.SAME: (Icon.CHECK, "ok", _("gelijk")),
        Check.DIFFERENT: (Icon.GIT_COMPARE, "warn", _("anders")),
        Check.ONE: (Icon.CIRCLE_DASHED, "muted", _("één kant")),
    }


class PairCard(QWidget):
    """`decided(Sameness)`, `later`, `opened(id)` one of the two."""

    decided = Signal(object)
    later = Signal()
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pair: Pair | None = None
        self.title, self.why = Label("", 20, 700, wrap=True), Small("", wrap=True)
        self.later_button = QuietButton(_("Later kiezen"), Icon.CLOCK)
        self.later_button.clicked.connect(self.later)
        self.facts = Card()
        self.grid = QGridLayout()
        self.facts.body.addLayout(self.grid)
        self.question = Card(_("Is dit dezelfde persoon?"), tone="open")
        self.same = PrimaryButton(_("Zelfde persoon"))
        self.likely = Button(_("Waarschijnlijk dezelfde"))
        self.other = Button(_("Niet dezelfde"))
        self.note = Small(
            _("Er verandert niets aan wat genoteerd is. Met Ctrl+Z zijn het er weer twee."), wrap=True
        )
        self._lay_out()
        theme.follow(self.restyle)

    def _lay_out(self) -> None:
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(0, 0, 0, 0)
        head, words = QHBoxLayout(), QVBoxLayout()
        words.addWidget(self.title)
        words.addWidget(self.why)
        head.addLayout(words, 1)
        head.addWidget(self.later_button, 0, _TOP)
        self.outer.addLayout(head)
        self.outer.addWidget(self.facts)
        row = FlowRow(gap=8)
        for button, certain in (
            (self.same, Sameness.CERTAIN), (self.likely, Sameness.LIKELY), (self.other, Sameness.NO),
        ):  # fmt: skip
            button.clicked.connect(partial(self.decided.emit, certain))
            row.addWidget(button)
        self.question.body.addLayout(row)
        self.question.add(self.note)
        self.outer.addWidget(self.question)
        self.outer.addStretch(1)

    def restyle(self) -> None:
        """Distances in the scale of the look."""
        self.outer.setSpacing(theme.px(12))
        self.grid.setHorizontalSpacing(theme.px(16))
        self.grid.setVerticalSpacing(theme.px(8))
        for column, part in enumerate((2, 3, 3, 0)):
            self.grid.setColumnStretch(column, part)

    def show_pair(self, pair: Pair) -> None:
        """Show two persons; made anew only when they differ."""
        if pair == self.pair:
            return
        self.pair = pair
        self.title.setText(_("Twee keer {name}?").format(name=shown(pair.one.short_name)))
        self.why.setText(pair.reason)
        _clear(self.grid)
        self._head(1, pair.one, pair.one_where)
        self._head(2, pair.other, pair.other_where)
        for number, fact in enumerate(pair.facts, 1):
            self._fact(number, fact)

    def _head(self, column: int, person: Person, where: str) -> None:
        box = QWidget()
        words = QVBoxLayout(box)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(theme.px(2))
        words.addWidget(Heading(shown(person.caption), 3))
        words.addWidget(Small(shown(where), wrap=True))
        way = QuietButton(_("Bekijken"), Icon.EXTERNAL_LINK, "small")
        way.setAccessibleName(
            _("Bekijken: {name}, {where}").format(name=shown(person.caption), where=shown(where))
        )
        way.clicked.connect(partial(self.opened.emit, person.id))
        words.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        self.grid.addWidget(box, 0, column, _TOP)

    def _fact(self, number: int, fact: Fact) -> None:
        icon, tint, word = _checks()[fact.check]
        self.grid.addWidget(Small(fact.label, wrap=True), number, 0, _TOP)
        for column, words in ((1, fact.one), (2, fact.other)):
            weight = 600 if fact.check is Check.DIFFERENT else 400
            self.grid.addWidget(Label(shown(words) or "–", 14, weight, wrap=True), number, column, _TOP)
        check = QWidget()
        row = QHBoxLayout(check)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(Mark(icon, tint, 16))
        row.addWidget(Small(word, tint=tint))
        check.setAccessibleName(f"{fact.label}: {word}")
        self.grid.addWidget(check, number, 3, _TOP)


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()

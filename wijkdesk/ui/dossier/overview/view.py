"""The first page of a dossier: dot plot left, hope, people and steps right (design 06)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.dossier.overview.plot import PlotCard
from wijkdesk.ui.dossier.overview.presenter import MemberWords, State
from wijkdesk.ui.dossier.team.card import TeamCard
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.clash_lines import ClashLines
from wijkdesk.ui.kit.elided import ElidedLabel
from wijkdesk.ui.kit.people import initials
from wijkdesk.ui.kit.widgets import (
    Card,
    FlowGrid,
    Icon,
    Label,
    Mark,
    Page,
    PersonBadge,
    Pill,
    QuietButton,
    Small,
    StepItem,
    StepList,
    Tone,
)

_HOUSE = (
    "household", "membership", "person", "address", "contact_point", "language_profile", "relation",
    "parental_authority", "involvement", "same_person",
)  # fmt: skip


class OverviewView(QWidget):
    """`ticked(id, bool)` a step, `people` to the persons, `every_step` all steps, `visit` begin one.

    `removed(id)` a step to the bin, `opened(id)` the visit where it was agreed.
    """

    ticked = Signal(object, bool)
    removed = Signal(object)
    opened = Signal(object)
    people = Signal()
    every_step = Signal()
    visit = Signal()
    choosing = Signal(object)  # Mark

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = PlotCard()
        self.plot.visit.connect(self.visit)
        self.hope, self.hope_words, self.hope_of = self._hope_card()
        self.change = QuietButton(_("Wijzigen"), size="small")
        self.change.clicked.connect(self.people)
        self.house = Card(_("In huis"), self.change)
        self.house_rows = QVBoxLayout()
        self.house.body.addLayout(self.house_rows)
        self.all_steps = QuietButton("", size="small")
        self.all_steps.clicked.connect(self.every_step)
        self.agreed = Card(_("Volgende stappen"), self.all_steps)
        self.steps = StepList(_("Volgende stappen"))
        self.steps.ticked.connect(self.ticked)
        self.steps.opened.connect(self.opened)
        self.steps.current.connect(self._name_bin)
        self.bin = QuietButton(_("Weggooien"), Icon.TRASH, "small", keys="Delete")
        self.bin.clicked.connect(self.remove_step)
        self.no_steps = Small(_("Nog niets afgesproken."), wrap=True)
        self.appointment = Label("", weight=600, wrap=True)
        self.planned = QWidget()
        self.planned.setProperty("ground", "clear")
        row = QHBoxLayout(self.planned)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Mark(Icon.CALENDAR_DAYS))
        row.addWidget(self.appointment, 1)
        self.agreed.add(self.planned)
        self.agreed.add(self.no_steps)
        self.agreed.add(self.steps)
        self.agreed.body.addWidget(self.bin, 0, Qt.AlignmentFlag.AlignRight)
        self.team = TeamCard()
        self.clashes: dict[ClashLines, tuple[str, ...]] = {
            self._lines(card): kinds
            for card, kinds in (
                (self.plot, ("life_domain_view", "life_domain", "factor", "urgent_need")),
                (self.house, _HOUSE),
                (self.agreed, ("step", "promise", "appointment")),
            )
        }
        self.rest = self._lines(None)
        self._lay_out()
        self._shown: tuple[MemberWords, ...] | None = None
        theme.follow(self.restyle)

    def _hope_card(self) -> tuple[Card, Label, Small]:
        card = Card(tone="info")
        card.setAccessibleName(_("Waar ze op hopen"))
        head = QHBoxLayout()
        head.addWidget(Mark(Icon.SUN, "onsoft"))
        head.addWidget(Label(_("Waar ze op hopen"), 13, 600, tint="info"), 1)
        card.body.addLayout(head)
        words, who = Label("", 16, wrap=True), Small("")
        card.add(words)
        card.add(who)
        return card, words, who

    def _lines(self, card: Card | None) -> ClashLines:
        lines = ClashLines()
        lines.asked.connect(self.choosing)
        if card is not None:
            card.body.insertWidget(1, lines)  # below the title: a house of forty is long
        return lines

    def _show_marks(self, state: State) -> None:
        """Beside what they are about; of words and contacts above all else."""
        placed = [kind for kinds in self.clashes.values() for kind in kinds]
        for lines, kinds in self.clashes.items():
            lines.show_marks(state.marks_of(*kinds))
        self.rest.show_marks(tuple(mark for mark in state.marks if mark.kind not in placed))

    def _lay_out(self) -> None:
        self.page = Page(_("Overzicht"), gap=12)
        columns = QWidget()
        columns.setProperty("ground", "clear")
        columns.hide()  # until the household was read
        self.columns = columns
        grid = FlowGrid(330, weights=[698, 396], gap=16)
        columns.setLayout(grid)
        side = QWidget()
        side.setProperty("ground", "clear")
        self.side = QVBoxLayout(side)
        self.side.setContentsMargins(0, 0, 0, 0)
        for card in (self.hope, self.house, self.agreed):
            self.side.addWidget(card)
        self.side.addStretch(1)
        main = QWidget()
        main.setProperty("ground", "clear")
        self.main = QVBoxLayout(main)
        self.main.setContentsMargins(0, 0, 0, 0)
        self.main.addWidget(self.plot)
        self.main.addWidget(self.team)
        self.main.addStretch(1)
        grid.addWidget(main)
        grid.addWidget(side)
        self.line = Label("", tint="muted", wrap=True)
        self.page.body.addWidget(self.line)
        self.page.body.addWidget(self.rest)
        self.page.body.addWidget(columns)
        self.page.body.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.page)

    def restyle(self) -> None:
        """Distances in the scale of the look."""
        self.side.setSpacing(theme.px(12))
        self.main.setSpacing(theme.px(12))
        self.house_rows.setSpacing(theme.px(6))

    def show_line(self, text: str) -> None:
        """Show the line about the household: address, languages, last contact."""
        self.line.setText(text)
        self.line.setVisible(bool(text))

    def show_state(self, state: State) -> None:
        """Show a state; the same one again changes nothing."""
        self.columns.show()
        self.plot.show_state(state)
        self.hope.setVisible(bool(state.hope))
        self.hope_words.setText(f"«{state.hope}»")
        self.hope_of.setText(state.hope_of)
        self.hope_of.setVisible(bool(state.hope_of))
        self._show_members(state.members)
        self._show_steps(state)
        self._show_marks(state)

    def _show_members(self, members: tuple[MemberWords, ...]) -> None:
        if members == self._shown:
            return
        self._shown = members
        while (item := self.house_rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for words in members:
            self.house_rows.addWidget(_MemberRow(words))

    def _show_steps(self, state: State) -> None:
        items = [
            StepItem(one.key, one.text, one.who, one.due, Tone(one.tone), _icon(one.tone))
            for one in state.steps
        ]
        self.steps.set_items(items)
        self.planned.setVisible(bool(state.appointment))
        self.planned.setAccessibleName(_("Volgende afspraak: {when}").format(when=state.appointment))
        self.appointment.setText(state.appointment)
        self.steps.setVisible(bool(items))
        self.bin.setVisible(bool(items))
        self._name_bin()
        self.no_steps.setVisible(not items)
        more = state.step_count > len(state.steps) or state.every_step
        words = _("Minder") if state.every_step else _("Alle {count}").format(count=state.step_count)
        self.all_steps.setText(words)
        self.all_steps.setVisible(more)

    def _name_bin(self) -> None:
        """The bin names the step in use, also for who cannot see the frame around it."""
        item = self.steps.in_use()
        name = self.bin.text()
        self.bin.setAccessibleName(f"{name}: {item.text}" if isinstance(item, StepItem) else name)

    def remove_step(self) -> None:
        """Throw the step in use away."""
        item = self.steps.in_use()
        if item is not None:
            self.removed.emit(item.key)

    def first(self) -> QWidget:
        """Where the focus begins."""
        return self.steps if self.steps.isVisibleTo(self) else self.change


def _icon(tone: str) -> Icon | None:
    return Icon.CLOCK if tone in ("warn", "danger") else None


class _MemberRow(QWidget):
    """One person of the house, with a word when nobody heard them yet."""

    def __init__(self, words: MemberWords) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        spoken = f"{words.name}, {words.detail}" if words.detail else words.name
        missing = words.place == 0
        row.addWidget(PersonBadge(spoken, initials(words.name), words.place, missing=missing))
        row.addWidget(ElidedLabel(words.name, weight=600), 0)
        row.addWidget(ElidedLabel(words.detail, 13, tint="muted"), 1)
        if words.place == 0:
            row.addWidget(Pill(_("Niet gehoord"), Tone.WARN, Icon.MIC_OFF))

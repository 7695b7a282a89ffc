"""Wat is nog niet veilig: three stages, what was set apart, what is missing, what waits (design 13)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _, ngettext
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.banner import Banner, Mark
from wijkdesk.ui.kit.cards import Card, Hairline
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Label, Small, StatusText
from wijkdesk.ui.kit.stacked import Rows
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.sharing.parts.apart_card import ApartCard
from wijkdesk.ui.sharing.parts.stages import Stages
from wijkdesk.ui.sharing.state import (
    Facts,
    State,
    WaitingLine,
    apart_details,
    gap_lines,
    headline,
    safe,
    stages,
    waiting_lines,
)


def _gap(text: str) -> QWidget:
    return Banner(Tone.WARN, "", text, icon=Icon.SPLINE)


def _waiting(line: WaitingLine) -> QWidget:
    row = QWidget()
    row.setAccessibleName(", ".join(part for part in (line.what, line.where, line.age) if part))
    box, words = QHBoxLayout(row), QVBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    words.setSpacing(0)
    words.addWidget(Label(line.what, weight=600, wrap=True))
    words.addWidget(Small(line.where, wrap=True))
    box.addWidget(Mark(Icon.CLOUD_UPLOAD, "muted", 18))
    box.addLayout(words, 1)
    box.addWidget(Small(line.age))
    return row


class SafePanel(QWidget):
    """Shows it; `again(object)`, `saved(object)` give an item, `choosing` asks for the conflicts."""

    again = Signal(object)
    saved = Signal(object)
    choosing = Signal()
    read = Signal()

    def __init__(self, parent: QWidget | None = None, *, inside: bool = False) -> None:
        super().__init__(parent)
        self.inside = inside  # a sheet, which says the title and the headline itself
        self.facts: Facts | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.top = Card("" if inside else _("Wat is nog niet veilig?"))
        self.good = StatusText(_("Alles is veilig"), Tone.OK, Icon.SHIELD_CHECK)
        self.headline, self.said = Label("", wrap=True), Small("", wrap=True)
        self.stages = Stages()
        for widget in (self.headline, self.stages, self.good, self.said):
            self.top.add(widget)
        self.clashes = Banner(Tone.WARN, "", "", action=_("Kiezen"), icon=Icon.GIT_MERGE)
        self.clashes.acted.connect(self.choosing)
        self.copied = Banner(
            Tone.WARN, _("Dit profiel staat op twee laptops."),
            _("Wat op beide is geschreven, is bewaard. Deze laptop telt nu als een nieuwe."),
            action=_("Gelezen"), icon=Icon.LAPTOP,
        )  # fmt: skip
        self.copied.acted.connect(self.read)
        self.copied.hide()
        self.apart, self.gaps = Rows(self._apart, 12), Rows(_gap)
        self.queue, self.waiting = Card(_("Wacht nog"), note=_("oudste eerst")), Rows(_waiting, 12)
        self.queue.add(Hairline())
        self.queue.add(self.waiting)
        for part in (self.top, self.copied, self.clashes, self.apart, self.gaps, self.queue):
            self.column.addWidget(part)
        self.column.addStretch(1)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Distances in the scale of the look."""
        self.column.setSpacing(theme.px(12))

    def _apart(self, item: object) -> QWidget:
        found = next(one for one in self.facts.apart if one == item) if self.facts else None
        assert self.facts is not None, "facts come before rows"
        assert found is not None, "a row is made of the facts"
        card = ApartCard(found, apart_details(self.facts, found))
        card.again.connect(self.again)
        card.saved.connect(self.saved)
        return card

    def show_state(self, state: State) -> None:
        """Show how things stand."""
        facts = self.facts = state.facts
        if facts is None:
            return
        self.headline.setText(headline(facts))
        self.headline.setVisible(not self.inside)
        self.good.setVisible(self.inside and safe(facts))
        self.stages.show_stages(stages(facts))
        self.said.setText(state.busy or state.said)
        self.said.setVisible(bool(state.busy or state.said))
        self.copied.setVisible(facts.copied)
        self._show_clashes(facts.conflicts)
        self.apart.show_items(facts.apart)
        self.gaps.show_items(gap_lines(facts))
        self.waiting.show_items(waiting_lines(facts))
        self.queue.setVisible(bool(facts.waiting or facts.documents))

    def first(self) -> QWidget | None:
        """What asks for something: the first thing that was set apart, else the conflicts."""
        cards = [card for card in self.apart.widgets if isinstance(card, ApartCard)]
        if cards:
            return cards[0].offer
        return self.clashes.button if self.clashes.isVisibleTo(self) else None

    def _show_clashes(self, count: int) -> None:
        words = ngettext("{n} keuze wacht.", "{n} keuzes wachten.", count).format(n=count)
        if self.clashes.bold.text() != words:
            self.clashes.show_message(
                Tone.WARN, words, _("Twee mensen wijzigden hetzelfde."), action=_("Kiezen"), icon=Icon.GIT_MERGE
            )  # fmt: skip
        self.clashes.setVisible(count > 0)

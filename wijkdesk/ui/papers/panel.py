"""The column of choices: which paper, language, look, and what goes on it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.services.papers import PaperLanguage
from wijkdesk.ui.kit.buttons import Button
from wijkdesk.ui.kit.cards import Card, Page
from wijkdesk.ui.kit.checks import CheckBox, RadioButton
from wijkdesk.ui.kit.chips import Option, SegmentedChoice
from wijkdesk.ui.kit.choices import ChoiceField
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Pill, Small
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.papers.state import Item, State


class _LanguageLine(QWidget):
    """A language with its status in words."""

    def __init__(self, language: PaperLanguage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.language = language
        self.button = RadioButton(language.name)
        row = FlowRow(self)
        row.addWidget(self.button)
        if not language.checked:
            words = _("nog niet nagekeken")
            row.push(Pill(words, Tone.WARN))
            self.button.setAccessibleDescription(words)


class LanguageCard(Card):
    """One of the languages; `chosen(str)` gives its code."""

    chosen = Signal(str)

    def __init__(self, languages: tuple[PaperLanguage, ...], parent: QWidget | None = None) -> None:
        super().__init__(_("Taal"), parent=parent)
        self.group = QButtonGroup(self)
        self.lines = [_LanguageLine(language) for language in languages]
        for number, line in enumerate(self.lines):
            self.group.addButton(line.button, number)
            self.add(line)
        self.warning = Small(_("Lees dit blad samen met een tolk."), wrap=True)
        self.add(self.warning)
        self.group.idClicked.connect(self._on_clicked)

    def show_language(self, code: str) -> None:
        """Mark the language in use."""
        for line in self.lines:
            if line.language.code == code:
                line.button.setChecked(True)
                self.warning.setVisible(not line.language.checked)

    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self.lines[number].language.code)


class LookCard(Card):
    """Large letters, black and white, surnames, team name; `switched(name, on)`."""

    switched = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Hoe het eruitziet"), parent=parent)
        self.boxes = {
            "large": CheckBox(_("Grote letters")),
            "black_white": CheckBox(_("Zwart-wit")),
            "hide_surnames": CheckBox(_("Zonder achternamen")),
            "neutral": CheckBox(_("Zonder naam van het team")),
        }
        for name, box in self.boxes.items():
            box.setObjectName(name)
            box.clicked.connect(self._on_clicked)
            self.add(box)

    def show_state(self, state: State) -> None:
        """Show the choices; the note has only one."""
        for name, box in self.boxes.items():
            box.setChecked(getattr(state.choices, name))
            box.setVisible(state.paper == "family" or name == "black_white")

    def _on_clicked(self, on: bool) -> None:
        self.switched.emit(self.sender().objectName(), on)


class _ItemBox(CheckBox):
    """One thing on the page."""

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(item.text, parent)
        self.row = item.row
        self.setToolTip(item.text)
        self.setSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed
        )  # long words are cut, not the card
        self.setChecked(item.chosen)


class ItemsCard(Card):
    """What goes on the family's page; `switched(row, on)`."""

    switched = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Wat komt erop"), parent=parent)
        self.holder = QVBoxLayout()
        self.body.addLayout(self.holder)
        self._shown: tuple[tuple[Id, str, str], ...] = ()
        self.boxes: list[_ItemBox] = []

    def show_items(self, items: tuple[Item, ...]) -> None:
        """Show the list; boxes stay as they are while the list is the same, so that the focus stays."""
        self.setVisible(bool(items))
        shape = tuple((item.row, item.group, item.text) for item in items)
        if shape != self._shown:
            self._build(items)
            self._shown = shape
        for box, item in zip(self.boxes, items, strict=True):
            box.setChecked(item.chosen)

    def _build(self, items: tuple[Item, ...]) -> None:
        while (old := self.holder.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes = []
        group = ""
        for item in items:
            if item.group != group:
                group = item.group
                self.holder.addWidget(Heading(_group_words(group), 3))
            box = _ItemBox(item)
            box.clicked.connect(self._on_clicked)
            self.boxes.append(box)
            self.holder.addWidget(box)

    def _on_clicked(self, on: bool) -> None:
        box = self.sender()
        if isinstance(box, _ItemBox):
            self.switched.emit(box.row, on)


class AudienceCard(Card):
    """For whom the note is; `chosen(str)` own or outside, `picked(id)` which person, `agreeing` a new agreement."""

    chosen = Signal(str)
    picked = Signal(object)
    agreeing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Voor wie is het"), parent=parent)
        self.who = SegmentedChoice(
            _("Voor wie is het"),
            [Option("own", _("Eigen werk")), Option("outside", _("Iemand anders"))],
            "own",
        )
        self.to = ChoiceField(_("Met wie"), [])
        self.agree = Button(_("Afspraak vastleggen"), Icon.FILE_TEXT)
        self.help = Small(_("Voor iemand anders kan het alleen met een afspraak om te delen."), wrap=True)
        for widget in (self.who, self.to, self.help, self.agree):
            self.add(widget)
        self.who.chosen.connect(self._on_who)
        self.to.edited.connect(self._on_to)
        self.agree.clicked.connect(self.agreeing)

    def show_state(self, state: State) -> None:
        """Show for whom it is."""
        outside = state.audience == "outside"
        self.setVisible(state.paper == "note")
        self.who.set_value(state.audience)
        options = [(row.hex(), name) for row, name in state.outsiders]
        if [(option.value, option.text) for option in self.to.options] != options:
            self.to.set_options([Option(value, name) for value, name in options])
        self.to.set_value(state.outsider.hex() if state.outsider else None)
        self.to.setVisible(outside and bool(options))
        self.help.setVisible(outside)
        self.agree.setVisible(outside)

    def _on_who(self, value: object) -> None:
        self.chosen.emit(str(value))

    def _on_to(self, value: object) -> None:
        self.picked.emit(Id(bytes.fromhex(value)) if isinstance(value, str) else None)


def _group_words(group: str) -> str:
    return {
        "hope": _("Hoop"),
        "missing": _("Nog niet gehoord"),
        "step": _("Stappen"),
        "promise": _("Wat jij belooft"),
        "appointment": _("Volgende afspraak"),
    }[group]


class ChoicesPanel(Page):
    """All choices, in a column that scrolls."""

    def __init__(self, languages: tuple[PaperLanguage, ...], parent: QWidget | None = None) -> None:
        super().__init__(_("Keuzes voor dit papier"), margin=16, parent=parent)
        self.paper = SegmentedChoice(
            _("Welk papier"),
            [Option("family", _("Blad voor het gezin")), Option("note", _("Verslag"))],
            "family",
        )
        self.language = LanguageCard(languages)
        self.audience = AudienceCard()
        self.look = LookCard()
        self.items = ItemsCard()
        for widget in (self.paper, self.audience, self.language, self.look, self.items):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def show_state(self, state: State) -> None:
        """Show all choices."""
        family = state.paper == "family"
        self.paper.setVisible(state.has_note)
        self.paper.set_value(state.paper)
        self.language.setVisible(family)
        self.language.show_language(state.choices.language)
        self.audience.show_state(state)
        self.look.show_state(state)
        self.items.show_items(state.items if family and not state.hidden else ())

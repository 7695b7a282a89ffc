"""The opened life domain: everyone's slider and own words, what is strong and what is a worry."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.models.life_domain import Effect
from wijkdesk.ui.kit import icons, theme
from wijkdesk.ui.kit.banner import Mark
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.kit.widgets import Heading, IconButton, Label, PersonBadge, Pill, ScoreSlider, Small
from wijkdesk.ui.visit.parts.words_edit import WordsEdit
from wijkdesk.ui.visit.states import DomainLine, FactorLine, Voice

_NARROW = 720


class OpenDomain(QWidget):
    """Signals: `scored(person, score)`, `worded(person, text)`, `drafted(person, text, caret)`,
    `factored(effect, text, id)`, `closed` (Left or Escape), `walked(int)` to another domain."""

    scored = Signal(object, object)
    worded = Signal(object, str)
    drafted = Signal(object, str, int)
    factored = Signal(object, str, object)
    closed = Signal()
    walked = Signal(int)

    def __init__(self, line: DomainLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(line.name)
        self.domain: Id = line.id
        self.line = line
        self.sliders: dict[Id, ScoreSlider] = {}
        self.words: dict[Id, WordsEdit] = {}
        self.factors: dict[tuple[Effect, Id | None], WordsEdit] = {}
        self.mark = Mark(icons.named(line.icon), "text")
        self.fold = IconButton(Icon.CHEVRON_DOWN, _("{domain} sluiten").format(domain=line.name), "small")
        self.fold.clicked.connect(self.closed)
        self.gap = Pill("", Tone.INFO, Icon.MESSAGE_CIRCLE)
        self.head = QHBoxLayout()
        for part in (self.fold, self.mark, Heading(line.name, 3)):
            self.head.addWidget(part)
        self.question = Small(line.question)
        self.question.setMinimumWidth(theme.px(40))
        self.head.addWidget(self.question)
        self.head.addStretch(1)
        self.head.addWidget(self.gap)
        self.grid = QGridLayout()
        self.foot = QHBoxLayout()
        self.sides = {effect: QVBoxLayout() for effect in (Effect.PROTECTS, Effect.BURDENS)}
        for side in self.sides.values():
            self.foot.addLayout(side, 1)
        self.body = QVBoxLayout(self)
        self.body.addLayout(self.head)
        self.body.addLayout(self.grid)
        self.body.addLayout(self.foot)
        self._stacked: bool | None = None
        self._lay_out(line.voices)
        theme.follow(self.restyle)
        self.show_line(line)

    def restyle(self) -> None:
        """Distances of the look."""
        self.body.setContentsMargins(theme.px(12), theme.px(5), theme.px(12), theme.px(6))
        self.body.setSpacing(theme.px(4))
        self.grid.setHorizontalSpacing(theme.px(8))
        self.grid.setVerticalSpacing(theme.px(4))
        self.foot.setSpacing(theme.px(12))
        self.head.setSpacing(theme.px(6))

    @property
    def people(self) -> tuple[Id, ...]:
        """Who is in it."""
        return tuple(self.sliders)

    def _lay_out(self, voices: tuple[Voice, ...]) -> None:
        for row, voice in enumerate(voices):
            column = voice.column
            badge = PersonBadge(column.spoken, column.name[:1].upper(), column.hue)
            slider = ScoreSlider(
                _("{domain}, {name}").format(domain=self.line.name, name=column.name), column.hue
            )
            slider.setProperty("person", column.person)
            slider.scored.connect(self._on_scored)
            words = WordsEdit(
                _("{domain}, eigen woorden van {name}").format(domain=self.line.name, name=column.name),
                _("Eigen woorden van {name}").format(name=column.name),
            )
            words.setProperty("person", column.person)
            words.worded.connect(self._on_worded)
            words.drafted.connect(self._on_drafted)
            for widget in (slider, words):
                widget.installEventFilter(self)
            self.sliders[column.person], self.words[column.person] = slider, words
            name = Label(column.name, weight=600)
            name.setMinimumWidth(theme.px(72))
            self.grid.addWidget(badge, 2 * row, 0)
            self.grid.addWidget(name, 2 * row, 1)
            self.grid.addWidget(slider, 2 * row, 2)
        self._place_words(False)

    def _place_words(self, stacked: bool) -> None:
        if stacked == self._stacked:
            return
        self._stacked = stacked
        for row, words in enumerate(self.words.values()):
            self.grid.removeWidget(words)
            if stacked:
                self.grid.addWidget(words, 2 * row + 1, 0, 1, 3)
            else:
                self.grid.addWidget(words, 2 * row, 3)
        self.grid.setColumnStretch(2, 2)
        self.grid.setColumnStretch(3, 0 if stacked else 3)
        self.foot.setDirection(
            QHBoxLayout.Direction.TopToBottom if stacked else QHBoxLayout.Direction.LeftToRight
        )
        self.question.setVisible(not stacked)

    def set_room(self, width: int) -> None:
        """Words beside the sliders, or under them when it is narrow."""
        self._place_words(width < theme.px(_NARROW))

    def show_line(self, line: DomainLine) -> None:
        """Show scores, words and factors; what is being typed stays."""
        self.line = line
        self.gap.set_pill(
            _("Verschil van {n}: praat hierover").format(n=line.gap), Tone.INFO, Icon.MESSAGE_CIRCLE
        )
        self.gap.setVisible(bool(line.gap))
        for voice in line.voices:
            self.sliders[voice.column.person].set_score(voice.score)
            self.words[voice.column.person].set_words(voice.words, voice.caret)
        for effect in self.sides:
            self._show_factors(effect, [one for one in line.factors if one.effect is effect])
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Score, words, next person; then strong, then worry."""
        stops: list[QWidget] = [self.fold]
        for person, slider in self.sliders.items():
            stops += [slider, self.words[person]]
        for effect in self.sides:
            stops += [edit for (own, _row), edit in self.factors.items() if own is effect]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _show_factors(self, effect: Effect, lines: list[FactorLine]) -> None:
        wanted = {one.id: one.text for one in lines}
        for key in [key for key in self.factors if key[0] is effect and key[1] not in {*wanted, None}]:
            self._drop(key)
        for row, text in wanted.items():
            if (effect, row) not in self.factors:
                self._add_factor(effect, row)
            self.factors[effect, row].set_words(text)
        blank = self.factors.get((effect, None))
        if blank is None and not wanted:
            self._add_factor(effect, None)
        elif blank is not None and wanted and not blank.hasFocus():
            self._drop((effect, None))

    def _drop(self, key: tuple[Effect, Id | None]) -> None:
        edit = self.factors.pop(key)
        self.sides[key[0]].removeWidget(edit)
        edit.hide()
        edit.deleteLater()

    def _add_factor(self, effect: Effect, row: Id | None) -> WordsEdit:
        strong = effect is Effect.PROTECTS
        name = _("{domain}, sterk") if strong else _("{domain}, zorg")
        hint = _("wat gaat goed of helpt?") if strong else _("wat is moeilijk?")
        edit = WordsEdit(name.format(domain=self.line.name), hint, quoted=False)
        icon = Icon.SPROUT if strong else Icon.FLAG
        edit.set_lead(icon, "ok" if strong else "danger", _("Sterk") if strong else _("Zorg"))
        edit.setProperty("effect", effect.value)
        edit.setProperty("factor", row)
        edit.worded.connect(self._on_factor)
        edit.entered.connect(self._on_factor_entered)
        edit.installEventFilter(self)
        self.factors[effect, row] = edit
        self.sides[effect].addWidget(edit)
        return edit

    def _on_scored(self, score: object) -> None:
        self.scored.emit(self.sender().property("person"), score)

    def _on_worded(self, text: str) -> None:
        self.worded.emit(self.sender().property("person"), text)

    def _on_drafted(self, text: str, caret: int) -> None:
        self.drafted.emit(self.sender().property("person"), text, caret)

    def _on_factor(self, text: str) -> None:
        edit = self.sender()
        self.factored.emit(Effect(str(edit.property("effect"))), text, edit.property("factor"))
        if edit.property("factor") is None and isinstance(edit, WordsEdit):
            edit.set_words("")

    def _on_factor_entered(self) -> None:
        """Enter on what is there gives room for one more."""
        effect = Effect(str(self.sender().property("effect")))
        edit = self.factors.get((effect, None)) or self._add_factor(effect, None)
        edit.show()
        edit.setFocus()

    def keep(self) -> None:
        """Tell the drafts of what is being typed."""
        for edit in self.words.values():
            edit.keep()

    def tell(self) -> None:
        """Give what is being typed."""
        for edit in (*self.words.values(), *self.factors.values()):
            edit.tell()

    def first(self) -> QWidget | None:
        """Where the focus goes when it opens."""
        return next(iter(self.sliders.values()), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape closes; Ctrl+Up and Ctrl+Down go to the domain before and after."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif control and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.walked.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left on the chevron closes."""
        if event.key() == Qt.Key.Key_Left:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A quiet tint with a strong left edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("open"))
        painter.fillRect(0, 0, theme.px(4), self.height(), theme.color("primary"))
        painter.fillRect(0, 0, self.width(), 1, theme.color("primary"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("primary"))

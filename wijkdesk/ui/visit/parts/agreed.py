"""What is agreed: one line to type steps, promises and the next appointment; below it what stands."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.services import mentions
from wijkdesk.services.mentions import Name
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.banner import Banner
from wijkdesk.ui.kit.clash_lines import ClashLines
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.kit.widgets import (
    Card,
    Heading,
    Label,
    Option,
    SegmentedChoice,
    Small,
    StepItem,
    StepList,
)
from wijkdesk.ui.visit.parts.suggest import Suggest
from wijkdesk.ui.visit.states import AgreedLine, VisitState

STEP, PROMISE, APPOINTMENT = "step", "promise", "appointment"


def _step_example() -> str:
    return _("brief lezen @Samira vr 20 nov")


def _promise_example() -> str:
    return _("bellen @Samira morgen")


def _appointment_example() -> str:
    return _("kennismaken di 24 nov 14:00")


_EXAMPLES = {STEP: _step_example, PROMISE: _promise_example, APPOINTMENT: _appointment_example}


class TypedLine(QLineEdit):
    """A line in which @ and # offer names; Escape empties it (`dropped`)."""

    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names: tuple[Name, ...] = ()
        self.suggest = Suggest(self)
        self.suggest.chosen.connect(self._on_chosen)
        self.textEdited.connect(self._offer)

    def _offer(self) -> None:
        found = mentions.open_mark(self.text(), self.cursorPosition())
        names = mentions.suggest(found[0], found[1], self.names) if found else []
        if found and any(name.text == found[1] for name in names):
            names = []
        self.suggest.offer(names, QPoint(self.cursorRect().left(), self.height()))

    def _on_chosen(self, name: Name) -> None:
        found = mentions.open_mark(self.text(), self.cursorPosition())
        if found is not None:
            after = self.text()[self.cursorPosition() :]
            start = self.text()[: found[2] + 1] + name.text + " "
            self.setText(start + after.lstrip())
            self.setCursorPosition(len(start))
            self.textEdited.emit(self.text())
        self.suggest.hide()

    def event(self, event: QEvent) -> bool:
        """Tab chooses a name while names are shown."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self.suggest.take_key(event)
        ):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the line empty."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.dropped.emit()
        else:
            super().keyPressEvent(event)


class Agreed(Card):
    """Signals: `typed(mode, line)`, `agreed(mode, line, reason, id)`, `ticked(id, bool)`, `kept(id, bool)`,
    `removed(id)`, `dropped`."""

    typed = Signal(str, str)
    agreed = Signal(str, str, str, object)
    ticked = Signal(object, bool)
    kept = Signal(object, bool)
    removed = Signal(object)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        options = [Option(STEP, _("Stap")), Option(PROMISE, _("Belofte")), Option(APPOINTMENT, _("Afspraak"))]
        self.mode = SegmentedChoice(_("Wat spreek je af?"), options, STEP, small=True)
        super().__init__(parent=parent)
        self.setAccessibleName(_("Afgesproken"))
        self.tops = FlowRow(gap=8)
        self.tops.addWidget(Heading(_("Afgesproken"), 2))
        self.tops.push(self.mode)
        self.body.addLayout(self.tops)
        self.state = VisitState()
        self._row: Id | None = None
        self.mode.chosen.connect(self._on_mode)
        for button in self.mode.group.buttons():
            button.clicked.connect(self._on_choice)
            button.installEventFilter(self)
        self.entry = TypedLine()
        self.entry.setObjectName("agree")
        self.entry.returnPressed.connect(self._on_enter)
        self.entry.textEdited.connect(self._on_typed)
        self.entry.dropped.connect(self._on_dropped)
        self.read = Small("", wrap=True)
        self.warning = Banner(Tone.WARN, "")
        self.warning.text.setWordWrap(True)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Waarom nu toch deze stap?"))
        self.reason.setPlaceholderText(_("Reden, bijvoorbeeld: dit wil de moeder zelf"))
        self.reason.returnPressed.connect(self._on_reason)
        self.steps = self._list(_("Stappen"))
        self.steps.ticked.connect(self.ticked)
        self.promises_title = Label(_("Beloofd"), 13, 600, tint="muted")
        self.promises = self._list(_("Beloofd"))
        self.promises.ticked.connect(self.kept)
        self.next = Label("", 13, 600, tint="info", wrap=True)
        self.clashes = ClashLines()
        self.none = Small(_("Nog niets afgesproken. Begin klein: wie doet wat, en wanneer?"), wrap=True)
        for part in (
            self.entry, self.read, self.warning, self.reason, self.steps, self.promises_title,
            self.promises, self.next, self.clashes, self.none,
        ):  # fmt: skip
            self.add(part)
        self.body.addStretch(1)
        for before, after in pairwise((self.entry, *self.mode.group.buttons(), self.reason, self.steps)):
            self.setTabOrder(before, after)  # the line comes first, also with F6; then the choice that is on
        self._on_mode(STEP)
        self._show_warning("")
        self.answer("", "", clear=False)

    def _list(self, name: str) -> StepList:
        found = StepList(name)
        found.opened.connect(self._on_opened)
        found.installEventFilter(self)
        return found

    def restyle(self) -> None:
        """Tighter than other cards: it stands beside a full screen."""
        wide, high = theme.px(16), theme.px(10)
        self.body.setContentsMargins(wide, high, wide, high)
        self.body.setSpacing(theme.px(6))

    def show_state(self, state: VisitState) -> None:
        """Show a state; what is being typed stays."""
        self.state = state
        self.entry.names = state.note.names
        for found, lines in ((self.steps, state.steps), (self.promises, state.promises)):
            items = [_item(line) for line in lines]
            if found.rows.items != items:
                found.set_items(items)
            found.setVisible(bool(lines))
        self.promises_title.setVisible(bool(state.promises))
        self.next.setText(_("Volgende afspraak: {when}").format(when=state.appointment))
        self.next.setVisible(bool(state.appointment))
        self.none.setVisible(not (state.steps or state.promises or state.appointment))
        self.clashes.show_marks(state.agreed_marks)
        self._show_warning(state.warning)

    def _show_warning(self, words: str) -> None:
        asked = bool(words) and self.reason.isHidden()
        if words:
            self.warning.show_message(Tone.WARN, _("Eerst de basis."), words)
        self.warning.setVisible(bool(words))
        self.reason.setVisible(bool(words))
        if asked:
            self.reason.setFocus()

    def begin(self, mode: str, text: str = "") -> None:
        """Go and type a step, promise or appointment."""
        self.mode.set_value(mode)
        self._on_mode(mode)
        if text:
            self.entry.setText(text)
            self._on_typed(text)
        self.entry.setFocus()

    def answer(self, words: str, error: str, clear: bool) -> None:
        """How the line was understood."""
        self.read.setText(error or words)
        self.read.set_tint("danger" if error else "muted")
        self.read.setVisible(bool(error or words))
        if clear:
            self.entry.clear()
            self.reason.clear()
            self._row = None

    def _value(self) -> str:
        return str(self.mode.value() or STEP)

    def _on_mode(self, mode: object) -> None:
        names = {
            STEP: (_("Stap erbij"), _("Wat, @wie, wanneer")),
            PROMISE: (_("Belofte erbij"), _("Wat, @aan wie, wanneer")),
            APPOINTMENT: (_("Volgende afspraak"), _("Waarover, wanneer")),
        }
        name, hint = names[str(mode)]
        self.entry.setAccessibleName(name)
        self.entry.setPlaceholderText(hint)
        self.entry.setToolTip(_("Bijvoorbeeld: {line}").format(line=_EXAMPLES[str(mode)]()))
        self._on_typed(self.entry.text())

    def _on_choice(self) -> None:
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self, text: str) -> None:
        if not text:
            self._row = None
        self.typed.emit(self._value(), text)

    def _on_enter(self) -> None:
        if self.entry.text().strip():
            self.agreed.emit(self._value(), self.entry.text(), "", self._row)

    def _on_reason(self) -> None:
        if self.reason.text().strip():
            self.agreed.emit(self._value(), self.entry.text(), self.reason.text(), None)
            self.entry.setFocus()

    def _on_dropped(self) -> None:
        self._row = None
        self.answer("", "", clear=False)
        self.dropped.emit()

    def _on_opened(self, key: object) -> None:
        """Enter on a row: write it anew in the line."""
        lines = (*self.state.steps, *self.state.promises)
        line = next((one for one in lines if one.id == key), None)
        if line is not None:
            self.begin(STEP if line in self.state.steps else PROMISE, line.line)
            self._row = line.id
            self.entry.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete lays the row in the bin; a letter typed at a choice goes into the line."""
        if isinstance(watched, QAbstractButton) and isinstance(event, QKeyEvent):
            return self._type_on(event)
        if (
            isinstance(watched, StepList)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
        ):
            row = watched.currentIndex().row()
            if 0 <= row < len(watched.rows.items):
                self.removed.emit(watched.rows.items[row].key)
            return True
        return False

    def _type_on(self, event: QKeyEvent) -> bool:
        """A letter begins the line at once; False = the choice has its own use for the key."""
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        letter = event.text().isprintable() and bool(event.text().strip())
        if event.type() != QEvent.Type.KeyPress or not (plain and letter):
            return False
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)
        self.entry.deselect()
        self.entry.end(False)
        self.entry.insert(event.text())
        self.entry.textEdited.emit(self.entry.text())
        return True


def _item(line: AgreedLine) -> StepItem:
    return StepItem(line.id, line.text, line.who, line.due, Tone(line.tone), done=line.done)

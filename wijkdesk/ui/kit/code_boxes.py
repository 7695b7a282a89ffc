"""Nine boxes for the recovery code: they fill themselves on, go back on Backspace, take a pasted code whole."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Pill, Small
from wijkdesk.ui.kit.tone import Tone

BLOCKS = 9  # eight of four characters, and the check character
_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_LETTERS = set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_CHECKS = _LETTERS | set("*~$=U")


def clean(text: str) -> str:
    """What was typed as the code has it: capitals, O as 0, I and L as 1."""
    return "".join(char for char in text.upper().translate(_LIKE) if char in _CHECKS)


class _Crockford(QValidator):
    """Lets only characters of the code in."""

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        fixed = clean(text)
        return QValidator.State.Acceptable, fixed, min(place, len(fixed))


class CodeBox(QLineEdit):
    """One block. `filled` when the last character was typed, `emptied` on Backspace in an empty box."""

    filled = Signal()
    emptied = Signal()
    entered = Signal()
    pasted = Signal(str)

    def __init__(self, number: int, length: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number, self.length = number, length
        name = _("Controleteken") if number == BLOCKS else _("Blokje {n}").format(n=number)
        self.setAccessibleName(name)
        self.setProperty("tall", "large")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setValidator(_Crockford(self))
        self.textEdited.connect(self._on_edited)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Wide letters, so that blocks read well."""
        font = theme.font(18, 600)
        font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, theme.px(1.5))
        self.setFont(font)
        self.setStyleSheet("padding-left: 0; padding-right: 0;")  # four wide letters need the whole box
        self.setMinimumWidth(theme.px(48 if self.number == BLOCKS else 78))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace in an empty box goes back, Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
        else:
            super().keyPressEvent(event)

    def _on_edited(self, text: str) -> None:
        if len(text) > self.length:
            self.pasted.emit(text)
        elif len(text) == self.length:
            self.filled.emit()


class CodeBoxes(QWidget):
    """All nine; `changed(object)` gives the texts, `entered` on Enter in any of them."""

    changed = Signal(object)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Herstelcode"))
        self.boxes = [CodeBox(number, 1 if number == BLOCKS else 4) for number in range(1, BLOCKS + 1)]
        self.count = Pill("", Tone.NEUTRAL)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(8))
        for index, box in enumerate(self.boxes[:-1]):
            grid.addWidget(box, index // 4, index % 4)
        foot = QHBoxLayout()
        foot.addWidget(self.count)
        foot.addStretch(1)
        foot.addWidget(Small(_("Controleteken")))
        self.boxes[-1].setMaximumWidth(theme.px(56))
        foot.addWidget(self.boxes[-1])
        grid.addLayout(foot, 2, 0, 1, 4)
        for box in self.boxes:
            box.filled.connect(self._on_filled)
            box.emptied.connect(self._on_emptied)
            box.pasted.connect(self._on_pasted)
            box.textChanged.connect(self._on_changed)
            box.entered.connect(self.entered)

    def texts(self) -> tuple[str, ...]:
        """What stands in the boxes."""
        return tuple(box.text() for box in self.boxes)

    def clear(self) -> None:
        """Begin anew."""
        for box in self.boxes:
            box.setText("")

    def show_marks(self, right: Collection[int], wrong: Collection[int]) -> None:
        """Green what is right, red what is wrong, with words; numbers run from 1."""
        for box in self.boxes:
            good, bad = box.number in right, box.number in wrong
            words = _("{name} klopt niet").format(name=box.accessibleName()) if bad else ""
            box.setAccessibleDescription(_("Goed") if good else words)
            box.setToolTip(words)
            box.setProperty("error", bad)
            box.setProperty("right", good)
            box.style().unpolish(box)
            box.style().polish(box)
        self._count(right, wrong)

    def _count(self, right: Collection[int], wrong: Collection[int]) -> None:
        if wrong:
            name = self.boxes[min(wrong) - 1].accessibleName()
            self.count.set_pill(_("{name} klopt niet").format(name=name), Tone.DANGER, Icon.CIRCLE_ALERT)
        else:
            good = len(set(right) - {BLOCKS})
            tone = Tone.OK if good else Tone.NEUTRAL
            self.count.set_pill(_("{n} van 8 goed").format(n=good), tone, Icon.CHECK if good else None)

    def _box(self) -> CodeBox:
        box: QObject = self.sender()
        assert isinstance(box, CodeBox)
        return box

    def _on_filled(self) -> None:
        number = self._box().number
        if number < BLOCKS:
            self.boxes[number].setFocus()

    def _on_emptied(self) -> None:
        number = self._box().number
        if number > 1:
            before = self.boxes[number - 2]
            before.setFocus()
            before.setText(before.text()[:-1])

    def _on_pasted(self, text: str) -> None:
        at = self._box().number - 1
        for box in self.boxes[at:]:
            part, text = text[: box.length], text[box.length :]
            box.setText(part)
            if part:
                box.setFocus()

    def _on_changed(self) -> None:
        self.changed.emit(self.texts())

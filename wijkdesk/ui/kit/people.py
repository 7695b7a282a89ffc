"""People on the screen: a circle with letters, always with a name beside or behind it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from wijkdesk.ui.kit import paint, theme
from wijkdesk.ui.kit.labels import Label, Small


def initials(name: str, many: bool = False) -> str:
    """The first letter of a name; with `many` the first and last word's ("Noor Bakker" → "NB")."""
    parts = name.split()
    if not parts:
        return "?"
    return (parts[0][0] + (parts[-1][0] if many and len(parts) > 1 else "")).upper()


class PersonBadge(QLabel):
    """A circle with letters. `person` from 1 = place in the household, 0 = worker; `missing` = not heard yet."""

    def __init__(
        self,
        name: str,
        letters: str = "",
        person: int = 0,
        *,
        missing: bool = False,
        size: int = 28,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(letters or initials(name, many=person == 0 and not missing), parent)
        self.person, self.missing, self._size = person, missing, size
        self.setAccessibleName(name)
        self.setToolTip(name)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Size in the scale of the look."""
        self.setFixedSize(QSize(theme.px(self._size), theme.px(self._size)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the circle."""
        paint.badge(QPainter(self), QRectF(self.rect()), self.text(), self.person, self.missing)


class PersonLine(QWidget):
    """Badge, name and a muted word or two: PersonLine("Lina", "8 jaar", person=3)."""

    def __init__(
        self,
        name: str,
        detail: str = "",
        person: int = 0,
        *,
        missing: bool = False,
        stacked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        spoken = f"{name}, {detail}" if detail else name
        self.badge = PersonBadge(spoken, initials(name), person, missing=missing)
        self.name, self.detail = Label(name, weight=600), Small(detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.badge)
        words: QVBoxLayout | QHBoxLayout = QVBoxLayout() if stacked else QHBoxLayout()
        words.setSpacing(0 if stacked else theme.px(8))
        words.addWidget(self.name)
        words.addWidget(self.detail)
        row.addLayout(words)
        row.addStretch(1)
        row.setAlignment(self.badge, Qt.AlignmentFlag.AlignVCenter)

"""Who was not heard yet: children first, with one thing to do about it; never a demand (domain.md #21)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import paint, theme
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.widgets import Button, Label, PersonBadge, QuietButton
from wijkdesk.ui.visit.states import Missing, VisitState

MOST = 2  # people with a button of their own; the others are counted


class Silent(QWidget):
    """One person who was not heard, and what can be done."""

    acted = Signal(object)

    def __init__(self, missing: Missing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.missing = missing
        column = missing.column
        self.badge = PersonBadge(column.spoken, column.name[:1].upper(), 0, missing=True, size=24)
        self.name = Label(column.spoken, weight=600)
        verb = _("Kijk mee") if missing.young else _("Moment plannen")
        icon = Icon.EYE if missing.young else Icon.CALENDAR_PLUS
        self.button: Button = QuietButton(verb, icon, "small")
        self.button.setAccessibleName(f"{verb}: {column.name}")
        self.button.setToolTip(
            _("Schrijf op wat je ziet: vragen kan nog niet.")
            if missing.young
            else _("Spreek af wanneer je met {name} praat.").format(name=column.name)
        )
        self.button.clicked.connect(self._on_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        for part in (self.badge, self.name, self.button):
            row.addWidget(part)

    def _on_clicked(self) -> None:
        self.acted.emit(self.missing)


class Voices(QWidget):
    """The strip under the domains; `acted(object)` gives the Missing whose button was used."""

    acted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Nog niet gehoord"))
        self.title = Label(_("Nog niet gehoord"), weight=600, tint="warn")
        self.more = Label("", tint="muted", parent=self)
        self.box = QVBoxLayout(self)
        self.row = FlowRow(gap=12)
        self.box.addLayout(self.row)
        self.row.addWidget(self.title)
        self.silent: list[Silent] = []
        self.shown: tuple[Missing, ...] = ()
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Room around; all lines are equally high."""
        self.more.setMinimumHeight(theme.px(32))
        self.box.setContentsMargins(theme.px(12), theme.px(2), theme.px(12), theme.px(2))

    def show_state(self, state: VisitState) -> None:
        """Show a state; the same one again changes nothing."""
        self.setVisible(bool(state.missing))
        if state.missing == self.shown:
            return
        self.shown = state.missing
        for one in self.silent:
            self.row.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.row.removeWidget(self.more)
        self.silent = [Silent(missing) for missing in state.missing[:MOST]]
        for one in self.silent:
            one.acted.connect(self.acted)
            self.row.addWidget(one)
            one.show()
        rest = state.missing[MOST:]
        names = ", ".join(one.column.name for one in rest[:3])
        left = len(rest) - 3
        self.more.setText(names if left <= 0 else _("{names} en {n} anderen").format(names=names, n=left))
        self.more.setVisible(bool(rest))
        self.row.addWidget(self.more)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A warm ground."""
        paint.box(QPainter(self), self.rect().toRectF(), theme.px(8), "warnsoft", "warnline")

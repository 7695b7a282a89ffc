"""The plot of all domains: a row each, every person's latest number on one line, differences in words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.dossier.overview.presenter import DomainWords, State
from wijkdesk.ui.kit import icons, theme
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.widgets import (
    Banner,
    Button,
    Card,
    Dot,
    DotAxis,
    DotPlot,
    FlowRow,
    Hairline,
    Label,
    PersonLine,
    Pill,
    Small,
    Tone,
)

_NARROW = 560  # px at 100 %: name above its line


class PlotCard(Card):
    """`visit` when nobody was asked yet and the worker wants to begin."""

    visit = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Hoe gaat het?"), parent=parent)
        self.scale = Small(_("0 is heel slecht, 10 heel goed"), parent=self)
        self.legend = FlowRow(gap=16)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        holder.setLayout(self.legend)
        self.grid = QGridLayout()
        self.grid.setVerticalSpacing(0)
        self.talk = Banner(Tone.INFO, _("Praat hierover:"), icon=Icon.MESSAGE_CIRCLE)
        self.nobody = Label(
            _("Nog niemand is gevraagd. Een bezoek is een goed begin."), tint="muted", wrap=True
        )
        self.begin = Button(_("Bezoek starten"), Icon.NOTEBOOK_PEN)
        self.begin.clicked.connect(self.visit)
        self.add(holder)
        self.add(self.nobody)
        row = QHBoxLayout()
        row.addWidget(self.begin)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addLayout(self.grid)
        self.add(self.talk)
        self.body.addStretch(1)
        self._state: State | None = None
        self._small = False
        self.rows: list[QWidget] = []

    def restyle(self) -> None:
        """Distances in the scale of the look."""
        super().restyle()
        if hasattr(self, "grid"):
            self.grid.setHorizontalSpacing(theme.px(12))

    def show_state(self, state: State) -> None:
        """Show a state."""
        self.title.setText(state.title)
        self.talk.show_message(Tone.INFO, _("Praat hierover:"), state.talk, icon=Icon.MESSAGE_CIRCLE)
        self.talk.setVisible(bool(state.talk))
        nobody = state.loaded and not state.asked
        self.nobody.setVisible(nobody)
        self.begin.setVisible(nobody)
        if self._state is None or (state.legend, state.domains) != (self._state.legend, self._state.domains):
            self._state = state
            self._fill()

    def show_visit(self, *, running: bool, gone: bool) -> None:
        """Whether a visit is going on; a dossier in the bin gets none."""
        self.begin.setText(_("Verder met bezoek") if running else _("Bezoek starten"))
        self.begin.setEnabled(not gone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put names above their lines when it gets narrow."""
        super().resizeEvent(event)
        small = self.width() / theme.current().scale < _NARROW
        if small != self._small:
            self._small = small
            self._fill()

    def _fill(self) -> None:
        state = self._state
        if state is None:
            return
        self._clear()
        self.legend.addWidget(self.scale)
        self.scale.show()
        for name, place in state.legend:
            line = PersonLine(name, "", place)
            self.rows.append(line)
            self.legend.addWidget(line)
        if state.asked:
            for number, words in enumerate(state.domains):
                self._add_row(number, words)
            self._keep(DotAxis(), len(state.domains) * 3, 0 if self._small else 1)
        self.grid.setColumnStretch(1, 1)

    def _clear(self) -> None:
        while self.legend.takeAt(0) is not None:
            continue
        for widget in self.rows:
            widget.hide()
            widget.deleteLater()
        self.rows = []

    def _add_row(self, number: int, words: DomainWords) -> None:
        top = number * 3
        plot: QWidget = self._plot(words)
        note: QWidget = Small(words.note)
        if words.difference:
            note = Pill(
                _("Verschil {points}").format(points=words.difference), Tone.INFO, Icon.MESSAGE_CIRCLE
            )
            note.setToolTip(words.note)
        name = _DomainName(words.name, words.icon)
        if self._small:
            self._keep(name, top, 0)
            self._keep(note, top, 1)
            self._keep(plot, top + 1, 0, 2)
        else:
            self._keep(name, top, 0)
            self._keep(plot, top, 1)
            self._keep(note, top, 2)
        self._keep(Hairline(), top + 2, 0, 3)

    def _plot(self, words: DomainWords) -> QWidget:
        if not words.dots:
            silent = Small(words.silent, wrap=True)
            silent.setContentsMargins(theme.px(12), 0, 0, 0)
            return silent
        return DotPlot(words.name, [Dot(name, place, score) for name, place, score in words.dots])

    def _keep(self, widget: QWidget, row: int, column: int, span: int = 1) -> None:
        self.rows.append(widget)
        self.grid.addWidget(widget, row, column, 1, span)


class _DomainName(QLabel):
    """Icon and name of a domain, 31 high."""

    def __init__(self, name: str, icon: str) -> None:
        super().__init__(name)
        self.icon = icons.named(icon)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Measure anew."""
        self.setFont(theme.font(14, 500))
        self.setContentsMargins(theme.px(24), 0, 0, 0)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as the words."""
        return QSize(super().sizeHint().width(), theme.px(31))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon and words."""
        super().paintEvent(event)
        spot = QRect(0, 0, theme.px(16), self.height())
        icons.draw(QPainter(self), self.icon, spot, "muted", 16)

"""Weergave: colours, text, and what others may see (design 12). Works at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.services.settings import COVER_CHOICES, LOCK_CHOICES
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.cards import Card, Hairline
from wijkdesk.ui.kit.checks import Switch
from wijkdesk.ui.kit.choices import ComboBox
from wijkdesk.ui.kit.flow import FlowGrid
from wijkdesk.ui.kit.labels import Label, Pill, Small
from wijkdesk.ui.kit.look import look
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.settings.parts.rows import list_row, set_quietly, switch_row
from wijkdesk.ui.settings.parts.tiles import TextSlider, ThemeTile
from wijkdesk.ui.settings.presenter import SettingsState


class LookPage(QWidget):
    """`chosen(str, object)` for the worker's own choices; the look itself is changed here."""

    chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles = [
            ThemeTile("system", _("Systeem")),
            ThemeTile("light", _("Licht")),
            ThemeTile("dark", _("Donker")),
            ThemeTile("contrast", _("Hoog contrast")),
        ]
        self.group = QButtonGroup(self)
        self.slider, self.percent = TextSlider(), Pill("", Tone.INFO)
        self.sample = Label(_("Zo leest je tekst: de juf belt vrijdag."))
        self.readable: Switch
        self.touch: Switch
        self.discreet: Switch
        self.sleep: Switch
        self.capture: Switch
        self.cover: ComboBox
        self.lock: ComboBox
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(16))
        box.addWidget(self._colors())
        holder = QWidget()
        grid = FlowGrid(360, weights=(1, 1), gap=16)
        grid.addWidget(self._text())
        grid.addWidget(self._safe())
        holder.setLayout(grid)
        box.addWidget(holder)
        box.addStretch(1)
        self._connect()
        look().changed.connect(self.show_look)
        self.show_look()

    def _colors(self) -> Card:
        card = Card(_("Kleuren"))
        holder = QWidget()
        grid = FlowGrid(140, gap=12)
        for tile in self.tiles:
            self.group.addButton(tile)
            grid.addWidget(tile)
        holder.setLayout(grid)
        card.add(holder)
        return card

    def _text(self) -> Card:
        card = Card(_("Tekst"), self.percent)
        row = QHBoxLayout()
        row.addWidget(Label("A", 13, tint="muted"))
        row.addWidget(self.slider, 1)
        row.addWidget(Label("A", 22))
        card.body.addLayout(row)
        marks = QHBoxLayout()
        marks.setContentsMargins(theme.px(16), 0, theme.px(20), 0)
        for number, text in enumerate(("100", "125", "150", "175", "200")):
            if number:
                marks.addStretch(1)
            marks.addWidget(Small(text))
        card.body.addLayout(marks)
        sunken = Card(tone="sunken")
        sunken.add(self.sample)
        card.add(sunken)
        row_one, self.readable = switch_row(_("Beter leesbare letter"), "Atkinson Hyperlegible")
        row_two, self.touch = switch_row(_("Grotere knoppen"), _("Handig met je vinger of pen"))
        for one in (row_one, Hairline(), row_two):
            card.add(one)
        card.body.addStretch(1)
        return card

    def _safe(self) -> Card:
        card = Card(_("Meekijken en afdekken"))
        hide, self.discreet = switch_row(
            _("Namen verbergen"), _("Toont alleen voorletters, ook na het openen"), "Ctrl Shift H"
        )
        minutes = [(_("{n} minuten").format(n=n) if n > 1 else _("1 minuut"), n) for n in COVER_CHOICES]
        cover, self.cover = list_row(_("Afdekken na"), _("Een minuut ervoor zie je een bericht"), minutes)
        minutes = [(_("{n} minuten").format(n=n), n) for n in LOCK_CHOICES]
        lock, self.lock = list_row(
            _("Daarna vergrendelen na"),
            _("Dan vraagt WijkDesk je wachtzin. Je concept blijft bewaard"),
            minutes,
        )
        sleep, self.sleep = switch_row(
            _("Vergrendelen als de laptop slaapt"), _("Ook bij dichtklappen. Je concept blijft bewaard")
        )
        capture, self.capture = switch_row(
            _("Schermopname tegenhouden"), _("Wie meekijkt op afstand, ziet WijkDesk niet")
        )
        self.sleep_row, self.capture_row = sleep, capture
        for one in (hide, Hairline(), capture, Hairline(), cover, Hairline(), lock, Hairline(), sleep):
            card.add(one)
        card.body.addStretch(1)
        return card

    def _connect(self) -> None:
        self.group.buttonClicked.connect(self._on_theme)
        self.slider.valueChanged.connect(self._on_text)
        self.readable.toggled.connect(self._on_readable)
        self.touch.toggled.connect(self._on_touch)
        self.discreet.toggled.connect(self._on_discreet)
        self.sleep.toggled.connect(self._on_sleep)
        self.capture.toggled.connect(self._on_capture)
        self.cover.currentIndexChanged.connect(self._on_cover)
        self.lock.currentIndexChanged.connect(self._on_lock)

    def show_look(self) -> None:
        """Show the look in force."""
        chosen = look().settings
        for tile in self.tiles:
            tile.setChecked(tile.name == chosen.theme)
        self.slider.set_percent(chosen.text)
        self.percent.set_pill(f"{chosen.text} %", Tone.INFO)
        for switch, on in ((self.readable, chosen.readable), (self.touch, chosen.touch)):
            _set(switch, on)

    def show_state(self, state: SettingsState) -> None:
        """Show the worker's choices."""
        chosen = state.chosen
        _set(self.discreet, chosen.discreet_at_start)
        _set(self.sleep, chosen.lock_on_sleep and self.sleep.isEnabled())
        _set(self.capture, chosen.block_capture and self.capture.isEnabled())
        set_quietly(self.cover, chosen.cover_after)
        set_quietly(self.lock, chosen.lock_after)

    def show_possible(self, *, sleep: bool, capture: bool) -> None:
        """Say so where the system does not tell that it sleeps, or has no way to keep recordings out."""
        for switch, row, possible in (
            (self.sleep, self.sleep_row, sleep),
            (self.capture, self.capture_row, capture),
        ):
            switch.setEnabled(possible)
            if not possible:
                _set(switch, False)
                row.text.setText(_("Niet mogelijk op dit systeem"))
                switch.setAccessibleDescription(row.text.text())

    def _on_theme(self) -> None:
        tile = self.group.checkedButton()
        if isinstance(tile, ThemeTile):
            look().change(theme=tile.name)

    def _on_text(self) -> None:
        look().change(text=self.slider.percent())

    def _on_readable(self, on: bool) -> None:
        look().change(readable=on)

    def _on_touch(self, on: bool) -> None:
        look().change(touch=on)

    def _on_discreet(self, on: bool) -> None:
        self.chosen.emit("discreet_at_start", on)

    def _on_sleep(self, on: bool) -> None:
        self.chosen.emit("lock_on_sleep", on)

    def _on_capture(self, on: bool) -> None:
        self.chosen.emit("block_capture", on)

    def _on_cover(self) -> None:
        self.chosen.emit("cover_after", self.cover.currentData())

    def _on_lock(self) -> None:
        self.chosen.emit("lock_after", self.lock.currentData())


def _set(switch: Switch, on: bool) -> None:
    switch.blockSignals(True)
    switch.setChecked(on)
    switch.blockSignals(False)
    switch.update()
